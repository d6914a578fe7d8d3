"""`symbiosis trace DESIGN FIGURE`: the formula and the inputs behind a figure of a table."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from symbiosis.cli.terminal import EXIT_INPUT, AsJson, answer, reported, say, tell
from symbiosis.park.written import written
from symbiosis.words import spoken


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def trace(
        design: Annotated[
            Path,
            typer.Argument(help="Folder that `design` wrote, or one result file.", show_default=False),
        ],
        figure: Annotated[
            str,
            typer.Argument(
                help="A number as a table shows it, or an address such as integrated_park/saving.",
            ),
        ] = "",
        depth: Annotated[int, typer.Option("--depth", help="How far down its parts are told.")] = 2,
        as_json: AsJson = False,
    ) -> None:
        """Say what a figure is made of, down to the inputs and their sources."""
        with reported(as_json):
            from symbiosis.report.origins import Place, places_of
            from symbiosis.report.trace import FOUND_MAX, entries, search
            from symbiosis.report.trace import tell as lines_of
            from symbiosis.study.design.kept import load_ladder

            ladder = load_ladder(design)
            found = entries(ladder)
            if not figure:
                for entry in found.values():
                    tell(f"{entry.address} = {written(entry.value)} {entry.unit}".rstrip())
                return
            meant = search(found, figure)
            seen: list[Place] = [] if figure in found else places_of(ladder, figure, spoken())
            if not meant and not seen:
                from symbiosis.park.problems import did_you_mean

                say(f'"{figure}" is no figure of this design. {did_you_mean(figure, list(found))}'.rstrip())
                say("Run without a figure to list all addresses.")
                raise typer.Exit(EXIT_INPUT)
            if as_json:
                answer([*(asdict(entry) for entry in meant), *(asdict(place) for place in seen)])
                return
            for place in seen[:FOUND_MAX]:
                tell(str(place))
            for origin in dict.fromkeys(place.origin for place in seen[:FOUND_MAX]):
                tell(f"  {origin}")
            if len(meant) > FOUND_MAX:
                say(f"{len(meant)} figures look like that; the first {FOUND_MAX}:")
            for entry in meant[:FOUND_MAX]:
                if len(meant) > 1:
                    tell(f"{entry.address} = {written(entry.value)} {entry.unit}".rstrip())
                else:
                    tell("\n".join(lines_of(found, entry, depth)))
            if len(meant) > 1:
                say("Several figures look like that; ask for one by its address.")
