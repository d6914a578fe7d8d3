"""`symbiosis solve QUESTION PARK` and `symbiosis rerun RESULT`: answer one question, keep the result."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from symbiosis.cli.asked import (
    FixedCharges,
    Forms,
    Gap,
    Honest,
    Method,
    Segments,
    Threads,
    TimeLimit,
    TypicalDays,
    TypicalWeeks,
    Weeks,
    forms_of,
    horizon_of,
    options_of,
)
from symbiosis.cli.summary import result_as_data, tell_result
from symbiosis.cli.terminal import EXIT_SUSPECT, AsJson, Meter, ParkFolder, answer, reported, say, tell

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
        fixed_charges: FixedCharges = "aggregated",
        weeks: Weeks = None,
        typical_days: TypicalDays = None,
        typical_weeks: TypicalWeeks = None,
        segments: Segments = None,
        honest: Honest = True,
        bound_of: Annotated[
            Path | None,
            typer.Option(
                help="Result over the whole year (--method certified) whose bound is compared with.",
                show_default=False,
            ),
        ] = None,
        checkpoint: Annotated[
            Path | None,
            typer.Option(
                help="Folder where a certified solve keeps its stages; a run that was killed goes on there.",
                show_default=False,
            ),
        ] = None,
        dask: Annotated[
            str | None,
            typer.Option(
                help="Address of a dask scheduler; its workers dispatch the periods of a certified solve.",
                show_default=False,
            ),
        ] = None,
        against: Annotated[
            Path | None,
            typer.Option(
                help="Result file of another question: say what is saved against it, within proved limits.",
                show_default=False,
            ),
        ] = None,
        forms: Forms = None,
        as_json: AsJson = False,
    ) -> None:
        """Answer one question about a park and write the result."""
        with reported(as_json):
            from symbiosis.cli.whole_year import is_of_typical_periods, over_the_year
            from symbiosis.questions import load
            from symbiosis.questions import solve as run
            from symbiosis.results.store import load_results
            from symbiosis.tables.read import read_park

            asked = load(question)
            found = read_park(park)
            written = forms_of(forms, fixed_charges=fixed_charges)
            options = options_of(found, gap, time_limit, threads, method, forms=written)
            kept = None if checkpoint is None else str(checkpoint)
            options = dataclasses.replace(options, checkpoint=kept, dask=dask)
            meter = Meter(quiet=as_json)
            over = horizon_of(found, weeks, typical_days, typical_weeks, segments)
            other = None if against is None else load_results(against)
            results = run(found, asked, over, options, meter.listener(asked.name))
            if honest and is_of_typical_periods(over) and results.data is not None:
                results = over_the_year(results, asked, options, bound_of, meter)
            meter.done()
            path = out if out is not None else Path(f"{found.settings.name}-{asked.name}.nc")
            _finish(results, path, as_json, other)

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


def _finish(results: Results, path: Path | None, as_json: bool, other: Results | None = None) -> None:
    from symbiosis.results.store import save_results

    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        save_results(results, path)
    if as_json:
        answer({**result_as_data(results, path), **_saved(results, other)})
    else:
        tell_result(results)
        for line in _saved(results, other).values():
            tell(f"  {line}")
        if path is not None:
            tell(f"written: {path}")
    suspect = results.status == "suspect"
    raise typer.Exit(EXIT_SUSPECT if suspect else results.outcome.exit_code)


def _saved(results: Results, other: Results | None) -> dict[str, str]:
    from symbiosis.cli.summary import money_unit
    from symbiosis.study.design.against import NotComparableError, saving_line

    if other is None:
        return {}
    try:
        return {"saving": saving_line(results, other, money_unit(results))}
    except NotComparableError as error:
        return {"saving": f"no saving can be said: {error}"}
