"""`symbiosis operate` as its users see it: sentences, JSON, files, two languages, data that do not fit."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from symbiosis.cli import app
from symbiosis.words import use
from tests.study.rolling.test_operate import TARIFF, design, measured


@pytest.fixture(autouse=True)
def english():
    yield
    use("en")


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    from symbiosis.results.store import save_results

    path = tmp_path_factory.mktemp("design") / "r.nc"
    save_results(design(purchase_limit=2.0), path)
    return str(path)


def run(*arguments: str):
    return CliRunner().invoke(app, ["operate", *map(str, arguments)], env={"SYMBIOSIS_LANG": "en"})


def test_the_gap_as_data(result, tmp_path):
    data = measured(tmp_path, price=TARIFF, load=[1] * 4)
    found = run(result, "--data", data, "--ahead", 2, "--step", 2, "--out", tmp_path / "o", "--json")
    assert found.exit_code == 0, found.output
    told = json.loads(found.stdout)
    assert (told["cost"], told["optimum"], told["gap_share"]) == pytest.approx((8.0, 4.0, 1.0), abs=1e-4)
    assert told["perfect_forecast"] is True
    assert [window["cost"] for window in told["windows"]] == pytest.approx([2.0, 6.0], abs=1e-4)
    assert [window["start"] for window in told["windows"]] == ["2025-01-02T00:00", "2025-01-02T02:00"]
    assert all(Path(file).stat().st_size for file in told["files"])
    with (tmp_path / "o" / "operation.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["from", "hours [h]", "rolling [CNY]", "optimum [CNY]", "tank (mill), at the end [MWh]"]
    assert [float(row[2]) for row in rows[1:]] == pytest.approx([2.0, 6.0], abs=1e-4)


def test_shortfalls_are_said_with_when_and_where_in_both_languages(result, tmp_path):
    data = measured(tmp_path, price=TARIFF, load=[1, 7, 1, 1], load_forecast=[1, 1, 1, 1])
    words = (result, "--data", data, "--ahead", 4, "--step", 2, "--out", tmp_path / "o")
    found = run(*words)
    assert found.exit_code == 0, found.output
    assert "forecast: load; everything else is foreseen as it was measured." in found.output
    assert "power at mill: 4 MWh short in" in found.output
    assert "not even with everything foreseen: power at mill: 4 MWh short" in found.output
    assert "what is not served costs nothing here" in found.output
    chinese = run(*words, "--lang", "zh")
    assert "mill 的 power：短缺 4 MWh" in chinese.output
    assert "window" not in chinese.output  # nothing is run again: the journal has it
    head = (tmp_path / "o" / "operation.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert head.startswith("起始,小时数 [h],滚动运行 [元]")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("time,load [MW]", "2026-01-01T00:00,1"), 'there is no column "price [CNY/MWh]"'),
        (("time,load [MW]", "2025-01-01T00:00,1", "2025-01-01T00:30,1"), "is not a step of the calendar"),
        (("time,load [MW]", "2025-01-01T00:00,1", "2025-01-01T01:00,1"), "the data have 2 h, fewer than"),
    ],
)
def test_what_does_not_fit_is_refused(result, tmp_path, lines, said):
    data = tmp_path / "measured.csv"
    data.write_text("\n".join(lines), encoding="utf-8")
    found = run(result, "--data", data, "--out", tmp_path / "o")
    assert found.exit_code == 2
    assert said in found.output
    assert not (tmp_path / "o").exists()
    as_data = run(result, "--data", data, "--out", tmp_path / "o", "--json")
    assert said in json.loads(as_data.stdout)["problems"][0]["message"]
