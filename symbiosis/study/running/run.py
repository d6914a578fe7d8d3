"""Running a study: what is finished is never repeated, what is open is solved, what happens is journaled."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from symbiosis.scenario.apply import apply
from symbiosis.scenario.changes import Scenario
from symbiosis.study.kinds.every import Findings, stages
from symbiosis.study.running.archive import SET_ASIDE, STOPPED, Archive, Record, freeze
from symbiosis.study.running.case import Case, asked, identity
from symbiosis.study.running.crew import Alone, Crew, flat
from symbiosis.study.running.hand import Event
from symbiosis.study.running.stopping import stopping
from symbiosis.study.study import Study, StudyError


@dataclass(frozen=True)
class Shard:
    """The i-th of N equal shares of the cases, for job arrays; `Shard(1, 1)` is everything."""

    index: int = 1
    count: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.index <= self.count:
            raise StudyError(f"shard {self.index}/{self.count}: write i/N with i from 1 to N.")

    def holds(self, identity: str) -> bool:
        """Tell whether a case belongs to this share; that depends on its content only.

        >>> [Shard(i, 2).holds("0000000a") for i in (1, 2)]
        [True, False]
        """
        return int(identity[:8], 16) % self.count == self.index - 1

    @property
    def journal(self) -> str:
        """The file this share's controller writes."""
        return "journal.jsonl" if self.count == 1 else f"journal-{self.index}-of-{self.count}.jsonl"


@dataclass
class Tally:
    """How far a run has come; counts are of cases with different content."""

    total: int = 0
    finished: int = 0
    failed: int = 0
    running: int = 0
    workers: int = 1
    before: int = 0  # finished by earlier runs
    started: float = field(default_factory=time.monotonic)

    @property
    def rate(self) -> float:
        """Cases finished per minute by this run."""
        minutes = (time.monotonic() - self.started) / 60.0
        return (self.finished - self.before) / minutes if minutes > 0.0 else 0.0

    @property
    def left(self) -> float | None:
        """Seconds left at this rate; None while it is unknown."""
        open_cases = self.total - self.finished - self.failed
        return 60.0 * open_cases / self.rate if self.rate > 0.0 else None

    @property
    def as_data(self) -> dict[str, Any]:
        """The tally as plain data."""
        left = self.left
        return {
            "total": self.total,
            "finished": self.finished,
            "running": self.running,
            "failed": self.failed,
            "per_minute": round(self.rate, 2),
            "seconds_left": None if left is None else round(left),
        }


@dataclass(frozen=True, eq=False)
class Ran:
    """A study that has been run as far as it goes.

    `cases` are all that were asked for with the name of their content, `records` what is known of each
    by that name, `messages` why others failed; `complete` says that nothing is open.
    """

    study: Study
    folder: Path
    cases: tuple[tuple[Case, str], ...]
    records: dict[str, Record]
    findings: Findings
    messages: dict[str, str]
    complete: bool
    stopped: bool

    @property
    def known(self) -> list[tuple[Case, Record]]:
        """Cases of which something is known, in the order they were asked for."""
        return [(case, self.records[name]) for case, name in self.cases if name in self.records]


Listener = Callable[[Event, Tally], None]


def run(
    study: Study,
    folder: Path,
    crew: Crew | None = None,
    shard: Shard | None = None,
    again: bool = False,
    listener: Listener | None = None,
    until: float | None = None,
) -> Ran:
    """Solve what is open of a study and return what is known of all of it.

    `folder` keeps results and journal; a run that was killed at any moment is taken up there. `again`
    gives cases that were set aside another try. `until` is the moment (seconds since 1970) at which
    to stop as on SIGTERM: running solves save the best plan so far. Raises ParkError when a change
    does not fit the park, before anything is solved.
    """
    return _Run(study, folder, crew or Alone(), shard or Shard(), again, listener, until).run()


