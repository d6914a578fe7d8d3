"""The page in a real browser: it asks for nothing, complains of nothing, and cuts nothing off."""

from __future__ import annotations

import os
import re
import shutil
import warnings
from pathlib import Path

import matplotlib
import pytest

from symbiosis import read_park
from symbiosis.horizon.spec import weeks
from symbiosis.report.html import write_html
from symbiosis.report.page import page
from symbiosis.report.studies.page import study_page
from symbiosis.scenario import Scenario, put
from symbiosis.solver import Options
from symbiosis.study.design.ladder import climb
from symbiosis.study.running.collect import collect
from symbiosis.study.running.told import load_told
from tests.study.tiny import gas_price, heat_study, run_here

PRICE = "markets.gas.purchase_price"
SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"

pytestmark = pytest.mark.real

OVERFLOWING = """() => {
  const cut = [];
  if (document.documentElement.scrollWidth > window.innerWidth) cut.push("the page");
  for (const box of document.querySelectorAll("h1, h2, p, nav, nav a, summary, th, td, .table, figure")) {
    const edge = box.getBoundingClientRect();
    const scrolls = ["auto", "scroll"].includes(getComputedStyle(box).overflowX);
    if (!scrolls && box.scrollWidth > box.clientWidth + 1 && box.clientWidth > 0) cut.push(box.textContent);
    if (!box.closest(".table, figure") && edge.right > window.innerWidth + 0.5) cut.push(box.textContent);
  }
  return cut;
}"""


@pytest.fixture(scope="module")
def browser():
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no chromium on this machine")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with api.sync_playwright() as playwright:
            opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            yield opened
            opened.close()


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """Six cases of a park known by heart, one of them impossible, with names that are long."""
    long = Scenario("gas_dear_for_a_very_long_time_and_nobody_knows_why", (put(PRICE, "60 CNY/MWh"),))
    none = Scenario("too_much", (put("demands.mill.heat.rate", "20 MW"),))
    asked = heat_study(kind="sweep", scenarios=(Scenario("base"), long, none), axes=(gas_price(20.0, 30.0),))
    return load_told(collect(run_here(asked, tmp_path_factory.mktemp("study"))))


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_report_of_a_study_asks_for_nothing_and_cuts_nothing(study, tmp_path, browser, width, language):
    path = write_html(study_page(study, language), tmp_path / "study.html")
    view = browser.new_page(viewport={"width": width, "height": 900})
    asked, said = [], []
    view.on("request", lambda request: asked.append(request.url))
    view.on("console", lambda message: said.append(message.text))
    view.on("pageerror", lambda error: said.append(str(error)))
    view.goto(path.as_uri())
    assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]
    assert view.evaluate(OVERFLOWING) == []
    assert said == []
    view.close()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("reader", [{}, {"enterprise": "mill"}, {"public": True}])
def test_nothing_is_asked_for_and_nothing_is_cut(ladder, tmp_path, browser, width, language, reader):
    path = write_html(page(ladder, language, **reader), tmp_path / "report.html")
    view = browser.new_page(viewport={"width": width, "height": 900})
    asked, said = [], []
    view.on("request", lambda request: asked.append(request.url))
    view.on("console", lambda message: said.append(message.text))
    view.on("pageerror", lambda error: said.append(str(error)))
    view.goto(path.as_uri())
    assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]
    assert view.evaluate(OVERFLOWING) == []
    assert said == []
    view.close()


def test_a_pressed_heading_sorts_by_value(ladder, tmp_path, browser):
    path = write_html(page(ladder), tmp_path / "report.html")
    view = browser.new_page()
    view.goto(path.as_uri())
    cells = "cells => cells.map(cell => Number(cell.dataset.key))"
    column = view.locator("#table-designs tbody tr td:nth-child(3)")
    view.locator("#table-designs th:nth-child(3) button").click()
    assert column.evaluate_all(cells) == sorted(column.evaluate_all(cells))
    view.locator("#table-designs th:nth-child(3) button").click()
    assert column.evaluate_all(cells) == sorted(column.evaluate_all(cells), reverse=True)
    assert view.locator("#table-designs th:nth-child(3)").get_attribute("aria-sort") == "descending"
    view.close()


@pytest.fixture(scope="module")
def kalundborg():
    """The ladder of the real park over one week; plans need not be proved to be looked at."""
    park = read_park(SCENARIOS / "kalundborg")
    return climb(park, weeks(park.calendar, [4]), Options(gap=0.02, time_limit=60.0), saving_gap=1.0)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_real_park_fits_the_screen_and_the_phone(kalundborg, tmp_path, browser, language):
    path = write_html(page(kalundborg, language), tmp_path / "report.html")
    for width in (1280, 390):
        view = browser.new_page(viewport={"width": width, "height": 900})
        said = []
        view.on("console", lambda message, said=said: said.append(message.text))
        view.goto(path.as_uri())
        for folded in view.locator("summary").all():
            folded.click()
        assert view.evaluate(OVERFLOWING) == []
        assert said == []
        view.close()


def test_a_machine_without_chinese_fonts_shows_every_character(ladder, tmp_path):
    """Only DejaVu is there; the browser says which font each word is drawn with."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no chromium on this machine")
    here = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    settings = tmp_path / "fonts.conf"
    settings.write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{here}</dir>'
        f"<cachedir>{tmp_path / 'cache'}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    path = write_html(page(ladder, "zh"), tmp_path / "report.html")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with api.sync_playwright() as playwright:
            opened = playwright.chromium.launch(
                executable_path=chromium,
                args=["--no-sandbox"],
                env={**os.environ, "FONTCONFIG_FILE": str(settings)},
            )
            view = opened.new_page()
            view.goto(path.as_uri())
            view.evaluate("document.fonts.ready")
            asked = view.context.new_cdp_session(view)
            asked.send("DOM.enable")
            asked.send("CSS.enable")
            root = asked.send("DOM.getDocument")["root"]["nodeId"]
            for place in ("h1", "h2", "nav a", "#headline p", "th button", "td.text"):
                found = asked.send("DOM.querySelectorAll", {"nodeId": root, "selector": place})["nodeIds"]
                for node in found:
                    fonts = asked.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
                    drawn = sum(f["glyphCount"] for f in fonts if f["isCustomFont"])
                    markup = asked.send("DOM.getOuterHTML", {"nodeId": node})["outerHTML"]
                    text = re.sub(r"<[^>]*>", "", markup)
                    assert drawn == len(re.findall("[\u3000-\u9fff\uff00-\uffef]", text)), text
            opened.close()
