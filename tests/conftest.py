"""What every test runs under: figures without a window, hypothesis without a clock, English."""

from __future__ import annotations

import os

from hypothesis import settings

os.environ.setdefault("MPLBACKEND", "Agg")
os.environ["SYMBIOSIS_LANG"] = "en"
os.environ["COLUMNS"] = "80"  # help is broken into lines of the terminal that happens to run the tests

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
