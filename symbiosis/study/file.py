"""A study file, read with located errors; the guide `studies.md` shows every kind."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from symbiosis.blocks.forms import choices
from symbiosis.park.problems import ParkError, did_you_mean
from symbiosis.questions import QuestionError
from symbiosis.scenario.changes import Change, Scenario
from symbiosis.scenario.read import BASE, load_yaml, read_changes, read_scenarios
from symbiosis.solver.options import OptionError, Options
from symbiosis.study.axes import Axis, Method, Sample
from symbiosis.study.details import read_details
from symbiosis.study.indicators import NAMES
from symbiosis.study.kinds.measures import read_measures
from symbiosis.study.running.case import asked
from symbiosis.study.study import KINDS, THREADS, Study
from symbiosis.tables.evidence import as_scalar
from symbiosis.tables.quantities import number_and_unit, number_with_unit
from symbiosis.tables.read import read_park
from symbiosis.tables.reading import Reading, Where, as_block, as_flag, as_names, as_text
from symbiosis.tables.source import Block, Listing, Node, Scalar, TextError

if TYPE_CHECKING:
    from symbiosis.park.park import Park

WORDS = (
    "name",
    "title",
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
    "stages": ("starts", "until"),
    "tornado": ("figures",),
    "break_even": ("price", "enters"),
}
BY_DIFFERENCE = ("front", "abatement", "tornado", "break_even", "morris", "sobol", "uncertainty", "stages")
LARGEST = 1_000_000  # cases


def read_study(path: str | os.PathLike[str]) -> Study:
    """Return the study a file describes; its park and scenarios are read too.

    Raises ParkError with every problem and its line, of the study's file or of its park.
    """
    file, reading = Path(path), Reading()
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
    if reading.problems:
        raise ParkError(reading.problems)
    return study


class _Reader:
    """Reads the entries of a study one after the other; what is wrong with one does not hide the next."""

    def __init__(self, file: Path, block: Block, reading: Reading) -> None:
        self.file, self.block, self.reading = file, block, reading

    def study(self) -> Study:
        kind = self.text("kind", "comparison")
        if kind not in KINDS:
            self.wrong("kind", f'"{kind}" is no kind of study.', did_you_mean(kind, KINDS))
        for key in self.block.entries:
            words = (*WORDS, *OF_KIND.get(kind, ()))
            _known(key, words, self.block, Where("study", "", key), self.reading)
        folder = (self.file.parent / self.text("park", ".")).resolve()
        park = read_park(folder)
        options = self.options()
        axes = self.axes()
        scenarios = self.scenarios(folder)
        details: dict[str, Any] = {}
        try:
            details = read_details(kind, self.block, [scenario.name for scenario in scenarios])
            if kind == "abatement":
                details |= {"measures": read_measures(self.block, park, read_scenarios(folder))}
        except TextError as fault:
            self.wrong("", fault.message, fault.remedy, fault.place)
        return Study(
            name=self.text("name", self.file.stem),
            park=park,
            kind=kind,
            questions=self.questions(),
            scenarios=scenarios,
            changes=tuple(self.changes(park)),
            axes=axes,
            sample=self.sample(axes),
            options=options,
            keep=self.keep(),
            title=self.text("title", ""),
            details=details,
        )

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

    def scenarios(self, folder: Path) -> tuple[Scenario, ...]:
        known = read_scenarios(folder)
        names = self.names("scenarios", (BASE,))
        if names == ("all",):
            return tuple(known.values())
        for name in names:
            if name not in known:
                self.wrong("scenarios", f'there is no scenario "{name}".', did_you_mean(name, known))
        return tuple(known[name] for name in names if name in known)

    def changes(self, park: Park) -> list[Change]:
        found: list[Change] = []
        horizon = self.block.entries.get("horizon")
        if horizon is not None:
            from symbiosis.scenario.changes import value_of

            found.append(Change("set", "park.horizon", value_of(horizon), horizon.place, horizon))
        if "changes" in self.block.entries:
            try:
                where = Where("study", "", "changes")
                found += read_changes(self.block.entries["changes"], where, self.reading)
            except TextError as fault:
                self.wrong("changes", fault.message, fault.remedy)
        return found

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
            "threads": _whole,
            "seed": _whole,
            "method": as_text,
            **dict.fromkeys(choices(), as_text),
            "warm": as_flag,
        }
        try:
            block = as_block(node, "{gap: 0.1 %, time_limit: 10 min}")
            for key, entry in block.entries.items():
                _known(key, tuple(readers), block, Where("study", "", f"options.{key}"), self.reading)
                if key in readers:
                    given[key] = readers[key](entry)
            return Options(**given)
        except TextError as fault:
            self.wrong("options", fault.message, fault.remedy)
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
            words = ("method", "points", "seed")
            for key in block.entries:
                _known(key, words, block, Where("study", "", f"sample.{key}"), self.reading)
            method = as_text(block.entries["method"]) if "method" in block.entries else "latin_hypercube"
            methods = [name for name in get_args(Method) if name != "grid"]
            if method not in methods:
                raise TextError(f'"{method}" is no way to sample.', did_you_mean(method, methods))
            if "points" not in block.entries:
                raise TextError("the number of points is missing.", "Write points: 20.")
            words_only = [axis.name for axis in axes if axis.numbers is None]
            if words_only or not axes:
                raise TextError(
                    "a sample needs axes with a range of numbers.", "Write {from: 0.5, to: 2} for each axis."
                )
            points = _whole(block.entries["points"])
            seed = _whole(block.entries["seed"]) if "seed" in block.entries else 0
            if not 1 <= points <= LARGEST:
                raise TextError(f"points must be between 1 and {LARGEST:,}.")
            return Sample(method, points, seed)  # type: ignore[arg-type]
        except TextError as fault:
            self.wrong("sample", fault.message, fault.remedy)
            return None

    def keep(self) -> tuple[str, ...]:
        names = self.names("keep", NAMES)
        for name in names:
            if name not in NAMES:
                self.wrong("keep", f'"{name}" is not collected.', did_you_mean(name, NAMES))
        return tuple(name for name in names if name in NAMES)


def read_axis(name: str, block: Block, place: str) -> Axis:
    """Return an axis: `{path: …, set: [values]}` or `{path: …, scale: {from: 0.5, to: 2, points: 4}}`."""
    for key in block.entries:
        if key not in ("path", "set", "scale"):
            remedy = did_you_mean(key, ("path", "set", "scale"))
            raise TextError(f'"{key}" is not known here.', remedy, block.keys[key])
    verbs = [verb for verb in ("set", "scale") if verb in block.entries]
    if "path" not in block.entries or len(verbs) != 1:
        raise TextError(
            "an axis needs a path and its values.", "Write {path: …, set: […]} or {…, scale: […]}."
        )
    path, verb = as_text(block.entries["path"]), verbs[0]
    node = block.entries[verb]
    if isinstance(node, Block):
        return _range(name, path, verb, node, place)
    if not isinstance(node, Listing) or not node.items:
        raise TextError(
            "a list or a range is expected.", "Write [0.5, 1, 2] or {from: 0.5, to: 2, points: 4}."
        )
    texts = tuple(as_text(item) for item in node.items)
    if len(set(texts)) < len(texts):
        raise TextError("a value is listed twice.", "List it once.", node.place)
    try:
        pairs = [number_and_unit(text) for text in texts]
    except TextError:
        return Axis(name, path, verb, texts, place=place)
    units = {unit for _, unit in pairs}
    if len(units) > 1:
        return Axis(name, path, verb, texts, place=place)
    return Axis(name, path, verb, texts, tuple(number for number, _ in pairs), units.pop(), place)


def _range(name: str, path: str, verb: str, block: Block, place: str) -> Axis:
    words = ("from", "to", "points")
    unknown = [key for key in block.entries if key not in words]
    if unknown or not {"from", "to"} <= block.entries.keys():
        raise TextError(
            "a range has from, to and points.", "Write {from: 0.5, to: 2, points: 4}.", block.place
        )
    ends = [number_and_unit(as_scalar(block.entries[key]).text) for key in ("from", "to")]
    if ends[0][1] != ends[1][1]:
        raise TextError(
            "both ends of a range need the same unit.", f"Write both in {ends[0][1] or ends[1][1]}."
        )
    points = _whole(block.entries["points"]) if "points" in block.entries else 2
    if not 2 <= points <= LARGEST:
        raise TextError(f"points must be between 2 and {LARGEST:,}.")
    (low, unit), (high, _) = ends
    if not low < high:
        raise TextError("a range runs from the smaller to the larger number.", "Exchange from and to.")
    numbers = [low + (high - low) * k / (points - 1) for k in range(points)]
    axis = Axis(name, path, verb, (), None, unit, place)
    texts = tuple(axis.text(number) for number in numbers)
    return Axis(name, path, verb, texts, tuple(float(text.split(" ")[0]) for text in texts), unit, place)


def _known(key: str, words: tuple[str, ...], block: Block, where: Where, reading: Reading) -> None:
    if key not in words:
        reading.wrong(where, "this word is not known here.", did_you_mean(key, words), block.keys[key])


def _share(node: Node) -> float:
    return number_with_unit(as_scalar(node).text, "1")


def _whole(node: Node) -> int:
    number = number_with_unit(as_scalar(node).text, "1")
    if number != int(number):
        raise TextError(f"{number:g} is not a whole number.", f"Write {int(number)}.")
    return int(number)


def _seconds(node: Node) -> float:
    return number_with_unit(as_scalar(node).text, "h") * 3600.0
