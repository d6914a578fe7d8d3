"""What does a design cost in the whole year, when it was chosen from a few typical periods?

The design stands as it is; every hour of the year is dispatched with it. Where it cannot serve an hour, the
balance gives way at a stated price: what is short is then reported, place by place, and is no plan.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from symbiosis.park.park import Park
from symbiosis.park.profile import Varying
from symbiosis.study.serving import Serving, made_to_serve

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from symbiosis.formulation.slack import Loose
    from symbiosis.questions import Question
    from symbiosis.results.results import Results
    from symbiosis.solver.options import Options
    from symbiosis.solver.outcome import Outcome
    from symbiosis.solver.progress import Progress

HONEST = "over the whole year"  # under this word a result's provenance says what its design costs
NUMBERS = "whole_year"  # and under this one the numbers of it, as JSON
DEARER = 10.0  # price of what is short, as a multiple of the dearest price of the carrier
NEGLIGIBLE = 1e-6  # share of the largest flow below which nothing is short
LEAST_GAP = 1e-3  # the year is dispatched no closer than this
LARGE = 300_000  # coefficients from which the year is dispatched in blocks, within the gap asked for


class NotDispatchedError(ValueError):
    """A design that cannot be dispatched over the year; `interrupted` tells whether Ctrl-C is the reason."""

    def __init__(self, message: str, interrupted: bool = False) -> None:
        super().__init__(message)
        self.interrupted = interrupted


@dataclass(frozen=True)
class Short:
    """A balance or yearly limit that gave way: by how much in the year, in how many hours, and when first."""

    place: str
    amount: float
    hours: float
    first: str

    def __str__(self) -> str:
        """Say it in a sentence's part."""
        when = f" in {self.hours:g} h, first {self.first}" if self.first else ""
        kind = "short by" if self.amount > 0 else "too much by"
        return f"{self.place}: {kind} {abs(self.amount):,.4g}{when}"


@dataclass(frozen=True, eq=False)
class Honest:
    """The cost of a design over the whole year beside its estimate over fewer steps.

    `cost` is in the park's money per year and counts nothing for what is `short`; `dispatch_bound` says what
    no dispatch of this design costs less than, `bound` what no design costs less than, where known.
    """

    estimate: float
    cost: float
    short: tuple[Short, ...]
    penalty: float
    dispatch_bound: float | None
    bound: float | None
    seconds: float
    outcome: Outcome
    serving: Serving | None = None

    @property
    def serves(self) -> bool:
        """Tell whether the design serves every hour of the year."""
        return not self.short

    @property
    def error(self) -> float:
        """How much more the year costs than estimated, as a share of the estimate."""
        return (self.cost - self.estimate) / abs(self.estimate) if self.estimate else float("nan")

    @property
    def gap(self) -> float | None:
        """How far the design is from the bound of the whole year, as a share; None if unknown."""
        return self._gap(self.cost) if self.serves else None

    @property
    def gap_serving(self) -> float | None:
        """How far the design made to serve is from the bound of the whole year; None if unknown."""
        return None if self.serving is None else self._gap(self.serving.cost)

    def _gap(self, cost: float) -> float | None:
        return None if self.bound is None or not cost else (cost - self.bound) / abs(cost)

    def as_data(self) -> dict[str, Any]:
        """Return the numbers; `short` counts places, `served` is the cost once it is made to serve."""
        served = self.cost if self.serves else None if self.serving is None else self.serving.cost
        return {
            "estimate": self.estimate,
            "cost": self.cost,
            "short": len(self.short),
            "served": served,
            "bound": self.bound,
            "gap": self.gap if self.serves else self.gap_serving,
        }

    def lines(self, money: str) -> list[str]:
        """Say it for people."""
        out = [
            f"over the whole year this design costs {self.cost:,.0f} {money}, "
            f"{self.error:+.2%} of its estimate"
        ]
        if self.gap is not None:
            out.append(f"no design costs less than {self.bound:,.0f} {money}: gap {self.gap:.2%}")
        if self.short:
            out.append(
                f"it does NOT serve every hour (priced at {self.penalty:,.4g} per amount to find the least):"
            )
            out += [f"  {short}" for short in self.short[:10]]
            out += self._served(money)
        return out

    def _served(self, money: str) -> list[str]:
        if self.serving is None:
            return ["no plan was found that only adds to this design and serves every hour"]
        cost, bound = self.serving.cost, self.bound
        gap = self.serving.outcome.gap
        left = "not proved" if gap is None else f"{gap:.2%}"
        out = [f"enlarged at the least cost (gap {left}) it serves every hour and costs {cost:,.0f} {money}:"]
        out += [f"  {larger}" for larger in self.serving.larger[:10]]
        if self.gap_serving is not None:
            out.append(f"no design costs less than {bound:,.0f} {money}: gap {self.gap_serving:.2%}")
        return out


