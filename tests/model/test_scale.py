"""What new capacity costs along a curve; a curve of `3 * A_YEAR` for a year is 3 for an hour."""

import dataclasses

import pytest

from symbiosis.park import ParkError
from symbiosis.park.scale import law_points
from tests.parks import A_YEAR, at, need, optimum, paid, pipe, plant, shop, small_park

# 4 cost 8, 10 cost 11, 20 cost 31: cheap to enlarge at first (0.5 each), dear at the end (2 each)
CURVE = {
    "scale_sizes": (4.0, 10.0, 20.0),
    "scale_investments": (8 * A_YEAR, 11 * A_YEAR, 31 * A_YEAR),
    "capacity_max": 20.0,
    "lifetime": 1.0,
}


def mill(heat, price, **boiler):
    """A mill that needs heat: bought, or from a boiler that runs for nothing."""
    return small_park(
        1, need("mill.heat", heat), shop("heat", price, "mill"), plant("mill.boiler", "heat", **boiler)
    )


@pytest.mark.parametrize(
    ("heat", "price", "built", "cost"),
    [
        (8.0, 2.0, 8.0, 10.0),  # 8 + 4 · 0.5 against 16
        (8.0, 1.0, 0.0, 8.0),  # nothing is built: 8 against 10
        (10.0, 1.2, 10.0, 11.0),  # the whole cheap piece pays: 11 against 12
        (14.0, 1.5, 10.0, 17.0),  # up to the bend; the last 4 bought at 1.5 rather than built at 2
        (14.0, 3.0, 14.0, 19.0),  # 11 + 4 · 2
        (2.0, 5.0, 4.0, 8.0),  # the smallest size, too large, still cheaper than 10
    ],
)
def test_the_cheapest_size_on_a_curve(heat, price, built, cost):
    r = optimum(mill(heat, price, **CURVE))
    assert at(r, "new", "mill.boiler") == built
    assert r.outcome.objective == pytest.approx(cost)


def test_the_payment_on_the_curve_is_the_owners_and_repaid_with_upkeep():
    r = optimum(mill(7.0, 9.0, **{**CURVE, "lifetime": 2.0, "fixed_om_share": 0.1}))
    assert paid(r, "investment", "mill", "mill.boiler") == pytest.approx(9.5 / 2)
    assert paid(r, "fixed_om", "mill", "mill.boiler") == pytest.approx(0.95)


def test_the_curve_is_over_what_is_new():
    """3 stand, so 5 of 8 are new: 8 + 0.5."""
    r = optimum(mill(8.0, 9.0, **{**CURVE, "capacity": 3.0}))
    assert (at(r, "kept", "mill.boiler"), at(r, "new", "mill.boiler")) == (3, 5)
    assert paid(r, "investment") == pytest.approx(8.5)


def test_the_room_may_end_on_the_way_between_points():
    r = optimum(mill(20.0, 9.0, **{**CURVE, "capacity_max": 15.0}))
    assert at(r, "new", "mill.boiler") == 15
    assert paid(r, "investment") == pytest.approx(21.0)


def test_a_route_pays_its_length_beside_its_curve():
    road = pipe("works", "mill", "heat", length=2.0, investment_per_length=A_YEAR, **CURVE)
    park = small_park(1, need("mill.heat", 6.0), shop("heat", 0.0, "works"), road)
    r = optimum(park)
    assert paid(r, "investment", "mill", "works_mill") == pytest.approx(8 + 2 * 0.5 + 2)


def test_what_stands_is_bought_again_at_its_place_on_the_curve():
    """7 cost 9.5 on the curve; half the study period is left to pay for, over 20 years of life."""
    boiler = {**CURVE, "capacity": 7.0, "capacity_max": 7.0, "lifetime": 20.0, "remaining_life": 10.0}
    r = optimum(mill(7.0, 9.0, **boiler))
    assert paid(r, "replacement") == pytest.approx(9.5 / 20 * 0.5)


LAW = {
    "scale_exponent": 0.5,
    "scale_reference": 100.0,
    "scale_reference_investment": 10 * A_YEAR,
    "capacity_min": 1.0,
    "capacity_max": 100.0,
    "lifetime": 1.0,
    "scale_error": 0.2,
}


def test_a_power_law_is_exact_at_the_ends_of_its_pieces():
    """Exponent 0.5 from 1 to 100: two pieces grow tenfold each; (10, 10·√0.1) is an end between them."""
    points = law_points(1.0, 100.0, 0.5, 100.0, 10.0, 0.2)
    assert points == (
        (1.0, pytest.approx(1.0)),
        (pytest.approx(10.0), pytest.approx(10**0.5)),
        (100.0, 10.0),
    )
    for heat, cost in ((1.0, 1.0), (10.0, 10**0.5), (100.0, 10.0)):
        assert optimum(mill(heat, 50.0, **LAW)).outcome.objective == pytest.approx(cost)


