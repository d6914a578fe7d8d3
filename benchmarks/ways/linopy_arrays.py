"""linopy on labelled arrays, handed to highspy."""

from __future__ import annotations

from types import SimpleNamespace

import highspy
import linopy
import pandas as pd
import xarray as xr

from benchmarks.subject import PLANTS, Sites

linopy.options["semantics"] = "v1"  # what sparse models ask for


def describe(sites: Sites) -> SimpleNamespace:
    """Take the numbers as labelled arrays."""
    n = pd.Index(sites.names, name="enterprise")
    t = pd.RangeIndex(sites.hours, name="hour")
    series = {
        name: xr.DataArray(getattr(sites, name), coords=coords)
        for names, coords in (
            (("boiler_heat", "chp_heat", "chp_power", "loss"), [n]),
            (("gas_price", "buy", "sell"), [t]),
            (("sun", "heat", "power"), [n, t]),
        )
        for name in names
    }
    return SimpleNamespace(n=n, t=t, sites=sites, **series)


def build(d: SimpleNamespace) -> linopy.Model:
    """Write the equations of `benchmarks.subject`."""
    m = linopy.Model(sparse=True)
    limit = d.sites.trade_limit
    size = {p: m.add_variables(0.0, d.sites.capacity_max[p], coords=[d.n], name=f"size_{p}") for p in PLANTS}
    boiler, chp, pv, level, charge, discharge = (
        m.add_variables(0.0, coords=[d.n, d.t], name=name)
        for name in ("boiler", "chp", "pv", "level", "charge", "discharge")
    )
    gas, bought, sold = (
        m.add_variables(0.0, limit, coords=[d.n, d.t], name=name) for name in ("gas", "bought", "sold")
    )

    m.add_constraints(gas - boiler - chp == 0.0, name="gas_balance")
    m.add_constraints(
        d.boiler_heat * boiler + d.chp_heat * chp + discharge - charge == d.heat, name="heat_balance"
    )
    m.add_constraints(d.chp_power * chp + pv + bought - sold == d.power, name="power_balance")
    m.add_constraints(boiler - size["boiler"] <= 0.0, name="boiler_limit")
    m.add_constraints(chp - size["chp"] <= 0.0, name="chp_limit")
    m.add_constraints(pv - d.sun * size["pv"] <= 0.0, name="pv_limit")
    m.add_constraints(level - size["store"] <= 0.0, name="level_limit")
    before = level.roll(hour=1)
    m.add_constraints(level - (1.0 - d.loss) * before - charge + discharge == 0.0, name="level_balance")

    built = sum((d.sites.payment(plant) * size[plant]).sum() for plant in PLANTS)
    traded = (d.gas_price * gas + d.buy * bought - d.sell * sold).sum()
    m.add_objective(built + traded)
    return m


def hand_over(model: linopy.Model) -> highspy.Highs:
    """Let linopy fill its instance, without names."""
    return linopy.io.to_highspy(model, set_names=False)
