"""A change of a park as plain data: what is done to which path, with which value.

    set     markets.gas.purchase_price: 450 CNY/MWh      the value is replaced
    scale   demands.town.*.rate: 1.8                     numbers are multiplied
    add     technologies.mill.pv: {…}                    a thing arrives; or an entry joins a list
    remove  links.steam_pipe                             a thing leaves; or a field falls back to its default
    choose  links.*: [gypsum_road]                       of what the path matches only these stay

Values are read when a change is applied, with the units and checks of park files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from symbiosis.tables.source import Block, Listing, Node, Scalar

VERBS = ("set", "scale", "add", "remove", "choose")


@dataclass(frozen=True)
class Change:
    """One change: a verb, the path of what it concerns, and a value (text, number, list or mapping).

    >>> str(scale("markets.gas.purchase_price", 1.8))
    'markets.gas.purchase_price: scale 1.8'
    """

    verb: str
    path: str
    value: Any = None
    place: str = field(default="", compare=False)  # file and line
    node: Node | None = field(default=None, compare=False, repr=False)  # the value where it is written

    @property
    def as_node(self) -> Node:
        """The value as a piece of a file, for the reader of quantities."""
        return self.node if self.node is not None else node_of(self.value, self.place)

    @property
    def as_data(self) -> dict[str, Any]:
        """The change as plain data."""
        return {"path": self.path, self.verb: self.value}

    def __str__(self) -> str:
        """Return the change in one line."""
        shown = "" if self.value is None else f" {_shown(self.value)}"
        return f"{self.path}: {self.verb}{shown}"


@dataclass(frozen=True)
class Scenario:
    """A named list of changes, made in the order they are listed; no changes: the park as it is."""

    name: str
    changes: tuple[Change, ...] = ()
    title: str = ""

    def then(self, *changes: Change, name: str = "") -> Scenario:
        """Return this scenario followed by further changes."""
        return Scenario(name or self.name, (*self.changes, *changes), self.title)

    def __add__(self, other: Scenario) -> Scenario:
        """Return this scenario followed by another.

        >>> (Scenario("dear_gas") + Scenario("no_pipe")).name
        'dear_gas + no_pipe'
        """
        return Scenario(f"{self.name} + {other.name}", (*self.changes, *other.changes))


def put(path: str, value: Any) -> Change:
    """Set everything that a path matches to a value, e.g. `"450 CNY/MWh"`."""
    return Change("set", path, value)


def scale(path: str, factor: float | str) -> Change:
    """Multiply every number that a path matches."""
    return Change("scale", path, factor)


def add(path: str, value: Any) -> Change:
    """Add a thing under its path, described as in a park file; or names to a list such as `members`."""
    return Change("add", path, value)


def remove(path: str) -> Change:
    """Take away what a path matches, with all that belongs to it."""
    return Change("remove", path)


def choose(path: str, *labels: str) -> Change:
    """Of all things that a path matches keep only those named."""
    return Change("choose", path, list(labels))


def node_of(value: Any, place: str) -> Node:
    """Return plain data as a piece of a file."""
    if isinstance(value, Mapping):
        entries = {str(key): node_of(entry, place) for key, entry in value.items()}
        return Block(place, entries, dict.fromkeys(entries, place))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return Listing(place, [node_of(item, place) for item in value])
    if isinstance(value, bool):
        return Scalar("true" if value else "false", place)
    if isinstance(value, float | int):
        return Scalar(repr(value) if isinstance(value, int) else repr(float(value)), place)
    return Scalar("" if value is None else str(value), place)


def value_of(node: Node) -> Any:
    """Return a piece of a file as plain data; numbers stay the text that was written."""
    if isinstance(node, Block):
        return {key: value_of(entry) for key, entry in node.entries.items()}
    if isinstance(node, Listing):
        return [value_of(item) for item in node.items]
    return node.text if node.quoted else node.text.strip()


def described(changes: Sequence[Change]) -> Iterator[str]:
    """Yield every change in one line, in order."""
    yield from (str(change) for change in changes)


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_shown(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(_shown(item) for item in value) + "]"
    return str(value)
