"""What each option for an existing plant, and each measure that lowers a demand, is worth.

    saving     = cost of a year without it − cost of a year with it        without capital and provisions
    avoided    = capital of a year without it − with it, of everything else: what need not be built, or put
                 aside for buying the old plant again
    npv        = −I + Σ_{y=1…N} (saving + avoided) / (1 + r)^y             I investment, N its lifetime
    irr        : npv(irr) = 0            static payback = I / saving
    abatement  = (annuity(I, N, r) − saving − avoided) / (emission without − emission with)

*Alone*: today's plan with the option forced in, against today's plan. *Integrated*: the best plan of the
whole park with the option forced in, against the best plan without it. Either way the option is as large as
the plant whose place it takes, or as its own largest size, and the other options of its group stay out.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from symbiosis.park.frozen import FrozenDict
from symbiosis.park.money import annuity, invested, owner_of
from symbiosis.park.problems import ParkError
from symbiosis.park.technology import Technology
from symbiosis.questions import load, solve
from symbiosis.solver.options import Options
from symbiosis.study.cash_flow import irr, npv, payback
from symbiosis.study.study import StudyError

if TYPE_CHECKING:
    from symbiosis.horizon.horizon import Horizon
    from symbiosis.park.park import Park
    from symbiosis.results.results import Results

Kind = Literal["replacement", "shutdown", "measure"]
CAPITAL = ("investment", "replacement")
STANDS = 1e-6  # capacity above which a plant stands
NOTHING = 1e-9  # share of an emission below which an option spares nothing


@dataclass(frozen=True)
class Option:
    """One thing that may be done: what takes whose place, how large, and what it costs at once.

    `label` is the technology that is built, or the old one that is shut down; `replaces` are the plants of
    today that give way; `size` is in the unit of the technology's capacity, `investment` in money.
    """

    label: str
    kind: Kind
    replaces: tuple[str, ...]
    size: float
    investment: float
    lifetime: float
    rate: float


@dataclass(frozen=True)
class Worth:
    """What an option brings in a year, and what that makes of its investment; None where it means nothing.

    Money in the park's currency, `spared` in amounts of the emission a year, `payback` in years,
    `abatement_cost` in money per amount spared. `problem` says why there is no plan with it.
    """

    saving: float = 0.0
    avoided: float = 0.0
    spared: float = 0.0
    npv: float = 0.0
    irr: float | None = None
    payback: float | None = None
    abatement_cost: float | None = None
    problem: str = ""


@dataclass(frozen=True)
class Assessed:
    """An option with its worth alone and in the integrated design, and whether that design takes it."""

    option: Option
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
    tell("today")
    today = asked.run(load("as_is").scope(park), "today's plan")
    tell("the integrated design")
    best = asked.run(park, "the integrated design")
    sizes = {str(label): float(size) for label, size in best.capacity.to_series().items()}
    found = []
    for option in offered:
        tell(option.label)
        chosen = _takes(park, option, sizes)
        without = asked.run(without_option(park, option), "the design without it") if chosen else best
        found.append(
            Assessed(
                option,
                asked.worth(option, load("as_is").scope(park), today),
                asked.worth(option, park, without),
                chosen,
            )
        )
    ranked = sorted(found, key=lambda a: (bool(a.integrated.problem), -a.integrated.npv, a.option.label))
    return Retrofit(park, emission, tuple(ranked))


def options_of(park: Park) -> tuple[Option, ...]:
    """Return what may be done: options in the groups of what stands today, shutting down, measures."""
    out = []
    for labels in park.exclusive_groups().values():
        members = [park.technologies[x] for x in labels if x in park.technologies]
        old = [member for member in members if member.capacity > 0.0]
        if not old:
            continue
        out += [
            _option(park, new, old) for new in members if new.expandable and new not in old and not new.saves
        ]
        out += [
            Option(
                plant.label,
                "shutdown",
                (plant.label,),
                0.0,
                0.0,
                park.settings.study_period,
                _rate(park, plant),
            )
            for plant in old
            if plant.retirable
        ]
    measures = [plant for plant in park.technologies.values() if plant.saves and plant.expandable]
    return (*out, *(_option(park, measure, []) for measure in measures))


def _rate(park: Park, plant: Technology) -> float:
    return park.rate_of_discount(owner_of(park, plant))


def _option(park: Park, new: Technology, old: list[Technology]) -> Option:
    largest, sizes = new.largest, sorted(new.sizes)
    same = [plant.capacity for plant in old if plant.rated_on == new.rated_on]
    size = min(largest, max(new.capacity_min, sum(same))) if same else largest
    if sizes:
        size = next((z for z in sizes if z >= size - 1e-9), sizes[-1])
        counts = [1.0 if z == size else 0.0 for z in new.sizes]
        paid = invested(park, new, 1.0, size, counts)
    else:
        paid = invested(park, new, 1.0, size)
    kind: Kind = "measure" if new.saves else "replacement"
    assert new.lifetime is not None  # checked with the park
    labels = tuple(plant.label for plant in old)
    return Option(new.label, kind, labels, size, paid, new.lifetime, _rate(park, new))


def with_option(park: Park, whole: Park, option: Option) -> Park:
    """Return a park in which an option stands, paid for elsewhere, and its group is gone.

    `whole` is the park that knows the option; `park` may be its plan of today, which does not.
    """
    plants = dict(park.technologies)
    for label in _rivals(whole, option):
        plants.pop(label, None)
    if option.kind != "shutdown":
        built = dataclasses.replace(
            whole.technologies[option.label],
            capacity=option.size,
            capacity_max=None,
            capacity_min=0.0,
            sizes=(),
            size_investment=(),
            size_names="",
            units_max=None,
            retirable=False,
            remaining_life=None,
            exclusive="",
        )
        plants[option.label] = built
    return park.replace(technologies=FrozenDict(plants))


def without_option(park: Park, option: Option) -> Park:
    """Return a park that does not offer an option; for a shutdown, one in which the plant stays."""
    plants = dict(park.technologies)
    if option.kind == "shutdown":
        plants[option.label] = dataclasses.replace(plants[option.label], retirable=False)
    else:
        del plants[option.label]
    return park.replace(technologies=FrozenDict(plants))


def _rivals(park: Park, option: Option) -> list[str]:
    group = park.technologies[option.label].exclusive
    members = park.exclusive_groups().get(group, []) if group else []
    return [*members, *(x for x in option.replaces if x not in members)]


def _takes(park: Park, option: Option, sizes: Mapping[str, float]) -> bool:
    """Tell whether a design takes an option: it stands, or for a shutdown nothing of the group does."""
    looked_at = _rivals(park, option) if option.kind == "shutdown" else [option.label]
    return any(sizes.get(label, 0.0) > STANDS for label in looked_at) != (option.kind == "shutdown")


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

    def worth(self, option: Option, base: Park, before: Results) -> Worth:
        """Return what an option brings against a plan without it."""
        try:
            after = self.run(with_option(base, self.park, option), option.label)
        except ParkError as error:
            return Worth(problem=str(error.problems[0]))
        except StudyError as error:
            return Worth(problem=str(error))
        running, capital = self._cost(before)
        running_with, capital_with = self._cost(after)
        new = self.park.technologies[option.label]
        upkeep = 0.0 if option.kind == "shutdown" else new.fixed_om_share * option.investment
        saving = running - running_with - upkeep
        avoided = capital - capital_with
        spared = self._emitted(before) - self._emitted(after)
        return worth(option, saving, avoided, spared, self._emitted(before))

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


def worth(option: Option, saving: float, avoided: float, spared: float, emitted: float = 1.0) -> Worth:
    """Return what yearly money and emissions make of an option's investment.

    `emitted` is what is emitted without it: sparing less than a billionth of that is sparing nothing.

    >>> o = Option("mill.burner", "replacement", ("mill.old",), 10.0, 1000.0, 2.0, 0.0)
    >>> w = worth(o, saving=600.0, avoided=0.0, spared=10.0)
    >>> w.npv, round(w.payback, 3), w.abatement_cost
    (200.0, 1.667, -10.0)
    """
    years = max(1, round(option.lifetime))
    yearly = saving + avoided
    cash = np.array([-option.investment, *[yearly] * years])
    running = np.array([-option.investment, *[saving] * years])
    capital = annuity(option.investment, option.lifetime, option.rate)
    matters = abs(spared) > NOTHING * max(1.0, abs(emitted))
    return Worth(
        saving,
        avoided,
        spared,
        npv(cash, option.rate),
        irr(cash) if option.investment > 0.0 else None,
        payback(running) if option.investment > 0.0 else None,
        (capital - yearly) / spared if matters and spared > 0.0 else None,
    )
