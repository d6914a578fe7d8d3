"""Buildings: plants whose capacity is floor area, let to whoever needs floor; what else needs some.

A standard building is a technology that gives a carrier of kind `space` [m2]: for each of its floor area it
takes ground (one over the number of its floors) and offers roof. Floor passes between
enterprises as anything else does, by links or a network, at a rent; plants and stores take up

    floor_use[i] · C[i]                                  in every hour, whether they run or not

and the floor area of a site is what its enterprise states and what is built on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from symbiosis.park.labels import enterprise_of
from symbiosis.park.placed import Placed
from symbiosis.park.separation import placed
from symbiosis.park.technology import Technology

if TYPE_CHECKING:
    from symbiosis.park.park import Park

SPACE, UNIT = "space", "m2"
KM2 = 1e-6  # km2 in a square metre
BUILT = ("floor_area", "footprint")  # quantities that buildings add to


def spaces(park: Park) -> list[str]:
    """Return the carriers of kind space."""
    return [k for k, carrier in park.carriers.items() if carrier.kind == SPACE]


def floor_of(park: Park, thing: Placed) -> str:
    """Return the carrier of the floor that a plant or store takes up: the one it names, or the only one."""
    known = spaces(park)
    return thing.floor or (known[0] if len(known) == 1 else "")


def occupying(park: Park) -> Iterator[tuple[str, str, Placed]]:
    """Yield (label, carrier, plant or store) of all that takes up floor."""
    for label, thing in placed(park).items():
        if thing.floor_use > 0.0:
            yield label, floor_of(park, thing), thing


def floors(park: Park, thing: Placed) -> float:
    """Return the floor area of building per capacity [m2]; what gives floor is one without saying so."""
    is_hall = (
        isinstance(thing, Technology)
        and park.carriers[thing.rated_on].kind == SPACE
        and thing.directions.get(thing.rated_on, 0.0) > 0.0
    )
    return thing.floor_area or float(is_hall)


def built(park: Park, name: str, enterprise: str = "") -> dict[str, float]:
    """Return what each capacity of a building adds to a quantity [km2], by label; at one enterprise if named.

    `floor_area` grows by its floors, `footprint` by the ground that it covers; other quantities by nothing.
    """
    if name not in BUILT:
        return {}
    found = {
        label: KM2 * (floors(park, thing) if name == "floor_area" else thing.ground_use)
        for label, thing in placed(park).items()
        if floors(park, thing) > 0.0 and enterprise in ("", enterprise_of(label))
    }
    return {label: each for label, each in found.items() if each > 0.0}
