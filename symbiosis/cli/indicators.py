"""`symbiosis indicators RESULT --scheme NAME`: what a scheme of indicators makes of a plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbiosis.cli.closing import close_all, closings_as_data, tell_closings
from symbiosis.cli.terminal import EXIT_INPUT, AsJson, answer, reported, say, tell
from symbiosis.cli.words import Lang

if TYPE_CHECKING:
    from symbiosis.report.table import Table
    from symbiosis.results.results import Results
    from symbiosis.study.policy.score import Report


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def indicators(
        result: Annotated[
            Path,
            typer.Argument(help="Folder that `design` wrote, or one result file.", show_default=False),
        ],
        scheme: Annotated[
            list[str] | None,
            typer.Option("--scheme", help="Name of a scheme, or a file of your own; all when absent."),
        ] = None,
        before: Annotated[
            Path | None,
            typer.Option("--before", help="Result file of today; a folder's own when absent."),
        ] = None,
        district: Annotated[
            str, typer.Option(help="One of several parks that the plan is for; the whole when absent.")
        ] = "",
        closing: Annotated[
            list[str] | None,
            typer.Option(
                "--close",
                help="Find the cheapest plan that reaches these indicators by label; all: every one missed.",
                show_default=False,
            ),
        ] = None,
        out: Annotated[
            Path | None,
            typer.Option(help="Result file of the plan that --close finds.", show_default=False),
        ] = None,
        lang: Lang = "",
        as_json: AsJson = False,
    ) -> None:
        """Score a plan by schemes of indicators: today, plan, threshold, gap, and what closing it costs."""
        with reported(as_json):
            from symbiosis.park.formula import FormulaError
            from symbiosis.park.problems import did_you_mean
            from symbiosis.study.policy.score import score
            from symbiosis.tables.scheme import read_scheme, shipped

            plan, today = _plans(result, before)
            if district and district not in plan.park.districts:
                say(f'"{district}" is no district. {did_you_mean(district, plan.park.districts)}')
                raise typer.Exit(EXIT_INPUT)
            try:
                made = [score(read_scheme(name), plan, today, district) for name in scheme or shipped()]
            except FormulaError as error:
                say(str(error))
                raise typer.Exit(EXIT_INPUT) from None
            closed = [] if not closing else close_all(made, plan, today, closing, district, as_json)
            if as_json:
                schemes = [as_data(report) for report in made]
                answer({"status": "ok", "schemes": schemes, **closings_as_data(closed, out)})
            else:
                for report in made:
                    _tell(report, "zh" if lang == "zh" else "en")
                tell_closings(closed, plan, out, "zh" if lang == "zh" else "en")


def _plans(result: Path, before: Path | None) -> tuple[Results, Results | None]:
    """Return the plan and today's; raises ResultFileError."""
    from symbiosis.results.store import load_results
    from symbiosis.study.design.kept import load_ladder

    if result.is_file():
        return load_results(result), None if before is None else load_results(before)
    found = {rung.name: rung.results for rung in load_ladder(result).rungs if rung.results is not None}
    planned = {name: results for name, results in found.items() if results.data is not None}
    if not planned:
        say(f"{result} holds no plan.")
        raise typer.Exit(EXIT_INPUT)
    today = load_results(before) if before is not None else planned.get("as_is")
    return planned[list(planned)[-1]], today


def as_data(report: Report) -> dict[str, Any]:
    """Return a scored scheme as plain data."""
    scheme = report.scheme
    return {
        "scheme": scheme.label,
        "title": scheme.title,
        "title_zh": scheme.title_zh,
        "source": scheme.source,
        "valid_from": scheme.valid_from,
        "valid_to": scheme.valid_to,
        "energy": scheme.mode,
        "met": report.met,
        "judged": report.judged,
        "index": report.index,
        "points": report.points,
        "warnings": list(report.warnings),
        "indicators": [
            {
                "indicator": s.indicator.label,
                "title": s.indicator.title,
                "title_zh": s.indicator.title_zh,
                "formula": s.indicator.formula,
                "unit": s.indicator.unit,
                "before": s.before,
                "after": s.after,
                "after_other_energy": s.other_mode,
                "threshold": None if s.threshold is None else s.threshold.limit,
                "sense": None if s.threshold is None else s.threshold.sense,
                "met": s.met,
                "gap": s.gap,
                "confidence": s.indicator.confidence,
                "duty": s.indicator.duty,
                "points": s.points,
                "linear": s.linear,
                "missing": s.missing,
                "note": s.indicator.note,
            }
            for s in report.scores
        ],
    }


def _tell(report: Report, language: str) -> None:
    from symbiosis.report.indicators import sentences, table

    tongue: Any = language
    made = table(report, tongue)
    tell(made.title)
    for sentence in sentences(report, tongue):
        tell(f"  {sentence}")
    print_table(made)
    tell("")


def print_table(table: Table) -> None:
    """Print a table as wide as the terminal lets it."""
    from rich.console import Console
    from rich.table import Table as Rich
    from rich.text import Text

    shown = Rich(box=None, padding=(0, 1), header_style="bold")
    for column in table.columns:
        text = column.decimals is None
        shown.add_column(column.heading, justify="left" if text else "right", overflow="fold")
    for row in table.rows:
        cells = [c.shown(v) for c, v in zip(table.columns, row, strict=True)]
        shown.add_row(*(Text(cell) for cell in cells))
    console = Console()
    Console(width=max(console.width, 150) if not console.is_terminal else None).print(shown)
