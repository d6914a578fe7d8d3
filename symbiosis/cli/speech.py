"""The command in two languages: every part of it takes `--lang`, and its help speaks that language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup

from symbiosis.cli.words import Lang
from symbiosis.words import spoken, told, use

USAGE_ERROR: Any = typer.BadParameter.__bases__[0]  # what is wrong with the words that were typed
PANELS = {"argument": "参数", "option": "选项"}


class Spoken(TyperGroup):
    """A group whose commands all take `--lang`, and whose help and complaints are in that language."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Settle the language before anything else is said."""
        use(_asked(args))
        _in_language(self)
        return super().parse_args(ctx, args)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, with `--lang` and with its help in the language that is spoken."""
        command = super().get_command(ctx, cmd_name)
        if command is not None:
            if not any("--lang" in option.opts for option in command.params):
                command.params.append(_option())
            _in_language(command)
        return command

    def invoke(self, ctx: Any) -> Any:
        """Run a command; what was typed wrongly is said in the language that is spoken."""
        try:
            return super().invoke(ctx)
        except USAGE_ERROR as error:
            if spoken() == "en":
                raise
            raise USAGE_ERROR(told(error.format_message()), ctx=error.ctx) from None


def _option() -> Any:
    """Return `--lang` as an option for a command that has no use for its value."""
    one = typer.Typer()

    @one.command()
    def speaks(lang: Lang = "") -> None:
        pass

    option = next(o for o in typer.main.get_command(one).params if "--lang" in o.opts)
    option.expose_value = False
    return option


def _asked(args: Sequence[str]) -> Any:
    """Return the language that the words of the command line ask for; None where they ask for none.

    >>> _asked(["check", "park", "--lang", "zh"]), _asked(["check", "--lang=en"]), _asked(["check"])
    ('zh', 'en', None)
    """
    for number, word in enumerate(args):
        name, sign, value = word.partition("=")
        if name in ("--lang", "--language"):
            given = value if sign else args[number + 1] if number + 1 < len(args) else ""
            return given if given in ("en", "zh") else None
    return None


def _breakable(text: str) -> str:
    """Return Chinese with a space behind its points, where a narrow terminal may end a line.

    >>> _breakable("检查园区，列出年总量。")
    '检查园区， 列出年总量。'
    """
    return re.sub("(?<=[，；：。、）])(?=.)", " ", text)


def _in_language(command: Any) -> None:
    """Turn the help of a command into the language that is spoken; its English is kept beside it."""
    zh = spoken() == "zh"
    for thing in (command, *command.params):
        english = getattr(thing, "english_help", thing.help) or ""
        thing.english_help, thing.help = (
            english,
            _breakable(told(" ".join(english.split()))) if zh else english,
        )
        if thing is not command:
            thing.rich_help_panel = PANELS.get(thing.param_type_name) if zh else None
        elif not isinstance(thing, TyperGroup):
            thing.rich_help_panel = "命令" if zh else None
