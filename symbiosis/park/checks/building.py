"""Whether floor space is an area, and what takes it up says which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.park.building import SPACE, UNIT, floor_of, spaces
from symbiosis.park.checks.every import Problems
from symbiosis.park.problems import Problem, did_you_mean
from symbiosis.park.separation import placed

if TYPE_CHECKING:
    from symbiosis.park.park import Park


def building_problems(park: Park) -> Problems:
    """Yield carriers of floor that are no area, and floor taken up that nobody could name."""
    for k in spaces(park):
        unit = park.carriers[k].unit
        if unit != UNIT:
            message = "is no area: floor is counted in square metres, all the time."
            yield Problem(message, f"Write unit: {UNIT}.", "carriers", k, "unit", unit)
    for label, thing in placed(park).items():
        where = ("technologies" if label in park.technologies else "stores"), label
        if thing.floor and park.carriers[thing.floor].kind != SPACE:
            message = "is no floor: its kind is another one."
            yield Problem(message, did_you_mean(thing.floor, spaces(park)), *where, "floor", thing.floor)
        elif thing.floor_use > 0.0 and not floor_of(park, thing):
            known = spaces(park)
            message = (
                "says not which floor: there are several." if known else "asks for floor; the park has none."
            )
            remedy = f"State floor: {known[0]}." if known else "Declare a carrier with kind: space, unit: m2."
            yield Problem(message, remedy, *where, "floor_use", f"{thing.floor_use:g}")
