"""Standard buildings: floors let to several firms, floor that plants take up, ground, roofs, plot ratio."""

import dataclasses

import pytest

from symbiosis.horizon import full
from symbiosis.park import Carrier, Enterprise, ParkError, Requirement, Store, Threshold
from symbiosis.questions import solve
from symbiosis.report.land import land_table
from symbiosis.report.veil import veil_for
from symbiosis.results.circularity import symbiosis_density
from symbiosis.results.land import sites
from symbiosis.results.verify import verify
from symbiosis.study.design.accounts import settle
from symbiosis.study.design.ladder import climb
from tests.parks import A_YEAR, at, hub, member, need, optimum, paid, plant, shop, small_park

FLOOR = Carrier(label="hall", kind="space", unit="m2")
LET = {"capacity_max": 10_000.0, "investment_per_capacity": 0.0, "lifetime": 1.0}


def hall(label="estate.hall", price=2.0, floors=4, **more):
    """A building of some floors; what a square metre costs is in money an hour."""
    more = {"capacity_max": 6000.0, **more}
    return plant(
        label,
        "hall",
        investment_per_capacity=price * A_YEAR,
        lifetime=1.0,
        ground_use=1.0 / floors,
        roof_given=1.0 / floors,
        **more,
    )


def estate(*more, ground=None, needs=(1000.0, 2000.0), rent=0.0, **about):
    """Two firms need floor: from halls of an estate company, or outside at 3 an hour for a square metre."""
    firms = [f"firm_{i}" for i in range(len(needs))]
    return small_park(
        1,
        FLOOR,
        Enterprise(label="estate", role="utility", ground=ground, **about),
        *(need(f"{n}.hall", area) for n, area in zip(firms, needs, strict=True)),
        shop("hall", 3.0, *firms),
        hub(
            "halls",
            "hall",
            "estate",
            member("halls", "estate", "feed", **LET),
            *(member("halls", n, "draw", **LET) for n in firms),
            exists=True,
            price=rent,
        ),
        *more,
    )


def test_a_hall_is_let_to_two_firms():
    r = optimum(estate(hall()))  # 3000 m2 at 2 in place of 3
    assert at(r, "capacity", "estate.hall") == 3000
    assert r.outcome.objective == pytest.approx(6000)
    assert symbiosis_density(r) == 0.0  # floor that is let is no exchange


def test_the_plot_limits_the_hall_and_more_floors_fit_more():
    low = optimum(estate(hall(floors=1), ground=1200.0))  # one floor: 1200 m2; 1800 are rented outside
    assert low.outcome.objective == pytest.approx(1200 * 2 + 1800 * 3)
    high = optimum(estate(hall(floors=2), ground=1200.0))  # two floors: 2400 m2
    assert high.outcome.objective == pytest.approx(2400 * 2 + 600 * 3)


def test_a_larger_hall_is_cheaper_by_the_square_metre():
    # 1000 m2 cost 2500, 4000 m2 cost 7000: 3000 m2 lie between at 5500, under 3 · 2500 and 3 · 3000
    scale = {"scale_sizes": (1000.0, 4000.0), "scale_investments": (2500 * A_YEAR, 7000 * A_YEAR)}
    r = optimum(estate(hall(price=0.0, capacity_max=4000.0, **scale)))
    assert r.outcome.objective == pytest.approx(5500)
    # alone, a firm of 1000 m2 would pay 2500 for a hall of its own, the other 4000 for 2000 m2
    small = optimum(estate(hall(price=0.0, capacity_max=4000.0, **scale), needs=(1000.0,)))
    assert small.outcome.objective == pytest.approx(2500)


def test_plants_take_up_floor_whether_they_run_or_not():
    # heat at 1 from the shop, or from panels at 0.2 that take 5 m2 each; only 40 m2 are to be had, at 0.1
    panels = plant(
        "mill.panels",
        "heat",
        floor_use=5.0,
        capacity_max=50.0,
        investment_per_capacity=0.2 * A_YEAR,
        lifetime=1.0,
    )
    park = small_park(
        2, FLOOR, need("mill.heat", 30.0), shop("heat", 1.0, "mill"), panels,
        shop("hall", 0.1, "mill", purchase_limit=40.0),
    )  # fmt: skip
    r = optimum(park)
    assert at(r, "capacity", "mill.panels") == 8
    assert at(r, "purchase", "hall_market:mill") == [40, 40]
    assert r.outcome.objective == pytest.approx(2 * (22 + 8 * 0.2 + 40 * 0.1))


