"""The folder of a study's run: frozen inputs, one result file per case, a journal of what happened.

    inputs.npz                the park of the study, as read
    results/<case>.nc         written by workers under another name, checked, renamed
    journal.jsonl             one line per event, written by the controller (journal-1-of-4.jsonl: by a shard)
    set_aside/                result files that were cut off or changed, kept for inspection

A case counts as finished when its file is there and its bytes are those that the journal tells of. A
file that the journal does not know (the controller was killed in between) is checked and adopted.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from symbiosis.results.files import ResultFileError
from symbiosis.study.indicators import Indicators, indicators_of

if TYPE_CHECKING:
    from symbiosis.park.park import Park
    from symbiosis.results.results import Results

PROVED = ("optimal", "within_gap", "infeasible", "unbounded")
STOPPED = ("feasible_time_limit", "no_solution_yet")
FINAL = (*PROVED, "suspect", "impossible")  # solving again would say the same
SET_ASIDE = "set_aside"
DEATHS = 2  # workers that a case may take with it
OLD = 3600.0  # seconds after which nobody is writing a file any more


@dataclass(frozen=True)
class Record:
    """What is known of a case: its status, the file's SHA-256, and what is collected from it."""

    case: str
    status: str
    sha256: str = ""
    time_limit: float | None = None
    stopped_by: str = ""
    seconds: float = 0.0
    memory: float = 0.0  # MB
    message: str = ""
    indicators: Indicators | None = None
    solving: float = 0.0  # seconds of those that the solver and its proof took
    checks: int = 0  # comparisons of the independent check that held, when all of them did

    def settled(self, time_limit: float | None) -> bool:
        """Tell whether there is nothing more to find out within a time limit [s]."""
        if self.status in FINAL or self.status == SET_ASIDE:
            return True
        if self.status in STOPPED and self.stopped_by == "time limit":
            return time_limit is not None and self.time_limit is not None and self.time_limit >= time_limit
        return False

    @property
    def as_data(self) -> dict[str, Any]:
        """The record as plain data, for the journal."""
        return {key: value for key, value in vars(self).items() if value not in (None, "", 0.0)}


