"""`symbiosis match` as a planner meets it."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from symbiosis.cli import app
from symbiosis.tables.read import read_park

FIRMS = Path(__file__).resolve().parents[2] / "scenarios" / "three_firms"
run = CliRunner().invoke


@pytest.fixture
def bare(tmp_path):
    """The three firms without their links."""
    folder = tmp_path / "firms"
    shutil.copytree(FIRMS, folder)
    text = (folder / "park.yaml").read_text(encoding="utf-8")
    begin, end = text.index("\nlinks:"), text.index("\nlevies:")
    (folder / "park.yaml").write_text(text[:begin] + text[end:], encoding="utf-8")
    return folder


def test_it_tells_what_is_offered_and_what_was_screened_out():
    found = run(app, ["match", str(FIRMS)])
    assert found.exit_code == 0
    assert "power_plant → board_mill: gypsum" in found.output
    assert "170 CNY/t; Kalundborg, Asnæs to Gyproc 250 t/d (H)" in found.output
    assert "in the park as gypsum_road" in found.output
    assert "4 pairs" in found.output
    assert "2  no use for it there" in found.output


def test_json_counts_every_pair():
    answer = json.loads(run(app, ["match", str(FIRMS), "--json"]).output)
    assert answer["possible"] == sum(answer["pairs"].values()) == 4
    assert [c["carrier"] for c in answer["candidates"]] == ["steam", "gypsum"]


def test_csv_has_a_row_for_every_candidate():
    rows = list(csv.DictReader(io.StringIO(run(app, ["match", str(FIRMS), "--csv"]).output)))
    gypsum = rows[1]
    assert float(gypsum["break-even transport [CNY/amount]"]) == 170.0
    assert gypsum["amount rests on"] == "assumed running of plants"


def test_offered_links_can_be_put_into_the_folder(bare):
    found = run(app, ["match", str(bare), "--as-links", str(bare / "links.csv")])
    assert found.exit_code == 0
    assert "(2 links)" in found.output
    park = read_park(bare)
    assert set(park.links) == {"power_plant_steam_to_paper_mill", "power_plant_gypsum_to_board_mill"}
    assert park.figures["links.power_plant_gypsum_to_board_mill.freight"].confidence == "L"


def test_nothing_is_written_over(bare):
    (bare / "mine.csv").write_text("mine", encoding="utf-8")
    found = run(app, ["match", str(bare), "--as-links", str(bare / "mine.csv")])
    assert found.exit_code == 2
    assert (bare / "mine.csv").read_text(encoding="utf-8") == "mine"


def test_one_form_of_answer_is_chosen():
    assert run(app, ["match", str(FIRMS), "--json", "--csv"]).exit_code == 2
