"""Stores that should end at a target: tiled and written out the same program; what lacks is paid for."""

from __future__ import annotations

import pytest

from symbiosis.formulation.build import write_hour
from symbiosis.formulation.compile import compile_hour
from symbiosis.formulation.reference import reference
from symbiosis.formulation.target import toward
from symbiosis.formulation.tile import tile
from symbiosis.horizon import full
from symbiosis.park import Store
from symbiosis.questions import load
from symbiosis.solver.options import Options
from symbiosis.solver.solve import solve
from tests.formulation.compare import assert_same_program
from tests.parks import need, series, shop, small_park


def hour(price):
    """Power at 1, then 3; 2 MW can be bought, 1 is needed; the tank should end with 3 MWh."""
    park = small_park(
        2,
        need("mill.power", 1.0),
        shop("power", series(1, 3), "mill", purchase_limit=2.0),
        Store(label="mill.tank", carrier="power", capacity=5.0, initial_level=0.0),
    )
    return park, write_hour(toward(load("as_is").build, {"mill.tank": 3.0}, price), park)


@pytest.mark.parametrize("cyclic", [True, False])
def test_tiled_and_written_out_are_the_same(cyclic):
    park, written = hour(2.0)
    over = full(park.calendar, cyclic=cyclic)
    assert_same_program(tile(compile_hour(written), over), reference(written, over))


@pytest.mark.parametrize(
    ("price", "cost"),
    [
        (0.5, 2 + 3 * 0.5),  # what is bought at 1 meets the need of the dear hour; filling pays nowhere
        (2.0, 2 + 3 * 2.0),  # the same: emptying saves 3 and lacks 2
        (9.0, 2 + 6 + 1 * 9.0),  # filled as far as can be bought
    ],
)
def test_what_lacks_is_paid_for(price, cost):
    park, written = hour(price)
    outcome = solve(tile(compile_hour(written), full(park.calendar, cyclic=False)), Options(gap=0.0))
    assert outcome.objective == pytest.approx(cost)
