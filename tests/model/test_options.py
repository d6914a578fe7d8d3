"""Options that exclude each other, measures that lower a demand, room on a site."""

import dataclasses

import pytest

from symbiosis.park import Carrier, Enterprise, ParkError, Store
from symbiosis.results.verify import verify
from tests.parks import A_YEAR, at, need, optimum, paid, plant, series, shop, small_park

OPTION = {"lifetime": 1.0, "exclusive": "boiler", "capacity_max": 10.0}


def renewing(burner=3.0, condensing=5.0, electric=1.0, *more):
    """A boiler that burns 2 of gas for 1 of heat, and three plants that may take its place."""
    return small_park(
        2,
        need("mill.heat", 10.0),
        shop("gas", 1.0, "mill"),
        shop("power", 2.0, "mill"),
        plant("mill.old", "heat", {"gas": -2.0}, capacity=10.0, exclusive="boiler"),
        plant("mill.burner", "heat", {"gas": -1.6}, investment=burner * A_YEAR, **OPTION),
        plant("mill.condensing", "heat", {"gas": -1.2}, investment=condensing * A_YEAR, **OPTION),
        plant("mill.electric", "heat", {"power": -1.0}, investment=electric * A_YEAR, **OPTION),
        *more,
    )


def test_the_option_that_saves_most_takes_the_place():
    # per hour: 20 for gas today; 16 + 3, 12 + 5 or 20 + 1 with an option
    r = optimum(renewing())
    assert at(r, "capacity", "mill.condensing") == 10
    assert [at(r, "capacity", f"mill.{x}") for x in ("old", "burner", "electric")] == [0, 0, 0]
    assert r.outcome.objective == pytest.approx(2 * 17)


def test_today_stays_where_no_option_pays():
    r = optimum(renewing(burner=5.0, condensing=9.0))
    assert at(r, "capacity", "mill.old") == 10
    assert r.outcome.objective == pytest.approx(40)


def test_two_options_that_would_pay_together_exclude_each_other():
    # 14 of heat from 10 of a cheap plant and 4 of the old one would cost less; one alone must give all
    park = renewing()
    demand = dataclasses.replace(park.demands["mill.heat"], rate=14.0)
    old = dataclasses.replace(park.technologies["mill.old"], capacity=14.0)
    r = optimum(
        park.replace(demands={"mill.heat": demand}, technologies={**park.technologies, "mill.old": old})
    )
    assert r.outcome.objective == pytest.approx(2 * 28)
    free = dataclasses.replace(old, exclusive="")
    r = optimum(
        park.replace(demands={"mill.heat": demand}, technologies={**park.technologies, "mill.old": free})
    )
    assert r.outcome.objective == pytest.approx(2 * (12 + 5 + 8))


def test_more_than_one_option_that_stands_is_found_by_the_check():
    from symbiosis.horizon import full
    from symbiosis.results.verify import verify

    r = optimum(renewing())
    data = r.data.copy(deep=True)
    for name in ("capacity", "kept"):
        data[name].loc[{"asset": "mill.old"}] = 5.0
    said = [str(f) for f in verify(r.park, full(r.park.calendar), data, r.outcome.objective).findings]
    assert any("more than one that stands: mill.old, mill.condensing" in sentence for sentence in said)


def insulated(investment, saving=0.2, rate=10.0, *more):
    """Heat at 1 an hour; insulation saves a share of it."""
    measure = plant(
        "mill.insulation", "heat", saves="mill.heat", saving=saving, capacity_max=2.0, capacity_min=2.0,
        investment=investment * A_YEAR, lifetime=1.0,
    )  # fmt: skip
    return small_park(2, need("mill.heat", rate), shop("heat", 1.0, "mill"), measure, *more)


def test_a_measure_lowers_what_is_bought_by_its_share():
    # 2 of 10 and 1 of 5 are saved, for 1 an hour
    r = optimum(insulated(1.0, rate=series(10.0, 5.0)))
    assert at(r, "purchase", "heat_market:mill") == [8, 4]
    assert r.outcome.objective == pytest.approx(12 + 2)


def test_a_measure_that_costs_more_than_it_saves_is_left():
    r = optimum(insulated(2.5))
    assert at(r, "purchase", "heat_market:mill") == [10, 10]


