"""Every command speaks the language of `--lang`, of SYMBIOSIS_LANG or of the system, in this order."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from symbiosis.cli import app
from symbiosis.words import spoken, use

THREE = Path(__file__).parents[2] / "scenarios" / "three_firms"
COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SYMBIOSIS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    use("en")


def run(*arguments: str, **environment: str) -> str:
    return CliRunner().invoke(app, list(arguments), env=environment).output


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_lang_and_helps_in_it(command: str) -> None:
    helped = run("--lang=zh", "--help") if command == "" else run(command, "--lang", "zh", "--help")
    assert "--lang" in helped
    assert "参数" in helped or "选项" in helped
    assert "消息和文件的语言" in helped.replace("│", "").replace("\n", "").replace(" ", "")


def test_a_check_in_both_languages() -> None:
    assert "价格：CNY，2024 年，不含增值税" in run("check", str(THREE), "--lang", "zh")
    assert "prices: CNY of 2024, excluding VAT" in run("check", str(THREE))


@pytest.mark.parametrize("variable", ["SYMBIOSIS_LANG", "LC_ALL", "LANG"])
def test_the_surroundings_are_heard(variable: str) -> None:
    assert "价格" in run("check", str(THREE), **{variable: "zh_CN.UTF-8"})
    assert "prices" in run("check", str(THREE), "--lang", "en", **{variable: "zh_CN.UTF-8"})


def test_the_package_s_variable_comes_before_the_system_s() -> None:
    assert "prices" in run("check", str(THREE), SYMBIOSIS_LANG="en", LANG="zh_CN.UTF-8")


def test_json_stays_as_it_is() -> None:
    assert run("check", str(THREE), "--json", "--lang", "zh") == run("check", str(THREE), "--json")


def test_mistakes_in_a_park(tmp_path: Path) -> None:
    park = shutil.copytree(THREE, tmp_path / "park") / "park.yaml"
    park.write_text(park.read_text(encoding="utf-8").replace("lifetime", "lifetme", 1), encoding="utf-8")
    said = run("check", str(park), "--lang", "zh")
    assert "这里不认识这个词。是否应为“lifetime”？" in said
    assert "共 1 处问题，未写入任何文件。" in said


def test_mistakes_on_the_command_line() -> None:
    assert "没有命令“chek”" in run("chek", SYMBIOSIS_LANG="zh")
    assert "缺少参数“park”" in run("check", "--lang", "zh").replace("PARK", "park")
    assert "write en or zh" in run("check", str(THREE), "--lang", "fr")


def test_one_run_does_not_speak_for_the_next() -> None:
    run("check", str(THREE), "--lang", "zh")
    run("check", str(THREE))
    assert spoken() == "en"


def test_english_reads_no_catalogue() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from symbiosis.cli import app; from symbiosis.words import translate\n"
            f"try: app(['check', {str(THREE)!r}, '--lang', 'en'])\nexcept SystemExit: pass\n"
            "print(translate._whole.cache_info().currsize, file=sys.stderr)",
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr.strip() == "0"


def test_everything_for_people_goes_through_tell_and_say() -> None:
    folder = Path(sys.modules["symbiosis.cli"].__file__ or "").parent
    raw = {file.name for file in folder.glob("*.py") if "typer.echo(" in file.read_text(encoding="utf-8")}
    assert raw <= {"terminal.py", "study_meter.py", "match.py"}  # JSON, CSV, and where both are made
