"""The font that comes along: what it has, under which name and licence, and that Chinese is drawn with it."""

from __future__ import annotations

import io

import pytest

from symbiosis.report.fonts import drawable, families
from symbiosis.report.style import new_figure, style
from symbiosis.report.typeface.make import FAMILY, MADE, national, used

LARGEST = 2.5e6  # bytes


@pytest.fixture(scope="module")
def font():
    from fontTools.ttLib import TTFont

    return TTFont(MADE)


def test_the_font_has_the_national_set_and_what_the_package_writes(font):
    characters = {chr(code) for code in font.getBestCmap()}
    assert national() <= characters
    assert not {c for c in used() if 0x3000 <= ord(c) < 0xFFF0} - characters
    assert MADE.stat().st_size < LARGEST


def test_the_font_has_a_name_of_its_own_and_its_licence_beside_it(font):
    names = {record.nameID: str(record) for record in font["name"].names}
    assert names[1] == names[4] == FAMILY
    assert "Noto" not in names[6]
    assert "Adobe" in names[0]
    licence = MADE.with_name("OFL.txt").read_text(encoding="utf-8")
    assert names[0] in licence
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_a_machine_without_chinese_draws_it(no_chinese):
    """A missing glyph would be a warning, and warnings are errors."""
    assert families() == ["DejaVu Sans", FAMILY]
    with style():
        figure = new_figure(4, 1)
        figure.text(0.1, 0.5, drawable("鑫淼热电厂 综合能源 万元/a η λ CO₂ m³"))
        pages = {}
        for kind in ("svg", "png"):
            out = io.BytesIO()
            figure.savefig(out, format=kind)
            pages[kind] = out.getvalue()
    assert pages["svg"].count(b"SymbiosisSansSC") >= 10  # outlines of glyphs, by the name of their font


def test_the_machine_is_asked_last(rare_characters):
    assert families() == ["DejaVu Sans", FAMILY, "SimHei"]
    assert drawable("㐀") == "㐀"


def test_what_nobody_has_is_a_box(no_chinese):
    assert drawable("㐀") == "□"
