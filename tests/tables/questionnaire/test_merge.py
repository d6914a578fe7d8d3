"""A firm's questionnaire and its replies: units converted, conflicts shown, nothing changed in silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from symbiosis.park.problems import ParkError
from symbiosis.tables.convert import write_source
from symbiosis.tables.questionnaire.form import COLUMNS, write_form
from symbiosis.tables.questionnaire.merge import _plain, log_text, merge
from symbiosis.tables.questionnaire.questions import questions
from symbiosis.tables.read import read_park, read_source
from symbiosis.tables.reading import Reading
from tests.tables.folder import folder

CAPACITY = "technologies.mill.boiler.capacity"
GAS = "technologies.mill.boiler.ratios.gas"
FEE = "outlets.mill.landfill.fee"
STEAM = ("rate: {profile: load, scale: 12 t/h}", "rate: {annual: 70080 t/a, shape: flat}")


def form(park: Path, where: Path, language: Any = "en", enterprise: str = "mill") -> Path:
    """Write a questionnaire of a park folder."""
    found = read_park(park)
    source = read_source(park, Reading())
    assert source is not None
    asked = questions(found, source.sections, enterprise, language)
    return write_form(found, enterprise, asked, where, language)


def reply(where: Path, park: Path, answers: dict[str, dict[str, Any]], language: Any = "en") -> Path:
    """Return a questionnaire that a firm filled in."""
    path = form(park, where, language)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[1]
    rows = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=2)}
    for number, given in answers.items():
        for word, value in {"source": "name plate", "confidence": "H", **given}.items():
            sheet.cell(rows[number], COLUMNS.index(word) + 1).value = value
    book.save(path)
    return path


@pytest.fixture
def park(tmp_path: Path) -> Path:
    return folder(tmp_path / "park")


def said(error: pytest.ExceptionInfo[ParkError]) -> str:
    return "\n".join(str(problem) for problem in error.value.problems)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_firm_is_asked_for_its_own_numbers(tmp_path: Path, park: Path, language: Any) -> None:
    book = openpyxl.load_workbook(form(park, tmp_path / "mill.xlsx", language))
    rows = list(book.worksheets[1].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows if "boiler" in row[0]] == [
        CAPACITY,
        *(f"technologies.mill.boiler.{f}" for f in ("remaining_life", "minimum_load", "fixed_om")),
        *("technologies.mill.boiler.running_cost", GAS, "technologies.mill.boiler.ratios.co2"),
    ]
    assert [row[2] for row in rows if row[0] == CAPACITY] == ["20 t/h"]
    assert [row[2] for row in rows if row[0] == GAS] == ["0.75 MWh/t"]  # asked without its sign


def test_an_answer_in_another_unit_is_converted_and_logged(tmp_path: Path, park: Path) -> None:
    answers = {CAPACITY: {"value": 25000, "unit": "kg/h", "date": "2024-05-01", "contact": "Zhang"}}
    merged = merge(park, [reply(tmp_path / "a.xlsx", park, answers)])
    assert merged.park.technologies["mill.boiler"].capacity == 25.0
    figure = merged.park.figures[CAPACITY]
    assert (figure.source, figure.confidence) == ("name plate; 2024-05-01; Zhang", "H")
    assert [line.outcome for line in merged.lines] == ["changed"]
    written = write_source(merged.source, merged.park, tmp_path / "new")
    assert read_park(written) == merged.park
    log = log_text(merged).splitlines()
    assert log[1].startswith(f"changed,{CAPACITY},20 t/h,25000 kg/h,name plate; 2024-05-01; Zhang,H,a.xlsx,")
    assert log[2].startswith("open,mill")


@pytest.mark.parametrize("text", ["=1+1", "@x", "+x", "-x", "\tx", " =x"])
def test_no_text_of_a_log_becomes_a_formula(text: str) -> None:
    assert _plain(text) == f"'{text}"
    assert _plain("-0.75 MWh/t") == "-0.75 MWh/t"


def test_what_is_taken_is_asked_without_its_sign(tmp_path: Path, park: Path) -> None:
    given = {GAS: {"value": 2.5, "low": 2.4, "high": 2.7, "unit": "GJ/t"}}
    merged = merge(park, [reply(tmp_path / "a.xlsx", park, given)])
    assert merged.park.technologies["mill.boiler"].ratios["gas"].value == pytest.approx(-2.5 / 3.6)
    figure = merged.park.figures[GAS]
    assert figure.low == pytest.approx(-2.7 / 3.6)
    assert figure.high == pytest.approx(-2.4 / 3.6)
    with pytest.raises(ParkError) as caught:
        merge(park, [reply(tmp_path / "b.xlsx", park, {GAS: {"value": -0.7, "unit": "MWh/t"}})])
    assert "asks without a minus sign" in said(caught)


def test_two_replies_that_differ_are_a_conflict_and_the_park_stays(tmp_path: Path, park: Path) -> None:
    one = reply(tmp_path / "one.xlsx", park, {CAPACITY: {"value": 22}, FEE: {"value": 55}})
    two = reply(tmp_path / "two.xlsx", park, {CAPACITY: {"value": 23}}, "zh")
    merged = merge(park, [one, two])
    assert [line.answer.file for line in merged.conflicts] == ["one.xlsx", "two.xlsx"]
    assert "one.xlsx and two.xlsx differ" in str(merged.conflicts[0])
    assert merged.park.technologies["mill.boiler"].capacity == 20.0
    assert merged.park.outlets["mill.landfill"].fee.value == 55.0


def test_two_replies_that_agree_in_other_units_are_none(tmp_path: Path, park: Path) -> None:
    one = reply(tmp_path / "one.xlsx", park, {CAPACITY: {"value": 22}})
    two = reply(tmp_path / "two.xlsx", park, {CAPACITY: {"value": 22000, "unit": "kg/h"}})
    assert not merge(park, [one, two]).conflicts


@pytest.mark.parametrize(
    ("held", "confidence", "value", "outcome"),
    [
        ("H", "H", 22, "conflict"),
        ("H", "H", 20, "confirmed"),
        ("H", "M", 20, "conflict"),
        ("M", "H", 22, "changed"),
        ("M", "L", 22, "conflict"),
        ("L", "L", 22, "changed"),
        ("", "L", 22, "changed"),
    ],
)
def test_a_better_trusted_number_is_not_replaced(
    tmp_path: Path, held: str, confidence: str, value: float, outcome: str
) -> None:
    figure = f"capacity: {{value: 20 t/h, source: x, confidence: {held}}}" if held else "capacity: 20 t/h"
    park = folder(tmp_path / "park", ("capacity: 20 t/h", figure))
    answers = {CAPACITY: {"value": value, "confidence": confidence}}
    merged = merge(park, [reply(tmp_path / "a.xlsx", park, answers)])
    assert [line.outcome for line in merged.lines] == [outcome]
    kept = 20.0 if outcome == "conflict" else value
    assert merged.park.technologies["mill.boiler"].capacity == kept


def test_a_yearly_total_is_asked_and_answered_as_such(tmp_path: Path) -> None:
    park = folder(tmp_path / "park", STEAM)
    path = "demands.mill.steam.rate.annual"
    merged = merge(park, [reply(tmp_path / "a.xlsx", park, {path: {"value": 87600, "unit": "t/a"}})])
    assert merged.park.demands["mill.steam"].rate.value == pytest.approx(10.0)
    assert merged.park.figures["demands.mill.steam.rate"].confidence == "H"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"value": 22, "unit": "MW"}, "MW"),
        ({"value": "about 22"}, "this is not a number."),
        ({"value": 22, "unit": None}, "the unit is missing."),
        ({"value": 22, "source": None}, "the answer states no source."),
        ({"value": 22, "confidence": None}, "the answer states no confidence."),
        ({"value": 22, "confidence": "sure"}, "this is no confidence."),
        ({"value": 22, "low": 25, "high": 30}, "low ≤ value ≤ high does not hold"),
        ({"value": -5}, "is below 0."),
    ],
)
def test_what_does_not_fit_is_refused_with_file_sheet_and_cell(
    tmp_path: Path, park: Path, given: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ParkError) as caught:
        merge(park, [reply(tmp_path / "a.xlsx", park, {CAPACITY: given})])
    assert sentence in said(caught)
    assert said(caught).startswith('a.xlsx Sheet "questions", cell ')


def test_another_firms_numbers_cannot_be_answered(tmp_path: Path, park: Path) -> None:
    path = reply(tmp_path / "a.xlsx", park, {})
    book = openpyxl.load_workbook(path)
    book.worksheets[1].append(["technologies.town.boiler.capacity", "", "", 5, "t/h", None, None, "x"])
    book.save(path)
    with pytest.raises(ParkError) as caught:
        merge(park, [path])
    assert "this number belongs to another enterprise than mill." in said(caught)


def test_only_replies_to_this_park_are_taken(tmp_path: Path, park: Path) -> None:
    other = folder(tmp_path / "other", ("name: two_firms", "name: elsewhere"))
    path = reply(tmp_path / "a.xlsx", other, {CAPACITY: {"value": 22}})
    with pytest.raises(ParkError) as caught:
        merge(park, [path])
    assert 'the reply is about the park "elsewhere", this is "two_firms".' in said(caught)
    with pytest.raises(ParkError) as caught:
        merge(park, [park / "park.yaml"])
    assert "the file is no Excel workbook." in said(caught)


def test_an_unknown_enterprise_is_named(tmp_path: Path, park: Path) -> None:
    with pytest.raises(ValueError, match='there is no enterprise "mil"'):
        form(park, tmp_path / "a.xlsx", enterprise="mil")
