"""Chinese names of sections, fields and choices, as workbooks and messages write them; one list for all.

A field has the same Chinese name wherever it stands, and no two fields share one, so that a header is
understood in either language.
"""

from __future__ import annotations

from typing import Literal

from symbiosis.tables.glossary.choices import CHOICES
from symbiosis.tables.glossary.fields_of_flows import FIELDS_OF_FLOWS
from symbiosis.tables.glossary.fields_of_plants import FIELDS_OF_PLANTS
from symbiosis.tables.glossary.sheets import SHEETS

__all__ = ["CHOICES", "FIELDS", "SHEETS", "Language"]

Language = Literal["en", "zh"]
FIELDS = {**FIELDS_OF_PLANTS, **FIELDS_OF_FLOWS}

NUMBER_WORDS = (  # what may stand beside a number, in its block or behind a dot
    *("value", "low", "high", "source", "confidence", "unknown", "unit"),
    *("profile", "scale", "annual", "shape", "shutdown", "tariff", "base", "fixed"),
    *("year", "start", "steps", "step", "time_zone", "weeks", "weights", "every", "annualised"),
)

_SHEETS_BACK = {chinese: name for name, chinese in SHEETS.items()}
_FIELDS_BACK = {chinese: name for name, chinese in FIELDS.items()}
_CHOICES_BACK = {chinese: name for name, chinese in CHOICES.items()}


def sheet_name(section: str, language: Language) -> str:
    """Return the name of a section's sheet."""
    return SHEETS.get(section, section) if language == "zh" else section


def section_named(sheet: str) -> str:
    """Return the section that a sheet of either language holds, or the name as it stands.

    >>> section_named("设备"), section_named(" Technologies ")
    ('technologies', 'technologies')
    """
    name = sheet.strip()
    return _SHEETS_BACK.get(name) or (name.lower() if name.lower() in SHEETS else name)


def field_name(field: str, language: Language) -> str:
    """Return a dotted field's name in a language.

    >>> field_name("rate.profile", "zh")
    '流量.曲线'
    """
    if language == "en":
        return field
    return ".".join(FIELDS.get(part, part) for part in field.split("."))


def field_named(name: str) -> str:
    """Return the dotted field that a name of either language stands for, or the name as it stands.

    >>> field_named("流量.曲线"), field_named("capacity")
    ('rate.profile', 'capacity')
    """
    first, *rest = (part.strip() for part in name.split("."))
    inner = (_FIELDS_BACK[part] if _FIELDS_BACK.get(part) in NUMBER_WORDS else part for part in rest)
    return ".".join((_FIELDS_BACK.get(first, first), *inner))


def choice_name(word: str, language: Language) -> str:
    """Return a choice's name in a language."""
    return CHOICES.get(word, word) if language == "zh" else word


def choice_named(word: str) -> str:
    """Return the choice that a word of either language stands for, or the word as it stands."""
    return _CHOICES_BACK.get(word.strip(), word)
