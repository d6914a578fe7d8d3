"""Carbon by enterprise and scope, worked out by hand."""

import pytest

from symbiosis.park import Carrier, Offset, Requirement
from symbiosis.results.carbon import carbon_account
from tests.parks import need, optimum, plant, shop, small_park


def test_scopes_by_hand():
    park = small_park(
        1,
        need("mill.heat", 9.0),
        need("mill.power", 2.0),
        need("mill.lime", 1.0),
        plant("mill.boiler", "heat", {"gas": -1.0, "co2": 0.05}, capacity=20.0),
        plant("mill.capture", "stored", {"co2": -1.0}, capacity=1.0),
        need("mill.stored", 0.25),
        shop("gas", 1.0, "mill", emissions={"co2": 0.2}),
        shop("power", 1.0, "mill", emissions={"co2": 0.1}, scope="2", location_factor=0.6),
        shop("lime", 1.0, "mill", emissions={"co2": 0.7}),
        Carrier(label="gas", kind="energy", unit="MW"),
        Carrier(label="power", kind="energy", unit="MW"),
        Carrier(label="lime", kind="material", unit="t/h"),
        Carrier(label="stored", kind="material", unit="t/h"),
        Requirement(label="less", formula="carbon - offsets", at_most=1.5 * 8760.0),
        Offset(label="far", owner="mill", price=5.0),
    )
    (row,) = carbon_account(optimum(park))
    a_year = 8760.0
    assert row.scope_1 == pytest.approx((9 * 0.05 + 9 * 0.2) * a_year)
    assert row.captured == pytest.approx(-0.25 * a_year)
    assert row.scope_2 == pytest.approx(0.2 * a_year)
    assert row.location == pytest.approx(1.2 * a_year)
    assert row.scope_3 == pytest.approx(0.7 * a_year)
    assert row.total == pytest.approx((2.25 - 0.25 + 0.2) * a_year)
    assert row.offset == pytest.approx((2.2 - 1.5) * a_year)


def test_the_greenhouse_gases_are_weighed():
    park = small_park(
        1,
        need("mill.heat", 1.0),
        plant("mill.boiler", "heat", {"co2": 2.0, "methane": 0.5}, capacity=1.0),
        Carrier(label="methane", kind="emission", unit="kg/h", warming=0.028),
        Carrier(label="co2", kind="emission", unit="t/h", warming=1.0),
    )
    (row,) = carbon_account(optimum(park))
    assert row.scope_1 == pytest.approx((2 + 0.5 * 0.028) * 8760)
