"""Some hours of a park that stands, run from what its stores hold: what they cost, and what falls short.

Stores should end at targets, but rather lie below one than let a need fall short. Needs and by-products
that cannot be served are let pass as in `symbiosis.study.losses.resilience`; that price is kept out of
every cost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from symbiosis.blocks.language import STEP
from symbiosis.park import Park
from symbiosis.park.frozen import FrozenDict
from symbiosis.questions import assemble, load, solve
from symbiosis.results.load import demand_charge
from symbiosis.solver.options import Options
from symbiosis.study.losses.resilience import AS_ASKED, LEAST, SHORT, SURPLUS
from symbiosis.study.study import StudyError

if TYPE_CHECKING:
    from symbiosis.horizon.horizon import Horizon
    from symbiosis.results.results import Results

OPTIONS = Options(gap=1e-4, prices=False)
PEAK = "peak_charge"
GIVE = 1e-6  # share by which a level taken from a plan may be missed, so that its rounding cannot hurt
CHEAPER = 0.1  # what lacks to a target is dear, but cheaper than what a need falls short


@dataclass(frozen=True)
class State:
    """What hours begin with: content of stores [amount] and units that run, by label."""

    levels: Mapping[str, float]
    on: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Missing:
    """An amount not served (or, as surplus, with nowhere to go): in how many hours, and when first."""

    enterprise: str
    carrier: str
    amount: float
    surplus: bool
    hours: float
    first: str


def run_from(park: Park, over: Horizon, state: State, targets: Mapping[str, float]) -> Results:
    """Return the cheapest operation of a softened park that ends at the targets, or as near as needs allow.

    Raises StudyError where even falling short leaves no lawful operation, or the check of a plan fails.
    """
    found = _solved(_begun(park, state, targets), over)
    price = _price_of_target(park)
    aimed = {j: target for j, target in targets.items() if target > 0.0}
    if not aimed or price is None or (found.data is not None and not missing_of(found)):
        return _checked(found)
    from symbiosis.formulation.target import toward

    asked = load("as_is")
    eased = replace(asked, build=toward(asked.build, aimed, price))
    near = _with_plan(solve(_begun(park, state, {}), eased, over, OPTIONS))
    end = levels_of(near)
    reached = {j: min(target, end[j][-1] * (1.0 - GIVE)) for j, target in aimed.items()}
    return _checked(_solved(_begun(park, state, reached), over))


def _solved(park: Park, over: Horizon) -> Results:
    return solve(park, load("as_is"), over, OPTIONS)


def _with_plan(results: Results) -> Results:
    if results.data is None:
        start = _instant(results.horizon.start[0])
        why = results.explanation[0] if results.explanation else results.outcome.sentence
        raise StudyError(f"the hours from {start} cannot be run, even with needs left short: {why}")
    return results


def _checked(results: Results) -> Results:
    if _with_plan(results).status == "suspect":
        start = _instant(results.horizon.start[0])
        raise StudyError(f"the plan of the hours from {start} did not pass its own recomputation.")
    return results


def _begun(park: Park, state: State, targets: Mapping[str, float]) -> Park:
    """Return a park whose stores and units begin as they stand, and whose stores end at the targets."""
    stores = {}
    for j, store in park.stores.items():
        begin = min(max(state.levels.get(j, 0.0), 0.0), store.capacity)
        end = min(targets.get(j, 0.0), store.capacity)
        stores[j] = replace(store, seasonal=False, initial_level=begin, final_level_min=max(end, 0.0))
    plants = {
        i: replace(plant, initial_on=state.on[i], initial_hours=None) if i in state.on else plant
        for i, plant in park.technologies.items()
    }
    return park.replace(stores=FrozenDict(stores), technologies=FrozenDict(plants))


def _price_of_target(park: Park) -> float | None:
    prices = [
        m.purchase_price.value
        for label, m in park.markets.items()
        if label.startswith(SHORT) and m.purchase_price is not None
    ]
    prices += [o.fee.value for label, o in park.outlets.items() if SURPLUS in label]
    return CHEAPER * max(prices) if prices else None


def levels_of(results: Results) -> dict[str, list[float]]:
    """Return the content of every store at the end of each step [amount]."""
    return _series(results, "level", "store")


def end_of(results: Results) -> State:
    """Return what the next hours begin with."""
    levels = {j: series[-1] for j, series in levels_of(results).items()}
    return State(levels, {i: round(series[-1]) for i, series in _series(results, "on", "committed").items()})


def _series(results: Results, name: str, axis: str) -> dict[str, list[float]]:
    data = results.data
    if data is None or name not in data:
        return {}
    values = np.maximum(data[name].values, 0.0).tolist()
    return dict(zip(map(str, data[axis].values), values, strict=True))


def missing_of(results: Results) -> tuple[Missing, ...]:
    """Return what falls short or overflows, largest amount first."""
    flow, hours = results.balances, results.horizon.hours
    found = []
    for n, k, by, rates in zip(
        flow["enterprise"].values, flow["carrier"].values, flow["by"].values, flow.values, strict=True
    ):
        surplus = SURPLUS in str(by)
        amounts = np.abs(rates) * hours
        if (surplus or str(by).startswith(SHORT)) and amounts.sum() > LEAST:
            hit = np.flatnonzero(amounts > LEAST * amounts.max())
            first = _instant(results.horizon.start[int(hit[0])])
            carrier = str(k).partition(AS_ASKED)[0]
            total, lasts = float(amounts.sum()), float(hours[hit].sum())
            found.append(Missing(str(n), carrier, total, surplus, lasts, first))
    return tuple(sorted(found, key=lambda m: -m.amount))


def cost_by_step(results: Results) -> NDArray[np.float64]:
    """Return what every step costs [money], shape (steps,), without demand charges and shortfalls.

    What is settled over the whole time, such as quotas, is spread evenly over its hours.
    """
    from symbiosis.formulation.evaluate import Evaluator

    assert results.outcome.x is not None
    over = results.horizon
    program = assemble(results.park, "as_is", over, OPTIONS)
    evaluator = Evaluator(program, results.outcome.x)
    found, settled = np.zeros(len(over)), 0.0
    for axis, tally in program.hour.payments.items():
        counts = [category != PEAK and not _penalty(item) for _, category, item in tally.items]
        values = evaluator.series(tally, axis)[counts]
        if axis == STEP:
            found += values.sum(axis=0) * over.cost_weight
        else:
            settled += float(values.sum())
    return np.asarray(found + settled * over.hours / over.hours.sum())


def _penalty(item: str) -> bool:
    return item.startswith(SHORT) or SURPLUS in item


def peaks_of(results: Results) -> dict[str, float]:
    """Return the largest purchase by `market:enterprise month`, where it is charged for."""
    data = results.data
    if data is None or "peak" not in data:
        return {}
    values = data["peak"].to_series()
    return {f"{trade} {month}": float(value) for (trade, month), value in values.items()}


def peak_charges(park: Park, whole: Horizon, peaks: Mapping[str, float]) -> float:
    """Return what the demand charges of the months come to [money], each by its share of the month."""
    months = dict(zip(whole.groups["month"].names, whole.groups["month"].stands_for.tolist(), strict=True))
    total = 0.0
    for key, peak in peaks.items():
        trade, _, month = key.rpartition(" ")
        market = park.markets[trade.partition(":")[0]]
        total += months[month] * float(demand_charge(market, peak))
    return total


def _instant(time: np.datetime64) -> str:
    return str(time.astype("datetime64[m]")).replace("T", " ")
