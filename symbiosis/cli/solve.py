"""`symbiosis solve QUESTION PARK` and `symbiosis rerun RESULT`: answer one question, keep the result."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from symbiosis.cli.summary import result_as_data, tell_result
from symbiosis.cli.terminal import (
    EXIT_SUSPECT,
    AsJson,
    Gap,
    Meter,
    Method,
    ParkFolder,
    Threads,
    TimeLimit,
    Weeks,
    answer,
    horizon_of,
    options_of,
    reported,
    say,
)

if TYPE_CHECKING:
    from symbiosis.results.results import Results

QuestionName = Annotated[
    str,
    typer.Argument(
        help="as_is, stand_alone, raw_material_exchange, central_energy, integrated_park, "
        "or the path of a file with build(m, park).",
        show_default=False,
    ),
]
Out = Annotated[Path | None, typer.Option("--out", help="Result file to write (netCDF).", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands."""

    @app.command()
    def solve(
        question: QuestionName,
        park: ParkFolder,
        out: Out = None,
        gap: Gap = "0.1 %",
        time_limit: TimeLimit = None,
        threads: Threads = None,
        method: Method = "choose",
        weeks: Weeks = None,
        as_json: AsJson = False,
    ) -> None:
        """Answer one question about a park and write the result."""
        with reported(as_json):
            from symbiosis.questions import load
            from symbiosis.questions import solve as run
            from symbiosis.tables.read import read_park

            asked = load(question)
            found = read_park(park)
            options = options_of(found, gap, time_limit, threads, method)
            meter = Meter(quiet=as_json)
            results = run(found, asked, horizon_of(found, weeks), options, meter.listener(asked.name))
            meter.done()
            path = out if out is not None else Path(f"{found.settings.name}-{asked.name}.nc")
            _finish(results, path, as_json)

    @app.command()
    def rerun(
        result: Annotated[Path, typer.Argument(help="Result file to repeat.", show_default=False)],
        out: Out = None,
        as_json: AsJson = False,
    ) -> None:
        """Repeat a result from the inputs frozen in it, and compare."""
        with reported(as_json):
            from symbiosis.questions import repeat
            from symbiosis.results.store import load_results

            before = load_results(result)
            meter = Meter(quiet=as_json)
            after, remarks = repeat(before, meter.listener(before.question))
            meter.done()
            for remark in remarks:
                say(remark)
            old, new = before.outcome.objective, after.outcome.objective
            if old is not None and new is not None:
                say(f"cost then {old:,.10g}, now {new:,.10g}, difference {new - old:,.3g}")
            _finish(after, out, as_json)


def _finish(results: Results, path: Path | None, as_json: bool) -> None:
    from symbiosis.results.store import save_results

    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        save_results(results, path)
    if as_json:
        answer(result_as_data(results, path))
    else:
        tell_result(results)
        if path is not None:
            typer.echo(f"written: {path}")
    suspect = results.status == "suspect"
    raise typer.Exit(EXIT_SUSPECT if suspect else results.outcome.exit_code)
