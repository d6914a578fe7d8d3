"""A study: a park, questions, scenarios, axes, and what is asked of them together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from symbiosis.questions import QuestionError
from symbiosis.scenario.apply import apply
from symbiosis.scenario.changes import Change, Scenario
from symbiosis.solver.options import Options
from symbiosis.study.axes import Axis, Sample, grid, sampled
from symbiosis.study.indicators import NAMES
from symbiosis.study.running.case import Case

if TYPE_CHECKING:
    from symbiosis.park.park import Park

KINDS = (
    "comparison",
    "sweep",
    "front",
    "alternatives",
    "abatement",
    "tornado",
    "morris",
    "sobol",
    "uncertainty",
    "resilience",
    "fairness",
    "stages",
    "break_even",
)
THREADS = 1  # for each solve: cases run beside each other


class StudyError(QuestionError):
    """A study that cannot be run; the message says what to do."""


@dataclass(frozen=True)
class Study:
    """What is varied and asked; changes are made in this order: the study's, the scenario's, the axes'.

    `options.threads` is 1 unless stated, so that answers do not depend on how many run at once. `keep`
    names the indicators that are collected. `details` holds what only one kind needs.
    """

    name: str
    park: Park
    kind: str = "comparison"
    questions: tuple[str, ...] = ("integrated_park",)
    scenarios: tuple[Scenario, ...] = (Scenario("base"),)
    changes: tuple[Change, ...] = ()
    axes: tuple[Axis, ...] = ()
    sample: Sample | None = None
    options: Options = field(default_factory=lambda: Options(gap=1e-3, threads=THREADS))
    keep: tuple[str, ...] = NAMES
    title: str = ""
    title_zh: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    def cases(self) -> Iterator[Case]:
        """Yield a case for every question, scenario and point of the axes."""
        for question in self.questions:
            for scenario in self.scenarios:
                points = grid(self.axes) if self.sample is None else sampled(self.axes, self.sample)
                for number, point in enumerate(points):
                    coordinates: dict[str, str | float] = {"question": question, "scenario": scenario.name}
                    if self.sample is not None:
                        coordinates["point"] = float(number)
                    coordinates |= {axis.name: label for axis, _, label in point}
                    steps = tuple(axis.change(text) for axis, text, _ in point)
                    yield self.case(question, scenario, coordinates, *steps)

    def case(
        self,
        question: str,
        scenario: Scenario,
        coordinates: Mapping[str, str | float],
        *changes: Change,
        least: str = "",
        task: Mapping[str, Any] | None = None,
        warm: bool = False,
    ) -> Case:
        """Return one case of this study."""
        every = (*self.changes, *scenario.changes, *changes)
        labels = [f"{k}={_shown(v)}" for k, v in coordinates.items() if k not in ("question", "scenario")]
        name = ", ".join([question, scenario.name, *labels])
        return Case(name, question, every, coordinates, least, task or {}, warm)

    @property
    def years(self) -> float:
        """How many years the money and amounts of the first scenario are for; 1.0 when they are yearly."""
        from symbiosis.horizon.spec import from_spec

        changes = (*self.changes, *(self.scenarios[0].changes if self.scenarios else ()))
        park = apply(self.park, changes)
        return from_spec(park.calendar, park.horizon, park).years

    @property
    def per_year(self) -> str:
        """`/a` behind a unit when money and amounts are yearly, nothing when they are for a window."""
        return "/a" if self.years == 1.0 else ""

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Names of the axes of what is collected."""
        points = ("point",) if self.sample is not None else tuple(axis.name for axis in self.axes)
        return ("question", "scenario", *points)


def _shown(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"
