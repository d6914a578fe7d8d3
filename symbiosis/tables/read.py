"""A park from its folder: `park.yaml`, sections as CSV, and `profiles/*.csv`; all problems at once."""

from __future__ import annotations

import os
from pathlib import Path

from symbiosis.park.park import SECTIONS, Park
from symbiosis.park.problems import ParkError, did_you_mean
from symbiosis.tables import lists, yaml_text
from symbiosis.tables.assemble import assemble
from symbiosis.tables.csv_text import grid
from symbiosis.tables.reading import Reading, Where
from symbiosis.tables.source import Block, Node, Scalar, TextError, decoded
from symbiosis.tables.types import expand

FORMAT = "1"
TOP = ("format", "park", *SECTIONS, "profiles")


def read_park(folder: str | os.PathLike[str]) -> Park:
    """Return the park that a folder (or its `park.yaml`) describes.

    Raises ParkError, which lists every problem of the folder with its file, line, value and remedy.
    """
    return read_with_notes(folder)[0]


def read_with_notes(folder: str | os.PathLike[str]) -> tuple[Park, tuple[str, ...]]:
    """Return the park of a folder, and a sentence for every unit in it that is read in a stated way.

    Raises ParkError as `read_park` does.
    """
    path = Path(folder)
    if path.is_file() and path.name == "park.yaml":
        path = path.parent
    reading = Reading()
    sections = _sections(path, reading)
    if sections is None:
        raise ParkError(reading.problems)
    expand(sections, reading)
    park = assemble(path, sections, reading)
    return park, reading.notes


def _sections(folder: Path, reading: Reading) -> dict[str, Node] | None:
    """Return the entries of `park.yaml` and of the CSV files beside it, merged by section."""
    file = folder / "park.yaml"
    if not file.is_file():
        found = sorted(p.name for p in folder.glob("*.y*ml")) if folder.is_dir() else []
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
    if suffix in (".xlsx", ".xls") or (suffix in (".yaml", ".yml") and section in tables):
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
