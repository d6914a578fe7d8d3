"""Designing against losses, by hand.

The mill needs 3 MW of heat from a boiler that stands (gas at 1 CNY/MWh). A back-up costs 4 an hour per MW
to have and burns oil at 10. When the boiler is lost, 3 MW of back-up serve everything, 1.5 MW half of it.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from symbiosis.horizon.spec import full
from symbiosis.park import ParkError, Store
from symbiosis.questions import load
from symbiosis.results.store import load_results
from symbiosis.solver.options import Options
from symbiosis.study.file import read_study
from symbiosis.study.kinds import resilience
from symbiosis.study.losses.contingency import Limits, Loss
from symbiosis.study.running.tasks.resilient import solve_resilient
from symbiosis.study.study import StudyError
from tests.parks import A_YEAR, drain, need, pipe, plant, series, shop, small_park
from tests.study.tiny import heat_study, run_here

BOILER = Loss("boiler_out", (("plant", "mill.boiler"),), hours=1.0)


def backup(largest=9.0, label="mill.backup"):
    return plant(
        label,
        "heat",
        {"oil": -1.0},
        capacity_max=largest,
        investment_per_capacity=4.0 * A_YEAR,
        lifetime=1.0,
    )


def mill(*more, largest=9.0):
    return small_park(
        1,
        need("mill.heat", 3.0),
        plant("mill.boiler", "heat", {"gas": -1.0}, capacity=5.0),
        shop("gas", 1.0, "mill"),
        shop("oil", 10.0, "mill"),
        backup(largest),
        *more,
    )


def study(park, *losses, steps=2, limits=None, prices=None):
    return heat_study(
        park=park,
        kind="resilience",
        details={
            "losses": losses or (BOILER,),
            "places": {},
            "limits": limits or {},
            "prices": {pattern: (text, "study.yaml:9") for pattern, text in (prices or {}).items()},
            "steps": steps,
        },
    )


def curve(folder, *given, **more):
    ran = run_here(study(*given, **more), folder)
    assert ran.complete
    assert not ran.messages
    return ran


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return curve(tmp_path_factory.mktemp("resilience"), mill())


def test_the_back_up_is_exactly_as_large_as_what_must_not_fall_short(plain):
    rows = plain.findings.rows
    assert [row["share"] for row in rows] == pytest.approx([1.0, 0.5, 0.0])
    assert [row["built"].get("mill.backup", 0.0) for row in rows] == pytest.approx([0.0, 1.5, 3.0])
    assert [row["extra"] / A_YEAR for row in rows] == pytest.approx([0.0, 4 * 1.5, 4 * 3.0])
    assert rows[0]["cost"] / A_YEAR == pytest.approx(3.0)
    assert [row["by_owner"]["mill"] / A_YEAR for row in rows] == pytest.approx([0.0, 6.0, 12.0])


def test_what_falls_short_is_said_by_loss_and_need(plain):
    short = [row["short"]["boiler_out"] for row in plain.findings.rows]
    assert [one.get("mill.heat", 0.0) for one in short] == pytest.approx([3.0, 1.5, 0.0], abs=1e-4)
    assert plain.findings.rows[1]["of"]["boiler_out"]["mill.heat"] == pytest.approx(0.5, rel=1e-5)
    assert "without boiler_out: 1.5 MWh of mill.heat fall short, 50.0%" in plain.findings.sentences


def test_the_year_and_every_loss_are_results_that_are_verified(plain):
    tried = [name for case, name in plain.cases if "held" in case.task or "lost" in case.task]
    assert len(tried) == 6
    for name in tried:
        results = load_results(plain.folder / "results" / f"{name}.nc")
        assert results.verdict.ok
    last = load_results(plain.folder / "results" / f"{tried[-1]}.nc")
    assert "mill.boiler" not in last.park.technologies
    assert float(last.capacity.sel(asset="mill.backup")) == pytest.approx(3.0)


def test_two_losses_share_one_back_up_and_a_common_one_needs_it_twice(tmp_path):
    # 5 MW from boilers of 3 and 2: each alone is replaced by the larger, 3; both at once take 5
    park = small_park(
        1,
        need("mill.heat", 5.0),
        plant("mill.one", "heat", {"gas": -1.0}, capacity=3.0),
        plant("mill.two", "heat", {"gas": -1.0}, capacity=2.0),
        shop("gas", 1.0, "mill"),
        shop("oil", 10.0, "mill"),
        backup(),
    )
    one, two = (Loss(k, (("plant", f"mill.{k}"),), hours=1.0) for k in ("one", "two"))
    both = Loss("both", (*one.things, *two.things), hours=1.0)
    apart = curve(tmp_path / "apart", park, one, two, steps=1).findings.rows[-1]
    assert apart["built"] == {"mill.backup": pytest.approx(3.0)}
    at_once = curve(tmp_path / "both", park, one, two, both, steps=1).findings.rows[-1]
    assert at_once["built"] == {"mill.backup": pytest.approx(5.0)}


def test_an_emergency_store_holds_as_many_hours_as_the_loss_lasts(tmp_path):
    # 2 MW for 3 hours: 6 MWh that the year never touches, at 1 an hour per MWh
    tank = Store(
        label="mill.tank",
        carrier="heat",
        capacity_max=50.0,
        investment_per_capacity=A_YEAR,
        lifetime=1.0,
    )
    park = small_park(
        6,
        need("mill.heat", 2.0),
        plant("works.boiler", "heat", {"gas": -1.0}, capacity=5.0),
        shop("gas", 1.0, "works"),
        pipe("works", "mill", "heat", capacity=5.0, label="main"),
        tank,
    )
    ran = curve(tmp_path, park, Loss("main_out", (("link", "main"),), hours=3.0), steps=2)
    middle, last = ran.findings.rows[1:]
    assert last["built"] == {"mill.tank": pytest.approx(6.0)}
    assert last["kept"] == {"mill.tank": pytest.approx(6.0)}
    assert last["extra"] / A_YEAR == pytest.approx(6.0)
    assert middle["kept"] == {"mill.tank": pytest.approx(3.0)}
    year = next(
        name for case, name in ran.cases if case.name.startswith("integrated_park, base, point=year, 0 ")
    )
    held = load_results(ran.folder / "results" / f"{year}.nc")
    assert float(held.data["level"].min()) == pytest.approx(6.0, rel=1e-5)


def test_a_design_whose_year_could_not_be_solved_is_said_to_be_of_no_use(tmp_path, monkeypatch):
    known = resilience.cost_of
    monkeypatch.setattr(
        resilience, "cost_of", lambda records, case: None if "=year" in case.name else known(records, case)
    )
    found = curve(tmp_path, mill(), BOILER, steps=1).findings
    assert [row["cost"] for row in found.rows] == [None, None]
    assert found.sentences[-1] == (
        "WARNING: the design for up to 0% has no plan of the year; it is not to be used"
    )


def test_a_store_that_loses_content_keeps_more(tmp_path):
    # an hour leaves 80 %: what is kept loses a fifth before it is drawn, so 2 MW in one hour take 2.5 MWh
    tank = Store(
        label="mill.tank",
        carrier="heat",
        loss=0.2,
        capacity_max=50.0,
        investment_per_capacity=A_YEAR,
        lifetime=1.0,
    )
    park = small_park(
        2,
        need("mill.heat", 2.0),
        plant("mill.boiler", "heat", {"gas": -1.0}, capacity=50.0),
        shop("gas", 1.0, "mill"),
        tank,
    )
    last = curve(tmp_path, park, BOILER, steps=1).findings.rows[-1]
    assert last["kept"] == {"mill.tank": pytest.approx(2.5)}
    assert last["extra"] / A_YEAR == pytest.approx(2.5 + 0.2 * 2.5)  # the tank, and what it loses every hour


@pytest.mark.parametrize(("frequency", "size"), [(0.5, 3.0), (0.3, 0.0)])
def test_a_back_up_for_a_price_is_built_when_the_loss_is_frequent_enough(tmp_path, frequency, size):
    # a MW costs 35 040 a year and saves frequency · 1 h · (100 000 − 10); everything may fall short
    loss = Loss("boiler_out", BOILER.things, hours=1.0, frequency=frequency)
    ran = curve(tmp_path, mill(), loss, steps=1, limits={"*": 1.0}, prices={"*.heat": "100000 CNY/MWh"})
    row = ran.findings.rows[-1]
    assert row["built"].get("mill.backup", 0.0) == pytest.approx(size)
    assert row["expected"] == pytest.approx(frequency * (10.0 * size + 100000.0 * (3.0 - size)))


def test_a_need_may_have_a_limit_of_its_own(tmp_path):
    park = mill(need("mill.warmth", 2.0, "heat"), need("town.heat", 1.0), pipe("mill", "town", "heat"))
    last = curve(tmp_path, park, steps=1, limits={"town.*": 1.0}).findings.rows[-1]
    assert last["built"] == {"mill.backup": pytest.approx(5.0)}
    assert last["short"]["boiler_out"] == {"town.heat": pytest.approx(1.0)}


def test_a_loss_that_nothing_can_cure_is_named_with_what_falls_short_at_least(tmp_path):
    # 1 MW of back-up at most: 2 of 3 MW fall short whatever is built
    ran = curve(tmp_path, mill(largest=1.0))
    first, middle, last = ran.findings.rows
    assert first["cost"] is not None
    assert middle["cost"] is None
    assert last["reasons"] == [{"loss": "boiler_out", "least": {"mill.heat": pytest.approx(2 / 3)}}]
    said = "without boiler_out at least 66.7% of mill.heat fall short, whatever is built"
    assert said in ran.findings.sentences


def test_a_loss_for_good_is_run_over_the_horizon(tmp_path):
    forever = Loss("boiler_gone", BOILER.things)
    last = curve(tmp_path, mill(), forever, steps=1).findings.rows[-1]
    assert last["built"] == {"mill.backup": pytest.approx(3.0)}
    assert last["short"] == {"boiler_gone": {}}


def test_the_hours_are_those_of_the_highest_needs(tmp_path):
    park = small_park(
        4,
        need("mill.heat", series(1.0, 1.0, 2.0, 1.0)),
        plant("mill.boiler", "heat", {"gas": -1.0}, capacity=5.0),
        shop("gas", 1.0, "mill"),
        shop("oil", 10.0, "mill"),
        backup(),
    )
    assert curve(tmp_path, park, steps=1).findings.rows[-1]["built"] == {"mill.backup": pytest.approx(2.0)}


LOSSES = (
    BOILER,
    Loss("gas_out", (("market", "gas_market"),), hours=1.0),
    Loss("main_out", (("link", "main"),), hours=2.0),
    Loss("town_gone", (("enterprise", "town"),)),
)


def least_cost(park, losses):
    """Return the cost of the cheapest design in which nothing falls short in any of the losses."""
    task = {"losses": [loss.as_data for loss in losses], "limits": Limits().as_data}
    over = full(park.calendar, annualised=True)
    outcome = solve_resilient(task, park, load("integrated_park"), over, Options(gap=0.0), None).outcome
    assert outcome.status == "optimal"
    return outcome.objective


@settings(deadline=None, max_examples=5)
@drawn(
    st.sets(st.sampled_from(range(4)), min_size=2, max_size=3),
    st.lists(st.integers(1, 6), min_size=4, max_size=4),
)
def test_more_losses_are_never_cheaper(chosen, needs):
    tank = Store(
        label="town.tank", carrier="heat", capacity_max=9.0, investment_per_capacity=A_YEAR, lifetime=1.0
    )
    park = small_park(
        4,
        need("mill.heat", 2.0),
        need("town.heat", series(*needs)),
        plant("mill.boiler", "heat", {"gas": -1.0}, capacity=9.0),
        shop("gas", 1.0, "mill"),
        shop("oil", 10.0, "mill", "town"),
        pipe("mill", "town", "heat", capacity=9.0, label="main"),
        backup(20.0),
        backup(20.0, "town.backup"),
        tank,
    )
    listed = [LOSSES[k] for k in sorted(chosen)]
    costs = [least_cost(park, listed[:n]) for n in range(len(listed) + 1)]
    assert all(more >= less * (1.0 - 1e-9) for less, more in pairwise(costs))


def test_what_the_park_does_not_have_cannot_be_lost(tmp_path):
    with pytest.raises(ParkError, match=r'x: there is no plant "mill\.boler"'):
        run_here(study(mill(), Loss("x", (("plant", "mill.boler"),))), tmp_path)
    with pytest.raises(StudyError, match="has 5 hours in the calendar"):
        run_here(study(mill(), Loss("x", BOILER.things, hours=5.0)), tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "needs losses"),
        ("  losses: {a: {hours: 72 h}}\n", "a loses nothing"),
        ("  losses: {a: {plan: x}}\n", '"plan" is not known here'),
        ("  losses: {a: {plant: x, hours: 72 kg}}\n", "kg"),
        ("  losses: {a: {plant: x, months: [1]}}\n", "months need hours"),
        ("  losses: {a: {plant: x, hours: 1 h, months: [13]}}\n", "months are numbers from 1 to 12"),
        ("  losses: {a: {plant: x}}\n  limits: {m.heat: 120 %}\n", "a limit is a share"),
        ("  losses: {a: {plant: x}}\n  steps: 0\n", "steps is a whole number"),
        ("  losses: {a: {plant: x, frequency: -1 1/a}}\n", "not below 0"),
    ],
)
def test_what_is_wrong_in_the_file_is_found_where_it_stands(tmp_path, text, said):
    firms = Path(__file__).resolve().parents[3] / "scenarios" / "three_firms"
    copytree(firms, tmp_path / "park")
    path = tmp_path / "study.yaml"
    path.write_text(f"study:\n  kind: resilience\n  park: park\n{text}", encoding="utf-8")
    with pytest.raises(ParkError) as caught:
        read_study(path)
    assert said in str(caught.value)
    assert "study.yaml:" in str(caught.value)


def test_losses_are_read_once_for_every_month(tmp_path):
    firms = Path(__file__).resolve().parents[3] / "scenarios" / "three_firms"
    copytree(firms, tmp_path / "park")
    path = tmp_path / "study.yaml"
    text = "losses: {cold: {link: [a, b], hours: 3 d, months: [1, 7], frequency: 0.1 1/a}}"
    path.write_text(f"study: {{kind: resilience, park: park, {text}}}\n", encoding="utf-8")
    details = read_study(path).details
    assert details["losses"] == tuple(
        Loss(f"cold in month {month}", (("link", "a"), ("link", "b")), 72.0, month, 0.05) for month in (1, 7)
    )


def test_a_main_without_its_source_is_shut_off(tmp_path):
    # the main loses 1 MW for as long as it is kept warm, and without the works nothing could keep it so
    park = small_park(
        1,
        need("mill.heat", 3.0),
        plant("works.boiler", "heat", {"gas": -1.0}, capacity=9.0),
        shop("gas", 1.0, "works"),
        shop("oil", 10.0, "mill"),
        pipe("works", "mill", "heat", capacity=9.0, length=1.0, standing_loss=1.0, label="main"),
        backup(),
    )
    last = curve(tmp_path, park, Loss("out", (("plant", "works.boiler"),), hours=1.0), steps=1).findings.rows[
        -1
    ]
    assert last["built"] == {"mill.backup": pytest.approx(3.0)}


def test_what_stands_today_and_is_kept_for_a_loss_is_named(tmp_path):
    """The cheapest plan gives an old boiler of 2 MW up, at 1 an hour per MW; 3 MW must not fall short."""
    old = plant("mill.old", "heat", {"oil": -1.0}, capacity=2.0, fixed_om=1.0 * A_YEAR)
    found = curve(tmp_path, mill(old), steps=1)
    everything, nothing = found.findings.rows
    assert everything["stands"] == {}
    assert nothing["stands"] == {"mill.old": pytest.approx(2.0)}
    assert nothing["added"] == {"mill.backup": pytest.approx(1.0)}
    assert nothing["extra"] / A_YEAR == pytest.approx(2 * 1 + 1 * 4)
    assert "of what stands today it keeps mill.old +2" in found.findings.sentences


def test_a_loss_that_leaves_no_lawful_plan_says_what_is_broken(tmp_path):
    """A kiln always runs and takes 2 MW; half a megawatt of back-up is all that may be built."""
    kiln = plant(
        "mill.kiln",
        "brick",
        {"heat": -1.0},
        capacity=2.0,
        must_run=True,
        minimum_load=1.0,
        retirable=False,
    )
    found = run_here(study(mill(kiln, drain("mill.brick"), largest=0.5), steps=1), tmp_path)
    (why,) = (one["why"] for one in found.findings.rows[0]["reasons"])
    assert why.startswith("without boiler_out: heat at mill: up to 1.5 MW short in 1 hours")
    said = "without boiler_out nothing that may be built leaves a lawful plan"
    assert f"{said}: {why}" in found.findings.sentences


@pytest.mark.parametrize(
    ("hours", "said"), [(0.0, "lasts some hours"), (1.5, "whole steps"), (float("inf"), "lasts some hours")]
)
def test_a_duration_that_is_none_is_refused(tmp_path, hours, said):
    with pytest.raises(StudyError, match=f"odd: .*{said}"):
        run_here(study(mill(), Loss("odd", (("plant", "mill.boiler"),), hours=hours)), tmp_path)
