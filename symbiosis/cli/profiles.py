"""`symbiosis profiles PARK`: the profiles worked out from a park's weather, and how to keep them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from symbiosis.cli.terminal import AsJson, answer, reported, say, tell


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def profiles(
        park: Annotated[
            Path,
            typer.Argument(help="Folder that holds park.yaml.", show_default=False),
        ],
        keep: Annotated[
            bool,
            typer.Option("--keep", help="Write weather/kept.csv, with which the park reads without pvlib."),
        ] = False,
        as_json: AsJson = False,
    ) -> None:
        """Show every profile that follows the park's weather: least, mean, largest, sum of the year."""
        with reported(as_json):
            from symbiosis.tables.weather.kept import write_kept
            from symbiosis.tables.weather.overview import overview

            rows, kept = overview(park)
            folder = park.parent if park.name == "park.yaml" else park
            written = str(write_kept(folder, kept)) if keep and kept else ""
            if as_json:
                answer({"profiles": rows, "kept": written})
                return
            if not rows:
                say("No profile of this park follows weather, such as {weather: pv, tilt: 20 deg}.")
            for row in rows:
                summed = "h" if row["unit"] == "1" else f"{row['unit']}·h"  # full-load hours of a share
                tell(
                    f"{row['weather']}  {row['profile']} [{row['unit']}]: least {row['least']:.4g}, "
                    f"mean {row['mean']:.4g}, largest {row['largest']:.4g}, "
                    f"year {row['sum']:.6g} {summed}"
                )
            if written:
                say(f"kept in {written}")
