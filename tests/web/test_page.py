"""The page in a real browser: from opening a park to a downloaded report; a design stopped half-way."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SCENARIOS = Path(__file__).parents[2] / "scenarios"

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a page on a port of its own; yield the address with the token."""
    desk = tmp_path_factory.mktemp("desk")
    command = [sys.executable, "-m", "symbiosis.cli", "serve", str(desk), "--no-open", "--lang", "en"]
    server = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )
    assert server.stderr is not None
    found = None
    for line in server.stderr:
        found = re.search(r"http://127\.0\.0\.1:\S+", line)
        if found:
            break
    assert found, "the server said no address"
    yield found[0]
    server.send_signal(signal.SIGINT)
    server.wait(20)
    server.stderr.close()


@pytest.fixture
def page(address: str) -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no chromium on this machine")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with api.sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            opened = browser.new_page(viewport={"width": 1280, "height": 900}, accept_downloads=True)
            opened.foreign, opened.complaints = [], []
            opened.on("request", lambda r: _foreign(r.url) and opened.foreign.append(r.url))
            opened.on("console", lambda m: m.type == "error" and opened.complaints.append(m.text))
            for wait in range(20):  # the server listens a moment after it has said where
                try:
                    opened.goto(address)
                    break
                except api.Error:
                    opened.wait_for_timeout(500 * (wait > -1))
            yield opened
            assert opened.foreign == []
            assert opened.complaints == []
            browser.close()


def _foreign(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))


def _type(page: Any, name: str, text: str) -> None:
    field = page.locator(f"[data-testid={name}]")
    inner = field if field.evaluate("e => e.tagName") == "INPUT" else field.locator("input")
    inner.fill(text)


def _says(page: Any, name: str, pattern: str, seconds: float) -> str:
    script = f"() => /{pattern}/.test(document.querySelector('[data-testid={name}]').textContent)"
    page.wait_for_function(script, timeout=1000 * seconds)
    return str(page.inner_text(f"[data-testid={name}]"))


def test_from_a_park_to_a_report(page: Any) -> None:
    page.wait_for_selector("[data-testid=path]")
    _type(page, "path", str(SCENARIOS / "three_firms"))
    page.click("[data-testid=open]")
    _says(page, "verdict", "sound", 60)
    page.click("[data-testid=run]")
    _says(page, "state", "Done in", 120)
    page.wait_for_selector("[data-testid=take-html]")
    assert "15,168,460" in page.inner_text("[data-testid=designs]")
    with page.expect_download(timeout=90000) as taken:
        page.click("[data-testid=take-html]")
    text = Path(taken.value.path()).read_text(encoding="utf-8")
    assert text.lstrip().lower().startswith("<!doctype html")


def test_what_is_wrong_is_told(page: Any, tmp_path: Path) -> None:
    shutil.copytree(SCENARIOS / "three_firms", tmp_path / "park")
    file = tmp_path / "park" / "park.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("capacity:", "capcity:", 1), encoding="utf-8")
    page.wait_for_selector("[data-testid=path]")
    _type(page, "path", str(tmp_path / "park"))
    page.click("[data-testid=open]")
    _says(page, "verdict", "problem", 60)
    assert "park.yaml:" in page.inner_text("body")
    assert page.locator("[data-testid=run]").is_disabled()


def test_a_design_is_stopped_half_way(page: Any) -> None:
    page.wait_for_selector("[data-testid=path]")
    _type(page, "path", str(SCENARIOS / "kalundborg"))
    page.click("[data-testid=open]")
    _says(page, "verdict", "sound", 60)
    _type(page, "weeks", "all")
    page.click("[data-testid=run]")
    _says(page, "state", "Running for [2-9]", 60)
    page.click("[data-testid=stop]")
    _says(page, "state", "Stopped after", 90)
