"""`symbiosis export QUESTION PARK FILE`: the program of a question as a file, for other solvers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from symbiosis.cli.asked import Weeks, horizon_of
from symbiosis.cli.solve import QuestionName
from symbiosis.cli.terminal import AsJson, ParkFolder, answer, reported, tell


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def export(
        question: QuestionName,
        park: ParkFolder,
        file: Annotated[
            Path,
            typer.Argument(
                help="File to write: .lp or .mps with readable names, .npz for `symbiosis verify`.",
                show_default=False,
            ),
        ],
        weeks: Weeks = None,
        as_json: AsJson = False,
    ) -> None:
        """Write the program of a question to a file instead of solving it."""
        with reported(as_json):
            from symbiosis.formulation.stored import save_program
            from symbiosis.questions import assemble
            from symbiosis.solver import OptionError
            from symbiosis.solver.export import FORMATS, export
            from symbiosis.tables.read import read_park

            if file.suffix not in (".npz", *FORMATS):
                raise OptionError((f"{file.name}: give it one of the endings .npz, {', '.join(FORMATS)}.",))
            found = read_park(park)
            program = assemble(found, question, horizon_of(found, weeks))
            file.parent.mkdir(parents=True, exist_ok=True)
            save_program(program, file) if file.suffix == ".npz" else export(program, file)
            if as_json:
                rows, columns = program.shape
                size = {"rows": rows, "columns": columns, "nonzeros": program.nonzeros}
                answer({"status": "ok", "file": str(file), **size})
            else:
                tell(repr(program))
                tell(f"written: {file}")
