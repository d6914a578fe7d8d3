"""`symbiosis verify RESULT`: the plan and its bound, worked out again by code of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from symbiosis.cli.terminal import EXIT_SUSPECT, AsJson, answer, reported, tell


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def verify(
        result: Annotated[Path, typer.Argument(help="Result file (netCDF).", show_default=False)],
        program: Annotated[
            Path | None,
            typer.Option(
                help="Program file written by `symbiosis export`; without it the program is made anew "
                "from the park in the result.",
                show_default=False,
            ),
        ] = None,
        question: Annotated[
            Path | None,
            typer.Option(help="File of a question of your own that the result answers.", show_default=False),
        ] = None,
        as_json: AsJson = False,
    ) -> None:
        """Check a result: its checksums, its plan hour by hour, and the bound from its multipliers."""
        with reported(as_json):
            from symbiosis.questions import assemble
            from symbiosis.results.proof import check_bound
            from symbiosis.results.store import load_results

            results = load_results(result)
            asked: str | Path = results.question if question is None else question
            if results.outcome.multipliers is None:
                found = check_bound(results, None)
            elif program is not None:
                from symbiosis.formulation.stored import load_program

                found = check_bound(results, load_program(program))
            else:
                found = check_bound(
                    results, assemble(results.park, asked, results.horizon, results.outcome.options)
                )
            verdict = results.verdict
            ok = found.ok and (verdict is None or verdict.ok)
            if as_json:
                answer(
                    {
                        "status": "ok" if ok else "suspect",
                        "plan": None if verdict is None else verdict.ok,
                        "findings": [] if verdict is None else [str(finding) for finding in verdict.findings],
                        "bound": found.sentence,
                        "recomputed": None if found.found is None else found.found.value,
                    }
                )
            else:
                tell(str(verdict) if verdict is not None else "there is no plan to be checked")
                tell(found.sentence)
            if not ok:
                raise typer.Exit(EXIT_SUSPECT)
