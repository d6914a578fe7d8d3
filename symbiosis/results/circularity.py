"""How circular a plan is: solid waste put to use, water used again, pairs that exchange.

    solid-waste utilisation = 1 − discarded / generated         carriers of kind waste, measured by mass
    water reuse             = 1 − bought / used                  carriers of kind water
    symbiosis density       = pairs that exchange / S·(S − 1)    S enterprises, pairs in order

Generated is what arises and what plants make; a waste that is turned into another one counts at each
stage. Gases (pure CO2, hydrogen chloride) are no solid waste. Used is what enterprises need and what
plants take that give no water back; water enters fresh by being bought.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from symbiosis.catalogue.library import library
from symbiosis.park.building import SPACE

if TYPE_CHECKING:
    from symbiosis.park.park import Park
    from symbiosis.results.results import Results

NOTHING = 1e-3  # a yearly amount below this is a solver's dust
MASS = {"t/h": 1.0, "kg/h": 1e-3, "kt/h": 1e3}
VOLUME = {"m3/h": 1.0, "L/h": 1e-3, "t/h": 1.0, "kg/h": 1e-3}
GASES = ("gas", "lean_gas", "gas_mass")


def solid_waste_utilisation(results: Results) -> float | None:
    """Return the share of solid waste that is not discarded, 0..1; None where none arises."""
    generated = discarded = 0.0
    for carrier, role, _, amount in _terms(results):
        if _is_solid_waste(results.park, carrier):
            tonnes = amount * MASS[results.park.carriers[carrier].unit]
            generated += tonnes if role in ("made", "supply") else 0.0
            discarded += tonnes if role == "discarded" else 0.0
    return None if generated <= NOTHING else min(1.0, max(0.0, 1.0 - discarded / generated))


def water_reuse(results: Results) -> float | None:
    """Return the share of the water used that is not bought, 0..1; None where no water is used."""
    park = results.park
    used = bought = 0.0
    for carrier, role, by, amount in _terms(results):
        if park.carriers[carrier].kind == "water" and park.carriers[carrier].unit in VOLUME:
            volume = amount * VOLUME[park.carriers[carrier].unit]
            bought += volume if role == "bought" else 0.0
            uses = role in ("demand", "taken") or (role == "used" and not _gives_water(park, by))
            used += volume if uses else 0.0
    return None if used <= NOTHING else min(1.0, max(0.0, 1.0 - bought / used))


def symbiosis_density(results: Results) -> float | None:
    """Return how many of the ordered pairs of enterprises exchange something, 0..1; None below two."""
    count = len(results.park.enterprises)
    return None if count < 2 else len(exchanging_pairs(results)) / (count * (count - 1))


FIGURES = {
    "solid-waste utilisation": solid_waste_utilisation,
    "water reuse": water_reuse,
    "symbiosis density": symbiosis_density,
}


def exchanging_pairs(results: Results) -> set[tuple[str, str]]:
    """Return the pairs (giver, taker) between which anything flows, over links or through networks.

    Floor that is let is no exchange.
    """
    park, data = results.park, results.data
    pairs: set[tuple[str, str]] = set()
    if data is None:
        return pairs
    if "exchange" in data:
        yearly = results.yearly(data["exchange"])
        for route, amount in zip(yearly["route"].values.tolist(), yearly.values.tolist(), strict=True):
            label, _, carrier = str(route).rpartition(":")
            link = park.links[label]
            if amount > NOTHING and park.carriers[carrier].kind != SPACE:
                pairs.add((link.origin, link.destination))
    flows = {
        kind: dict(
            zip(data[kind]["connection"].values.tolist(), results.yearly(data[kind]).values, strict=True)
        )
        for kind in ("feed", "draw")
        if kind in data
    }
    for network in park.networks.values():
        if park.carriers[network.carrier].kind == SPACE:
            continue
        feeding, drawing = (
            [c.enterprise for c in network.connections if flows.get(kind, {}).get(c.label, 0.0) > NOTHING]
            for kind in ("feed", "draw")
        )
        pairs |= {(giver, taker) for giver in feeding for taker in drawing if giver != taker}
    return pairs


def _terms(results: Results) -> Iterator[tuple[str, str, str, float]]:
    """Yield (carrier, role, what does it, amount per year) of every term of every balance."""
    plan = results.data
    if plan is None or "flow" not in plan:
        return
    flow = plan["flow"]
    yearly = abs(results.yearly(flow))
    yield from zip(
        *(flow[key].values.tolist() for key in ("carrier", "role", "by")), yearly.values.tolist(), strict=True
    )


def _is_solid_waste(park: Park, carrier: str) -> bool:
    thing = park.carriers[carrier]
    known = library().carriers.get(thing.stands_for or carrier)
    gas = known is not None and known.transport in GASES
    return thing.kind == "waste" and thing.unit in MASS and not gas


def _gives_water(park: Park, by: str) -> bool:
    if by not in park.technologies:
        return False
    technology = park.technologies[by]
    if technology.returns > 0.0:
        return True
    directions = technology.directions
    return any(sign > 0.0 and park.carriers[k].kind == "water" for k, sign in directions.items())
