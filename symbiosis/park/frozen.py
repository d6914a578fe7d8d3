"""Dictionaries that cannot be changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

V = TypeVar("V")


class FrozenDict(Mapping[str, V]):
    """An ordered mapping from names that cannot be changed after it is made.

    >>> FrozenDict({"gas": -1.0})["gas"]
    -1.0
    """

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[str, V] | None = None, **more: V) -> None:
        self._items: dict[str, V] = {**dict(items or {}), **more}

    def __getitem__(self, key: str) -> V:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        return f"FrozenDict({self._items!r})"

    def __hash__(self) -> int:
        return hash(tuple(self._items.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return (FrozenDict, (dict(self._items),))
