"""Are emissions what the park's factors say, and within its caps?

    emission = Σ ratio · a + Σ factor · purchase + Σ factor · discard     per enterprise and emission
    Σ represents · emission ≤ limit · years

What each emitter emits per step is handed on, for levies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park import Park
from symbiosis.results.verify.flows import FEASIBILITY, operation_flows, series
from symbiosis.results.verify.reading import Tables
from symbiosis.results.verify.verdict import Floats, Ledger, exact_sum

FAMILY = "emission"
ROUNDING = 1e-9

Emitted = Mapping[tuple[str, str], Floats]


def check(park: Park, horizon: Horizon, tables: Tables, ledger: Ledger) -> Emitted:
    """Compare yearly emissions and caps; return the emission of every emitter over the steps."""
    emitted: dict[tuple[str, str], Floats] = {}
    gross: dict[tuple[str, str], float] = {}
    for enterprise, carrier, flow in _terms(park, horizon, tables):
        pair = enterprise, carrier
        emitted[pair] = emitted[pair] + flow if pair in emitted else flow
        gross[pair] = gross.get(pair, 0.0) + float(np.abs(horizon.represents * flow).sum())
    totals = {pair: exact_sum((horizon.represents * flow).tolist()) for pair, flow in emitted.items()}
    for (enterprise, carrier), total in totals.items():
        where = f"{enterprise}:{carrier}"
        tolerance = ROUNDING * max(1.0, gross[enterprise, carrier])
        stated = float(tables["emission"][where])
        ledger.same(FAMILY, "differs from activity times factors", where, stated - total, tolerance)
    for cap in park.caps.values():
        concerned = [
            total
            for (enterprise, carrier), total in totals.items()
            if carrier == cap.carrier and cap.enterprise in ("", enterprise)
        ]
        limit = cap.limit * horizon.years
        tolerance = FEASIBILITY * max(1.0, limit)
        ledger.at_most(FAMILY, "cap is exceeded", cap.label, exact_sum(concerned), limit, tolerance)
    return emitted


def _terms(park: Park, horizon: Horizon, tables: Tables) -> Iterator[tuple[str, str, Floats]]:
    for technology in park.technologies.values():
        for carrier, ratio in technology.ratios.items():
            if park.carriers[carrier].kind == "emission":
                factor = series(park, horizon, ratio)
                yield technology.enterprise, carrier, factor * tables["activity"][technology.label]
        for carrier, _, flow in operation_flows(technology, horizon, tables):
            if park.carriers[carrier].kind == "emission":
                yield technology.enterprise, carrier, flow
    for market in park.markets.values():
        if market.purchase_price is None:
            continue
        for carrier, factor_of in market.emissions.items():
            factor = series(park, horizon, factor_of)
            for member in market.members:
                yield member, carrier, factor * tables["purchase"][f"{market.label}:{member}"]
    for outlet in park.outlets.values():
        for carrier, factor_of in outlet.emissions.items():
            factor = series(park, horizon, factor_of)
            yield outlet.enterprise, carrier, factor * tables["discard"][outlet.label]