def test_panels_compete_for_the_roof_of_the_hall():
    # 3000 m2 on 3 floors offer 1000 m2 of roof: 100 MW of panels at 10 m2, of the 150 that would pay
    panels = plant(
        "estate.panels",
        "power",
        roof_use=10.0,
        capacity_max=500.0,
        investment_per_capacity=0.5 * A_YEAR,
        lifetime=1.0,
    )
    tanks = Store(label="estate.tank", carrier="power", capacity=20.0, roof_use=5.0, retirable=False)
    needs = (need("estate.power", 150.0), shop("power", 1.0, "estate"), panels)
    r = optimum(estate(hall(floors=3), *needs))
    assert at(r, "capacity", "estate.panels") == 100
    assert r.outcome.objective == pytest.approx(3000 * 2 + 100 * 0.5 + 50)
    r = optimum(estate(hall(floors=3), tanks, *needs))  # the tank takes 100 m2 of it
    assert at(r, "capacity", "estate.panels") == 90
    r = optimum(estate(hall(floors=3), *needs, roof=200.0))  # and what the estate has beside
    assert at(r, "capacity", "estate.panels") == 120


def test_a_roof_that_no_hall_offers_is_found_by_the_check():
    panels = plant("estate.panels", "power", roof_use=10.0, capacity=100.0, retirable=False)
    r = optimum(estate(hall(floors=3), panels, roof=500.0))
    assert at(r, "capacity", "estate.hall") == 3000  # 500 + 1000 hold 1000
    small = r.park.replace(
        enterprises={**r.park.enterprises, "estate": Enterprise(label="estate", role="utility")}
    )
    steep = {
        **small.technologies,
        "estate.hall": dataclasses.replace(small.technologies["estate.hall"], roof_given=0.3),
    }
    said = [
        str(f)
        for f in verify(small.replace(technologies=steep), r.horizon, r.data, r.outcome.objective).findings
    ]
    assert any("estate: takes up more roof than there is" in sentence for sentence in said), said


def test_floor_that_is_taken_up_twice_is_found_by_the_check():
    lathe = plant("firm_0.lathe", "parts", floor_use=100.0, capacity=5.0, retirable=False)
    r = optimum(estate(hall(), lathe))
    assert at(r, "capacity", "estate.hall") == 3500
    more = dataclasses.replace(lathe, floor_use=120.0)
    park = r.park.replace(technologies={**r.park.technologies, "firm_0.lathe": more})
    said = [str(f) for f in verify(park, r.horizon, r.data, r.outcome.objective).findings]
    assert any("balance does not close" in sentence and "firm_0:hall" in sentence for sentence in said), said


def test_the_plot_ratio_counts_what_is_built():
    # 0.004 km2 of land with 500 m2 on it: at most 0.625 leaves room for 2000 m2
    cap = Requirement(label="ratio", formula="floor_area(estate) / land(estate)", at_most=0.625)
    r = optimum(estate(hall(), cap, land=0.004, floor_area=0.0005))
    assert at(r, "capacity", "estate.hall") == 2000
    least = dataclasses.replace(cap, at_most=None, at_least=1.0)  # 3500 m2, though only 3000 are needed
    r = optimum(estate(hall(), least, land=0.004, floor_area=0.0005))
    assert at(r, "capacity", "estate.hall") == 3500
    covered = Requirement(label="density", formula="footprint(estate) / land(estate)", at_most=0.1)
    r = optimum(estate(hall(), covered, land=0.004))  # 400 m2 of ground: 1600 m2 on four floors
    assert at(r, "capacity", "estate.hall") == 1600


def test_a_plot_ratio_that_is_missed_is_found_by_the_check():
    r = optimum(estate(hall(), land=0.004))
    cap = Requirement(label="ratio", formula="floor_area(estate) / land(estate)", at_most=0.5)
    park = r.park.replace(requirements=[cap])
    said = [str(f) for f in verify(park, r.horizon, r.data, r.outcome.objective).findings]
    assert any("ratio: is above what is required" in sentence for sentence in said), said


def test_a_candidate_enters_where_there_is_floor_for_it():
    # it is worth 2500, and takes 1000 m2: 2000 in the hall, 3000 outside
    candidate = Enterprise(label="firm_0", admission="candidate", entry_value=2500 * A_YEAR)
    with_hall = optimum(estate(candidate, hall(), needs=(1000.0,)))
    assert with_hall.refused == ()
    assert with_hall.outcome.objective == pytest.approx(2000 - 2500)
    without = optimum(
        estate(candidate, hall(), needs=(1000.0,), ground=100.0)
    )  # 400 m2 in it, the rest outside
    assert without.refused == ("firm_0",)
    assert without.outcome.objective == pytest.approx(0.0)


