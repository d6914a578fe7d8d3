"""Rules that share a saving, by hand."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest
from typer.testing import CliRunner

from symbiosis.cli import app
from symbiosis.study.sharing.coalitions import Coalitions, play, play_costs
from symbiosis.study.sharing.costs import Costs
from symbiosis.study.sharing.game import core_bounds, equal_relative, nucleolus, shapley, shapley_interval
from symbiosis.study.sharing.rules import RULES, share
from symbiosis.study.sharing.sampled import sample
from symbiosis.tables.write import write_park
from tests.study.sharing.test_coalitions import three_firms
from tests.study.sharing.test_game import GLOVES, game


@pytest.fixture(scope="module")
def played() -> Coalitions:
    return play(three_firms())


@pytest.mark.parametrize("rule", RULES)
def test_shares_and_payments_add_up(played: Coalitions, rule: str) -> None:
    one = share(played, rule)
    assert sum(one.shares.values()) == pytest.approx(36.0)
    assert sum(one.payments.values()) == pytest.approx(0.0, abs=1e-9)


def test_payments_by_hand(played: Coalitions) -> None:
    """Alone a 10, b 12, c 15; together a discards 1 and the others pay nothing; a is worth 18, b 8, c 10."""
    assert played.own == pytest.approx({"a": 1.0, "b": 0.0, "c": 0.0})
    assert share(played, "shapley").payments == pytest.approx({"a": -9.0, "b": 4.0, "c": 5.0})


def test_equal_relative_saving_by_hand(played: Coalitions) -> None:
    """36 saved of 37 paid: everybody keeps 1/37 of its bill."""
    one = share(played, "equal_relative")
    assert one.shares == pytest.approx({"a": 360 / 37, "b": 432 / 37, "c": 540 / 37})
    assert one.tempted == ("a", "c")  # they save 20 alone with each other, and get 900/37
    assert one.gain < 0.0
    with pytest.raises(ValueError, match="nobody pays anything alone"):
        equal_relative(GLOVES, np.array([0.0, -1.0, 0.0]))


def test_settled_at_shadow_prices_by_hand(played: Coalitions) -> None:
    """A tonne of ash less spares a the tip's 1: it pays b 4 and c 5 for taking it, and gains nothing."""
    one = share(played, "shadow_price")
    assert one.shares == pytest.approx({"a": 0.0, "b": 16.0, "c": 20.0}, abs=1e-6)
    assert one.payments == pytest.approx({"a": 9.0, "b": -4.0, "c": -5.0})
    assert one.gain <= 1e-6  # prices of a linear program are in the core (Owen 1975)
    assert one.worse_off == ()
    with pytest.raises(ValueError, match="is not stated"):
        share(dataclasses.replace(played, priced=None), "shadow_price")


def test_who_may_be_worse_off_than_alone(played: Coalitions) -> None:
    """Alone b pays 12, of which only 4 are proved to be needed: a share of 6 does not prove it better off."""
    low = played.low.copy()
    low[0b010] = 4.0
    unsure = dataclasses.replace(played, low=low)
    assert share(played, "nucleolus").worse_off == ()
    assert share(unsure, "shapley").shares["b"] == pytest.approx(8.0)
    assert share(unsure, "shapley").worse_off == ()
    low[0b010] = 3.9
    assert share(unsure, "shapley").worse_off == ("b",)


def test_what_is_stable_and_what_is_proved_to_be(played: Coalitions) -> None:
    low = played.low.copy()
    low[0b101] -= 30.0  # a and c alone might pay less than their plan does
    one = share(dataclasses.replace(played, low=low), "nucleolus")
    assert one.gain_found <= 1e-9
    assert one.tempted == ("a", "c")
    assert one.gain == pytest.approx(20.0 + 30.0 - 28.0)


def test_large_sums_are_shared_as_exactly(played: Coalitions) -> None:
    for factor in (1e-3, 1e9):
        large = factor * played.values
        assert nucleolus(large) / factor == pytest.approx([18.0, 8.0, 10.0])
        assert core_bounds(large)[0] == pytest.approx((0.0, 36.0 * factor))


