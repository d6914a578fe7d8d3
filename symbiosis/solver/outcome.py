"""What did the solver find, how good is it, and may it be trusted?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from symbiosis.solver.arrays import Floats
from symbiosis.solver.certificate import Certificate
from symbiosis.solver.options import Options

Status = Literal[
    "optimal",
    "within_gap",
    "feasible_time_limit",
    "no_solution_yet",
    "infeasible",
    "unbounded",
    "suspect",
]

StoppedBy = Literal["", "time limit", "interrupt"]

PricesFrom = Literal["", "optimum", "dispatch", "bound"]

PRICES: dict[str, str] = {
    "": "",
    "optimum": "",
    "dispatch": "from the exact dispatch of every stretch of time, with the design and the stores' levels "
    "between stretches as they are",
    "bound": "from the loose first solution, within its tolerance only",
}

MEANINGS: dict[str, str] = {
    "optimal": "proved to be the cheapest plan, within 1e-6 of its cost",
    "within_gap": "a plan within the gap that was asked for",
    "feasible_time_limit": "a plan, but the search was stopped before it was proved good enough",
    "no_solution_yet": "stopped before a plan was found",
    "infeasible": "no plan meets all balances and limits",
    "unbounded": "the cost falls without end: a price or a limit is missing",
    "suspect": "the answer failed a check and must not be used",
}

EXIT_OK, EXIT_INPUT, EXIT_NO_PLAN, EXIT_STOPPED, EXIT_SUSPECT, EXIT_INTERRUPTED = 0, 2, 3, 4, 5, 130

EXITS: dict[str, int] = {
    "optimal": EXIT_OK,
    "within_gap": EXIT_OK,
    "input_error": EXIT_INPUT,
    "infeasible": EXIT_NO_PLAN,
    "unbounded": EXIT_NO_PLAN,
    "feasible_time_limit": EXIT_STOPPED,
    "no_solution_yet": EXIT_STOPPED,
    "suspect": EXIT_SUSPECT,
}


@dataclass(frozen=True, eq=False)
class Outcome:
    """The answer of `solve`.

    `status` is one word of `MEANINGS`; `stopped_by` says what ended the search early, if anything did.
    `objective` and `bound` are in money (no plan costs less than `bound`); `gap` is
    (objective − bound) / |objective| and `gap_money` the difference, both recomputed here; all four are
    None while unknown. `x` has one value per column; `row_dual` is d objective / d right-hand side per
    row and `column_dual` the reduced cost per column. `multipliers` are the row duals that prove `bound`
    (`results.verify.bound` works it out again from them); None where it rests on a tree search.
    `prices_from` says which run the duals come from. `prices_conditional` tells that the duals hold
    for the integers as they are (the design), not for a change of design. `violation` is the largest
    violation of a row or limit by `x`, relative to the row's largest term or 1. `certificate` is the
    proof for a linear program (with integers: for the linear program that is left when they are fixed).
    `seconds` has the stages gate, search, finish and total; `memory` [MB] what was expected and what was the
    peak of this process and of the largest one it started. `method` says which method ran and why.
    `options` are those asked for, `held` those HiGHS reported back. `warnings` are for the reader of the
    result, `log` is HiGHS's own log, in money scaled by a power of two.
    """

    status: Status
    objective: float | None = None
    bound: float | None = None
    gap: float | None = None
    gap_money: float | None = None
    x: Floats | None = field(default=None, repr=False)
    row_dual: Floats | None = field(default=None, repr=False)
    column_dual: Floats | None = field(default=None, repr=False)
    multipliers: Floats | None = field(default=None, repr=False)
    prices_from: PricesFrom = ""
    prices_conditional: bool = False
    stopped_by: StoppedBy = ""
    violation: float | None = None
    certificate: Certificate | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0
    nonzeros: int = 0
    integers: int = 0
    coefficient_range: float = 1.0
    solver: str = ""
    method: str = ""
    iterations: int = 0
    nodes: int = 0
    options: Options = field(default_factory=Options)
    held: dict[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    log: tuple[str, ...] = ()

    @property
    def has_plan(self) -> bool:
        """Tell whether there are values that may be used."""
        return self.x is not None and self.status != "suspect"

    @property
    def exit_code(self) -> int:
        """Code a command ends with; see `exit_code`."""
        return exit_code(self.status, self.stopped_by)

    @property
    def sentence(self) -> str:
        """What the status means, in a sentence."""
        ends = {"interrupt": " (stopped on request)", "time limit": " (stopped at the time limit)", "": ""}
        return f"{self.status.replace('_', ' ')}: {MEANINGS[self.status]}{ends[self.stopped_by]}"

    def __repr__(self) -> str:
        """Return the status, cost, gap, time and size in one line."""
        parts: list[str] = [self.status]
        if self.objective is not None:
            parts.append(f"objective={self.objective:.10g}")
        if self.gap is not None:
            parts.append(f"gap={self.gap:.2g}")
        if self.stopped_by:
            parts.append(f"stopped by {self.stopped_by}")
        parts.append(f"{self.seconds.get('total', 0.0):.3g} s")
        parts.append(f"{self.rows} rows × {self.columns} columns")
        parts.append(f"{self.nonzeros} non-zeros")
        if self.integers:
            parts.append(f"{self.integers} integers")
        if self.warnings:
            parts.append(f"{len(self.warnings)} warning{'s' if len(self.warnings) > 1 else ''}")
        return f"Outcome({', '.join(parts)})"


def exit_code(status: str, stopped_by: str = "") -> int:
    """Return 0 for a plan, 2 bad input, 3 no plan exists, 4 stopped early, 5 suspect, 130 interrupted.

    >>> exit_code("infeasible"), exit_code("feasible_time_limit", "interrupt")
    (3, 130)
    """
    stopped_early = EXITS[status] == EXIT_STOPPED
    return EXIT_INTERRUPTED if stopped_by == "interrupt" and stopped_early else EXITS[status]
