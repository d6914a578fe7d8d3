"""Candidates, thresholds and who may leave: tiled and written out, the same program."""

import dataclasses

import numpy as np
import pytest

from symbiosis.formulation.build import write_hour
from symbiosis.formulation.compile import compile_hour
from symbiosis.formulation.reference import reference
from symbiosis.formulation.tile import tile
from symbiosis.horizon import coarse, full, unequal
from symbiosis.park import Cap, Carrier, Enterprise, Market, Profile, Quota, Requirement, Store, Threshold
from symbiosis.questions import load
from tests.formulation.compare import assert_same_program
from tests.model.test_admission import works
from tests.model.test_separation import neighbours
from tests.parks import plant, series, shop

COSTS = {"investment_per_capacity": 2.0}


def test_neighbours_that_exclude_each_other_tile():
    park = neighbours()
    for horizon in (full(park.calendar), coarse(park.calendar, 1)):
        m = write_hour(load("integrated_park").build, park)
        program = tile(compile_hour(m), horizon)
        assert program.columns.find("apart")
        assert_same_program(program, reference(m, horizon))


def tenants():
    park = works(
        Threshold(label="power", formula="purchase(power) / added_value", at_most=2.0, at_least=0.0),
        Threshold(label="density", formula="invested / land", at_least=1e8),
        Requirement(label="mix", formula="purchase(power) / added_value", at_most=9.0),
        Requirement(label="site", formula="land", at_most=9.0),
        Carrier(label="heat", kind="energy", unit="MW", hazard_quantity=50.0),
        Store(label="mill.tank", carrier="heat", capacity=2.0, capacity_max=9.0, lifetime=5.0, **COSTS),
        plant("mill.old", "heat", {"co2": 0.1}, capacity=3.0, retirement_cost=5.0),
        plant("brick.press", "clay", {"power": -1.0}, capacity=2.0, retirable=False),
        plant("brick.line", "clay", {"co2": 1.0}, capacity_max=9.0, sizes=(1.0, 4.0), lifetime=3.0, **COSTS),
        Enterprise(
            label="mill",
            admission="may_leave",
            exit_cost=1e3,
            entry_value=5.0,
            added_value=4e4,
            hazard_max=0.9,
        ),
        Market(
            label="far",
            carrier="power",
            members=("brick",),
            purchase_price=2.5,
            purchase_limit=series(3, 4, 5, 6),
            purchase_annual_max=1e5,
        ),
        shop("heat", 1.0, "mill"),
        Cap(label="one", carrier="co2", limit=1e5, enterprise="brick", pool="air"),
        Cap(label="two", carrier="co2", limit=1e5, enterprise="mill", pool="air"),
        Quota(
            label="ets",
            counts="emission(co2)",
            members=("brick", "mill"),
            granted={"brick": 10.0, "mill": 20.0},
            purchase_price=3.0,
        ),
        steps=4,
        invested=5e7,
        land=0.2,
        added_value=1e5,
    )
    clay = dataclasses.replace(
        park.demands["brick.clay"],
        rate=series(6, 5, 4, 3),
        shift_share=0.5,
        shift_hours=2.0,
        interruptible=0.2,
        interruption_hours=100.0,
    )
    profile = Profile("p_6_5_4_3", np.array([6.0, 5, 4, 3]))
    return park.replace(
        demands={**park.demands, "brick.clay": clay},
        profiles={**park.profiles, profile.name: profile},
    )


@pytest.mark.parametrize("number", range(4))
def test_tenants(number):
    park = tenants()
    horizon = (
        full(park.calendar),
        full(park.calendar, annualised=True),
        coarse(park.calendar, 2),
        unequal(park.calendar, [1, 2, 1]),
    )[number]
    question = load("integrated_park")
    m = write_hour(question.build, question.scope(park))
    assert_same_program(tile(compile_hour(m), horizon), reference(m, horizon))
