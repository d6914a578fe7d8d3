"""Where rows and columns stand: blocks by axis, their places, and their names.

    columns   static | group g1 (member-major) | … | step (step-major)
    rows      static | groups | step | step rows that look up a group or hold in some steps only

One *family* repeats the same few items over its members, so an item's place is
`start + member · width + item`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Named(Protocol):
    """A block of rows or columns of one name."""

    @property
    def name(self) -> str:
        """The block's name."""

    @property
    def index(self) -> tuple[tuple[str, ...], ...]:
        """The labels of its items."""

    @property
    def start(self) -> int:
        """The first item's place within the family."""


@dataclass(frozen=True, eq=False)
class Members:
    """Where a family's items are repeated: at steps, at members of a group, or at pairs of both.

    `step` and `member` have one entry per repetition where they apply; `names` are the members' names.
    """

    count: int
    step: Ints | None = None
    member: Ints | None = None
    names: tuple[str, ...] = ()

    def part(self, first: int, last: int) -> Members:
        """Return the repetitions from `first` up to, not including, `last`."""
        step = None if self.step is None else self.step[first:last]
        member = None if self.member is None else self.member[first:last]
        return Members(last - first, step, member, self.names)

    def label(self, repetition: int) -> tuple[str, ...]:
        """Return what to add to an item's label: step number, group member, or both."""
        parts = []
        if self.step is not None:
            parts.append(str(self.step[repetition]))
        if self.member is not None and self.names:
            parts.append(self.names[self.member[repetition]])
        return tuple(parts)


@dataclass(frozen=True, eq=False)
class Family:
    """Items repeated over members."""

    axis: str
    start: int
    width: int
    members: Members
    blocks: Sequence[Named]

    @property
    def size(self) -> int:
        """How many rows or columns the family has in all."""
        return self.width * self.members.count

    def places(self, block: Named) -> Ints:
        """Return where a block's items stand; shape (items, members)."""
        items = self.start + block.start + np.arange(len(block.index), dtype=np.int64)
        repetitions = np.arange(self.members.count, dtype=np.int64)
        return np.asarray(items[:, None] + self.width * repetitions[None, :])


@dataclass(frozen=True, eq=False)
class Layout:
    """All families in order; finds blocks by name and names single items."""

    families: tuple[Family, ...]

    @property
    def size(self) -> int:
        """How many rows or columns there are in all."""
        return self.families[-1].start + self.families[-1].size if self.families else 0

    def locate(self, place: int) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        """Return one item's block name, its own label and its repetition's; raises IndexError outside."""
        for family in self.families:
            if family.start <= place < family.start + family.size:
                repetition, item = divmod(place - family.start, family.width)
                for block in family.blocks:
                    if block.start <= item < block.start + len(block.index):
                        return block.name, block.index[item - block.start], family.members.label(repetition)
        raise IndexError(f"no row or column {place}")

    def label(self, place: int) -> str:
        """Return one item's name, e.g. `activity[mill.boiler, 17]`; raises IndexError outside."""
        name, own, repetition = self.locate(place)
        parts = (*own, *repetition)
        return f"{name}[{', '.join(parts)}]" if parts else name

    def find(self, name: str) -> list[tuple[Family, Named]]:
        """Return every family that holds a block of a name (a rule may have rows on several axes)."""
        return [(family, block) for family in self.families for block in family.blocks if block.name == name]

    def take(self, name: str, x: Floats) -> tuple[tuple[tuple[str, ...], ...], Floats] | None:
        """Return a block's labels and its part of a vector, shape (items, members); None without it."""
        for family, block in self.find(name):
            return block.index, np.asarray(x[family.places(block)])
        return None


def stack(families: Sequence[tuple[str, int, Members, Sequence[Named]]]) -> Layout:
    """Lay families out one behind the other; each is (axis, width, members, blocks)."""
    out, start = [], 0
    for axis, width, members, blocks in families:
        out.append(Family(axis, start, width, members, blocks))
        start += out[-1].size
    return Layout(tuple(out))
