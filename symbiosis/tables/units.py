"""What a unit of a park file is worth: exact factors and dimensions, or a sentence why it is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

from symbiosis.tables.source import TextError
from symbiosis.tables.unit_table import (
    CENTS,
    CURRENCIES,
    CURRENCY_NAMES,
    DEFINITIONS,
    MULTIPLIERS,
    REFUSED,
    SCALES,
)

_EXPONENTS = {"m": (2, 3), "km": (2,)}
_TOKEN = re.compile(
    r"\s*(?:(\*\*|\^)\s*([0-9])(?![0-9])|([()*/])|(1)(?=\s*/)|([^\W\d_]+[0-9]?(?:eq?)?|[%‰€£$¥]|°C))"
)


@dataclass(frozen=True)
class Measure:
    """A unit's worth in base units, and its dimension as sorted (name, exponent) pairs."""

    factor: Fraction
    dimension: tuple[tuple[str, Fraction], ...]

    @property
    def exponents(self) -> dict[str, Fraction]:
        """Exponent of every base dimension."""
        return dict(self.dimension)

    @property
    def currencies(self) -> set[str]:
        """The currencies in it."""
        return {name[len("currency_") :] for name, _ in self.dimension if name.startswith("currency_")}

    def __truediv__(self, other: Measure) -> Measure:
        return self._joined(other, -1)

    def __mul__(self, other: Measure) -> Measure:
        return self._joined(other, 1)

    def _joined(self, other: Measure, sign: int) -> Measure:
        exponents = self.exponents
        for name, power in other.dimension:
            exponents[name] = exponents.get(name, Fraction(0)) + sign * power
        factor = self.factor * other.factor if sign > 0 else self.factor / other.factor
        return Measure(factor, tuple(sorted((n, p) for n, p in exponents.items() if p)))

    def __str__(self) -> str:
        """Name the dimension: `mass/time`."""
        above = [_power(name, power) for name, power in self.dimension if power > 0]
        below = [_power(name, -power) for name, power in self.dimension if power < 0]
        return "/".join(["·".join(above) or "1", *below]) if self.dimension else "a plain number"


def _power(name: str, power: Fraction) -> str:
    word = {"length": "length", "normal_volume": "normal volume"}.get(name, name.replace("currency_", ""))
    return word if power == 1 else f"{word}^{power}"


@cache
def registry() -> Any:
    """Return Pint's registry holding our units alone, in exact fractions."""
    import pint

    units: Any = pint.UnitRegistry(None, non_int_type=Fraction, cache_folder=None)
    for line in DEFINITIONS.strip().splitlines():
        units.define(line)
    for currency in sorted(CURRENCIES):
        units.define(f"{currency} = [currency_{currency}]")
    return units


@cache
def known_units() -> frozenset[str]:
    """Return every unit name that may be written."""
    names = {word.strip() for line in DEFINITIONS.strip().splitlines() for word in _names(line)}
    return frozenset(names | set(CURRENCIES) | set(CURRENCY_NAMES) | set(CENTS) | {"%", "‰"})


def _names(line: str) -> list[str]:
    name, _, *others = line.split("=")
    return [name, *others]


@lru_cache(maxsize=4096)
def measure(text: str) -> Measure:
    """Return what a unit is worth; raises TextError with a remedy when it is unknown or ambiguous.

    >>> float(measure("万t/a").factor / measure("t/h").factor)
    1.1415525114155252
    """
    plain = _plain(text)
    if plain in ("", "1", "-"):
        return Measure(Fraction(1), ())
    if len(plain) > 80:
        raise TextError("the unit is too long.")
    expression = _expression(plain, text)
    try:
        value = registry().Quantity(1, "") * registry().parse_expression(expression)
        root = value.to_root_units()
        exponents = {str(name).strip("[]"): Fraction(p) for name, p in root.dimensionality.items() if p}
    except Exception as error:  # whatever the expression reader finds: it is a malformed unit
        raise TextError(f'"{text}" is not a unit.', "Write units like t/h, MWh/t or CNY/(t/h)/a.") from error
    return Measure(Fraction(root.magnitude), tuple(sorted(exponents.items())))


def _plain(text: str) -> str:
    swaps = {"（": "(", "）": ")", "／": "/", "·": "*", "•": "*", "×": "*", "³": "3", "²": "2", "％": "%"}
    text = text.strip()
    for old, new in swaps.items():
        text = text.replace(old, new)
    if text == "°":
        return "deg"
    return text.replace("CO₂", "CO2").replace("\u3000", " ").replace("\xa0", " ")


