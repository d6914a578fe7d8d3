from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import numpy as np
import pytest

from symbiosis import blocks
from symbiosis.horizon import full, weeks
from symbiosis.park import Calendar, Demand
from symbiosis.questions import solve
from symbiosis.report import dispatch
from symbiosis.report.times import day_text, span_text
from symbiosis.report.words import TERMS
from symbiosis.results.results import NoPlanError
from tests.parks import optimum, series, shop, small_park
from tests.report.conftest import drawn, texts


def areas(figure):
    return {p.get_label(): p for p in figure.axes[0].collections}


def test_givers_above_and_takers_below_zero_with_the_store_below(ladder):
    figure = dispatch.figure(ladder["as_is"].results, "steam", "mill")
    above, store = figure.axes
    found = areas(figure)
    assert set(found) == {"bought: Boiler next door", "demand"} | (
        {"charged: Tank", "discharged: Tank"} & set(found)
    )
    assert found["bought: Boiler next door"].get_datalim(above.transData).y0 == 0.0
    assert found["demand"].get_datalim(above.transData).y1 == 0.0
    assert found["demand"].get_datalim(above.transData).y0 == -6.0
    assert above.get_title("left") == "Steam at Paper mill"
    assert above.get_ylabel().endswith("[t/h]")
    assert store.get_ylabel() == "in store\n[t]"
    assert store.get_xlabel() == "Wed 1 Jan 2025 (local standard time, UTC)"
    assert len(store.lines[0].get_xdata()) == 24
    drawn(figure)


def test_the_whole_park_leaves_out_what_is_only_passed_on(ladder):
    figure = dispatch.figure(ladder["integrated_park"].results, "steam")
    assert set(areas(figure)) >= {"arises: Power plant", "discarded: Power plant", "demand: Paper mill"}
    assert not any("from" in name or "to:" in name for name in areas(figure))
    assert figure.axes[0].get_title("left") == "Steam at the whole park"
    drawn(figure)


def test_what_waits_is_met_early_or_comes_in_runs_is_drawn_and_the_stack_closes():
    wait = {"shift_share": 0.5, "shift_hours": 2.0, "advance_hours": 2.0}
    r = optimum(
        small_park(
            6,
            Demand(label="mill.mixers", carrier="power", rate=series(4, 4, 2, 2, 4, 4), **wait),
            Demand(label="mill.mills", carrier="power", rate=2.0, interruptible=0.5, interruption_price=2.0),
            shop("power", series(9, 1, 9, 9, 1, 9), "mill"),
        ),
        cyclic=False,
    )
    givers, takers = dispatch._areas(r, "power", "mill", "en")
    assert {"put off: mixers", "met before: mixers", "not met: mills"} <= set(givers)
    assert {"caught up: mixers", "met early: mixers", "demand"} <= set(takers)
    assert sum(givers.values()) + sum(takers.values()) == pytest.approx(np.zeros(6), abs=1e-6)


def test_every_role_of_a_balance_has_words():
    said: set[str] = set()
    for path in Path(blocks.__file__).parent.glob("*.py"):
        call = r'm\.(?:supply|withdraw)\([^\n]*?"([a-z_]+)"'
        said |= set(re.findall(call, path.read_text(encoding="utf-8")))
    assert {"made", "put_off", "rescheduled"} <= said <= set(TERMS)


def test_energy_with_most_to_show_is_chosen(ladder):
    assert dispatch.most_interesting(ladder["integrated_park"].results) == ("plant", "steam")
    assert dispatch.most_interesting(ladder["integrated_park"].results, "board") == ("board", "gypsum")


def test_where_nothing_flows_there_is_nothing_to_draw(ladder):
    found = ladder["integrated_park"].results
    idle = found.data.assign(flow=found.data["flow"] * 0.0)
    with pytest.raises(NoPlanError, match="nothing flows here"):
        dispatch.most_interesting(dataclasses.replace(found, data=idle), "board")


def test_the_week_of_the_greatest_throughput_is_shown(park_of_firms):
    from symbiosis.park import Profile

    calendar = Calendar.short(4 * 168)
    wave = Profile("wave", np.repeat([1.0, 2.0, 9.0, 3.0], 168))
    park = park_of_firms(calendar, profiles=[wave], stores=[])
    for horizon in (full(calendar, annualised=False), weeks(calendar, [1, 3])):
        results = solve(park, "as_is", horizon)
        figure = dispatch.figure(results, "steam", "mill")
        assert figure.axes[0].get_xlabel().startswith("Wed 15 Jan to Tue 21 Jan 2025")
        assert [t.get_text() for t in figure.axes[0].get_xticklabels()][:2] == ["Wed 15 Jan", "Thu 16 Jan"]


def test_small_areas_are_gathered():
    given = {f"a{i}": np.full(3, 1.0 - i / 100.0) for i in range(12)}
    shown = dispatch._gathered(given, "others", 1.0)
    assert [*shown] == [*(f"a{i}" for i in range(7)), "others +"]
    assert sum(v[0] for v in shown.values()) == pytest.approx(sum(v[0] for v in given.values()))


def test_what_is_not_balanced_there_is_an_error(ladder):
    with pytest.raises(KeyError, match="board has nothing to do with steam"):
        dispatch.figure(ladder["as_is"].results, "steam", "board")
    with pytest.raises(KeyError, match="nothing in the park has to do with beer"):
        dispatch.figure(ladder["as_is"].results, "beer")
    with pytest.raises(NoPlanError, match="no flows"):
        dispatch.figure(dataclasses.replace(ladder["as_is"].results, data=None))


def test_days_in_two_languages():
    assert day_text(np.datetime64("2024-02-29T13:00"), "en") == "Thu 29 Feb"
    edges = np.array(["2024-12-30T00", "2025-01-06T00"], dtype="datetime64[s]")
    assert span_text(edges, "en") == "Mon 30 Dec to Sun 5 Jan 2025"
    assert span_text(edges, "zh") == "2025年12月30日周一至1月5日周日"


def test_in_chinese(ladder, no_chinese):
    figure = dispatch.figure(ladder["as_is"].results, "steam", "mill", language="zh")
    assert figure.axes[0].get_title("left") == "造纸厂：蒸汽"
    assert "需求" in texts(figure)
    drawn(figure)
