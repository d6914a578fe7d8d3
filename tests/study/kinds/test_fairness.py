"""Fairness as a study: the game that is known by hand, stopped and resumed, shared out, and refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from symbiosis.park.park import Park
from symbiosis.park.problems import ParkError
from symbiosis.scenario import put
from symbiosis.solver.options import Options
from symbiosis.study.file import read_study
from symbiosis.study.kinds.fairness import found, game
from symbiosis.study.running import answer as answering
from symbiosis.study.running.plan import planned
from symbiosis.study.running.run import Ran, Shard, run
from symbiosis.study.sharing.coalitions import play
from symbiosis.study.sharing.costs import Costs
from symbiosis.study.sharing.rules import RULES, share
from symbiosis.study.sharing.sampled import sample
from symbiosis.study.study import Study, StudyError
from symbiosis.tables.write import write_park
from tests.parks import need, shop, small_park
from tests.study.sharing.test_coalitions import three_firms
from tests.study.sharing.test_districts import two_parks
from tests.study.tiny import Here, results_in, run_here

ALL_HOURS = put("park.horizon", {})


def study(park: Park | None = None, **details: Any) -> Study:
    """Return a study of who should gain what."""
    options = Options(gap=1e-6, threads=1)
    park = park or three_firms()
    return Study("fair", park, "fairness", changes=(ALL_HOURS,), options=options, details=details)


def records_of(ran: Ran) -> dict[str, Any]:
    return {case.name: record for case, record in ran.known}


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    return run_here(study(), tmp_path_factory.mktemp("run") / "研究 1")


def test_the_game_is_that_of_fair(ran: Ran) -> None:
    """Alone a 10, b 12, c 15, together 1; {b, c} falls apart, so six groups are solved, not seven."""
    assert ran.complete
    assert [case.coordinates["group"] for case, _ in ran.known] == [
        "a",
        "b",
        "c",
        "a + b",
        "a + b + c",
        "a + c",
    ]
    played, shared = game(study()).all(records_of(ran))
    alike = play(three_firms())
    assert played.players == alike.players
    assert played.low == pytest.approx(alike.low)
    assert played.high == pytest.approx(alike.high)
    assert played.own == pytest.approx(alike.own)
    assert played.priced == pytest.approx(alike.priced)
    assert [one.rule for one in shared] == list(RULES)
    for one in shared:
        assert one.shares == pytest.approx(share(alike, one.rule).shares)


def test_what_it_finds_by_hand(ran: Ran) -> None:
    """By Shapley a brings 18, b 8, c 10; c gets nothing where a and b hold all of it, and 20 at the most."""
    rows = {row["player"]: row for row in ran.findings.rows if "player" in row}
    assert {n: row["shares"]["shapley"] for n, row in rows.items()} == pytest.approx(
        {"a": 18, "b": 8, "c": 10}
    )
    assert {n: row["payments"]["shapley"] for n, row in rows.items()} == pytest.approx(
        {"a": -9, "b": 4, "c": 5}
    )
    assert rows["c"]["core"] == pytest.approx([0.0, 20.0])
    assert rows["c"]["shares"]["shadow_price"] == pytest.approx(20.0)
    whole = ran.findings.rows[-1]
    assert whole["saving"] == pytest.approx([36.0, 36.0, 36.0])
    assert whole["solves"] == 6
    said = ran.findings.sentences
    assert said[0] == "together they save 36 CNY (proved between 36 and 36)"
    assert "Shapley: share of the saving [CNY]: a 18; b 8; c 10" in said
    assert "nucleolus: stable, no coalition gains by leaving" in said


def test_cases_go_on_from_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All five groups but that of everybody pass through one solver, which is not asked for prices."""
    monkeypatch.setattr(answering, "_kept", {})
    run_here(study(), tmp_path)
    (standing,) = answering._kept.values()
    assert standing.solved == 5
    assert not standing.options.prices


class Stopping(Here):
    """A crew that goes home after some cases."""

    def __init__(self, after: int) -> None:
        self.after = after

    def solve(self, orders: Any, stop: Path, heard: Any) -> Any:
        """Yield the events of the first cases, then ask to stop."""
        for number, events in enumerate(super().solve(orders, stop, heard), start=1):
            yield events
            if number == self.after:
                stop.touch()
                return


def test_what_is_known_is_not_solved_again(ran: Ran, tmp_path: Path) -> None:
    half = run(study(), tmp_path, Stopping(4))
    assert half.stopped
    assert len(results_in(tmp_path)) == 4
    assert half.findings.sentences == ()
    solved: list[str] = []
    rest = run(study(), tmp_path, Here(), listener=lambda event, tally: solved.append(event["case"]))
    assert len(set(solved)) == 2
    assert rest.complete
    assert rest.findings == ran.findings


def test_what_is_not_known_yet_is_not_shared(ran: Ran) -> None:
    played = game(study())
    some = dict(list(records_of(ran).items())[:4])
    assert found(played, some).sentences == ("2 of 6 groups have no plan yet, so nothing is shared.",)


def test_two_shards_find_the_same(ran: Ran, tmp_path: Path) -> None:
    first = run(study(), tmp_path, Here(), Shard(1, 2))
    second = run(study(), tmp_path, Here(), Shard(2, 2))
    assert second.complete
    assert len(first.records) < 6 or len(results_in(tmp_path)) == 6
    assert second.findings == ran.findings


