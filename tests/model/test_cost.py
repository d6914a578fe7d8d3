"""Every payment has an owner, a category and an item; together they are the cost of the plan."""

import pytest

from symbiosis.park import Store
from tests.parks import (
    A_YEAR,
    drain,
    given,
    hub,
    levy,
    member,
    need,
    optimum,
    paid,
    pipe,
    plant,
    shop,
    small_park,
)

BUILT = {"capacity_max": 100.0, "investment_per_capacity": A_YEAR, "lifetime": 1.0}


def everything():
    """One hour in which every kind of payment is made once, each a different amount."""
    return small_park(
        1,
        need("mill.heat", 10.0),
        shop("gas", 2.0, "mill", emissions={"co2": 0.1}),
        plant("mill.boiler", "heat", {"gas": -1.0}, fixed_om=0.5 * A_YEAR, running_cost=0.3, **BUILT),
        need("town.power", 4.0),
        shop("power", 3.0, "works", peak_charge=A_YEAR / 12),
        hub(
            "grid", "power", "works",
            member("grid", "works", "feed", **BUILT), member("grid", "town", "draw", **BUILT),
            investment=7 * A_YEAR, lifetime=1.0,
        ),
        given("works.slag", 8.0),
        need("mill.slag", 2.0),
        pipe("works", "mill", "slag", capacity=9.0, freight=0.5, length=6.0, running_cost=0.25,
             remaining_life=5.0, lifetime=1.0, investment_per_capacity=A_YEAR),
        drain("works.slag", 1.5),
        given("town.scrap", 5.0),
        shop("scrap", None, "town", sale_price=1.25),
        levy("co2", 6.0),
    )  # fmt: skip


# (owner, category, item): amount
EXPECTED = {
    ("mill", "purchase", "gas_market"): 10 * 2,
    ("mill", "investment", "mill.boiler"): 10,
    ("mill", "fixed_om", "mill.boiler"): 5,
    ("mill", "running", "mill.boiler"): 3,
    ("mill", "levy", "co2_levy"): 10 * 0.1 * 6,
    ("works", "purchase", "power_market"): 4 * 3,
    ("works", "peak_charge", "power_market"): 4,
    ("works", "investment", "grid"): 7,
    ("works", "investment", "grid.works"): 4,
    ("works", "investment", "grid.town"): 4,
    ("mill", "freight", "works_mill"): 2 * 0.5 * 6,
    ("mill", "running", "works_mill"): 2 * 0.25,
    ("mill", "replacement", "works_mill"): 2 * 0.75,  # 5 of 20 years are left; 2 of 9 are kept
    ("works", "discard", "works.slag"): 6 * 1.5,
    ("town", "sale", "scrap_market"): -5 * 1.25,
}


def test_every_payment_is_a_line_with_its_owner():
    r = optimum(everything())
    cost = r.cost
    names = zip(cost["owner"].values, cost["category"].values, cost["item"].values, strict=True)
    lines = {
        tuple(map(str, name)): round(float(v), 9) for name, v in zip(names, cost.values, strict=True) if v
    }
    assert lines == pytest.approx(EXPECTED)


def test_the_lines_add_up_to_the_cost():
    r = optimum(everything())
    assert r.outcome.objective == pytest.approx(sum(EXPECTED.values()))
    assert sum(r.cost_by("owner").values()) == pytest.approx(sum(EXPECTED.values()))


@pytest.mark.parametrize(
    ("annualised", "years"),
    [(False, 1 / A_YEAR), (None, 1 / A_YEAR), (True, 1.0)],
    ids=["its own", "default", "year"],
)
def test_a_year_of_that_hour_costs_8760_times_as_much(annualised, years):
    r = optimum(everything(), annualised=annualised)
    assert r.outcome.objective == pytest.approx(sum(EXPECTED.values()) * A_YEAR * years)


def test_two_such_hours_cost_twice_as_much():
    # everything is constant, so the second hour brings every payment once more
    one = everything()
    two = one.replace(calendar=type(one.calendar).short(2))
    assert optimum(two).outcome.objective == pytest.approx(2 * sum(EXPECTED.values()))


def test_a_hub_keeps_costing_its_upkeep():
    grid = hub(
        "grid", "power", "works",
        member("grid", "works", "feed", capacity=9.0), member("grid", "town", "draw", capacity=9.0),
        exists=True, fixed_om=5 * A_YEAR,
    )  # fmt: skip
    r = optimum(small_park(1, need("town.power", 4.0), shop("power", 3.0, "works"), grid))
    assert paid(r, "fixed_om", owner="works", item="grid") == pytest.approx(5)


def test_owners_of_stores_and_connections_pay_for_them():
    tank = Store(label="mill.tank", carrier="heat", owner="bank", running_cost=0.5, loss=0.5, **BUILT)
    line = member("grid", "town", "draw", owner="bank", **BUILT)
    park = small_park(
        2,
        need("town.heat", 4.0),
        shop("heat", 3.0, "mill"),
        tank,
        hub("grid", "heat", "works", member("grid", "mill", "feed", capacity=9.0), line, exists=True),
    )
    assert paid(optimum(park), "investment", owner="bank", item="grid.town") == pytest.approx(8)
