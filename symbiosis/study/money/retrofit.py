"""What each option for an existing plant, and each measure that lowers a demand, is worth.

    saving     = cost of a year without it − cost of a year with it        without capital and provisions
    avoided    = capital of a year without it − with it, of everything else: what need not be built, or put
                 aside for buying the old plant again
    npv        = −I + Σ_{y=1…N} (saving + avoided) / (1 + r)^y             I investment, N its lifetime
    irr        : npv(irr) = 0            static payback = I / saving
    abatement  = (annuity(I, N, r) − saving − avoided) / (emission without − emission with)

*Alone*: today's plan with the option forced in, against today's plan; it is as large as the plant whose place
it takes, or as its own largest size. *Integrated*: the best plan of the whole park, as large as it takes the
option, against the best plan without it; where it does not take it, the best plan with the option forced in
as it is alone. The other options of its group stay out. No plan is closer to the best than its gap: what the
two gaps leave open in a saving is said beside it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiosis.park.money import invested
from symbiosis.park.problems import ParkError
from symbiosis.questions import load, solve
from symbiosis.solver.options import Options
from symbiosis.study.money.option_worth import Option, Worth, worth
from symbiosis.study.money.retrofit_options import options_of, rivals_of, with_option, without_option
from symbiosis.study.study import StudyError

if TYPE_CHECKING:
    from symbiosis.horizon.horizon import Horizon
    from symbiosis.park.park import Park
    from symbiosis.results.results import Results

CAPITAL = ("investment", "replacement")
STANDS = 1e-4  # share of an option's own size, or of the old plant's, above which it stands


@dataclass(frozen=True)
class Assessed:
    """An option with its worth alone and in the integrated design, and whether that design takes it.

    `planned` is the option as the integrated design takes it; where it does not, as it is alone.
    """

    option: Option
    planned: Option
    alone: Worth
    integrated: Worth
    chosen: bool


@dataclass(frozen=True)
class Retrofit:
    """Every option of a park, the best in the integrated design first; `emission` is what is spared."""

    park: Park
    emission: str
    options: tuple[Assessed, ...]


def retrofit(
    park: Park,
    horizon: Horizon | None = None,
    options: Options | None = None,
    emission: str = "co2",
    progress: Callable[[str], None] | None = None,
) -> Retrofit:
    """Assess every option of a park.

    Raises StudyError when the park offers none, knows no such emission, or has no plan today.
    """
    tell = progress or (lambda what: None)
    offered = options_of(park)
    if not offered:
        raise StudyError(
            "the park offers no retrofit: put what stands and its options into a group (exclusive: …), "
            "or state a measure (saves: …)."
        )
    if emission not in park.carriers or not park.is_emission(emission):
        raise StudyError(f"{emission} is no emission of this park.")
    asked = _Asked(park, horizon, options or Options(), emission)
    tell("today's plan")
    today = asked.run(load("as_is").scope(park), "today's plan")
    tell("the integrated design")
    best = asked.run(park, "the integrated design")
    sizes = {str(label): float(size) for label, size in best.capacity.to_series().items()}
    found = []
    for option in offered:
        tell(option.label)
        chosen = _takes(park, option, sizes)
        planned = _planned(park, option, best) if chosen else option
        if chosen:
            without = asked.run(without_option(park, option), "the design without it")
            integrated = asked.between(planned, without, best)
        else:
            integrated = asked.forced(option, park, best)
        alone = asked.forced(option, load("as_is").scope(park), today)
        found.append(Assessed(option, planned, alone, integrated, chosen))
    ranked = sorted(found, key=lambda a: (bool(a.integrated.problem), -a.integrated.npv, a.option.label))
    return Retrofit(park, emission, tuple(ranked))


def _planned(park: Park, option: Option, best: Results) -> Option:
    """Return a chosen option as large as the design takes it, and what that costs at once."""
    if option.kind == "shutdown" or best.data is None:
        return option
    of_it = best.data.sel(asset=option.label)
    new, units = float(of_it["new"]), float(of_it["units"])
    paid = invested(park, park.technologies[option.label], units, new, best.by_size(option.label))
    return dataclasses.replace(option, size=new, investment=paid)


def _takes(park: Park, option: Option, sizes: Mapping[str, float]) -> bool:
    """Tell whether a design takes an option: it stands, or for a shutdown nothing of the group does."""
    shut = option.kind == "shutdown"
    looked_at = rivals_of(park, option) if shut else [option.label]
    least = STANDS * (park.technologies[option.label].capacity if shut else option.size)
    return any(sizes.get(label, 0.0) > least for label in looked_at) != shut


@dataclass(frozen=True)
class _Asked:
    """How plans are found, and what is counted in them."""

    park: Park
    horizon: Horizon | None
    options: Options
    emission: str

    def run(self, park: Park, what: str) -> Results:
        """Return the best plan; raises StudyError when there is none."""
        results = solve(park, "integrated_park", self.horizon, self.options)
        if results.data is None:
            raise StudyError(f"{what} has no plan: {'; '.join(results.explanation) or results.status}")
        return results

    def forced(self, option: Option, base: Park, before: Results) -> Worth:
        """Return what an option brings when it is forced into a park."""
        try:
            after = self.run(with_option(base, self.park, option), option.label)
        except ParkError as error:
            why = dataclasses.replace(error.problems[0], remedy="", place="")  # nothing is to be mended
            return Worth(problem=str(why))
        except StudyError as error:
            return Worth(problem=str(error))
        new = self.park.technologies[option.label]
        return self.between(option, before, after, 0.0 if option.kind == "shutdown" else new.fixed_om_share)

    def between(self, option: Option, before: Results, after: Results, upkeep: float = 0.0) -> Worth:
        """Return what an option is worth by a plan without it and one with it.

        `upkeep` is the yearly share of its investment that the plan with it does not pay.
        """
        running, capital = self._cost(before)
        running_with, capital_with = self._cost(after)
        saving = running - running_with - upkeep * option.investment
        avoided = capital - (capital_with - self._own_capital(option, after))
        spared = self._emitted(before) - self._emitted(after)
        open_money = sum((r.outcome.gap_money or 0.0) / r.horizon.years for r in (before, after))
        found = worth(option, saving, avoided, spared, self._emitted(before))
        return dataclasses.replace(found, left_open=open_money)

    def _own_capital(self, option: Option, results: Results) -> float:
        """Return what a plan pays a year for an option that it builds."""
        cost = results.cost
        own = (cost["item"] == option.label) & (cost["category"] == "investment")
        return float(cost.values[own.values].sum()) / results.horizon.years

    def _cost(self, results: Results) -> tuple[float, float]:
        """Return the yearly cost of running, and that of capital and provisions."""
        by = {name: value / results.horizon.years for name, value in results.cost_by("category").items()}
        capital = sum(by.get(name, 0.0) for name in CAPITAL)
        return sum(by.values()) - capital, capital

    def _emitted(self, results: Results) -> float:
        assert results.data is not None
        emitted = results.data["emission"].to_series()
        own = [value for label, value in emitted.items() if label.partition(":")[2] == self.emission]
        return float(sum(own)) / results.horizon.years