def test_the_shadow_prices_survive_a_lost_journal(ran: Ran, tmp_path: Path) -> None:
    import shutil

    folder = Path(shutil.copytree(ran.folder, tmp_path / "run"))
    (folder / "journal.jsonl").unlink()
    again = run_here(study(), folder)
    assert again.findings.sentences == ran.findings.sentences


def test_who_cannot_be_alone_is_named_as_fair_names_it(tmp_path: Path) -> None:
    park = three_firms()
    lame = park.replace(markets={k: m for k, m in park.markets.items() if k != "pit_b"})
    lost = run_here(study(lame), tmp_path)
    assert lost.complete
    assert lost.findings.rows == ()
    (said,) = lost.findings.sentences
    with pytest.raises(ValueError, match="b cannot be without the others: demands") as error:
        play(lame)
    assert said == str(error.value)


def test_districts_share(tmp_path: Path) -> None:
    """Alone north pays 3 and south 25, together 16: 6 by Shapley for each."""
    both = run_here(study(two_parks(), by="districts"), tmp_path)
    rows = {row["player"]: row for row in both.findings.rows if "player" in row}
    assert {n: row["shares"]["shapley"] for n, row in rows.items()} == pytest.approx({"north": 6, "south": 6})
    assert {n: row["own"] for n, row in rows.items()} == pytest.approx({"north": 3, "south": 13})


def test_a_least_share_lifts(ran: Ran) -> None:
    """Three quarters of an equal part of 36 are 9: b is lifted from 8, and a and c give that."""
    _, shared = game(study(least=0.75)).all(records_of(ran))
    assert shared[0].shares == pytest.approx({"a": 18 - 9 / 10, "b": 9.0, "c": 10 - 1 / 10})


def test_drawn_orders_are_those_of_fair(tmp_path: Path) -> None:
    some = run_here(study(orders=6, seed=3), tmp_path)
    drawn = sample(Costs(three_firms()), 6, seed=3)
    rows = [row for row in some.findings.rows if "player" in row]
    assert [row["shares"]["shapley"] for row in rows] == pytest.approx(drawn.shares.tolist())
    assert [row["half_width"] for row in rows] == pytest.approx(drawn.half_width.tolist())
    assert some.findings.rows[-1]["orders"] == 6
    assert some.findings.sentences[-1].startswith("no coalition that was met gains by leaving")


def test_too_many_players_are_refused() -> None:
    firms = [f"f{i}" for i in range(13)]
    many = small_park(1, *(need(f"{firm}.heat", 1.0) for firm in firms), shop("heat", 3.0, *firms))
    with pytest.raises(StudyError, match="13 players are too many"):
        game(study(many))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("by: district", r'fair\.yaml:4 study: "district" share nothing\. Did you mean "districts"'),
        ("by: districts", r"fair\.yaml:4 study: the park has no section `districts`\."),
        ("least: 150 %", r"fair\.yaml:4 study: the least share is between 0 and 100 %"),
        ("orders: 2", r"fair\.yaml:4 study: orders: the number is not between 3 and"),
        ("orders: many", r"fair\.yaml:4 study: orders: a whole number is expected"),
        ("seed: -1", r"fair\.yaml:4 study: seed: a whole number is expected"),
        ("least: 50 %\n  orders: 20", r"fair\.yaml:4 study: drawn orders give Shapley values alone"),
        ("scenarios: all", r"fair\.yaml:4 study: one plan's saving is shared"),
        ("points: 3", r"fair\.yaml:4 study\.points: this word is not known here"),
    ],
)
def test_what_makes_no_sense_is_named(tmp_path: Path, line: str, said: str) -> None:
    write_park(three_firms(), tmp_path / "park")
    (tmp_path / "park" / "scenarios.yaml").write_text(
        "format: 1\nscenarios:\n  dear: {changes: {markets.pit_b.purchase_price: {scale: 2}}}\n",
        encoding="utf-8",
    )
    file = tmp_path / "fair.yaml"
    file.write_text(f"study:\n  kind: fairness\n  park: park\n  {line}\n", encoding="utf-8")
    with pytest.raises(ParkError, match=said):
        read_study(file)


def test_a_file_is_read(tmp_path: Path) -> None:
    write_park(two_parks(), tmp_path / "park")
    file = tmp_path / "fair.yaml"
    file.write_text(
        "study: {kind: fairness, park: park, by: districts, least: 50 %, horizon: {}}\n", encoding="utf-8"
    )
    asked = read_study(file)
    assert asked.details == {"by": "districts", "least": 0.5, "orders": 0, "seed": 0}
    assert asked.options.gap == 1e-5
    assert game(asked).groups.players == ("north", "south")


def test_the_plan_of_a_run_is_of_all_together(tmp_path: Path) -> None:
    """Six groups; the size is that of the whole park, which no group exceeds."""
    foreseen = planned(study(), tmp_path / "none", 1)
    assert (foreseen.cases, foreseen.finished, foreseen.more) == (6, 0, False)
    assert foreseen.sentences[1].startswith(f"all together: {foreseen.rows} rows")
