"""Numbers as planners write them: `12 t/h`, `8 %`, `0.9 M CNY/(t/h)`; anything doubtful is refused."""

from __future__ import annotations

import math
import re
import unicodedata

from symbiosis.tables.conversion import UNKNOWN, HeatingValue, factor
from symbiosis.tables.source import TextError

_NUMBER = re.compile(r"([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)(?![0-9.])\s*(.*)", re.DOTALL)
_UNIT_BEGINS = re.compile(r"[^\W_]|[%‰€£$¥(/（％／°℃]")
_NOT_NUMBERS = {
    ".nan",
    "nan",
    ".inf",
    "inf",
    "infinity",
    "+.inf",
    "-.inf",
    "-inf",
    "n/a",
    "na",
    "none",
    "#n/a",
    "null",
}
EXCEL_ERRORS = (
    "#REF!",
    "#DIV/0!",
    "#N/A",
    "#VALUE!",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#SPILL!",
    "#CALC!",
    "####",
)


def split_number(text: str) -> tuple[float, str]:
    """Return the number and the unit text behind it; raises TextError for anything that is not one number.

    >>> split_number("12 t/h"), split_number("1e3")
    ((12.0, 't/h'), (1000.0, ''))
    """
    shown = _spaces(text)
    if not shown:
        raise TextError("nothing is written here.", "Write a number with its unit.")
    if shown.upper().startswith(EXCEL_ERRORS):
        raise TextError("the cell holds an Excel error.", "Repair the formula, then save again.")
    if shown.startswith("="):
        raise TextError("a formula stands here, not a number.", "Write the number itself.")
    if shown.lower() in _NOT_NUMBERS:
        raise TextError(
            "this is not a finite number.", "Write the number, or leave the line out if it does not apply."
        )
    _refuse_marks(shown)
    found = _NUMBER.fullmatch(shown)
    if found is None:
        raise _not_a_number(shown)
    digits, unit = found.groups()
    if len(digits) > 40:
        raise TextError("the number has too many digits.", "Write it as 1.5e6.")
    number = float(digits)
    if not math.isfinite(number):
        raise TextError("the number is too large.", "Write a finite number in a fitting unit.")
    if number == 0.0 and re.search("[1-9]", digits.lower().partition("e")[0]):
        raise TextError("the number is too small to be told from zero.", "Write it in a smaller unit.")
    if unit and not _UNIT_BEGINS.match(unit):
        raise _not_a_number(shown)
    if unit[:1].isdigit() and not re.match(r"1\s*/", unit):
        raise TextError(
            "two numbers stand here.",
            f"Write {shown.replace(' ', '', 1)} without a space between the digits.",
        )
    return number, unit.strip()


def number_and_unit(text: str, header: str | None = None) -> tuple[float, str]:
    """Return a number and its unit, from behind it or from the header of its column; raises TextError."""
    number, own = split_number(text)
    if header is not None and own:
        raise TextError(f'the column is in [{header}], the cell adds "{own}".', "Write the number alone.")
    return number, own or header or ""


def number_with_unit(
    text: str, unit: str, heating_value: HeatingValue = UNKNOWN, header: str | None = None
) -> float:
    """Return a written number in `unit`; raises TextError when its own unit is missing or does not fit.

    `header` is the unit of the column the number stands in; a plain number is then expected. A plain number
    is also enough where `unit` is a share (`1`, `1/a`), and for zero.

    >>> number_with_unit("36 GJ/h", "MW"), number_with_unit("8 %", "1/a"), number_with_unit("3 万元", "CNY")
    (10.0, 0.08, 30000.0)
    """
    number, own = number_and_unit(text, header)
    if not own:
        if unit in ("1", "1/a") or number == 0.0:
            return number
        raise TextError("the unit is missing.", f"Write {text.strip()} {unit}.")
    return scaled(number, _share_of_year(own, unit), heating_value, own)


def _share_of_year(own: str, unit: str) -> str:
    # 8 % of a yearly rate can only be meant per year
    return "1" if unit == "1/a" and own.strip() in ("%", "‰", "1", "-") else unit


def scaled(number: float, unit: str, heating_value: HeatingValue, own: str) -> float:
    """Return `number own` in `unit`; raises TextError when that is no finite number."""
    value = number * factor(own, unit, heating_value)
    if not math.isfinite(value):
        raise TextError("the number is too large.", "Write a finite number in a fitting unit.")
    return value


def _spaces(text: str) -> str:
    return re.sub(r"[\u00a0\u2000-\u200a\u202f\u3000\s]+", " ", text).strip()


def _refuse_marks(text: str) -> None:
    plain = text.replace(" ", "")
    comma = re.match(r"([+-]?[0-9]+),([0-9]+)(?![0-9,.])", plain)
    if comma:
        whole, rest = comma.groups()
        if len(rest) == 3:
            raise TextError(
                "a comma may be a decimal comma or a thousands mark.",
                f"Write {whole}{rest} or {whole}.{rest}.",
            )
        raise TextError("not a number (decimal comma?).", f"Write {whole}.{rest}.")
    if re.match(r"[+-]?[0-9]{1,3}([,'’][0-9]{3})+", plain):
        raise TextError("thousands marks are not allowed.", "Write the digits alone, e.g. 1200000.")
    if re.match(r"[+-]?[0-9][0-9.]*,[0-9]", plain):
        raise TextError("not a number (thousands marks with a decimal comma?).", "Write 1234.5.")
    if re.match(r"[+-]?[0-9]{1,3} [0-9]{3}(?![0-9])", text):
        digits = re.sub(r"(?<=[0-9]) (?=[0-9])", "", text)
        raise TextError("a space stands inside the number.", f"Write {digits}.")


def _not_a_number(text: str) -> TextError:
    if re.match(r"[0-9.]+ ?(-|–|~|～|\.\.|to|至) ?[0-9.]", text):
        return TextError(
            "a range stands here, not a number.", "Write {unknown: true, low: …, high: …} with units."
        )
    ascii_text = unicodedata.normalize("NFKC", text)
    if ascii_text != text and _NUMBER.fullmatch(ascii_text):
        return TextError("full-width digits or signs stand here.", f"Write {ascii_text}.")
    if text.startswith(("\u2212", "\u2013")):
        return TextError("the minus sign is not the one of the keyboard.", f"Write -{text[1:].lstrip()}.")
    if re.match(r"[<>≤≥~≈±]", text):
        return TextError(
            "this is not one number.", "Write the number; put a range into {value: …, low: …, high: …}."
        )
    if re.match(r"[0-9]+(:[0-9]+)+", text):
        return TextError(
            "a time of day stands here, not a number.", "Write a number with its unit, e.g. 12.5 h."
        )
    return TextError("this is not a number.", "Write a number with its unit, e.g. 12 t/h.")
