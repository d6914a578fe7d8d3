"""Published dispatch and commitment problems, read as parks, cost what others proved."""

import json

import pytest

from symbiosis.horizon import full
from symbiosis.questions import solve
from symbiosis.solver import Options
from tests.cases import energy
from tests.cases.test_published import original
from tests.parks import at, joined, optimum, relabelled


@pytest.mark.parametrize("apart", [2.5, 3.7])
def test_chp_with_quadratic_costs(apart):
    # published: 9257.07 with 160 and 40 MW of power, 40 and 75 MW of heat
    r = optimum(energy.chp_dispatch(apart))
    assert r.outcome.objective == pytest.approx(9257.075, rel=1e-4)
    assert at(r, "activity", "plant.unit_2")[0] == pytest.approx(160.0, abs=apart)
    assert at(r, "activity", "plant.unit_3")[0] == pytest.approx(40.0, abs=apart)


@pytest.mark.parametrize(
    ("power", "heat", "published"),
    [(300.0, 150.0, 13672.83), (250.0, 175.0, 12116.60), (160.0, 220.0, 11758.06)],
)
def test_five_units_at_three_loads(power, heat, published):
    r = optimum(energy.five_units(power, heat))
    assert r.outcome.objective == pytest.approx(published, rel=1e-5)


def test_boiler_chp_and_a_store_that_switch():
    r = optimum(energy.flixopt_simple(), cyclic=False)
    assert r.outcome.objective == pytest.approx(81.88394666666667, rel=1e-9)
    assert at(r, "emission", "plant:co2") == pytest.approx(255.09184)
    assert at(r, "activity", "plant.boiler") == [0, 0, 0, 28.4864, 35, 0, 0, 0, 0]


def test_ten_units_over_a_day():
    # published with quadratic costs: 563 937.7; ten pieces of each curve lie less than 1e-5 above
    r = optimum(energy.ten_units(10), cyclic=False)
    assert r.outcome.objective == pytest.approx(563937.69, rel=1e-5)
    assert r.outcome.objective >= 563937.69


@pytest.mark.slow
def test_twenty_units_over_a_day():
    # two of each and twice the load: 1 123 297 is the best known (recalled from the literature on the ten
    # units' multiples, which agree on it); six pieces of each curve lie less than 5e-5 above
    park = energy.ten_units(6, times=2)
    r = solve(park, "integrated_park", full(park.calendar, cyclic=False), Options(gap=1e-4))
    assert r.verdict.ok
    assert r.outcome.bound <= 1_123_297 * (1.0 + 5e-5)
    assert 1_123_297 <= r.outcome.objective <= 1_123_297 * (1.0 + 1.5e-4)


def test_two_problems_in_one_park_cost_the_sum():
    first = energy.chp_dispatch(5.0)
    both = joined(relabelled(first, "a_{}".format), relabelled(first, "b_{}".format))
    assert optimum(both).outcome.objective == pytest.approx(2 * 9257.075, rel=1e-4)


def test_figures_are_those_of_the_originals():
    given = json.loads(original("energy", "chped_4unit.json"))
    units = {unit["n"]: unit for unit in given["units_"]}
    for name, corners, cost in (
        ("chp2", energy.CHP_2, energy.cost_2),
        ("chp3", energy.CHP_3, energy.cost_3),
    ):
        assert [list(corner) for corner in corners] == units[name]["vertices_HP"]
        c = units[name]["cost"]
        p, h = 7.0, 3.0
        known = c["a"] + c["bP"] * p + c["cP2"] * p * p + c["dH"] * h + c["eH2"] * h * h + c["fPH"] * p * h
        assert cost(p, h) == pytest.approx(known)
