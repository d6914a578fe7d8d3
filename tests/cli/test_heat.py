"""`symbiosis heat`: targets on the screen, curves in a folder, sentences for what is wrong."""

import json

import pytest
from typer.testing import CliRunner

from symbiosis.cli import app
from tests.heat.test_of_park import STREAMS
from tests.tables.folder import folder

run = CliRunner().invoke
PROBLEM = {
    "streams": [
        {"n": "H1", "Ts": 170, "Tt": 60, "CP": 3, "zone": "a"},
        {"n": "H2", "Ts": 150, "Tt": 30, "CP": 1.5, "zone": "a"},
        {"n": "C1", "Ts": 20, "Tt": 135, "CP": 2, "zone": "a"},
        {"n": "C2", "Ts": 80, "Tt": 140, "CP": 4, "zone": "a"},
    ],
    "dTmin": 10,
}


@pytest.fixture
def problem(tmp_path):
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(PROBLEM), encoding="utf-8")
    return path


def test_a_park_is_told_in_three_ways(tmp_path):
    out = tmp_path / "heat"
    found = run(app, ["heat", str(folder(tmp_path, ("markets:\n", STREAMS))), "--out", str(out)])
    assert found.exit_code == 0, found.output
    lines = [line.split() for line in found.output.splitlines()]
    assert ["each", "enterprise", "alone", "6", "11"] in lines
    assert ["through", "mains", "0", "5"] in lines
    names = {path.name for path in out.iterdir()}
    assert {"heat_targets.csv", "heat_pooled.svg", "heat_alone_2.png", "heat_site_profiles.svg"} <= names


def test_a_pinch_problem_is_read_and_its_pinch_said(problem):
    found = run(app, ["heat", str(problem)])
    assert found.exit_code == 0
    assert "pinch 90 / 80 °C" in found.output


def test_json_holds_everything(problem):
    data = json.loads(run(app, ["heat", str(problem), "--json"]).stdout)
    assert data["alone"] == {"heating": 20.0, "cooling": 60.0}
    assert data["enterprises"]["a"]["pinches_shifted"] == [85.0]
    assert data["through_mains"] is None


def test_without_let_down_mains_stay_apart(tmp_path):
    park = folder(tmp_path, ("markets:\n", STREAMS.replace("steam:", "steam: {temperature: 70 °C}\n  high:")))
    with_it, without = (
        json.loads(run(app, ["heat", str(park), "--json", *more]).stdout)["through_mains"]
        for more in ([], ["--no-let-down"])
    )
    assert with_it["heating"] < without["heating"]


@pytest.mark.parametrize("as_json", [False, True])
def test_what_is_wrong_is_a_sentence(tmp_path, as_json):
    park = folder(tmp_path)
    found = run(app, ["heat", str(park), *(["--json"] if as_json else [])])
    assert found.exit_code == 2
    assert "declares no streams" in found.output
    empty = tmp_path / "empty.json"
    empty.write_text("{}", encoding="utf-8")
    assert '"streams" must be a list.' in run(app, ["heat", str(empty)]).output


def test_a_threshold_problem_has_no_pinch(tmp_path):
    # 100 kW of hot streams well above 150 kW of cold ones: all of it is recovered, 50 kW are missing
    path = tmp_path / "threshold.json"
    streams = [
        {"n": "H1", "Ts": 200, "Tt": 150, "CP": 2, "zone": "a"},
        {"n": "C1", "Ts": 20, "Tt": 95, "CP": 2, "zone": "a"},
    ]
    path.write_text(json.dumps({"streams": streams, "dTmin": 10}), encoding="utf-8")
    found = run(app, ["heat", str(path)])
    assert "threshold: heating only, from shifted 25 °C" in found.output
    assert "pinch" not in found.output
    data = json.loads(run(app, ["heat", str(path), "--json"]).stdout)
    assert data["pooled"]["threshold"]
    assert data["pooled"]["heating"] == 50.0
