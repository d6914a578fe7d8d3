"""Which language a command speaks: `--lang`, else SYMBIOSIS_LANG, else the system's, else English."""

from __future__ import annotations

from typing import Annotated

import typer

from symbiosis.words import Language, use

HELP = "Language of messages and files: en or zh; without it SYMBIOSIS_LANG, else the system's language."


def settled(text: str | None) -> Language:
    """Speak the language that was asked for from here on; raises typer.BadParameter for another one."""
    if text not in ("en", "zh", "", None):
        raise typer.BadParameter("write en or zh.")
    return use("en" if text == "en" else "zh" if text == "zh" else None)


Lang = Annotated[
    str,
    typer.Option("--lang", "--language", help=HELP, callback=settled, is_eager=True, show_default=False),
]


def language_of(lang: str | None) -> Language:
    """Return the language asked for, or that of the surroundings.

    >>> language_of("zh")
    'zh'
    """
    return settled(lang)
