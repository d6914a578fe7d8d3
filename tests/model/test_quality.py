"""Givers of known quality mix where they are taken: within limits, shares and recipes, by hand."""

import pytest

from symbiosis.park import Carrier, Demand, Market, Outlet, Store, Supply, Technology
from symbiosis.park.problems import ParkError
from symbiosis.park.quality import Pool, Quality, Recipe, WaterUse
from tests.parks import at, drain, need, optimum, pipe, plant, series, shop, small_park

COD = Quality(label="cod", unit="mg/L")


def clean(*members, price=1.0, cod=0.0, **more):
    return Market(
        label="clean", carrier="water", members=members, purchase_price=price, quality={"cod": cod}, **more
    )


def dirty(label="works.water", rate=100.0, cod=80.0):
    return Supply(label=label, carrier="water", rate=rate, quality={"cod": cod})


def wanted(label="mill.water", rate=10.0, **limits):
    return Demand(label=label, carrier="water", rate=rate, **limits)


def test_as_much_by_product_as_the_limit_allows():
    # 80 mg/L thinned to 20: a quarter of the mix
    park = small_park(
        1, COD, clean("mill"), dirty(), drain("works.water"), pipe("works", "mill", "water"),
        wanted(quality_max={"cod": 20.0}),
    )  # fmt: skip
    r = optimum(park)
    assert at(r, "purchase", "clean:mill") == [7.5]
    assert at(r, "exchange", "works_mill:water") == [2.5]


def test_a_lower_limit_asks_for_more():
    # a heating value of at least 15 from 10 that is free and 20 that costs
    heat = Quality(label="lhv", unit="MJ/kg")
    park = small_park(
        1,
        heat,
        Supply(label="works.fuel", carrier="fuel", rate=50.0, quality={"lhv": 10.0}),
        drain("works.fuel"),
        pipe("works", "mill", "fuel"),
        Market(label="coal", carrier="fuel", members=("mill",), purchase_price=3.0, quality={"lhv": 20.0}),
        Demand(label="mill.fuel", carrier="fuel", rate=8.0, quality_min={"lhv": 15.0}),
    )
    assert at(optimum(park), "purchase", "coal:mill") == [4]


def test_the_limit_of_a_technology_is_on_what_it_takes():
    park = small_park(
        1,
        COD,
        clean("mill"),
        dirty(),
        drain("works.water"),
        pipe("works", "mill", "water"),
        need("mill.paper", 5.0),
        plant("mill.machine", "paper", {"water": -2.0}, capacity=9.0, quality_max={"water": {"cod": 40.0}}),
    )
    assert at(optimum(park), "purchase", "clean:mill") == [5]


def test_two_takers_of_one_enterprise_keep_their_own_mix():
    # 10 at up to 20 mg/L need 7.5 of clean water, 10 without a limit none
    park = small_park(
        1, COD, clean("mill"), dirty(), drain("works.water"), pipe("works", "mill", "water"),
        wanted(quality_max={"cod": 20.0}), wanted("mill.floor"),
    )  # fmt: skip
    assert at(optimum(park), "purchase", "clean:mill") == [7.5]


def test_limits_and_qualities_may_follow_the_hour():
    park = small_park(
        2, COD, clean("mill"), dirty(cod=series(80.0, 40.0)), drain("works.water"),
        pipe("works", "mill", "water"), wanted(quality_max={"cod": series(20.0, 10.0)}),
    )  # fmt: skip
    assert at(optimum(park), "purchase", "clean:mill") == [7.5, 7.5]


def test_an_outlet_may_limit_what_is_discarded():
    # 10 at 80 may leave at 50 at most: 6 of clean water with them
    park = small_park(
        1, COD, clean("works"), dirty(rate=10.0),
        Outlet(label="works.river", carrier="water", fee=0.0, quality_max={"cod": 50.0}),
    )  # fmt: skip
    assert at(optimum(park), "purchase", "clean:works") == [6]


def test_a_share_of_a_supplier():
    park = small_park(
        1, COD, clean("mill"), dirty(), drain("works.water"), pipe("works", "mill", "water"),
        wanted(supplier_max={"works_mill": 0.3}),
    )  # fmt: skip
    assert at(optimum(park), "exchange", "works_mill:water") == [3]
    park = park.replace(demands=[wanted(supplier_min={"clean": 0.2})])
    assert at(optimum(park), "purchase", "clean:mill") == [2]


