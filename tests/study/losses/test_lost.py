"""Losses as limits of one compiled hour give what a park without the thing gives; qualities stay as asked."""

from __future__ import annotations

import pytest

from symbiosis.horizon.spec import full, window
from symbiosis.park import Demand, Market, Quality, Varying
from symbiosis.questions import solve
from symbiosis.study.as_built import as_built
from symbiosis.study.losses.lost import OPTIONS, Intact, losses, run_without, stands_idle, without
from symbiosis.study.losses.resilience import outages, soft
from symbiosis.study.losses.short_outage import short_outages
from symbiosis.study.study import StudyError
from tests.parks import need, optimum, pipe, plant, series, shop, small_park


def works():
    """Heat and power from two plants, a pipe, two sources of gas, and one plant that runs in units."""
    return small_park(
        3,
        need("mill.heat", series(4.0, 2.0, 6.0)),
        need("mill.power", 1.0),
        plant("works.boiler", "heat", {"gas": -1.0}, capacity=10.0, running_cost=0.1),
        plant("mill.boiler", "heat", {"oil": -1.0}, capacity=3.0),
        plant("mill.engine", "power", {"gas": -2.0}, capacity=2.0, minimum_load=0.4, start_cost=1.0),
        shop("gas", 1.0, "works", "mill"),
        shop("oil", 2.0, "mill"),
        shop("power", 3.0, "mill", label="grid", transformer=2.0, transformer_charge=5.0),
        pipe("works", "mill", "heat", capacity=5.0, label="main"),
    )


def test_a_limit_of_nothing_is_the_park_without_the_thing():
    park = soft(as_built(optimum(works())))
    over = full(park.calendar, cyclic=False)
    intact = Intact(park, over)
    intact.whole()
    idle = set()
    for kind, label in losses(as_built(optimum(works()))):
        alone = solve(without(park, kind, label), "as_is", over, OPTIONS)
        found = run_without(intact, kind, label)
        assert found.outcome.objective == pytest.approx(alone.outcome.objective, rel=1e-4), label
        if stands_idle(intact.park, kind, label):
            idle.add(label)
    assert idle == {"main", "works.boiler", "mill.boiler", "gas_market", "oil_market"}


def mixed(limit=50.0):
    """10 of water at no more than 50 of cod: 5 from a spring at 0, 5 reclaimed at 100."""
    return small_park(
        1,
        Quality(label="cod", unit="mg/L"),
        Demand(label="mill.water", carrier="water", rate=10.0, quality_max={"cod": limit}),
        shop("water", 4.0, "mill", label="spring", quality={"cod": 0.0}),
        shop("water", 1.0, "mill", label="reclaimed", quality={"cod": 100.0}),
        need("mill.cooling", 1.0, "water"),
    )


def test_what_is_short_of_a_mix_is_short_as_it_is_asked():
    # 5 × 4 + 5 × 1 + 1 × 1 = 26. Without the reclaimed water all 11 come from the spring: 44.
    # Without the spring nothing thins the reclaimed water, so 10 are short; the cooling takes what comes.
    found = {outage.lost: outage for outage in outages(optimum(mixed()))}
    assert found["reclaimed"].extra_cost == pytest.approx(44.0 - 26.0)
    assert found["reclaimed"].shortfalls == ()
    (short,) = found["spring"].shortfalls
    assert (short.enterprise, short.carrier) == ("mill", "water")
    assert short.amount == pytest.approx(10.0)
    assert found["spring"].extra_cost == pytest.approx(1.0 - 26.0)


def test_a_design_without_a_plan_is_said():
    # made for hours in which oil costs more than it is sold for; in the first one it does not
    park = small_park(
        3,
        need("mill.oil", series(4.0, 1.0, 1.0)),
        shop("oil", series(1.0, 9.0, 9.0), "mill"),
        Market(label="resale", carrier="oil", members=("mill",), sale_price=Varying(5.0)),
    )
    design = solve(park, "integrated_park", window(park.calendar, 1, 2, cyclic=False))
    with pytest.raises(StudyError, match="no plan with nothing lost: unbounded"):
        short_outages(design, 1.0)
