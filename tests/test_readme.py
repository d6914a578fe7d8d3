"""The README's commands are those that CI runs, its example runs, its links lead somewhere."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CI = (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def commands(job: str) -> str:
    spec = importlib.util.spec_from_file_location("readme", ROOT / ".ci" / "readme.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return str(module.commands(README, job))


@pytest.mark.parametrize("job", ["install", "test"])
def test_ci_runs_what_the_readme_says(job):
    assert f"$(readme {job})" in CI
    assert ".venv/bin/pip install -e" in commands(job)


def test_a_job_the_readme_lacks_is_an_error():
    with pytest.raises(KeyError, match="fly to the moon"):
        commands("fly to the moon")


def test_the_readme_fits_on_about_one_screen():
    assert len(README.splitlines()) <= 90


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_links_lead_to_files(target):
    assert (ROOT / target).exists()


def test_the_example_solves_a_park_in_ten_lines(monkeypatch, capsys):
    example = commands("example")
    assert len([line for line in example.splitlines() if line.strip()]) <= 10
    monkeypatch.chdir(ROOT)
    exec(compile(example, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "3 enterprises" in printed
    assert "integrated" in printed
