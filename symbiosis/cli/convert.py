"""`symbiosis convert PARK OUT`: a park folder as an Excel workbook, or a workbook as a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from symbiosis.cli.terminal import AsJson, ParkFolder, answer, reported, tell
from symbiosis.cli.words import Lang, language_of


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def convert(
        park: ParkFolder,
        out: Annotated[
            Path,
            typer.Argument(help="What to write: NAME.xlsx, or a folder for park.yaml.", show_default=False),
        ],
        lang: Lang = "",
        as_json: AsJson = False,
    ) -> None:
        """Carry a park over from a folder to an Excel workbook or back; nothing is lost but comments."""
        with reported(as_json):
            from symbiosis.tables.convert import convert as carry_over

            written = carry_over(park, out, language_of(lang))
            if as_json:
                answer({"status": "ok", "written": str(written)})
                return
            tell(str(written))
            beside = [name for name in ("tariffs", "weather") if (written.parent / name).is_dir()]
            if written.suffix == ".xlsx" and beside:
                tell(f"the workbook reads from beside it: {', '.join(beside)}. Pass them on together.")
