"""The ladder: as is → stand-alone → {exchange, central} → integrated, with proved savings.

    saving(rung) = cost(baseline) − cost(rung)
    synergy      = saving(integrated) − saving(exchange) − saving(central)

Every cost is known between a proved bound and the plan in hand, so savings and synergy are intervals.
A rung contains the ones below it, so its cost cannot be higher: a bound proved for a richer rung holds
for the poorer one too, and a plan of the poorer rung is a plan of the richer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from symbiosis.park.park import Park
from symbiosis.park.problems import ParkError
from symbiosis.questions import LADDER, load, solve
from symbiosis.solver.options import Options
from symbiosis.study.design.accounts import Accounts, Settle, settle
from symbiosis.study.design.order import remarks, tightened
from symbiosis.study.interval import Interval

if TYPE_CHECKING:
    from symbiosis.horizon.horizon import Horizon
    from symbiosis.results.results import Results
    from symbiosis.solver.progress import Progress
    from symbiosis.study.losses.kept import Losses
    from symbiosis.study.money.retrofit import Retrofit

TITLES = {
    "as_is": ("today", "现状"),
    "stand_alone": ("stand-alone", "各自独立"),
    "raw_material_exchange": ("raw-material exchange", "原料互供"),
    "central_energy": ("centralised energy supply", "集中供能"),
    "integrated_park": ("integrated", "综合能源资源一体化"),
}

WORTH_TELLING = 1e-4  # a synergy below this share of the saving is not worth another solve
SYNERGY = ("raw_material_exchange", "central_energy", "integrated_park", "stand_alone")


@dataclass(frozen=True, eq=False)
class Rung:
    """One design of the ladder; without `results` it says in `problem` why there is no plan."""

    name: str
    results: Results | None
    cost: Interval | None
    accounts: Accounts | None = None
    problem: str = ""

    @property
    def title(self) -> str:
        """Name for people."""
        return TITLES.get(self.name, (self.name,) * 2)[0]

    @property
    def title_zh(self) -> str:
        """Chinese name."""
        return TITLES.get(self.name, (self.name,) * 2)[1]

    @property
    def plan(self) -> float | None:
        """Cost of the plan in hand."""
        return None if self.cost is None else self.cost.value

    @property
    def bound(self) -> float | None:
        """No plan of this rung costs less."""
        return None if self.cost is None else self.cost.low

    @property
    def interrupted(self) -> bool:
        """Tell whether its search was stopped by Ctrl-C."""
        return self.results is not None and self.results.outcome.stopped_by == "interrupt"

    def bought(self, kind: str) -> dict[str, float]:
        """Return yearly amounts bought of carriers of a kind, by unit."""
        return _amounts(self.results, kind, "bought")

    def discarded(self, kind: str) -> dict[str, float]:
        """Return yearly amounts discarded of carriers of a kind, by unit."""
        return _amounts(self.results, kind, "discarded")


@dataclass(frozen=True, eq=False)
class Ladder:
    """All rungs of one park over one horizon.

    `retrofit` is what its options are worth, `losses` what each loss does to one of its designs, where known.
    """

    park: Park
    horizon: Horizon
    rungs: tuple[Rung, ...]
    remarks: tuple[str, ...]
    retrofit: Retrofit | None = None
    losses: Losses | None = None

    def __getitem__(self, name: str) -> Rung:
        """Return a rung by the name of its question."""
        for rung in self.rungs:
            if rung.name == name:
                return rung
        raise KeyError(name)

    def saving(self, name: str, against: str = "stand_alone") -> Interval | None:
        """Return what a rung saves against another, within proved limits; None without both plans."""
        mine, other = self[name].cost, self[against].cost
        return None if mine is None or other is None else other - mine

    @property
    def synergy(self) -> Interval | None:
        """What deciding together saves beyond exchange and central supply apart."""
        return _synergy({rung.name: rung for rung in self.rungs})


def _synergy(rungs: dict[str, Rung]) -> Interval | None:
    costs = [rungs[name].cost for name in SYNERGY]
    if any(cost is None for cost in costs):
        return None
    exchange, central, integrated, alone = (cost for cost in costs if cost is not None)
    return (exchange + central) - (integrated + alone)


def climb(
    park: Park,
    horizon: Horizon | None = None,
    options: Options | None = None,
    saving_gap: float = 0.02,
    how: Settle = "split",
    progress: Callable[[str, Progress], None] | None = None,
) -> Ladder:
    """Answer the five questions of the ladder and settle the accounts of each design.

    `options.gap` is asked of the total cost. Where what is left unproved is more than `saving_gap` of
    the saving against stand-alone, the rung is solved again with that amount of money as its gap: a
    large bill for raw materials can hide the whole saving in a small share of the total.
    """
    from symbiosis.horizon.spec import from_spec

    over = from_spec(park.calendar, park.horizon, park) if horizon is None else horizon
    asked = options or Options(gap=1e-3)
    rungs: dict[str, Rung] = {}
    stopped = False
    for name in LADDER:
        if stopped:
            rungs[name] = Rung(name, None, None, problem="not asked: stopped on request before it")
            continue
        rungs[name] = _rung(park, name, over, asked, progress)
        stopped = rungs[name].interrupted
        if "stand_alone" in rungs and name != "stand_alone" and not stopped:
            rungs[name] = _closer(park, rungs[name], rungs["stand_alone"], over, asked, saving_gap, progress)
    rungs = tightened(rungs)
    if not stopped:
        rungs = _until_synergy_shows(park, rungs, over, asked, progress)
    baseline = rungs["stand_alone"].results
    for name, rung in rungs.items():
        if rung.results is not None and rung.results.data is not None:
            against = None if name in ("as_is", "stand_alone") else baseline
            rungs[name] = replace(rung, accounts=settle(rung.results, against, how))
    return Ladder(park, over, tuple(rungs.values()), tuple(remarks(rungs)))


def _rung(
    park: Park,
    name: str,
    horizon: Horizon,
    options: Options,
    progress: Callable[[str, Progress], None] | None,
) -> Rung:
    listener = None if progress is None else lambda seen: progress(name, seen)
    try:
        results = solve(park, load(name), horizon, options, listener)
    except ParkError as error:
        sentences = "; ".join(f"{p.path}: {p.message}" for p in error.problems)
        return Rung(name, None, None, problem=f"cannot be asked of this park: {sentences}")
    return as_rung(name, results)


def as_rung(name: str, results: Results) -> Rung:
    """Return a result as a rung, its accounts not yet settled."""
    outcome = results.outcome
    if results.data is None or outcome.objective is None:
        reasons = "; ".join(results.explanation) or outcome.sentence
        return Rung(name, results, None, problem=reasons)
    bound = outcome.bound if outcome.bound is not None else float("-inf")
    cost = Interval(outcome.objective, min(bound, outcome.objective), outcome.objective)
    return Rung(name, results, cost)


def _closer(
    park: Park,
    rung: Rung,
    alone: Rung,
    horizon: Horizon,
    options: Options,
    share: float,
    progress: Callable[[str, Progress], None] | None,
) -> Rung:
    """Solve again where the gap hides the saving; a gap asked for in money is left alone."""
    if rung.cost is None or alone.cost is None or options.gap_money is not None:
        return rung
    saving = alone.cost.value - rung.cost.value
    if saving <= 0.0 or rung.cost.width <= share * saving:
        return rung
    return _again(park, rung, horizon, replace(options, gap_money=share * saving), progress)


def _until_synergy_shows(
    park: Park,
    rungs: dict[str, Rung],
    horizon: Horizon,
    options: Options,
    progress: Callable[[str, Progress], None] | None,
) -> dict[str, Rung]:
    """Solve the four rungs that the synergy is made of closer, where it cannot be told from nothing."""
    synergy = _synergy(rungs)
    saving = _saving(rungs)
    if synergy is None or synergy.sign != 0 or options.gap_money is not None:
        return rungs
    if abs(synergy.value) <= WORTH_TELLING * abs(saving):
        return rungs
    enough = 0.1 * abs(synergy.value)
    for name in SYNERGY:
        cost = rungs[name].cost
        if cost is not None and cost.width > enough:
            rungs[name] = _again(park, rungs[name], horizon, replace(options, gap_money=enough), progress)
    return tightened(rungs)


def _saving(rungs: dict[str, Rung]) -> float:
    alone, together = rungs["stand_alone"].cost, rungs["integrated_park"].cost
    return 0.0 if alone is None or together is None else alone.value - together.value


def _again(
    park: Park,
    rung: Rung,
    horizon: Horizon,
    options: Options,
    progress: Callable[[str, Progress], None] | None,
) -> Rung:
    closer = _rung(park, rung.name, horizon, options, progress)
    if closer.cost is None or rung.cost is None or closer.cost.width >= rung.cost.width:
        return rung
    return closer


def _amounts(results: Results | None, kind: str, role: str) -> dict[str, float]:
    if results is None or results.data is None or "flow" not in results.data:
        return {}
    flow, park = results.data["flow"], results.park
    weights = results.horizon.represents
    total: dict[str, float] = {}
    carriers, roles = flow["carrier"].values.tolist(), flow["role"].values.tolist()
    for carrier, does, values in zip(carriers, roles, flow.values, strict=True):
        if does == role and park.carriers[str(carrier)].kind == kind:
            unit = park.carriers[str(carrier)].unit
            total[unit] = total.get(unit, 0.0) + abs(float((weights * values).sum()))
    return total