def test_a_recipe_replaces_within_its_shares():
    # 0.9 t replaced per t of slag, at most 40 % of the parts: c + 0.9 s = 96, s = 0.4 (c + s)
    recipe = Recipe(
        label="mill.binder", carrier="binder", parts={"clinker": 1.0, "slag": 0.9}, share_max={"slag": 0.4}
    )
    park = small_park(
        1, recipe, need("mill.binder_needed", 96.0, "binder"), shop("clinker", 10.0, "mill"),
        shop("slag", 1.0, "mill"),
    )  # fmt: skip
    r = optimum(park)
    assert at(r, "part", "mill.binder:clinker") == [60]
    assert at(r, "part", "mill.binder:slag") == [40]
    park = park.replace(
        recipes=[Recipe(label="mill.binder", carrier="binder", parts={"clinker": 1.0, "slag": 1.0},
                        share_min={"clinker": 0.75})]
    )  # fmt: skip
    assert at(optimum(park), "part", "mill.binder:clinker") == [72]


def test_a_recipe_limits_all_its_parts_together():
    moisture = Quality(label="moisture", unit="%")
    park = small_park(
        1,
        moisture,
        Recipe(
            label="mill.fuel_mix",
            carrier="fuel",
            parts={"coal": 1.0, "sludge": 1.0},
            quality_max={"moisture": 20.0},
        ),
        need("mill.fuel", 10.0),
        shop("coal", 5.0, "mill", quality={"moisture": 10.0}),
        shop("sludge", 1.0, "mill", quality={"moisture": 60.0}),
    )
    assert at(optimum(park), "part", "mill.fuel_mix:sludge") == [2]


def test_a_water_use_with_a_flow_and_losses():
    # a tower takes 10 and gives 4 back: the mix at 50 comes out at 125
    tower = WaterUse(
        label="mill.tower",
        carrier="water",
        flow=10.0,
        loss=0.6,
        load={"cod": 0.0},
        quality={"cod": 125.0},
        quality_max={"cod": 70.0},
    )
    park = small_park(
        1, COD, tower, clean("mill"), dirty(), drain("works.water"), drain("mill.water", 0.1),
        pipe("works", "mill", "water"),
    )  # fmt: skip
    r = optimum(park)
    assert at(r, "exchange", "works_mill:water") == [6.25]
    assert at(r, "discard", "mill.water") == [4]


def test_a_link_says_which_giver_it_takes():
    park = small_park(
        1, COD, dirty("works.a", 10.0, 80.0), dirty("works.b", 10.0, 10.0), drain("works.water"),
        pipe("works", "mill", "water", takes="works.b"), wanted(quality_max={"cod": 10.0}),
    )  # fmt: skip
    assert at(optimum(park), "exchange", "works_mill:water") == [10]


def test_water_of_one_quality_may_be_kept():
    tank = Store(label="works.tank", carrier="water", capacity=100.0)
    park = small_park(
        2, COD, dirty(rate=series(20.0, 0.0), cod=10.0), drain("works.water", 1.0), tank,
        pipe("works", "mill", "water"), wanted(quality_max={"cod": 10.0}),
    )  # fmt: skip
    assert at(optimum(park), "level", "works.tank") == [10, 0]


def test_a_treatment_that_removes_a_share():
    # 90 % of 80 removed leaves 8; a quarter of the water stays behind in the sludge
    works = Technology(
        label="works.treatment",
        rated_on="water",
        ratios={"water": -1.0, "sludge": 0.25},
        returns=0.75,
        removal={"cod": 0.9},
        capacity=100.0,
    )
    park = small_park(
        1, COD, works, dirty(rate=20.0), drain("works.water", 5.0), drain("works.sludge"), clean("mill"),
        pipe("works", "mill", "water"), wanted(rate=30.0, quality_max={"cod": 4.0}),
    )  # fmt: skip
    r = optimum(park)
    assert at(r, "activity", "works.treatment") == [20]
    assert at(r, "exchange", "works_mill:water") == [15]
    assert at(r, "purchase", "clean:mill") == [15]


def test_a_pool_gives_its_mix_to_all():
    # 10 at 80 and 30 at 0 mix to 20 whatever is taken; without the pool the taker would get clean water
    park = small_park(
        1, COD, dirty(rate=10.0), dirty("works.rain", 30.0, 0.0),
        Pool(label="works.tank", carrier="water"), pipe("works", "mill", "water"),
        pipe("works", "farm", "water"), wanted(rate=30.0, quality_max={"cod": 20.0}),
        wanted("farm.water", 10.0),
    )  # fmt: skip
    r = optimum(park)
    assert at(r, "throughput", "works.tank") == [40]
    tighter = park.replace(demands=[wanted(rate=30.0, quality_max={"cod": 19.0}), wanted("farm.water", 10.0)])
    from symbiosis.questions import solve

    assert solve(tighter).status == "infeasible"


