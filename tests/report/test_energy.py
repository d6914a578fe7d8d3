"""The energy section of a report: what it shows of pipes, starts and peaks, and to whom."""

from __future__ import annotations

import pytest

from symbiosis.report import energy
from symbiosis.report.table import Table
from symbiosis.report.veil import veil_for
from tests.parks import (
    at,
    hub,
    junctions,
    laid,
    member,
    need,
    optimum,
    paid,
    plant,
    series,
    shop,
    small_park,
    way,
)


@pytest.fixture(scope="module")
def results():
    """6 and 2 MW through 2 km of pipe by units of 4 that start once; the largest purchase is 6.6 of gas."""
    park = small_park(
        2,
        plant("works.boiler", "heat", {"gas": -1.1}, capacity=12.0, unit_size=4.0, start_cost=1.0),
        shop("gas", 30.0, "works", peak_charge=5.0),
        need("mill.heat", series(6, 2)),
        *junctions(corner=(1.0, 0.0)),
        way("street", "works", "corner", 1.0),
        way("lane", "corner", "mill", 1.0),
        hub(
            "main",
            "heat",
            "works",
            member("main", "works", "feed", capacity=50.0),
            member("main", "mill", "draw", capacity=50.0),
            segments=tuple(laid("main", c, capacity=9.0) for c in ("street", "lane")),
            exists=True,
        ),
    )
    return optimum(park)


def found(results, language="en", **reader):
    veil = veil_for(results.park, language, reader.get("enterprise", ""), reader.get("public", False))
    return list(energy.parts(results, veil))


def columns(parts, name):
    (table,) = [part for part in parts if isinstance(part, Table) and part.name == name]
    return {column.title: column.values for column in table.columns}


def test_pipes_starts_and_peaks_are_told(results):
    parts = found(results)
    pipes = columns(parts, "pipes")
    assert pipes["largest flow"] == (6.0, 6.0)
    assert pipes["length"] == (1.0, 1.0)
    assert columns(parts, "starts")["starts a year"] == (
        pytest.approx(at(results, "start", "works.boiler")[0]),
    )
    (largest,) = list(columns(parts, "peaks").values())[1]
    assert largest == pytest.approx(6.6)
    assert "load_duration" in [part[0] for part in parts if not isinstance(part, Table)]


def test_demand_is_charged_month_by_month(results):
    # two hours of January: 5 money per MW and month on 6.6 MW, as often as January stands for months
    charges = columns(found(results), "charges")
    (january,) = [values for title, values in charges.items() if title.startswith("2025-01 × 0.00")]
    assert january == charges["all"] == (pytest.approx(paid(results, "peak_charge")),)


def test_it_speaks_chinese(results):
    assert "最大流量" in columns(found(results, "zh"), "pipes")


@pytest.mark.parametrize("reader", [{"public": True}, {"enterprise": "mill"}])
def test_who_may_not_see_all_sees_none_of_it(results, reader):
    assert found(results, **reader) == []
