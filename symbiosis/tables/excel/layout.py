"""A park's sections laid out as sheets: a row per thing, a column per field, long lists for what has names.

Numbers stand apart from their units: in the header where a whole column has one, else in a column beside
it. What belongs to a number's evidence goes to the sheet `sources`, numbers by carrier or quality go to the
sheet `ratios`. What fits no cell stands there as YAML: `{steam: [0 t/h, 20 t/h]}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from symbiosis.park import Connection
from symbiosis.park.fields import Spec, required, specs
from symbiosis.park.labels import enterprise_of
from symbiosis.park.park import SECTIONS
from symbiosis.park.settings import Settings
from symbiosis.tables.glossary import NUMBER_WORDS
from symbiosis.tables.quantities import split_number
from symbiosis.tables.source import Block, Listing, Node, Scalar, TextError
from symbiosis.tables.weather.declared import WORDS as WEATHER
from symbiosis.tables.yaml_out import flow, plain_text

EVIDENCE = ("low", "high", "source", "confidence", "unknown")
NUMERIC = ("number", "varying", "sizes")
NUMBERS_INSIDE = ("value", "low", "high", "scale", "annual", "base", "fixed")
BY_NAME = ("ratios", "qualities")
OWN_ENTERPRISE = ("caps", "levies")  # sections whose `enterprise` is a field and no part of the label
RECIPE = "recipe"  # column of the sheet profiles: what works a profile out, `{weather: pv, tilt: 20 deg}`
KINDS: Mapping[str, type] = {"park": Settings, **SECTIONS, "connections": Connection}


@dataclass(frozen=True)
class Number:
    """A number as it is written, apart from its unit."""

    text: str
    unit: str


Value = Number | str


@dataclass
class Plan:
    """A sheet to be: its columns in order, and rows of values by column."""

    section: str
    columns: list[str]
    rows: list[dict[str, Value]] = field(default_factory=list)

    def spec(self, column: str) -> Spec | None:
        """Return the registry's entry of a column, if it is a field."""
        kind = KINDS.get(self.section)
        return None if kind is None else specs(kind).get(column)


def plans(sections: Mapping[str, Node]) -> list[Plan]:
    """Return the sheets of a park's sections, every section of the registry among them."""
    planner = _Planner()
    sheets = [planner.park(sections)]
    for section in SECTIONS:
        node = sections.get(section)
        block = node if isinstance(node, Block) else Block("")
        sheets.append(planner.table(section, block))
        if section == "networks":
            sheets.append(planner.connections(block))
    for section, plan in (("weather", planner.weather), ("profiles", planner.profiles)):
        held = sections.get(section)
        sheets.append(plan(held if isinstance(held, Block) else Block("")))
    sheets += [planner.ratios, planner.sources]
    return sheets


