"""Prices that follow a time-of-use tariff: `{tariff: jiangsu, base: 0.65 CNY/kWh, fixed: 0.03 CNY/kWh}`.

Tariffs are those of the catalogue, and those of the park's own folder: windows in `tariffs/*.csv`. The park
keeps the multipliers of its own as profiles, so that scenarios and studies, which have no folder, may name
them. A calendar that lies outside the days in which a tariff holds is remarked.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from symbiosis.catalogue.tariff import Tariff, TariffError, over, read_tariffs, tariff, tariffs
from symbiosis.park.problems import did_you_mean
from symbiosis.park.profile import Calendar, Profile, Varying
from symbiosis.tables.evidence import read_figure, refuse_other_words
from symbiosis.tables.reading import Reading, Where, as_text
from symbiosis.tables.source import Block, TextError, decoded

if TYPE_CHECKING:
    from symbiosis.tables.varying import Series, Unit

WORDS = ("tariff", "base", "fixed")
KEPT = "tariff of the park: "  # begins the name of the profile of a tariff's multipliers


def read_tariff(node: Block, unit: Unit, series: Series, reading: Reading, where: Where) -> Varying | None:
    """Return a price that follows a tariff, in `unit`; its profile is made on the way."""
    before = len(reading.problems)
    refuse_other_words(node, WORDS, reading, where)
    numbers = {}
    for word in ("base", "fixed"):
        if word in node.entries:
            numbers[word] = read_figure(node.entries[word], unit.convert, reading, where.of(word))
    if "base" not in node.entries:
        remedy = "Add base: what the flat hours cost of the part that floats."
        reading.wrong(where, "the tariff has no base.", remedy, node.place)
    try:
        name = as_text(node.entries["tariff"])
        base, fixed = (numbers.get(word) or 0.0 for word in ("base", "fixed"))
        kept = series.profiles.get(KEPT + name) if series.tariffs is None else None
        if kept is not None:
            price = kept.values * base + fixed
            made = Profile(f"tariff:{name} {base:.12g} {fixed:.12g}", price, unit.text, source=kept.source)
        elif series.tariffs is None and name not in tariffs():
            own = [label.removeprefix(KEPT) for label in series.profiles if label.startswith(KEPT)]
            raise TariffError(f'there is no tariff "{name}".', did_you_mean(name, [*own, *tariffs()]))
        else:
            made = tariff(name, series.calendar, base, fixed, unit.text, series.tariffs)
    except TextError as fault:
        reading.fault(where, fault, node.entries["tariff"])
        return None
    except TariffError as fault:
        if ("tariffs", name) in reading.doubtful:  # its file could not be read, and that is said already
            reading.doubtful.add((where.section, where.label))
            return None
        reading.wrong(where, fault.message, fault.remedy, node.entries["tariff"].place, name)
        return None
    if len(reading.problems) > before:
        return None
    series.made[made.name] = made
    known = tariffs() if series.tariffs is None else series.tariffs
    late = known[name].outside(series.calendar) if name in known else ""
    if late and late not in reading.remarks:
        reading.remarks.append(late)
    return Varying(1.0, made.name)


def known_tariffs(folder: Path, reading: Reading) -> Mapping[str, Tariff]:
    """Return the tariffs of the catalogue and of a folder, whose own go first."""
    found = dict(tariffs())
    for path in sorted(folder.glob("*.csv")) if folder.is_dir() else ():
        place = f"{folder.name}/{path.name}"
        content = b""
        try:
            content = path.read_bytes()
            found |= read_tariffs(decoded(content))
        except (TariffError, TextError) as fault:
            reading.report(place, fault.message, fault.remedy)
            reading.doubtful |= {("tariffs", name) for name in _named(content)}
        except OSError as error:
            reading.report(place, f"the file cannot be read ({error.strerror}).", "Check its permissions.")
    for path in sorted({*folder.glob("*.y*ml"), *folder.glob("*.xls*")}) if folder.is_dir() else ():
        reading.report(f"{folder.name}/{path.name}", "a tariff is a CSV file.", "Save it as CSV.")
    return found


def _named(content: bytes) -> set[str]:
    """Return what a file that is refused may have meant by tariffs: the first cell of each of its lines."""
    lines = content.decode("utf-8", errors="replace").splitlines()
    return {line.partition(",")[0].strip().strip('"') for line in lines}


def kept_tariffs(known: Mapping[str, Tariff], calendar: Calendar) -> dict[str, Profile]:
    """Return the multipliers of a park's own tariffs over its calendar, as profiles to keep."""
    shipped = tariffs()
    return {
        KEPT + name: Profile(KEPT + name, over(found, calendar), "1", source=found.source)
        for name, found in known.items()
        if shipped.get(name) is not found
    }