def test_a_candidate_builds_as_densely_as_its_threshold_asks():
    dense = Threshold(label="ratio", formula="floor_area / land", at_least=1.2)
    candidate = Enterprise(label="firm_0", admission="candidate", entry_value=2500 * A_YEAR, land=0.001)
    own = hall("firm_0.hall", 2.0)
    r = optimum(estate(candidate, own, dense, needs=(1000.0,)))  # 1200 m2 though it needs 1000
    assert r.refused == ()
    assert at(r, "capacity", "firm_0.hall") == 1200
    assert r.outcome.objective == pytest.approx(2400 - 2500)


def test_rent_passes_from_tenants_to_the_estate():
    r = optimum(estate(hall(), rent=2.5))
    assert paid(r, "investment", "estate") == pytest.approx(6000)
    net = {account.enterprise: account.net for account in settle(r).accounts}
    assert net == pytest.approx({"estate": 6000 - 7500, "firm_0": 2500, "firm_1": 5000})


def test_the_report_tells_of_land_and_buildings():
    park = estate(hall(floors=3), ground=1500.0, land=0.004, floor_area=0.0005)
    r = optimum(park)
    company = next(site for site in sites(r) if site.enterprise == "estate")
    assert (company.floor_area, company.footprint) == pytest.approx((3500, 1000))
    assert (company.plot_ratio, company.density) == pytest.approx((0.875, 0.25))
    assert (company.roof, company.ground_taken, company.floor_let) == pytest.approx((1000, 1000, 3000))
    firm = next(site for site in sites(r) if site.enterprise == "firm_1")
    assert (firm.floor_needed, firm.floor_rented, firm.plot_ratio) == (
        pytest.approx(2000),
        pytest.approx(2000),
        None,
    )
    found = land_table(r, veil_for(r.park, "zh"))
    assert [c.title for c in found.columns][:3] == ["企业", "用地 km2", "建筑面积 m2"]
    assert found.length == 3


OFFICE = Carrier(label="office", kind="space", unit="m2")


def machine(**more):
    return plant("mill.x", "heat", capacity=1.0, **more)


@pytest.mark.parametrize(
    ("things", "sentence"),
    [
        ([Carrier(label="hall", kind="space", unit="t/h")], r'carriers.hall.unit = "t/h": is no area'),
        ([machine(floor_use=2.0)], "asks for floor; the park has none. Declare a carrier"),
        ([FLOOR, OFFICE, machine(floor_use=2.0)], "there are several. State floor: hall."),
        ([FLOOR, machine(floor="heat")], "is no floor: its kind is another one"),
    ],
)
def test_floor_that_makes_no_sense_is_named(things, sentence):
    with pytest.raises(ParkError, match=sentence):
        small_park(1, need("mill.heat", 1.0), shop("heat", 1.0, "mill"), *things)


def test_only_exchange_and_the_integrated_design_share_halls():
    dense = Requirement(label="ratio", formula="floor_area(estate) / land(estate)", at_least=0.5)
    park = estate(hall(), dense, land=0.001)  # where no hall is on offer, nothing is asked of it
    costs = {
        question: solve(park, question, full(park.calendar)).outcome.objective
        for question in ("stand_alone", "raw_material_exchange", "central_energy")
    }
    assert costs == pytest.approx(
        {"stand_alone": 9000, "raw_material_exchange": 6000, "central_energy": 9000}
    )


def test_what_is_asked_of_halls_alone_makes_their_designs_dearer_and_is_said():
    # halls cost more than floor outside: only where they are on offer must they be built
    dense = Requirement(label="ratio", formula="floor_area(estate) / land(estate)", at_least=0.5)
    park = estate(hall(price=5.0), dense, land=0.004)  # 2000 m2 at 5 in place of 3
    ladder = climb(park, full(park.calendar))
    assert {rung.name: rung.plan for rung in ladder.rungs} == pytest.approx(
        {
            "as_is": 9000,
            "stand_alone": 9000,
            "raw_material_exchange": 13_000,
            "central_energy": 9000,
            "integrated_park": 13_000,
        }
    )
    assert ladder["stand_alone"].bound == pytest.approx(9000)
    said = "raw_material_exchange is dearer than stand_alone, of which less is asked: requirements.ratio."
    assert said in ladder.remarks