def test_measures_cannot_save_more_than_all():
    more = plant(
        "mill.drying", "heat", saves="mill.heat", saving=0.9, capacity_max=1.0, investment=1.0, lifetime=1.0
    )
    with pytest.raises(ParkError, match="by measures that save 110% of it together"):
        insulated(1.0, 0.2, 10.0, more)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"saves": "mill.cold"}, "is not declared under demands"),
        ({"saves": ""}, "says how much is saved, but not of which demand"),
        ({"saving": 0.0}, "a measure saves a share of the demand"),
        ({"capacity_max": None, "capacity_min": 0.0}, "is needed where a demand is lowered"),
        ({"rated_on": "power", "ratios": {"power": 1.0}}, "is not what it saves: heat alone"),
        ({"label": "works.insulation"}, "is a demand of mill"),
        ({"exclusive": "x", "capacity_max": float("inf")}, "is needed where options exclude each other"),
    ],
)
def test_a_measure_that_makes_no_sense_is_named(fields, sentence):
    park = insulated(1.0)
    measure = dataclasses.replace(park.technologies["mill.insulation"], **fields)
    everyone = {**park.enterprises, "works": Enterprise(label="works")}
    with pytest.raises(ParkError) as caught:
        park.replace(
            technologies={measure.label: measure},
            enterprises=everyone,
            carriers={**park.carriers, "power": dataclasses.replace(park.carriers["heat"], label="power")},
        )
    assert any(sentence in str(problem) for problem in caught.value.problems), caught.value.problems


def test_two_that_stand_for_good_cannot_exclude_each_other():
    two = [
        plant(f"mill.{x}", "heat", {"gas": -1.0}, capacity=1.0, retirable=False, exclusive="pair")
        for x in ("one", "two")
    ]
    with pytest.raises(ParkError, match=r'stands for good, as mill\.one does, in the group "pair"'):
        small_park(1, shop("gas", 1.0, "mill"), need("mill.heat", 1.0), *two)


def test_panels_and_tanks_fit_on_the_roof():
    # 100 m2 of roof: 10 of panels take 8 each, the tank that stands 2 for each of 10
    panels = plant(
        "mill.panels",
        "heat",
        roof_use=8.0,
        capacity_max=50.0,
        investment_per_capacity=0.5 * A_YEAR,
        lifetime=1.0,
    )
    tank = Store(label="mill.tank", carrier="heat", capacity=10.0, roof_use=2.0, retirable=False)
    park = small_park(1, need("mill.heat", 30.0), shop("heat", 1.0, "mill"), panels, tank)
    roofed = park.replace(enterprises={"mill": Enterprise(label="mill", roof=100.0)})
    r = optimum(roofed)
    assert at(r, "capacity", "mill.panels") == 10
    assert paid(r, "purchase") == pytest.approx(20)
    assert at(optimum(park), "capacity", "mill.panels") == 30
    grounded = park.replace(enterprises={"mill": Enterprise(label="mill", ground=1.0)})
    assert at(optimum(grounded), "capacity", "mill.panels") == 30


def test_a_roof_that_is_too_small_is_found_by_the_check():
    from symbiosis.horizon import full
    from symbiosis.results.verify import verify

    panels = plant(
        "mill.panels", "heat", roof_use=8.0, capacity_max=50.0, investment_per_capacity=0.0, lifetime=1.0
    )
    park = small_park(1, need("mill.heat", 30.0), panels)
    r = optimum(park)
    small = park.replace(enterprises={"mill": Enterprise(label="mill", roof=100.0)})
    said = [str(f) for f in verify(small, full(park.calendar), r.data, r.outcome.objective).findings]
    assert any("mill: takes up more roof than there is" in sentence for sentence in said), said


def stocked(limit):
    """3 of solvent an hour are needed, at 1 and then at 4: a tank of 3 saves 9."""
    return small_park(
        2,
        Carrier(label="solvent", kind="material", unit="t/h", hazard_quantity=10.0),
        Enterprise(label="mill", hazard_max=limit),
        need("mill.solvent", 3.0),
        shop("solvent", series(1.0, 4.0), "mill"),
        Store(
            label="mill.tank",
            carrier="solvent",
            capacity_max=9.0,
            investment_per_capacity=0.0,
            lifetime=1.0,
        ),
    )


@pytest.mark.parametrize(("limit", "held"), [(None, 3.0), (0.5, 3.0), (0.2, 2.0), (0.0, 0.0)])
def test_no_more_of_a_hazardous_substance_is_held_than_the_site_may(limit, held):
    # a store of C counts C/10; what is bought at 1 instead of 4 saves 3 each
    r = optimum(stocked(limit))
    assert r.outcome.objective == pytest.approx(3 + 12 - 3 * held)
    if limit is not None:
        assert float(r.capacity.sel(asset="mill.tank")) <= 10 * limit + 1e-6


def test_what_stands_beyond_the_limit_is_found():
    r = optimum(stocked(0.5))
    data = r.data.copy(deep=True)
    for name in ("capacity", "new"):
        data[name].loc[{"asset": "mill.tank"}] = 6.0
    assert "more of hazardous substances" in str(verify(r.park, r.horizon, data, r.outcome.objective))
