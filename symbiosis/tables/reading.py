"""What is known while a folder is read: where everything stands, what is wrong so far, what is notable."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from symbiosis.park.figure import Figure
from symbiosis.park.problems import Problem
from symbiosis.tables.source import Block, Listing, Node, Scalar, TextError
from symbiosis.tables.unit_table import READ_AS

if TYPE_CHECKING:
    from symbiosis.tables.weather.apply import Weathers

_WORDS = ("source", "confidence", "profile", "shape", "shutdown")  # beside a number, and no numbers


class Where(NamedTuple):
    """A place in the park: section, label and field, any of which may be empty."""

    section: str
    label: str = ""
    field: str = ""

    def of(self, name: str) -> Where:
        """Return the place of a part of this field."""
        return Where(self.section, self.label, f"{self.field}.{name}" if self.field else name)

    @property
    def path(self) -> str:
        """Dotted name, as figures use it."""
        return ".".join(part for part in self if part)


@dataclass
class Reading:
    """The problems found so far, the place of every name and field, and the evidence behind numbers."""

    problems: list[Problem] = field(default_factory=list)
    places: dict[Where, tuple[str, str]] = field(default_factory=dict)  # (file:line, text)
    doubtful: set[tuple[str, str]] = field(default_factory=set)  # things that were not read completely
    figures: dict[str, Figure] = field(default_factory=dict)
    read_as: dict[str, list[str]] = field(default_factory=dict)  # units with a stated reading, their places
    left_out: list[str] = field(default_factory=list)  # what types would fill in, sentence by enterprise
    remarks: list[str] = field(default_factory=list)  # how cells are read, what is out of date, in sentences
    weathers: Weathers | None = None  # the weather years, and what is worked out from them

    def wrong(self, where: Where, message: str, remedy: str = "", place: str = "", value: str = "") -> None:
        """Note a problem and that what it concerns cannot be trusted."""
        self.doubtful.add((where.section, where.label))
        shown = value if len(value) <= 60 else f"{value[:57]}…"
        self.problems.append(Problem(message, remedy, *where, shown, place))

    def fault(self, where: Where, fault: TextError, node: Node) -> None:
        """Note what is wrong with a piece of a file."""
        self.wrong(where, fault.message, fault.remedy, node.place, shown(node))

    def report(self, place: str, message: str, remedy: str) -> None:
        """Note a problem of a file that belongs to no field."""
        self.wrong(Where(""), message, remedy, place)

    def stands(self, where: Where, node: Node, place: str = "") -> None:
        """Remember where a field is written."""
        self.places[where] = (place or node.place, shown(node))

    def note_units(self, node: Node) -> None:
        """Remember the units in a number, wherever it is written, whose reading should be known."""
        if isinstance(node, Scalar):
            self.note_unit(node.unit or node.text, node.place)
        elif isinstance(node, Listing):
            for item in node.items:
                self.note_units(item)
        else:
            for key, entry in node.entries.items():
                if key not in _WORDS:
                    self.note_units(entry)

    def note_unit(self, text: str, place: str) -> None:
        """Remember a unit whose reading should be known."""
        for unit in READ_AS:
            if unit in text:
                self.read_as.setdefault(unit, []).append(place)

    @property
    def notes(self) -> tuple[str, ...]:
        """A sentence for every unit that may be read in another way, and for what types leave out."""
        read_as = (
            f"{unit} is read as {READ_AS[unit]}: {places[0]}"
            + (f" and {len(places) - 1} more." if len(places) > 1 else ".")
            for unit, places in self.read_as.items()
        )
        return (*read_as, *self.left_out, *self.remarks)

    def located(self, problem: Problem) -> Problem:
        """Return a problem of the finished park with the file and line it comes from."""
        if problem.place:
            return problem
        where = Where(problem.section, problem.label, problem.field)
        parts = problem.field.split(".")
        candidates = [where.of(problem.value)] if problem.value else []
        candidates += [where._replace(field=".".join(parts[:n])) for n in range(len(parts), 0, -1)]
        candidates += [where._replace(field=""), Where(problem.section)]
        for candidate in candidates:
            if candidate in self.places:
                place, text = self.places[candidate]
                own_words = candidate == where and text and not text.startswith("[")
                given = text if own_words else problem.value
                return replace(problem, place=place, value=given)
        return problem


def shown(node: Node) -> str:
    """Return what a node says in one line, for messages; nothing for blocks."""
    if isinstance(node, Scalar):
        return " ".join(node.text.split())
    if isinstance(node, Listing) and all(isinstance(item, Scalar) for item in node.items):
        return f"[{', '.join(shown(item) for item in node.items)}]"
    return ""


def as_block(node: Node, example: str) -> Block:
    """Return a block; raises TextError when something else stands there."""
    if isinstance(node, Block):
        return node
    if isinstance(node, Scalar) and node.blank:
        raise TextError("nothing is written here.", f"Write {example}, or delete the line.")
    raise TextError("a block of names and values is expected here.", f"Write {example}.")


def as_text(node: Node) -> str:
    """Return text; raises TextError when it is blank, a block or a list."""
    if not isinstance(node, Scalar):
        raise TextError("plain text is expected here, not a list or block.", "Write one value.")
    if node.blank:
        raise TextError("nothing is written here.", "Write a value, or delete the line if it does not apply.")
    return node.text if node.quoted else node.text.strip()


def as_flag(node: Node) -> bool:
    """Return a yes or no; only `true` and `false` are such words."""
    text = as_text(node)
    if text.lower() in ("true", "false") and isinstance(node, Scalar):
        return text.lower() == "true"
    meant = {
        "yes": "true",
        "on": "true",
        "y": "true",
        "1": "true",
        "no": "false",
        "off": "false",
        "n": "false",
    }
    better = meant.get(text.lower()) or {"0": "false", "是": "true", "否": "false"}.get(text)
    raise TextError("yes or no is expected here.", f"Write {better or 'true or false'}.")


def as_whole(node: Node, least: int, most: int, example: str) -> int:
    """Return a whole number between two limits."""
    text = as_text(node)
    digits = text.lstrip("+")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
        raise TextError("a whole number is expected here.", f"Write {example}.")
    number = int(digits)
    if not least <= number <= most:
        raise TextError(f"the number is not between {least} and {most}.", f"Write {example}.")
    return number


def as_names(node: Node) -> list[str]:
    """Return several names: a list, or in a cell names separated by semicolons or spaces."""
    if isinstance(node, Listing):
        found = [as_text(item) for item in node.items]
    else:
        text = as_text(node)
        found = text.replace(";", " ").replace("；", " ").split() if isinstance(node, Scalar) else []
    twice = sorted({name for name in found if found.count(name) > 1})
    if twice:
        raise TextError(f'"{twice[0]}" is named twice.', "Name it once.")
    return found


def first_word(block: Block, *fields: str) -> str | None:
    """Return the first word that one of the fields holds, such as the carrier a thing is measured by."""
    for name in fields:
        node = block.entries.get(name)
        if node is not None and not isinstance(node, (Scalar, Block)):
            node = node.items[0] if node.items else None
        if isinstance(node, Scalar) and node.text.strip():
            return node.text.replace(";", " ").split()[0]
    return None
