"""The command as a planner meets it: words on the screen, files in a folder, exit codes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from symbiosis.cli import app, asked
from symbiosis.results.store import load_results

ROOT = Path(__file__).resolve().parents[2]
FIRMS = ROOT / "scenarios" / "three_firms"
run = CliRunner().invoke


def test_help_is_instant_and_names_the_commands():
    script = (
        "import sys; from typer.testing import CliRunner; from symbiosis.cli import app;"
        "out = CliRunner().invoke(app, ['--help']).output;"
        "assert all(w in out for w in ('check', 'solve', 'design', 'show', 'rerun', 'new')), out;"
        "heavy = {'pyomo', 'highspy', 'xarray', 'pandas', 'matplotlib', 'pint', 'scipy'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)


def test_check_prints_annual_totals():
    found = run(app, ["check", str(FIRMS)])
    assert found.exit_code == 0
    assert re.search(r"demand +steam +70,080 t/a, peak 10 t/h", found.output)


def spoilt(folder, old, new):
    """Copy the firms with one text replaced."""
    shutil.copytree(FIRMS, folder)
    file = folder / "park.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_check_finds_a_bad_horizon(tmp_path):
    found = run(app, ["check", str(spoilt(tmp_path / "p", "  horizon: {", "  horizon: {every: 2.5} #"))])
    assert found.exit_code == 2
    assert "park.yaml park.horizon: every: 2.5 is not a whole number." in found.output


def test_check_prints_the_horizon_and_how_units_are_read(tmp_path):
    folder = spoilt(tmp_path / "p", "capacity: 15 t/h", "capacity: 15 蒸吨")
    found = run(app, ["check", str(folder)])
    assert found.exit_code == 0, found.output
    assert "horizon: window, annualised: 24 steps" in found.output
    assert "note: 蒸吨 is read as t/h of steam, not as 0.7 MW: park.yaml:" in found.output
    data = json.loads(run(app, ["check", str(folder), "--json"]).stdout)
    assert data["horizon"].startswith("window, annualised: 24 steps")
    assert len(data["notes"]) == 1


def test_check_answers_in_json():
    data = json.loads(run(app, ["check", str(FIRMS), "--json"]).stdout)
    assert data["status"] == "ok"
    assert {"demand"} <= {total["what"] for total in data["totals"]}


def test_solve_writes_a_result_that_opens_again(tmp_path):
    path = tmp_path / "结果 1.nc"
    found = run(app, ["solve", "integrated_park", str(FIRMS), "--out", str(path)])
    assert found.exit_code == 0, found.output
    assert "170,444,716" in found.output
    assert "result holds" in found.output
    results = load_results(path)
    assert results.verdict.ok
    assert results.provenance["question_digest"]
    shown = run(app, ["show", str(path), "--json"])
    assert json.loads(shown.stdout)["cost"] == results.outcome.objective


def test_rerun_repeats_from_the_file_alone(tmp_path):
    path = tmp_path / "r.nc"
    run(app, ["solve", "stand_alone", str(FIRMS), "--out", str(path)])
    again = run(app, ["rerun", str(path), "--json"])
    assert again.exit_code == 0
    assert json.loads(again.stdout)["cost"] == pytest.approx(185_613_175.90, abs=0.01)


def test_design_writes_a_folder(tmp_path):
    folder = tmp_path / "out"
    found = run(app, ["design", str(FIRMS), "--out", str(folder), "--json"])
    assert found.exit_code == 0, found.output
    data = json.loads(found.stdout)
    assert data["synergy"][1] == pytest.approx(59_860)
    names = {path.name for path in folder.iterdir()}
    for design in data["designs"]:
        assert f"{design['design']}.nc" in names
    assert {"summary.csv", "accounts.csv", "exchanges.csv", "plants.csv", "log.txt"} <= names
    assert {"ladder.svg", "ladder.png", "map.svg", "dispatch.svg", "accounts.svg"} <= names
    summary = (folder / "summary.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(summary) == 6
    assert "综合能源资源一体化" in summary[-1]


def test_bad_input_is_listed_and_nothing_is_written(tmp_path):
    text = (FIRMS / "park.yaml").read_text(encoding="utf-8")
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "park.yaml").write_text(
        text.replace("capacity: 50 MW", "capcity: 50 MW").replace("8 %", "8"), encoding="utf-8"
    )
    (bad / "profiles").mkdir()
    for source in (FIRMS / "profiles").iterdir():
        (bad / "profiles" / source.name).write_bytes(source.read_bytes())
    out = tmp_path / "x.nc"
    found = run(app, ["solve", "integrated_park", str(bad), "--out", str(out)])
    assert found.exit_code == 2
    assert "park.yaml:" in found.stderr
    assert "capacity" in found.stderr
    assert "discount_rate" in found.stderr
    assert "Traceback" not in found.output
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["solve", "integrated", str(FIRMS)], 'Did you mean "integrated_park"?'),
        (["solve", "integrated_park", str(FIRMS), "--gap", "5"], "write 5 % or 5 CNY/a"),
        (["solve", "integrated_park", str(FIRMS), "--time-limit", "10"], 'e.g. "10 min"'),
        (["solve", "integrated_park", str(FIRMS), "--weeks", "99"], "the calendar of 24 h has no whole week"),
        (["solve", "integrated_park", str(FIRMS), "--method", "magic"], "magic"),
        (["show", str(FIRMS / "park.yaml")], "park.yaml"),
        (["show", str(FIRMS / "nothing.nc")], "nothing.nc: there is no such file or folder."),
        (["design", str(FIRMS), "--settle", "war"], "write split or marginal"),
    ],
)
def test_wrong_words_get_a_sentence_and_code_2(arguments, sentence):
    found = run(app, arguments)
    assert found.exit_code == 2
    assert sentence in found.stderr


def test_an_infeasible_park_is_explained(tmp_path):
    text = (FIRMS / "park.yaml").read_text(encoding="utf-8").replace("capacity: 50 MW", "capacity: 39 MW")
    (tmp_path / "park.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "profiles").mkdir()
    for source in (FIRMS / "profiles").iterdir():
        (tmp_path / "profiles" / source.name).write_bytes(source.read_bytes())
    found = run(app, ["solve", "stand_alone", str(tmp_path), "--out", str(tmp_path / "r.nc")])
    assert found.exit_code == 3
    assert (
        "power at power_plant: up to 1 MW short in 24 hours (24 MWh), first 2025-01-01 00:00" in found.output
    )
    chinese = run(
        app, ["solve", "stand_alone", str(tmp_path), "--out", str(tmp_path / "r.nc"), "--lang", "zh"]
    )
    assert chinese.exit_code == 3
    assert (
        "power_plant 的 power：24 小时短缺，最多 1 MW（共 24 MWh），最早在 2025-01-01 00:00" in chinese.output
    )


def test_new_makes_a_park_that_checks(tmp_path):
    folder = tmp_path / "我的 park"
    found = run(app, ["new", str(folder)])
    assert found.exit_code == 0
    assert found.output.splitlines()[-1] == str(folder / "park.yaml")
    assert run(app, ["check", str(folder)]).exit_code == 0
    assert run(app, ["new", str(folder)]).exit_code == 2


def test_fair_shares_the_saving():
    found = run(app, ["fair", str(FIRMS), "--json"])
    assert found.exit_code == 0, found.output
    data = json.loads(found.stdout)
    assert data["saving"][1] == pytest.approx(15_168_459.83, abs=1.0)
    for name, rule in data["rules"].items():
        assert sum(rule["shares"].values()) == pytest.approx(data["saving"][1])
        assert sum(rule["payments"].values()) == pytest.approx(0.0, abs=1.0)
        if name != "shadow_price":  # with yes-or-no decisions, prices need not hold everybody
            assert rule["could_gain_at_most"] <= 1.0


def test_resilience_ranks_the_losses(tmp_path):
    path = tmp_path / "r.nc"
    run(app, ["solve", "integrated_park", str(FIRMS), "--out", str(path)])
    found = run(app, ["resilience", str(path), "--json"])
    assert found.exit_code == 0, found.output
    losses = {loss["lost"]: loss for loss in json.loads(found.stdout)}
    # without the road the gypsum is dumped and bought: 1.041667 t/h x (50 + 120 - 6) x 8760
    assert losses["gypsum_road"]["extra_cost"] == pytest.approx(1.0416666667 * 164 * 8760, rel=1e-4)
    assert losses["steam_pipe"]["shortfalls"][0]["enterprise"] == "paper_mill"
    assert "power_plant.unit" in losses


@pytest.mark.parametrize(("text", "seconds"), [("150s", 150.0), ("10 min", 600.0), ("1.5h", 5400.0)])
def test_a_time_is_read_with_and_without_a_space(text, seconds):
    assert asked._seconds(text) == seconds
