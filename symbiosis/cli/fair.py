"""`symbiosis fair PARK`: what every coalition saves, and shares of the saving that hold together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbiosis.cli.asked import Gap, Threads, TimeLimit, Weeks, horizon_of, options_of
from symbiosis.cli.terminal import EXIT_INPUT, AsJson, ParkFolder, reported, say
from symbiosis.cli.under import Scenario, under
from symbiosis.cli.words import Lang

if TYPE_CHECKING:
    from symbiosis.park.park import Park
    from symbiosis.scenario.changes import Change
    from symbiosis.solver.options import Options

Orders = Annotated[
    int,
    typer.Option(
        help="Draw this many orders of joining instead of solving every coalition; 0: solve all.", min=0
    ),
]
Least = Annotated[
    float,
    typer.Option(
        "--least", help="Least share of every enterprise: 0.5 is half of an equal part.", min=0.0, max=1.0
    ),
]


EXIT_NO_PLAN, EXIT_OPEN = 3, 4


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def fair(
        park: ParkFolder,
        gap: Gap = "0.1 %",
        time_limit: TimeLimit = None,
        threads: Threads = None,
        weeks: Weeks = None,
        least: Least = 0.0,
        orders: Orders = 0,
        seed: Annotated[int, typer.Option(help="Seed of the orders.")] = 0,
        workers: Annotated[int, typer.Option(help="Coalitions solved at once.", min=1)] = 1,
        by: Annotated[str, typer.Option(help="Who shares: enterprises or districts.")] = "enterprises",
        out: Annotated[
            Path | None, typer.Option("--out", help="Folder for a table and a figure.", show_default=False)
        ] = None,
        keep: Annotated[
            Path | None,
            typer.Option(
                "--keep",
                help="Folder that keeps every plan: stopped and taken up as a study is.",
                show_default=False,
            ),
        ] = None,
        lang: Lang = "",
        scenario: Scenario = None,
        as_json: AsJson = False,
    ) -> None:
        """Share the integrated saving: solve every coalition; Shapley, nucleolus, equal relative saving."""
        with reported(as_json):
            from symbiosis.solver import OptionError
            from symbiosis.study.sharing.groups import CoalitionError

            found = under(park, scenario)
            options = options_of(found, gap, time_limit, threads, "choose")
            if by == "districts" and not found.districts:
                raise OptionError(("--by districts: the park has no section `districts`.",))
            if by not in ("enterprises", "districts"):
                raise OptionError((f'--by "{by}": write enterprises or districts.',))
            details = {"by": by, "least": least, "orders": orders, "seed": seed}
            try:
                if keep is None:
                    _at_once(found, weeks, options, workers, details, out, lang, as_json)
                else:
                    _kept(found, weeks, options, workers, details, keep, out, lang, as_json)
            except CoalitionError as error:
                say(str(error))
                raise typer.Exit(EXIT_NO_PLAN) from None
            except ValueError as error:
                say(str(error))
                raise typer.Exit(EXIT_INPUT) from None


def _at_once(
    park: Park,
    weeks: str | None,
    options: Options,
    workers: int,
    details: dict[str, Any],
    out: Path | None,
    lang: str,
    as_json: bool,
) -> None:
    """Solve every coalition here and tell what that says."""
    from symbiosis.cli.fair_told import tell_sampled, tell_shared, write
    from symbiosis.study.sharing.coalitions import play_costs
    from symbiosis.study.sharing.costs import Costs
    from symbiosis.study.sharing.findings import rows_of
    from symbiosis.study.sharing.rules import rules_for, share
    from symbiosis.study.sharing.sampled import sample

    over = horizon_of(park, weeks)
    costs = Costs(park, "integrated_park", over, options, workers, details["by"] == "districts")
    money = f"{park.settings.currency}{'/a' if costs.years == 1.0 else ''}"  # of a window: no yearly sum

    def heard(done: int, of: int, who: str) -> None:
        if not as_json:
            say(f"coalition {done + 1} of {of}: {who}")

    if details["orders"]:
        tell_sampled(sample(costs, details["orders"], details["seed"], heard), money, as_json)
        return
    played = play_costs(costs, heard)
    shared = [share(played, rule, details["least"]) for rule in rules_for(played)]
    tell_shared(played, shared, money, as_json)
    if out is not None:
        write(rows_of(played, shared, costs.park), money, out, lang, as_json)


def _kept(
    park: Park,
    weeks: str | None,
    options: Options,
    workers: int,
    details: dict[str, Any],
    keep: Path,
    out: Path | None,
    lang: str,
    as_json: bool,
) -> None:
    """Solve every coalition as a case of a study, whose folder keeps them, and tell what that says."""
    from symbiosis.cli.fair_told import tell_sampled, tell_shared, write
    from symbiosis.cli.study_meter import StudyMeter
    from symbiosis.report.studies import write_figures
    from symbiosis.study.kinds.fairness import game
    from symbiosis.study.running.collect import collect
    from symbiosis.study.running.crew import local
    from symbiosis.study.running.run import run
    from symbiosis.study.running.told import load_told
    from symbiosis.study.study import THREADS, Study

    horizon_of(park, weeks)  # says what is wrong with the weeks
    study = Study(
        "fairness",
        park,
        "fairness",
        changes=_chosen(weeks),
        options=replace(options, threads=options.threads or THREADS),
        details=details,
    )
    played = game(study)
    meter = StudyMeter(False)
    with local(workers) as crew:
        ran = run(study, keep, crew, listener=None if as_json else meter)
    meter.done()
    write_figures(load_told(collect(ran)), lang)
    if not ran.findings.rows:
        for sentence in dict.fromkeys((*ran.findings.sentences, *ran.messages.values())):
            say(sentence)
        if not ran.complete:
            say("not everything is finished; the same command takes it up again.")
        raise typer.Exit(EXIT_NO_PLAN if ran.complete else EXIT_OPEN)
    records = {case.name: record for case, record in ran.known}
    if details["orders"]:
        tell_sampled(played.drawn(records), played.money, as_json)
        return
    tell_shared(*played.all(records), played.money, as_json)
    if out is not None:
        write(ran.findings.rows, played.money, out, lang, as_json)


def _chosen(weeks: str | None) -> tuple[Change, ...]:
    """Return the change of the park's horizon that the weeks typed stand for."""
    from symbiosis.scenario.changes import put

    if weeks is None:
        return ()
    named = weeks.strip()
    return (put("park.horizon", {} if named == "all" else {"weeks": named.split(",")}),)
