"""A plant that burns something gives no more than its fuel holds; machines that take ambient heat may."""

import pytest

from symbiosis.park import Carrier, ParkError
from tests.parks import need, plant, shop, small_park

GAS = Carrier(label="gas", kind="energy", unit="MW", lower_heating_value=13.0)


def heated(takes, *more):
    return small_park(
        1, GAS, *more, plant("mill.unit", "heat", takes, capacity=9.0), need("mill.heat", 1.0),
        *(shop(k, 1.0, "mill") for k in takes if k not in ("co2",)),
    )  # fmt: skip


@pytest.mark.parametrize("takes", [{"gas": -0.5}, {"gas": -0.3, "power": -0.2}, {"oil": -0.8, "co2": 0.2}])
def test_more_than_a_fuel_holds_is_refused(takes):
    with pytest.raises(ParkError, match="more than a fuel holds"):
        heated(takes)


@pytest.mark.parametrize("takes", [{"gas": -0.93}, {"power": -0.3}, {"gas": -0.6, "air_heat": -0.4}])
def test_condensing_boilers_and_heat_pumps_pass(takes):
    assert heated(takes).technologies["mill.unit"].ratios["heat"].value == 1.0
