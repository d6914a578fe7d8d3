"""Excel from the command line: a workbook to begin with, to and fro, questions to firms, meters."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from symbiosis.cli import app
from symbiosis.tables.read import read_park
from tests.tables.folder import folder

ROOT = Path(__file__).resolve().parents[2]
FIRMS = ROOT / "scenarios" / "three_firms"
run = CliRunner().invoke


@pytest.mark.parametrize(("lang", "sheet"), [("en", "technologies"), ("zh", "设备")])
def test_new_makes_a_workbook_that_checks(tmp_path, lang, sheet):
    made = run(app, ["new", str(tmp_path / "园区"), "--excel", "--lang", lang])
    assert made.exit_code == 0, made.output
    path = tmp_path / "园区" / "park.xlsx"
    assert sheet in openpyxl.load_workbook(path).sheetnames
    assert read_park(path).settings.name == "园区"
    for park in (path, path.parent):
        found = run(app, ["check", str(park)])
        assert found.exit_code == 0, found.output
        assert "paper_mill" in found.output


def test_the_language_of_files_follows_the_surroundings(tmp_path, monkeypatch):
    monkeypatch.setenv("SYMBIOSIS_LANG", "zh_CN")
    run(app, ["new", str(tmp_path / "a"), "--excel"])
    assert "企业" in openpyxl.load_workbook(tmp_path / "a" / "park.xlsx").sheetnames


def test_a_workbook_is_solved(tmp_path):
    book = tmp_path / "park.xlsx"
    assert run(app, ["convert", str(FIRMS), str(book)]).exit_code == 0
    found = [
        json.loads(run(app, ["solve", "as_is", str(p), "--out", str(tmp_path / f"{i}.nc"), "--json"]).stdout)
        for i, p in enumerate((FIRMS, book))
    ]
    assert found[0]["cost"] == found[1]["cost"]


def test_problems_of_a_workbook_name_sheet_and_cell(tmp_path):
    book = tmp_path / "park.xlsx"
    run(app, ["convert", str(FIRMS), str(book)])
    opened = openpyxl.load_workbook(book)
    opened["carriers"]["A2"] = "coal:1"
    opened.save(book)
    found = run(app, ["check", str(book), "--json"])
    assert found.exit_code == 2
    assert json.loads(found.stdout)["problems"][0]["place"].startswith('Sheet "carriers", cell A2')


def test_convert_refuses_to_replace(tmp_path):
    (tmp_path / "park.xlsx").write_text("mine", encoding="utf-8")
    found = run(app, ["convert", str(FIRMS), str(tmp_path / "park.xlsx")])
    assert found.exit_code == 2
    assert "exists already" in found.output
    assert (tmp_path / "park.xlsx").read_text(encoding="utf-8") == "mine"


def answered(park: Path, where: Path, value: float) -> Path:
    run(app, ["template", str(park), "--enterprise", "mill", "--out", str(where)])
    book = openpyxl.load_workbook(where)
    sheet = book["questions"]
    row = next(r for r in sheet.iter_rows() if r[0].value == "technologies.mill.boiler.capacity")
    row[3].value, row[7].value, row[10].value = value, "name plate", "H"
    book.save(where)
    return where


def test_a_reply_is_merged_and_logged(tmp_path):
    park = folder(tmp_path / "park")
    reply = answered(park, tmp_path / "a.xlsx", 25)
    found = run(app, ["merge", str(park), str(reply), "--out", str(tmp_path / "new")])
    assert found.exit_code == 0, found.output
    assert "changed: technologies.mill.boiler.capacity = 25 t/h, was 20 t/h" in found.output
    assert read_park(tmp_path / "new").technologies["mill.boiler"].capacity == 25.0
    assert "changed" in (tmp_path / "new" / "imports" / "merge_log.csv").read_text(encoding="utf-8-sig")


def test_conflicts_stop_a_merge_unless_they_are_left(tmp_path):
    park = folder(tmp_path / "park")
    replies = [str(answered(park, tmp_path / f"{v}.xlsx", v)) for v in (25, 26)]
    found = run(app, ["merge", str(park), *replies, "--out", str(tmp_path / "new")])
    assert found.exit_code == 2
    assert "2 conflicts; nothing was written." in found.output
    assert not (tmp_path / "new").exists()
    found = run(app, ["merge", str(park), *replies, "--out", str(tmp_path / "n.xlsx"), "--leave-conflicts"])
    assert found.exit_code == 0, found.output
    assert read_park(tmp_path / "n.xlsx").technologies["mill.boiler"].capacity == 20.0
    assert "conflict" in (tmp_path / "n_log.csv").read_text(encoding="utf-8-sig")


def test_a_merge_beside_a_log_checks(tmp_path):
    park = folder(tmp_path / "park")
    reply = answered(park, tmp_path / "a.xlsx", 25)
    run(app, ["merge", str(park), str(reply), "--out", str(tmp_path / "new")])
    assert run(app, ["check", str(tmp_path / "new")]).exit_code == 0


def test_a_meter_becomes_a_profile_of_the_park(tmp_path):
    park = folder(tmp_path / "park")
    export = tmp_path / "export.csv"
    lines = ["time,power [kW]", *(f"2023-01-01 {h:02d}:00,{h}" for h in range(4) if h != 2)]
    export.write_text("\n".join(lines), encoding="utf-8")
    options = ["--park", str(park), "--profile", "metered", "--stamps", "begin"]
    found = run(app, ["import-meter", str(export), *options])
    assert found.exit_code == 2
    assert "gap: 2023-01-01T02:00, 1 h" in found.output
    assert not (park / "profiles" / "metered.csv").exists()
    (park / "imports" / "metered.csv").unlink()
    found = run(app, ["import-meter", str(export), *options, "--fill", "linear", "--max-gap", "1 h"])
    assert found.exit_code == 0, found.output
    assert read_park(park).profiles["metered"].values.tolist() == [0.0, 1.0, 2.0, 3.0]
    log = (park / "imports" / "metered.csv").read_text(encoding="utf-8-sig")
    assert "filled,2023-01-01T02:00,linear: 2" in log


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--fill", "linear"], "--fill and --max-gap belong together."),
        (["--stamps", "middle"], '--stamps "middle" is not known.'),
        (["--multiplier", "2", "--ct", "5"], "say the same."),
        (["--ct", "300:5"], '--ct "300:5" is no ratio.'),
        (["--rollover", "100"], "belongs to --reading register."),
        (["--fill", "even", "--max-gap", "1 h"], "--fill even spreads what a register counted."),
    ],
)
def test_options_of_an_import_that_contradict_are_refused(tmp_path, options, said):
    park = folder(tmp_path / "park")
    export = tmp_path / "export.csv"
    export.write_text("time,power [kW]\n2023-01-01 00:00,1\n", encoding="utf-8")
    found = run(app, ["import-meter", str(export), "--park", str(park), "--profile", "x", *options])
    assert found.exit_code == 2
    assert said in found.output
