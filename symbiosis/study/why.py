"""Why is something built, or not? It is forced out or in, and everything else decided anew.

cost of forcing = cost(forced) − cost(result),  between the proved bounds of both
break-even      = the yearly cost it would have to save (or may gain) to change the decision
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symbiosis.park.money import annuity, invested, owner_of
from symbiosis.park.problems import ParkError, did_you_mean
from symbiosis.questions import Question, holding, load, solve
from symbiosis.scenario.apply import apply
from symbiosis.scenario.changes import Change, remove
from symbiosis.study.interval import Interval
from symbiosis.study.study import StudyError

if TYPE_CHECKING:
    from symbiosis.park.park import Park
    from symbiosis.results.results import Results
    from symbiosis.solver.progress import Progress
    from symbiosis.solver.standing import Standing

BUILT = 1e-6
SHARE = 0.1  # of the room for new capacity that is forced in where size is free
GROWTH = ("capacity_max", "capacity_min", "sizes", "units_max")


@dataclass(frozen=True, eq=False)
class Why:
    """A decision turned round.

    `built` says what the result does, `size` how much of it is new there or is forced in, `cost` what
    turning the decision round costs (None when there is no plan), `gains` what each enterprise pays
    less then, before any settlement. `investment` is what is paid once for that size, `yearly` the
    same per year.
    """

    label: str
    built: bool
    size: float
    forced: Results
    cost: Interval | None
    gains: dict[str, float]
    investment: float
    yearly: float

    def sentences(self, currency: str, unit: str, per_year: str) -> list[str]:
        """Return the answer in words."""
        money = f"{currency}{per_year}"
        done = "is built" if self.built else "is not built"
        said = [f"{self.label} {done}" + (f" ({self.size:,.4g} {unit} new)." if self.built else ".")]
        if self.cost is None:
            way = "Without it" if self.built else f"With at least {self.size:,.4g} {unit} of it"
            return [*said, f"{way} there is no plan: {self.forced.outcome.sentence}."]
        within = f" (between {self.cost.low:,.0f} and {self.cost.high:,.0f})" if self.cost.width > 0.5 else ""
        if self.built:
            said.append(f"Without it the park pays {self.cost.value:,.0f} {money} more{within}.")
            if self.investment > 0.0:
                most = self.investment * (1.0 + self.cost.value / self.yearly)
                said.append(
                    f"At this size it stays worth its {self.investment:,.0f} {currency} of investment "
                    f"up to {most:,.0f} {currency}."
                )
        else:
            said.append(
                f"Forced in with {self.size:,.4g} {unit}, it costs the park {self.cost.value:,.0f} {money} "
                f"more{within}."
            )
            if self.investment > 0.0:
                least = self.investment * (1.0 - self.cost.value / self.yearly)
                falls = f"its {self.investment:,.0f} {currency} of investment fell to {least:,.0f}"
                said.append(
                    f"It would enter if {falls}."
                    if least > 0.0
                    else "Even free of investment it would not enter."
                )
        if self.cost.low < 0.0 and self.cost.width > 0.5:  # another plan of the result's own gap may have it
            said.append(
                "Whether it pays is not proved: the gaps of the two plans are wider than the difference. "
                "Solve with a smaller gap."
            )
        for enterprise, gain in sorted(self.gains.items(), key=lambda entry: -abs(entry[1])):
            if abs(gain) > 0.5:
                word = "less" if gain > 0.0 else "more"
                said.append(f"{enterprise} pays {abs(gain):,.0f} {money} {word}, before settlement.")
        return said


def why(
    results: Results,
    label: str,
    question: Question | None = None,
    progress: Callable[[Progress], None] | None = None,
    standing: Standing | None = None,
) -> Why:
    """Turn the decision about an asset round and solve again.

    `question` is needed for results of somebody's own question. `standing` has the program of the asset
    asked about before: what is forced in differs from it in limits alone, and goes on from where it ended.
    Raises StudyError for a label that is no asset on offer, or a result without a plan.
    """
    if results.data is None or results.outcome.objective is None:
        raise StudyError(f"{results.question} has no plan: {results.outcome.sentence}.")
    asked = question or load(results.question)
    park = results.park
    section, asset = _asset(park, label)
    new = _new(results, label)
    if new > BUILT:
        try:
            changed = apply(park, _without(section, asset))
            forced = solve(changed, asked, results.horizon, results.outcome.options, progress, standing)
        except ParkError as error:
            reasons = "; ".join(f"{p.path}: {p.message}" for p in error.problems)
            raise StudyError(f"without {label} the park cannot work at all: {reasons}") from None
        size = new
    else:
        if not asset.expandable:
            raise StudyError(
                f"{label} stands today and nothing new may be built of it: there is nothing to turn."
            )
        smallest = asset.curve[0][0] if asset.scaled else asset.capacity_min
        least = asset.sizes[0] if asset.sizes else max(smallest, SHARE * asset.room)
        held = holding(asked, {"new": {label: (least, None)}})
        forced = solve(park, held, results.horizon, results.outcome.options, progress, standing)
        size = _new(forced, label) if forced.data is not None else least
    units = size / asset.sizes[0] if asset.sizes else 1.0
    built = forced if new <= BUILT and forced.data is not None else results
    investment = invested(park, asset, units, size, built.by_size(label))
    rate = park.rate_of_discount(owner_of(park, asset))
    paid_yearly = annuity(investment, asset.lifetime, rate) if asset.lifetime else 0.0
    share = asset.fixed_om_share * investment
    yearly = results.horizon.years * (paid_yearly + share)
    cost, gains = None, {}
    if forced.data is not None:
        cost = _cost(forced) - _cost(results)
        gains = forced.savings(results)
    return Why(label, new > BUILT, size, forced, cost, gains, investment if yearly > 0.0 else 0.0, yearly)


def unit_of_size(park: Park, label: str) -> str:
    """Return the unit of an asset's capacity."""
    from symbiosis.study.running.collect import unit_of

    return unit_of(park, "capacity", label)


def _asset(park: Park, label: str) -> tuple[str, Any]:
    known: dict[str, tuple[str, Any]] = {asset.label: (section, asset) for section, asset in park.assets()}  # type: ignore[attr-defined]
    if label not in known:
        raise StudyError(f'"{label}" is not on offer in this result. {did_you_mean(label, known)}')
    return known[label]


def _without(section: str, asset: Any) -> list[Change]:
    if asset.capacity == 0.0:
        return [remove(f"{section}.{asset.label}")]
    return [remove(f"{section}.{asset.label}.{field}") for field in GROWTH]


def _new(results: Results, label: str) -> float:
    assert results.data is not None
    if "new" not in results.data or label not in results.data["new"]["asset"].values:
        return 0.0
    return float(results.data["new"].sel(asset=label))


def _cost(results: Results) -> Interval:
    value = results.outcome.objective
    assert value is not None
    bound = results.outcome.bound
    return Interval(value, value if bound is None else min(bound, value), value)