class _Planner:
    def __init__(self) -> None:
        self.ratios = Plan("ratios", ["table", "label", "field", "of", "quality", "value", "unit"])
        self.ratios.columns += [*EVIDENCE[:2], *EVIDENCE[2:], "profile", "scale"]
        self.sources = Plan("sources", ["table", "label", "field", "low", "high", "unit"])
        self.sources.columns += ["source", "confidence", "unknown"]

    def park(self, sections: Mapping[str, Node]) -> Plan:
        plan = Plan("park", ["field", "value", "unit"])
        fields: dict[str, Node] = {"format": sections.get("format", Scalar("1", ""))}
        block = sections.get("park")
        for name, node in (block.entries if isinstance(block, Block) else {}).items():
            if name in ("time", "horizon") and isinstance(node, Block):
                fields |= {f"{name}.{key}": entry for key, entry in node.entries.items()}
            else:
                fields[name] = node
        numeric = {name for name, spec in specs(Settings).items() if spec.kind in NUMERIC}
        for name, node in fields.items():
            row: dict[str, Value] = {"field": name}
            if isinstance(node, Block) and self._is_figure(node):
                self._evidence("park", "", name, node)
                node = node.entries.get("value", Scalar("", ""))
            value = self._value(node, name in numeric or name == "time.step")
            if name.startswith("horizon.") and isinstance(node, Listing) and len(node.items) > 1:
                value = self._list(node)
            if isinstance(value, Number):
                row |= {"value": Number(value.text, ""), "unit": value.unit}
            elif value:
                row["value"] = value
            plan.rows.append(row)
        return plan

    def table(self, section: str, block: Block) -> Plan:
        kind = KINDS[section]
        things = {
            label: entry if isinstance(entry, Block) else Block("") for label, entry in block.entries.items()
        }
        split = section not in OWN_ENTERPRISE and "enterprise" not in specs(kind)
        split = split and all(enterprise_of(label) for label in things) and _by_enterprise(section, things)
        first = ["enterprise", "label"] if split else ["label"]
        plan = Plan(section, first)
        for label, entry in things.items():
            row: dict[str, Value] = {"label": label}
            if split:
                owner = enterprise_of(label)
                row = {"enterprise": owner, "label": label[len(owner) + 1 :]}
            row |= self._fields(section, label, entry, skip=("members",) if section == "networks" else ())
            plan.rows.append(row)
        plan.columns = _ordered(plan, first, kind)
        return plan

    def connections(self, networks: Block) -> Plan:
        plan = Plan("connections", ["network", "enterprise"])
        for network, entry in networks.entries.items():
            members = entry.entries.get("members") if isinstance(entry, Block) else None
            for enterprise, node in (members.entries if isinstance(members, Block) else {}).items():
                inner = node if isinstance(node, Block) else Block("")
                label = f"{network}.{enterprise}"
                row: dict[str, Value] = {"network": network, "enterprise": enterprise}
                plan.rows.append(row | self._fields("connections", label, inner))
        plan.columns = _ordered(plan, plan.columns, Connection)
        return plan

    def weather(self, block: Block) -> Plan:
        plan = Plan("weather", ["label", *WEATHER])
        for name, node in block.entries.items():
            entries = node.entries if isinstance(node, Block) else {}
            plan.rows.append({"label": name, **{key: self._cell(entry) for key, entry in entries.items()}})
        return plan

    def profiles(self, block: Block) -> Plan:
        plan = Plan("profiles", ["label", "source", "assumed", RECIPE])
        for name, node in block.entries.items():
            row: dict[str, Value] = {"label": name}
            entries = node.entries if isinstance(node, Block) else {}
            recipe = Block(node.place)
            for key, entry in entries.items():
                if key in plan.columns:
                    row[key] = self._cell(entry)
                else:
                    recipe.entries[key], recipe.keys[key] = entry, entry.place
            if recipe.entries:
                row[RECIPE] = flow(recipe)
            plan.rows.append(row)
        return plan

    def _fields(self, section: str, label: str, block: Block, skip: tuple[str, ...] = ()) -> dict[str, Value]:
        known = specs(KINDS[section])
        row: dict[str, Value] = {}
        for name, node in block.entries.items():
            kind = known[name].kind if name in known else "text"
            if name in skip:
                continue
            if kind in BY_NAME and isinstance(node, Block) and node.entries:
                rows = list(self._by_name(section, label, name, node))
                if None not in rows:
                    self.ratios.rows += [entry for entry in rows if entry is not None]
                    continue
            if kind in ("number", "varying") and isinstance(node, Block):
                row |= self._number_block(section, label, name, node)
            elif kind in ("names", "sizes"):
                row[name] = self._list(node)
            else:
                row[name] = self._value(node, kind in NUMERIC)
        return row

    def _number_block(self, section: str, label: str, name: str, block: Block) -> dict[str, Value]:
        """Return the cells of a number with evidence or of one that follows something."""
        if not set(block.entries) <= set(NUMBER_WORDS) or any(
            isinstance(node, Block) for node in block.entries.values()
        ):
            return {name: flow(block)}
        row: dict[str, Value] = {}
        for key, node in block.entries.items():
            if key in EVIDENCE:
                continue
            cell = self._list(node) if key == "shutdown" else self._value(node, key in NUMBERS_INSIDE)
            row[name if key == "value" else f"{name}.{key}"] = cell
        self._evidence(section, label, name, block)
        return row

    def _evidence(self, section: str, label: str, name: str, block: Block) -> None:
        given = {key: node for key, node in block.entries.items() if key in EVIDENCE}
        if not given:
            return
        row: dict[str, Value] = {"table": section, "label": label, "field": name}
        self.sources.rows.append(row | self._evidence_cells(given))

    def _evidence_cells(self, given: Mapping[str, Node], unit: str | None = None) -> dict[str, Value]:
        """Return range, source and confidence; both ends of a range in one unit where that can be."""
        row: dict[str, Value] = {
            key: self._value(node, key in ("low", "high")) for key, node in given.items()
        }
        ends = [value for key in ("low", "high") if isinstance(value := row.get(key), Number)]
        units = {end.unit for end in ends} | ({unit} if unit is not None else set())
        if len(units) == 1:
            row["unit"] = units.pop()
            row |= {key: Number(v.text, "") for key, v in row.items() if isinstance(v, Number)}
        else:
            row |= {key: f"{v.text} {v.unit}".strip() for key, v in row.items() if isinstance(v, Number)}
        return row

    def _by_name(
        self, section: str, label: str, name: str, block: Block, over: str = ""
    ) -> Iterator[dict[str, Value] | None]:
        """Yield a row for every named number; None for one that fits no row."""
        for key, node in block.entries.items():
            row: dict[str, Value] = {"table": section, "label": label, "field": name}
            row |= {"of": over, "quality": key} if over else {"of": key}
            if isinstance(node, Block) and not set(node.entries) <= set(NUMBER_WORDS):
                if over or not node.entries:
                    yield None
                else:
                    yield from self._by_name(section, label, name, node, key)
                continue
            yield row | self._named(node) if self._fits(node) else None

    def _fits(self, node: Node) -> bool:
        if isinstance(node, Block):
            allowed = {"value", "profile", "scale", *EVIDENCE}
            inner = node.entries.values()
            return (
                bool(node.entries)
                and set(node.entries) <= allowed
                and all(isinstance(entry, Scalar) for entry in inner)
            )
        return isinstance(node, Scalar)

    def _named(self, node: Node) -> dict[str, Value]:
        entries = node.entries if isinstance(node, Block) else {"value": node}
        row: dict[str, Value] = {}
        own: str | None = None
        if "value" in entries:
            value = self._value(entries["value"], True)
            own = value.unit if isinstance(value, Number) else None
            row["value"] = value
        if "profile" in entries:
            row["profile"] = self._cell(entries["profile"])
        if "scale" in entries:
            scale = self._value(entries["scale"], True)
            row["scale"] = f"{scale.text} {scale.unit}".strip() if isinstance(scale, Number) else scale
        evidence = {key: entry for key, entry in entries.items() if key in EVIDENCE}
        cells = self._evidence_cells(evidence, own)
        if own is not None and cells.get("unit", own) == own:
            row["value"] = Number(row["value"].text, "")  # type: ignore[union-attr]
            row["unit"] = own
        elif isinstance(row.get("value"), Number):
            row["value"] = f"{row['value'].text} {own}".strip()  # type: ignore[union-attr]
        return row | cells

    def _is_figure(self, block: Block) -> bool:
        return set(block.entries) <= {"value", *EVIDENCE}

    def _value(self, node: Node, numeric: bool) -> Value:
        if isinstance(node, Scalar) and numeric:
            try:
                number, unit = split_number(plain_text(node))
            except TextError:
                return self._cell(node)
            return Number(shortest(number), unit)
        return self._cell(node)

    def _list(self, node: Node) -> Value:
        """Return a list of words in one cell, parted by semicolons."""
        if isinstance(node, Listing) and node.items and all(_is_word(item) for item in node.items):
            return "; ".join(plain_text(item) for item in node.items if isinstance(item, Scalar))
        return self._value(node, False)

    def _cell(self, node: Node) -> str:
        if isinstance(node, Scalar):
            return "" if node.blank else plain_text(node)
        return flow(node)