def honest_cost(
    results: Results,
    question: Question | None = None,
    options: Options | None = None,
    bound: float | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Honest:
    """Dispatch every hour of the year with the design of a result that was just solved.

    A design that falls short is then also made to serve, by adding to it. `bound` is what no design costs
    less than over the year (of a certified solve of the same park). Raises NotDispatchedError when the
    result holds no plan or the year has none even with what may give way.
    """
    from symbiosis.formulation.slack import design_of, fixed, loosened
    from symbiosis.horizon.spec import full
    from symbiosis.questions import assemble
    from symbiosis.solver.options import Options
    from symbiosis.solver.solve import solve

    asked: Any = results.question if question is None else question
    estimate, x = results.outcome.objective, results.outcome.x
    if estimate is None or x is None:
        raise NotDispatchedError(f"{results.question} has no plan at hand whose design could be dispatched.")
    written = results.outcome.options
    few = assemble(results.park, asked, results.horizon, written)
    design = design_of(few, x)
    whole = assemble(results.park, asked, full(results.park.calendar), written)
    year = fixed(whole, design)
    given = options or Options()
    wish = replace(given, gap=max(given.gap, LEAST_GAP), gap_money=None)
    hourly = bool(year.integer[year.columns.families[0].size :].any())
    before = 0.0
    if year.nonzeros > LARGE and not hourly:
        # At once with what may give way: exact methods take long to see that a design does not serve.
        wish = replace(wish, method="certified")
    else:
        outcome = solve(year, wish, progress)
        before = outcome.seconds["total"]
        if outcome.has_plan:
            assert outcome.objective is not None
            return Honest(estimate, outcome.objective, (), 0.0, outcome.bound, bound, before, outcome)
        if outcome.stopped_by == "interrupt":
            raise _not_dispatched(outcome)
    prices, most = _prices(results.park)
    loose = loosened(year, prices, most)
    second = solve(loose.program, wish, progress)
    if not second.has_plan or second.x is None:
        raise _not_dispatched(second)
    cost = float(year.cost @ second.x[: loose.own]) + year.offset
    total, missing = before + second.seconds["total"], tuple(_short(loose, second.x))
    if not missing:
        return Honest(estimate, cost, (), 0.0, second.bound, bound, total, second)
    serving = None
    if second.stopped_by != "interrupt":
        serving = made_to_serve(whole, design, results.park, wish, progress)
    return Honest(estimate, cost, missing, most, None, bound, total, second, serving)


def _not_dispatched(outcome: Outcome) -> NotDispatchedError:
    why = f"the year could not be dispatched with this design: {outcome.sentence}."
    return NotDispatchedError(why, outcome.stopped_by == "interrupt")


def whole_year(results: Results | None) -> dict[str, Any] | None:
    """Return the numbers of what a result's design costs over the whole year; None if unknown."""
    kept = None if results is None else results.provenance.get(NUMBERS)
    return None if kept is None else json.loads(kept)


def over_the_whole_year(results: Results | None) -> list[str]:
    """Return what a result says that its design costs over the whole year, line by line."""
    return [] if results is None else results.provenance.get(HONEST, "").splitlines()


def bound_for(results: Results, year: Results) -> float:
    """Return the bound of a result over the whole year, for the same question about the same park.

    Raises NotDispatchedError when it is of something else, or has no bound.
    """
    from symbiosis.tables.canonical import digest

    if (year.question, digest(year.park)) != (results.question, digest(results.park)):
        raise NotDispatchedError("the result that should give the bound is of another park or question.")
    if len(year.horizon) != year.park.calendar.steps or year.outcome.bound is None:
        raise NotDispatchedError(
            "the result that should give the bound is not of the whole year, or has none."
        )
    return year.outcome.bound


def _prices(park: Park) -> tuple[Mapping[str, float], float]:
    """Return the price of what is short for every carrier that is bought, and for all others."""
    found: dict[str, float] = {}
    for market in park.markets.values():
        if market.purchase_price is None:
            continue
        given = Varying.of(market.purchase_price)
        shape = park.profiles[given.profile].values if given.profile is not None else np.ones(1)
        highest = DEARER * float(np.abs(given.value * shape).max())
        found[market.carrier] = max(found.get(market.carrier, 0.0), highest)
    most = max(found.values(), default=0.0) or 1e4
    return dict.fromkeys(found, most), most


def _short(loose: Loose, x: NDArray[np.float64]) -> list[Short]:
    horizon = loose.program.horizon
    size = NEGLIGIBLE * max(1.0, float(np.abs(x[: loose.own]).max(initial=0.0)))
    found = []
    for label, missing, excess in zip(loose.places, loose.missing, loose.excess, strict=True):
        amount = x[missing] - x[excess]
        hit = np.abs(amount) > size
        if hit.any():
            at = str(horizon.start[int(np.flatnonzero(hit)[0])].astype("datetime64[m]"))
            total = float((amount * horizon.represents)[hit].sum())
            found.append(Short(":".join(label), total, float(horizon.hours[hit].sum()), at.replace("T", " ")))
    for row, (missing, excess) in zip(loose.yearly, loose.yearly_columns, strict=True):
        amount = float(x[missing] - x[excess])
        if abs(amount) > size:
            found.append(Short(loose.program.row_label(int(row)), amount, 0.0, ""))
    return sorted(found, key=lambda short: -abs(short.amount))