def _expression(plain: str, text: str) -> str:
    """Return an expression over names of the registry; refuses what may be read in two ways."""
    if re.search(r"N\s*m\s*(\^|\*\*)\s*3|N[\s*]+m3", plain):
        raise TextError(
            f'"{text}" may be read as newton times cubic metre.', "Write Nm3 (or 标方): m³ at 0 °C."
        )
    if plain.startswith("/"):
        plain = f"1{plain}"
    out: list[str] = []
    position, depth = 0, 0
    divided = [False]  # whether a division was met at each depth of brackets
    previous = ""
    while position < len(plain):
        found = _TOKEN.match(plain, position)
        if found is None:
            rest = plain[position:].strip()
            if not rest:
                break
            if rest[0].isdigit():
                raise TextError(
                    f'a number stands inside the unit "{text}".', "Write one number, then its unit."
                )
            raise TextError(
                f'"{rest[0]}" does not belong into the unit "{text}".', "Write units like t/h or CNY/(t/h)."
            )
        position = found.end()
        _, exponent, sign, one, name = found.groups()
        if exponent:
            if int(exponent) not in _EXPONENTS.get(previous, ()):
                raise TextError(
                    f'"{text}" has a power of {previous or "nothing"}.', "Only m^2, m^3 and km^2 are known."
                )
            out.append(f"**{exponent}")
        elif sign == "(":
            if previous and previous not in "(*/":
                out.append("*")
            depth += 1
            divided.append(False)
            out.append("(")
        elif sign == ")":
            depth -= 1
            if depth < 0:
                raise TextError(f'the brackets of "{text}" do not match.')
            divided.pop()
            out.append(")")
        elif sign == "/":
            divided[-1] = True
            out.append("/")
        elif sign == "*":
            _refuse_after_division(divided[-1], text)
            out.append("*")
        elif one:
            out.append("1")
        else:
            if previous and previous not in ("(", "*", "/"):
                _refuse_after_division(divided[-1], text)
                out.append("*")
            out.append(_resolved(name, plain[position:], text))
        previous = sign or name or previous
        if exponent:
            previous = "^"
    if depth:
        raise TextError(f'the brackets of "{text}" do not match.')
    return "".join(out)


def _refuse_after_division(divided: bool, text: str) -> None:
    if divided:
        raise TextError(
            f'it is unclear what "{text}" divides by.', "Use brackets, as in CNY/(t*km), or CNY/t/km."
        )


def _resolved(name: str, rest: str, text: str) -> str:
    if name in ("%", "‰"):
        return "percent" if name == "%" else "permille"
    if name in CURRENCY_NAMES:
        return CURRENCY_NAMES[name]
    if name in CENTS:
        return f"({CENTS[name]}/{100 if name == '分' else 10})"
    if name in REFUSED:
        raise TextError(f'the unit "{name}" is ambiguous.', REFUSED[name])
    if name in known_units():
        return name
    for mark, times in MULTIPLIERS.items():
        if name.startswith(mark):
            if name == mark and rest.strip()[:1] not in ("", "/", "*", ")"):
                return str(times)
            if name != mark:
                return f"({times}*{_resolved(name[len(mark) :], rest, text)})"
    follower = re.match(r"\s*([^\W\d_]+|[€£])", rest)
    if (
        name in SCALES
        and follower
        and (follower.group(1) in CURRENCIES or follower.group(1) in CURRENCY_NAMES)
    ):
        return str(SCALES[name])
    for mark, times in SCALES.items():
        money = name[len(mark) :]
        if name.startswith(mark) and (money in CURRENCIES or money in CURRENCY_NAMES):
            return f"({times}*{_resolved(money, rest, text)})"
    raise TextError(f'the unit "{name}" is not known.', _nearest(name))


def _nearest(name: str) -> str:
    import difflib

    same = sorted(unit for unit in known_units() if unit.lower() == name.lower())
    if same:
        return f"Capitals matter: did you mean {' or '.join(same)}?"
    close = difflib.get_close_matches(name, sorted(known_units()), n=1, cutoff=0.6)
    if close:
        return f"Did you mean {close[0]}?"
    if re.fullmatch(r"[A-Z]{3}", name):
        return "If it is a currency, write its ISO code."
    return "Known: t/h, MW, m3/h, Nm3/h, GJ, kWh, tce, CNY, 万元, a, km, %."
