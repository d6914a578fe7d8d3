"""A park from its folder: `park.yaml`, sections as CSV, and `profiles/*.csv`; all problems at once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from symbiosis.park.park import SECTIONS, Park
from symbiosis.park.problems import ParkError, did_you_mean
from symbiosis.tables import data_centres, from_catalogue, lists, savings, yaml_text
from symbiosis.tables.assemble import assemble
from symbiosis.tables.csv_text import Grid, grid
from symbiosis.tables.excel.sections import read_sections
from symbiosis.tables.factors import fill_factors
from symbiosis.tables.reading import Reading, Where
from symbiosis.tables.source import Block, Node, Scalar, TextError, decoded
from symbiosis.tables.types import expand
from symbiosis.tables.validity import outdated

FORMAT = "1"
WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".et", ".ods")  # the reader says which it takes
TOP = ("format", "park", *SECTIONS, "weather", "profiles")


def read_park(folder: str | os.PathLike[str]) -> Park:
    """Return the park that a folder (or its `park.yaml`) or an Excel workbook describes.

    Raises ParkError, which lists every problem with its file and line, or sheet and cell, value and remedy.
    """
    return read_with_notes(folder)[0]


def read_with_notes(folder: str | os.PathLike[str]) -> tuple[Park, tuple[str, ...]]:
    """Return the park of a folder, and a sentence for every unit in it that is read in a stated way.

    Raises ParkError as `read_park` does.
    """
    park, reading = read_in_full(folder)
    return park, reading.notes


def read_in_full(folder: str | os.PathLike[str]) -> tuple[Park, Reading]:
    """Return the park of a folder and all that was noted while it was read; raises ParkError."""
    reading = Reading()
    found = read_source(Path(folder), reading)
    if found is None:
        raise ParkError(reading.problems)
    from_catalogue.expand(found.sections, reading)
    data_centres.expand(found.sections, reading)
    savings.expand(found.sections, reading)
    expand(found.sections, reading)
    fill_factors(found.sections, reading)
    park = assemble(found.folder, found.sections, reading, found.sheets)
    reading.remarks += outdated(park)
    return park, reading


class Source(NamedTuple):
    """A park as it is written: its sections, its sheets of hourly values, the folder of its other files."""

    folder: Path
    sections: dict[str, Node]
    sheets: list[Grid]


def read_source(path: Path, reading: Reading) -> Source | None:
    """Return what a folder, a `park.yaml` or a workbook says; None (and problems) when it cannot be read."""
    if path.is_file() and path.name == "park.yaml":
        path = path.parent
    workbook = path / "park.xlsx"
    if path.is_dir() and workbook.is_file() and not (path / "park.yaml").exists():
        path = workbook
    if path.is_file() and path.suffix.lower() in WORKBOOKS:
        return _workbook(path, reading)
    sections = _sections(path, reading)
    return None if sections is None else Source(path, sections, [])


def _workbook(path: Path, reading: Reading) -> Source | None:
    try:
        raw = path.read_bytes()
    except OSError as error:
        reading.report(path.name, f"the file cannot be read ({error.strerror}).", "Check its permissions.")
        return None
    found = read_sections(raw, path.name, reading)
    if found is None:
        return None
    sections, sheets = found
    for key in ("park", "carriers", "enterprises"):
        if key not in sections:
            reading.wrong(Where(key), "this sheet is missing.", f"Add a sheet named {key}.", path.name)
    node = sections.get("format")
    if not isinstance(node, Scalar) or node.text.strip() != FORMAT:
        place = node.place if node is not None else path.name
        remedy = f"Write format in the sheet park, with the value {FORMAT}."
        reading.wrong(Where("format"), "the format is missing or not known.", remedy, place)
    return Source(path.parent, sections, sheets)


def _sections(folder: Path, reading: Reading) -> dict[str, Node] | None:
    """Return the entries of `park.yaml` and of the CSV files beside it, merged by section."""
    file = folder / "park.yaml"
    if not folder.exists():
        remedy = "Name a folder that holds park.yaml, or an .xlsx workbook."
        reading.report(str(folder), "there is no such file or folder.", remedy)
        return None
    if not file.is_file():
        found = sorted(p.name for p in folder.glob("*.y*ml") if p.is_file()) if folder.is_dir() else []
        remedy = f"Rename {found[0]} to park.yaml." if found else "Name a folder that holds park.yaml."
        reading.report(str(folder), "there is no park.yaml here.", remedy)
        return None
    try:
        text = decoded(file.read_bytes())
    except TextError as fault:
        reading.report("park.yaml", fault.message, fault.remedy)
        return None
    except OSError as error:
        reading.report("park.yaml", f"the file cannot be read ({error.strerror}).", "Check its permissions.")
        return None
    top = yaml_text.load(text, "park.yaml", reading.report)
    if top is None:
        return None
    _check_format(top, reading)
    for key in top.entries:
        if key not in TOP:
            reading.wrong(Where(key), "this section is not known.", did_you_mean(key, TOP), top.keys[key])
    for key in ("park", "carriers", "enterprises"):
        if key not in top.entries and not (folder / f"{key}.csv").is_file():
            reading.wrong(Where(key), "this section is missing.", f"Add `{key}:` to park.yaml.", "park.yaml")
    for key, node in top.entries.items():
        reading.stands(Where(key), node, top.keys[key])
    sections = {key: node for key, node in top.entries.items() if key in TOP}
    for path in sorted(folder.iterdir()):
        _add_file(path, sections, reading)
    return sections


def _check_format(top: Block, reading: Reading) -> None:
    node = top.entries.get("format")
    if node is None:
        reading.wrong(
            Where("format"), "the format is missing.", f"Begin with `format: {FORMAT}`.", "park.yaml:1"
        )
    elif not isinstance(node, Scalar) or node.text.strip() != FORMAT:
        text = node.text if isinstance(node, Scalar) else ""
        remedy = f"This version reads format {FORMAT}."
        reading.wrong(Where("format"), "the format is not known.", remedy, node.place, text)


def _add_file(path: Path, sections: dict[str, Node], reading: Reading) -> None:
    suffix, section = path.suffix.lower(), path.stem
    tables = (*SECTIONS, "connections")
    if path.name == "park.xlsx":
        message = "park.yaml and park.xlsx both describe a park."
        reading.report(path.name, message, "Name the workbook itself, or move one of the two away.")
    elif suffix in (".xlsx", ".xls") or (suffix in (".yaml", ".yml") and section in tables):
        reading.report(
            path.name, "lists are read from CSV files only.", f"Save it as {section}.csv (CSV UTF-8)."
        )
    if suffix != ".csv" or not path.is_file():
        return
    if section not in tables:
        reading.report(path.name, "this is no section of a park.", did_you_mean(section, tables))
        return
    try:
        table = grid(path.read_bytes(), path.name, reading.report)
    except OSError as error:
        reading.report(path.name, f"the file cannot be read ({error.strerror}).", "Check its permissions.")
        return
    if table is None:
        return
    rows = lists.blocks(table, section, reading)
    if section == "connections":
        _hang_connections(rows, sections, reading)
        return
    held = sections.setdefault(section, Block(path.name))
    if isinstance(held, Scalar) and held.blank:
        held = sections[section] = Block(path.name)
    if isinstance(held, Block):
        _merge(held, rows, section, reading)


def _merge(held: Block, rows: dict[str, Block], section: str, reading: Reading) -> None:
    for label, block in rows.items():
        if label in held.entries:
            first = held.keys[label]
            reading.wrong(
                Where(section, label),
                f"the label is given twice, first in {first}.",
                "Keep one of the two.",
                block.place,
            )
            continue
        held.entries[label], held.keys[label] = block, block.place


def _hang_connections(rows: dict[str, Block], sections: dict[str, Node], reading: Reading) -> None:
    """Put rows of connections.csv under the members of their networks."""
    networks = sections.get("networks")
    known = networks.entries if isinstance(networks, Block) else {}
    for label, block in rows.items():
        network, _, enterprise = label.partition(".")
        block.entries.pop("network", None)
        owner = known.get(network)
        where = Where("networks", label)
        if not isinstance(owner, Block):
            reading.wrong(
                where, "its network is not declared.", did_you_mean(network, known), block.place, network
            )
            continue
        members = owner.entries.setdefault("members", Block(block.place))
        owner.keys.setdefault("members", block.place)
        if isinstance(members, Block):
            _merge(members, {enterprise: block}, "networks", reading)
