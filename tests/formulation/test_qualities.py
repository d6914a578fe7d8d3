"""Qualities, recipes, water uses and pools: tiling gives the rows that writing out every hour gives."""

import pytest

from symbiosis.horizon import full
from symbiosis.park import Demand, Market, Store, Supply, Technology
from symbiosis.park.quality import Pool, Quality, Recipe, WaterUse
from symbiosis.questions import load
from tests.formulation.compare import assert_same_program
from tests.formulation.test_same_program import both
from tests.parks import drain, pipe, series, shop, small_park


def every_quality_park():
    """Return three hours with limits, loads, shares, a recipe, a pool and a removal, some by profile."""
    clean = Market(
        label="clean", carrier="water", members=("mill", "farm"), purchase_price=1.0, quality={"cod": 0.0}
    )
    return small_park(
        3,
        Quality(label="cod", unit="mg/L"),
        clean,
        Supply(label="works.water", carrier="water", rate=20.0, quality={"cod": series(80, 40, 60)}),
        Supply(label="works.rain", carrier="water", rate=5.0, quality={"cod": 3.0}),
        Pool(label="works.tank", carrier="water", throughput_max=90.0),
        drain("works.water"),
        pipe("works", "mill", "water", loss=0.1),
        pipe("works", "plant", "water"),
        pipe("spring", "plant", "water"),
        Supply(label="spring.water", carrier="water", rate=10.0, quality={"cod": 30.0}),
        drain("spring.water"),
        drain("plant.water"),
        Technology(
            label="plant.cleaning", rated_on="water", ratios={"water": -1.0}, returns=0.9,
            removal={"cod": 0.8}, capacity=50.0,
        ),
        pipe("plant", "farm", "water"),
        WaterUse(label="farm.wash", carrier="water", load={"cod": 100.0}, quality={"cod": 90.0}, loss=0.2),
        drain("farm.water"),
        Demand(
            label="mill.water", carrier="water", rate=10.0, quality_max={"cod": series(20, 30, 40)},
            supplier_max={"works_mill": 0.8}, supplier_min={"clean": 0.1},
        ),
        Recipe(
            label="mill.mix", carrier="binder", parts={"a": 1.0, "b": 0.8},
            share_max={"b": series(0.3, 0.4, 0.5)}, quality_min={"cod": 2.0},
        ),
        shop("a", 2.0, "mill", quality={"cod": 4.0}),
        shop("b", 1.0, "mill", quality={"cod": 1.0}),
        Demand(label="mill.binder", carrier="binder", rate=6.0),
    )  # fmt: skip


def every_mix_park():
    """Return three hours with pools in a row, a tank, two loads at once and a treatment that goes round."""
    water = {"carrier": "water"}
    return small_park(
        3,
        Quality(label="cod", unit="mg/L"),
        Quality(label="salt", unit="mg/L"),
        Market(
            label="clean", purchase_price=1.0, members=("mill", "farm", "works"), purchase_limit=90.0,
            quality={"cod": 0.0, "salt": 1.0}, **water,
        ),
        Supply(
            label="works.water", rate=series(9, 8, 7), quality={"cod": 60.0, "salt": series(3, 4, 5)}, **water
        ),
        Pool(label="works.basin", throughput_max=70.0, **water),
        Pool(label="next.basin", **water),
        Store(
            label="next.tank", capacity=50.0, mixes=True, loss=0.1, charge_efficiency=0.9, initial_level=2.0,
            quality={"cod": 5.0, "salt": 2.0}, **water,
        ),
        pipe("works", "next", "water", loss=0.1),
        pipe("next", "mill", "water", takes="next.basin"),
        pipe("next", "farm", "water", takes="next.tank"),
        Demand(label="mill.water", rate=4.0, quality_max={"cod": 30.0}, quality_min={"salt": 1.0}, **water),
        WaterUse(
            label="farm.wash", load={"cod": series(80, 90, 70), "salt": 6.0}, loss=0.1,
            quality={"cod": series(90, 95, 99), "salt": 40.0}, quality_max={"salt": 20.0}, **water,
        ),
        pipe("farm", "plant", "water"),
        Technology(
            label="plant.cleaning", rated_on="water", ratios={"water": -1.0}, returns=0.9,
            removal={"cod": series(0.8, 0.7, 0.6)}, capacity=50.0,
        ),
        pipe("plant", "farm", "water"),
        *(drain(f"{n}.water") for n in ("works", "next", "farm", "plant")),
    )  # fmt: skip


@pytest.mark.parametrize("written", [every_quality_park, every_mix_park])
@pytest.mark.parametrize("cyclic", [True, False])
def test_tiled_and_written_out_are_the_same(cyclic, written):
    park = written()
    question = load("integrated_park")
    assert_same_program(*both(question.build, question.scope(park), full(park.calendar, cyclic=cyclic)))
