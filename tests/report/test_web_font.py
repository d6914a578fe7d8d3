"""The font inside a page: the characters it writes and no more, the same for the same page."""

from __future__ import annotations

import base64
import io
import re

from fontTools.ttLib import TTFont

from symbiosis.report.html import html
from symbiosis.report.page import page
from symbiosis.report.typeface.make import FAMILY
from symbiosis.report.web_font import font_face

LARGEST = 400_000  # letters of a rule


def held(rule: str) -> TTFont:
    (inside,) = re.findall(r"base64,([A-Za-z0-9+/=]+)", rule)
    return TTFont(io.BytesIO(base64.b64decode(inside)))


def test_it_has_what_is_written_and_no_more() -> None:
    font = held(font_face("造纸厂 steam η"))
    assert {chr(code) for code in font.getBestCmap()} == set("造纸厂")
    assert str(font["name"].getDebugName(1)) == FAMILY
    assert "Adobe" in str(font["name"].getDebugName(0))


def test_a_page_without_chinese_has_none() -> None:
    assert font_face("CO₂ → η m³") == ""


def test_the_same_characters_are_the_same_rule() -> None:
    assert font_face("园区") == font_face("区园")


def test_a_chinese_page_has_all_that_it_writes(ladder) -> None:
    text = html(page(ladder, "zh"))
    (rule,) = re.findall(r"@font-face \{.*?\}\n", text)
    assert len(rule) < LARGEST
    written = {c for c in text if "\u3000" <= c <= "\u9fff"}
    assert len(written) > 100
    assert written <= {chr(code) for code in held(rule).getBestCmap()}
    assert "font-src data:" in text
    assert f'font: 16px/1.55 "{FAMILY}", ' in text  # first: behind others, browsers leave some words boxes
