"""What stands, what may be built, and what having it costs; `3 * A_YEAR` for a year is 3 for an hour."""

import pytest

from symbiosis.park import Enterprise
from tests.parks import A_YEAR, at, need, optimum, paid, plant, shop, small_park


def boiler(need_heat=10.0, heat=5.0, gas=1.0, rate=0.0, study_period=20.0, **asset):
    """A mill that needs heat: from its boiler on gas, or bought."""
    return small_park(
        1,
        need("mill.heat", need_heat),
        shop("heat", heat, "mill"),
        shop("gas", gas, "mill"),
        plant("mill.boiler", "heat", {"gas": -1.0}, **asset),
        rate=rate,
        study_period=study_period,
    )


def test_what_stands_is_used_up_to_its_capacity():
    r = optimum(boiler(capacity=6.0))
    assert r.outcome.objective == pytest.approx(6 * 1 + 4 * 5)
    assert at(r, "capacity", "mill.boiler") == 6
    assert at(r, "activity", "mill.boiler") == [6]


def test_nothing_new_without_capacity_max():
    r = optimum(boiler(capacity=6.0, investment_per_capacity=0.0, lifetime=1.0))
    assert at(r, "new", "mill.boiler") == 0


def test_new_capacity_is_built_as_large_as_needed_when_it_pays():
    # 3 to have and 1 to run beat 5 to buy
    r = optimum(boiler(capacity_max=20.0, investment_per_capacity=3 * A_YEAR, lifetime=1.0))
    assert r.outcome.objective == pytest.approx(10 * (3 + 1))
    assert at(r, "new", "mill.boiler") == 10
    assert paid(r, "investment", owner="mill", item="mill.boiler") == pytest.approx(30)


def test_new_capacity_is_not_built_when_it_does_not_pay():
    r = optimum(boiler(capacity_max=20.0, investment_per_capacity=4.5 * A_YEAR, lifetime=1.0))
    assert r.outcome.objective == pytest.approx(50)
    assert at(r, "capacity", "mill.boiler") == 0


def test_what_stands_and_what_is_new_share_capacity_max():
    # 4 stand, so 3 may be added; the last 3 are bought
    r = optimum(boiler(capacity=4.0, capacity_max=7.0, investment_per_capacity=A_YEAR, lifetime=1.0))
    assert (at(r, "kept", "mill.boiler"), at(r, "new", "mill.boiler")) == (4, 3)
    assert r.outcome.objective == pytest.approx(7 * 1 + 3 * 1 + 3 * 5)


def test_annuity_repays_with_interest():
    # at 50 % a year over two years, 1 is repaid by 0.9 a year: 0.9/1.5 + 0.9/2.25 = 0.6 + 0.4
    r = optimum(
        boiler(1.0, heat=20.0, rate=0.5, capacity_max=1.0, investment_per_capacity=10 * A_YEAR, lifetime=2.0)
    )
    assert paid(r, "investment") == pytest.approx(9)
    assert r.outcome.objective == pytest.approx(9 + 1)


def test_no_interest_repays_in_equal_parts():
    r = optimum(boiler(1.0, capacity_max=1.0, investment_per_capacity=10 * A_YEAR, lifetime=5.0))
    assert paid(r, "investment") == pytest.approx(2)


def test_the_owner_pays_with_its_own_cost_of_capital():
    # a contractor who wants 100 % a year gets 2 back for 1 lent for one year
    park = small_park(
        1,
        Enterprise(label="contractor", discount_rate=1.0),
        need("mill.heat", 1.0),
        shop("heat", 5.0, "mill"),
        plant(
            "mill.solar", "heat", owner="contractor", capacity_max=1.0,
            investment_per_capacity=A_YEAR, lifetime=1.0,
        ),
    )  # fmt: skip
    r = optimum(park)
    assert paid(r, "investment", owner="contractor", item="mill.solar") == pytest.approx(2)
    assert paid(r, "investment", owner="mill") == 0
    assert r.outcome.objective == pytest.approx(2)


@pytest.mark.parametrize(("needed", "built", "cost"), [(7.0, 0, 35.0), (10.0, 1, 40.0)])
def test_a_fixed_investment_is_paid_once_or_not_at_all(needed, built, cost):
    # 30 + 1 for each beat 5 for each from 7.5 on
    r = optimum(boiler(needed, investment=30 * A_YEAR, lifetime=1.0, capacity_max=20.0))
    assert at(r, "units", "mill.boiler") == built
    assert r.outcome.objective == pytest.approx(cost)


def test_a_fixed_investment_cannot_be_paid_in_part():
    # half of the plant would do, and would cost half: 15 + 5 < 25; but half a plant is not sold
    r = optimum(boiler(5.0, investment=30 * A_YEAR, lifetime=1.0, capacity_max=10.0))
    assert r.outcome.objective == pytest.approx(25)


@pytest.mark.parametrize(("smallest", "new", "cost"), [(8.0, 8, 32.0 + 5.0), (12.0, 0, 40.0)])
def test_a_plant_is_at_least_as_large_as_the_smallest_on_offer(smallest, new, cost):
    # 5 are needed: the plant of 8 costs 32 to have, buying 5 × 8 = 40
    r = optimum(
        boiler(
            5.0, heat=8.0, capacity_min=smallest, capacity_max=20.0,
            investment_per_capacity=4 * A_YEAR, lifetime=1.0,
        )
    )  # fmt: skip
    assert at(r, "new", "mill.boiler") == new
    assert r.outcome.objective == pytest.approx(cost)


