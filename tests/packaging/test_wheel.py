"""The wheel works outside the checkout: built, installed into a fresh environment, used from a folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as a user would who has never seen the checkout."""
    foreign = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PIP_CONSTRAINT"}
    environment = {key: value for key, value in os.environ.items() if key not in foreign}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**environment, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The commands of a fresh environment that holds the wheel; what it depends on is lent by this one."""
    fresh = tmp_path_factory.mktemp("fresh environment")
    run(sys.executable, "-m", "venv", fresh, cwd=fresh)
    bin_folder = fresh / ("Scripts" if os.name == "nt" else "bin")
    run(bin_folder / "python", "-m", "pip", "install", "--no-deps", "--no-index", wheel, cwd=fresh)
    own = run(
        bin_folder / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=fresh
    )
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    Path(own.stdout.strip(), "lent.pth").write_text("\n".join(sorted(lent)), encoding="utf-8")
    return bin_folder


@pytest.fixture
def desk(tmp_path) -> Path:
    folder = tmp_path / "规划 desk"
    folder.mkdir()
    return folder


def test_the_wheel_is_pure_python_and_whole(wheel):
    assert wheel.name.endswith("-py3-none-any.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    models = {f"symbiosis/models/{path.name}" for path in (ROOT / "models").glob("*.py")}
    starter = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "symbiosis" / "starter").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert models
    assert starter
    font = {f"symbiosis/report/typeface/{name}" for name in ("chinese.otf", "OFL.txt")}
    assert {"symbiosis/py.typed", *font, *models, *starter} <= held
    assert not [
        name for name in held if name.endswith((".so", ".pyd", ".pyc", ".dll")) or name.startswith("tests")
    ]


def test_it_is_the_wheel_that_runs(installed, desk):
    where = run(installed / "python", "-c", "import symbiosis; print(symbiosis.__file__)", cwd=desk).stdout
    assert Path(where.strip()).is_relative_to(installed.parent)


def test_help_new_check_and_solve_work_outside_the_checkout(installed, desk):
    command = installed / "symbiosis"
    assert "solve" in run(command, "--help", cwd=desk).stdout
    run(command, "new", "my park", cwd=desk)
    run(command, "check", "my park", cwd=desk)
    told = run(command, "solve", "as_is", "my park", "--json", cwd=desk).stdout
    assert json.loads(told)["status"] in {"optimal", "within_gap"}


def test_a_model_of_ones_own_is_given_by_path(installed, desk):
    run(installed / "symbiosis", "new", "park", cwd=desk)
    own = (ROOT / "models" / "as_is.py").read_text(encoding="utf-8")
    (desk / "我的 model.py").write_text(own, encoding="utf-8")
    run(installed / "symbiosis", "solve", "我的 model.py", "park", cwd=desk)
