"""What typer writes around our words is Chinese too: usage, headings, kinds of values, hints, complaints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
from typer import rich_utils
from typer.testing import CliRunner

from symbiosis.cli import app
from symbiosis.cli.frame import HEADINGS
from symbiosis.words import use

THREE = str(Path(__file__).parents[2] / "scenarios" / "three_firms")
COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
ENGLISH = re.compile(
    r"\b(?:Usage|Options|Arguments|Commands|default|required|env var|Show this|Error|Try)\b"
    r"|OPTIONS|ARGS|COMMAND"
    r"|<[^>]*\b(?:str|int|float|path|file|list|range)\b[^>]*>"
)


@pytest.fixture(autouse=True)
def english_again(monkeypatch: pytest.MonkeyPatch):
    for name in ("SYMBIOSIS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    yield
    use("en")


def run(*arguments: str, lang: str = "zh") -> str:
    return CliRunner().invoke(app, list(arguments), env={"SYMBIOSIS_LANG": lang, "COLUMNS": "120"}).output


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_holds_no_english_of_typer(command: str) -> None:
    said = run(*filter(None, [command]), "--help")
    assert ENGLISH.findall(said) == []
    assert "用法：" in said
    assert "显示本说明并退出。" in said


def test_no_words_at_all_are_answered_by_the_help() -> None:
    assert "用法：" in run()
    assert "Usage: " in run(lang="en")


def test_english_help_is_what_it_was_after_chinese() -> None:
    english = run("check", "--help", lang="en")
    run("check", "--help")
    assert run("check", "--help", lang="en") == english
    assert "Usage: " in english
    assert "<path>" in english
    assert "Options" in english


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        (["chek"], "没有命令“chek”，是否应为 'check'？"),
        (["check"], "缺少参数“park”。"),
        (["--wheels"], "没有选项 --wheels"),
        (["check", THREE, "--jsn"], "没有选项 --jsn（可能是 --json）"),
        (["check", THREE, "again"], "多余的参数（again）"),
        (["solve", THREE, "--gap"], "选项“--gap”需要取值。"),
        (["generate", "x", "--seed", "many"], "的取值无效：应为整数。"),
        (["generate", "x", "--seed", "-1"], "的取值无效：不得小于 0。"),
        (["fair", THREE, "--least", "2"], "的取值无效：不得大于 1"),
        (["check", THREE, "--lang", "fr"], "的取值无效：请写 en 或 zh。"),
    ],
)
def test_common_slips(typed: list[str], complaint: str) -> None:
    said = run(*typed)
    assert complaint in said
    assert ENGLISH.findall(said) == []
    assert "用法：" in said
    assert "--help 查看帮助。" in said


def test_the_language_may_stand_before_the_command() -> None:
    assert "价格：CNY" in run("--lang", "zh", "check", THREE, lang="en")
    assert "价格：CNY" in run("--lang=zh", "check", THREE, lang="en")
    assert "用法：" in run("--lang", "zh", "--help", lang="en")
    assert "用法：" in run("--help", "--lang", "zh", lang="en")


def test_typer_has_every_heading_that_is_turned() -> None:
    assert all(isinstance(getattr(rich_utils, name), str) for name in HEADINGS)
