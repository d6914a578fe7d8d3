"""`symbiosis report` of a study: pages beside the run, and none for readers who may not see all."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from symbiosis.cli import app
from symbiosis.study.running.collect import collect
from tests.study.tiny import DEAR, heat_study, run_here

run = CliRunner().invoke


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    from symbiosis.scenario import Scenario

    asked = heat_study(kind="comparison", scenarios=(Scenario("base"), DEAR))
    return collect(run_here(asked, tmp_path_factory.mktemp("place") / "prices-run"))


def test_a_page_a_workbook_and_a_document_of_the_folder(folder, tmp_path):
    docx, excel = tmp_path / "a.docx", tmp_path / "a.xlsx"
    found = run(app, ["report", str(folder), "--lang", "zh", "--docx", str(docx), "--excel", str(excel)])
    assert found.exit_code == 0, found.output
    assert "算例差异" in (folder / "report.html").read_text(encoding="utf-8")
    import docx as word

    texts = [paragraph.text for paragraph in word.Document(str(docx)).paragraphs]
    assert "算例差异" in texts
    assert excel.is_file()


def test_the_study_file_means_its_folder(folder, tmp_path):
    out = tmp_path / "a.html"
    found = run(app, ["report", str(folder.parent / "prices.yaml"), "--out", str(out)])
    assert found.exit_code == 0, found.output
    assert "How the cases differ" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--public"], "leave out --for and --public"),
        (["--for", "mill"], "leave out --for and --public"),
        (["--geojson", "a.geojson"], "are of designs"),
    ],
)
def test_what_a_study_cannot_hide_is_not_written(folder, tmp_path, options, sentence):
    out = tmp_path / "a.html"
    found = run(app, ["report", str(folder), "--out", str(out), *options])
    assert found.exit_code == 2
    assert sentence in " ".join(found.output.split())
    assert not out.exists()


def test_a_study_that_was_not_run_has_no_report(tmp_path):
    found = run(app, ["report", str(tmp_path / "grid.yaml")])
    assert found.exit_code == 2
    assert "run the study first" in found.output
