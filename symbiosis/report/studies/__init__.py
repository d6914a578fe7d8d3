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
    "fairness": "fairness",
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


def figures(told: Told, language: str = "en") -> dict[str, Figure]:
    """Return every figure by its name: that of the kind, and of a sweep each emission that varies."""
    from symbiosis.report.studies.sweep import emissions

    drawn = figure(told, language)
    found = {} if drawn is None else {told.kind: drawn}
    if told.kind == "sweep":
        found |= {f"sweep_{carrier}": more for carrier, more in emissions(told, language).items()}
    return found


def write_figures(told: Told, language: str = "en") -> tuple[Path, ...]:
    """Draw a study into its folder, every figure as SVG and PNG under its name; returns the files."""
    from symbiosis.report.save import save

    drawn = figures(told, language).items()
    return tuple(path for name, one in drawn for path in save(one, told.folder / name))


def _file(told: Told):  # type: ignore[no-untyped-def]  # a module with `figure` and `table`
    return import_module(f"{__name__}.{FILES[told.kind]}")