def test_a_least_share(played: Coalitions) -> None:
    """Of the glove market the core gives all to a; with half of an equal part for all, b and c get 1/6."""
    assert nucleolus(GLOVES, np.full(3, 1 / 6)) == pytest.approx([4 / 6, 1 / 6, 1 / 6])
    assert share(played, "shapley", least=0.75).shares == pytest.approx(
        {"a": 18 - 9 / 10, "b": 9.0, "c": 10 - 1 / 10}
    )
    with pytest.raises(ValueError, match="add up to"):
        nucleolus(GLOVES, np.full(3, 0.5))
    with pytest.raises(ValueError, match="between 0 and 1"):
        share(played, "nucleolus", least=1.5)
    with pytest.raises(ValueError, match="is no rule"):
        share(played, "toss")


def test_the_core_s_limits() -> None:
    assert core_bounds(GLOVES) == [pytest.approx(ends, abs=1e-9) for ends in ((1, 1), (0, 0), (0, 0))]
    assert core_bounds(game(2, ab=10)) == [pytest.approx((0, 10)), pytest.approx((0, 10))]
    assert core_bounds(game(3, ab=1, ac=1, bc=1, abc=1)) == [None, None, None]


def test_shapley_within_limits() -> None:
    low, high = game(3, ab=4, ac=6, abc=12), game(3, ab=5, ac=6, abc=14)
    least, most = shapley_interval(low, high)
    for values in (low, high, (low + high) / 2):
        assert (least <= shapley(values) + 1e-12).all()
        assert (shapley(values) <= most + 1e-12).all()


def test_drawn_orders_agree_with_all_of_them(played: Coalitions) -> None:
    costs = Costs(three_firms())
    drawn = sample(costs, 400, seed=1)
    assert abs(drawn.shares - shapley(played.values)).max() < 3.0 * drawn.half_width.max() + 1e-9
    assert drawn.half_width.max() < 1.0
    assert drawn.shares.sum() == pytest.approx(36.0)
    assert drawn.gain <= 1e-9
    again = sample(costs, 400, seed=1)
    assert (again.shares == drawn.shares).all()
    with pytest.raises(ValueError, match="four orders or more"):
        sample(costs, 2)


def test_several_at_once_give_the_same(played: Coalitions) -> None:
    together = play_costs(Costs(three_firms(), workers=2))
    assert together.values == pytest.approx(played.values)
    assert together.solves == played.solves


def test_the_command(tmp_path) -> None:
    write_park(three_firms(), tmp_path / "park")
    command = ["fair", str(tmp_path / "park")]
    said = CliRunner().invoke(app, [*command, "--out", str(tmp_path / "out"), "--lang", "zh"])
    assert said.exit_code == 0, said.output
    assert "核仁：稳定" in said.output
    assert {f.name for f in (tmp_path / "out").iterdir()} == {
        "shares.csv",
        "payments.csv",
        "shares.svg",
        "shares.png",
    }
    table = (tmp_path / "out" / "shares.csv").read_text(encoding="utf-8-sig")
    assert table.startswith("企业,")
    drawn = CliRunner().invoke(app, [*command, "--orders", "20"])
    assert drawn.exit_code == 0, drawn.output
    assert "± (95 %)" in drawn.output


def test_the_command_keeps_what_it_solves(tmp_path) -> None:
    write_park(three_firms(), tmp_path / "park")
    plain = CliRunner().invoke(app, ["fair", str(tmp_path / "park"), "--json"])
    command = ["fair", str(tmp_path / "park"), "--keep", str(tmp_path / "kept")]
    kept = CliRunner().invoke(app, [*command, "--json"])
    assert kept.exit_code == 0, kept.output
    shapley, before = (json.loads(said.stdout)["rules"]["shapley"] for said in (kept, plain))
    for way in ("shares", "payments", "low", "high"):
        assert shapley[way] == pytest.approx(before[way])
    assert shapley["most_tempted"] == before["most_tempted"]
    assert len(list((tmp_path / "kept" / "results").glob("*.nc"))) == 6
    assert (tmp_path / "kept" / "fairness.png").is_file()
    journal = (tmp_path / "kept" / "journal.jsonl").read_text(encoding="utf-8")
    drawn = CliRunner().invoke(app, [*command, "--orders", "20", "--lang", "zh"])  # of the same groups
    assert drawn.exit_code == 0, drawn.output
    assert "20 种加入次序，求解 6 次" in drawn.output
    assert (tmp_path / "kept" / "journal.jsonl").read_text(encoding="utf-8") == journal
