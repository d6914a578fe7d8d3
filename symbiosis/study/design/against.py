"""What a result saves against another, within proved limits, and how much of that is left unproved.

    saving = cost of the other − cost of this,   gap of the saving = what is unproved of both / |saving|

A small gap of the total may hide the whole saving: raw materials and demand weigh in both costs alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.study.interval import Interval

if TYPE_CHECKING:
    from symbiosis.results.results import Results
    from symbiosis.solver.outcome import Outcome


class NotComparableError(ValueError):
    """Two results whose costs do not stand for the same; the message says why."""


def cost_within(outcome: Outcome) -> Interval | None:
    """Return a cost between its proved bound and the plan in hand; None without a plan."""
    if outcome.objective is None or not outcome.has_plan:
        return None
    bound = float("-inf") if outcome.bound is None else outcome.bound
    return Interval(outcome.objective, min(bound, outcome.objective), outcome.objective)


def saving_against(results: Results, other: Results) -> Interval:
    """Return what a result saves against another.

    Raises NotComparableError where one has no plan, or they are over different times or in other money.
    """
    mine, theirs = cost_within(results.outcome), cost_within(other.outcome)
    for found, cost in ((results, mine), (other, theirs)):
        if cost is None:
            raise NotComparableError(f"{found.question} has no plan: {found.outcome.sentence}.")
    assert mine is not None
    assert theirs is not None
    if results.horizon.years != other.horizon.years:
        raise NotComparableError(
            f"the costs stand for {results.horizon.years:g} and {other.horizon.years:g} years; "
            "solve both over the same horizon."
        )
    money, than = results.park.settings.currency, other.park.settings.currency
    if money != than:
        raise NotComparableError(f"the costs are in {money} and in {than}.")
    return theirs - mine


def saving_line(results: Results, other: Results, unit: str) -> str:
    """Say what is saved, between which limits, and what share of it is unproved."""
    saved = saving_against(results, other)
    share = saved.share_unproved
    gap = "" if share is None else f"; {share:.2%} of it unproved"
    said = f"saves {saved.value:,.0f} {unit} against {other.question}"
    doubt = "; this cannot be told from nothing" if saved.sign == 0 else ""
    return f"{said}, proved between {saved.low:,.0f} and {saved.high:,.0f}{gap}{doubt}"
