"""Schemes of indicators as YAML, the package's own or somebody's: every problem with file and line.

format: 1
scheme: {title: …, title_zh: …, source: …, valid_from: 2015-12-24, energy: calorific}
indicators:
  energy_per_value: {title: …, formula: energy / added_value, unit: tce/万元, at_most: 0.5 tce/万元,
                     confidence: M, weight: 20 %, bands: [{to: 0.3 tce/万元, points: 100}]}
  carbon: {formula: carbon / energy, unit: tCO2/tce,
           thresholds: [{at_most: 0.2 tCO2/tce, energy_from: 200000 tce, energy_below: 1000000 tce}]}
"""

from __future__ import annotations

import os
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

from symbiosis.park.formula import FormulaError, parse
from symbiosis.park.problems import ParkError, did_you_mean
from symbiosis.park.scheme import MODES, Indicator, Scheme, Sense, Threshold
from symbiosis.tables import yaml_text
from symbiosis.tables.quantities import number_with_unit
from symbiosis.tables.reading import Reading, Where, as_block, as_text
from symbiosis.tables.source import Block, Listing, Node, Scalar, TextError, decoded
from symbiosis.tables.units import measure

TEXTS = ("title", "title_zh", "source", "valid_from", "valid_to", "note", "note_zh", "energy")
WORDS = (
    *("title", "title_zh", "formula", "unit", "at_most", "at_least", "thresholds", "duty"),
    *("confidence", "source", "note", "note_zh", "weight", "leading", "bands"),
)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def shipped() -> list[str]:
    """Return the names of the package's own schemes."""
    folder = files("symbiosis.catalogue").joinpath("schemes")
    return sorted(file.name.removesuffix(".yaml") for file in folder.iterdir() if file.name.endswith(".yaml"))


def read_scheme(name: str | os.PathLike[str]) -> Scheme:
    """Return a scheme of the package by name, or somebody's own by its file.

    Raises ParkError with every problem and its line; a name that is not known is a problem too.
    """
    reading = Reading()
    text = _text(str(name), reading)
    file = Path(name).name if str(name).endswith((".yaml", ".yml")) else f"{name}.yaml"
    top = yaml_text.load(text, file, reading.report) if text is not None else None
    if top is None:
        raise ParkError(reading.problems)
    scheme = _Reader(top, file, reading).scheme()
    if reading.problems:
        raise ParkError(reading.problems)
    return scheme


def _text(name: str, reading: Reading) -> str | None:
    try:
        if name.endswith((".yaml", ".yml")):
            return decoded(Path(name).read_bytes())
        if name in shipped():
            source = files("symbiosis.catalogue").joinpath("schemes", f"{name}.yaml")
            return source.read_text(encoding="utf-8")
    except OSError as error:
        reading.report(name, f"the file cannot be read ({error.strerror}).", "Check its name.")
        return None
    except TextError as fault:
        reading.report(name, fault.message, fault.remedy)
        return None
    remedy = f"{did_you_mean(name, shipped())} Or give the file of your own, ending in .yaml."
    reading.report("--scheme", f'"{name}" is no scheme of the package.', remedy)
    return None


