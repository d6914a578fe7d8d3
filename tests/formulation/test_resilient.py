"""A year with losses beside it: what is shared, what each loss has for itself, and the names of both."""

from __future__ import annotations

import numpy as np
import pytest

from symbiosis.formulation.joint import DesignsDifferError
from symbiosis.formulation.resilient import Reserve, resilient
from symbiosis.horizon.spec import full, window
from symbiosis.park import Store
from symbiosis.questions import assemble
from tests.parks import A_YEAR, need, plant, shop, small_park


def park(*more, initial=None):
    tank = Store(
        label="mill.tank",
        carrier="heat",
        loss=0.5,
        initial_level=initial,
        capacity_max=9.0,
        investment_per_capacity=A_YEAR,
        lifetime=1.0,
    )
    return small_park(2, need("mill.heat", 2.0), shop("heat", 1.0, "mill"), tank, *more)


def backup():
    return plant("mill.backup", "heat", capacity_max=3.0, investment_per_capacity=A_YEAR, lifetime=1.0)


def made(year, left, weight=0.0):
    calendar = year.calendar
    base = assemble(year, "integrated_park", full(calendar))
    loss = assemble(left, "integrated_park", window(calendar, 0, 1, annualised=False, cyclic=False))
    return resilient(base, ["fire"], [loss], [weight], [True], [Reserve("mill.tank", left=0.5)])


def test_a_loss_shares_the_design_and_nothing_else():
    together = made(park(), park(initial=0.0))
    (loss,), (places,) = together.losses, together.places
    names = [loss.column_label(j) for j in np.flatnonzero(places < together.base.shape[1])]
    assert names == ["new[mill.tank]"]
    assert together.matrix.shape[1] == together.base.shape[1] + 1 + loss.shape[1] - 1
    assert together.column_label(together.base.shape[1]) == "kept for a loss in mill.tank"
    assert together.column_label(together.matrix.shape[1] - 1).endswith(" without fire")
    assert together.row_label(together.matrix.shape[0] - 1).endswith(" without fire")


def test_the_first_step_of_a_loss_begins_with_what_was_kept():
    # half of it is left after the hour
    together = made(park(), park(initial=0.0))
    here = together.base.shape[1]
    touching = together.matrix[:, [here]].tocoo()
    rows = {together.row_label(int(i)): float(v) for i, v in zip(touching.row, touching.data, strict=True)}
    assert rows["what mill.tank keeps for a loss"] == 1.0
    assert abs(rows["level_balance[mill.tank, 0] without fire"]) == pytest.approx(0.5)
    assert len(touching.data) == 3  # both steps of the year, and the first of the loss


def test_a_loss_costs_as_often_as_it_happens_and_its_design_nothing():
    calm, often = made(park(), park(initial=0.0)), made(park(), park(initial=0.0), 0.25)
    year = calm.base.shape[1]
    assert not calm.cost[year:].any()
    assert list(often.cost[:year]) == list(often.base.cost)
    (loss,), (places,) = often.losses, often.places
    own = places >= year
    assert list(often.cost[places[own]]) == list(0.25 * loss.cost[own])


def test_a_loss_that_decides_what_the_year_does_not_is_refused():
    with pytest.raises(DesignsDifferError, match=r"without fire, new of mill\.backup is decided"):
        made(park(), park(backup(), initial=0.0))
