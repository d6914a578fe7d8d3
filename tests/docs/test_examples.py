"""The example scripts for clusters are what their programs can read, and call commands that exist."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"


def test_the_array_script_is_bash_and_asks_slurm_first():
    script = EXAMPLES / "array.sbatch"
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash here")
    subprocess.run([bash, "-n", str(script)], check=True)
    lines = script.read_text(encoding="utf-8").splitlines()
    wishes = [number for number, line in enumerate(lines) if line.startswith("#SBATCH")]
    first_command = next(n for n, line in enumerate(lines) if line and not line.startswith("#"))
    assert wishes
    assert max(wishes) < first_command  # Slurm stops reading wishes at the first command


def test_the_snakefile_is_python_but_for_its_rules():
    text = (EXAMPLES / "Snakefile").read_text(encoding="utf-8")
    rules = re.findall(r"^rule (\w+):$", text, re.MULTILINE)
    assert rules == ["all", "shard", "collect"]
    as_python = re.sub(r"^rule (\w+):$", r"class \1:", text, flags=re.MULTILINE)
    as_python = re.sub(
        r"^    (input|output|resources|shell):\n((?:        .*\n?)+)",
        r"    \1 = dict_of(\n\2    )\n",
        as_python,
        flags=re.MULTILINE,
    )
    ast.parse(as_python)


@pytest.mark.parametrize("name", ["array.sbatch", "Snakefile"])
def test_examples_call_the_command_with_options_it_has(name):
    from typer.testing import CliRunner

    from symbiosis.cli import app

    text = (EXAMPLES / name).read_text(encoding="utf-8")
    options = set(re.findall(r"symbiosis run .*?(--\w+)", text))
    assert options == {"--shard"}
    told = CliRunner().invoke(app, ["run", "--help"], env={"COLUMNS": "200"}).output
    assert all(option in told for option in options)
