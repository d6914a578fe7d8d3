"""`symbiosis profiles`: what a park's weather gives, and how it is kept."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from symbiosis.cli import app
from symbiosis.tables.weather.kept import FILE

VALLEY = Path(__file__).resolve().parents[2] / "scenarios" / "jiangsu_valley"


def run(*words):
    return CliRunner().invoke(app, ["profiles", *map(str, words)])


def test_every_profile_is_listed_for_every_weather_year_and_kept_again_alike(tmp_path):
    folder = tmp_path / "valley"
    shutil.copytree(VALLEY, folder)
    (folder / FILE).unlink()
    result = run(folder, "--keep", "--json")
    assert result.exit_code == 0, result.output
    rows = {(row["weather"], row["profile"]): row for row in json.loads(result.stdout)["profiles"]}
    assert len(rows) == 8
    assert rows["typical", "roof_sun"]["sum"] > rows["dull", "roof_sun"]["sum"] > 800
    # what is kept in the project is what this computes: equal up to a last digit of other processors
    ours, theirs = ((place / FILE).read_text(encoding="utf-8").splitlines() for place in (folder, VALLEY))
    assert ours[0] == theirs[0]
    for mine, kept in zip(ours[1:], theirs[1:], strict=True):
        assert [float(x) for x in mine.split(",")] == pytest.approx(
            [float(x) for x in kept.split(",")], abs=2e-5
        )


def test_a_park_that_follows_no_weather_says_so():
    result = run(VALLEY.parent / "three_firms")
    assert result.exit_code == 0
    assert "No profile of this park follows weather" in result.output
