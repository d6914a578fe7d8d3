"""`symbiosis design` on typical days says of every design what the whole year costs with it."""

from __future__ import annotations

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from symbiosis.cli import app, whole_year
from symbiosis.park import Calendar, Profile, Varying
from symbiosis.study.honest import NotDispatchedError
from symbiosis.tables.write import write_park
from tests.parks import need, plant, shop, small_park

run = CliRunner().invoke


@pytest.fixture
def park(tmp_path):
    """200 days of 2 MW, 164 of 4 and one of 10, which no typical day shows."""
    days = np.repeat(np.array([2.0] * 200 + [4.0] * 164 + [10.0]), 4)
    made = small_park(
        0,
        plant(
            "mill.boiler",
            "heat",
            {"gas": -1.0},
            investment_per_capacity=100.0,
            lifetime=1.0,
            capacity_max=20.0,
        ),
        need("mill.heat", Varying(1.0, "heat")),
        shop("gas", 10.0, "mill"),
        calendar=Calendar.of_year(2023, hours=6.0),
        profiles=[Profile("heat", days)],
    ).replace(horizon={"typical_days": 2, "extremes": False})
    return str(write_park(made, tmp_path / "park"))


def test_every_design_says_what_the_year_costs_and_what_must_grow(park, tmp_path):
    found = run(app, ["design", park, "--out", str(tmp_path / "d")])
    assert "integrated" in found.output, found.output
    lines = found.output.splitlines()
    gas = 10.0 * 24 * (2 * 200 + 4 * 164 + 10)
    assert any("over the whole year this design costs" in line for line in lines)
    assert any(f"it serves every hour and costs {10 * 100 + gas:,.0f} CNY/a" in line for line in lines)
    assert any("mill.boiler: 4 → 10 MW" in line for line in lines)
    assert run(app, ["report", str(tmp_path / "d"), "--lang", "zh"]).exit_code == 0
    page = (tmp_path / "d" / "report.html").read_text(encoding="utf-8")
    assert "此设计全年费用为 25.480 万元/a，但在部分小时容量不足；扩容至够用后为 25.684 万元/a" in page
    assert "全年核算" in page
    assert "mill.boiler: 4 → 10 MW" in page


def test_the_year_is_left_out_when_that_is_asked_for(park, tmp_path):
    found = run(app, ["design", park, "--no-honest", "--json", "--out", str(tmp_path / "d")])
    told = json.loads(found.output)
    assert [design["over_the_whole_year"] for design in told["designs"]] == [[]] * len(told["designs"])
    assert "over the whole year" not in found.output


def test_ctrl_c_leaves_out_the_years_that_were_not_dispatched_yet(park, tmp_path, monkeypatch):
    asked = []

    def stopped(results, *more):
        asked.append(results.question)
        raise NotDispatchedError(
            "the year could not be dispatched with this design: stopped.", interrupted=True
        )

    monkeypatch.setattr(whole_year, "honest_cost", stopped)
    found = run(app, ["design", park, "--json", "--out", str(tmp_path / "d")])
    assert asked == ["stand_alone"]  # nobody has heat today
    told = {design["design"]: design["over_the_whole_year"] for design in json.loads(found.output)["designs"]}
    assert told["stand_alone"] == ["the year could not be dispatched with this design: stopped."]
    assert told["integrated_park"] == []
