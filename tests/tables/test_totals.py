"""Annual totals, so that a slip by a factor of 1000 is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from symbiosis.park import Carrier
from symbiosis.tables.read import read_park
from symbiosis.tables.totals import Total, annual_totals
from tests.parks import need, series, shop, small_park
from tests.tables.folder import folder


def test_totals_are_extrapolated_to_a_year_and_show_the_peak(tmp_path: Path) -> None:
    more = "caps: {all: {carrier: co2, limit: 50 kt/a}}\n"
    more += "meters: {mill.gas: {carrier: gas, flow: purchase, total: 1 GWh/a}}\n"
    park = read_park(folder(tmp_path, ("outlets:\n", f"{more}outlets:\n")))
    totals = {(total.what, total.label): total for total in annual_totals(park)}
    # 12 t/h × (0.5 + 1 + 1 + 0.5)/4 = 9 t/h on average
    assert totals["demand", "mill.steam"].amount == pytest.approx(9 * 8760)
    assert totals["demand", "mill.steam"].peak == 12.0
    assert totals["supply", "mill.gypsum"] == Total(
        "mill", "gypsum", "supply", 2.0 * 8760, "t/a", 2.0, "t/h", False, "mill.gypsum"
    )
    assert totals["metered purchase", "mill.gas"].amount == 1000.0
    assert totals["metered purchase", "mill.gas"].unit == "MWh/a"
    assert totals["cap", "all"].amount == 50_000.0
    assert totals["cap", "all"].enterprise == ""


def test_floor_is_stated_as_an_area() -> None:
    hall = Carrier(label="hall", kind="space", unit="m2")
    town = shop("hall", 0.04, "firm", purchase_annual_max=500.0 * 8760)
    park = small_park(4, hall, need("firm.hall", series(600.0, 600.0, 200.0, 200.0)), town)
    totals = {total.what: total for total in annual_totals(park)}
    assert (totals["demand"].amount, totals["demand"].unit) == (pytest.approx(400.0), "m2")
    assert (totals["largest purchase"].amount, totals["largest purchase"].unit) == (500.0, "m2")


def test_a_total_given_as_such_comes_back_and_is_marked_assumed(tmp_path: Path) -> None:
    rate = "{annual: 1.5 万t/a, shape: weekdays}"
    # 1 January 2023 is a Sunday, so the calendar starts a day later
    park = read_park(
        folder(
            tmp_path,
            ("rate: 2 t/h", f"rate: {rate}"),
            ("start: 2023-01-01T00:00", "start: 2023-01-02T00:00"),
            profiles="time,load [1],gas_price [CNY/MWh]\n"
            + "".join(f"2023-01-02T0{h}:00,1,300\n" for h in range(4)),
        )
    )
    (total,) = (total for total in annual_totals(park) if total.what == "supply")
    assert total.amount == pytest.approx(15_000.0, rel=1e-12)
    assert total.assumed
