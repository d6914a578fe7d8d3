"""A workbook's sheets as the sections of a park: the same blocks that YAML gives, each with sheet and cell.

A blank cell says nothing. Numbers count as they are, percentages as they show (`8 %`), numbers kept as text
as the text says. A formula counts with the value that Excel saved with it, and a note says so; one that was
never calculated is refused. Merged cells, hidden rows and columns with contents, errors, dates where none
belong and numbers that are shown scaled are refused with their cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from symbiosis.park.fields import specs
from symbiosis.park.problems import did_you_mean
from symbiosis.tables import lists
from symbiosis.tables.csv_text import Grid
from symbiosis.tables.excel.beside import Beside
from symbiosis.tables.excel.cells import parsed, scalar
from symbiosis.tables.excel.grid import Table, tables_of
from symbiosis.tables.excel.layout import KINDS, OWN_ENTERPRISE, RECIPE
from symbiosis.tables.glossary import field_named
from symbiosis.tables.reading import Reading, Where
from symbiosis.tables.source import Block, Node, Scalar, TextError
from symbiosis.tables.weather.declared import WORDS as WEATHER

DESCRIBED = ("source", "assumed", RECIPE)
FREE = ("time.", "horizon.")  # fields of the sheet park that no registry describes


def read_sections(raw: bytes, file: str, reading: Reading) -> tuple[dict[str, Node], list[Grid]] | None:
    """Return the sections of a workbook and its sheets of hourly values; None when it cannot be opened.

    Problems go to `reading`, each with its sheet and cell.
    """
    try:
        found = tables_of(raw, reading)
    except TextError as fault:
        reading.report(file, fault.message, fault.remedy)
        return None
    reader = _Reader(reading)
    for table in found:
        reader.take(table)
    return reader.sections, reader.grids


@dataclass
class _Reader:
    reading: Reading
    sections: dict[str, Node] = field(default_factory=dict)
    grids: list[Grid] = field(default_factory=list)

    def take(self, table: Table) -> None:
        """Add what a sheet holds; sheets that say something about others come after them."""
        if table.section == "series":
            grid = table.grid(self.reading)
            if grid is not None:
                self.grids.append(grid)
        elif table.section == "park":
            self._park(table)
        elif table.section == "sources":
            Beside(self.sections, self.reading).evidence(table)
        elif table.section == "ratios":
            Beside(self.sections, self.reading).ratios(table)
        elif table.section == "connections":
            self._connections(table)
        else:
            self._things(table)
            if table.section in ("weather", "profiles"):
                self._with_units_and_recipes(table.section)

    def _park(self, table: Table) -> None:
        settings = Block(table.place(1, 1))
        names = table.columns(self.reading, ("field", "value", "unit"), ("field", "value"))
        if names is None:
            return
        for row in table.rows_filled():
            name = field_named(table.text(row, names["field"]))
            place = table.place(row, names["value"])
            cell = table.cell(row, names["value"])
            where = Where("park", "", name)
            if not name:
                self.reading.wrong(where, "the row names no field.", "Fill the name in.", place)
                continue
            if cell is None:
                continue
            unit = table.text(row, names["unit"]) if "unit" in names else ""
            found = scalar(cell, unit or None, place, where, self.reading)
            if found is None:
                continue
            if name.startswith(FREE) and found.unit:
                found = replace(found, text=f"{found.text} {found.unit}", unit=None)
            node = parsed(found, cell, where, self.reading, words=not name.startswith(FREE))
            if name == "format":
                self.sections["format"] = node
                continue
            if name in settings.entries:
                first = settings.keys[name]
                self.reading.wrong(
                    where, f"this stands twice, first in {first}.", "Delete one of them.", place
                )
                continue
            lists.put(settings, name.split("."), node, place)
            settings.keys.setdefault(name, place)
        self.sections["park"] = settings
        self.reading.stands(Where("park"), settings)

    def _things(self, table: Table) -> None:
        section = table.section
        block = Block(table.place(1, 1))
        for label, entry in self._rows(table):
            block.entries[label], block.keys[label] = entry, entry.place
        self.sections[section] = block
        self.reading.stands(Where(section), block)

    def _with_units_and_recipes(self, section: str) -> None:
        """Put units of the header behind their numbers, and what a recipe says beside the profile's label."""
        block = self.sections[section]
        for entry in block.entries.values() if isinstance(block, Block) else ():
            assert isinstance(entry, Block)  # a row
            recipe = entry.entries.pop(RECIPE, None)
            place = entry.keys.pop(RECIPE, "")
            if isinstance(recipe, Block):
                entry.entries |= recipe.entries
                entry.keys |= dict.fromkeys(recipe.entries, place)
            elif recipe is not None:
                message, remedy = "a recipe is a block.", "Write {weather: pv, tilt: 20 deg}."
                self.reading.wrong(Where(section, "", RECIPE), message, remedy, recipe.place)
            for word, node in entry.entries.items():
                if isinstance(node, Scalar) and node.unit:
                    entry.entries[word] = replace(node, text=f"{node.text} {node.unit}", unit=None)

    def _connections(self, table: Table) -> None:
        networks = self.sections.get("networks")
        known = networks.entries if isinstance(networks, Block) else {}
        for label, entry in self._rows(table):
            network, _, enterprise = label.rpartition(".")
            owner = known.get(network)
            if not isinstance(owner, Block):
                where = Where("networks", label)
                remedy = did_you_mean(network, known)
                self.reading.wrong(where, "its network is not declared.", remedy, entry.place, network)
                continue
            members = owner.entries.setdefault("members", Block(entry.place))
            owner.keys.setdefault("members", entry.place)
            if isinstance(members, Block):
                members.entries[enterprise], members.keys[enterprise] = entry, entry.place

    def _rows(self, table: Table) -> Iterator[tuple[str, Block]]:
        """Yield (label, block) for every row of a sheet; labels that stand twice are noted."""
        section = "networks" if table.section == "connections" else table.section
        own = table.section in OWN_ENTERPRISE
        columns = self._columns(table)
        if columns is None:
            return
        seen: dict[str, str] = {}
        label_at = columns.get("label", columns.get("network", 1))
        for row in table.rows_filled():
            place = table.place(row, label_at)
            parts = [table.label(row, columns, name) for name in ("network", "enterprise", "label")]
            if own or table.section == "enterprises":
                parts = [table.label(row, columns, "label")]
            label = ".".join(part for part in parts if part)
            missing = "label" in columns and not parts[-1]
            missing |= table.section == "connections" and not all(parts[:2])
            if missing or not label:
                remedy = "Fill the label in, or delete the whole row."
                self.reading.wrong(Where(section), "the row has no label.", remedy, place)
                continue
            if label in seen:
                message = f"the label stands twice, first in {seen[label]}."
                self.reading.wrong(Where(section, label), message, "Rename one of them.", place)
                continue
            seen[label] = place
            yield label, self._row(table, row, columns, section, label, place)

    def _row(
        self, table: Table, row: int, columns: Mapping[str, int], section: str, label: str, place: str
    ) -> Block:
        block = Block(place)
        by_row = {"label", "network"} | ({"enterprise"} if table.section not in OWN_ENTERPRISE else set())
        for name, column in columns.items():
            cell = table.cell(row, column)
            if cell is None or name in by_row or name.endswith(".unit"):
                continue
            at = table.place(row, column)
            where = Where(section, label, name)
            beside = table.text(row, columns[f"{name}.unit"]) if f"{name}.unit" in columns else ""
            if cell.holds == "text" and cell.text.strip() == lists.DOES_NOT_APPLY:
                continue
            node = scalar(cell, table.units.get(name) or beside or None, at, where, self.reading)
            if node is not None:
                value = parsed(node, cell, where, self.reading, section=table.section)
                lists.put(block, name.split("."), value, table.place(1, column))
        return block

    def _columns(self, table: Table) -> dict[str, int] | None:
        """Return the column of every field; unknown ones are refused with the nearest known."""
        section = table.section
        kind = KINDS.get(section)
        described = WEATHER if section == "weather" else DESCRIBED
        known = [*specs(kind)] if kind is not None else list(described)
        known += ["network"] if section == "connections" else []
        first = ("network", "enterprise") if section == "connections" else ("label",)
        if section != "connections" and section not in OWN_ENTERPRISE:
            known.append("enterprise")
        return table.columns(self.reading, (*known, *first), first, dotted=True)
