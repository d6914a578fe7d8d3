"""Figures and tables of a study, by its kind; each kind has its file with `figure` and `table`."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from symbiosis.report.table import Table
    from symbiosis.study.running.told import Told

FILES = {
    "comparison": "comparison",
    "sweep": "sweep",
    "front": "front",
    "alternatives": "alternatives",
    "abatement": "abatement",
    "tornado": "tornado",
    "morris": "indices",
    "sobol": "indices",
    "uncertainty": "futures",
    "resilience": "resilience",
    "stages": "stages",
    "break_even": "break_even",
}


def figure(told: Told, language: str = "en") -> Figure | None:
    """Return the figure of a study; None when it found nothing that could be drawn.

    Raises ValueError for a language that is neither `en` nor `zh`.
    """
    drawn: Figure | None = _file(told).figure(told, language)
    return drawn


def table(told: Told, language: str = "en") -> Table:
    """Return the findings of a study as a table of the report."""
    made: Table = _file(told).table(told, language)
    return made


def write_figure(told: Told, language: str = "en") -> tuple[Path, ...]:
    """Draw a study into its folder, as SVG and PNG under its kind; returns the files."""
    from symbiosis.report.save import save

    drawn = figure(told, language)
    return () if drawn is None else save(drawn, told.folder / told.kind)


def _file(told: Told):  # type: ignore[no-untyped-def]  # a module with `figure` and `table`
    return import_module(f"{__name__}.{FILES[told.kind]}")
