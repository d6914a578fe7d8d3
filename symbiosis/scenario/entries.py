"""Entries of a field that holds numbers by name, or by carrier and name: what is there, and another instead.

An entry's key is its name, or carrier and name with a dot between: `cod`, `sludge.moisture`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from symbiosis.park.frozen import FrozenDict

KINDS = ("ratios", "qualities")


def keys_of(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield the key of every number, in order.

    >>> list(keys_of({"cod": 50.0, "sludge": {"moisture": 0.8}}))
    ['cod', 'sludge.moisture']
    """
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from (f"{name}.{inner}" for inner in keys_of(value))
        else:
            yield name


def has(values: Mapping[str, Any], key: str) -> bool:
    """Tell whether something stands at a key: a number, or the numbers of a carrier."""
    return key in values or key in keys_of(values)


def at(values: Mapping[str, Any], key: str) -> Any:
    """Return the number at a key that is there."""
    if key in values:
        return values[key]
    outer, _, inner = key.partition(".")
    return at(values[outer], inner)


def with_entry(values: Mapping[str, Any], key: str, value: Any) -> FrozenDict[Any]:
    """Return the numbers with another at a key; `None` leaves it out.

    >>> with_entry({"cod": 50.0, "sludge": {"moisture": 0.8}}, "sludge.moisture", 0.6)["sludge"]["moisture"]
    0.6
    """
    outer, _, inner = key.partition(".")
    if inner and key not in values:
        held = values.get(outer)
        key, value = outer, with_entry(held if isinstance(held, Mapping) else {}, inner, value) or None
    return FrozenDict({name: entry for name, entry in {**values, key: value}.items() if entry is not None})
