"""`symbiosis catalogue` lists, searches and shows; in Chinese, as JSON, and when nothing is found."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from symbiosis.catalogue.plants import plants
from symbiosis.cli import app


def said(*words, code=0):
    result = CliRunner().invoke(app, ["catalogue", *words])
    assert result.exit_code == code, result.output
    return result.output


def test_it_lists_everything():
    text = said()
    assert f"{len(plants())} entries" in text
    assert all(label in text for label in plants())
    assert "Fuel cell CHP (Europe, not localised)" in text


def test_it_searches_in_chinese():
    text = said("热泵", "--lang", "zh")
    assert "余热热泵" in text
    assert "共 3 项" in text


def test_it_shows_one_with_its_source():
    text = said("sludge_dryer")
    assert "1.6e+07 CNY of 2024 per t/h" in text
    assert "chinacace.org 10723" in text
    assert "factor for China: not needed" in text


def test_it_answers_as_data():
    (entry,) = json.loads(said("battery", "--json"))["entries"]
    assert entry["fields"]["charge_max"] == "0.5 1/h"
    assert entry["localisation"] == 0.45


@pytest.mark.parametrize("words", [("batery_2h",), ("battery", "--lang", "de")])
def test_what_is_not_there_is_said(words):
    said(*words, code=2)
