"""Requirements, quotas, offsets, fees, taxes and seasonal caps: tiled and written out, the same program."""

import dataclasses

import numpy as np
import pytest

from symbiosis.formulation.build import write_hour
from symbiosis.formulation.compile import compile_hour
from symbiosis.formulation.reference import reference
from symbiosis.formulation.tile import tile
from symbiosis.horizon import coarse, full, unequal
from symbiosis.park import Cap, Fee, Offset, Quota, Requirement
from symbiosis.park.profile import Calendar
from symbiosis.questions import load
from tests.formulation.compare import assert_same_program
from tests.model.test_pollution_tax import two_boilers
from tests.parks import series

WINTER = (1.0, 12.0)


def policies():
    park = two_boilers()
    return park.replace(
        calendar=Calendar(np.datetime64("2023-01-31T20:00"), 8, 1.0),
        demands=[dataclasses.replace(park.demands["mill.heat"], rate=series(10, 9, 8, 7, 6, 5, 4, 3))],
        profiles={"p_10_9_8_7_6_5_4_3": _profile()},
        caps=[
            Cap(label="winter", carrier="so2", limit=1e6, months=WINTER),
            Cap(label="one", carrier="nox", limit=1e6, enterprise="mill", pool="air"),
            Cap(label="two", carrier="nox", limit=1e6, members=("mill",), pool="air"),
        ],
        quotas=[
            Quota(
                label="ets",
                counts="emission(so2) + emission(nox)",
                members=("mill",),
                granted={"mill": 1e4},
                benchmark=0.1,
                output="made(heat)",
                purchase_price=1.0,
                purchase_limit=1e6,
                sale_price=0.5,
                sale_limit=1e5,
                auction_price=0.9,
                auction_limit=1e5,
                keep_limit=1e4,
                keep_value=0.1,
                valid_for=5.0,
            )
        ],
        fees=[Fee(label="coal", counts="purchase(coal)", members=("mill",), price=0.1, free=10.0)],
        offsets=[Offset(label="far", owner="mill", price=1.0, limit=10.0, share=0.1)],
        requirements=[
            Requirement(label="mix", formula="purchase(coal) / purchase(gas)", at_most=9.0, months=WINTER),
            Requirement(
                label="clean", formula="(emission(so2) - 5) / made(heat)", at_most=99.0, at_least=0.0
            ),
        ],
    )


def _profile():
    from symbiosis.park import Profile

    return Profile("p_10_9_8_7_6_5_4_3", np.array([10.0, 9, 8, 7, 6, 5, 4, 3]))


PARK = policies()


@pytest.mark.parametrize(
    "horizon",
    [
        full(PARK.calendar),
        full(PARK.calendar, annualised=True),
        coarse(PARK.calendar, 2),
        unequal(PARK.calendar, [1, 2, 1, 4]),
    ],
)
def test_policies(horizon):
    question = load("integrated_park")
    m = write_hour(question.build, question.scope(PARK))
    assert_same_program(tile(compile_hour(m), horizon), reference(m, horizon))
