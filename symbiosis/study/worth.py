"""What an exchange is worth to each side, were it the only one: the giver's floor, the taker's ceiling.

    ceiling = cost of the taker alone − its cost alone when it may take the stream for nothing
    floor   = cost of the giver alone when it must give the stream − its cost alone

Both are optima of one enterprise by itself with what the design offers it: a burner that the taker
would have to build first is counted, and a fee that the giver is spared makes the floor negative.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from symbiosis.park import Demand, Market, Park, ParkError, Profile, Varying
from symbiosis.park.frozen import FrozenDict

if TYPE_CHECKING:
    from symbiosis.results.results import Results

Floats = NDArray[np.float64]
STREAM = "exchanged_stream"


class Worth:
    """Values single exchanges of one result; each enterprise alone is solved once and remembered."""

    def __init__(self, results: Results) -> None:
        self.results = results
        self._alone: dict[str, float | None] = {}

    def floor(self, giver: str, carrier: str, sent: Floats) -> float | None:
        """Return what giving a flow (steps,) costs an enterprise; None when alone it could not."""
        profile = self._profile(sent)
        demand = Demand(label=f"{giver}.{STREAM}", carrier=carrier, rate=Varying(1.0, STREAM))
        burdened = self._cost(giver, {"demands": demand}, profile)
        alone = self._cost_alone(giver)
        return None if burdened is None or alone is None else burdened - alone

    def ceiling(self, taker: str, carrier: str, arriving: Floats) -> float | None:
        """Return what a flow (steps,) for nothing saves an enterprise; None when alone it cannot be."""
        profile = self._profile(arriving)
        gift = Market(
            label=STREAM,
            carrier=carrier,
            members=(taker,),
            purchase_price=Varying(0.0),
            purchase_limit=Varying(1.0, STREAM),
        )
        eased = self._cost(taker, {"markets": gift}, profile)
        alone = self._cost_alone(taker)
        return None if eased is None or alone is None else alone - eased

    def _cost_alone(self, enterprise: str) -> float | None:
        if enterprise not in self._alone:
            self._alone[enterprise] = self._cost(enterprise, {}, None)
        return self._alone[enterprise]

    def _profile(self, flow: Floats) -> Profile:
        """Spread a flow over the steps back over the calendar, so that sampling returns it."""
        horizon = self.results.horizon
        values = np.zeros(horizon.calendar.steps)
        for first, last, rate in zip(horizon.first, horizon.last, np.maximum(flow, 0.0), strict=True):
            values[first:last] = rate
        return Profile(STREAM, values)

    def _cost(
        self, enterprise: str, more: dict[str, Demand | Market], profile: Profile | None
    ) -> float | None:
        from symbiosis.formulation.build import compiled
        from symbiosis.formulation.tile import tile
        from symbiosis.questions import load
        from symbiosis.solver import Options
        from symbiosis.solver import solve as run

        try:
            park = by_itself(self.results.park, enterprise, more, profile)
        except ParkError:
            return None
        program = tile(compiled(load("integrated_park").build, park), self.results.horizon)
        outcome = run(program, Options(gap=1e-4, prices=False, time_limit=60.0))
        return outcome.objective if outcome.has_plan else None


def by_itself(
    park: Park,
    enterprise: str,
    more: dict[str, Demand | Market] | None = None,
    profile: Profile | None = None,
) -> Park:
    """Return the park of one enterprise with nobody to exchange with, and what is added to it.

    Raises ParkError when something it needs can come from nowhere but an exchange.
    """

    def own(section: str) -> dict[str, object]:
        return {k: thing for k, thing in getattr(park, section).items() if thing.enterprise == enterprise}

    sections: dict[str, dict[str, object]] = {
        name: own(name) for name in ("technologies", "stores", "supplies", "demands", "outlets")
    }
    sections["markets"] = {
        label: replace(market, members=(enterprise,), purchase_annual_min=None)
        for label, market in park.markets.items()
        if enterprise in market.members
    }
    sections["caps"] = {k: cap for k, cap in park.caps.items() if cap.enterprise == enterprise}
    sections["levies"] = {k: levy for k, levy in park.levies.items() if levy.enterprise in ("", enterprise)}
    for section, thing in (more or {}).items():
        sections[section][thing.label] = thing
    profiles = dict(park.profiles)
    if profile is not None:
        profiles[profile.name] = profile
    return park.replace(
        **{name: FrozenDict(things) for name, things in sections.items()},
        links=FrozenDict(),
        networks=FrozenDict(),
        meters=FrozenDict(),
        profiles=FrozenDict(profiles),
    )
