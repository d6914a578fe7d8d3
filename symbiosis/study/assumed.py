"""Plants, stores and pipes of generated parks; every number is an assumed order of magnitude.

Money is CNY, powers are MW, amounts MWh. `fixed` gives a thing a price of being there at all, which takes
whole numbers.
"""

from __future__ import annotations

from collections.abc import Mapping

from symbiosis.park import Connection, Link, Network, Store, Technology, Varying


def boiler(owner: str, carrier: str, largest: float, price: float, fixed: bool) -> Technology:
    """Return a gas boiler up to a size [MW] at a price [CNY/MW]."""
    return Technology(
        label=f"{owner}.{carrier}_boiler",
        rated_on=carrier,
        ratios={"gas": -1.1, carrier: 1.0},
        capacity_max=round(largest, 2),
        investment_per_capacity=price,
        lifetime=20.0,
        running_cost=3.0,
        investment=2e5 if fixed else 0.0,
    )


def cogeneration(owner: str, largest: float, fixed: bool) -> Technology:
    """Return a plant that makes power and steam from gas, up to a size [MW of power]."""
    return Technology(
        label=f"{owner}.chp",
        rated_on="power",
        ratios={"gas": -2.9, "power": 1.0, "steam": 1.4},
        capacity_max=round(largest, 1),
        investment_per_capacity=4.5e6,
        lifetime=20.0,
        running_cost=15.0,
        investment=5e6 if fixed else 0.0,
    )


def photovoltaics(owner: str, largest: float) -> Technology:
    """Return panels up to a size [MW] that follow the profile `sun`."""
    return Technology(
        label=f"{owner}.pv",
        rated_on="power",
        ratios={"power": 1.0},
        availability=Varying(1.0, "sun"),
        capacity_max=round(largest, 2),
        investment_per_capacity=3.5e6,
        lifetime=25.0,
        fixed_om_share=0.01,
    )


def battery(owner: str, largest: float) -> Store:
    """Return a battery up to a size [MWh]."""
    return Store(
        label=f"{owner}.battery",
        carrier="power",
        loss=0.0005,
        charge_efficiency=0.95,
        discharge_efficiency=0.95,
        charge_max=0.5,
        discharge_max=0.5,
        capacity_max=largest,
        investment_per_capacity=0.9e6,
        lifetime=12.0,
    )


def heat_store(owner: str, largest: float) -> Store:
    """Return a store of steam up to a size [MWh]."""
    return Store(
        label=f"{owner}.heat_store",
        carrier="steam",
        loss=0.004,
        charge_efficiency=0.98,
        discharge_efficiency=0.98,
        charge_max=0.25,
        discharge_max=0.25,
        capacity_max=largest,
        investment_per_capacity=1.2e5,
        lifetime=30.0,
    )


def pipe(origin: str, destination: str, fixed: bool) -> Link:
    """Return a pipe for warm water."""
    return Link(
        label=f"{origin}_to_{destination}",
        origin=origin,
        destination=destination,
        carriers=("warm",),
        capacity_max=15.0,
        investment_per_capacity_length=2e5,
        investment_per_length=1.5e6 if fixed else 0.0,
        investment_per_capacity=1e5,
        lifetime=25.0,
        loss_per_length=0.02,
        running_cost=2.0,
    )


def steam_main(owner: str, largest: Mapping[str, float], fixed: bool) -> Network:
    """Return a steam network that its members join by connections up to their largest size [MW]."""
    return Network(
        label="steam_main",
        carrier="steam",
        owner=owner,
        loss=0.03,
        lifetime=30.0,
        investment=2e7 if fixed else 0.0,
        exists=not fixed,
        connections=tuple(
            Connection(
                label=f"steam_main.{member}",
                network="steam_main",
                enterprise=member,
                direction="both",
                capacity_max=round(size, 1),
                investment_per_capacity=1.5e5,
                lifetime=30.0,
            )
            for member, size in largest.items()
        ),
    )
