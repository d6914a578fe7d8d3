"""Entries of a field that holds numbers by name, or by carrier and name: what is there, and another instead.

An entry's key is its name, or carrier and name with a dot between: `cod`, `sludge.moisture`. Names may hold
dots themselves, so the way to an entry is a tuple: `("cod",)`, `("sludge", "moisture")`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from symbiosis.park.frozen import FrozenDict

KINDS = ("ratios", "qualities")
Way = tuple[str, ...]


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


def way_to(key: str, kind: str, carriers: Collection[str]) -> Way:
    """Return the way to an entry of a field of some kind in a park with these carriers.

    >>> way_to("sludge.moisture", "qualities", ["sludge"]), way_to("total.water", "ratios", ["total.water"])
    (('sludge', 'moisture'), ('total.water',))
    """
    if kind == "qualities" and key not in carriers:
        for carrier in carriers:
            if key.startswith(f"{carrier}."):
                return carrier, key.removeprefix(f"{carrier}.")
    return (key,)


def at(values: Mapping[str, Any], way: Way) -> Any:
    """Return what stands at the end of a way, one number or those of a carrier; None where nothing does."""
    found: Any = values
    for name in way:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def with_entry(values: Mapping[str, Any], way: Way, value: Any) -> FrozenDict[Any]:
    """Return the numbers with another at the end of a way; `None` leaves it out.

    >>> with_entry({"sludge": {"moisture": 0.8}}, ("sludge", "moisture"), 0.6)["sludge"]["moisture"]
    0.6
    """
    name, *inner = way
    if inner:
        held = values.get(name)
        value = with_entry(held if isinstance(held, Mapping) else {}, tuple(inner), value) or None
    return FrozenDict({key: entry for key, entry in {**values, name: value}.items() if entry is not None})
