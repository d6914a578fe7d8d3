"""The page: offline, escaped, in two languages, and silent about whom it must not name."""

from __future__ import annotations

import dataclasses
import io
import re
from html import unescape

import pytest

from symbiosis.park import Enterprise, Market
from symbiosis.report.html import html, write_html
from symbiosis.report.page import page
from symbiosis.report.style import style
from symbiosis.report.veil import UnknownEnterpriseError, veil_for
from tests.report.conftest import texts

OTHERS = ("Power plant", "热电厂", "Board mill", "Boiler next door", "Quarry", "useless")
EVERYBODY = (*OTHERS, "Paper mill", "造纸厂", "Three", "三家企业")


def drawn_words(made) -> str:
    """Every text of every figure of a page, as matplotlib keeps it and as it writes it into the file."""
    words = []
    for section in made.sections:
        for picture in section.pictures:
            out = io.StringIO()
            with style():
                picture.figure.savefig(out, format="svg", metadata={"Date": None})
            words += [*texts(picture.figure), *re.findall(r"<!--(.*?)-->", out.getvalue(), re.DOTALL)]
    return "\n".join(words)


def test_nothing_is_fetched_and_only_the_own_script_runs(ladder):
    text = html(page(ladder))
    assert "default-src 'none'" in unescape(text)
    assert not re.search(r"""(src|href)=["'](?!#|data:)""", text)
    assert not re.search(r"url\((?!#)", text)
    assert "@import" not in text
    assert text.count("<script>") == 1
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    for target in re.findall(r'href="#([^"]+)"', text):
        assert target in ids


def test_it_says_what_is_proved_and_what_is_assumed(ladder):
    text = html(page(ladder))
    assert "saves 10.1 thousand CNY against today" in text  # 420 an hour for 24 hours
    assert "Proved for these inputs" in text
    assert "No number of this park states its source" in text
    assert "perfect foresight" in text
    assert "4,800" in text


def test_in_chinese_it_says_marginal_cost(ladder):
    text = html(page(ladder, "zh"))
    assert '<html lang="zh-CN">' in text
    assert "边际成本" in text
    assert "影子价格" not in text
    assert "三家企业" in text
    assert "shadow" not in text.lower()


def test_another_language_is_refused(ladder):
    with pytest.raises(ValueError, match='"en" or "zh"'):
        page(ladder, "da")


def test_names_are_text_whatever_they_hold(ladder):
    evil = Enterprise(label="plant", x=0.0, y=0.0, title='<script>alert(1)</script>"><img src=x>')
    park = ladder.park.replace(enterprises={**ladder.park.enterprises, "plant": evil})
    text = html(page(dataclasses.replace(ladder, park=park)))
    assert "<script>alert" not in text
    assert "<img" not in text
    assert "&lt;script&gt;alert(1)" in text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_enterprise_sees_its_own_and_nobody_elses(ladder, language):
    made = page(ladder, language, enterprise="mill")
    text, words = html(made), drawn_words(made)
    for name in OTHERS:
        assert name not in text
        assert name not in words
    assert not re.search(r"\bplant\.|\bboard\b", text + words)
    assert ("Paper mill" if language == "en" else "造纸厂") in text
    names = [table.name for table in made.tables]
    assert "accounts" in names
    assert "designs" not in names
    assert "map" not in names


def test_an_enterprise_sees_its_own_limit_of_a_price_only(ladder):
    (exchanges,) = (t for t in page(ladder, enterprise="mill").tables if t.name == "exchanges")
    shown = {column.title: column.values for column in exchanges.columns}
    assert shown["giver"] == ("partner A",)
    assert shown["taker"] == ("Paper mill",)
    assert shown["giver's floor"] == (None,)
    assert shown["taker's ceiling"] == (pytest.approx(50.0),)
    assert shown["price"] == (pytest.approx(25.0),)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_public_sees_no_name_no_place_and_no_price(ladder, language):
    made = page(ladder, language, public=True)
    text, words = html(made), drawn_words(made)
    for name in EVERYBODY:
        assert name not in text
        assert name not in words
    kept = {table.name for table in made.tables}
    assert not kept & {"accounts", "plants", "marginal_costs", "assumptions", "meters", "emissions"}
    (exchanges,) = (t for t in made.tables if t.name == "exchanges")
    assert len(exchanges.columns) == 5
    assert {p.name for s in made.sections for p in s.pictures} == {"ladder"}


def test_hidden_names_are_replaced_in_foreign_text_in_one_pass(ladder):
    other = Market(label="b", carrier="steam", members=("mill",), purchase_price=1.0, title="POWER PLANT gas")
    veil = veil_for(ladder.park, "en", "mill")
    assert veil.called(other) == "partner A gas"
    assert veil.text("board, plant and Paper mill") == "partner B, partner A and Paper mill"


def test_an_unknown_enterprise_is_refused_with_a_guess(ladder):
    with pytest.raises(UnknownEnterpriseError, match=r'no enterprise "mil".*mill'):
        page(ladder, enterprise="mil")


def test_a_ladder_without_a_plan_still_has_a_page(ladder):
    rungs = tuple(
        dataclasses.replace(r, results=None, cost=None, accounts=None, problem="no way to meet steam")
        for r in ladder.rungs
    )
    text = html(page(dataclasses.replace(ladder, rungs=rungs)))
    assert "no way to meet steam" in text
    assert "not known, as a plan is missing" in text


def test_the_file_is_whole_or_not_there(ladder, tmp_path):
    path = write_html(page(ladder, public=True), tmp_path / "新 folder" / "report.html")
    assert path.read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert [p.name for p in path.parent.iterdir()] == ["report.html"]


@pytest.mark.parametrize("reader", [{}, {"enterprise": "mill"}, {"public": True}])
def test_a_plan_that_failed_its_check_is_not_called_proved(ladder, reader):
    rung = ladder["integrated_park"]
    failed = dataclasses.replace(rung.results, verdict=dataclasses.replace(rung.results.verdict, ok=False))
    rungs = (*ladder.rungs[:-1], dataclasses.replace(rung, results=failed))
    first, *rest = page(dataclasses.replace(ladder, rungs=rungs), **reader).sections[0].sentences
    assert first.startswith("DO NOT USE")
    assert not [sentence for sentence in rest if sentence.startswith("Proved for these inputs")]
