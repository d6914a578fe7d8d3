"""Requirements: a quotient of yearly quantities kept within a limit; months; what cannot be is named."""

import dataclasses

import numpy as np
import pytest

from symbiosis.park import Carrier, Enterprise, Requirement
from symbiosis.park.counted import TCE
from symbiosis.park.problems import ParkError
from symbiosis.park.profile import Calendar
from tests.parks import at, need, optimum, plant, shop, small_park

CO2_A_MWH = 0.3
TCE_A_MWH = 3.6 / TCE


def town(*requirements, steps=1, **more):
    """10 MW of power: from the grid at 1 with 0.3 t CO2 a MWh, or green at 3 without any."""
    return small_park(
        steps,
        need("town.power", 10.0),
        shop("power", 1.0, "town", label="grid", emissions={"co2": CO2_A_MWH}, scope="2"),
        shop("power", 3.0, "town", label="green", scope="2"),
        Carrier(label="power", kind="energy", unit="MW"),
        *requirements,
        **more,
    )


def near_zero(limit):
    return Requirement(label="near_zero", formula="carbon / energy", at_most=limit)


def test_without_a_requirement_the_grid_is_cheaper():
    assert optimum(town()).outcome.objective == pytest.approx(10)


def test_co2_a_tonne_of_coal_limits_the_grid():
    # 0.3·g ≤ limit · tce/MWh · 10; a limit of 0.6 t/t of coal allows 6·tce of coal/0.3
    limit = CO2_A_MWH * 0.4 / TCE_A_MWH  # four tenths from the grid
    r = optimum(town(near_zero(limit)))
    assert at(r, "purchase", "grid:town") == [4]
    assert r.outcome.objective == pytest.approx(4 * 1 + 6 * 3)


def test_at_least_works_from_below():
    share = Requirement(label="green", formula="purchase(power, green) / purchase(power)", at_least=0.7)
    assert at(optimum(town(share)), "purchase", "green:town") == [7]


def test_a_sum_with_a_constant_is_a_limit_for_the_year():
    most = Requirement(label="grid_year", formula="purchase(power, grid) - 8760", at_most=8760.0)
    assert at(optimum(town(most), annualised=True), "purchase", "grid:town") == [2]


def test_what_enterprises_state_scales_with_the_horizon():
    # 4 MWh an hour of grid power for a value added of 8760 · 2
    value = Requirement(label="value", formula="purchase(power, grid) / added_value", at_most=2.0)
    park = town(value, Enterprise(label="town", added_value=8760.0 * 2.0), steps=2)
    assert sum(at(optimum(park), "purchase", "grid:town")) == pytest.approx(8)


def test_months_alone_are_counted():
    calendar = Calendar(np.datetime64("2023-01-31T23:00"), 2, 1.0)
    winter = Requirement(
        label="w", formula="purchase(power, grid) / purchase(power)", at_most=0.5, months=(1.0,)
    )
    assert at(optimum(town(winter, calendar=calendar)), "purchase", "grid:town") == [5, 10]


def test_heat_to_power_of_a_chp_is_a_row():
    # 6 heat are needed; selling power pays 2 and its fuel costs 1, but heat must be half of the power
    park = small_park(
        1,
        need("mill.heat", 6.0),
        plant("mill.turbine", "power", {"gas": -1.0}, capacity=100.0),
        plant("mill.heater", "heat", {"gas": -1.0}, capacity=100.0),
        shop("gas", 1.0, "mill"),
        shop("power", 5.0, "mill", sale_price=2.0, label="grid"),
        Requirement(label="ratio", formula="made(heat, mill) / made(power, mill)", at_least=0.5),
    )
    r = optimum(park)
    assert at(r, "activity", "mill.turbine") == [12]


def test_tightening_never_makes_it_cheaper():
    costs = [optimum(town(near_zero(limit))).outcome.objective for limit in (3.0, 1.0, 0.5, 0.1, 0.0)]
    assert costs == sorted(costs)


def test_an_impossible_one_is_named():
    from symbiosis.questions import solve

    park = town(dataclasses.replace(near_zero(0.0), formula="(carbon + 8760) / energy"))
    r = solve(park, "integrated_park")
    assert r.status == "infeasible"
    said = next(sentence for sentence in r.explanation if "requirement near_zero" in sentence)
    assert said.endswith(" t/a on the wrong side")


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("carbn / energy", 'Did you mean "carbon"'),
        ("carbon + energy", "adds up different units"),
        ("carbon * energy", "not a sum of quantities"),
        ("growth(energy)", "not a sum of quantities"),
        ("made(pwer)", 'Did you mean "power"'),
        ("made(co2)", r"Count it as emission\(co2\)"),
        ("carbon / added_value", "State added_value under enterprises"),
        ("__import__('os').system('ls')", "no formula|does not belong"),
        ("purchase(power, gird)", 'Did you mean "grid"'),
        ("3 / 4", "counts no flow"),
    ],
)
def test_a_wrong_formula_is_named_with_a_remedy(formula, said):
    with pytest.raises(ParkError, match=said):
        town(Requirement(label="r", formula=formula, at_most=1.0))


def test_a_requirement_needs_a_limit_and_real_months():
    with pytest.raises(ParkError, match="State at_most or at_least"):
        town(Requirement(label="r", formula="carbon / energy"))
    with pytest.raises(ParkError, match="is no month"):
        town(Requirement(label="r", formula="carbon / energy", at_most=1.0, months=(13.0,)))
