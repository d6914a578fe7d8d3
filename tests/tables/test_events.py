"""Batches as dated amounts: what arises when, and what is wrong with a date or an amount."""

from pathlib import Path

import pytest

from symbiosis.tables.read import read_park
from symbiosis.tables.write import write_park
from tests.tables.folder import PARK, folder, only_problem

RATE = "rate: 2 t/h"
LINE = PARK[: PARK.index(RATE)].count("\n") + 1


def events(*items: str) -> tuple[str, str]:
    return RATE, "rate: {events: [" + ", ".join(items) + "]}"


@pytest.mark.parametrize(
    ("items", "flow"),
    [
        (["{at: 2023-01-01T01:00, amount: 6 t, over: 2 h}"], [0, 3, 3, 0]),
        (["{at: 2023-01-01T01:30, amount: 6000 kg, over: 2 h}"], [0, 1.5, 3, 1.5]),
        (["{at: 2023-01-01T02:40, amount: 5 t}"], [0, 0, 5, 0]),  # falls into the hour it begins in
        (["{at: 2023-01-01, amount: 1 t}", "{at: 2023-01-01T00:00, amount: 2 t, over: 0.5 h}"], [3, 0, 0, 0]),
        (["{at: 2023-01-01T01:00, amount: 0 t}"], [0, 0, 0, 0]),
    ],
)
def test_a_flow_follows_its_events(tmp_path: Path, items: list[str], flow: list[float]) -> None:
    park = read_park(folder(tmp_path, events(*items)))
    assert park.series(park.supplies["mill.gypsum"].rate).tolist() == pytest.approx(flow)


def test_they_are_written_as_the_profile_they_make(tmp_path: Path) -> None:
    park = read_park(folder(tmp_path / "a", events("{at: 2023-01-01T01:00, amount: 6 t, over: 2 h}")))
    write_park(park, tmp_path / "b")
    again = read_park(tmp_path / "b")
    assert again.series(again.supplies["mill.gypsum"].rate).tolist() == [0, 3, 3, 0]


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        ("{at: 2024-01-01, amount: 6 t}", "lies outside the calendar"),
        ("{at: 2023-01-01T03:00, amount: 6 t, over: 2 h}", "lies outside the calendar"),
        ("{at: 01/02/2023, amount: 6 t}", "day and month may be either way round"),
        ("{at: 2023-01-01T01:00, amount: 6 t/h}", "t/h is"),
        ("{at: 2023-01-01T01:00, amount: 6}", "the unit is missing"),
        ("{at: 2023-01-01T01:00, amount: -6 t}", "the amount is below 0"),
        ("{at: 2023-01-01T01:00}", "says nothing of `amount`"),
        ("{amount: 6 t}", "says nothing of `at`"),
        ("{at: 2023-01-01T01:00, amount: 6 t, over: 0 h}", "lasts longer than nothing"),
        ("{at: 2023-01-01T01:00, amount: 6 t, during: 2 h}", "during"),
        ("{at: 2023-01-01T01:00+08:00, amount: 6 t}", "the time has an offset"),
        ("6 t", "a block of names and values is expected"),
    ],
)
def test_what_is_wrong_is_said_by_event(tmp_path: Path, item: str, sentence: str) -> None:
    said = only_problem(folder(tmp_path, events("{at: 2023-01-01, amount: 1 t}", item)))
    assert said.startswith(f"park.yaml:{LINE} supplies.mill.gypsum.rate.events.1")
    assert sentence in said


def test_events_are_a_list(tmp_path: Path) -> None:
    said = only_problem(folder(tmp_path, (RATE, "rate: {events: 6 t}")))
    assert "a list of dated amounts is expected here" in said
