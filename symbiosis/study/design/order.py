"""How the designs of a ladder lie to one another: what costs no less, and what is said where one does.

Whatever a poorer design may do, a richer one may do too, so no bound of the richer lies above the poorer's
cost; unless something is asked of the richer alone, of plants or contracts that only it has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from symbiosis.questions import LADDER
from symbiosis.study.interval import Interval

if TYPE_CHECKING:
    from symbiosis.study.design.ladder import Rung

# Each rung offers everything that those it names offer.
CONTAINS = {
    "stand_alone": ("as_is",),
    "raw_material_exchange": ("stand_alone",),
    "central_energy": ("stand_alone",),
    "integrated_park": ("raw_material_exchange", "central_energy"),
}
RULES = ("requirements", "quotas", "fees")


def tightened(rungs: dict[str, Rung]) -> dict[str, Rung]:
    """Raise each rung's bound to that of the richer rungs, richest first."""
    for name in reversed(LADDER):
        for poorer in CONTAINS.get(name, ()):
            rich, poor = rungs[name].cost, rungs[poorer].cost
            if asked_besides(rungs[name], rungs[poorer]):
                continue
            if rich is not None and poor is not None and rich.low > poor.low:
                low = min(rich.low, poor.value)
                rungs[poorer] = replace(rungs[poorer], cost=Interval(poor.value, low, poor.high))
    return rungs


def remarks(rungs: dict[str, Rung]) -> Iterator[str]:
    """Yield a sentence for every design that is not as it should be beside the others, or has no plan."""
    for name, contained in CONTAINS.items():
        for poorer in contained:
            rich, poor = rungs[name].cost, rungs[poorer].cost
            if rich is None or poor is None:
                continue
            dearer = rich.low > poor.high * (1 + 1e-9) + 1e-6
            if dearer and (besides := asked_besides(rungs[name], rungs[poorer])):
                yield f"{name} is dearer than {poorer}, of which less is asked: {', '.join(besides)}."
            elif dearer:
                yield f"{name} is proved dearer than {poorer}, which it contains: do not use these results."
            elif rich.value > poor.value + 1e-6 * max(1.0, abs(poor.value)):
                yield (
                    f"the plan found for {name} costs {rich.value - poor.value:.6g} more than the one for "
                    f"{poorer}, which it contains; the difference lies within the gap."
                )
    for name, rung in rungs.items():
        if rung.problem:
            yield f"{name} has no plan: {rung.problem}"
        elif rung.results is not None and rung.results.status == "suspect":
            yield f"{name}: the result failed its check; do not use it."


def asked_besides(rich: Rung, poor: Rung) -> list[str]:
    """Return what is asked of one design alone: it is about plants or contracts that only that one has."""
    if rich.results is None or poor.results is None:
        return []
    parks = rich.results.park, poor.results.park
    more, less = ({f"{s}.{x}" for s in RULES for x in getattr(park, s)} for park in parks)
    return sorted(more - less)
