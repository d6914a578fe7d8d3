"""Which language a command speaks: `--lang`, else the variable SYMBIOSIS_LANG, else English."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from symbiosis.tables.glossary import Language


def _known(text: str | None) -> str | None:
    if text is not None and text not in ("en", "zh"):
        raise typer.BadParameter("write en or zh.")
    return text


Lang = Annotated[
    str | None,
    typer.Option(
        "--lang", help="Language of messages and files: en, zh.", callback=_known, show_default=False
    ),
]


def language_of(lang: str | None) -> Language:
    """Return the language asked for, or that of the surroundings.

    >>> language_of("zh")
    'zh'
    """
    return "zh" if (lang or os.environ.get("SYMBIOSIS_LANG", "")).lower().startswith("zh") else "en"
