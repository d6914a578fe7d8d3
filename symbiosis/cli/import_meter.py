"""`symbiosis import-meter FILE`: a meter's export becomes a profile of a park; what is filled is logged."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from symbiosis.cli.terminal import EXIT_INPUT, AsJson, answer, reported, say, tell

if TYPE_CHECKING:
    from symbiosis.park.profile import Calendar
    from symbiosis.tables.metering.importing import How, Imported

SHOWN = 5


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("import-meter")
    def import_meter(
        file: Annotated[Path, typer.Argument(help="Export: CSV or Excel.", show_default=False)],
        park: Annotated[Path, typer.Option("--park", help="Park (folder or workbook) it is for.")],
        profile: Annotated[str, typer.Option("--profile", help="Name of the profile to make.")],
        column: Annotated[
            str, typer.Option("--column", help="Header of the values.", show_default=False)
        ] = "",
        sheet: Annotated[str, typer.Option("--sheet", help="Sheet of a workbook.", show_default=False)] = "",
        unit: Annotated[
            str,
            typer.Option(
                "--unit", help="Unit, where the header has none: kW, kWh, t/h, m3 …", show_default=False
            ),
        ] = "",
        reading: Annotated[
            str | None,
            typer.Option(
                "--reading", help="What an amount counts: interval, or register.", show_default=False
            ),
        ] = None,
        stamps: Annotated[
            str | None,
            typer.Option(
                "--stamps",
                help="Whether an interval begins or ends at its stamp: begin, end.",
                show_default=False,
            ),
        ] = None,
        multiplier: Annotated[
            float | None,
            typer.Option("--multiplier", help="What values are multiplied by (CT × PT).", show_default=False),
        ] = None,
        ct: Annotated[
            str, typer.Option("--ct", help="Current transformer, e.g. 300/5.", show_default=False)
        ] = "",
        pt: Annotated[
            str, typer.Option("--pt", help="Voltage transformer, e.g. 10000/100.", show_default=False)
        ] = "",
        rollover: Annotated[
            float | None,
            typer.Option("--rollover", help="Reading at which a register begins again.", show_default=False),
        ] = None,
        clock: Annotated[
            str, typer.Option("--clock", help="standard, or local: put forward in summer.")
        ] = "standard",
        fill: Annotated[
            str | None,
            typer.Option(
                "--fill", help="Rule for gaps: linear, day_before, even (registers).", show_default=False
            ),
        ] = None,
        max_gap: Annotated[
            str | None, typer.Option("--max-gap", help="Longest gap to fill, e.g. 2 h.", show_default=False)
        ] = None,
        as_json: AsJson = False,
    ) -> None:
        """Make a profile of a meter's export; gaps are filled by a stated rule only, and logged."""
        with reported(as_json):
            from symbiosis.cli.import_options import how_of
            from symbiosis.park.problems import ParkError, Problem
            from symbiosis.tables.metering.importing import import_meter as bring_in
            from symbiosis.tables.read import read_park
            from symbiosis.tables.source import TextError

            found = read_park(park)
            if profile in found.profiles:
                say(f'the park has a profile "{profile}" already; choose another --profile.')
                raise typer.Exit(EXIT_INPUT)
            folder = park if park.is_dir() else park.parent
            target, log = folder / "profiles" / f"{profile}.csv", folder / "imports" / f"{profile}.csv"
            for path in (target, log):
                if path.exists():
                    raise FileExistsError(f"{path} exists already; choose another --profile.")
            try:
                how: How = how_of(
                    column, sheet, unit, reading, stamps, multiplier, ct, pt, rollover, clock, fill, max_gap
                )
                made = bring_in(file, found.calendar, how)
            except TextError as fault:
                raise ParkError(
                    [Problem(fault.message, fault.remedy, place=fault.place or file.name)]
                ) from None
            complete = not made.open
            if complete:
                _write(made, found.calendar, profile, target)
            _write_log(made, log)
            if as_json:
                answer(
                    {
                        "status": "ok" if complete else "input_error",
                        "written": str(target) if complete else None,
                        "log": str(log),
                        "filled": made.filled,
                        "gaps": [_named(gap, found.calendar) for gap in made.open],
                    }
                )
            else:
                _tell(made, found.calendar, profile, target if complete else None, log)
            if not complete:
                raise typer.Exit(EXIT_INPUT)


def _tell(made: Imported, calendar: Calendar, profile: str, target: Path | None, log: Path) -> None:
    kinds: dict[str, int] = {}
    for what, _, _ in made.log:
        kinds[what] = kinds.get(what, 0) + 1
    for what, count in kinds.items():
        tell(f"{what}: {count}")
    if target is None:
        for gap in made.open[:SHOWN]:
            say(f"gap: {_named(gap, calendar)}")
        say(f"{len(made.open)} gaps; no profile was written.")
        say("Fill them with --fill and --max-gap, or mend the file.")
    else:
        mean = float(made.values.mean())
        tell(f"{profile} [{made.unit}]: mean {mean:,.5g}, {made.filled} of {calendar.steps} steps filled")
        tell(f"use it as: rate: {{profile: {profile}}}")
        tell(str(target))
    tell(str(log))


def _named(gap: tuple[int, int], calendar: Calendar) -> str:
    first, behind = gap
    hours = (behind - first) * calendar.hours
    return f"{calendar.times[first].astype('datetime64[m]')}, {hours:g} h"


def _write(made: Imported, calendar: Calendar, profile: str, target: Path) -> None:
    from symbiosis.tables.excel.layout import shortest

    target.parent.mkdir(exist_ok=True)
    lines = [f"time,{profile} [{made.unit}]"]
    times = calendar.times.astype("datetime64[m]")
    lines += [f"{time},{shortest(value)}" for time, value in zip(times, made.values.tolist(), strict=True)]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _write_log(made: Imported, log: Path) -> None:
    log.parent.mkdir(exist_ok=True)
    with log.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["what", "where", "words"])
        writer.writerows(made.log)
