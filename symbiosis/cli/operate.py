"""`symbiosis operate RESULT --data FILE`: a design run day after day, and what foresight would save."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbiosis.cli.terminal import AsJson, answer, reported, say, tell
from symbiosis.words import spoken

if TYPE_CHECKING:
    from symbiosis.study.rolling.operate import Operation
    from symbiosis.study.rolling.step import Missing


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def operate(
        result: Annotated[Path, typer.Argument(help="Result file of a design.", show_default=False)],
        data: Annotated[
            Path,
            typer.Option(
                help="CSV file of measured hours: time, columns named like the park's profiles, and "
                "`NAME forecast [unit]` where there was a forecast.",
                show_default=False,
            ),
        ],
        ahead: Annotated[float, typer.Option(help="Hours that every plan looks ahead.")] = 48.0,
        step: Annotated[float, typer.Option(help="Hours that are run before the next plan.")] = 24.0,
        out: Annotated[
            Path | None,
            typer.Option(
                "--out",
                help="Folder for table, figure and journal; a run that was stopped goes on there.",
                show_default=False,
            ),
        ] = None,
        as_json: AsJson = False,
    ) -> None:
        """Run a design over measured hours, window by window, and compare with the optimum."""
        with reported(as_json):
            from symbiosis.report.operate import write
            from symbiosis.results.store import load_results
            from symbiosis.study.rolling.operate import operate as run

            design = load_results(result)
            folder = out if out is not None else Path(f"{result.stem}-operation")
            found = run(design, data, folder, ahead, step, None if as_json else say)
            written = write(found, folder, spoken())
            if as_json:
                answer({**_as_data(found), "files": [str(path) for path in written]})
                return
            _tell(found)
            for path in written:
                tell(f"written: {path}")


def _tell(found: Operation) -> None:
    from symbiosis.report.operate import table
    from symbiosis.report.plain import plain_table

    if found.forecast:
        tell(f"forecast: {', '.join(found.forecast)}; everything else is foreseen as it was measured.")
    else:
        tell("no forecasts: everything is foreseen as it was measured, so the gap is that of the look-ahead.")
    if found.planned:
        tell(f"not measured, as the park states it: {', '.join(found.planned)}")
    if found.shared:
        tell(f"holds over a year, here by its share of time in every window: {', '.join(found.shared)}")
    if found.anew:
        tell(f"looks back in time, but not beyond the beginning of a window: {', '.join(found.anew)}")
    tell(plain_table(table(found, spoken())))
    currency = found.park.settings.currency
    if any(found.peak_charge):
        rolling, best = found.peak_charge
        tell(f"demand charges: rolling {rolling:,.2f}, optimum {best:,.2f} {currency}")
    share = "" if found.share is None else f" ({found.share:+.3%})"
    tell(
        f"rolling operation costs {found.cost:,.2f}, the optimum {found.optimum:,.2f}: "
        f"gap {found.gap:,.2f} {currency}{share}"
    )
    for missing in found.missing:
        tell(_short(found, missing))
    if found.missing:
        for missing in found.best_missing:
            tell(f"not even with everything foreseen: {_short(found, missing)}")
        tell("what is not served costs nothing here: compare the costs with care.")
    else:
        tell("every need was served.")
    end = found.end(found.windows)
    for j, begin in found.begin.items():
        lacks = begin - end[j]
        if lacks > 1e-3:
            unit = _unit(found, found.park.stores[j].carrier)
            tell(f"{j} ends with {lacks:,.4g} {unit} less than it began with; that is not in the cost.")


def _short(found: Operation, missing: Missing) -> str:
    unit = _unit(found, missing.carrier)
    word = "too much" if missing.surplus else "short"
    return (
        f"{missing.carrier} at {missing.enterprise}: {missing.amount:,.4g} {unit} {word} "
        f"in {missing.hours:g} h, first {missing.first}"
    )


def _unit(found: Operation, carrier: str) -> str:
    from symbiosis.report.operate import unit_of

    return unit_of(found, carrier)


def _as_data(found: Operation) -> dict[str, Any]:
    def missing(runs: tuple[Missing, ...]) -> list[dict[str, Any]]:
        return [vars(m) for m in runs]

    times = found.whole.start.astype("datetime64[m]")
    return {
        "currency": found.park.settings.currency,
        "cost": found.cost,
        "optimum": found.optimum,
        "gap": found.gap,
        "gap_share": found.share,
        "demand_charges": {"rolling": found.peak_charge[0], "optimum": found.peak_charge[1]},
        "forecast": list(found.forecast),
        "perfect_forecast": not found.forecast,
        "as_planned": list(found.planned),
        "by_share_of_time": list(found.shared),
        "not_carried_on": list(found.anew),
        "levels_at_start": dict(found.begin),
        "not_served": missing(found.missing),
        "not_served_in_optimum": missing(found.best_missing),
        "windows": [
            {
                "start": str(times[run.first]),
                "hours": float(found.whole.hours[run.first : run.first + run.steps].sum()),
                "cost": run.cost,
                "cost_in_optimum": best.cost,
                "levels": {j: levels[-1] for j, levels in run.levels.items()},
                "levels_in_optimum": {j: levels[-1] for j, levels in best.levels.items()},
                "below_plan": dict(run.below),
                "not_served": missing(run.missing),
            }
            for run, best in zip(found.windows, found.best, strict=True)
        ],
    }
