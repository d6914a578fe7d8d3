"""Are emissions what the park's factors say, and within its caps?

    emission = Σ ratio · a + Σ factor · purchase + Σ factor · discard     per enterprise and emission
             + what is formed of the qualities of fuels (`burning`)
    Σ represents · emission ≤ limit · years

What each emitter emits per step is handed on, for levies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park import Cap, Park
from symbiosis.results.verify.burning import formed
from symbiosis.results.verify.flows import FEASIBILITY, operation_flows, series
from symbiosis.results.verify.reading import Tables
from symbiosis.results.verify.verdict import Floats, Ledger, exact_sum

FAMILY = "emission"
ROUNDING = 1e-9
DAYS = {1: 31, 2: 28, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}

if TYPE_CHECKING:
    from xarray import Dataset

Emitted = Mapping[tuple[str, str], Floats]


class Emitter(NamedTuple):
    """What one plant, market or outlet emits over the steps, and whose emission it is."""

    enterprise: str
    carrier: str
    item: str
    flow: Floats


def check(park: Park, horizon: Horizon, tables: Tables, data: Dataset, ledger: Ledger) -> Emitted:
    """Compare yearly emissions and caps; return the emission of every emitter over the steps."""
    emitted: dict[tuple[str, str], Floats] = {}
    gross: dict[tuple[str, str], float] = {}
    for enterprise, carrier, _, flow in emitters(park, horizon, tables):
        pair = enterprise, carrier
        emitted[pair] = emitted[pair] + flow if pair in emitted else flow
        gross[pair] = gross.get(pair, 0.0) + float(np.abs(horizon.represents * flow).sum())
    totals = {pair: exact_sum((horizon.represents * flow).tolist()) for pair, flow in emitted.items()}
    for (enterprise, carrier), total in totals.items():
        where = f"{enterprise}:{carrier}"
        tolerance = ROUNDING * max(1.0, gross[enterprise, carrier])
        stated = float(tables["emission"][where])
        ledger.same(FAMILY, "differs from activity times factors", where, stated - total, tolerance)
    if "emitted" in data.variables:
        _check_sources(park, horizon, tables, data, ledger)
    _check_caps(park, horizon, emitted, ledger)
    return emitted


def _check_caps(park: Park, horizon: Horizon, emitted: Emitted, ledger: Ledger) -> None:
    """A cap by itself, or all caps of a pool together, over their months."""
    pools: dict[str, list[Cap]] = {}
    for cap in park.caps.values():
        pools.setdefault(f"pool {cap.pool}" if cap.pool else cap.label, []).append(cap)
    for name, caps in pools.items():
        hours, share = season(horizon, caps[0].months)
        whose = {n for cap in caps for n in park.enterprises if cap.covers(n)}
        concerned = [
            amount
            for (enterprise, carrier), flow in emitted.items()
            if carrier == caps[0].carrier and enterprise in whose
            for amount in (hours * flow).tolist()
        ]
        limit = sum(cap.limit for cap in caps) * share
        tolerance = FEASIBILITY * max(1.0, limit)
        ledger.at_most(FAMILY, "cap is exceeded", name, exact_sum(concerned), limit, tolerance)


def season(horizon: Horizon, months: tuple[float, ...]) -> tuple[Floats, float]:
    """Return the hours that steps stand for in some months, and the part of those months covered."""
    if not months:
        return horizon.represents, horizon.years
    month = np.array([int(str(month)[5:7]) for month in horizon.start.astype("datetime64[M]")])
    hours = np.where(np.isin(month, np.array(months)), horizon.represents, 0.0)
    whole = 24 * sum(DAYS[int(month)] for month in months)
    return hours, 1.0 if horizon.years == 1.0 else exact_sum(hours.tolist()) / whole


def _check_sources(park: Park, horizon: Horizon, tables: Tables, data: Dataset, ledger: Ledger) -> None:
    """What single plants, markets and outlets are said to emit is what they do."""
    stated = data["emitted"]
    known = dict(zip(stated["source"].values.tolist(), stated.values.tolist(), strict=True))
    totals: dict[str, list[float]] = {}
    for enterprise, carrier, item, flow in emitters(park, horizon, tables):
        totals.setdefault(f"{enterprise}:{carrier}:{item}", []).extend((horizon.represents * flow).tolist())
    for source, values in totals.items():
        tolerance = ROUNDING * max(1.0, float(np.abs(values).sum()))
        residual = known.pop(source, 0.0) - exact_sum(values)
        ledger.same(FAMILY, "differs from activity times factors", source, residual, tolerance)
    for source, value in known.items():
        ledger.same(FAMILY, "is no source of the park", source, value, ROUNDING)


def emitters(park: Park, horizon: Horizon, tables: Tables) -> Iterator[Emitter]:
    """Yield what every plant, market and outlet emits."""
    for technology in park.technologies.values():
        for carrier, ratio in technology.ratios.items():
            if park.carriers[carrier].kind == "emission":
                factor = series(park, horizon, ratio)
                flow = factor * tables["activity"][technology.label]
                yield Emitter(technology.enterprise, carrier, technology.label, flow)
        for carrier, _, flow in operation_flows(technology, horizon, tables):
            if park.carriers[carrier].kind == "emission":
                yield Emitter(technology.enterprise, carrier, technology.label, flow)
    for label, carrier, flow in formed(park, horizon, tables):
        yield Emitter(park.technologies[label].enterprise, carrier, label, flow)
    for market in park.markets.values():
        if market.purchase_price is None:
            continue
        for carrier, factor_of in market.emissions.items():
            factor = series(park, horizon, factor_of)
            for member in market.members:
                bought = tables["purchase"][f"{market.label}:{member}"]
                yield Emitter(member, carrier, market.label, factor * bought)
    for outlet in park.outlets.values():
        for carrier, factor_of in outlet.emissions.items():
            factor = series(park, horizon, factor_of)
            flow = factor * tables["discard"][outlet.label]
            yield Emitter(outlet.enterprise, carrier, outlet.label, flow)