class _Reader:
    def __init__(self, top: Block, file: str, reading: Reading) -> None:
        self.top, self.file, self.reading = top, file, reading

    def scheme(self) -> Scheme:
        self.only(self.top, ("format", "scheme", "indicators"), Where(""))
        head = self.block(self.top, "scheme", "scheme: {title: …, source: …}")
        self.only(head, TEXTS, Where("scheme"))
        said = {word: self.word(head, word, Where("scheme", "", word)) for word in TEXTS}
        for word in ("valid_from", "valid_to"):
            if said[word] and not DAY.fullmatch(said[word]):
                self.wrong(head, Where("scheme", "", word), "is no day.", "Write it as 2025-07-01.")
        mode = said["energy"] or "calorific"
        if mode not in MODES:
            remedy = "Write energy: calorific (当量值) or equivalent (等价值)."
            self.wrong(head, Where("scheme", "", "energy"), "is no way to count energy.", remedy)
        block = self.block(self.top, "indicators", "indicators: {name: {title: …, formula: …}}")
        found = tuple(self.indicator(label, node, block.keys[label]) for label, node in block.entries.items())
        self.weights(found, block)
        label = self.file.rsplit(".", 1)[0]
        title = said["title"] or label
        return Scheme(
            label,
            title,
            said["title_zh"] or title,
            said["source"],
            said["valid_from"],
            said["valid_to"],
            mode,
            found,
            said["note"],
            said["note_zh"] or said["note"],
            self.file,
        )

    def weights(self, found: tuple[Indicator, ...], block: Block) -> None:
        """Weights add up to the whole, and either every indicator has one or none has."""
        weights = {entry.label: entry.weight for entry in found if entry.weight is not None}
        total = sum(weights.values())
        if weights and abs(total - 1.0) > 1e-6:
            listed = ", ".join(f"{label} {100 * weight:g} %" for label, weight in weights.items())
            message = f"the weights add up to {100 * total:g} % and not to 100 %: {listed}."
            self.reading.wrong(Where("indicators"), message, "Change one of them.", block.place)

    def indicator(self, label: str, node: Node, place: str) -> Indicator:
        where = Where("indicators", label)
        try:
            block = as_block(node, "{title: …, formula: …, unit: …}")
        except TextError as fault:
            self.reading.fault(where, fault, node)
            return Indicator(label, label, label)
        self.only(block, WORDS, where)
        text = {
            word: self.word(block, word, where.of(word))
            for word in WORDS
            if word in TEXTS or word in ("formula", "unit", "duty", "confidence")
        }
        unit = text["unit"] or "1"
        try:
            measure(unit)
            if text["formula"]:
                parse(text["formula"])
        except TextError as fault:
            self.reading.fault(where.of("unit"), fault, block.entries["unit"])
            unit = "1"
        except FormulaError as error:
            self.reading.fault(
                where.of("formula"), TextError(error.message, error.remedy), block.entries["formula"]
            )
        title = text["title"] or label
        return Indicator(
            label,
            title,
            text["title_zh"] or title,
            text["formula"],
            unit,
            self.thresholds(block, unit, where),
            text["duty"],
            text["confidence"],
            text["source"],
            text["note"],
            text["note_zh"] or text["note"],
            self.number(block, "weight", "1", where),
            self.number(block, "leading", unit, where),
            self.bands(block, unit, where),
            place,
        )

    def thresholds(self, block: Block, unit: str, where: Where) -> tuple[Threshold, ...]:
        found = list(self.threshold(block, unit, where))
        several = block.entries.get("thresholds")
        for i, node in enumerate(several.items if isinstance(several, Listing) else ()):
            at = where.of(f"thresholds.{i}")
            if isinstance(node, Block):
                self.only(node, ("at_most", "at_least", "energy_from", "energy_below"), at)
                low = self.number(node, "energy_from", "tce", at)
                high = self.number(node, "energy_below", "tce", at)
                found += self.threshold(node, unit, at, low, high)
            else:
                fault = TextError("a block is expected here.", "Write {at_most: 0.2 tCO2/tce}.")
                self.reading.fault(at, fault, node)
        return tuple(found)

    def threshold(
        self,
        block: Block,
        unit: str,
        where: Where,
        low: float | None = None,
        high: float | None = None,
    ) -> list[Threshold]:
        senses: tuple[Sense, ...] = ("at_most", "at_least")
        limits = [(sense, self.number(block, sense, unit, where)) for sense in senses]
        return [Threshold(sense, limit, low, high) for sense, limit in limits if limit is not None]

    def bands(self, block: Block, unit: str, where: Where) -> tuple[tuple[float, float], ...]:
        node = block.entries.get("bands")
        found = []
        for i, entry in enumerate(node.items if isinstance(node, Listing) else ()):
            at = where.of(f"bands.{i}")
            if not isinstance(entry, Block):
                fault = TextError("a block is expected here.", "Write {to: 0.3 tce/万元, points: 100}.")
                self.reading.fault(at, fault, entry)
                continue
            self.only(entry, ("to", "points"), at)
            limit, points = self.number(entry, "to", unit, at), self.number(entry, "points", "1", at)
            if limit is None or points is None:
                self.wrong(entry, at, "a band needs a limit and points.", "Write {to: …, points: 100}.")
            else:
                found.append((limit, points))
        return tuple(found)

    # -- pieces ----------------------------------------------------------------------------------

    def block(self, top: Block, key: str, example: str) -> Block:
        try:
            if key not in top.entries:
                raise TextError(f"`{key}:` is missing.", f"Write {example}.", top.place)
            return as_block(top.entries[key], example)
        except TextError as fault:
            self.reading.wrong(Where(key), fault.message, fault.remedy, fault.place or top.place)
            return Block(top.place)

    def word(self, block: Block, key: str, where: Where) -> str:
        node = block.entries.get(key)
        if node is None:
            return ""
        try:
            return as_text(node)
        except TextError as fault:
            self.reading.fault(where, fault, node)
            return ""

    def number(self, block: Block, key: str, unit: str, where: Where) -> float | None:
        node: Any = block.entries.get(key)
        if node is None:
            return None
        try:
            if not isinstance(node, Scalar):
                raise TextError("one number is expected here.", f"Write {key}: 0.5 {unit}.")
            return number_with_unit(node.text, unit)
        except TextError as fault:
            self.reading.fault(where.of(key), fault, node)
            return None

    def only(self, block: Block, known: tuple[str, ...], where: Where) -> None:
        for key in block.entries:
            if key not in known:
                remedy = did_you_mean(key, known)
                self.reading.wrong(where.of(key), "this word is not known here.", remedy, block.keys[key])

    def wrong(self, block: Block, where: Where, message: str, remedy: str) -> None:
        node = block.entries.get(where.field.rpartition(".")[2])
        self.reading.wrong(where, message, remedy, block.place if node is None else node.place)
