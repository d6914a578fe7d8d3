"""What a study would take, said before it is run: cases, memory, core-hours."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from symbiosis.scenario.apply import apply
from symbiosis.study.kinds.every import stages
from symbiosis.study.running.archive import Archive, Record
from symbiosis.study.running.case import Case, asked
from symbiosis.study.running.run import identities
from symbiosis.study.study import Study

BASE = 400.0  # MB that a worker holds before it has read a case
STAGED = (  # ask for more as they learn
    *("front", "alternatives", "uncertainty"),
    *("resilience", "stages", "break_even"),
)
PER_NONZERO = 300e-6  # MB: our arrays, HiGHS's copy, its factorisation


@dataclass(frozen=True)
class Foreseen:
    """Cases of the first stage: all, finished, with a size; seconds are None until one case was solved."""

    cases: int
    different: int
    finished: int
    rows: int
    columns: int
    nonzeros: int
    memory: float  # MB per worker
    seconds: float | None  # of one case, on average
    workers: int
    more: bool  # the study asks for further cases when it knows these
    parts: bool = False  # the cases are parts of the park, and the size is that of the whole

    @property
    def core_hours(self) -> float | None:
        """Hours of one core for what is open; None until one case was solved."""
        return None if self.seconds is None else self.seconds * (self.different - self.finished) / 3600.0

    @property
    def as_data(self) -> dict[str, Any]:
        """The plan as plain data."""
        return {**vars(self), "core_hours": self.core_hours}

    @property
    def sentences(self) -> list[str]:
        """The plan for people."""
        said = [
            f"{self.cases} cases, {self.different} of them different, {self.finished} finished"
            + (" (more follow when these are known)" if self.more else ""),
            f"all together: {self.rows:,} rows, {self.columns:,} columns, {self.nonzeros:,} non-zeros"
            if self.parts
            else f"the first: {self.rows:,} rows, {self.columns:,} columns, {self.nonzeros:,} non-zeros",
            f"memory: about {self.memory * self.workers:,.0f} MB for {self.workers} at once",
        ]
        if self.core_hours is None:
            said.append("core-hours: unknown until one case has been solved")
        else:
            wall = self.core_hours / self.workers
            said.append(
                f"core-hours: about {self.core_hours:,.2g} left, {wall:,.2g} h for {self.workers} at once"
            )
        return said


def planned(study: Study, folder: Path, workers: int) -> Foreseen:
    """Return what running a study would take; its first case is written but not solved."""
    cases: list[Case] = next(stages(study))
    names = {name for _, name in identities(study, cases)}
    records: dict[str, Record] = {}
    if folder.is_dir():
        archive = Archive(folder)
        records = archive.records(names)
        archive.close()
    finished = [r for r in records.values() if r.settled(study.options.time_limit)]
    rows, columns, nonzeros = _size(study, cases[0])
    held = [r.memory for r in finished if r.memory]
    times = [r.seconds for r in finished if r.seconds]
    return Foreseen(
        len(cases),
        len(names),
        len(finished),
        rows,
        columns,
        nonzeros,
        max(held) if held else BASE + PER_NONZERO * nonzeros,
        sum(times) / len(times) if times else None,
        workers,
        study.kind in STAGED,
        "part" in cases[0].task,
    )


def memory_of(study: Study) -> float:
    """Return what a worker is expected to hold while it solves the first case [MB]."""
    return BASE + PER_NONZERO * _size(study, next(stages(study))[0])[2]


def _size(study: Study, case: Case) -> tuple[int, int, int]:
    """Return rows, columns and non-zeros of a case's program."""
    from symbiosis.formulation.build import compiled
    from symbiosis.formulation.tile import tile
    from symbiosis.horizon.spec import from_spec

    question, park = asked(case.question), apply(study.park, case.changes)
    program = tile(
        compiled(question.build, question.scope(park)), from_spec(park.calendar, park.horizon, park)
    )
    return (*program.shape, program.nonzeros)
