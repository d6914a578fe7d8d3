"""A study file, read with located errors; the guide `studies.md` shows every kind."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from math import prod
from pathlib import Path
from typing import Any, TypeVar

from symbiosis.blocks.forms import choices
from symbiosis.park.problems import ParkError, did_you_mean
from symbiosis.questions import QuestionError
from symbiosis.scenario.apply import apply
from symbiosis.scenario.changes import Change, Scenario, value_of
from symbiosis.scenario.read import BASE, load_yaml, read_changes, read_scenarios
from symbiosis.solver.options import OptionError, Options
from symbiosis.study.axes import Axis, Sample
from symbiosis.study.axes_file import LARGEST, SAMPLE, read_axis, read_sample, whole
from symbiosis.study.details import read_details
from symbiosis.study.indicators import NAMES
from symbiosis.study.kinds.measures import read_measures
from symbiosis.study.running.case import asked
from symbiosis.study.sharing.declared import read_sharing
from symbiosis.study.study import KINDS, THREADS, Study
from symbiosis.tables.evidence import as_scalar
from symbiosis.tables.quantities import number_with_unit
from symbiosis.tables.read import read_park
from symbiosis.tables.reading import Reading, Where, as_block, as_flag, as_names, as_text
from symbiosis.tables.source import Block, Node, Scalar, TextError

T = TypeVar("T")
WORDS = (
    "name",
    "title",
    "title_zh",
    "kind",
    "park",
    "question",
    "scenarios",
    "changes",
    "horizon",
    "options",
    "axes",
    "sample",
    "keep",
)
OF_KIND = {
    "comparison": (),
    "sweep": (),
    "front": ("minimise", "points"),
    "alternatives": ("within", "plans"),
    "abatement": ("emission", "measures"),
    "morris": ("figures", "points", "seed", "of"),
    "sobol": ("figures", "points", "seed", "of"),
    "uncertainty": ("weights", "risk"),
    "resilience": ("losses", "limits", "prices", "steps"),
    "fairness": ("by", "least", "orders", "seed"),
    "stages": ("starts", "until"),
    "tornado": ("figures",),
    "break_even": ("price", "enters"),
}
BY_DIFFERENCE = (
    *("front", "abatement", "tornado", "break_even", "morris", "sobol"),
    *("uncertainty", "resilience", "fairness", "stages"),
)


def read_study(path: str | os.PathLike[str]) -> Study:
    """Return the study a file describes; its park and scenarios are read too.

    Raises ParkError with every problem and its line, of the study's file or of its park.
    """
    file, reading = Path(path), Reading()
    study: Study | None = None
    top = load_yaml(file, reading)
    if top is None:
        raise ParkError(reading.problems)
    try:
        for key in top.entries:
            _known(key, ("format", "study"), top, Where(key), reading)
        node = top.entries.get("study")
        if node is None:
            raise TextError("there is no study here.", "Begin with `study:` and its words below.", file.name)
        study = _Reader(file, as_block(node, "{kind: comparison, …}"), reading).study()
    except TextError as fault:
        reading.wrong(Where("study"), fault.message, fault.remedy, fault.place or f"{file.name}:1")
    if reading.problems or study is None:
        raise ParkError(reading.problems)
    return study


class _Reader:
    """Reads the entries of a study one after the other; what is wrong with one does not hide the next."""

    def __init__(self, file: Path, block: Block, reading: Reading) -> None:
        self.file, self.block, self.reading = file, block, reading

    def study(self) -> Study | None:
        """Return the study; None where its park or scenarios cannot be read, which is noted."""
        kind = self.text("kind", "comparison")
        if kind not in KINDS:
            self.wrong("kind", f'"{kind}" is no kind of study.', did_you_mean(kind, KINDS))
        for key in self.block.entries:
            words = (*WORDS, *OF_KIND.get(kind, ()))
            _known(key, words, self.block, Where("study", "", key), self.reading)
        folder = (self.file.parent / self.text("park", ".")).resolve()
        park = self.noted(lambda: read_park(folder))
        known = self.noted(lambda: read_scenarios(folder if folder.is_dir() else folder.parent))
        options, axes, questions, keep = self.options(), self.axes(), self.questions(), self.keep()
        changes, sample = self.changes(), self.sample(axes)
        if sample is None and prod(len(axis.values) for axis in axes) > LARGEST:
            self.wrong("axes", f"these are more than {LARGEST:,} cases.", "Take fewer values, or a sample.")
        if park is None or known is None:
            return None
        scenarios = self.scenarios(known)
        details: dict[str, Any] = {}
        try:
            details = read_details(kind, self.block, [scenario.name for scenario in scenarios])
            if kind in ("abatement", "fairness"):
                offered = apply(park, (*changes, *scenarios[0].changes)) if scenarios else park
            if kind == "fairness":
                details = read_sharing(self.block, offered, len(scenarios))
            if kind == "abatement":
                details |= {"measures": read_measures(self.block, offered, known)}
        except TextError as fault:
            self.wrong("", fault.message, fault.remedy, fault.place)
        except ParkError as error:
            self.reading.problems.extend(error.problems)
        return Study(
            name=self.text("name", self.file.stem),
            park=park,
            kind=kind,
            questions=questions,
            scenarios=scenarios,
            changes=changes,
            axes=axes,
            sample=sample,
            options=options,
            keep=keep,
            title=self.text("title", ""),
            title_zh=self.text("title_zh", ""),
            details=details,
        )

    def noted(self, read: Callable[[], T]) -> T | None:
        """Return what is read, or None; what is wrong with it is noted beside what is wrong here."""
        try:
            return read()
        except ParkError as error:
            self.reading.problems.extend(error.problems)
            return None

    def wrong(self, key: str, message: str, remedy: str = "", place: str = "") -> None:
        node = self.block.entries.get(key)
        where = place or (node.place if node is not None else self.block.place)
        self.reading.wrong(Where("study", "", key), message, remedy, where)

    def text(self, key: str, default: str) -> str:
        if key not in self.block.entries:
            return default
        try:
            return as_text(self.block.entries[key])
        except TextError as fault:
            self.wrong(key, fault.message, fault.remedy)
            return default

    def names(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        node = self.block.entries.get(key)
        if node is None:
            return default
        try:
            return (as_text(node),) if isinstance(node, Scalar) else tuple(as_names(node))
        except TextError as fault:
            self.wrong(key, fault.message, fault.remedy)
            return default

    def questions(self) -> tuple[str, ...]:
        found = []
        for name in self.names("question", ("integrated_park",)):
            place = self.file.parent / name
            known = str(place.resolve()) if name.endswith(".py") and place.is_file() else name
            try:
                asked(known)
                found.append(known)
            except QuestionError as error:
                self.wrong("question", str(error))
        return tuple(found) or ("integrated_park",)

    def scenarios(self, known: Mapping[str, Scenario]) -> tuple[Scenario, ...]:
        names = self.names("scenarios", (BASE,))
        if names == ("all",):
            return tuple(known.values())
        for name in names:
            if name not in known:
                self.wrong("scenarios", f'there is no scenario "{name}".', did_you_mean(name, known))
        return tuple(known[name] for name in names if name in known)

    def changes(self) -> tuple[Change, ...]:
        found: list[Change] = []
        horizon = self.block.entries.get("horizon")
        if horizon is not None:
            found.append(Change("set", "park.horizon", value_of(horizon), horizon.place, horizon))
        if "changes" in self.block.entries:
            try:
                where = Where("study", "", "changes")
                found += read_changes(self.block.entries["changes"], where, self.reading)
            except TextError as fault:
                self.wrong("changes", fault.message, fault.remedy)
        return tuple(found)

    def options(self) -> Options:
        close = self.text("kind", "comparison") in BY_DIFFERENCE
        default = Options(gap=1e-5 if close else 1e-3, threads=THREADS)
        node = self.block.entries.get("options")
        if node is None:
            return default
        given: dict[str, Any] = {"gap": default.gap, "threads": default.threads}
        readers = {
            "gap": _share,
            "time_limit": _seconds,
            "threads": whole,
            "seed": whole,
            "method": as_text,
            **dict.fromkeys(choices(), as_text),
            "warm": as_flag,
        }
        try:
            block = as_block(node, "{gap: 0.1 %, time_limit: 10 min}")
        except TextError as fault:
            self.wrong("options", fault.message, fault.remedy)
            return default
        for key, entry in block.entries.items():
            where = Where("study", "", f"options.{key}")
            _known(key, tuple(readers), block, where, self.reading)
            try:
                given |= {key: readers[key](entry)} if key in readers else {}
            except TextError as fault:
                self.reading.wrong(where, fault.message, fault.remedy, fault.place or entry.place)
        try:
            return Options(**given)
        except OptionError as error:
            self.wrong("options", str(error))
            return default

    def axes(self) -> tuple[Axis, ...]:
        node = self.block.entries.get("axes")
        found = []
        try:
            block = as_block(node, "{gas_price: {path: …, scale: [0.5, 1, 2]}}") if node is not None else None
            for name, entry in block.entries.items() if block else ():
                place = block.keys[name] if block else ""
                try:
                    found.append(read_axis(name, as_block(entry, "{path: …, set: […]}"), place))
                except TextError as fault:
                    self.wrong(f"axes.{name}", fault.message, fault.remedy, fault.place or place)
        except TextError as fault:
            self.wrong("axes", fault.message, fault.remedy)
        return tuple(found)

    def sample(self, axes: tuple[Axis, ...]) -> Sample | None:
        node = self.block.entries.get("sample")
        if node is None:
            return None
        try:
            block = as_block(node, "{method: latin_hypercube, points: 20, seed: 1}")
            for key in block.entries:
                _known(key, SAMPLE, block, Where("study", "", f"sample.{key}"), self.reading)
            return read_sample(block, axes)
        except TextError as fault:
            self.wrong("sample", fault.message, fault.remedy)
            return None

    def keep(self) -> tuple[str, ...]:
        names = self.names("keep", NAMES)
        for name in names:
            if name not in NAMES:
                self.wrong("keep", f'"{name}" is not collected.', did_you_mean(name, NAMES))
        return tuple(name for name in names if name in NAMES)


def _known(key: str, words: tuple[str, ...], block: Block, where: Where, reading: Reading) -> None:
    if key not in words:
        reading.wrong(where, "this word is not known here.", did_you_mean(key, words), block.keys[key])


def _share(node: Node) -> float:
    return number_with_unit(as_scalar(node).text, "1")


def _seconds(node: Node) -> float:
    return number_with_unit(as_scalar(node).text, "h") * 3600.0
