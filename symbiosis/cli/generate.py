"""`symbiosis generate FOLDER --enterprises N`: a made-up park of any size, for trying and measuring."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from symbiosis.cli.terminal import EXIT_INPUT, AsJson, answer, reported, say, tell


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def generate(
        folder: Annotated[Path, typer.Argument(help="Folder to make; must not exist.", show_default=False)],
        enterprises: Annotated[
            int, typer.Option(min=1, help="How many enterprises beside the utility.")
        ] = 10,
        seed: Annotated[int, typer.Option(min=0, help="The same seed makes the same park.")] = 0,
        fixed_costs: Annotated[
            bool, typer.Option(help="Links and plants cost something to be there at all (whole numbers).")
        ] = False,
        as_json: AsJson = False,
    ) -> None:
        """Make a park of so many enterprises from a seed; every number in it is assumed."""
        with reported(as_json):
            from symbiosis.study.generate import generate as make
            from symbiosis.tables.write import write_park

            if folder.exists():
                say(f"{folder} exists already; choose another name or delete it first.")
                raise typer.Exit(EXIT_INPUT)
            written = write_park(make(enterprises, seed, fixed_costs=fixed_costs), folder)
            if as_json:
                answer({"status": "ok", "folder": str(folder), "open": str(written)})
                return
            tell(f"made {folder}; solve it with: symbiosis solve integrated_park {folder} --method certified")
