"""The section `weather`: files of weather years, each with what the file itself does not say.

    weather:
      nanjing: {file: weather/nanjing.csv, latitude: 32.0 deg, longitude: 118.8 deg, time_zone: Asia/Shanghai}
      dry_2022: {file: weather/2022.epw}

Profiles follow the first, or the one that `park.weather_year` names. Files stand in the park's folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from symbiosis.catalogue.weather import Weather
from symbiosis.park.labels import label_fault
from symbiosis.park.problems import did_you_mean
from symbiosis.tables.evidence import as_scalar, refuse_other_words
from symbiosis.tables.quantities import number_with_unit
from symbiosis.tables.reading import Reading, Where, as_block, as_text
from symbiosis.tables.source import Block, Node, TextError
from symbiosis.tables.times import standard_offset
from symbiosis.tables.weather.files import Content, read_file
from symbiosis.tables.weather.kept import read_kept

WORDS = ("file", "latitude", "longitude", "altitude", "time_zone", "stamps", "source")
EXAMPLE = "nanjing: {file: weather/nanjing.csv, latitude: 32.0 deg, longitude: 118.8 deg}"
Origin = tuple[float, float] | None


def read_weathers(
    node: Node | None, folder: Path, zone: str, origin: Origin, reading: Reading
) -> dict[str, Weather]:
    """Return the weather years of a park by label; those that cannot be read are noted and left out.

    `zone` is the park's time zone and `origin` its longitude and latitude [°], for files that state none.
    """
    if node is None:
        return {}
    found: dict[str, Weather] = {}
    try:
        block = as_block(node, EXAMPLE)
    except TextError as fault:
        reading.fault(Where("weather"), fault, node)
        return found
    kept = read_kept(folder)
    for label, entry in block.entries.items():
        where = Where("weather", label)
        reading.stands(where, entry, block.keys[label])
        fault_of_label = label_fault(label)
        if fault_of_label is not None:
            reading.wrong(where, *fault_of_label, block.keys[label])
            continue
        try:
            inner = as_block(entry, "{file: weather/nanjing.csv}")
            before = len(reading.problems)
            refuse_other_words(inner, WORDS, reading, where)
            if len(reading.problems) == before:
                found[label] = _weather(label, inner, folder, zone, origin, kept)
        except TextError as fault:
            reading.wrong(where, fault.message, fault.remedy, fault.place or block.keys[label])
    return found


def _weather(
    label: str, block: Block, folder: Path, zone: str, origin: Origin, kept: Mapping[str, object]
) -> Weather:
    if "file" not in block.entries:
        raise TextError("names no file.", "Write file: weather/nanjing.csv.")
    name = as_text(block.entries["file"])
    path = folder / name
    if Path(name).is_absolute() or not path.resolve().is_relative_to(folder.resolve()):
        raise TextError("the file is not in the park's folder.", "Copy it there.", block.keys["file"])
    try:
        raw = path.read_bytes()
    except OSError as error:
        known = (
            sorted(p.relative_to(folder).as_posix() for p in path.parent.glob("*"))
            if path.parent.is_dir()
            else []
        )
        remedy = did_you_mean(name, known) if known else "Copy it there."
        raise TextError(f"{name} cannot be read ({error.strerror}).", remedy, block.keys["file"]) from None
    stamps = as_text(block.entries["stamps"]) if "stamps" in block.entries else "start"
    if stamps not in ("start", "end"):
        message = "stamps mark the start or the end of an hour."
        raise TextError(message, "Write stamps: start, or stamps: end.", block.keys["stamps"])
    own_zone = as_text(block.entries["time_zone"]) if "time_zone" in block.entries else zone
    ahead = standard_offset(own_zone, 2023).total_seconds() / 3600.0
    content = read_file(raw, name, stamps, ahead)
    said = {word: _degrees(block, word, limit) for word, limit in (("latitude", 90.0), ("longitude", 180.0))}
    latitude, longitude = _place(content, said, origin)
    source = as_text(block.entries["source"]) if "source" in block.entries else ""
    altitude = content.altitude
    if "altitude" in block.entries:
        altitude = number_with_unit(as_scalar(block.entries["altitude"]).text, "m")
    return Weather(
        label,
        content.columns,
        latitude,
        longitude,
        ahead if content.hours_ahead is None else content.hours_ahead,
        altitude,
        f"{name}{', ' if source else ''}{source}",
        kept,  # type: ignore[arg-type]
    )


def _degrees(block: Block, word: str, limit: float) -> float | None:
    if word not in block.entries:
        return None
    value = number_with_unit(as_scalar(block.entries[word]).text, "deg")
    if abs(value) > limit:
        raise TextError(f"{word} is not between -{limit:g} and {limit:g}.", "Check it.", block.keys[word])
    return value


def _place(content: Content, said: Mapping[str, float | None], origin: Origin) -> tuple[float, float]:
    """Return latitude and longitude: as stated here, as the file says, or the park's origin."""
    longitude, latitude = origin or (None, None)
    places = (
        (said["latitude"], said["longitude"]),
        (content.latitude, content.longitude),
        (latitude, longitude),
    )
    for north, east in places:
        if north is not None and east is not None:
            return north, east
    raise TextError(
        "latitude and longitude are missing: the file does not say where it was measured.",
        "Write latitude: 32.0 deg, longitude: 118.8 deg.",
    )
