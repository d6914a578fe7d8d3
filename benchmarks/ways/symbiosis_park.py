"""This package: a park in memory, one hour of it compiled and repeated, through the gate, to HiGHS."""

from __future__ import annotations

import highspy

from benchmarks.subject import DISCOUNT_RATE, Sites
from models import integrated_park
from symbiosis.formulation.build import build as assemble
from symbiosis.formulation.program import Program
from symbiosis.horizon import full
from symbiosis.park import (
    Calendar,
    Carrier,
    Demand,
    Enterprise,
    Market,
    Park,
    Profile,
    Settings,
    Store,
    Technology,
)
from symbiosis.solver.gate import admit
from symbiosis.solver.highs import pass_model


def describe(sites: Sites) -> Park:
    """Make the park: each enterprise with its plants, demands, gas and grid."""
    names = tuple(sites.names)

    def asset(plant: str) -> dict[str, float]:
        return {
            "capacity_max": sites.capacity_max[plant],
            "investment_per_capacity": sites.investment[plant],
            "lifetime": sites.lifetime[plant],
        }

    technologies, stores, demands = [], [], []
    profiles = [Profile(name, getattr(sites, name)) for name in ("gas_price", "buy", "sell")]
    for n, name in enumerate(names):
        boiler = {"gas": -1.0, "heat": sites.boiler_heat[n]}
        chp = {"gas": -1.0, "heat": sites.chp_heat[n], "power": sites.chp_power[n]}
        technologies += [
            Technology(label=f"{name}.boiler", rated_on="gas", ratios=boiler, **asset("boiler")),
            Technology(label=f"{name}.chp", rated_on="gas", ratios=chp, **asset("chp")),
            Technology(
                label=f"{name}.pv", rated_on="power", ratios={"power": 1.0}, availability=f"{name}_sun",
                **asset("pv"),
            ),
        ]  # fmt: skip
        stores.append(
            Store(label=f"{name}.store", carrier="heat", loss=float(sites.loss[n]), **asset("store"))
        )
        demands += [Demand(label=f"{name}.{k}", carrier=k, rate=f"{name}_{k}") for k in ("heat", "power")]
        profiles += [Profile(f"{name}_{k}", getattr(sites, k)[n]) for k in ("sun", "heat", "power")]

    limit = sites.trade_limit
    return Park(
        settings=Settings(
            name="sites", currency="CNY", price_year=2024, tax_basis="excluding VAT",
            discount_rate=DISCOUNT_RATE,
        ),
        calendar=Calendar.short(sites.hours),
        carriers=[Carrier(label=k, kind="energy", unit="MW") for k in ("gas", "heat", "power")],
        enterprises=[Enterprise(label=name) for name in names],
        technologies=technologies,
        stores=stores,
        demands=demands,
        markets=[
            Market(
                label="gas", carrier="gas", members=names, purchase_price="gas_price", purchase_limit=limit,
            ),
            Market(
                label="grid", carrier="power", members=names, purchase_price="buy", purchase_limit=limit,
                sale_price="sell", sale_limit=limit,
            ),
        ],
        profiles=profiles,
    )  # fmt: skip


def build(park: Park) -> Program:
    """Assemble the program of the integrated park over the whole calendar."""
    return assemble(integrated_park.build, integrated_park.scope(park), full(park.calendar))


def hand_over(program: Program) -> highspy.Highs:
    """Check every array, then pass them."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    pass_model(highs, admit(program).problem, 1.0, [])
    return highs