def test_a_quality_carries_over_time_in_a_tank():
    # 10 at 80 and 30 at 0 make 40 at 20; half goes, 20 at 0 come, and what is left has 10
    def tank(third, fourth, cod=80.0, **more):
        return small_park(
            4, COD, dirty(rate=series(10, 0, 0, 0), cod=cod), dirty("works.rain", series(0, 30, 0, 20), 0.0),
            Store(label="works.tank", carrier="water", capacity=100.0, mixes=True, **more),
            pipe("works", "mill", "water"),
            wanted(rate=series(0, 0, 20, 40), quality_max={"cod": series(100, 100, third, fourth)}),
        )  # fmt: skip

    r = optimum(tank(20, 10, initial_level=0.0), cyclic=False)
    assert at(r, "level", "works.tank") == [10, 40, 20, 0]
    for third, fourth in ((19.9, 10), (20, 9.9)):
        assert answered(tank(third, fourth, initial_level=0.0)).status == "infeasible"
    # nothing said: it starts empty, and water from nowhere does not dilute, whatever it is followed by
    assert at(optimum(tank(20, 10), cyclic=False), "level", "works.tank") == [10, 40, 20, 0]
    assert answered(tank(19.9, 10)).status == "infeasible"
    assert answered(tank(19.9, 10, cod=series(80, 70, 60, 50))).status == "infeasible"
    # 10 of clean water to start with: 50 at 16, then 30 at 16 and 20 at 0
    first = {"initial_level": 10.0, "quality": {"cod": 0.0}}
    assert at(optimum(tank(16, 9.6, **first), cyclic=False), "level", "works.tank") == [20, 50, 30, 10]
    assert answered(tank(16, 9.5, **first)).status == "infeasible"


def test_why_a_limit_on_quality_cannot_be_kept():
    # 10 at 80 and 5 at 0 make 15 at 53.3; the limit is 50
    def mill(**more):
        return small_park(
            1, COD, dirty(rate=10.0), dirty("works.rain", 5.0, 0.0),
            Pool(label="works.tank", carrier="water"),
            pipe("works", "mill", "water"), wanted(rate=15.0, quality_max={"cod": 50.0}), *more.values(),
        )  # fmt: skip

    (sentence,) = answered(mill()).explanation
    assert sentence == "cod of what mill.water takes: 3.33333 mg/L above its limit, first 2025-01-01 00:00"
    # 10 may go past the mill and the river take 60: apart they could, out of one tank they cannot
    river = Outlet(label="river.water", carrier="water", fee=0.0, limit=10.0, quality_max={"cod": 90.0})
    park = mill(river=river, way=pipe("works", "river", "water"))
    park = park.replace(demands=[wanted(rate=5.0, quality_max={"cod": 50.0})])
    (sentence,) = answered(park).explanation
    assert sentence.startswith(
        "Every balance and limit could be kept if what mixes stayed apart (works.tank)"
    )


def test_a_tank_that_is_found_as_it_was_left():
    # every day 10 at 80 in the first hour and 10 at 0 in the second: with 10 that stay, what leaves cannot be
    # steady at 40: the first hour's mix is at 160/3, the second's at 80/3
    def tank(first, second):
        return small_park(
            2, COD, dirty(rate=series(10, 0)), dirty("works.rain", series(0, 10), 0.0),
            Store(label="works.tank", carrier="water", capacity=10.0, level_min=1.0, mixes=True),
            pipe("works", "mill", "water"), wanted(rate=10.0, quality_max={"cod": series(first, second)}),
        )  # fmt: skip

    assert optimum(tank(53.4, 26.7)).status == "optimal"
    assert answered(tank(53.3, 26.7), cyclic=True).status == "infeasible"


def answered(park, cyclic=False):
    from symbiosis.horizon import full
    from symbiosis.questions import solve

    return solve(park, horizon=full(park.calendar, cyclic=cyclic))


def test_places_without_qualities_are_left_alone():
    park = small_park(1, need("mill.heat", 10.0), shop("heat", 1.0, "mill"))
    assert "blend" not in optimum(park).data


