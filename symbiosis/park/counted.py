"""What every named quantity counts: terms of balances and emissions, with weights.

Standard coal (GB/T 2589): what is used of energy from outside, less what is sold. Where a carrier states
no factor, an energy carrier that is measured as energy counts at 29.3076 GJ a tonne; one that is not is
left out (`without_factor` names it). Energy from by-products of the park is not counted again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from symbiosis.park.burning import formed
from symbiosis.park.district import whose
from symbiosis.park.formula import Quantity
from symbiosis.park.quantities import ROLES

if TYPE_CHECKING:
    from symbiosis.park.carrier import Carrier
    from symbiosis.park.park import Park

TCE = 29.3076  # GJ, GB/T 2589-2020
ENERGY = {"MW": 3.6 / TCE, "kW": 0.0036 / TCE, "GW": 3600.0 / TCE, "GJ/h": 1.0 / TCE, "MJ/h": 0.001 / TCE}
MASS = {"t/h": 1.0, "kg/h": 1e-3, "kt/h": 1e3, "g/h": 1e-6}
VOLUME = {"m3/h": 1.0, "L/h": 1e-3, "t/h": 1.0, "kg/h": 1e-3, "Mm3/h": 1e6}
POLLUTANTS = ("cod", "ammonia_nitrogen", "so2", "nox")
SECONDARY = ("electricity", "heat", "low_pressure_steam")  # bought as such, they are scope 2


@dataclass(frozen=True)
class Selector:
    """Terms of balances (or of emission tallies) by role, carrier, enterprise and item; empty: any."""

    emission: bool
    roles: tuple[str, ...]
    carrier: str
    enterprise: str = ""
    item: str = ""

    def takes(self, enterprise: str, carrier: str, role: str, item: str) -> bool:
        """Tell whether it counts a term."""
        return (
            carrier == self.carrier
            and (self.emission or role in self.roles)
            and self.enterprise in ("", enterprise)
            and self.item in ("", item)
        )

    def at(self, enterprise: str) -> Selector:
        """Return the same at one enterprise."""
        return replace(self, enterprise=enterprise)


Weighted = tuple[Selector, float]


def selectors(park: Park, quantity: Quantity) -> tuple[Weighted, ...]:
    """Return the terms that a quantity of flows counts, with their weights in its unit."""
    if quantity.name in ROLES:
        roles, of = ROLES[quantity.name][0], quantity.of
        emission, place = quantity.name == "emission", of[1] if len(of) == 2 else ""
        theirs = whose(park, place)
        if not theirs:
            return ((Selector(emission, roles, of[0], "", place), 1.0),)
        return tuple((Selector(emission, roles, of[0], n), 1.0) for n in theirs)
    found = tuple(_counted(park, quantity.name))
    if not quantity.of:
        return found
    theirs = whose(park, quantity.of[0])
    inside = tuple((selector.at(n), weight) for selector, weight in found for n in theirs)
    if quantity.of[0] in park.districts:
        return (*inside, *_across(park, quantity.name, set(theirs)))
    return inside


def _across(park: Park, name: str, inside: set[str]) -> Iterator[Weighted]:
    """Yield what a district gets from others, less what it gives: bought and sold, for it."""
    on_sale = {market.carrier for market in park.markets.values() if market.purchase_price is not None}
    for carrier in park.carriers.values():
        weight = _weight_across(carrier, name)
        if weight is None or (name == "fresh_water" and carrier.label not in on_sale):
            continue  # water that somebody has used is fresh to nobody
        for label, link in park.links.items():
            if carrier.label not in link.carriers or (link.origin in inside) == (link.destination in inside):
                continue
            if link.destination in inside:
                yield Selector(False, ("arriving",), carrier.label, link.destination, label), weight
            else:
                yield Selector(False, ("leaving",), carrier.label, link.origin, label), -weight
        for network in park.networks.values():
            if network.carrier != carrier.label or all(c.enterprise in inside for c in network.connections):
                continue
            for c in network.connections:
                if c.enterprise in inside:
                    yield Selector(False, ("drawn",), carrier.label, c.enterprise, c.label), weight
                    yield Selector(False, ("fed",), carrier.label, c.enterprise, c.label), -weight


def _weight_across(carrier: Carrier, name: str) -> float | None:
    """Return what an amount that comes from another district counts for; None where it counts nothing."""
    if name in ("energy", "energy_equivalent", "clean_energy", "renewable_energy"):
        factor = coal_factor(carrier, name == "energy_equivalent")
        share = {"clean_energy": carrier.clean, "renewable_energy": carrier.renewable}.get(name, 1.0)
        return None if factor is None or not share else factor * share
    return VOLUME.get(carrier.unit) if name == "fresh_water" and carrier.kind == "water" else None


def _counted(park: Park, name: str) -> Iterator[Weighted]:
    if name in ("energy", "energy_equivalent", "clean_energy", "renewable_energy"):
        yield from _energy(park, name)
    elif name.startswith("carbon"):
        scopes = name.removeprefix("carbon_scope_") if name != "carbon" else "12"
        yield from _carbon(park, scopes)
    elif name in ("fresh_water", "waste_water", "water_used"):
        yield from _water(park, name)
    elif name.startswith("solid_waste"):
        for carrier in park.carriers.values():
            if carrier.kind == "waste" and carrier.solid and carrier.unit in MASS:
                yield from _waste(name == "solid_waste", carrier.label, MASS[carrier.unit])
    elif name in POLLUTANTS:
        yield from _pollutant(park, name)
    elif name.startswith("waste_heat"):
        for carrier in park.carriers.values():
            if carrier.kind == "waste" and carrier.unit in ENERGY:
                weight = ENERGY[carrier.unit] / ENERGY["MW"]
                yield from _waste(name == "waste_heat", carrier.label, weight)


def _pollutant(park: Park, name: str) -> Iterator[Weighted]:
    for carrier in park.carriers.values():
        named = name in (carrier.label, carrier.factors, carrier.stands_for)
        if named and carrier.kind == "emission" and carrier.unit in MASS:
            yield Selector(True, (), carrier.label), MASS[carrier.unit]


def _waste(generated: bool, carrier: str, weight: float) -> Iterator[Weighted]:
    roles = ("made", "supply") if generated else ("discarded",)
    yield Selector(False, roles, carrier), weight


def coal_factor(carrier: Carrier, equivalent: bool = False) -> float | None:
    """Return tonnes of standard coal per amount of an energy carrier; None where none is known."""
    if equivalent and carrier.standard_coal_equivalent is not None:
        return carrier.standard_coal_equivalent
    if carrier.standard_coal is not None:
        return carrier.standard_coal
    return ENERGY.get(carrier.unit) if carrier.kind == "energy" else None


def without_factor(park: Park) -> list[str]:
    """Return the energy carriers traded with the outside whose standard coal is not known."""
    traded = dict.fromkeys(market.carrier for market in park.markets.values())
    return [k for k in traded if park.carriers[k].kind == "energy" and coal_factor(park.carriers[k]) is None]


def _energy(park: Park, name: str) -> Iterator[Weighted]:
    """Bought, less sold, plus what plants make of nothing that is balanced (sun, wind)."""
    share = {"clean_energy": "clean", "renewable_energy": "renewable"}.get(name)
    for carrier in park.carriers.values():
        factor = coal_factor(carrier, name == "energy_equivalent")
        if factor is None:
            continue
        part = 1.0 if share is None else getattr(carrier, share)
        own = [m for m in park.markets.values() if m.carrier == carrier.label and m.renewable is not None]
        if share == "renewable" and own:
            yield from _by_contract(park, carrier, factor)
        elif part:
            yield Selector(False, ("bought",), carrier.label), factor * part
            yield Selector(False, ("sold",), carrier.label), -factor * part
        for technology in park.technologies.values():
            gives = technology.directions.get(carrier.label, 0.0) > 0.0
            taken = [k for k, sign in technology.directions.items() if sign < 0.0 and not park.is_emission(k)]
            if gives and not taken and carrier.kind == "energy":
                yield Selector(False, ("made",), carrier.label, item=technology.label), factor


def _by_contract(park: Park, carrier: Carrier, factor: float) -> Iterator[Weighted]:
    """What is bought counts by the share of its own contract; what is sold by that of the carrier."""
    for market in park.markets.values():
        part = carrier.renewable if market.renewable is None else market.renewable
        if market.carrier == carrier.label and part:
            yield Selector(False, ("bought",), carrier.label, item=market.label), factor * part
    if carrier.renewable:
        yield Selector(False, ("sold",), carrier.label), -factor * carrier.renewable


def warming_of(carrier: Carrier, park: Park) -> float | None:
    """Return tonnes of CO2 equivalent per amount of an emission; None where it warms nothing."""
    if carrier.kind != "emission":
        return None
    if any(other.warming is not None for other in park.carriers.values()):
        return carrier.warming
    return MASS.get(carrier.unit) if "co2" in (carrier.label, carrier.stands_for) else None


def scope_of(park: Park, item: str) -> str:
    """Return the scope of what emits: 1 from plants and outlets, else what the market says."""
    if item not in park.markets or item in park.technologies or item in park.outlets:
        return "1"
    market = park.markets[item]
    carrier = park.carriers[market.carrier]
    if market.scope:
        return market.scope
    if carrier.kind != "energy":
        return "3"
    return "2" if carrier.factors in SECONDARY else "1"


def _carbon(park: Park, scopes: str) -> Iterator[Weighted]:
    for carrier in park.carriers.values():
        warming = warming_of(carrier, park)
        if warming is None:
            continue
        for item in dict.fromkeys([*park.technologies, *park.outlets, *park.markets]):
            if scope_of(park, item) in scopes and carrier.label in _emits(park, item):
                yield Selector(True, (), carrier.label, item=item), warming


def _emits(park: Park, item: str) -> set[str]:
    found: set[str] = set()
    if item in park.technologies:
        found |= {k for k in park.technologies[item].directions if park.is_emission(k)}
        found |= {one.emission for one in formed(park, park.technologies[item])}
    if item in park.markets:
        found |= set(park.markets[item].emissions)
    if item in park.outlets:
        found |= set(park.outlets[item].emissions)
    return found


def _water(park: Park, name: str) -> Iterator[Weighted]:
    for carrier in park.carriers.values():
        if carrier.kind != "water" or carrier.unit not in VOLUME:
            continue
        volume, label = VOLUME[carrier.unit], carrier.label
        if name == "fresh_water":
            yield Selector(False, ("bought",), label), volume
        elif name == "waste_water":
            yield Selector(False, ("discarded",), label), volume
        else:
            yield Selector(False, ("demand", "taken"), label), volume
            for technology in park.technologies.values():
                if not _gives_water(park, technology.label):
                    yield Selector(False, ("used",), label, item=technology.label), volume


def _gives_water(park: Park, label: str) -> bool:
    technology = park.technologies[label]
    gives = (k for k, sign in technology.directions.items() if sign > 0.0)
    return technology.returns > 0.0 or any(park.carriers[k].kind == "water" for k in gives)
