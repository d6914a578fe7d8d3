"""Is the bound of a result what its multipliers prove?  The program is made anew from the frozen park."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiosis.results.verify.bound import Recomputed, recompute_bound

if TYPE_CHECKING:
    from symbiosis.results.results import Results
    from symbiosis.solver.arrays import Arrays


@dataclass(frozen=True)
class BoundCheck:
    """What became of a claimed bound: confirmed or not, in a sentence; `found` is None if not tried."""

    ok: bool
    sentence: str
    found: Recomputed | None = None


def check_bound(results: Results, program: Arrays | None) -> BoundCheck:
    """Work the bound of a result out again from its multipliers and a program.

    With whole numbers in the design the claimed bound may be higher than any multipliers prove: what is
    confirmed is then the part without the search over whole numbers, and the sentence says so.
    """
    from symbiosis.solver.gate import ProgramError, admit

    outcome = results.outcome
    if outcome.bound is None or outcome.objective is None:
        return BoundCheck(True, "there is no bound to be checked")
    if outcome.multipliers is None or program is None:
        return BoundCheck(True, "the bound rests on HiGHS' tree search; no multipliers prove it")
    try:
        problem = admit(program, float("inf")).problem
        found = recompute_bound(problem, outcome.multipliers)
    except (ProgramError, ValueError) as error:
        return BoundCheck(False, f"the bound cannot be worked out again: {error}")
    cost = outcome.objective
    if found.confirms(outcome.bound, cost):
        gap = max(cost - found.value, 0.0) / abs(cost) if cost else 0.0
        return BoundCheck(
            True, f"bound confirmed from multipliers: {found.value:,.10g}, gap {gap:.3%}", found
        )
    if outcome.integers and found.value > float("-inf"):
        share = (cost - found.value) / abs(cost) if cost else 0.0
        return BoundCheck(
            True,
            f"the multipliers prove {found.value:,.10g} (gap {share:.3%}); the rest, up to "
            f"{outcome.bound:,.10g}, rests on HiGHS' search over the whole numbers of the design",
            found,
        )
    return BoundCheck(False, f"the multipliers prove {found.value:,.10g}, not {outcome.bound:,.10g}", found)
