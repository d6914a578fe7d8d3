"""The desk: what may be brought, and what is found on it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from symbiosis.web import desk as desks
from symbiosis.web.desk import Desk, DeskError
from symbiosis.web.jobs import Choice, Job, ask, environment

THREE = Path(__file__).parents[2] / "scenarios" / "three_firms"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "a desk 桌")


def workbook() -> io.BytesIO:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
    data.seek(0)
    return data


def test_a_workbook_is_brought(desk: Desk) -> None:
    path = desk.bring("造纸园.xlsx", workbook())
    assert path.parent == desk.parks
    assert desk.known_parks() == [path]


@pytest.mark.parametrize(
    "name",
    [
        "park.xlsm",
        "park.csv",
        "../park.zip",
        ".xlsx",
        "a b.xlsx",
        "a:b.xlsx",
        "<img>.xlsx",
        "a\nb.xlsx",
        "-x.xlsx",
    ],
)
def test_names_that_are_no_workbook_s(desk: Desk, name: str) -> None:
    with pytest.raises(DeskError, match="bring a workbook"):
        desk.bring(name, workbook())
    assert list(desk.parks.iterdir()) == []


@pytest.mark.parametrize("name", ["../../evil.xlsx", "/etc/evil.xlsx", "C:\\temp\\evil.xlsx"])
def test_a_path_is_only_a_name(desk: Desk, name: str) -> None:
    assert desk.bring(name, workbook()) == desk.parks / "evil.xlsx"


def test_what_is_no_workbook_inside(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DeskError, match="not a workbook"):
        desk.bring("park.xlsx", io.BytesIO(b"hello"))
    monkeypatch.setattr(desks, "UPLOAD_MAX", 10)
    with pytest.raises(DeskError, match="larger than"):
        desk.bring("park.xlsx", workbook())
    assert list(desk.parks.iterdir()) == []


def test_a_path_that_was_typed(desk: Desk, tmp_path: Path) -> None:
    assert desk.open(str(THREE)) == THREE.resolve()
    for typed in ("", str(tmp_path), "/nowhere", "park.txt"):
        with pytest.raises(DeskError, match=r"there is no park\.yaml"):
            desk.open(typed)


def test_options_become_arguments() -> None:
    assert Choice().arguments() == ["--lang=en"]
    typed = Choice(weeks=" 3,16 ", gap="0.1 %", lang="zh")
    assert typed.arguments() == ["--weeks=3,16", "--gap=0.1 %", "--lang=zh"]
    assert Choice(weeks="--out=/etc").arguments()[0] == "--weeks=--out=/etc"  # a value, never an option


def test_check_answers_with_problems(tmp_path: Path) -> None:
    (tmp_path / "park.yaml").write_text("format: 1\npark: {name: x}\n", encoding="utf-8")
    answer = ask("check", str(tmp_path))
    assert answer["status"] == "input_error"
    assert answer["problems"][0]["place"].startswith("park.yaml")


def test_a_design_from_start_to_reports(desk: Desk) -> None:
    job = desk.start(THREE, Choice())
    with pytest.raises(DeskError, match="is running"):
        desk.start(THREE, Choice())
    assert job.wait(120.0)
    assert job.code == 0, list(job.lines)
    (made,) = desk.made()
    assert desk.find(made.name) == made.folder
    assert [row["design"] for row in made.rows][-1] == "integrated_park"
    with pytest.raises(DeskError, match="there is no design"):
        desk.find("../other")


def test_a_job_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    job = Job(
        tmp_path, ["design", str(THREE.parent / "kalundborg"), "--out", str(tmp_path / "out"), "--weeks=all"]
    )
    job.start()
    assert job.running
    job.kill()
    assert job.wait(20.0)
    assert job.code != 0


def test_commands_of_the_page_speak_its_language(tmp_path: Path) -> None:
    assert environment("zh")["SYMBIOSIS_LANG"] == "zh"
    with pytest.raises(RuntimeError, match="没有命令“chek”"):
        ask("chek", lang="zh")
    job = Job(tmp_path, ["check", str(THREE)], "zh")
    job.start()
    assert job.wait(120.0)
    assert any("价格：CNY" in line for line in job.lines)
