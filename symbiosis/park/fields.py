"""The registry of fields: for every number of a park its unit, default, limits and meaning.

Each dataclass of the park declares its fields with the helpers below; checks, documentation, error
texts, result labels and plot axes read them back through `spec_of` and `specs`.

Units are templates over the thing's own carrier: `{rate}` is the carrier's unit (t/h, MW),
`{amount}` the same times an hour (t, MWh), `{capacity}` the unit its size is stated in (the rate, or
the amount for a store), `{money}` the park's currency.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass
from types import MappingProxyType
from typing import Any, Literal

from symbiosis.park.frozen import FrozenDict

Kind = Literal[
    "number", "varying", "text", "choice", "flag", "name", "names", "ratios", "sizes", "points", "qualities"
]


@dataclass(frozen=True)
class Spec:
    """What a field means: unit template, limits, choices, and one sentence."""

    kind: Kind
    meaning: str
    unit: str = ""
    lower: float | None = None
    upper: float | None = None
    above: float | None = None  # exclusive lower limit
    choices: tuple[str, ...] = ()
    refers_to: str = ""  # section of the park whose labels this field names


def _field(spec: Spec, default: Any, factory: Any = MISSING) -> Any:
    if factory is not MISSING:
        return dataclasses.field(default_factory=factory, metadata={"spec": spec})
    return dataclasses.field(default=default, metadata={"spec": spec})


def number(
    meaning: str,
    unit: str,
    default: Any = MISSING,
    lower: float | None = None,
    upper: float | None = None,
    above: float | None = None,
) -> Any:
    """Declare a number with a unit."""
    return _field(Spec("number", meaning, unit, lower, upper, above), default)


def varying(
    meaning: str,
    unit: str,
    default: Any = MISSING,
    lower: float | None = None,
    upper: float | None = None,
) -> Any:
    """Declare a number that may follow a profile."""
    return _field(Spec("varying", meaning, unit, lower, upper), default)


def text(meaning: str, default: Any = MISSING) -> Any:
    """Declare free text."""
    return _field(Spec("text", meaning), default)


def choice(meaning: str, choices: tuple[str, ...], default: Any = MISSING) -> Any:
    """Declare one word out of a list."""
    return _field(Spec("choice", meaning, choices=choices), default)


def flag(meaning: str, default: Any = MISSING) -> Any:
    """Declare a yes or no."""
    return _field(Spec("flag", meaning), default)


def name(meaning: str, refers_to: str, default: Any = MISSING) -> Any:
    """Declare the label of another thing of the park."""
    return _field(Spec("name", meaning, refers_to=refers_to), default)


def names(meaning: str, refers_to: str, default: Any = MISSING) -> Any:
    """Declare several labels of other things of the park."""
    return _field(Spec("names", meaning, refers_to=refers_to), default)


def ratios(meaning: str, unit: str, refers_to: str, factory: Any = MISSING) -> Any:
    """Declare numbers by carrier, each of which may follow a profile."""
    return _field(Spec("ratios", meaning, unit, refers_to=refers_to), MISSING, factory)


def qualities(
    meaning: str,
    unit: str = "{quality}",
    refers_to: str = "qualities",
    lower: float | None = 0.0,
    upper: float | None = None,
) -> Any:
    """Declare numbers by name, or by carrier and name, each of which may follow a profile."""
    spec = Spec("qualities", meaning, unit, lower, upper, refers_to=refers_to)
    return _field(spec, MISSING, FrozenDict)


def sizes(meaning: str, unit: str) -> Any:
    """Declare a list of numbers with one unit."""
    return _field(Spec("sizes", meaning, unit, above=0.0), ())


def numbers(meaning: str, unit: str, lower: float | None = None) -> Any:
    """Declare a list of numbers with one unit, of any sign unless limited."""
    return _field(Spec("sizes", meaning, unit, lower), ())


def lists(meaning: str, unit: str, refers_to: str) -> Any:
    """Declare lists of numbers by carrier, each in a unit of that carrier."""
    return _field(Spec("points", meaning, unit, refers_to=refers_to), MISSING, FrozenDict)


_known: dict[type, Mapping[str, Spec]] = {}  # asked for every thing of a park that is checked or written


def specs(kind: type) -> Mapping[str, Spec]:
    """Return the registry entry of every declared field of a class, in order."""
    if kind not in _known:
        _known[kind] = MappingProxyType(dict(_specs(kind)))
    return _known[kind]


def _specs(kind: type) -> Iterator[tuple[str, Spec]]:
    for entry in dataclasses.fields(kind):
        spec = entry.metadata.get("spec")
        if spec is not None:
            yield entry.name, spec


def spec_of(kind: type, field: str) -> Spec:
    """Return the registry entry of one field; raises KeyError when it is not declared."""
    return specs(kind)[field]


def required(kind: type) -> tuple[str, ...]:
    """Return the names of the declared fields that have no default."""
    return tuple(
        entry.name
        for entry in dataclasses.fields(kind)
        if "spec" in entry.metadata and entry.default is MISSING and entry.default_factory is MISSING
    )


def default_of(kind: type, field: str) -> Any:
    """Return a field's default; raises KeyError when there is none."""
    for entry in dataclasses.fields(kind):
        if entry.name == field:
            if entry.default is not MISSING:
                return entry.default
            if entry.default_factory is not MISSING:
                return entry.default_factory()
    raise KeyError(f"{kind.__name__}.{field} has no default")


def unit_text(template: str, rate: str, money: str, capacity: str = "{rate}") -> str:
    """Fill a unit template; `capacity` is the template of the thing's size.

    >>> unit_text("{money}/({rate})", rate="t/h", money="CNY")
    'CNY/(t/h)'
    >>> unit_text("{money}/{amount}", rate="t/h", money="CNY")
    'CNY/t'
    >>> unit_text("{amount}/a", rate="MW", money="CNY")
    'MWh/a'
    >>> unit_text("{money}/{amount}", rate="m2", money="CNY")
    'CNY/(m2·h)'
    """
    amount = rate[:-2] if rate.endswith("/h") else f"{rate}h" if rate.endswith("W") else f"({rate}·h)"
    size = capacity.format(rate=rate, amount=amount)
    return template.format(rate=rate, amount=amount, money=money, capacity=size)
