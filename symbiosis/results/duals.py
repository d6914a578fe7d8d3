"""What one more unit would cost, or save: from the duals of a program to labelled arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.park.grades import grades
from symbiosis.solver.outcome import PRICES

if TYPE_CHECKING:
    from symbiosis.results.dataset import Writer


def put_prices(to: Writer) -> None:
    """Put the shadow prices of balances, and of caps, where the outcome has duals."""
    if to.outcome.row_dual is None:
        return
    _put_cap_prices(to)
    found = to.program.rows.find("balance")
    if not found:
        return
    (family, block), *_ = found
    duals = to.outcome.row_dual[family.places(block)] / to.program.horizon.cost_weight[None, :]
    # where qualities decide who may feed whom, a price depends on the quality asked for
    traced = set(grades(to.park).places)
    one_price = [i for i, place in enumerate(block.index) if place not in traced]
    if not one_price:
        return
    duals = duals[one_price]
    places = [block.index[i] for i in one_price]
    labels = [":".join(place) for place in places]
    units = [to.unit(carrier, "{money}/{amount}") for _, carrier in places]
    meaning = "what one more unit needed would cost"
    if to.outcome.prices_conditional:
        meaning += " with the design as it is"
    if origin := PRICES[to.outcome.prices_from]:
        meaning += f" ({origin})"
    to.put("shadow_price", ("place", "step"), labels, duals, meaning, units)


def _put_cap_prices(to: Writer) -> None:
    """What a unit more of every cap would save: the value of environmental capacity."""
    for family, block in to.program.rows.find("cap_of_year"):
        assert to.outcome.row_dual is not None
        values = -to.outcome.row_dual[family.places(block)].ravel()
        caps = [index[0] for index in block.index]
        units = [to.unit(to.park.caps[c].carrier, "{money}/{amount}") for c in caps]
        meaning = "what one more unit allowed would save"
        if to.outcome.prices_conditional:
            meaning += " with the design as it is"
        to.put("cap_price", ("cap",), caps, values + 0.0, meaning, units)