def shortest(number: float) -> str:
    """Return a number's shortest text that reads back to it.

    >>> shortest(20.0), shortest(0.1)
    ('20', '0.1')
    """
    return f"{number:.0f}" if number.is_integer() and abs(number) < 1e15 else repr(number)


def _is_word(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.blank and not any(mark in node.text for mark in ";；[]{}\n")


def _by_enterprise(section: str, things: Mapping[str, Any]) -> bool:
    """Tell whether labels of a section begin with an enterprise."""
    return bool(things) or section in (
        *("technologies", "stores", "supplies", "demands", "reserves", "water_uses"),
        *("recipes", "pools", "outlets", "meters", "streams"),
    )


def _ordered(plan: Plan, first: list[str], kind: type) -> list[str]:
    """Return the columns in the registry's order: those in use, those required, and what people look for."""
    used = {column for row in plan.rows for column in row}
    known = list(specs(kind))
    wanted = used | set(required(kind)) | ({"title", "title_zh"} & set(known))
    if not plan.rows:
        wanted |= set([name for name in known if specs(kind)[name].kind not in BY_NAME][:10])
    wanted -= {name for name in wanted if name in known and specs(kind)[name].kind in BY_NAME} - used
    wanted -= set(first)

    def place(column: str) -> tuple[bool, int, int]:
        head, _, rest = column.partition(".")
        at = known.index(head) if head in known else -1
        is_number = head in known and specs(kind)[head].kind not in ("name", "names", "choice")
        return is_number, at, NUMBER_WORDS.index(rest) if rest in NUMBER_WORDS else -1

    titles = [name for name in ("title", "title_zh") if name in wanted]
    rest = sorted((name for name in wanted if name not in titles), key=place)
    return [*first, *titles, *rest]
