"""Which language is spoken: asked for with `--lang`, else that of the surroundings, else English."""

from __future__ import annotations

import os
from typing import Literal

Language = Literal["en", "zh"]
VARIABLES = ("SYMBIOSIS_LANG", "LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set decides

_asked: list[Language] = []  # what the command that runs was asked for; empty until then


def surroundings() -> Language:
    """Return the language of the environment: `SYMBIOSIS_LANG`, else the locale's.

    >>> surroundings() in ("en", "zh")
    True
    """
    said = next((os.environ[name] for name in VARIABLES if os.environ.get(name)), "")
    return "zh" if said.lower().startswith("zh") else "en"


def use(language: Language | None) -> Language:
    """Speak a language from here on (None: that of the surroundings), and return it."""
    _asked[:] = [language or surroundings()]
    return _asked[0]


def spoken() -> Language:
    """Return the language that is spoken now."""
    return _asked[0] if _asked else surroundings()
