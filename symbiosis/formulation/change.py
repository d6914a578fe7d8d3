"""A program after a changed price, demand, cap or limit: other arrays, the same matrix, nothing written anew.

price     the cost of the market's purchases (or sales), times what each step counts
demand    both sides of its balance
cap       the upper side of its row
limit     a column's bounds

Each is exact: the program equals the one that would be made from the changed park. What also stands in the
matrix, or elsewhere, is refused with NotInPlaceError; make the program anew then.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from symbiosis.park.park import Park
from symbiosis.park.profile import Varying

if TYPE_CHECKING:
    from symbiosis.formulation.axes import Layout
    from symbiosis.formulation.program import Program

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Given = Varying | float
HOURLY = "balance"
PLAIN = ("label", "carrier", "rate", "title", "title_zh")  # what a demand without terms of its own has


class NotInPlaceError(ValueError):
    """A change that touches more than the arrays it could be written into; the message says what."""


def with_price(program: Program, park: Park, market: str, price: Given, sale: bool = False) -> Program:
    """Return the program with another purchase (or sale) price of a market, from the park it was made of."""
    found = park.markets[market]
    before = found.sale_price if sale else found.purchase_price
    if before is None:
        raise NotInPlaceError(f"{market} has no {'sale' if sale else 'purchase'} price that could change.")
    more = (_series(program, park, price) - _series(program, park, before)) * program.horizon.cost_weight
    cost = program.cost.copy()
    for member in found.members:
        places = _places(program.columns, "sale" if sale else "purchase", (market, member))
        cost[places] += -more if sale else more
    return replace(program, cost=cost)


def with_demand(program: Program, park: Park, demand: str, rate: Given) -> Program:
    """Return the program with another rate of a demand, from the park that it was made of."""
    found = park.demands[demand]
    if any(getattr(plant, "saves", "") == demand for plant in park.technologies.values()):
        raise NotInPlaceError(f"a share of {demand} may be saved, and that share follows its rate.")
    for part in fields(found):
        if part.name not in PLAIN and getattr(found, part.name) != _default(part):
            raise NotInPlaceError(f"{demand} has {part.name}, which follows its rate or its mix.")
    more = _series(program, park, rate) - _series(program, park, found.rate)
    places = _places(program.rows, HOURLY, (found.enterprise, found.carrier))
    lower, upper = program.row_lower.copy(), program.row_upper.copy()
    lower[places] += more
    upper[places] += more
    return replace(program, row_lower=lower, row_upper=upper)


def with_cap(program: Program, park: Park, cap: str, limit: float) -> Program:
    """Return the program with another yearly limit on an emission, from the park that it was made of."""
    found = park.caps[cap]
    if found.pool or found.months:
        raise NotInPlaceError(f"{cap} is shared in a pool, or holds in some months only.")
    (place,) = _places(program.rows, "cap_of_year", (cap,))
    upper = program.row_upper.copy()
    upper[place] += (limit - found.limit) * program.horizon.years
    return replace(program, row_upper=upper)


def with_bounds(
    program: Program,
    block: str,
    label: tuple[str, ...],
    lower: Floats | float | None = None,
    upper: Floats | float | None = None,
) -> Program:
    """Return the program with other bounds of a column, a number or one each; None leaves a side."""
    places = _places(program.columns, block, label)
    low, high = program.column_lower.copy(), program.column_upper.copy()
    if lower is not None:
        low[places] = lower
    if upper is not None:
        high[places] = upper
    return replace(program, column_lower=low, column_upper=high)


def _default(part: Field[Any]) -> Any:
    return part.default if part.default_factory is MISSING else part.default_factory()


def _places(layout: Layout, name: str, label: tuple[str, ...]) -> Ints:
    """Return where an item of a block stands at all its repetitions."""
    for family, block in layout.find(name):
        if label in block.index:
            return np.asarray(family.places(block)[list(block.index).index(label)])
    raise NotInPlaceError(f"the program has no {name}[{', '.join(label)}].")


def _series(program: Program, park: Park, given: Given) -> Floats:
    """Return a number, or a number times its profile, for every step of the horizon."""
    varying = Varying.of(given)
    if varying.profile is None:
        return np.full(len(program.horizon), float(varying.value))
    return np.asarray(varying.value * program.horizon.sample(park.profiles[varying.profile].values))