@pytest.mark.parametrize(
    ("needed", "more", "units", "new", "having", "bought"),
    [
        (8.0, {}, 2, 8, 2 + 8, 0),  # 3 + 5
        (6.0, {}, 2, 6, 2 + 6, 0),  # 3 + 3
        (10.0, {}, 2, 10, 2 + 10, 0),  # 5 + 5
        (6.0, {"units_max": 1.0}, 1, 5, 1 + 5, 1),
        (6.0, {"capacity_max": 4.0}, 1, 3, 1 + 3, 3),
    ],
)
def test_new_capacity_is_a_sum_of_nameplate_sizes(needed, more, units, new, having, bought):
    # each unit costs 1, each capacity 1, and what is bought 100
    asset = {"sizes": (3.0, 5.0), "capacity_max": 20.0, "lifetime": 1.0, **more}
    park = boiler(needed, heat=100.0, investment=A_YEAR, investment_per_capacity=A_YEAR, **asset)
    r = optimum(park)
    assert at(r, "new", "mill.boiler") == new
    assert at(r, "units", "mill.boiler") == units
    assert paid(r, "investment") == pytest.approx(having)
    assert r.outcome.objective == pytest.approx(having + (needed - bought) + 100 * bought)


def test_fixed_om_is_paid_for_what_is_kept_and_new():
    # 4 are kept and 6 new, 2 each; the new ones cost another 1
    r = optimum(
        boiler(
            capacity=4.0, capacity_max=10.0, fixed_om=2 * A_YEAR, investment_per_capacity=A_YEAR, lifetime=1.0
        )
    )
    assert paid(r, "fixed_om", owner="mill", item="mill.boiler") == pytest.approx(20)
    assert r.outcome.objective == pytest.approx(20 + 6 + 10)


def test_fixed_om_share_is_a_share_of_what_was_paid_upfront():
    # 5 once and 10 × 1 by size are paid upfront; a tenth of them is repaid, a fifth of them upkeep
    r = optimum(
        boiler(
            investment=5 * A_YEAR, investment_per_capacity=A_YEAR, capacity_max=10.0,
            lifetime=10.0, fixed_om_share=0.2,
        )
    )  # fmt: skip
    assert paid(r, "investment") == pytest.approx(1.5)
    assert paid(r, "fixed_om") == pytest.approx(3)


@pytest.mark.parametrize(("gas", "kept", "cost"), [(1.0, 3, 3 * 2 + 3 * 1), (4.0, 0, 3 * 5)])
def test_what_does_not_earn_its_keep_is_given_up(gas, kept, cost):
    # 10 stand and cost 2 each to keep, but only 3 are needed
    r = optimum(boiler(3.0, gas=gas, capacity=10.0, fixed_om=2 * A_YEAR))
    assert at(r, "kept", "mill.boiler") == kept
    assert r.outcome.objective == pytest.approx(cost)


def test_what_may_not_be_given_up_is_paid_for():
    r = optimum(boiler(3.0, gas=4.0, capacity=10.0, fixed_om=2 * A_YEAR, retirable=False))
    assert at(r, "kept", "mill.boiler") == 10
    assert r.outcome.objective == pytest.approx(10 * 2 + 3 * 4)


def test_what_wears_out_must_be_bought_again():
    # it lasts 5 of 20 years: three quarters of the yearly payment of 4 for each kept
    r = optimum(boiler(capacity=10.0, remaining_life=5.0, investment_per_capacity=4 * A_YEAR, lifetime=1.0))
    assert paid(r, "replacement", owner="mill", item="mill.boiler") == pytest.approx(30)
    assert r.outcome.objective == pytest.approx(30 + 10)


def test_replacement_counts_the_fixed_investment_spread_over_the_capacity():
    # 3 as above, and three quarters of 20/10: 4.5 + 1 to run is dearer than 5 to buy
    r = optimum(
        boiler(
            capacity=10.0, remaining_life=5.0, lifetime=1.0,
            investment=20 * A_YEAR, investment_per_capacity=4 * A_YEAR,
        )
    )  # fmt: skip
    assert at(r, "kept", "mill.boiler") == 0
    assert r.outcome.objective == pytest.approx(50)


def test_replacement_with_interest():
    # at 50 %: 1 a year is worth 6/9 over one year and 10/9 over two, so buying again after one of
    # two years takes (10 − 6)/10 of the annuity 0.9 · 100
    park = boiler(
        1.0, heat=50.0, rate=0.5, study_period=2.0, capacity=1.0, remaining_life=1.0,
        investment_per_capacity=100 * A_YEAR, lifetime=2.0,
    )  # fmt: skip
    assert paid(optimum(park), "replacement") == pytest.approx(36)


def test_no_replacement_for_what_outlives_the_study():
    r = optimum(boiler(capacity=10.0, remaining_life=20.0, investment_per_capacity=4 * A_YEAR, lifetime=1.0))
    assert r.outcome.objective == pytest.approx(10)


def test_design_margin_is_kept_free():
    # of 10 that stand, 10/1.25 = 8 may run
    r = optimum(boiler(capacity=10.0, design_margin=0.25))
    assert at(r, "activity", "mill.boiler") == [8]
    assert r.outcome.objective == pytest.approx(8 * 1 + 2 * 5)


def test_design_margin_is_built_on_top():
    park = boiler(capacity_max=20.0, design_margin=0.25, investment_per_capacity=2 * A_YEAR, lifetime=1.0)
    r = optimum(park)
    assert at(r, "capacity", "mill.boiler") == 12.5
    assert r.outcome.objective == pytest.approx(12.5 * 2 + 10)
