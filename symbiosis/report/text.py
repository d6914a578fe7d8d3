"""Words in figures: names of things made safe to draw, numbers with separators, scales, two languages.

Names come from park files and are untrusted: control characters, line breaks and direction overrides
are dropped, `$` never starts a formula, and what no installed font can draw becomes a box.
"""

from __future__ import annotations

import math
import textwrap
import unicodedata
from collections.abc import Iterable
from typing import Any, Literal

from symbiosis.park.park import Park
from symbiosis.park.totals import shown_total, shown_unit
from symbiosis.report.fonts import drawable

Language = Literal["en", "zh"]

SCALES: dict[str, tuple[tuple[float, float, str], ...]] = {  # from this size, divide by, say
    "en": ((1e10, 1e9, "billion "), (1e6, 1e6, "million "), (1e4, 1e3, "thousand ")),
    "zh": ((1e9, 1e8, "亿"), (1e5, 1e4, "万")),
}


def spoken(language: str) -> Language:
    """Return the language to draw in; raises ValueError when it is neither `en` nor `zh`."""
    if language not in ("en", "zh"):
        raise ValueError(f'figures speak "en" or "zh", not "{language}".')
    return "zh" if language == "zh" else "en"


def safe(text: str, width: int = 0, limit: int = 60) -> str:
    r"""Return foreign text fit to be drawn, cut to `limit` and wrapped to `width` characters if given.

    >>> print(safe("cheap$ and\tgood$\u202e"))
    cheap\$ and good\$
    """
    clean = plain_text(text)
    if len(clean) > limit:
        clean = clean[: limit - 1].rstrip() + "…"
    shown = drawable(clean)
    if width:
        shown = "\n".join(_wrapped(shown, width))
    return shown.replace("$", r"\$")


def plain_text(text: str) -> str:
    """Drop what is no character to be seen (Unicode category C) and make every blank one space."""
    kept = (" " if c.isspace() else c for c in unicodedata.normalize("NFC", text))
    return " ".join("".join(c for c in kept if unicodedata.category(c)[0] != "C").split())


def _wrapped(text: str, width: int) -> list[str]:
    """Break at spaces, or anywhere in words that are too long; a Chinese character counts twice."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return textwrap.wrap(text, max(4, width // 2 if wide > len(text) / 2 else width)) or [text]


def _titles(thing: Any, language: str) -> list[str]:
    """Return a thing's titles, best first; given flows have none."""
    return [getattr(thing, name, "") for name in (("title_zh", "title") if language == "zh" else ("title",))]


def title_of(thing: Any, language: str, width: int = 0, limit: int = 60) -> str:
    """Return what people call a thing, in a language; its label where it has no title that can be drawn."""
    own = str(thing.label).rpartition(".")[2].replace("_", " ")
    names = _titles(thing, language)
    shown = [name for name in map(plain_text, names) if name and drawable(name) == name]
    return safe(shown[0] if shown else own, width, limit)


def called(thing: Any, language: str) -> str:
    """Return what people call a thing, to be written rather than drawn; its label where it has no title."""
    own = str(thing.label).rpartition(".")[2].replace("_", " ")
    names = _titles(thing, language)
    return next((name for name in map(plain_text, names) if name), own)


def number(value: float, decimals: int = 0) -> str:
    """Return a number with thousands separators and a real minus; nothing is `0`, almost nothing `0.0`.

    >>> number(-1234.56, 1), number(-0.01, 1), number(0.0, 1)
    ('−1,234.6', '0.0', '0')
    """
    if abs(value) < 1e-9:
        return "0"
    text = f"{value:,.{decimals}f}"
    return text.replace("-", "−" if text.strip("-0.,") else "")


def decimals_for(values: Iterable[float], digits: int = 3) -> int:
    """Return how many decimals show the largest value with about `digits` digits; at most 3.

    >>> decimals_for([1234.0, 5.0]), decimals_for([12.3]), decimals_for([0.012])
    (0, 1, 3)
    """
    largest = max((abs(v) for v in values if math.isfinite(v)), default=0.0)
    if largest == 0.0:
        return 0
    return min(3, max(0, digits - 1 - math.floor(math.log10(largest))))


def scale(values: Iterable[float], unit: str, language: str) -> tuple[float, str]:
    """Return what to divide by and how the unit then reads.

    >>> scale([2.5e7], "DKK/a", "en"), scale([300.0], "t/a", "en"), scale([2.5e7], "CNY/a", "zh")
    ((1000000.0, 'million DKK/a'), (1.0, 't/a'), (10000.0, '万元/a'))
    """
    largest = max((abs(v) for v in values if math.isfinite(v)), default=0.0)
    if language == "zh" and unit.split("/")[0] == "CNY":
        unit = unit.replace("CNY", "元", 1)
    for least, factor, word in SCALES[language]:
        if largest >= least:
            space = " " if language == "zh" and unit[0].isascii() else ""
            return factor, word + space + unit
    return 1.0, unit


def money_unit(currency: str, annual: bool) -> str:
    """Return the unit of cost: per year, or of the hours that were looked at."""
    return safe(f"{currency}/a" if annual else currency, limit=12)


def amount_unit(park: Park, carrier: str, years: float) -> str:
    """Return the unit of a carrier's total: per year, or of the hours looked at; see `amount_shown`."""
    return pretty(safe(shown_unit(park.carriers[carrier], years), limit=16))


def amount_shown(park: Park, carrier: str, amount: float, years: float) -> float:
    """Return a carrier's total in its `amount_unit`."""
    return shown_total(park.carriers[carrier], amount, years)


def colon(language: str) -> str:
    """Return the colon between a thing and what is said of it."""
    return "：" if language == "zh" else ": "


def pretty(unit: str) -> str:
    """Return a unit with its exponents raised.

    >>> pretty("m3/h")
    'm³/h'
    """
    return unit.replace("m3", "m³").replace("m2", "m²")
