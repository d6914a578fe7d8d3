"""Building in stages, by hand: a boiler now or later, a life that ends, rights that are kept.

Stages of two years each from 2025 and 2027, nothing discounted; heat is bought at 10 a MWh, or made for
nothing by a boiler that costs 4 an hour per MW to have.
"""

from __future__ import annotations

import pytest

from symbiosis.formulation.staged import present_worth
from symbiosis.park import Enterprise, Market, Quota, Technology
from symbiosis.results.store import load_results
from symbiosis.scenario import Scenario, put
from symbiosis.study.study import StudyError
from tests.parks import A_YEAR, cap, need, plant, small_park
from tests.study.tiny import heat_study, run_here


def park(*more, lifetime=30.0, price=4.0, rate=0.0, **fields):
    """Return a mill that needs 1 MW of heat in the first stage."""
    from symbiosis.park.money import annuity

    return small_park(
        1,
        Technology(
            label="mill.boiler",
            rated_on="heat",
            ratios={"heat": 1.0},
            capacity_max=9.0,
            investment_per_capacity=price * A_YEAR / annuity(1.0, lifetime, rate),
            lifetime=lifetime,
            **fields,
        ),
        need("mill.heat", 1.0),
        Market(label="mains", carrier="heat", members=("mill",), purchase_price=10.0),
        *more,
        rate=rate,
    )


def stage(name, *changes):
    return Scenario(name, tuple(changes))


def study(of, *stages, starts=(2025.0, 2027.0), until=2029.0):
    return heat_study(
        park=of,
        kind="stages",
        scenarios=stages,
        details={
            "starts": dict(zip([s.name for s in stages], starts, strict=True)),
            "until": until,
        },
    )


def ran(tmp_path, *given, **more):
    found = run_here(study(*given, **more), tmp_path)
    *rows, total = found.findings.rows
    return found, rows, total


MORE = put("demands.mill.heat.rate", "3 MW")
CHEAP = put("markets.mains.purchase_price", "3 CNY/MWh")


def test_what_is_built_is_carried_on(tmp_path):
    found, rows, total = ran(tmp_path, park(), stage("now"), stage("later", MORE))
    assert [row["built"] for row in rows] == [
        {"mill.boiler": pytest.approx(1.0)},
        {"mill.boiler": pytest.approx(2.0)},
    ]
    # 1 MW for four years and 2 MW for two, at 4 an hour
    assert total["present_value"] == pytest.approx((4 * 4 + 2 * 8) * A_YEAR)
    assert total["paid_for_building"] == pytest.approx(total["present_value"])
    assert "verified plans of all stages add up to" in found.findings.sentences[-1]


def test_what_later_is_not_worth_having_is_not_built_now(tmp_path):
    # 10 now and 3 later: a boiler built now is paid in both stages, 4·4 = 16, and saves 2·10 + 2·3 = 26;
    # at 7 an hour it costs 28, and is not built
    _, rows, _ = ran(tmp_path / "a", park(), stage("now"), stage("later", CHEAP))
    assert rows[0]["built"] == {"mill.boiler": pytest.approx(1.0)}
    _, rows, total = ran(tmp_path / "b", park(price=7.0), stage("now"), stage("later", CHEAP))
    assert rows[0]["built"] == {}
    assert total["present_value"] == pytest.approx((2 * 10 + 2 * 3) * A_YEAR)


def test_what_has_reached_the_end_of_its_life_is_built_again_or_not(tmp_path):
    # a life of two years: the boiler stands in the first stage only; at 3 heat is then bought
    _, rows, total = ran(tmp_path, park(lifetime=2.0), stage("now"), stage("later", CHEAP))
    assert rows[0]["built"] == {"mill.boiler": pytest.approx(1.0)}
    assert rows[1]["built"] == {}
    assert rows[1]["running"] == pytest.approx(3 * A_YEAR)
    assert total["present_value"] == pytest.approx((2 * 4 + 2 * 3) * A_YEAR)


