"""oemof.solph: an energy system of buses, sources, sinks, converters and storages, then Pyomo."""

from __future__ import annotations

import logging

import highspy
import pandas as pd
from oemof import solph
from pyomo.contrib.solver.solvers.highs import Highs

from benchmarks.subject import Sites

logging.getLogger("oemof").setLevel(logging.ERROR)


def describe(sites: Sites) -> solph.EnergySystem:
    """Make the energy system: a gas, a heat and a power bus for each enterprise."""
    hours = pd.date_range("2025-01-01", periods=sites.hours + 1, freq="h")
    system = solph.EnergySystem(timeindex=hours, infer_last_interval=False)
    for n, name in enumerate(sites.names):
        system.add(*_enterprise(sites, n, name))
    return system


def _enterprise(sites: Sites, n: int, name: str) -> list[object]:
    gas, heat, power = (solph.Bus(f"{name} {carrier}") for carrier in ("gas", "heat", "power"))

    def invest(plant: str) -> solph.Investment:
        return solph.Investment(ep_costs=sites.payment(plant), maximum=sites.capacity_max[plant])

    def trade(price: object) -> solph.Flow:
        return solph.Flow(nominal_capacity=sites.trade_limit, variable_costs=price)

    def demand(series: object) -> solph.Flow:
        return solph.Flow(nominal_capacity=1.0, fix=series)

    return [
        gas, heat, power,
        solph.components.Source(f"{name} gas bought", outputs={gas: trade(sites.gas_price)}),
        solph.components.Source(f"{name} power bought", outputs={power: trade(sites.buy)}),
        solph.components.Sink(f"{name} power sold", inputs={power: trade(-sites.sell)}),
        solph.components.Sink(f"{name} heat demand", inputs={heat: demand(sites.heat[n])}),
        solph.components.Sink(f"{name} power demand", inputs={power: demand(sites.power[n])}),
        solph.components.Source(
            f"{name} pv", outputs={power: solph.Flow(nominal_capacity=invest("pv"), maximum=sites.sun[n])}
        ),
        solph.components.Converter(
            f"{name} boiler",
            inputs={gas: solph.Flow(nominal_capacity=invest("boiler"))},
            outputs={heat: solph.Flow()},
            conversion_factors={heat: sites.boiler_heat[n]},
        ),
        solph.components.Converter(
            f"{name} chp",
            inputs={gas: solph.Flow(nominal_capacity=invest("chp"))},
            outputs={heat: solph.Flow(), power: solph.Flow()},
            conversion_factors={heat: sites.chp_heat[n], power: sites.chp_power[n]},
        ),
        solph.components.GenericStorage(
            f"{name} store",
            inputs={heat: solph.Flow()},
            outputs={heat: solph.Flow()},
            nominal_capacity=invest("store"),
            loss_rate=sites.loss[n],
            balanced=True,
        ),
    ]  # fmt: skip


def build(system: solph.EnergySystem) -> solph.Model:
    """Make the Pyomo model."""
    return solph.Model(system)


def hand_over(model: solph.Model) -> highspy.Highs:
    """Let Pyomo's `highs` interface fill its instance (`appsi_highs` fails on a fresh solph model)."""
    solver = Highs()
    solver.set_instance(model)
    return solver._solver_model
