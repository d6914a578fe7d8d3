"""The command in two languages: every part of it takes `--lang`, and its help speaks that language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from symbiosis.cli.frame import settle_headings, turn, write_usage
from symbiosis.cli.words import Lang
from symbiosis.words import spoken, told, use

USAGE_ERROR: Any = typer.BadParameter.__bases__[0]  # what is wrong with the words that were typed
LANG = ("--lang", "--language")


class SpokenApp(typer.Typer):
    """An app whose commands speak."""

    def command(self, name: str | None = None, **given: Any) -> Callable[[Any], Any]:
        """Register a command, as typer does."""
        return super().command(name, **{"cls": SpokenCommand, **given})


class SpokenCommand(TyperCommand):
    """A command whose help is in the language that is spoken."""

    def get_help_option(self, ctx: Any) -> Any:
        """Return `--help`, in that language."""
        return _turned(super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the usage line in that language."""
        write_usage(self, ctx, formatter)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help under headings in that language."""
        settle_headings()
        super().format_help(ctx, formatter)


class Spoken(TyperGroup):
    """A group whose commands all take `--lang`, and whose help and complaints are in that language."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Settle the language before anything else is said; `--lang` may stand before the command."""
        use(_asked(args))
        _take_lang(self, heard=False)  # `_asked` has heard it
        _in_language(self)
        with _complaints_told(ctx):
            return super().parse_args(ctx, _behind_the_command(args))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, with `--lang` and with its help in the language that is spoken."""
        command = super().get_command(ctx, cmd_name)
        if command is not None:
            _take_lang(command)
            _in_language(command)
        return command

    def invoke(self, ctx: Any) -> Any:
        """Run a command; what was typed wrongly is said in the language that is spoken."""
        with _complaints_told(ctx):
            return super().invoke(ctx)

    def get_help_option(self, ctx: Any) -> Any:
        """Return `--help`, in that language."""
        return _turned(super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the usage line in that language."""
        write_usage(self, ctx, formatter)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help under headings in that language."""
        settle_headings()
        super().format_help(ctx, formatter)


@contextmanager
def _complaints_told(ctx: Any) -> Iterator[None]:
    """Say complaints in the language that is spoken, under the usage of what was asked for."""
    try:
        yield
    except USAGE_ERROR as error:
        settle_headings()
        error.ctx = error.ctx or ctx
        if spoken() == "en" or type(error).__name__ == "NoArgsIsHelpError":  # the latter holds the whole help
            raise
        raise USAGE_ERROR(told(error.format_message()), ctx=error.ctx) from None


def _take_lang(command: Any, heard: bool = True) -> None:
    """Let a command take `--lang` that has no use for its value; unless `heard`, nothing follows from it."""
    if any(LANG[0] in option.opts for option in command.params):
        return
    one = typer.Typer()

    @one.command()
    def speaks(lang: Lang = "") -> None:
        pass

    option = next(o for o in typer.main.get_command(one).params if LANG[0] in o.opts)
    option.expose_value = False
    if not heard:
        option.callback = None
    command.params.append(option)


def _asked(args: Sequence[str]) -> Any:
    """Return the language that the words of the command line ask for; None where they ask for none.

    >>> _asked(["check", "park", "--lang", "zh"]), _asked(["check", "--lang=en"]), _asked(["check"])
    ('zh', 'en', None)
    """
    for number, word in enumerate(args):
        name, sign, value = word.partition("=")
        if name in LANG:
            given = value if sign else args[number + 1] if number + 1 < len(args) else ""
            return given if given in ("en", "zh") else None
    return None


def _behind_the_command(args: list[str]) -> list[str]:
    """Return the words with a leading `--lang` behind the command, whose option it is.

    >>> _behind_the_command(["--lang", "zh", "check", "park"])
    ['check', '--lang', 'zh', 'park']
    """
    name, sign, _ = args[0].partition("=") if args else ("", "", "")
    lead = 0 if name not in LANG else 1 if sign else 2
    if lead == 0 or len(args) <= lead or args[lead].startswith("-"):
        return args
    return [args[lead], *args[:lead], *args[lead + 1 :]]


def _turned(option: Any) -> Any:
    if option is not None:
        turn(option)
    return option


def _in_language(command: Any) -> None:
    """Turn the help of a command, its options and arguments into the language that is spoken."""
    for thing in (command, *command.params):
        turn(thing)
