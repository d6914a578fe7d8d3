"""The link a planner could add for a candidate exchange: size from the need, costs from the library.

The library's figures for moving things are assumptions in CNY; in a park of another currency, or where
the carrier is measured otherwise, nothing is assumed and transport stays open.
"""

from __future__ import annotations

from symbiosis.catalogue.library import library
from symbiosis.catalogue.rows import Transport
from symbiosis.park import Link
from symbiosis.park.labels import label_fault
from symbiosis.park.park import Park
from symbiosis.tables.source import TextError
from symbiosis.tables.units import measure

NO_TRANSPORT = "nothing is assumed about moving it: the saving is before transport"
LIFETIME_OF_ROAD = 20.0  # a link needs one; with freight alone it costs nothing
UNITS = {"steam": "t/h", "hot_water": "MW", "gas": "MW", "lean_gas": "MW", "water": "m3/h", "power": "MW"}


def transport_of(park: Park, carrier: str, name: str) -> Transport | None:
    """Return how a carrier moves: as the library says of `name`, else by its kind and unit."""
    known = library().carriers.get(name)
    if known is not None:
        return library().transport.get(known.transport)
    kind, unit = park.carriers[carrier].kind, park.carriers[carrier].unit
    try:
        by_mass, by_volume = (measure(unit).dimension == measure(u).dimension for u in ("t/h", "m3/h"))
    except TextError:
        return None
    if by_volume:
        return library().transport["water"]
    if by_mass:
        return library().transport["steam" if kind == "energy" else "solid"]
    return library().transport["hot_water"] if kind == "energy" else None


def radius_of(park: Park, carrier: str, name: str) -> float | None:
    """Return how far a carrier is usually worth moving [km], or None when nothing is known."""
    transport = transport_of(park, carrier, name)
    return None if transport is None else transport.radius_most


def propose(
    park: Park, giver: str, taker: str, carrier: str, name: str, need: float, distance: float
) -> Link | None:
    """Return a link that can bring what is needed [rate of the carrier] over a distance [km].

    None when nothing is assumed about moving it.
    """
    transport = transport_of(park, carrier, name)
    if transport is None or park.settings.currency != "CNY" or need <= 0.0:
        return None
    left = 1.0 - transport.loss_per_length * distance
    if left <= 0.0:
        return None
    try:
        own, theirs = measure(park.carriers[carrier].unit), measure(UNITS.get(transport.label, "t/h"))
    except TextError:
        return None
    if own.dimension != theirs.dimension:
        return None
    scale = float(own.factor / theirs.factor)  # assumptions are per the library's unit
    laid = transport.investment_per_length > 0.0
    return Link(
        label=_free_label(park, f"{giver}_{carrier}_to_{taker}"),
        origin=giver,
        destination=taker,
        carriers=(carrier,),
        mode=transport.mode,
        capacity_max=need / left,
        investment_per_capacity=0.0,
        investment_per_length=transport.investment_per_length,
        investment_per_capacity_length=transport.investment_per_capacity_length * scale,
        lifetime=transport.lifetime if laid else LIFETIME_OF_ROAD,
        fixed_om_share=transport.fixed_om_share,
        freight=transport.freight * scale,
        running_cost=transport.handling * scale,
        loss_per_length=transport.loss_per_length,
    )


def _free_label(park: Park, wanted: str) -> str:
    label = wanted.replace(".", "_")
    taken = {*park.links, *park.networks, *park.technologies, *park.stores}
    number = 2
    while label in taken:
        label, number = f"{wanted}_{number}", number + 1
    assert label_fault(label) is None
    return label
