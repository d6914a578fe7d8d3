"""What the regulator asks, as tables: amounts by hand, both languages, nothing of others for one reader."""

from __future__ import annotations

import pytest

from symbiosis.park import Cap, Carrier, Enterprise, Link, Quota, Tax
from symbiosis.report.policy import approval_table, carbon_table, compliance_table, quota_table, tax_table
from symbiosis.report.veil import veil_for
from tests.parks import A_YEAR, drain, given, need, optimum, plant, shop, small_park


@pytest.fixture(scope="module")
def results():
    """Two boilers of 10 MW for an hour: 20 kg of SO2 and 2 t of CO2 each; ash goes from mill to dyer.

    The tax is 1.2 an equivalent (0.95 kg of SO2). The mill holds rights for 1 t of CO2 an hour, the dyer 3.
    """
    firms = [
        Enterprise(label="mill", title="Mill", title_zh="纸厂"),
        Enterprise(label="dyer", title="Dyer", title_zh="印染厂"),
    ]
    boilers = [
        plant(
            f"{n}.boiler",
            "heat",
            {"gas": -1.0, "so2": 2.0, "co2": 0.2},
            capacity=20.0,
            title="Boiler",
            title_zh="锅炉",
        )
        for n in ("mill", "dyer")
    ]
    return optimum(
        small_park(
            1,
            *firms,
            Carrier(label="heat", kind="energy", unit="MW"),
            Carrier(
                label="ash", kind="waste", unit="t/h", legal="hazardous_waste", title="Ash", title_zh="飞灰"
            ),
            Carrier(
                label="so2",
                kind="emission",
                unit="kg/h",
                medium="air",
                pollution_equivalent=0.95,
                title="SO2",
                title_zh="二氧化硫",
            ),
            Carrier(label="co2", kind="emission", unit="t/h"),
            shop("gas", 1.0, "mill", "dyer"),
            need("mill.heat", 10.0),
            need("dyer.heat", 10.0),
            given("mill.ash", 1.0),
            drain("mill.ash", 9.0),
            need("dyer.ash", 1.0),
            shop("ash", 50.0, "dyer"),
            Link(
                label="ash_road",
                origin="mill",
                destination="dyer",
                carriers=("ash",),
                capacity_max=5.0,
                investment_per_capacity=0.0,
                lifetime=20.0,
                consent="needs_approval",
                approval="transfer permit",
            ),
            *boilers,
            Cap(label="air_of_all", carrier="so2", limit=50.0 * A_YEAR),
            Tax(label="air_tax", medium="air", rate=1.2),
            Quota(
                label="carbon",
                counts="carbon",
                members=("mill", "dyer"),
                granted={"mill": 1.0 * A_YEAR, "dyer": 3.0 * A_YEAR},
                purchase_price=60.0,
                sale_price=40.0,
                title="Carbon market",
                title_zh="碳市场",
            ),
        )
    )


def rows(table):
    return [tuple(row) for row in table.rows]


def test_limits_and_how_much_of_them_is_taken(results):
    (row,) = rows(compliance_table(results, veil_for(results.park, "en")))
    assert row[:4] == ("air_of_all", "cap", "the park", "SO2")
    assert row[4] == pytest.approx(40.0 * A_YEAR)
    assert row[7] == pytest.approx(80.0)
    assert row[9] == "kept"
    (zh,) = rows(compliance_table(results, veil_for(results.park, "zh")))
    assert zh[1:4] == ("总量控制", "园区", "二氧化硫")
    assert zh[9] == "满足"


def test_tax_by_outlet(results):
    table = tax_table(results, veil_for(results.park, "zh"))
    found = {row[0]: row for row in rows(table)}
    assert set(found) == {"纸厂", "印染厂"}
    equivalents = 20.0 / 0.95  # of the one hour that was solved
    assert found["纸厂"][1:4] == ("锅炉", "大气", "二氧化硫")
    assert found["纸厂"][4] == pytest.approx(equivalents)
    assert found["纸厂"][5] == pytest.approx(1.2 * equivalents)


def test_who_buys_and_who_sells_rights(results):
    found = {row[1]: row for row in rows(quota_table(results, veil_for(results.park, "en")))}
    heads = [column.title for column in quota_table(results, veil_for(results.park, "en")).columns]
    bought, sold = heads.index("bought"), heads.index("sold")
    assert found["Mill"][bought] == pytest.approx(1.0 * A_YEAR)
    assert found["Dyer"][sold] == pytest.approx(1.0 * A_YEAR)
    table = quota_table(results, veil_for(results.park, "en"))
    assert table.columns[-1].unit == "thousand CNY/a"
    assert found["Mill"][-1] == pytest.approx(60.0 * A_YEAR / 1000.0)
    assert found["Dyer"][-1] == pytest.approx(-40.0 * A_YEAR / 1000.0)


def test_approvals_and_carbon(results):
    approvals = rows(approval_table(results, veil_for(results.park, "en")))
    assert any("transfer permit" in str(cell) for row in approvals for cell in row)
    assert carbon_table(results, veil_for(results.park, "en")).columns[1].unit == "t CO2/a"
    carbon = {row[0]: row for row in rows(carbon_table(results, veil_for(results.park, "en")))}
    assert carbon["Mill"][1] == pytest.approx(2.0 * A_YEAR)
    assert carbon["the park"][1] == pytest.approx(4.0 * A_YEAR)


def test_one_reader_sees_its_own_only(results):
    veil = veil_for(results.park, "en", "mill")
    for made in (tax_table, quota_table, carbon_table):
        text = str(rows(made(results, veil)))
        assert "Mill" in text
        assert "Dyer" not in text
        assert "dyer" not in text
