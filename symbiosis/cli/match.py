"""`symbiosis match PARK`: who could use what, ranked, and how many pairs were screened out and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbiosis.cli.terminal import EXIT_INPUT, AsJson, ParkFolder, answer, reported, say, tell
from symbiosis.words import left, right, told

if TYPE_CHECKING:
    from symbiosis.park import Park
    from symbiosis.study.matching.match import Candidate, Matching


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def match(
        park: ParkFolder,
        as_json: AsJson = False,
        as_csv: Annotated[bool, typer.Option("--csv", help="Answer with a CSV table of every pair.")] = False,
        as_links: Annotated[
            Path | None,
            typer.Option(help="Write what is offered as links.csv rows to this file.", show_default=False),
        ] = None,
    ) -> None:
        """List who could use what: tonnes, distance, what is replaced, what may be paid, what it saves."""
        with reported(as_json):
            from symbiosis.study.matching.match import match as find
            from symbiosis.tables.read import read_park

            if as_json and as_csv:
                say("--json and --csv: choose one.")
                raise typer.Exit(EXIT_INPUT)
            if as_links is not None and as_links.exists():
                say(f"{as_links} exists already; choose another name or delete it first.")
                raise typer.Exit(EXIT_INPUT)
            found = read_park(park)
            matching = find(found)
            if as_links is not None:
                written = _write_links(found, matching, as_links)
            if as_json:
                answer(_as_data(found, matching))
            elif as_csv:
                _print_csv(found, matching)
            else:
                _tell(found, matching)
                if as_links is not None:
                    tell(f"written: {as_links} ({written} links)")


def _rows(park: Park, matching: Matching) -> list[dict[str, Any]]:
    return [_row(park, candidate) for candidate in matching.candidates]


def _row(park: Park, c: Candidate) -> dict[str, Any]:
    money = park.settings.currency
    return {
        "verdict": c.verdict,
        "giver": c.giver,
        "taker": c.taker,
        "carrier": c.carrier,
        "amount": c.amount,
        "unit": f"{c.unit}/a",
        "distance [km]": c.distance,
        "radius [km]": c.radius,
        "replaces": c.replaces,
        "giver's outlet": c.outlet,
        f"worth to taker [{money}/amount]": c.worth_to_taker,
        f"worth to giver [{money}/amount]": c.worth_to_giver,
        f"break-even transport [{money}/amount]": c.break_even,
        f"break-even transport [{money}/amount/km]": c.break_even_per_distance,
        f"transport assumed [{money}/amount]": c.transport,
        f"saving [{money}/a]": c.saving,
        "amount rests on": "assumed running of plants" if c.estimated else "stated supply",
        "quality": c.quality,
        "effect": c.effect,
        "evidence": c.evidence,
        "confidence": c.confidence,
        "remark": c.remark,
        "link in the park": c.declared,
    }


def _as_data(park: Park, matching: Matching) -> dict[str, Any]:
    return {
        "status": "ok",
        "possible": matching.possible,
        "pairs": matching.counts,
        "candidates": _rows(park, matching),
    }


def _print_csv(park: Park, matching: Matching) -> None:
    import csv
    import io

    from symbiosis.report.sheets import plain

    out = io.StringIO()
    rows = _rows(park, matching)
    writer = csv.writer(out, lineterminator="\n")
    if rows:
        writer.writerow([plain(name) for name in rows[0]])
        writer.writerows([plain(value) for value in row.values()] for row in rows)
    typer.echo(out.getvalue(), nl=False)


def _write_links(park: Park, matching: Matching, path: Path) -> int:
    import csv

    from symbiosis.study.matching.candidate_links import link_rows

    rows = list(link_rows(park, matching.offered))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return len(rows) - 1


def _tell(park: Park, matching: Matching) -> None:
    money = park.settings.currency
    heads = f"{left(told('giver → taker'), 44)}{right(told('amount'), 20)}{'km':>8}"
    tell(f"{heads}{right(told(f'saving {money}/a'), 20)}  {told('break-even, evidence')}")
    for c in matching.offered:
        said = f"{c.giver} → {c.taker}: {c.carrier}"
        distance = "" if c.distance is None else f"{c.distance:.1f}"
        rank = f"{c.break_even:,.4g} {money}/{c.unit}" if c.break_even is not None else ""
        evidence = f"{c.evidence}{f' ({c.confidence})' if c.confidence else ''}"
        amount, saving = f"{c.amount:,.4g} {c.unit}/a", c.saving or 0.0
        tell(f"{left(said, 44)}{amount:>20}{distance:>8}{saving:>20,.0f}  {rank}; {evidence}")
        for line in (f"replaces {c.replaces}; giver: {c.outlet}", c.quality, c.remark):
            if line:
                tell(f"    {line}")
        if c.declared:
            tell(f"    in the park as {c.declared}")
    tell(f"{matching.possible} pairs of something that arises and another enterprise:")
    for reason, count in matching.counts.items():
        if count:
            tell(f"  {count:>6}  {told(reason)}")
    assumed = any(c.transport is not None and not c.declared for c in matching.offered)
    if assumed:
        tell("transport where the park declares no link: assumptions of the process library (L).")
