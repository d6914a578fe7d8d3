"""`symbiosis water`: targets on the screen, the curve in a folder, sentences for what is wrong."""

import json

import pytest
from typer.testing import CliRunner

from symbiosis.cli import app
from symbiosis.tables.write import write_park
from tests.cases.water import processes

run = CliRunner().invoke


@pytest.fixture
def park(tmp_path):
    write_park(processes(), tmp_path / "park")
    return tmp_path / "park"


def test_a_park_is_told_in_four_lines(park, tmp_path):
    found = run(app, ["water", str(park), "--out", str(tmp_path / "out"), "--language", "zh"])
    assert found.exit_code == 0, found.output
    lines = [line.split() for line in found.output.splitlines()]
    assert ["不回用", "112.5"] in lines
    assert ["全部合并", "90", "夹点", "100", "ppm"] in lines
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"water_targets.csv", "water_curves.csv", "water_pinch.svg", "water_pinch.png"}
    rows = (tmp_path / "out" / "water_targets.csv").read_text(encoding="utf-8-sig").splitlines()
    assert "water,cod,(together),90.0,MW" in rows


def test_targets_as_data(park):
    found = run(app, ["water", str(park), "--json"])
    assert json.loads(found.output)["targets"][0]["together"] == 90.0


def test_an_unknown_contaminant_is_a_sentence(park):
    found = run(app, ["water", str(park), "--quality", "salt"])
    assert found.exit_code == 2
    assert "no water use and no demand with a limit" in found.output
