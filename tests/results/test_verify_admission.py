"""Whatever is changed in a sound plan of who enters and who closes, the check of results finds it."""

import dataclasses
import functools

import numpy as np
import pytest

from symbiosis.horizon import full
from symbiosis.park import Enterprise, Threshold
from symbiosis.park.frozen import FrozenDict
from symbiosis.results.verify import verify
from tests.model.test_admission import works
from tests.parks import A_YEAR, need, optimum, plant, shop


@functools.cache
def sound():
    """The brick works enters; a mill next door closes."""
    park = works(
        Threshold(label="power", formula="purchase(power) / added_value", at_most=0.7),
        Enterprise(label="old", admission="may_leave", exit_cost=20.0 * A_YEAR),
        need("old.heat", 5.0),
        shop("heat", 7.0, "old"),
        plant("old.boiler", "heat", capacity=2.0, fixed_om=A_YEAR, retirement_cost=10.0 * A_YEAR),
        added_value=10.0 * A_YEAR,
        value=2.0,
    )
    return park, optimum(park)


def verdict(change, park=None):
    given, r = sound()
    data = r.data.copy(deep=True)
    change(data)
    return verify(park or given, full(given.calendar), data, r.outcome.objective)


def test_the_plan_itself_holds():
    _, r = sound()
    assert r.refused == ("old",)
    assert verdict(lambda data: None).ok


def _absent(data):
    data["admitted"].values[:] = 0.0


def _half(data):
    data["admitted"].values[0] = 0.5


def _stands(data):
    at = data["asset"].values.tolist().index("old.boiler")
    data["capacity"].values[at] = data["kept"].values[at] = 1.0


def _free_exit(data):
    data["cost"].values[data["cost"]["category"].values == "exit"] = 0.0


def _free_retirement(data):
    data["cost"].values[data["cost"]["category"].values == "retirement"] = 0.0


def _richer(data):
    data["cost"].values[data["cost"]["category"].values == "entry_value"] *= 2.0


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (_absent, "stands where its enterprise is not"),
        (_half, "is neither there nor not"),
        (_stands, "stands where its enterprise is not"),
        (_free_exit, "line differs"),
        (_free_retirement, "line differs"),
        (_richer, "line differs"),
    ],
)
def test_a_change_is_found(change, what):
    assert what in str(verdict(change))


def test_what_is_needed_by_who_is_not_there_is_not_met():
    found = str(verdict(_absent))
    assert "brick:clay, 2025-01-01T00:00: balance does not close" in found


def test_a_threshold_that_is_not_kept_is_found():
    park, _ = sound()
    stricter = dataclasses.replace(park.thresholds["power"], at_most=0.5)
    changed = park.replace(thresholds=FrozenDict({"power": stricter}))
    assert "is above a threshold of entry" in str(verdict(lambda data: None, changed))


def test_numbers_of_the_lines():
    _, r = sound()
    lines = dict(zip(r.cost["category"].values.tolist(), r.cost.values.tolist(), strict=True))
    assert lines["exit"] == pytest.approx(1.0)  # 20 over 20 years without interest
    assert lines["retirement"] == pytest.approx(1.0)  # 2 given up at 10 over 20 years
    assert lines["entry_value"] == pytest.approx(-2.0)
    assert np.isclose(sum(r.cost.values), r.outcome.objective)
