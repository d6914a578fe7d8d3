"""What sheets say of numbers that stand on others: ranges and sources, and numbers by carrier or quality."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from symbiosis.park.problems import did_you_mean
from symbiosis.tables.excel.cells import parsed, scalar
from symbiosis.tables.excel.grid import Table, in_quotes
from symbiosis.tables.excel.layout import EVIDENCE, KINDS
from symbiosis.tables.glossary import SHEETS, field_named
from symbiosis.tables.reading import Reading, Where
from symbiosis.tables.source import Block, Node

EVIDENCE_COLUMNS = ("table", "label", "field", "unit", *EVIDENCE)
RATIO_COLUMNS = (*EVIDENCE_COLUMNS[:3], "of", "quality", "value", "unit", *EVIDENCE, "profile", "scale")


@dataclass
class Beside:
    """Adds to the things of `sections` what the sheets `sources` and `ratios` say of them."""

    sections: dict[str, Node]
    reading: Reading

    def _target(self, table: Table, row: int, columns: Mapping[str, int]) -> tuple[Where, Block] | None:
        """Return the thing that a row of `sources` or `ratios` speaks of; None when there is none."""
        section = table.named_section(row, columns["table"])
        label = table.label(row, columns, "label")
        name = field_named(table.text(row, columns["field"]))
        place = table.place(row, columns["table"])
        where = Where("networks" if section == "connections" else section, label, name)
        held: Node | None = self.sections.get("networks" if section == "connections" else section)
        if section not in KINDS:
            known = (name for name in SHEETS if name in KINDS)
            self.reading.wrong(Where(""), "no such table.", did_you_mean(section, known), place, section)
            return None
        if section == "park":
            return (where, held) if isinstance(held, Block) else None
        at = table.place(row, columns["label"])
        entries = held.entries if isinstance(held, Block) else {}
        thing = entries.get(label)
        if section == "connections":
            owner = entries.get(label.rpartition(".")[0])
            members = owner.entries.get("members") if isinstance(owner, Block) else None
            thing = members.entries.get(label.rpartition(".")[2]) if isinstance(members, Block) else None
            entries = {}
        if not isinstance(thing, Block):
            message = f"nothing of this label stands in {in_quotes(section)}."
            self.reading.wrong(where, message, did_you_mean(label, entries), at, label)
            return None
        if not name:
            self.reading.wrong(where, "the row names no field.", "Fill the name in.", at)
            return None
        return where, thing

    def evidence(self, table: Table) -> None:
        """Add the range, source and confidence of numbers."""
        columns = table.columns(self.reading, EVIDENCE_COLUMNS, ("table", "label", "field"))
        if columns is None:
            return
        for row in table.rows_filled():
            target = self._target(table, row, columns)
            if target is None:
                continue
            where, thing = target
            given = self._figure(table, row, columns, where, EVIDENCE)
            place = table.place(row, columns["field"])
            *path, last = where.field.split(".")
            for part in path:
                inner = thing.entries.get(part)
                thing = inner if isinstance(inner, Block) else Block(place)
            held = thing.entries.get(last)
            if held is None and "unknown" not in given.entries:
                message = "there is no number that this could be said of."
                self.reading.wrong(where, message, did_you_mean(last, thing.entries), place, where.field)
                continue
            if isinstance(held, Block):
                twice = set(held.entries) & set(given.entries)
                if twice:
                    message = f"{sorted(twice)[0]} of this number is given twice."
                    self.reading.wrong(where, message, "Delete one of the rows.", place)
                    continue
                held.entries |= given.entries
                held.keys |= given.keys
                continue
            if held is not None:
                given.entries = {"value": held, **given.entries}
                given.keys["value"] = place
                given.place = held.place
            thing.entries[last] = given
            thing.keys.setdefault(last, place)

    def ratios(self, table: Table) -> None:
        """Add numbers by carrier or quality, a row each."""
        needed = ("table", "label", "field", "of", "value")
        columns = table.columns(self.reading, RATIO_COLUMNS, needed)
        if columns is None:
            return
        for row in table.rows_filled():
            target = self._target(table, row, columns)
            if target is None:
                continue
            where, thing = target
            names = [table.label(row, columns, name) for name in ("of", "quality")]
            place = table.place(row, columns["of"])
            if not names[0]:
                self.reading.wrong(where, "the row does not say what the number is of.", "Fill it in.", place)
                continue
            words = ("value", *EVIDENCE, "profile", "scale")
            node: Node = self._figure(table, row, columns, where, words)
            if isinstance(node, Block) and set(node.entries) == {"value"}:
                node = node.entries["value"]
            if isinstance(node, Block) and not node.entries:
                message = f"{names[0]} has no value."
                at = table.place(row, columns["value"])
                self.reading.wrong(where, message, "Fill it in, or delete the whole row.", at)
                continue
            path = [where.field, *(name for name in names if name)]
            for part in path[:-1]:
                inner = thing.entries.setdefault(part, Block(place))
                thing.keys.setdefault(part, place)
                if not isinstance(inner, Block):
                    message = "this is given here and as a single number."
                    self.reading.wrong(where, message, "Delete one of the two.", place)
                    break
                thing = inner
            else:
                if path[-1] in thing.entries:
                    message = f"{path[-1]} is given twice, first in {thing.keys[path[-1]]}."
                    self.reading.wrong(where, message, "Delete one of the rows.", place)
                    continue
                thing.entries[path[-1]], thing.keys[path[-1]] = node, place

    def _figure(
        self, table: Table, row: int, columns: Mapping[str, int], where: Where, words: tuple[str, ...]
    ) -> Block:
        """Return a number and its evidence from the columns of one row."""
        unit = table.text(row, columns["unit"]) if "unit" in columns else ""
        block = Block(table.place(row, columns.get("value", columns["field"])))
        for name in words:
            cell = table.cell(row, columns[name]) if name in columns else None
            if cell is None:
                continue
            at = table.place(row, columns[name])
            numeric = name in ("value", "low", "high")
            given = unit or None if numeric else None
            node = scalar(cell, given, at, where.of(name), self.reading)
            if node is not None:
                block.entries[name] = parsed(node, cell, where.of(name), self.reading)
                block.keys[name] = at
        return block
