"""Long lists as CSV: one row per thing, turned into the same blocks that YAML gives.

The header is `label` (or `enterprise` and `label`), then field names, with a unit in brackets where the cells
are plain numbers: `capacity [t/h]`. A dot reaches inside a field: `ratios.gas [MWh/t]`, `investment.source`.
A field that does not apply to a row holds `-`; a blank cell is an error.
"""

from __future__ import annotations

from symbiosis.tables.csv_text import Grid, name_and_unit
from symbiosis.tables.reading import Reading, Where
from symbiosis.tables.source import Block, Node, Scalar, TextError
from symbiosis.tables.states import is_state
from symbiosis.tables.units import measure

DOES_NOT_APPLY = "-"


def blocks(table: Grid, section: str, reading: Reading) -> dict[str, Block]:
    """Return a block per row by label; labels that stand twice, blanks and bad units are noted."""
    columns = _columns(table, section, reading)
    if columns is None:
        return {}
    out: dict[str, Block] = {}
    for row in range(len(table.rows)):
        label, block = _row(table, row, columns, section, reading)
        if label is None:
            continue
        where = Where(section, label)
        if label in out:
            first = out[label].place
            reading.wrong(
                where, f"the label stands twice, first in {first}.", "Rename one of them.", block.place
            )
            continue
        out[label] = block
    return out


def _columns(table: Grid, section: str, reading: Reading) -> list[tuple[list[str], str | None]] | None:
    columns = []
    sound = True
    for cell in table.header:
        name, unit = name_and_unit(cell)
        if unit is not None:
            try:
                if not unit:
                    raise TextError("the brackets hold no unit.", "Write [t/h], or [1] for plain numbers.")
                if not is_state(unit):
                    measure(unit)
            except TextError as fault:
                reading.wrong(Where(section, "", name), fault.message, fault.remedy, f"{table.file}:1", cell)
                sound = False
        columns.append((name.split("."), unit))
    names = [".".join(parts) for parts, _ in columns]
    if "label" not in names and not (section == "connections" and {"network", "enterprise"} <= set(names)):
        remedy = "Begin the header with label" + (
            ", or network, enterprise." if section == "connections" else "."
        )
        reading.wrong(Where(section), "no column is named label.", remedy, f"{table.file}:1")
        sound = False
    return columns if sound else None


def _row(
    table: Grid, row: int, columns: list[tuple[list[str], str | None]], section: str, reading: Reading
) -> tuple[str | None, Block]:
    cells = table.rows[row]
    block = Block(f"{table.file}:{table.lines[row]}")
    names = {".".join(parts): cells[i].strip() for i, (parts, _) in enumerate(columns)}
    label = names.get("label") or ""
    if section == "connections":
        label = label or f"{names.get('network', '')}.{names.get('enterprise', '')}"
    elif "enterprise" in names and section not in ("caps", "levies"):
        label = f"{names['enterprise']}.{label}"
    if not label.strip(".") or label.startswith(".") or label.endswith("."):
        reading.wrong(Where(section), "the row has no label.", "Fill the label in.", block.place)
        return None, block
    by_row = {"label"} if section in ("caps", "levies") else {"label", "enterprise"}
    for column, (parts, unit) in enumerate(columns):
        name = ".".join(parts)
        text = cells[column].strip()
        if name in by_row or text == DOES_NOT_APPLY:
            continue
        place = table.place(row, column)
        if not text:
            remedy = "Write the value, or - where the field does not apply."
            reading.wrong(Where(section, label, name), "the cell is blank.", remedy, place)
            continue
        put(block, parts, Scalar(text, place, quoted=True, unit=unit, cell=True), f"{table.file}:1")
    return label, block


def put(block: Block, parts: list[str], node: Node, header: str) -> None:
    """Hang a cell under its dotted name; `investment` beside `investment.source` becomes its value."""
    here = block
    for part in parts[:-1]:
        inner = here.entries.get(part)
        if not isinstance(inner, Block):
            fresh = Block(node.place)
            if inner is not None:
                fresh.entries["value"], fresh.keys["value"] = inner, header
            here.entries[part], here.keys[part] = fresh, header
            inner = fresh
        here = inner
    last = parts[-1]
    held = here.entries.get(last)
    if isinstance(held, Block):
        here, last = held, "value"
    here.entries[last], here.keys[last] = node, header
