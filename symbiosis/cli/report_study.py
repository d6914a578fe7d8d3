"""`symbiosis report STUDY`: the folder of a run, or the study file beside it, as a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symbiosis.report.contents import Page

HIDING = (
    "a study's report tells names, places and prices of all: leave out --for and --public, "
    "and report a single case's result file with them."
)
OF_DESIGNS = "--geojson and --site-plan are of designs; a study has many."


def folder_of(path: Path) -> Path | None:
    """Return the folder of a study's run that a path means; None when it is a design or a result."""
    from symbiosis.study.running.collect import FINDINGS

    if path.suffix.lower() in (".yaml", ".yml"):
        return path.with_name(f"{path.stem}-run")
    return path if (path / FINDINGS).is_file() else None


def page_of(folder: Path, language: str, hidden: bool, placed: bool) -> Page:
    """Return the page of a study; raises OptionError for options that a study does not honour."""
    from symbiosis.report.studies.page import study_page
    from symbiosis.solver import OptionError
    from symbiosis.study.running.told import load_told

    if hidden:
        raise OptionError((HIDING,))
    if placed:
        raise OptionError((OF_DESIGNS,))
    return study_page(load_told(folder), language)
