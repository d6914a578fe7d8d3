"""The Word document: tables that can be edited, pictures that are described, nothing that must be hidden."""

from __future__ import annotations

import re
import zipfile

import docx
import pytest

from symbiosis.report.document import write_document
from symbiosis.report.page import page
from tests.report.test_html import EVERYBODY, OTHERS


def inside(path) -> str:
    """Everything that is written in any part of a document, but pictures."""
    with zipfile.ZipFile(path) as parts:
        names = [name for name in parts.namelist() if name.endswith((".xml", ".rels"))]
        return "\n".join(parts.read(name).decode("utf-8") for name in names)


def test_headings_tables_and_pictures_are_those_of_the_page(ladder, tmp_path):
    made = page(ladder)
    path = write_document(made, tmp_path / "r.docx")
    document = docx.Document(str(path))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == [section.title for section in made.sections]
    assert len(document.tables) == len(made.tables)
    costs = document.tables[0]
    assert [cell.text for cell in costs.rows[1].cells] == ["today", "optimal", "10.32", "10.32"]
    assert len(document.inline_shapes) == sum(len(section.pictures) for section in made.sections)
    assert 'descr="What each design costs and saves"' in inside(path)


def test_in_chinese_with_a_font_that_has_it(ladder, tmp_path):
    text = inside(write_document(page(ladder, "zh"), tmp_path / "中文.docx"))
    assert "边际成本" in text
    assert 'w:eastAsia="Microsoft YaHei"' in text


@pytest.mark.parametrize(
    ("reader", "hidden"), [({"enterprise": "mill"}, OTHERS), ({"public": True}, EVERYBODY)]
)
def test_it_hides_what_the_page_hides(ladder, tmp_path, reader, hidden):
    text = inside(write_document(page(ladder, **reader), tmp_path / "r.docx"))
    assert not [name for name in hidden if name in text]
    assert not re.search(r"\bplant\.|\bboard\b", text)
