"""What an exchange is worth to each side, were it the only one: the giver's floor, the taker's ceiling.

    ceiling = cost of the taker alone − its cost alone when it may take the stream for nothing
    floor   = cost of the giver alone when it must give the stream − its cost alone

Both are optima of one enterprise by itself with what the design offers it: a burner that the taker
would have to build first is counted, and a fee that the giver is spared makes the floor negative.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from symbiosis.park import Demand, Market, ParkError, Profile, Varying
from symbiosis.park.part import part

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
            added: dict[str, Any] = {section: {thing.label: thing} for section, thing in more.items()}
            if profile is not None:
                added["profiles"] = {profile.name: profile}
            park = part(self.results.park, {enterprise}, **added)
        except ParkError:
            return None
        program = tile(compiled(load("integrated_park").build, park), self.results.horizon)
        outcome = run(program, Options(gap=1e-4, prices=False, time_limit=60.0))
        return outcome.objective if outcome.has_plan else None