class Archive:
    """Reads and writes the folder of a run; `journal` names the file this controller writes."""

    def __init__(self, folder: Path, journal: str = "journal.jsonl") -> None:
        self.folder = folder
        self.results = folder / "results"
        self.results.mkdir(parents=True, exist_ok=True)
        self._journal = folder / journal
        self._file: IO[str] | None = None

    def path(self, case: str) -> Path:
        """Return where the result of a case is or will be."""
        return self.results / f"{case}.nc"

    # -- the journal -----------------------------------------------------------------------------

    def note(self, event: Mapping[str, Any]) -> None:
        """Append one line to the journal and see it safely on disk."""
        if self._file is None:
            self._end_last_line()
            self._file = self._journal.open("a", encoding="utf-8", newline="\n")
        self._file.write(json.dumps(event, ensure_ascii=False, allow_nan=False) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def _end_last_line(self) -> None:
        """End a line that a killed controller left half written."""
        if self._journal.is_file() and self._journal.stat().st_size:
            with self._journal.open("rb+") as file:
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":
                    file.write(b"\n")

    def close(self) -> None:
        """Close the journal."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def lines(self) -> Iterator[dict[str, Any]]:
        """Yield every event of every journal of the folder; a line cut off by a kill is passed over."""
        for path in sorted(self.folder.glob("journal*.jsonl")):
            with path.open(encoding="utf-8", errors="replace") as file:
                for line in file:
                    try:
                        event = json.loads(line)
                    except ValueError:
                        continue
                    if isinstance(event, dict) and "case" in event:
                        yield event

    # -- what is there ---------------------------------------------------------------------------

    def records(self, cases: set[str]) -> dict[str, Record]:
        """Return what can be trusted of these cases; files that cannot are set aside."""
        told: dict[str, Record] = {}
        deaths: dict[str, int] = {}
        for event in self.lines():
            case = event["case"]
            if case not in cases:
                continue
            if event.get("event") == "finished":
                found = _record(event)
                if case not in told or told[case].status not in PROVED:
                    told[case] = found
                deaths[case] = 0
            elif event.get("event") == "died":
                deaths[case] = deaths.get(case, 0) + 1
            elif event.get("event") == "again":
                deaths[case] = 0
                told.pop(case, None)
        trusted = {case: record for case in cases if (record := self._trusted(case, told.get(case)))}
        for case, count in deaths.items():
            if count >= DEATHS and case not in trusted:
                trusted[case] = Record(case, SET_ASIDE, message=f"its worker died {count} times")
        return trusted

    def _trusted(self, case: str, told: Record | None) -> Record | None:
        path = self.path(case)
        if told is not None and not told.sha256:
            return told  # there never was a file: the question cannot be asked of this park
        if not path.is_file():
            return None
        if told is not None and sha256_of(path) == told.sha256:
            return told
        try:
            return self.adopt(case)
        except ResultFileError as error:
            self.set_aside(case, str(error))
            return None

    def adopt(self, case: str) -> Record:
        """Note a result file that the journal does not know; raises ResultFileError."""
        record = self.read(case)
        self.note({"event": "finished", **record.as_data})
        return record

    def read(self, case: str) -> Record:
        """Return the record of a result file, read and verified; raises ResultFileError."""
        from symbiosis.results.store import load_results

        path = self.path(case)
        before = sha256_of(path)
        results = load_results(path)
        if results.provenance.get("case") != case:
            raise ResultFileError(f"{path.name}: is the result of another case.")
        outcome = results.outcome
        return Record(
            case,
            results.status,
            before,
            outcome.options.time_limit,
            outcome.stopped_by,
            outcome.seconds.get("total", 0.0),
            message=reasons_of(results),
            indicators=indicators_of(results),
            checks=checks_of(results),
        )

    def set_aside(self, case: str, reason: str) -> None:
        """Move a result file that cannot be trusted out of the way, and say so."""
        target = self.folder / "set_aside"
        target.mkdir(exist_ok=True)
        path = self.path(case)
        number = 1
        while (place := target / f"{path.stem}.{number}.nc").exists():
            number += 1
        path.replace(place)
        self.note({"event": "file set aside", "case": case, "file": place.name, "message": reason})

    def sweep(self) -> None:
        """Delete what killed workers left half written, but nothing that may still be in the making."""
        for path in self.results.glob(".*.part"):
            if time.time() - path.stat().st_mtime > OLD:
                path.unlink(missing_ok=True)


def checks_of(results: Results) -> int:
    """Return how many comparisons the independent check made; 0 when there is none or one failed."""
    verdict = results.verdict
    return sum(verdict.checks.values()) if verdict is not None and verdict.ok else 0


def reasons_of(results: Results) -> str:
    """Return why there is no plan, as a text; empty where there is one, or where nobody knows."""
    return "; ".join(sentence.removesuffix(".") for sentence in results.explanation)


def freeze(park: Park, path: Path) -> str:
    """Write a park as one file for workers, whole or not at all; returns the file's name."""
    from symbiosis.tables.canonical import to_json

    arrays = {f"profile {name}": profile.values for name, profile in park.profiles.items()}
    text = np.array(to_json(park))
    total = hashlib.sha256(str(text).encode("utf-8"))
    for values in arrays.values():
        total.update(values.tobytes())
    target = path / f"inputs-{total.hexdigest()[:16]}.npz"
    if not target.is_file():
        temporary = target.with_name(f".{target.name}.{os.getpid()}")
        with temporary.open("wb") as file:
            np.savez_compressed(file, park=text, **arrays)  # type: ignore[arg-type]
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    return target.name


def thaw(path: Path) -> Park:
    """Return the park that was frozen."""
    from symbiosis.tables.canonical import from_json

    with np.load(path, allow_pickle=False) as file:
        prefix = "profile "
        profiles = {n.removeprefix(prefix): file[n] for n in file.files if n.startswith(prefix)}
        return from_json(str(file["park"]), profiles)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _record(event: Mapping[str, Any]) -> Record:
    given = {key: event[key] for key in Record.__dataclass_fields__ if key in event}
    if "indicators" in given:
        given["indicators"] = _with_shared_labels(given["indicators"])
    return Record(**given)


def _with_shared_labels(indicators: Indicators) -> Indicators:
    """Keep one copy of every label, whatever the number of cases that have it."""
    return {
        sys.intern(name): {sys.intern(label): value for label, value in entry.items()}
        if isinstance(entry, dict)
        else entry
        for name, entry in indicators.items()
    }
