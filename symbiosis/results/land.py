"""How a plan uses land and buildings: plots, roofs, ground, floors built, taken up and let.

plot ratio       = floor area / land             what is stated, and what the plan builds
building density = ground that buildings cover / land
floor let        = Σ sent over links and networks, sold        the most of any step
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiosis.park.building import KM2, built, spaces
from symbiosis.park.separation import placed

if TYPE_CHECKING:
    from symbiosis.results.results import Results

NEEDED, LET, RENTED = ("occupied", "demand"), ("leaving", "fed", "sold"), ("arriving", "drawn", "bought")


@dataclass(frozen=True)
class Site:
    """Land and buildings of one enterprise: land in km2, all else in m2; None where nothing is stated."""

    enterprise: str
    land: float | None
    floor_area: float | None
    footprint: float | None
    roof: float | None
    roof_taken: float
    ground: float | None
    ground_taken: float
    floor_needed: float
    floor_let: float
    floor_rented: float

    @property
    def plot_ratio(self) -> float | None:
        """Floor area over land; None where one of them is not known."""
        return None if not self.land or self.floor_area is None else self.floor_area * KM2 / self.land

    @property
    def density(self) -> float | None:
        """Share of its land that buildings cover; None where it is not known."""
        return None if not self.land or self.footprint is None else self.footprint * KM2 / self.land


def sites(results: Results) -> list[Site]:
    """Return the land and buildings of every enterprise that has or takes up any; nothing without a plan."""
    if results.data is None:
        return []
    park, found = results.park, []
    for n, enterprise in park.enterprises.items():
        if n in results.refused:
            continue
        own = {i: thing for i, thing in placed(park).items() if thing.enterprise == n}
        size = {i: float(results.capacity.sel(asset=i)) for i in own}
        taken, ground = (
            sum(getattr(thing, use) * size[i] for i, thing in own.items())
            for use in ("roof_use", "ground_use")
        )
        offered = sum(thing.roof_given * size[i] for i, thing in own.items())
        halls = {name: built(park, name, n) for name in ("floor_area", "footprint")}
        area, covered = (
            None
            if getattr(enterprise, name) is None and not each
            else ((getattr(enterprise, name) or 0.0) + sum(per * size[i] for i, per in each.items())) / KM2
            for name, each in halls.items()
        )
        roof = None if enterprise.roof is None and not offered else (enterprise.roof or 0.0) + offered
        floor = [_most(results, n, roles) for roles in (NEEDED, LET, RENTED)]
        site = Site(n, enterprise.land, area, covered, roof, taken, enterprise.ground, ground, *floor)
        if any((area, covered, roof, taken, enterprise.ground, ground, *floor)):
            found.append(site)
    return found


def _most(results: Results, enterprise: str, roles: tuple[str, ...]) -> float:
    """Return the most floor [m2] that flows of these roles come to in any step."""
    assert results.data is not None
    if not spaces(results.park) or "flow" not in results.data:
        return 0.0
    flow = results.data["flow"]
    terms = zip(*(flow[key].values.tolist() for key in ("enterprise", "carrier", "role")), strict=True)
    mine = [n == enterprise and k in spaces(results.park) and role in roles for n, k, role in terms]
    return float(abs(flow.values[mine]).sum(axis=0).max(initial=0.0))
