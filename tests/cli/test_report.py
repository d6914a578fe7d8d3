"""`symbiosis report` as a planner meets it."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from symbiosis.cli import app
from symbiosis.study.design.kept import save_ladder
from tests.report.conftest import ladder, park_of_firms  # noqa: F401

run = CliRunner().invoke


@pytest.fixture
def folder(ladder, tmp_path):  # noqa: F811
    save_ladder(ladder, tmp_path)
    return tmp_path


def test_one_file_beside_the_results(folder):
    found = run(app, ["report", str(folder)])
    assert found.exit_code == 0, found.output
    assert found.output == f"written: {folder / 'report.html'}\n"
    assert "saves 10.1 thousand CNY against today" in (folder / "report.html").read_text(encoding="utf-8")


def test_of_one_result(folder):
    found = run(
        app, ["report", str(folder / "stand_alone.nc"), "--lang", "zh", "--out", str(folder / "a.html")]
    )
    assert found.exit_code == 0, found.output
    assert "各自独立的费用为 10,320 元" in (folder / "a.html").read_text(encoding="utf-8")


def test_a_workbook_and_a_document_too(folder):
    options = ["--public", "--excel", str(folder / "a.xlsx"), "--docx", str(folder / "a.docx"), "--json"]
    found = run(app, ["report", str(folder), *options])
    assert found.exit_code == 0, found.output
    names = ("report-public.html", "a.xlsx", "a.docx")
    assert json.loads(found.output)["files"] == [str(folder / name) for name in names]
    assert all((folder / name).is_file() for name in names)


def test_files_without_a_name_lie_beside_the_page(folder):
    found = run(app, ["report", str(folder), "--docx", "--excel", "--public"])
    assert found.exit_code == 0, found.output
    assert (folder / "report-public.docx").is_file()
    assert (folder / "report-public.xlsx").is_file()


def test_for_one_enterprise(folder):
    found = run(app, ["report", str(folder), "--for", "mill"])
    assert found.exit_code == 0, found.output
    text = (folder / "report-mill.html").read_text(encoding="utf-8")
    assert "Power plant" not in text
    assert "partner A" in text


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--for", "mil"], 'there is no enterprise "mil".'),
        (["--for", "mill", "--public"], "choose one of the two"),
        (["--lang", "da"], "write en or zh"),
    ],
)
def test_what_cannot_be_written_is_a_sentence(folder, options, sentence):
    found = run(app, ["report", str(folder), *options])
    assert found.exit_code == 2
    assert sentence in found.output
    assert not (folder / "report.html").exists()


def test_a_folder_of_something_else(tmp_path):
    found = run(app, ["report", str(tmp_path)])
    assert found.exit_code == 2
    assert "holds no results of a design" in found.output
