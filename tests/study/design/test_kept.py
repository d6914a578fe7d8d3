from __future__ import annotations

import json

import pytest

from symbiosis.horizon.spec import full
from symbiosis.park import Calendar
from symbiosis.questions import solve
from symbiosis.results.files import ResultFileError
from symbiosis.results.store import save_results
from symbiosis.study.design.kept import DEALS, load_ladder, save_ladder
from symbiosis.study.design.ladder import climb
from tests.parks import drain, given, need, pipe, shop, small_park


@pytest.fixture(scope="module")
def ladder():
    """A mill gives steam for nothing to a dairy that pays 50 for it."""
    built = {"capacity_max": 20.0, "investment_per_capacity": 0.0, "lifetime": 20.0}
    park = small_park(
        2,
        given("mill.steam", 10.0),
        drain("mill.steam"),
        need("dairy.steam", 4.0),
        shop("steam", 50.0, "dairy"),
        pipe("mill", "dairy", "steam", **built),
    )
    return climb(park, full(park.calendar, annualised=False))


@pytest.fixture
def folder(ladder, tmp_path):
    save_ladder(ladder, tmp_path)
    return tmp_path


def test_what_is_opened_is_what_was_written(ladder, folder):
    again = load_ladder(folder)
    assert [r.name for r in again.rungs] == [r.name for r in ladder.rungs]
    for mine, other in zip(again.rungs, ladder.rungs, strict=True):
        assert mine.cost == other.cost
        assert mine.accounts.deals == other.accounts.deals
        assert mine.accounts.accounts == other.accounts.accounts
    assert again.synergy == ladder.synergy
    assert again.saving("integrated_park").value == pytest.approx(400.0)  # 2 h · 4 · 50
    assert again.remarks == ladder.remarks


def test_without_its_deals_it_is_settled_anew(ladder, folder):
    (folder / DEALS).unlink()
    (deal,) = load_ladder(folder)["integrated_park"].accounts.deals
    assert deal.payment == pytest.approx(200.0)


def test_a_design_that_is_missing_says_so(folder):
    (folder / "central_energy.nc").unlink()
    again = load_ladder(folder)
    assert again["central_energy"].problem == "there is no result file of it"
    assert again.synergy is None


def test_one_result_is_a_ladder_of_one_rung(ladder, folder):
    again = load_ladder(folder / "integrated_park.nc")
    assert [r.name for r in again.rungs] == ["integrated_park"]
    assert again["integrated_park"].plan == ladder["integrated_park"].plan


def test_a_folder_of_something_else_is_refused(tmp_path):
    with pytest.raises(ResultFileError, match="holds no results of a design"):
        load_ladder(tmp_path)


@pytest.mark.parametrize("text", ["[]", "{", '{"designs": 3}'])
def test_deals_that_cannot_be_read_are_refused(folder, text):
    (folder / DEALS).write_text(text, encoding="utf-8")
    with pytest.raises(ResultFileError, match=r"deals\.json: cannot be read"):
        load_ladder(folder)


def test_deals_of_another_park_are_refused(folder):
    said = json.loads((folder / DEALS).read_text(encoding="utf-8"))
    said["designs"]["integrated_park"]["deals"][0]["giver"] = "stranger"
    (folder / DEALS).write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(ResultFileError, match="stranger is not in this park"):
        load_ladder(folder)


def test_a_result_of_another_run_is_refused(ladder, folder):
    (folder / "stand_alone.nc").write_bytes((folder / "integrated_park.nc").read_bytes())
    with pytest.raises(ResultFileError, match=r"was not written with stand_alone\.nc"):
        load_ladder(folder)


def test_a_result_of_other_hours_is_refused(ladder, folder):
    park = ladder.park.replace(calendar=Calendar.short(3))
    save_results(solve(park, "stand_alone", full(park.calendar, annualised=False)), folder / "stand_alone.nc")
    with pytest.raises(ResultFileError, match=r"stand_alone\.nc is of another park or of other hours"):
        load_ladder(folder)
