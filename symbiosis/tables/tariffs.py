"""Prices that follow a time-of-use tariff: `{tariff: jiangsu, base: 0.65 CNY/kWh, fixed: 0.03 CNY/kWh}`.

Tariffs are those of the catalogue, and those of the park's own folder: windows in `tariffs/*.csv`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from symbiosis.catalogue.tariff import Tariff, TariffError, read_windows, tariff, tariffs
from symbiosis.park.profile import Varying
from symbiosis.tables.evidence import read_figure, refuse_other_words
from symbiosis.tables.reading import Reading, Where, as_text
from symbiosis.tables.source import Block, TextError, decoded

if TYPE_CHECKING:
    from symbiosis.tables.varying import Series, Unit

WORDS = ("tariff", "base", "fixed")


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
        made = tariff(name, series.calendar, base, fixed, unit.text, series.tariffs)
    except TextError as fault:
        reading.fault(where, fault, node.entries["tariff"])
        return None
    except TariffError as fault:
        reading.wrong(where, fault.message, fault.remedy, node.entries["tariff"].place, name)
        return None
    if len(reading.problems) > before:
        return None
    series.made[made.name] = made
    return Varying(1.0, made.name)


def known_tariffs(folder: Path, reading: Reading) -> Mapping[str, Tariff]:
    """Return the tariffs of the catalogue and of a folder, whose own go first."""
    found = dict(tariffs())
    for path in sorted(folder.glob("*.csv")) if folder.is_dir() else ():
        place = f"{folder.name}/{path.name}"
        try:
            for label, windows in read_windows(decoded(path.read_bytes())).items():
                found[label] = Tariff(label, windows)
        except (TariffError, TextError) as fault:
            reading.report(place, fault.message, fault.remedy)
        except OSError as error:
            reading.report(place, f"the file cannot be read ({error.strerror}).", "Check its permissions.")
    return found
