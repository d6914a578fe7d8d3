"""What must be larger, for a design that falls short of the year to serve every hour of it?

Nothing that the design holds becomes smaller or is left out; what is added is what costs least over the year.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiosis.study.why import unit_of_size

if TYPE_CHECKING:
    from collections.abc import Callable

    from symbiosis.formulation.program import Program
    from symbiosis.formulation.slack import Floats
    from symbiosis.park.park import Park
    from symbiosis.solver.options import Options
    from symbiosis.solver.outcome import Outcome
    from symbiosis.solver.progress import Progress

SIZES = ("kept", "new")
COUNTS = {"admitted": "admitted", "build": "built", "units": "units", "hub": "built"}
HELD = (*SIZES, *COUNTS)  # what never becomes less than the design has
NOTED = 1e-3  # share of a size from which it is named as larger


@dataclass(frozen=True)
class Larger:
    """A size that must grow, or something that must be built: how much there is before and after."""

    place: str
    before: float
    after: float
    unit: str

    def __str__(self) -> str:
        """Say it in a sentence's part."""
        return f"{self.place}: {self.before:,.4g} → {self.after:,.4g} {self.unit}".rstrip()


@dataclass(frozen=True, eq=False)
class Serving:
    """The least dear design over the year that holds a given one, its cost in the park's money per year.

    `larger` names what grew; the bound of `outcome` says what no such design costs less than.
    """

    cost: float
    larger: tuple[Larger, ...]
    seconds: float
    outcome: Outcome


def made_to_serve(
    year: Program,
    design: Floats,
    park: Park,
    options: Options,
    progress: Callable[[Progress], None] | None = None,
) -> Serving | None:
    """Add what a design lacks over the year, shape (static columns,); None when no plan was found.

    Raises ValueError when the program decides another number of things.
    """
    from symbiosis.formulation.slack import design_of, holding
    from symbiosis.solver.solve import solve

    outcome = solve(holding(year, design, HELD), options, progress)
    if outcome.objective is None or outcome.x is None:
        return None
    grown = _larger(year, design, design_of(year, outcome.x), park)
    return Serving(outcome.objective, grown, outcome.seconds["total"], outcome)


def _larger(year: Program, before: Floats, after: Floats, park: Park) -> tuple[Larger, ...]:
    held: dict[str, list[float]] = {}
    out = []
    for block in year.columns.families[0].blocks:
        if block.name not in HELD:
            continue
        for n, index in enumerate(block.index, start=block.start):
            label = index[0] if index else ""
            if block.name in SIZES:
                size = held.setdefault(label, [0.0, 0.0])
                size[0], size[1] = size[0] + before[n], size[1] + after[n]
            elif round(before[n]) < round(after[n]):
                counts = float(round(before[n])), float(round(after[n]))
                out.append(Larger(label, *counts, COUNTS[block.name]))
    for label, (old, new) in held.items():
        if new - old > NOTED * max(abs(old), abs(new)):
            out.append(Larger(label, old, new, unit_of_size(park, label)))
    return tuple(sorted(out, key=lambda one: (one.before - one.after) / max(one.after, 1e-9)))