def test_it_is_paid_at_the_price_of_the_stage_it_is_built_in(tmp_path):
    half = put("technologies.mill.boiler.investment_per_capacity", f"{30 * 2 * A_YEAR} CNY/MW")
    found, rows, total = ran(tmp_path, park(), stage("now"), stage("later", MORE, half))
    assert rows[1]["built"] == {"mill.boiler": pytest.approx(2.0)}
    # the first megawatt stays at 4 an hour, the others cost 2
    assert total["present_value"] == pytest.approx((4 * 4 + 2 * 2 * 2) * A_YEAR)
    assert "verified plans of all stages add up to" in found.findings.sentences[-1]


def test_years_are_discounted(tmp_path):
    _, _, total = ran(tmp_path, park(price=20.0, rate=0.1), stage("now"), stage("later"))
    worth = 1 + 1 / 1.1 + 1 / 1.1**2 + 1 / 1.1**3
    assert total["present_value"] == pytest.approx(10 * A_YEAR * worth)
    assert present_worth(4.0, 0.0, 0.1) == pytest.approx(worth)


def test_a_unit_is_whole_in_the_stage_that_builds_it(tmp_path):
    # 1 MW now, 3 later, in units of 2: one now and one later, not one and a half of any
    _, rows, _ = ran(tmp_path, park(sizes=(2.0,)), stage("now"), stage("later", MORE))
    assert [row["built"] for row in rows] == [
        {"mill.boiler": pytest.approx(2.0)},
        {"mill.boiler": pytest.approx(2.0)},
    ]


def test_what_is_given_up_does_not_come_back(tmp_path):
    # an old boiler for 12 a year to keep is worth 10 an hour only in the second stage
    old = plant("mill.old", "heat", capacity=1.0, fixed_om=8.0 * A_YEAR)
    _, _, total = ran(
        tmp_path,
        park(old, price=99.0),
        stage("now", put("markets.mains.purchase_price", "1 CNY/MWh")),
        stage("later"),
    )
    # kept from the start 4·8 = 32, or bought throughout 2·1 + 2·10 = 22; given up at first and kept later it
    # would be 2·1 + 2·8 = 18
    assert total["present_value"] == pytest.approx(22 * A_YEAR)


def test_who_enters_stays(tmp_path):
    # worth 5 in the first stage, −3 in the second: in for both (2·5 − 2·3 > 0)
    guest = Enterprise(label="guest", admission="candidate", entry_value=5.0 * A_YEAR)
    leaves = put("enterprises.guest.entry_value", f"{-3.0 * A_YEAR} CNY/a")
    _, _, total = ran(tmp_path, park(guest), stage("now"), stage("later", leaves))
    assert total["present_value"] == pytest.approx((4 * 4 - 2 * 5 + 2 * 3) * A_YEAR)


def test_rights_that_are_kept_serve_the_next_stage(tmp_path):
    # heat emits 1 t a MWh; 2 t an hour are granted, 1 used now and 3 later: 1 is kept, none is bought at 5
    dirty = plant("mill.stove", "heat", {"co2": 1.0}, capacity=9.0)
    rights = Quota(
        label="ets",
        counts="emission(co2)",
        members=("mill",),
        granted={"mill": 2.0 * A_YEAR},
        purchase_price=5.0,
        keep_limit=9.0 * A_YEAR,
    )
    found, rows, total = ran(tmp_path, park(dirty, rights, price=99.0), stage("now"), stage("later", MORE))
    assert total["present_value"] == pytest.approx(0.0, abs=1e-6 * A_YEAR)
    assert rows[1]["emission"]["co2"] == pytest.approx(3 * A_YEAR)
    assert "verified plans of all stages add up to" in found.findings.sentences[-1]


