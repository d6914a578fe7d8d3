"""Every command that a page prints can be typed: it exists, with these options and so many arguments."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from symbiosis.cli import app
from symbiosis.cli.report import named
from symbiosis.cli.speech import USAGE_ERROR as WRONG

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "benchmarks" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs" / "guide").glob("*.md")),
    *sorted((ROOT / "scenarios").glob("*/README.md")),
]
COMMANDS = typer.main.get_command(app)


def blocks(text: str) -> Iterator[str]:
    """Yield what stands in fences or is indented, with lines that go on in the next one joined."""
    text = text.replace("\\\n", " ")
    yield from re.findall(r"^```\w*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    yield from re.findall(
        r"^    .*$", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE), re.MULTILINE
    )


def typed(text: str) -> Iterator[list[str]]:
    """Yield the words of every `symbiosis …` that a page shows."""
    for block in blocks(text):
        for line in block.splitlines():
            command = re.match(r"\s*(?:\$ )?(?:\.venv/bin/)?symbiosis (.*)", line)
            if command:
                yield shlex.split(command[1].split(" && ")[0], comments=True)
    for inline in re.findall(r"`symbiosis ([^`\n]+)`", text):
        yield shlex.split(inline.replace("…", ""))


def misfit(words: list[str]) -> str:
    """Return what the command line would say against some words; empty where nothing."""
    name, *arguments = words
    command = COMMANDS.get_command(typer.Context(COMMANDS), name)
    if command is None:
        return f"there is no command {name}"
    if "--help" in arguments:
        return ""
    try:
        read = named(arguments) if name == "report" else arguments
        _, left, _ = command.make_parser(typer.Context(command)).parse_args(read)
    except WRONG as error:
        return str(error)
    return f"{name} does not take {' '.join(left)}" if left else ""


def shown() -> Iterator[tuple[str, list[str]]]:
    for page in PAGES:
        for words in filter(None, typed(page.read_text(encoding="utf-8"))):
            yield page.relative_to(ROOT).as_posix(), words


SHOWN = list(shown())


@pytest.mark.parametrize(
    ("page", "words"), SHOWN, ids=[f"{page}: {' '.join(words)}" for page, words in SHOWN]
)
def test_what_a_page_shows_can_be_typed(page, words):
    assert misfit(words) == ""


def test_every_command_stands_on_a_page():
    known = set(COMMANDS.list_commands(typer.Context(COMMANDS)))
    assert known - {words[0] for _, words in SHOWN} == set()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("symbiosis desing park", "there is no command desing"),
        ("symbiosis check one two", "check does not take two"),
        ("$ symbiosis check park --hard", "--hard"),
        (".venv/bin/symbiosis design park --weeks", "--weeks"),
    ],
)
def test_a_slip_is_seen(line, said):
    (words,) = typed(f"    {line}")
    assert said in misfit(words)
