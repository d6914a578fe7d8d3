from __future__ import annotations

import dataclasses

import pytest

from symbiosis.park.figure import Figure
from symbiosis.park.frozen import FrozenDict
from symbiosis.report.assumptions import assumptions, unit_of
from symbiosis.report.evidence import counts, support
from symbiosis.report.veil import veil_for

FIGURES = {
    "markets.boiler.purchase_price": Figure(50.0, 40.0, 70.0, "asked for", "L"),
    "markets.quarry.purchase_price": Figure(100.0, source="list", confidence="H"),
    "outlets.plant.landfill.fee": Figure(10.0, 8.0, 10.0, "a guess", ""),
    "technologies.none.capacity": Figure(1.0, 0.0, 2.0, "range", "M", unknown=True),
}


@pytest.fixture
def informed(ladder):
    """The plans of today and of everything together, in a park that says where its prices come from."""

    def told(results):
        park = results.park.replace(figures=FrozenDict(FIGURES))
        return dataclasses.replace(results, park=park)

    return told(ladder["integrated_park"].results), told(ladder["as_is"].results)


def test_an_unknown_number_counts_as_assumed(informed):
    assert counts(informed[0].park) == {"H": 1, "M": 0, "L": 2, "": 1}


def test_the_saving_by_what_it_rests_on(informed):
    # An hour: 200 of steam (L), 200 of gypsum (H) and 20 of landfill (no confidence) are saved.
    found = support(*informed)
    assert found.shares == pytest.approx({"H": 200 / 420, "M": 0.0, "L": 200 / 420, "": 20 / 420})
    # Steam between 160 and 280 an hour, landfill between 16 and 20; the day has 24.
    assert found.low == pytest.approx(24 * (160 + 200 + 16))
    assert found.high == pytest.approx(24 * (280 + 200 + 20))


def test_nothing_saved_rests_on_nothing(informed):
    assert support(informed[0], informed[0]) is None


def test_the_table_puts_assumed_numbers_first_with_their_units(informed):
    park = informed[0].park
    table = assumptions(park, veil_for(park, "en"))
    first = next(iter(table.rows))
    assert first[0] in ("markets.boiler.purchase_price", "technologies.none.capacity")
    assert unit_of(park, "markets.boiler.purchase_price") == "CNY/t"
    assert unit_of(park, "links.pipe.investment_per_capacity") == "CNY/(t/h)"
    assert unit_of(park, "stores.mill.tank.capacity") == "t"
    assert unit_of(park, "nothing.at.all") == ""


def test_an_enterprise_reads_its_own_numbers_only(informed):
    park = informed[0].park
    assert assumptions(park, veil_for(park, "en", "mill")).length == 0
    assert [row[0] for row in assumptions(park, veil_for(park, "en", "plant")).rows] == [
        "outlets.plant.landfill.fee"
    ]
