"""What options for a plant and measures are worth, alone and in the whole design; numbers by hand."""

from __future__ import annotations

import dataclasses

import pytest

from symbiosis.horizon.spec import full
from symbiosis.park import Demand, Market
from symbiosis.study.money.option_worth import Option, worth
from symbiosis.study.money.retrofit import retrofit
from symbiosis.study.money.retrofit_options import options_of
from symbiosis.study.study import StudyError
from tests.parks import need, plant, shop, small_park

GAS = {"emissions": {"co2": 0.2}}


def mill(*more, **old):
    """An old boiler burns 20 of gas an hour for 10 of heat; four ways to do better. One step is a year."""
    group = {"exclusive": "boiler", "capacity_max": 10.0}
    return small_park(
        1,
        need("mill.heat", 10.0),
        shop("gas", 1.0, "mill", **GAS),
        shop("power", 3.0, "mill"),
        plant("mill.old", "heat", {"gas": -2.0}, capacity=10.0, exclusive="boiler", **old),
        plant("mill.burner", "heat", {"gas": -1.6}, investment=87600.0, lifetime=5.0, **group),
        plant("mill.condensing", "heat", {"gas": -1.2}, investment=350400.0, lifetime=10.0, **group),
        plant("mill.electric", "heat", {"power": -1.0}, investment=8760.0, lifetime=10.0, **group),
        plant(
            "mill.insulation", "heat", saves="mill.heat", saving=0.1, capacity_max=1.0, capacity_min=1.0,
            investment=87600.0, lifetime=10.0,
        ),
        *more,
    )  # fmt: skip


def assessed(park, **more):
    found = retrofit(park, full(park.calendar, annualised=True), **more)
    return {(a.option.label, a.option.kind): a for a in found.options}


def test_options_are_those_of_what_stands_and_measures():
    found = {(o.label, o.kind): o for o in options_of(mill())}
    assert list(found) == [
        ("mill.burner", "replacement"),
        ("mill.condensing", "replacement"),
        ("mill.electric", "replacement"),
        ("mill.old", "shutdown"),
        ("mill.insulation", "measure"),
    ]
    assert found["mill.burner", "replacement"].replaces == ("mill.old",)
    assert found["mill.burner", "replacement"].size == 10.0
    assert found["mill.burner", "replacement"].investment == 87600.0


def test_alone_each_option_is_compared_with_today():
    found = assessed(mill())
    burner = found["mill.burner", "replacement"].alone
    # 4 of gas an hour, 8760 hours: 35 040 a year and 7008 t; 87 600 come back in 2.5 of 5 years
    assert burner.saving == pytest.approx(35040)
    assert burner.spared == pytest.approx(7008)
    assert burner.payback == pytest.approx(2.5)
    assert burner.npv == pytest.approx(5 * 35040 - 87600)
    assert burner.abatement_cost == pytest.approx((87600 / 5 - 35040) / 7008)
    assert 1 - (1 + burner.irr) ** -5 == pytest.approx(2.5 * burner.irr)
    electric = found["mill.electric", "replacement"].alone
    assert electric.saving == pytest.approx(-87600)  # 30 for power instead of 20 for gas
    assert electric.spared == pytest.approx(4 * 8760)
    assert electric.payback is None
    assert electric.abatement_cost == pytest.approx((876 + 87600) / 35040)


def test_a_measure_is_worth_less_once_the_boiler_is_better():
    found = assessed(mill())
    insulation = found["mill.insulation", "measure"]
    assert insulation.alone.saving == pytest.approx(2 * 8760)  # 1 of heat from 2 of gas
    assert insulation.integrated.saving == pytest.approx(1.2 * 8760)
    # 8760 a year to repay against 10 512 saved: it still pays
    assert insulation.chosen
    assert insulation.integrated.npv == pytest.approx(10 * (10512 - 8760))


def test_the_integrated_design_takes_one_of_the_group():
    found = assessed(mill())
    chosen = {label for (label, _), a in found.items() if a.chosen}
    assert chosen == {"mill.condensing", "mill.insulation"}
    # forced in, the burner keeps the better boiler out: 9 of heat need 3.6 of gas more; 35 040 less capital
    burner = found["mill.burner", "replacement"].integrated
    assert burner.saving == pytest.approx(-3.6 * 8760)
    assert burner.avoided == pytest.approx(35040)


def test_what_is_put_aside_for_the_old_plant_is_avoided():
    # 20 years without interest: the old boiler must be bought again at once, 87 600 over 10 years
    park = mill(remaining_life=0.0, lifetime=10.0, investment=87600.0)
    burner = assessed(park)["mill.burner", "replacement"].alone
    assert burner.avoided == pytest.approx(8760)
    assert burner.saving == pytest.approx(35040)  # the static payback leaves it out
    assert burner.npv == pytest.approx(5 * (35040 + 8760) - 87600)


def test_a_plant_can_be_shut_down_where_something_else_serves():
    market = Market(label="heat", carrier="heat", members=("mill",), purchase_price=1.8, today=False)
    found = assessed(mill(market, fixed_om=876.0))
    alone = found["mill.old", "shutdown"].alone
    assert "nothing can bring to mill" in alone.problem  # today nobody sells heat
    assert "Add a" not in alone.problem  # which is no slip to be mended
    # with heat at 1.8 for sale, the design without the old boiler and its options: 9 × 1.8 an hour
    integrated = found["mill.old", "shutdown"].integrated
    assert integrated.saving == pytest.approx((9 * 1.2 - 9 * 1.8) * 8760)
    assert integrated.avoided == pytest.approx(35040)
    assert not found["mill.old", "shutdown"].chosen


def test_upkeep_of_the_new_plant_counts():
    park = mill()
    costly = dataclasses.replace(park.technologies["mill.burner"], fixed_om_share=0.1)
    burner = assessed(park.replace(technologies={**park.technologies, "mill.burner": costly}))
    assert burner["mill.burner", "replacement"].alone.saving == pytest.approx(35040 - 8760)


def test_the_best_in_the_design_comes_first():
    found = retrofit(mill(), full(mill().calendar, annualised=True)).options
    worths = [a.integrated.npv for a in found if not a.integrated.problem]
    assert worths == sorted(worths, reverse=True)
    assert found[-1].option.kind == "shutdown"  # has no plan


def test_interest_makes_it_worth_less():
    option = Option("a.b", "replacement", (), 1.0, 1000.0, 2.0, 0.1)
    found = worth(option, saving=600.0, avoided=0.0, spared=10.0)
    assert found.npv == pytest.approx(-1000 + 600 / 1.1 + 600 / 1.21)
    assert found.abatement_cost == pytest.approx((1000 * 0.1 / (1 - 1.1**-2) - 600) / 10)


def test_a_park_without_options_is_refused():
    park = small_park(1, need("mill.heat", 1.0), shop("heat", 1.0, "mill"))
    with pytest.raises(StudyError, match="the park offers no retrofit"):
        retrofit(park)
    with pytest.raises(StudyError, match="so2 is no emission of this park"):
        retrofit(mill(), emission="so2")


def test_a_park_that_cannot_be_run_today_is_refused():
    park = mill()
    demand = Demand(label="mill.heat", carrier="heat", rate=11.0)
    with pytest.raises(StudyError, match="today's plan has no plan"):
        retrofit(park.replace(demands={"mill.heat": demand}))
