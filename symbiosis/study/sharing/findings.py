"""What a game says, as rows of plain data and as sentences: of all coalitions, or of drawn orders.

One row a player (`player`), one a rule (`rule`), one of all together (`saving`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from symbiosis.study.sharing.coalitions import Coalitions
from symbiosis.study.sharing.game import core_bounds, least_core
from symbiosis.study.sharing.rules import Sharing
from symbiosis.study.sharing.sampled import Sampled

if TYPE_CHECKING:
    from symbiosis.park.park import Park

Rows = tuple[dict[str, Any], ...]
CALLED = {
    "shapley": "Shapley",
    "nucleolus": "nucleolus",
    "equal_relative": "equal relative",
    "least_core": "least core",
    "shadow_price": "shadow price",
}
NOTHING = 1e-6  # of the saving


def rows_of(played: Coalitions, shared: Sequence[Sharing], park: Park) -> Rows:
    """Return players with their shares and payments by rule, rules with who would leave, and the saving.

    Players are called as `park` calls them. `core` is the range of shares within which nobody leaves, None
    where there is no such sharing; `low` and `high` bound the Shapley value where costs are known in
    intervals.
    """
    rows: list[dict[str, Any]] = []
    lows, bounds = played.alone_low.tolist(), core_bounds(played.values)
    for name, alone, low, core in zip(played.players, played.alone.tolist(), lows, bounds, strict=True):
        row = {**_player(park, name), "alone": alone, "alone_at_least": low, "own": played.own.get(name, 0.0)}
        row |= {"core": None if core is None else list(core)}
        row |= {way: {one.rule: getattr(one, way)[name] for one in shared} for way in ("shares", "payments")}
        for end in ("low", "high"):
            row |= {end: {one.rule: of[name] for one in shared if (of := getattr(one, end)) is not None}}
        rows.append(row)
    rows += [
        {
            "rule": one.rule,
            "most_tempted": list(one.tempted),
            "could_gain_at_most": one.gain,
            "gains_with_the_plans_found": one.gain_found,
            "worse_off": list(one.worse_off),
        }
        for one in shared
    ]
    ends = (played.values_low, played.values, played.values_high)
    saving = [float(values[-1]) for values in ends]
    return (*rows, {"saving": saving, "least_core": least_core(played.values)[0], "solves": played.solves})


def rows_of_sampled(drawn: Sampled, park: Park) -> Rows:
    """Return players with Shapley value and half the width of its band, who would leave, the saving."""
    rows = [
        {**_player(park, name), "shares": {"shapley": share}, "half_width": half}
        for name, share, half in zip(
            drawn.players, drawn.shares.tolist(), drawn.half_width.tolist(), strict=True
        )
    ]
    rule = {"rule": "shapley", "most_tempted": list(drawn.most_tempted), "could_gain_at_most": drawn.gain}
    whole = {"saving": list(drawn.saving), "orders": drawn.orders, "solves": drawn.solves}
    return (*rows, rule, whole)


def _player(park: Park, name: str) -> dict[str, Any]:
    thing = park.districts.get(name) or park.enterprises[name]
    return {"player": name, "title": thing.title, "title_zh": thing.title_zh}


def opening(played: Coalitions, money: str) -> str:
    """Return what all save together."""
    low, value, high = (v[-1] for v in (played.values_low, played.values, played.values_high))
    return f"together they save {value:,.0f} {money} (proved between {low:,.0f} and {high:,.0f})"


def shares_of(shared: Sequence[Sharing], money: str) -> list[str]:
    """Return what everybody gets and pays by each rule, a sentence each."""
    said = []
    for one in shared:
        gets, pays = (_listed(amounts) for amounts in (one.shares, one.payments))
        said.append(f"{CALLED[one.rule]}: share of the saving [{money}]: {gets}")
        said.append(f"{CALLED[one.rule]}: pays into the pool (−: gets) [{money}]: {pays}")
    return said


def verdicts(played: Coalitions, shared: Sequence[Sharing], money: str) -> list[str]:
    """Return who would leave by each rule, who may pay more than alone, and what could not be settled."""
    nothing, said = NOTHING * max(1.0, abs(float(played.values[-1]))), []
    for one in shared:
        rule = CALLED[one.rule]
        if one.gain <= nothing:
            said.append(f"{rule}: stable, no coalition gains by leaving")
        elif one.gain_found <= nothing:
            proved = f"which is proved to {one.gain:,.0f} {money}"
            said.append(f"{rule}: stable with the plans found, {proved}")
        else:
            who = ", ".join(one.tempted)
            said.append(f"{rule}: {who} could gain up to {one.gain:,.0f} {money} by leaving")
        if one.worse_off:
            said.append(f"{rule}: {', '.join(one.worse_off)} may pay more than alone")
    if all(one.worse_off == () for one in shared):
        said.append("by none of these does anybody pay more than alone (proved)")
    if played.priced is None:
        said.append("shadow prices of what is exchanged are not stated, so nothing is settled at them")
    return said


def opening_of_sampled(drawn: Sampled, money: str) -> str:
    """Return what all save together, as far as it is proved."""
    low, high = drawn.saving
    return f"together they save between {low:,.0f} and {high:,.0f} {money}"


def shares_of_sampled(drawn: Sampled, money: str) -> str:
    """Return everybody's Shapley value with its band."""
    pairs = zip(drawn.players, drawn.shares.tolist(), drawn.half_width.tolist(), strict=True)
    gets = "; ".join(f"{name} {amount(share)} ± {amount(half)}" for name, share, half in pairs)
    return f"{CALLED['shapley']}: share of the saving [{money}]: {gets}"


def verdicts_of_sampled(drawn: Sampled, money: str) -> list[str]:
    """Return how much was drawn, and who of those that were met could gain by leaving."""
    said = [f"{drawn.orders} orders of joining, {drawn.solves} solves"]
    if drawn.gain > 0.0:
        said.append(f"{', '.join(drawn.most_tempted)} could gain {drawn.gain:,.0f} {money} by leaving")
    else:
        said.append("no coalition that was met gains by leaving; others were not looked at")
    return said


def amount(money: float) -> str:
    """Return money without decimals, and nothing without a sign.

    >>> amount(-0.2), amount(-1234.5)
    ('0', '-1,234')
    """
    return f"{round(money) or 0:,}"


def _listed(amounts: dict[str, float]) -> str:
    return "; ".join(f"{name} {amount(money)}" for name, money in amounts.items())
