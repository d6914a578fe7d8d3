"""A park from one form into the other: folder to workbook, workbook to folder; nothing is lost but comments.

What is written stays as it is written: units, types of enterprises, yearly totals with a shape, figures
with their ranges and sources. Text that `#` makes a comment belongs to nobody and stays behind.
"""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from symbiosis.park.fields import specs
from symbiosis.park.park import SECTIONS, Park
from symbiosis.park.problems import ParkError
from symbiosis.park.profile import Calendar, Profile
from symbiosis.tables.excel.layout import shortest
from symbiosis.tables.excel.write import write_workbook
from symbiosis.tables.glossary import Language
from symbiosis.tables.read import Source, read_source, read_with_notes
from symbiosis.tables.reading import Reading, as_names, as_text
from symbiosis.tables.series import read_profiles
from symbiosis.tables.source import Block, Listing, Node, Scalar
from symbiosis.tables.weather.kept import FILE as KEPT
from symbiosis.tables.yaml_out import lines


def convert(path: Path, target: Path, language: Language = "en") -> Path:
    """Write a park as a workbook (`target` ends in .xlsx) or as a folder; return the file to open.

    Raises ParkError when the park has problems, FileExistsError rather than replacing anything.
    """
    park = read_with_notes(path)[0]  # a park with problems is mended before it is carried over
    reading = Reading()
    source = read_source(path, reading)
    if source is None:
        raise ParkError(reading.problems)
    return write_source(source, park, target, language)


def write_source(source: Source, park: Park, target: Path, language: Language = "en") -> Path:
    """Write what a source says, which `park` was made of, as a workbook or a folder; return the file to open.

    Raises FileExistsError rather than replacing anything.
    """
    _list_names(source.sections)
    own = read_profiles(source.folder / "profiles", park.calendar, Reading(), source.sheets)
    if target.suffix.lower() == ".xlsx":
        written = write_workbook(source.sections, park.calendar, own, target, language)
        _carry(source, target.parent)
        return written
    written = write_folder(source.sections, park.calendar, own, target)
    _carry(source, target)
    return written


def _list_names(sections: dict[str, Node]) -> None:
    """Turn cells that name several things, or hold several numbers, into lists."""
    for section, kind in SECTIONS.items():
        block = sections.get(section)
        several = {name: spec.kind for name, spec in specs(kind).items() if spec.kind in ("names", "sizes")}
        for thing in block.entries.values() if isinstance(block, Block) else ():
            for name in several.keys() & set(thing.entries if isinstance(thing, Block) else ()):
                node = thing.entries[name]  # type: ignore[union-attr]
                if isinstance(node, Scalar) and node.cell and node.text.strip() != "all":
                    parts = as_names(node) if several[name] == "names" else node.text.split(";")
                    items: list[Node] = [replace(node, text=part.strip()) for part in parts]
                    thing.entries[name] = Listing(node.place, items)  # type: ignore[union-attr]


def _carry(source: Source, folder: Path) -> None:
    """Copy the park's own tariffs and its weather, which stay files in either form."""
    if folder.resolve() == source.folder.resolve():
        return
    tariffs, weather = source.folder / "tariffs", source.sections.get("weather")
    if tariffs.is_dir():
        shutil.copytree(tariffs, folder / "tariffs", dirs_exist_ok=True)
    for entry in weather.entries.values() if isinstance(weather, Block) else ():
        for file in (as_text(entry.entries["file"]) if isinstance(entry, Block) else "", KEPT):
            if (source.folder / file).is_file():
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source.folder / file, folder / file)


def write_folder(
    sections: Mapping[str, Node], calendar: Calendar, profiles: Mapping[str, Profile], folder: Path
) -> Path:
    """Write sections to a new park folder and return its `park.yaml`; raises FileExistsError."""
    file, series = folder / "park.yaml", folder / "profiles" / "profiles.csv"
    for path in (file, folder / "park.xlsx", series):
        if path.exists():
            raise FileExistsError(f"{path} exists already; name another folder.")
    folder.mkdir(parents=True, exist_ok=True)
    if profiles:
        series.parent.mkdir(exist_ok=True)
        series.write_text(profiles_text(calendar, profiles), encoding="utf-8", newline="")
    file.write_text("\n".join(lines(sections)) + "\n", encoding="utf-8", newline="\n")
    return file


def profiles_text(calendar: Calendar, profiles: Mapping[str, Profile]) -> str:
    """Return profiles as CSV text, every digit kept."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["time", *(f"{name} [{profile.unit}]" for name, profile in profiles.items())])
    columns = [[shortest(value) for value in profile.values.tolist()] for profile in profiles.values()]
    writer.writerows(zip((str(time) for time in calendar.times), *columns, strict=True))
    return out.getvalue()
