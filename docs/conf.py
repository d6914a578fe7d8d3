"""How Sphinx builds the documentation: Markdown pages, and pages generated from the code before it starts."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import algebra  # noqa: E402
import catalogue  # noqa: E402
import reference  # noqa: E402

GENERATED = HERE / "generated"
algebra.write(GENERATED)
(GENERATED / "catalogue.md").write_text(catalogue.page(), encoding="utf-8")
(GENERATED / "fields.md").write_text(reference.page(), encoding="utf-8")

project = "symbiosis"
author = "symbiosis contributors"
copyright = "2026, symbiosis contributors"
extensions = ["myst_parser"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "symbiosis"
myst_heading_anchors = 3
