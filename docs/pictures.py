"""Take the pictures of the report and of the page in the browser that README and guide show.

    symbiosis design scenarios/kalundborg
    symbiosis run scenarios/kalundborg/studies/front.yaml
    python docs/pictures.py kalundborg-design scenarios/kalundborg/studies/front-run

Needs chromium, and this package with its parts `browser` and `ui`.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "img"
VIEW = {"width": 1100, "height": 760}
ABOVE = {"x": 0, "y": 0, "width": 1100, "height": 645}  # of the page, what does not depend on the machine
PARK = ROOT / "scenarios" / "three_firms"


def main(design: Path, study: Path) -> None:
    """Write report.png, report_study.png and page.png."""
    from playwright.sync_api import sync_playwright

    from symbiosis.report.html import write_html
    from symbiosis.report.page import page
    from symbiosis.report.studies.page import study_page
    from symbiosis.study.design.kept import load_ladder
    from symbiosis.study.running.told import load_told

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        pages = {"report": page(load_ladder(design)), "report_study": study_page(load_told(study), "zh")}
        for name, made in pages.items():
            view = browser.new_page(viewport=VIEW)
            view.goto(write_html(made, Path(folder) / f"{name}.html").as_uri())
            view.screenshot(path=IMAGES / f"{name}.png")
        with served(Path(folder) / "desk") as address:
            _design(browser.new_page(viewport=VIEW), address, IMAGES / "page.png")
        browser.close()


@contextmanager
def served(desk: Path) -> Iterator[str]:
    """Serve the page while entered; yields its address."""
    command = [sys.executable, "-m", "symbiosis.cli", "serve", str(desk), "--no-open", "--lang", "zh"]
    env = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8", env=env) as server:
        assert server.stderr is not None
        lines = (re.search(r"http://127\.0\.0\.1:\S+", line) for line in server.stderr)
        yield next(found[0] for found in lines if found)
        server.send_signal(signal.SIGINT)


def _design(view: Any, address: str, image: Path) -> None:
    """Open the park of three firms, design it, and take the picture."""
    from playwright.sync_api import Error

    for _ in range(20):  # the server listens a moment after it has said where
        try:
            view.goto(address)
            break
        except Error:
            view.wait_for_timeout(500)
    field = view.locator("[data-testid=path]")
    inner = field if field.evaluate("e => e.tagName") == "INPUT" else field.locator("input")
    inner.fill(str(PARK.relative_to(Path.cwd()) if PARK.is_relative_to(Path.cwd()) else PARK))
    view.click("[data-testid=open]")
    view.wait_for_selector("[data-testid=run]:not([disabled])", timeout=120_000)
    view.click("[data-testid=run]")
    view.wait_for_selector("[data-testid=take-html]", timeout=300_000)
    view.wait_for_timeout(1000)
    view.screenshot(path=image, clip=ABOVE)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