def test_what_is_kept_is_spread_over_the_years_of_the_next_stage_and_has_a_limit(tmp_path):
    # 5 years from 2025, 10 from 2030: 3 t an hour are granted, 1 is needed at first and 5 later. 2 are left
    # and 1.5 of them may be kept: over ten years that is 0.75, so 1.25 are bought at 5 in each hour of them
    dirty = plant("mill.stove", "heat", {"co2": 1.0}, capacity=9.0)
    rights = Quota(
        label="ets",
        counts="emission(co2)",
        members=("mill",),
        granted={"mill": 3.0 * A_YEAR},
        purchase_price=5.0,
        keep_limit=1.5 * A_YEAR,
    )
    more = put("demands.mill.heat.rate", "5 MW")
    years = {"starts": (2025.0, 2030.0), "until": 2040.0}
    _, _, total = ran(tmp_path, park(dirty, rights, price=99.0), stage("now"), stage("later", more), **years)
    assert total["present_value"] == pytest.approx(10 * 1.25 * 5 * A_YEAR)


def test_the_plans_of_all_stages_are_verified(tmp_path):
    found, _, _ = ran(tmp_path, park(), stage("now"), stage("later", MORE))
    names = [name for case, name in found.cases if "held" in case.task]
    assert len(names) == 2
    for name in names:
        assert load_results(found.folder / "results" / f"{name}.nc").verdict.ok


def test_what_a_later_stage_does_not_know_is_named(tmp_path):
    from symbiosis.scenario import remove

    gone = study(park(), stage("now"), stage("later", remove("technologies.mill.boiler")))
    found = run_here(gone, tmp_path)
    assert "later does not know it" in " ".join(found.findings.sentences) + str(found)


def test_certified_is_refused(tmp_path):
    import dataclasses

    given = study(park(), stage("now"), stage("later"))
    certified = dataclasses.replace(given, options=dataclasses.replace(given.options, method="certified"))
    with pytest.raises(StudyError, match="one stage at a time"):
        run_here(certified, tmp_path)


def test_a_path_that_cannot_be_kept_is_named_with_its_stage(tmp_path):
    # a tonne an hour is emitted whatever is built; later half of it is allowed
    stove = small_park(
        1,
        need("mill.heat", 1.0),
        plant("mill.stove", "heat", {"co2": 1.0}, capacity=9.0),
        cap("co2", 2.0 * A_YEAR),
    )
    half = put("caps.co2_cap.limit", "4380 t/a")
    found = run_here(study(stove, stage("now"), stage("later", half)), tmp_path)
    said = "in later: cap co2_cap: must be exceeded by 4380 t/a"
    assert found.findings.sentences == (f"what the stages build: {said}.",)
    assert list(found.messages.values()) == [said]


def test_what_is_given_up_and_who_closes_is_said(tmp_path):
    # an old boiler for 8 an hour is worth it while heat costs 10, not at 3; the guest leaves at −3
    old = plant("mill.old", "heat", capacity=1.0, fixed_om=8.0 * A_YEAR)
    guest = Enterprise(label="guest", admission="may_leave", entry_value=5.0 * A_YEAR)
    leaves = put("enterprises.guest.entry_value", f"{-3.0 * A_YEAR} CNY/a")
    of = park(old, guest, price=99.0)
    found, rows, _ = ran(tmp_path, of, stage("now"), stage("later", CHEAP, leaves))
    assert [row["given_up"] for row in rows] == [{}, {"mill.old": pytest.approx(1.0)}]
    assert [row["closes"] for row in rows] == [[], ["guest"]]
    assert [row["enters"] for row in rows] == [[], []]
    assert "later: gives up mill.old 1" in found.findings.sentences
    assert "later: guest closes down" in found.findings.sentences


def test_who_enters_is_said(tmp_path):
    guest = Enterprise(label="guest", admission="candidate", entry_value=5.0 * A_YEAR)
    found, rows, _ = ran(tmp_path, park(guest), stage("now"), stage("later"))
    assert [row["enters"] for row in rows] == [["guest"], []]
    assert "now: guest enters the park" in found.findings.sentences
