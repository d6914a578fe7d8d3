"""`symbiosis design PARK`: the ladder, with a folder of results, tables and figures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

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
from symbiosis.cli.materials import rows_of_funnel, tell_funnel
from symbiosis.cli.summary import rung_as_data, tell_ladder
from symbiosis.cli.terminal import (
    EXIT_INTERRUPTED,
    EXIT_SUSPECT,
    AsJson,
    Meter,
    ParkFolder,
    answer,
    reported,
    say,
    tell,
)
from symbiosis.cli.under import Scenario, under
from symbiosis.cli.words import Lang

Out = Annotated[
    Path | None, typer.Option("--out", help="Folder to write; <park>-design when absent.", show_default=False)
]
SavingGap = Annotated[
    float,
    typer.Option(help="Share of a saving that may stay unproved before a rung is solved closer.", min=0.0),
]
Settlement = Annotated[
    str, typer.Option(help="How exchanges without a contract are settled: split, or marginal (indicative).")
]
Candidates = Annotated[
    bool,
    typer.Option(
        "--candidates",
        help="Also offer a link for every exchange that `symbiosis match` offers (assumed costs).",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def design(
        park: ParkFolder,
        out: Out = None,
        gap: Gap = "0.1 %",
        saving_gap: SavingGap = 0.02,
        time_limit: TimeLimit = None,
        threads: Threads = None,
        method: Method = "choose",
        fixed_charges: FixedCharges = "aggregated",
        forms: Forms = None,
        weeks: Weeks = None,
        typical_days: TypicalDays = None,
        typical_weeks: TypicalWeeks = None,
        segments: Segments = None,
        honest: Honest = True,
        candidates: Candidates = False,
        settle: Settlement = "split",
        lang: Lang = "",
        scenario: Scenario = None,
        as_json: AsJson = False,
    ) -> None:
        """Design a park: today, each on its own, exchange, central supply, everything together."""
        with reported(as_json):
            from symbiosis.solver import OptionError

            if settle not in ("split", "marginal"):
                raise OptionError((f'--settle "{settle}": write split or marginal.',))
            from symbiosis.cli.whole_year import every_design_over_the_year, is_of_typical_periods
            from symbiosis.report.folder import write_design
            from symbiosis.study.design.ladder import climb

            found = under(park, scenario)
            if candidates:
                from symbiosis.study.matching.funnel import with_candidates

                found, _ = with_candidates(found)
            options = options_of(
                found, gap, time_limit, threads, method, forms=forms_of(forms, fixed_charges=fixed_charges)
            )
            over = horizon_of(found, weeks, typical_days, typical_weeks, segments)
            meter = Meter(quiet=as_json)
            if not as_json:
                say(f"{found.summary}; {over.summary}")
            how = "marginal" if settle == "marginal" else "split"
            ladder = climb(found, over, options, saving_gap, how, meter)  # type: ignore[arg-type]
            if honest and is_of_typical_periods(over) and not any(rung.interrupted for rung in ladder.rungs):
                ladder = every_design_over_the_year(ladder, options, meter)
            meter.done()
            folder = write_design(ladder, out or Path(f"{found.settings.name}-design"), lang)
            if as_json:
                synergy = ladder.synergy
                answer(
                    {
                        "park": found.settings.name,
                        "folder": str(folder),
                        "remarks": list(ladder.remarks),
                        "designs": [rung_as_data(ladder, rung) for rung in ladder.rungs],
                        "funnel": dict(rows_of_funnel(ladder)),
                        "synergy": None if synergy is None else [synergy.low, synergy.value, synergy.high],
                    }
                )
            else:
                tell_ladder(ladder)
                tell_funnel(ladder)
                tell(f"written: {folder}{'/' if not str(folder).endswith('/') else ''}")
            raise typer.Exit(_exit_code(ladder))


def _exit_code(ladder: object) -> int:
    """The worst of the rungs that could be asked; today's may lack a plan without harm."""
    from symbiosis.study.design.ladder import Ladder

    assert isinstance(ladder, Ladder)
    codes = []
    for rung in ladder.rungs:
        if rung.results is None or rung.name == "as_is":
            continue
        if rung.interrupted:
            return EXIT_INTERRUPTED
        codes.append(EXIT_SUSPECT if rung.results.status == "suspect" else rung.results.outcome.exit_code)
    return max(codes, default=3)
