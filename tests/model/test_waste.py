"""What becomes of wastes, one kind after another, each with numbers for the head."""

import pytest

from symbiosis.park import Carrier, Market, Outlet, ParkError, Quality, Supply, Technology
from tests.parks import A_YEAR, at, drain, given, levy, need, optimum, paid, pipe, plant, shop, small_park


def test_incineration_gives_heat_and_ash_and_is_sized_against_the_landfill():
    """A tonne burnt gives 2 of heat worth 30 each and 0.2 of ash at 10; the tip takes 40 a tonne."""
    incinerator = plant(
        "works.incinerator", "waste", capacity_max=8.0, investment_per_capacity=50 * A_YEAR, lifetime=1.0
    )
    incinerator = Technology(
        **{**vars(incinerator), "ratios": {"waste": -1.0, "heat": 2.0, "ash": 0.2, "co2": 0.5}}
    )
    park = small_park(
        1,
        Carrier(label="waste", kind="waste", unit="t/h"),
        Carrier(label="ash", kind="waste", unit="t/h"),
        given("works.waste", 10.0),
        need("works.heat", 12.0),
        shop("heat", 30.0, "works"),
        drain("works.waste", 40.0),
        drain("works.ash", 10.0),
        levy("co2", 4.0),
        incinerator,
    )
    r = optimum(park)
    # the sixth tonne meets the heat demand: 60 + 40 − 2 − 2 − 50 = 46 saved per tonne; beyond it has no use
    assert at(r, "new", "works.incinerator") == 6
    assert at(r, "discard", "works.waste") == [4]
    assert at(r, "discard", "works.ash") == [pytest.approx(1.2)]
    assert r.outcome.objective == pytest.approx(6 * 50 + 4 * 40 + 1.2 * 10 + 3 * 4)


def test_a_permit_at_the_landfill_sends_the_rest_to_the_dearer_tip():
    park = small_park(
        1,
        given("works.waste", 10.0),
        drain("works.waste", 20.0, annual_limit=3 * A_YEAR),
        Outlet(label="works.far_tip", carrier="waste", fee=70.0),
    )
    r = optimum(park)
    assert (at(r, "discard", "works.waste"), at(r, "discard", "works.far_tip")) == ([3], [7])
    assert paid(r, "discard") == pytest.approx(3 * 20 + 7 * 70)


def test_recycling_sorts_waste_into_fractions_that_replace_and_a_rest():
    """A tonne gives 0.3 of metal that is bought at 100, 0.5 of plastic sold at 20, 0.2 of rest at 50."""
    sorting = Technology(
        label="works.sorting",
        rated_on="waste",
        ratios={"waste": -1.0, "metal": 0.3, "plastic": 0.5, "rest": 0.2, "power": -0.1},
        capacity=5.0,
        running_cost=3.0,
    )
    park = small_park(
        1,
        given("works.waste", 4.0),
        need("works.metal", 2.0),
        shop("metal", 100.0, "works"),
        shop("power", 10.0, "works"),
        Market(label="scrap", carrier="plastic", members=("works",), sale_price=20.0),
        drain("works.rest", 50.0),
        drain("works.waste", 60.0),
        sorting,
    )
    r = optimum(park)
    assert paid(r, "purchase") == pytest.approx(80 + 4)  # 0.8 of metal, 0.4 of power
    assert paid(r, "sale") == pytest.approx(-40)
    assert paid(r, "discard") == pytest.approx(40)
    assert r.outcome.objective == pytest.approx(84 - 40 + 40 + 12)


def water_train(cod, **sewer):
    """Sludge-making treatment of 10 of water, then the sewer; raw water is refused by the sewer above 50."""
    return small_park(
        1,
        Quality(label="cod", unit="mg/L"),
        Supply(label="mill.water", carrier="water", rate=10.0, quality={"cod": cod}),
        Technology(
            label="mill.biology",
            rated_on="water",
            ratios={"water": -1.0, "sludge": 0.02, "power": -0.5},
            returns=0.98,
            quality={"water": {"cod": 20.0}},
            capacity=30.0,
        ),
        Outlet(label="mill.sewer", carrier="water", fee=2.0, quality_max={"cod": 50.0}, **sewer),
        shop("power", 1.0, "mill"),
        drain("mill.sludge", 100.0),
    )


def test_a_sewer_with_a_limit_asks_for_pre_treatment_of_just_enough():
    """x of 80 treated to 20 and the rest raw: 20·0.98x + 80·(10 − x) = 50·(10 − 0.02x), so x = 300/59.4."""
    r = optimum(water_train(80.0))
    treated = 300 / (80 - 0.98 * 20 - 0.02 * 50)
    assert at(r, "activity", "mill.biology") == [pytest.approx(treated, abs=1e-6)]
    assert at(r, "discard", "mill.sludge") == [pytest.approx(0.02 * treated, abs=1e-6)]
    assert paid(r, "purchase") == pytest.approx(0.5 * treated)


def test_water_within_the_limit_goes_untreated():
    assert at(optimum(water_train(45.0)), "activity", "mill.biology") == [0]


def test_a_train_of_two_steps_multiplies_what_it_removes():
    """Settling removes 50 %, biology 80 %, of one water after another: 400 → 200 → 40."""
    park = small_park(
        1,
        Quality(label="cod", unit="mg/L"),
        Supply(label="mill.raw", carrier="raw", rate=10.0, quality={"cod": 400.0}),
        Technology(
            label="mill.settling",
            rated_on="raw",
            ratios={"raw": -1.0, "settled": 1.0, "sludge": 0.01},
            quality={"settled": {"cod": 400.0 * (1 - 0.5)}},
            capacity=20.0,
        ),
        Technology(
            label="mill.biology",
            rated_on="settled",
            ratios={"settled": -1.0, "clean": 1.0, "sludge": 0.03},
            quality={"clean": {"cod": 200.0 * (1 - 0.8)}},
            capacity=20.0,
        ),
        Outlet(label="mill.river", carrier="clean", fee=1.0, quality_max={"cod": 40.0}),
        drain("mill.sludge", 10.0),
    )
    r = optimum(park)
    assert at(r, "discard", "mill.river") == [10]
    assert at(r, "discard", "mill.sludge") == [pytest.approx(0.4)]


def test_central_treatment_pays_when_one_large_plant_is_cheaper_than_two():
    """Each alone builds for 5: 40. One for 10 along the curve costs 60, less than 80; the pipe is free."""
    curve = {"scale_sizes": (5.0, 10.0), "scale_investments": (40 * A_YEAR, 60 * A_YEAR)}
    works = Technology(
        label="a.plant", rated_on="sewage", ratios={"sewage": -1.0}, capacity_max=10.0, lifetime=1.0, **curve
    )
    park = small_park(
        1,
        given("a.sewage", 5.0),
        given("b.sewage", 5.0),
        works,
        Technology(**{**vars(works), "label": "b.plant"}),
        pipe("b", "a", "sewage"),
        pipe("a", "b", "sewage"),
    )
    assert optimum(park).outcome.objective == pytest.approx(60)


def test_a_waste_without_a_way_out_is_refused():
    with pytest.raises(ParkError, match='nothing takes "slag" away'):
        small_park(1, given("works.slag", 1.0), Carrier(label="slag", kind="waste", unit="t/h"))
