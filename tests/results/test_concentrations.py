"""The qualities of a plan: what is stated is what flows; a pool of 100 and 0 for a taker that stands 50."""

import numpy as np
import pytest

from symbiosis.park import Demand, Market, Outlet, Quality, Supply
from symbiosis.park.quality import Pool
from symbiosis.report.concentrations import concentration_table
from symbiosis.report.veil import veil_for
from symbiosis.results.concentrations import concentrations
from symbiosis.results.verify import verify
from tests.parks import drain, optimum, pipe, small_park


def blended():
    """10 an hour of dirty water arise and may mix with what is bought clean; 4 are needed at 50."""
    return optimum(
        small_park(
            2,
            Quality(label="cod", unit="mg/L", title_zh="化学需氧量"),
            Supply(label="works.water", carrier="water", rate=10.0, quality={"cod": 100.0}),
            drain("works.water", 0.0),
            Pool(label="mill.tank", carrier="water", throughput_max=20.0),
            pipe("works", "mill", "water"),
            Market(
                label="mains", carrier="water", members=("mill",), purchase_price=1.0, quality={"cod": 0.0}
            ),
            Demand(label="mill.wash", carrier="water", rate=4.0, quality_max={"cod": 50.0}),
        )
    )


@pytest.fixture(scope="module")
def plan():
    return blended()


def test_every_stream_has_its_quality_flow_and_limit(plan):
    (wash,) = [s for s in concentrations(plan) if s.item == "mill.wash"]
    assert wash.values == pytest.approx([50, 50])
    assert wash.mean(plan.horizon.represents) == pytest.approx(50)
    assert (wash.highest.tolist(), wash.flow.tolist()) == ([50, 50], pytest.approx([4, 4]))


def test_they_are_a_variable_of_the_result(plan):
    stated = plan.data["concentration"]
    assert stated.attrs["units"] == "mg/L"
    at = stated["stream"].values.tolist().index("mill:water:demand:mill.wash:cod")
    assert stated.values[at] == pytest.approx([50, 50])


def test_the_report_has_a_row_for_each_in_both_languages(plan):
    for language, word in (("en", "is delivered"), ("zh", "供应")):
        table = concentration_table(plan, veil_for(plan.park, language))
        rows = [row for row in table.rows if row[1] == "wash" and row[2] == word]
        assert len(rows) == 1
        assert rows[0][5] == pytest.approx(50)
        assert rows[0][9] == 50
    assert "化学需氧量" in rows[0]


def test_the_checker_finds_a_concentration_that_does_not_flow(plan):
    data = plan.data.copy(deep=True)
    data["concentration"].loc[{"stream": "mill:water:demand:mill.wash:cod"}] = np.array([50.0, 40.0])
    said = [str(f) for f in verify(plan.park, plan.horizon, data, plan.outcome.objective).findings]
    assert any("mill.wash" in f and "differs from the mix that flows" in f for f in said), said


def test_a_limit_through_which_nothing_flows_has_no_mean():
    limited = Outlet(label="works.river", carrier="water", fee=5.0, quality_max={"cod": 200.0})
    supply = Supply(label="works.water", carrier="water", rate=10.0, quality={"cod": 100.0})
    park = small_park(1, Quality(label="cod", unit="mg/L"), supply, limited, drain("works.water", 0.0))
    (row,) = concentration_table(optimum(park), veil_for(park, "en")).rows
    assert row[5:10] == (None, None, None, None, 200.0)
