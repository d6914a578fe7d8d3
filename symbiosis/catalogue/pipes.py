"""Pipes by nominal diameter: what each carries, costs and loses for a carrier at its state.

    capacity        within a velocity and a pressure drop per metre (`pipe_flow`), at the carrier's density
    hot water       MW = tonnes · (h(supply) − h(return));   loss: heat of both pipes to the ground
    steam           t/h;  loss = heat / (h − h_boiling) + drain        per km
                    least flow = heat / (h − h(p, T_sat + superheat))  per km, for superheated steam

A main of steam loses heat, not tonnes, until its steam is saturated; the tonnes counted here are those whose
condensation gives as much heat, so that what arrives is steam as the carrier states it and heat closes.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from symbiosis.catalogue.pipe_flow import heat_lost_in_air, heat_lost_in_ground, most_mass
from symbiosis.park import Carrier
from symbiosis.park.carrier_state import is_steam, state_of, water_pair
from symbiosis.park.figure import Figure
from symbiosis.park.steam import State, density_and_viscosity, saturation_temperature, steam, water

GJ_PER_MWH = 3.6
LIMITS = {"steam": (30.0, 200.0), "hot_water": (2.5, 150.0)}  # m/s, Pa/m: common practice, assumed
AMBIENT = {"steam": 10.0, "hot_water": 8.0}  # °C of the air; of the ground
BARELY = 0.5  # K of superheat at which steam still counts as saturated


class PipeError(ValueError):
    """A pipe that does not suit its carrier; a sentence says why and what to do."""


@dataclass(frozen=True)
class Row:
    """One pipe of the catalogue; diameters in m, investment in EUR/m of `cost_year`, drain in kg/h/km."""

    series: str
    name: str
    inner: float
    outer: float
    cover: float
    investment: Figure
    cost_year: int
    drain: float
    source: str
    confidence: str


@dataclass(frozen=True)
class Laying:
    """How pipes of a series are laid: limits of flow, surroundings, and what local work costs.

    `velocity` [m/s], `pressure_drop` [Pa/m] and `ambient` [°C] are the series' own when None; `superheat`
    [K] is what steam must keep on arrival (None: it may arrive wet); `drain` [kg/h/km] is live steam lost
    at traps; `price_factor` is the park's money per EUR of the catalogue, local costs included.
    """

    series: str
    price_factor: float
    names: tuple[str, ...] = ()
    velocity: float | None = None
    pressure_drop: float | None = None
    ambient: float | None = None
    superheat: float | None = None
    drain: float | None = None


@dataclass(frozen=True)
class Laid:
    """A pipe for a carrier: capacity [rate], investment [money/km], loss and least flow [rate/km]."""

    name: str
    capacity: Figure
    investment: Figure
    loss: Figure
    least_flow: Figure


@lru_cache(maxsize=1)
def pipe_rows() -> tuple[Row, ...]:
    """Return the catalogue, by series and diameter."""
    text = resources.files("symbiosis.catalogue").joinpath("data/pipes.csv").read_text(encoding="utf-8")
    return tuple(
        Row(
            row["series"],
            row["name"],
            float(row["inner [mm]"]) / 1000.0,
            float(row["outer [mm]"]) / 1000.0,
            float(row["cover [mm]"]) / 1000.0,
            Figure(
                float(row["investment [EUR/m]"]),
                source=f"pipe catalogue, EUR of {row['cost_year']}: {row['cost_source']}",
                confidence=row["cost_confidence"],
            ),
            int(row["cost_year"]),
            float(row["drain [kg/h/km]"]),
            row["size_source"],
            row["size_confidence"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def series_names() -> tuple[str, ...]:
    """Return the series of pipes there are."""
    return tuple(dict.fromkeys(row.series for row in pipe_rows()))


def pipes_for(carrier: Carrier, laying: Laying) -> tuple[Laid, ...]:
    """Return the pipes of a series for a carrier, smallest first; raises PipeError where they do not suit."""
    rows = [row for row in pipe_rows() if row.series == laying.series]
    unknown = sorted(set(laying.names) - {row.name for row in rows})
    if unknown:
        known = ", ".join(row.name for row in rows)
        raise PipeError(f"the series {laying.series} has no {', '.join(unknown)}; it has {known}.")
    if laying.price_factor <= 0.0:
        raise PipeError(f"a price factor of {laying.price_factor:g} makes pipes free; write money per EUR.")
    wanted = [row for row in rows if not laying.names or row.name in laying.names]
    make = _steam_pipe if laying.series == "steam" else _water_pipe
    return tuple(make(carrier, row, laying) for row in wanted)


def fields_for(carrier: Carrier, laying: Laying) -> dict[str, Any]:
    """Return the fields of a link or segment that pipes of the catalogue fill in."""
    found = pipes_for(carrier, laying)
    return {
        "sizes": tuple(pipe.capacity.value for pipe in found),
        "size_names": " ".join(pipe.name for pipe in found),
        "size_investment_per_length": tuple(pipe.investment.value for pipe in found),
        "size_loss": tuple(pipe.loss.value for pipe in found),
        "size_minimum_flow_per_length": tuple(pipe.least_flow.value for pipe in found),
        "capacity_max": max(pipe.capacity.value for pipe in found),
        "units_max": 1,
    }


def _water_pipe(carrier: Carrier, row: Row, laying: Laying) -> Laid:
    pair = water_pair(carrier)
    per_tonne: Mapping[str, float] = {}
    if pair is not None:
        volume = density_and_viscosity(pair.supply)[0] / 1000.0
        per_tonne = {"MW": pair.heat_per_tonne, "t/h": 1.0, "m3/h": 1.0 / volume}
    if pair is None or carrier.unit not in per_tonne:
        raise PipeError(
            f"{carrier.label} states no temperature and return_temperature (hot or chilled water, in MW, t/h "
            "or m3/h), so what a pipe carries is not known."
        )
    tonnes = most_mass(row.inner, *_limits(laying), *density_and_viscosity(pair.supply))
    back, ground = pair.back.temperature, _ambient(laying)
    lost = heat_lost_in_ground(pair.supply.temperature, back, ground, row.outer, row.cover) / 1000.0
    per_mw = per_tonne[carrier.unit] / pair.heat_per_tonne
    return _laid(row, laying, tonnes * per_tonne[carrier.unit], lost * per_mw, 0.0)


def _steam_pipe(carrier: Carrier, row: Row, laying: Laying) -> Laid:
    state = state_of(carrier) if is_steam(carrier) and carrier.unit == "t/h" else None
    if state is None:
        raise PipeError(
            f"{carrier.label} is no steam in t/h at a pressure, so what a main carries is not known; "
            "state its pressure, or choose pipes for hot water."
        )
    tonnes = most_mass(row.inner, *_limits(laying), *density_and_viscosity(state))
    lost = heat_lost_in_air(state.temperature, _ambient(laying), row.outer, row.cover) / 1000.0
    boiling = water(saturation_temperature(state.pressure))
    condensed = lost * GJ_PER_MWH / (state.enthalpy - boiling.enthalpy)
    drained = (row.drain if laying.drain is None else laying.drain) / 1000.0
    return _laid(row, laying, tonnes, condensed + drained, _least(carrier, state, lost, laying.superheat))


def _least(carrier: Carrier, state: State, lost: float, superheat: float | None) -> float:
    """Flow [t/h per km] at which steam arrives with some kelvin of superheat left."""
    if superheat is None:
        return 0.0
    if state.superheat <= superheat + BARELY:
        raise PipeError(
            f"{carrier.label} has {max(0.0, state.superheat):.1f} K of superheat, so it cannot arrive with "
            f"{superheat:g} K; leave superheat out for saturated steam."
        )
    arriving = steam(state.pressure, saturation_temperature(state.pressure) + superheat)
    return lost * GJ_PER_MWH / (state.enthalpy - arriving.enthalpy)


def _limits(laying: Laying) -> tuple[float, float]:
    velocity, drop = LIMITS[laying.series]
    return laying.velocity or velocity, laying.pressure_drop or drop


def _ambient(laying: Laying) -> float:
    return AMBIENT[laying.series] if laying.ambient is None else laying.ambient


def _laid(row: Row, laying: Laying, capacity: float, loss: float, least: float) -> Laid:
    velocity, drop = _limits(laying)
    flow = f"pipe catalogue: {row.name} at most {velocity:g} m/s and {drop:g} Pa/m; {row.source}"
    heat = f"pipe catalogue: {row.name} at {_ambient(laying):g} °C outside; {row.source}"
    cost = row.investment
    return Laid(
        row.name,
        Figure(capacity, source=flow, confidence=row.confidence),
        Figure(
            cost.value * 1000.0 * laying.price_factor,
            source=f"{cost.source}; times {laying.price_factor:g}",
            confidence=cost.confidence,
        ),
        Figure(loss, source=heat, confidence="L" if row.series == "steam" else "M"),
        Figure(least, source=heat, confidence="L" if row.series == "steam" else "M"),
    )
