from __future__ import annotations

import pytest

from symbiosis.park import Enterprise
from symbiosis.report.text import decimals_for, number, safe, scale, spoken, title_of


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("a$b$", r"a\$b\$"),
        ("two\nlines\tand\x00\x1b[31m more", "two linesand[31m more"),
        ("left\u202eright\u200b\ufeff", "leftright"),
        ("lone \ud800 half", "lone half"),
        ("<b>&", "<b>&"),
        ("x" * 100, "x" * 59 + "…"),
        ("\U0001f9ea tube", "□ tube"),
    ],
)
def test_foreign_text_is_made_safe(no_chinese, given, shown):
    assert safe(given) == shown.replace("linesand", "lines and")


def test_a_dollar_sign_is_drawn_and_starts_no_formula():
    from matplotlib.cbook import is_math_text

    from symbiosis.report.style import new_figure

    for name in ("$x^2$", r"\$a$", "$$", r"\\$\frac{$"):
        assert not is_math_text(safe(name))
        text = new_figure(1, 1).text(0, 0, safe(name))
        assert text._preprocess_math(text.get_text()) == (name, False)


def test_titles_fall_back_to_the_label_where_they_cannot_be_drawn(no_chinese):
    assert title_of(Enterprise(label="paper_mill", title="Mill"), "en") == "Mill"
    assert title_of(Enterprise(label="paper_mill", title="㐀㐁"), "en") == "paper mill"
    assert title_of(Enterprise(label="paper_mill", title=" "), "en") == "paper mill"
    assert title_of(Enterprise(label="㐀"), "en") == "□"


def test_characters_outside_the_own_font_are_taken_from_the_machine(rare_characters):
    assert title_of(Enterprise(label="mill", title="㐀厂"), "en") == "㐀厂"


def test_chinese_needs_no_font_of_the_machine(no_chinese):
    assert spoken("zh") == "zh"
    assert title_of(Enterprise(label="mill", title="Mill", title_zh="造纸厂"), "zh") == "造纸厂"
    assert title_of(Enterprise(label="mill", title="Mill"), "zh") == "Mill"
    assert safe("综合能源资源一体化", 10) == "综合能源资\n源一体化"


def test_other_languages_are_refused():
    with pytest.raises(ValueError, match='"en" or "zh", not "de"'):
        spoken("de")


@pytest.mark.parametrize(
    ("values", "unit", "language", "expected"),
    [
        ([9_999.0], "CNY/a", "en", (1.0, "CNY/a")),
        ([-2e6, 5.0], "CNY/a", "en", (1e6, "million CNY/a")),
        ([3e10], "DKK/a", "en", (1e9, "billion DKK/a")),
        ([2e6], "CNY/a", "zh", (1e4, "万元/a")),
        ([2e9], "EUR/a", "zh", (1e8, "亿 EUR/a")),
        ([], "CNY", "en", (1.0, "CNY")),
        ([float("-inf"), 2e6], "CNY", "en", (1e6, "million CNY")),
    ],
)
def test_scales(values, unit, language, expected):
    assert scale(values, unit, language) == expected


def test_numbers():
    assert number(1234567.8) == "1,234,568"
    assert number(-0.001, 2) == "0.00"
    assert number(-1e-12, 2) == "0"
    assert decimals_for([0.0]) == 0
    assert decimals_for([99.0, 1.0], 4) == 2