class _Run:
    def __init__(
        self,
        study: Study,
        folder: Path,
        crew: Crew,
        shard: Shard,
        again: bool,
        listener: Listener | None,
        until: float | None,
    ) -> None:
        self.study, self.crew, self.shard, self.again = study, crew, shard, again
        self.folder = folder.resolve()
        self.archive = Archive(self.folder, shard.journal)
        self.listener = listener or (lambda event, tally: None)
        self.until = until
        self.stop = self.folder / f".stop-{os.getpid()}-{secrets.token_hex(4)}"
        self.tally = Tally(workers=crew.workers)
        self.records: dict[str, Record] = {}
        self.messages: dict[str, str] = {}
        self.cases: dict[str, tuple[Case, str]] = {}  # by the name for people

    def run(self) -> Ran:
        if self.shard.count == 1:
            self.archive.sweep()
        inputs = freeze(self.study.park, self.folder)
        going = stages(self.study)
        findings, complete = Findings(), False
        try:
            with stopping(self.stop, self.until):
                asked_for = next(going)
                while True:
                    complete = self._stage(asked_for, inputs)
                    if not complete and (self.shard.count > 1 or self.stop.exists()):
                        break
                    asked_for = going.send(self._by_name(asked_for))
        except StopIteration as end:
            findings = end.value
        finally:
            stopped = self.stop.exists()
            self.stop.unlink(missing_ok=True)
            self.archive.close()
        return Ran(
            self.study,
            self.folder,
            tuple(self.cases.values()),
            self.records,
            findings,
            {name: r.message for name, r in self.records.items() if r.message} | self.messages,
            complete and not stopped,
            stopped,
        )

    def _by_name(self, cases: list[Case]) -> dict[str, Record]:
        named = {case.name: self.cases[case.name][1] for case in cases}
        return {name: self.records[known] for name, known in named.items() if known in self.records}

    def _stage(self, cases: list[Case], inputs: str) -> bool:
        """Solve what is open of a stage; tell whether nothing is left open."""
        fresh = [case for case in cases if case.name not in self.cases]
        known = {name for _, name in self.cases.values()}
        new: dict[str, Case] = {}  # one case for each content
        for case, name in identities(self.study, fresh):
            self.cases[case.name] = (case, name)
            if name not in known:
                new.setdefault(name, case)
        names = list(new)
        if self.again:
            for name in names:
                self.archive.note({"event": "again", "case": name})
        found = self.archive.records(set(names))
        limit = self.study.options.time_limit
        self.records |= found
        open_cases = [(case, name) for name, case in new.items() if not _settled(found.get(name), limit)]
        self.tally.total += len(names)
        self.tally.before += len(names) - len(open_cases)
        self.tally.finished += len(names) - len(open_cases)
        mine = [(case, name) for case, name in open_cases if self.shard.holds(name)]
        self._solve(mine, inputs)
        if self.shard.count > 1:
            self.records |= self.archive.records(set(names))
        return all(_settled(self.records.get(self.cases[case.name][1]), limit) for case in cases)

    def _solve(self, cases: list[tuple[Case, str]], inputs: str) -> None:
        if not cases:
            return
        died: dict[str, int] = {}
        for event in self.archive.lines():
            if event.get("event") in ("died", "finished", "again"):
                died[event["case"]] = died.get(event["case"], 0) + 1 if event["event"] == "died" else 0
        orders = []
        for case, name in cases:
            order = case.order(name, self.study.options)
            fresh = not self.archive.path(name).is_file()
            orders.append(
                ({**order, "folder": str(self.folder), "inputs": inputs, "fresh": fresh}, died.get(name, 0))
            )
        open_count = len(orders)
        self.tally.running = min(open_count, self.crew.workers)
        for event in flat(self.crew.solve(orders, self.stop, self._heard)):
            self._hear(event)
            if event["event"] != "died":
                open_count -= 1
                self.tally.running = min(open_count, self.crew.workers)
            self.listener(event, self.tally)

    def _heard(self, event: Event) -> None:
        self.listener(event, self.tally)

    def _hear(self, event: Event) -> None:
        case, kind = event["case"], event["event"]
        if kind == "stopped":
            return
        self.archive.note(event)
        if kind == "finished":
            record = Record(**{key: value for key, value in event.items() if key != "event"})
            self.records[case] = record
            self.tally.finished += 1
            if record.status in STOPPED:
                self.messages[case] = f"stopped by {record.stopped_by} before it was proved"
        elif kind == SET_ASIDE:
            self.records[case] = Record(case, SET_ASIDE, message=event["message"])
            self.messages[case] = event["message"]
            self.tally.failed += 1
        elif kind == "failed":
            self.messages[case] = event["message"]
            self.tally.failed += 1


def identities(study: Study, cases: list[Case]) -> Iterator[tuple[Case, str]]:
    """Yield cases with the names that their content gives them; raises ParkError for an unfit change."""
    from symbiosis.horizon.spec import from_spec

    for case in cases:
        park = apply(study.park, Scenario(case.name, case.changes))
        horizon = from_spec(park.calendar, park.horizon, park)
        wishes = case.wishes(study.options)
        name = identity(park, horizon, asked(case.question), case.least, wishes, case.task)
        yield case, name


def _settled(record: Record | None, limit: float | None) -> bool:
    return record is not None and record.settled(limit)
