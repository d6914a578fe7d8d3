"""`run`, `why` and `diff` as a planner types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from symbiosis.cli import app

FIRMS = Path(__file__).resolve().parents[2] / "scenarios" / "three_firms"
run = CliRunner().invoke


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    path = tmp_path_factory.mktemp("study") / "road.yaml"
    path.write_text(
        f"study:\n  park: {FIRMS}\n  question: [stand_alone, integrated_park]\n  options: {{gap: 0.001 %}}\n",
        encoding="utf-8",
    )
    return path


def test_a_study_is_planned_run_and_looked_at(study):
    planned = run(app, ["run", str(study), "--plan"])
    assert "2 cases, 2 of them different, 0 finished" in planned.output
    done = run(app, ["run", str(study), "--json"])
    assert done.exit_code == 0, done.output
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert events[-1]["complete"]
    assert events[-1]["findings"][1]["cost"] == pytest.approx(170_444_716, abs=1)
    folder = study.parent / "road-run"
    assert {"cases.csv", "figures.csv", "collected.nc", "findings.json", "journal.jsonl"} <= {
        path.name for path in folder.iterdir()
    }
    again = run(app, ["run", str(study), "--plan", "--json"])
    assert json.loads(again.stdout)["finished"] == 2
    rows = (folder / "cases.csv").read_text(encoding="utf-8-sig").splitlines()
    alone, integrated = (str(folder / row.split(",")[-2]) for row in rows[1:])
    told = run(app, ["diff", alone, integrated])
    assert "links.gypsum_road is new" in told.output
    why = run(app, ["why", integrated, "gypsum_road"])
    assert "gypsum_road is built" in why.output, why.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--shard", "3"], "write i/N"),
        (["--shard", "3/2"], "i from 1 to N"),
        (["--workers", "2", "--dask", "tcp://nowhere:1"], "choose one of"),
    ],
)
def test_bad_wishes_are_sentences(study, words, said):
    found = run(app, ["run", str(study), *words])
    assert found.exit_code == 2
    assert said in found.output
    assert "Traceback" not in found.output


def test_a_study_that_cannot_be_read_names_its_line(tmp_path):
    path = tmp_path / "s.yaml"
    path.write_text(f"study:\n  park: {FIRMS}\n  kind: swepe\n", encoding="utf-8")
    found = run(app, ["run", str(path)])
    assert found.exit_code == 2
    assert "s.yaml:3" in found.output
