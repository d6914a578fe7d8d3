"""PyPSA: a network of buses, generators, links and stores, handed on by linopy."""

from __future__ import annotations

import logging

import highspy
import linopy
import numpy as np
import pandas as pd
import pypsa

from benchmarks.subject import Sites

logging.getLogger("pypsa").setLevel(logging.ERROR)
linopy.options["semantics"] = "v1"  # what sparse models ask for


def describe(sites: Sites) -> pypsa.Network:
    """Make the network: a gas, a heat and a power bus for each enterprise."""
    hours = pd.RangeIndex(sites.hours)
    names = pd.Index(sites.names)
    gas, heat, power = names + " gas", names + " heat", names + " power"

    def expandable(plant: str, quantity: str) -> dict[str, object]:
        return {
            f"{quantity}_nom_extendable": True,
            f"{quantity}_nom_max": sites.capacity_max[plant],
            "capital_cost": sites.payment(plant),
        }

    def over_hours(values: np.ndarray, labels: pd.Index) -> pd.DataFrame:
        whole = np.broadcast_to(values, (len(labels), sites.hours))
        return pd.DataFrame(whole.T, index=hours, columns=labels)

    n = pypsa.Network()
    n.set_snapshots(hours)
    n.add("Bus", gas.append([heat, power]))
    n.add("Load", heat, bus=heat, p_set=over_hours(sites.heat, heat))
    n.add("Load", power, bus=power, p_set=over_hours(sites.power, power))
    n.add(
        "Generator", names, suffix=" gas bought", bus=gas, p_nom=sites.trade_limit,
        marginal_cost=over_hours(sites.gas_price, names),
    )  # fmt: skip
    n.add(
        "Generator", names, suffix=" power bought", bus=power, p_nom=sites.trade_limit,
        marginal_cost=over_hours(sites.buy, names),
    )  # fmt: skip
    n.add(
        "Generator", names, suffix=" power sold", bus=power, p_nom=sites.trade_limit, sign=-1.0,
        marginal_cost=over_hours(-sites.sell, names),
    )  # fmt: skip
    n.add(
        "Generator", names, suffix=" pv", bus=power, p_max_pu=over_hours(sites.sun, names),
        **expandable("pv", "p"),
    )  # fmt: skip
    n.add(
        "Link", names, suffix=" boiler", bus0=gas, bus1=heat, efficiency=sites.boiler_heat,
        **expandable("boiler", "p"),
    )  # fmt: skip
    n.add(
        "Link", names, suffix=" chp", bus0=gas, bus1=heat, efficiency=sites.chp_heat, bus2=power,
        efficiency2=sites.chp_power, **expandable("chp", "p"),
    )  # fmt: skip
    n.add(
        "Store", names, suffix=" store", bus=heat, e_cyclic=True, standing_loss=sites.loss,
        **expandable("store", "e"),
    )  # fmt: skip
    return n


def build(network: pypsa.Network) -> linopy.Model:
    """Make the linopy model, without the consistency check (a check is part of describing here)."""
    asked = {"consistency_check": False, "include_objective_constant": False, "sparse": True}
    return network.optimize.create_model(**asked)


def hand_over(model: linopy.Model) -> highspy.Highs:
    """Let linopy fill its instance, without names."""
    return linopy.io.to_highspy(model, set_names=False)
