"""`symbiosis indicators --close`: the cheapest plan that reaches what a plan misses, told and kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from symbiosis.cli.terminal import EXIT_INPUT, Meter, say, tell

if TYPE_CHECKING:
    from symbiosis.results.results import Results
    from symbiosis.study.policy.closing import Closing
    from symbiosis.study.policy.score import Report

ALL = "all"


def close_all(
    reports: Sequence[Report],
    plan: Results,
    today: Results | None,
    labels: Sequence[str],
    district: str,
    quiet: bool,
) -> list[Closing]:
    """Return what closes the gaps of every scheme; ends the command where a label is not known."""
    from symbiosis.park.problems import did_you_mean
    from symbiosis.study.policy.closing import close

    known = [score.indicator.label for report in reports for score in report.scores]
    wrong = next((label for label in labels if label not in (ALL, *known)), None)
    if wrong is not None:
        say(f'"{wrong}" is no indicator of the scheme. {did_you_mean(wrong, known)}'.strip())
        raise typer.Exit(EXIT_INPUT)
    if district:
        say("a gap is closed for the whole park; leave --district out.")
        raise typer.Exit(EXIT_INPUT)
    named = () if ALL in labels else tuple(labels)
    meter = Meter(quiet=quiet)
    found = [close(report, plan, named, today, progress=meter.listener("closing")) for report in reports]
    meter.done()
    return found


def tell_closings(closed: Sequence[Closing], plan: Results, out: Path | None, language: str) -> None:
    """Say what was asked, what it costs, what changes, and what could not be asked for."""
    from symbiosis.study.difference import outcomes_changed

    for one in closed:
        tell("What closes the gap")
        for label, why in one.left.items():
            tell(f"  not asked for: {label} {why}.")
        if not one.asked:
            tell("  nothing that is missed may be asked of a plan.")
            continue
        tell(f"  asked: {', '.join(one.asked)}")
        if one.results is None or one.report is None or one.extra is None:
            tell("  no plan reaches them together.")
            for sentence in () if one.results is None else one.results.explanation:
                tell(f"  {sentence}")
            continue
        extra, money = one.extra, plan.park.settings.currency
        more, least, most = (f"{amount:+,.0f}" for amount in (extra.value, extra.low, extra.high))
        tell(f"  cost: {more} {money}/a (proved between {least} and {most})")
        for score in one.report.scores:
            if score.met is False:
                tell(f"  still missed: {score.indicator.label}")
        for line in outcomes_changed(plan, one.results):
            tell(f"  {line}")
    for path in _kept(closed, out):
        tell(f"written: {path}")


def closings_as_data(closed: Sequence[Closing], out: Path | None) -> dict[str, Any]:
    """Return the same as plain data; nothing where nothing was asked."""
    if not closed:
        return {}
    return {
        "closing": [
            {
                "asked": list(one.asked),
                "left": one.left,
                "status": None if one.results is None else one.results.status,
                "explanation": [] if one.results is None else list(one.results.explanation),
                "extra_cost": None if one.extra is None else one.extra.value,
                "extra_cost_low": None if one.extra is None else one.extra.low,
                "extra_cost_high": None if one.extra is None else one.extra.high,
                "still_missed": [] if one.report is None else _missed(one.report),
            }
            for one in closed
        ],
        "written": [str(path) for path in _kept(closed, out)],
    }


def _missed(report: Report) -> list[str]:
    return [score.indicator.label for score in report.scores if score.met is False]


def _kept(closed: Sequence[Closing], out: Path | None) -> list[Path]:
    from symbiosis.results.store import save_results

    planned = [one.results for one in closed if one.results is not None and one.results.data is not None]
    if out is None or not planned:
        return []
    out.parent.mkdir(parents=True, exist_ok=True)
    several = len(planned) > 1
    return [
        save_results(results, out.with_stem(f"{out.stem}_{number}") if several else out)
        for number, results in enumerate(planned, 1)
    ]
