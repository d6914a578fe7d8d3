"""What typer writes around our words — usage, headings, hints, kinds of values — in the language spoken."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from symbiosis.words import spoken, told

HEADINGS = {  # of `typer.rich_utils`, where they are plain module constants
    "DEPRECATED_STRING": "（已弃用）",
    "DEFAULT_STRING": "[默认：{}]",
    "ENVVAR_STRING": "[环境变量：{}]",
    "REQUIRED_LONG_STRING": "[必填]",
    "ARGUMENTS_PANEL_TITLE": "参数",
    "OPTIONS_PANEL_TITLE": "选项",
    "COMMANDS_PANEL_TITLE": "命令",
    "ERRORS_PANEL_TITLE": "错误",
    "ABORTED_TEXT": "已中止。",
    "RICH_HELP": "用 [blue]{command_path} {help_option}[/] 查看帮助。",
}
KINDS = {"str": "文本", "bool": "开关", "int": "整数", "float": "数", "path": "路径",
         "file": "文件", "directory": "文件夹", "list": "列表", "range": "范围"}  # fmt: skip
OPTIONS, COMMAND = ("[OPTIONS]", "[选项]"), ("COMMAND [ARGS]...", "命令 [参数]…")
USAGE = "用法："

_english: dict[str, str] = {}  # the headings as typer has them


def settle_headings() -> None:
    """Give typer's headings the language that is spoken."""
    from typer import rich_utils  # only where help or a complaint is shown

    for name, chinese in HEADINGS.items():
        english = _english.setdefault(name, getattr(rich_utils, name))
        setattr(rich_utils, name, chinese if spoken() == "zh" else english)


def write_usage(command: Any, ctx: Any, formatter: Any) -> None:
    """Write the usage line of a command, led by its word in the language that is spoken."""
    pieces = " ".join(command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, pieces, USAGE if spoken() == "zh" else None)


def turn(thing: Any) -> None:
    """Turn a command, an option or an argument into the language spoken; its English is kept beside it."""
    zh = spoken() == "zh"
    english = getattr(thing, "english_help", thing.help) or ""
    thing.english_help = english
    thing.help = breakable(told(" ".join(english.split()))) if zh else english
    for name, words in (("options_metavar", OPTIONS), ("subcommand_metavar", COMMAND)):
        if getattr(thing, name, None) in words:
            setattr(thing, name, words[zh])
    shows = getattr(type(thing), "display_type_rich", None)
    if shows is not None:
        thing.display_type_rich = partial(_kind, partial(shows, thing))


def breakable(text: str) -> str:
    """Return Chinese with a space behind its points, where a narrow terminal may end a line.

    >>> breakable("检查园区，列出年总量。")
    '检查园区， 列出年总量。'
    """
    return re.sub("(?<=[，；：。、）])(?=.)", " ", text)


def _kind(shows: Any, **given: Any) -> str | None:
    """Return what kind of value an option takes, e.g. `<int>` or `<整数>`."""
    shown = shows(**given)
    if shown is None or spoken() == "en":
        return shown  # type: ignore[no-any-return]
    return re.sub("[a-z]+", lambda word: KINDS.get(word[0], word[0]), shown)
