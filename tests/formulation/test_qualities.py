"""Qualities, recipes, water uses and pools: tiling gives the rows that writing out every hour gives."""

import pytest

from symbiosis.horizon import full
from symbiosis.park import Demand, Market, Supply, Technology
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


@pytest.mark.parametrize("cyclic", [True, False])
def test_tiled_and_written_out_are_the_same(cyclic):
    park = every_quality_park()
    question = load("integrated_park")
    assert_same_program(*both(question.build, question.scope(park), full(park.calendar, cyclic=cyclic)))
