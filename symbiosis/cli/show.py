"""`symbiosis show RESULT`: what a result file says, verified anew."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from symbiosis.cli.energy import energy_as_data, energy_lines
from symbiosis.cli.summary import result_as_data, tell_result
from symbiosis.cli.terminal import EXIT_SUSPECT, AsJson, answer, reported, tell
from symbiosis.words import told


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def show(
        result: Annotated[Path, typer.Argument(help="Result file (netCDF).", show_default=False)],
        as_json: AsJson = False,
    ) -> None:
        """Show a result; its checksums and its plan are checked first."""
        with reported(as_json):
            from symbiosis.results.store import load_results

            results = load_results(result)
            if as_json:
                answer(result_as_data(results, result) | energy_as_data(results))
            else:
                tell_result(results)
                for line in energy_lines(results):
                    tell(f"  {line}")
                for key, value in results.provenance.items():
                    if key != "question_source":
                        tell(f"  {told(key)}: {value}")
            if results.status == "suspect":
                raise typer.Exit(EXIT_SUSPECT)