@pytest.mark.parametrize(
    ("things", "sentence"),
    [
        (
            [dirty("works.a", 10.0, 80.0), dirty("works.b", 10.0, 10.0), pipe("works", "mill", "water"),
             drain("works.water"), wanted(quality_max={"cod": 50.0})],
            "links.works_mill: would carry several qualities at once, from works.a, works.b. "
            "Name one with takes: works.a, or declare a pool",
        ),
        (
            [Supply(label="works.water", carrier="water", rate=1.0), drain("works.water"), clean("mill"),
             pipe("works", "mill", "water"), wanted(quality_max={"cod": 1.0})],
            "links.works_mill: brings water whose cod nobody states, and mill.water limits it. "
            "State quality: {cod: …} where it arises",
        ),
        (
            [clean("mill", cod=30.0), wanted(quality_max={"cod": 20.0})],
            "cannot be met: the lowest cod on offer is 30 mg/L, the limit is 20.",
        ),
        (
            [clean("mill"), wanted(quality_max={"bod": 20.0})],
            'demands.mill.water.quality_max = "bod": is not declared under qualities. Did you mean "cod"?',
        ),
        (
            [clean("mill"), wanted(supplier_min={"clean": 0.7}, supplier_max={"nobody": 0.5})],
            'demands.mill.water.supplier_max = "nobody": supplies no water to mill.',
        ),
        (
            [Recipe(label="mill.mix", carrier="binder", parts={"a": 1.0, "b": 1.0},
                    share_min={"a": 0.6, "b": 0.6}), shop("a", 1.0, "mill"), shop("b", 1.0, "mill"),
             need("mill.binder", 1.0)],
            "smallest shares add up to 120 %. They cannot be more than 100 % together.",
        ),
        (
            [Recipe(label="mill.mix", carrier="binder", parts={"a": 1.0, "b": 1.0},
                    share_max={"a": 0.4, "b": 0.4}), shop("a", 1.0, "mill"), shop("b", 1.0, "mill"),
             need("mill.binder", 1.0)],
            "largest shares add up to 80 %, so that the rest cannot be filled.",
        ),
        (
            [Technology(label="works.plant", rated_on="water", ratios={"water": 1.0}, returns=0.5)],
            "gives water back, which it does not take: it would make it from nothing.",
        ),
        (
            [Technology(label="works.plant", rated_on="water", ratios={"water": -1.0}, removal={"cod": 0.5})],
            "removes a share of what is given back, but gives nothing back.",
        ),
        (
            [WaterUse(label="mill.wash", carrier="water", load={"cod": 5.0}), clean("mill"),
             drain("mill.water")],
            "has a load of cod but states no outlet quality for it.",
        ),
        (
            [Pool(label="mill.tank", carrier="water"), dirty(), drain("works.water"),
             Outlet(label="mill.water", carrier="water", fee=0.0, quality_max={"cod": 50.0})],
            "pools.mill.tank: is fed by nothing: nothing else gives water at mill.",
        ),
        (
            [Pool(label="mill.tank", carrier="water"), Pool(label="works.tank", carrier="water"),
             pipe("works", "mill", "water"), pipe("mill", "works", "water"), dirty("farm.water"),
             drain("farm.water"),
             Outlet(label="mill.water", carrier="water", fee=0.0, quality_max={"cod": 50.0})],
            "pools.mill.tank: is fed only by what it feeds itself: works.tank.",
        ),
        (
            [Carrier(label="water", kind="water", unit="t/h"),
             Carrier(label="clean", kind="water", unit="t/h"),
             Technology(
                 label="works.plant", rated_on="water", ratios={"water": -1.0, "clean": 0.4}, returns=0.7)],
            "technologies.works.plant.ratios: gives 1.1 of water for each 1 it takes: it would make it",
        ),
        (
            [Recipe(label="mill.mix", carrier="binder", parts={"a": 1.0, "b": 1.0}, share_min={"b": 0.5},
                    quality_max={"cod": 20.0}),
             shop("a", 1.0, "mill", quality={"cod": 0.0}), shop("b", 1.0, "mill", quality={"cod": 50.0}),
             need("mill.binder", 1.0)],
            'recipes.mill.mix.quality_max = "cod": cannot be met: the lowest cod its parts and shares allow '
            "is 25 mg/L, the limit is 20.",
        ),
        (
            [WaterUse(label="mill.wash", carrier="water", load={"cod": 5.0}, quality={"cod": 9.0}),
             clean("mill")],
            "water_uses.mill.wash: gives water back at mill, and nothing takes it away.",
        ),
        (
            [Quality(label="pH", unit="1"), clean("mill"), wanted()],
            "qualities.pH: does not mix in proportion to amounts: pH is a logarithm.",
        ),
        (
            [clean("mill", cod=-3.0), wanted(quality_max={"cod": 20.0})],
            "below",
        ),
        (
            [clean("mill"), wanted(supplier_max={"clean": 1.4})],
            "above",
        ),
        (
            [Store(label="works.tank", carrier="water", capacity=9.0, mixes=True, initial_level=5.0), dirty(),
             drain("works.water"), pipe("works", "mill", "water"), wanted(quality_max={"cod": 20.0})],
            "stores.works.tank.quality: starts with 5, and nobody states its cod.",
        ),
        (
            [Pool(label="works.tank", carrier="water"), dirty(), drain("works.water"),
             wanted(quality_max={"cod": 90.0}),
             pipe("works", "mill", "water", length=1.0, standing_loss=0.1)],
            "links.works_mill: loses a fixed amount on the way, and carries what a pool mixes.",
        ),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_a_sentence(things, sentence):
    with pytest.raises(ParkError) as caught:
        small_park(1, COD, *things)
    assert sentence in str(caught.value)
