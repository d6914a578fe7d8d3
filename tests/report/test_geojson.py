"""A plan for maps, and a picture of the site under the map."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from symbiosis.cli import app
from symbiosis.park.position import to_km
from symbiosis.report.exchange_map import figure
from symbiosis.report.geojson import features, write_geojson
from symbiosis.report.site_plan import SitePlanError, site_plan
from symbiosis.results.results import Results
from symbiosis.study.design.kept import save_ladder
from symbiosis.study.design.ladder import Ladder
from symbiosis.study.study import StudyError

ORIGIN = (120.0, 31.0)


@pytest.fixture
def plan(ladder: Ladder) -> Results:
    found = ladder["integrated_park"].results
    assert found is not None
    settings = dataclasses.replace(
        found.park.settings, origin_longitude=ORIGIN[0], origin_latitude=ORIGIN[1], datum="WGS84"
    )
    return dataclasses.replace(found, park=found.park.replace(settings=settings))


def test_places_and_exchanges_on_the_globe(plan: Results, tmp_path: Path) -> None:
    file = write_geojson(plan, tmp_path / "plan.geojson")
    read = json.loads(file.read_text(encoding="utf-8"))
    points = {f["properties"]["label"]: f for f in read["features"] if f["geometry"]["type"] == "Point"}
    assert to_km(*points["mill"]["geometry"]["coordinates"], ORIGIN) == pytest.approx((2.0, 0.0), abs=1e-4)
    lines = [f["properties"] for f in read["features"] if f["properties"]["kind"] == "exchange"]
    gypsum = next(line for line in lines if line["carrier"] == "gypsum")
    assert (gypsum["giver"], gypsum["taker"], gypsum["unit"]) == ("plant", "board", "t/a")
    assert gypsum["amount"] == pytest.approx(48.0)


def test_without_an_origin_there_is_no_globe(ladder: Ladder) -> None:
    found = ladder["integrated_park"].results
    assert found is not None
    with pytest.raises(StudyError, match="states no origin on the globe"):
        features(found)


def picture(folder: Path, name: str = "site.png") -> Path:
    from PIL import Image

    Image.fromarray(np.full((100, 200, 3), 200, dtype=np.uint8)).save(folder / name)
    return folder / name


def test_anchors_fix_the_picture(tmp_path: Path) -> None:
    laid = site_plan(picture(tmp_path), "0,0=0,1; 200,100=2,0")
    assert laid.matrix @ np.array([100.0, 50.0, 1.0]) == pytest.approx([1.0, 0.5])
    assert laid.misfit == pytest.approx(0.0, abs=1e-12)
    turned = site_plan(picture(tmp_path), "0,0=0,0; 100,0=0,1")  # to the right is north
    assert turned.matrix @ np.array([0.0, 100.0, 1.0]) == pytest.approx([1.0, 0.0])  # down is then east
    three = site_plan(picture(tmp_path), "0,0=0,1; 200,0=2,1; 0,100=0,0; 200,100=2.1,0")
    assert 0.01 < three.misfit < 0.1


@pytest.mark.parametrize(
    ("anchors", "says"),
    [
        ("", "two or more"),
        ("0,0=0,0", "two or more"),
        ("0,0=0,0; here=there", "two or more"),
        ("0,0=0,0; 1..2,0=0,1", "not a number"),
        ("5,5=0,0; 5,5=1,1", "the same pixel"),
        ("0,0=1,1; 5,5=1,1", "the same place"),
        ("0,0=0,0; 1,1=1,1; 2,2=2,2", "on one line"),
    ],
)
def test_anchors_that_do_not(tmp_path: Path, anchors: str, says: str) -> None:
    with pytest.raises(SitePlanError, match=says):
        site_plan(picture(tmp_path), anchors)


def test_files_that_are_no_picture(tmp_path: Path) -> None:
    wrong = tmp_path / "site.png"
    wrong.write_bytes(b"<svg onload=alert(1)>")
    with pytest.raises(SitePlanError, match="cannot be read"):
        site_plan(wrong, "0,0=0,0; 1,0=1,0")
    with pytest.raises(SitePlanError, match="is a picture"):
        site_plan(tmp_path / "site.svg", "0,0=0,0; 1,0=1,0")


def test_the_map_shows_it(plan: Results, tmp_path: Path) -> None:
    drawn = figure(plan, "en", site_plan(picture(tmp_path), "0,0=0,1; 200,100=2,0"))
    assert len(drawn.axes[0].images) == 1


def test_the_command(ladder: Ladder, tmp_path: Path) -> None:
    save_ladder(ladder, tmp_path)
    given = ["report", str(tmp_path), "--out", str(tmp_path / "r.html")]
    refused = CliRunner().invoke(app, [*given, "--geojson", str(tmp_path / "x.geojson")])
    assert refused.exit_code == 2
    assert "origin_longitude" in refused.output
    told = CliRunner().invoke(app, [*given, "--geojson", str(tmp_path / "x.geojson"), "--public"])
    assert told.exit_code == 2
    assert not (tmp_path / "x.geojson").exists()
    site = ["--site-plan", str(picture(tmp_path)), "--anchors", "0,0=0,1; 200,100=2,0"]
    assert CliRunner().invoke(app, [*given, *site]).exit_code == 0