def test_a_power_law_is_within_its_stated_error_elsewhere():
    cost = optimum(mill(30.0, 50.0, **LAW)).outcome.objective
    law = 10 * (30 / 100) ** 0.5
    assert 0.8 * law <= cost < law


def test_a_second_plant_of_half_the_size_costs_more():
    """Two works build one plant for both over a free pipe: 10 · √(0.5) each alone, 10 together."""
    alone = optimum(mill(50.0, 99.0, **LAW)).outcome.objective
    park = small_park(
        1,
        need("mill.heat", 50.0),
        need("town.heat", 50.0),
        shop("heat", 99.0, "mill", "town"),
        plant("mill.boiler", "heat", **LAW),
        plant("town.boiler", "heat", **LAW),
        pipe("mill", "town", "heat"),
        pipe("town", "mill", "heat"),
    )
    assert optimum(park).outcome.objective == pytest.approx(10.0)
    assert 2 * alone > 12.0


def refused(**boiler):
    with pytest.raises(ParkError) as caught:
        mill(1.0, 1.0, **boiler)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("change", "path", "sentence"),
    [
        ({"investment": 1.0}, "investment", "would be paid twice"),
        ({"sizes": (2.0,)}, "sizes", "nameplate sizes beside a curve"),
        ({"scale_investments": (1.0, 2.0)}, "scale_investments", "2 payments for 3 sizes"),
        ({"scale_sizes": (4.0,), "scale_investments": (1.0,)}, "scale_sizes", "at least two sizes"),
        ({"scale_sizes": (4.0, 3.0, 20.0)}, "scale_sizes", "does not rise"),
        ({"scale_investments": (9.0, 3.0, 20.0)}, "scale_investments", "does not rise"),
        ({"capacity_max": 25.0}, "scale_sizes", "ends at 20, but 25 may be built"),
        ({"capacity_max": 3.0}, "scale_sizes", "begins at 4, but only 3 may be built"),
        ({"capacity_min": 5.0}, "capacity_min", "first size, 4, is already the smallest"),
        ({"scale_exponent": 0.6}, "scale_exponent", "lacks scale_reference and scale_reference_investment"),
        ({"scale_exponent": 0.6}, "scale_sizes", "both points and a power law"),
        ({"scale_sizes": (-1.0, 3.0, 20.0)}, "scale_sizes", "is below 0"),
    ],
)
def test_a_bad_curve_has_its_sentence(change, path, sentence):
    said = refused(**{**CURVE, **change})
    assert any(f"mill.boiler.{path}" in line and sentence in line for line in said), said


@pytest.mark.parametrize(
    ("change", "path", "sentence"),
    [
        ({"capacity_min": 0.0}, "capacity_min", "no straight line follows down to zero"),
        ({"capacity_max": float("inf")}, "capacity_max", "State the largest size"),
        ({"scale_reference": None}, "scale_exponent", "lacks scale_reference"),
        ({"scale_error": 1e-5}, "scale_error", "more than 32 pieces"),
        ({"scale_exponent": 2.5}, "scale_exponent", "is above 2"),
    ],
)
def test_a_bad_power_law_has_its_sentence(change, path, sentence):
    said = refused(**{**LAW, **change})
    assert any(f"mill.boiler.{path}" in line and sentence in line for line in said), said


def test_the_checker_finds_a_wrong_payment_and_a_size_below_the_curve():
    from symbiosis.results.verify import verify

    r = optimum(mill(8.0, 2.0, **CURVE))
    line = [str(item) for item in r.data["category"].values].index("investment")
    wrong = r.data.copy(deep=True)
    wrong["cost"].values[line] *= 1.01
    said = [str(f) for f in verify(r.park, r.horizon, wrong, r.outcome.objective).findings]
    assert any("line differs" in f and "mill.boiler" in f for f in said), said
    small = r.data.copy(deep=True)
    for name in ("new", "capacity"):
        small[name].loc[{"asset": "mill.boiler"}] = 3.0
    said = [str(f) for f in verify(r.park, r.horizon, small, r.outcome.objective).findings]
    assert any("smaller than the smallest size" in f for f in said), said


def test_the_checker_reads_the_law_and_not_only_the_points():
    from symbiosis.results.verify import verify

    r = optimum(mill(30.0, 50.0, **LAW))
    boiler = dataclasses.replace(r.park.technologies["mill.boiler"], scale_exponent=0.6)
    other = r.park.replace(technologies={"mill.boiler": boiler})
    assert not verify(other, r.horizon, r.data, r.outcome.objective).ok
