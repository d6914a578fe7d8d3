"""The command speaks on a Chinese Windows laptop: GBK output, GBK paths with spaces, files in UTF-8."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


def environment(**changes: str) -> dict[str, str]:
    """An environment without UTF-8 mode, that tells of every file opened in the machine's own encoding."""
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHONUTF8", "PYTHONIOENC"))
    }
    fixed = {
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONWARNDEFAULTENCODING": "1",
        "PYTHONWARNINGS": "always::EncodingWarning",
    }
    return {**kept, **fixed, **changes}


@pytest.fixture(scope="module")
def gbk_locale(tmp_path_factory) -> dict[str, str]:
    """A real zh_CN.GBK locale, made here where the system can make one."""
    folder = tmp_path_factory.mktemp("locales")
    if not shutil.which("localedef"):
        pytest.skip("no localedef on this machine")
    made = folder / "zh_CN.GBK"
    subprocess.run(["localedef", "-i", "zh_CN", "-f", "GBK", made], capture_output=True, check=False)
    if not made.exists():
        pytest.skip("the sources of locales are not installed")
    settings = environment(LOCPATH=str(folder), LC_ALL="zh_CN.GBK")
    asked = "import locale, sys; print(locale.getpreferredencoding(False), sys.stdout.encoding)"
    told = subprocess.run([sys.executable, "-c", asked], env=settings, capture_output=True, check=True).stdout
    assert told.lower().split() == [b"gbk", b"gbk"]
    return settings


@pytest.fixture(params=["console", "locale"])
def settings(request) -> dict[str, str]:
    """Either only the console is GBK (a redirect on Windows), or the whole machine is."""
    if request.param == "locale":
        return request.getfixturevalue("gbk_locale")
    return environment(PYTHONIOENCODING="gbk:strict", LC_ALL="C.UTF-8")


def symbiosis(*words: str, cwd: bytes, settings: dict[str, str]) -> tuple[int, str]:
    """Run the command with words in the machine's encoding; return its exit code and what it printed."""
    coding = "gbk" if "GBK" in settings["LC_ALL"] else "utf-8"
    start = [sys.executable, "-c", "import sys; from symbiosis.cli import main; sys.exit(main())"]
    command = [os.fsencode(word) for word in start] + [word.encode(coding) for word in words]
    done = subprocess.run(command, cwd=cwd, env=settings, capture_output=True, check=False, timeout=600)
    told = (done.stdout + done.stderr).decode("gbk")  # anything that is not GBK fails here
    ours = [
        line for line in told.splitlines() if "EncodingWarning" in line and str(ROOT / "symbiosis") in line
    ]
    assert ours == []
    assert "Traceback" not in told
    return done.returncode, told


@pytest.fixture
def desk(tmp_path, settings) -> bytes:
    """A folder with spaces and Chinese characters, named in the machine's encoding."""
    coding = "gbk" if "GBK" in settings["LC_ALL"] else "utf-8"
    folder = os.path.join(os.fsencode(tmp_path), "我的 园区".encode(coding))
    os.mkdir(folder)
    return folder


def test_help_is_printed(desk, settings):
    code, told = symbiosis("--help", cwd=desk, settings=settings)
    assert code == 0
    assert "design" in told


def test_a_park_is_made_checked_and_solved(desk, settings):
    assert symbiosis("new", "造纸 园", cwd=desk, settings=settings)[0] == 0
    code, told = symbiosis("check", "造纸 园", cwd=desk, settings=settings)
    assert code == 0, told
    code, told = symbiosis("solve", "as_is", "造纸 园", "--out", "结果 一.nc", cwd=desk, settings=settings)
    assert code == 0, told
    code, told = symbiosis("show", "结果 一.nc", cwd=desk, settings=settings)
    assert code == 0, told


def test_a_mistake_in_a_file_gets_its_sentence(desk, settings):
    symbiosis("new", "园", cwd=desk, settings=settings)
    coding = "gbk" if "GBK" in settings["LC_ALL"] else "utf-8"
    path = os.path.join(desk, "园".encode(coding), b"park.yaml")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace("currency:", "币种ηCO₂:", 1))
    code, told = symbiosis("check", "园", cwd=desk, settings=settings)
    assert code == 2
    assert "park.yaml" in told
    assert "币种" in told
