"""The sites as a plain Pyomo `ConcreteModel`: every hour written out by rules."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pyomo.environ as pyo

from benchmarks.subject import PLANTS, Sites


def describe(sites: Sites) -> SimpleNamespace:
    """Take the numbers as Python lists: numpy scalars would slow Pyomo's expressions down."""
    numbers = {name: v.tolist() if isinstance(v, np.ndarray) else v for name, v in vars(sites).items()}
    payment = {plant: sites.payment(plant) for plant in PLANTS}
    return SimpleNamespace(n=range(sites.enterprises), t=range(sites.hours), payment=payment, **numbers)


def build(d: SimpleNamespace) -> pyo.ConcreteModel:
    """Write the equations of `benchmarks.subject`."""
    m = pyo.ConcreteModel()
    m.n = pyo.Set(initialize=d.n)
    m.t = pyo.Set(initialize=d.t)
    m.plants = pyo.Set(initialize=PLANTS)
    m.size = pyo.Var(m.n, m.plants, bounds=lambda m, n, plant: (0.0, d.capacity_max[plant]))
    for name in ("boiler", "chp", "pv", "level", "charge", "discharge"):
        m.add_component(name, pyo.Var(m.n, m.t, bounds=(0.0, None)))
    for name in ("gas", "bought", "sold"):
        m.add_component(name, pyo.Var(m.n, m.t, bounds=(0.0, d.trade_limit)))

    @m.Constraint(m.n, m.t)
    def gas_balance(m, n, t):
        return m.gas[n, t] == m.boiler[n, t] + m.chp[n, t]

    @m.Constraint(m.n, m.t)
    def heat_balance(m, n, t):
        made = d.boiler_heat[n] * m.boiler[n, t] + d.chp_heat[n] * m.chp[n, t]
        return made + m.discharge[n, t] - m.charge[n, t] == d.heat[n][t]

    @m.Constraint(m.n, m.t)
    def power_balance(m, n, t):
        made = d.chp_power[n] * m.chp[n, t] + m.pv[n, t]
        return made + m.bought[n, t] - m.sold[n, t] == d.power[n][t]

    @m.Constraint(m.n, m.t)
    def boiler_limit(m, n, t):
        return m.boiler[n, t] <= m.size[n, "boiler"]

    @m.Constraint(m.n, m.t)
    def chp_limit(m, n, t):
        return m.chp[n, t] <= m.size[n, "chp"]

    @m.Constraint(m.n, m.t)
    def pv_limit(m, n, t):
        return m.pv[n, t] <= d.sun[n][t] * m.size[n, "pv"]

    @m.Constraint(m.n, m.t)
    def level_limit(m, n, t):
        return m.level[n, t] <= m.size[n, "store"]

    @m.Constraint(m.n, m.t)
    def level_balance(m, n, t):
        before = m.level[n, t - 1 if t else d.t[-1]]
        return m.level[n, t] == (1.0 - d.loss[n]) * before + m.charge[n, t] - m.discharge[n, t]

    built = sum(d.payment[plant] * m.size[n, plant] for n in d.n for plant in PLANTS)
    traded = sum(
        d.gas_price[t] * m.gas[n, t] + d.buy[t] * m.bought[n, t] - d.sell[t] * m.sold[n, t]
        for n in d.n
        for t in d.t
    )
    m.cost = pyo.Objective(expr=built + traded)
    return m
