"""`symbiosis heat PARK`: how much heat enterprises could recover alone, through mains and together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbiosis.cli.terminal import EXIT_INPUT, AsJson, answer, reported, say, tell
from symbiosis.cli.words import Lang
from symbiosis.words import left, right, told

if TYPE_CHECKING:
    from symbiosis.heat.site import SiteTargets

Source = Annotated[
    Path,
    typer.Argument(
        help="Folder of the park (or its park.yaml), or a pinch problem (.json).", show_default=False
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", help="Folder for curves and tables (SVG, PNG, CSV).", show_default=False),
]
LetDown = Annotated[
    bool,
    typer.Option("--let-down/--no-let-down", help="Whether a hotter main may also feed a cooler one."),
]


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def heat(
        source: Source,
        out: Out = None,
        let_down: LetDown = True,
        language: Lang = "",
        as_json: AsJson = False,
    ) -> None:
        """Heat recovery targets of a park: each enterprise alone, through mains, all streams pooled."""
        with reported(as_json):
            try:
                found = _targets(source, let_down)
            except ValueError as error:
                from symbiosis.park import ParkError

                if isinstance(error, ParkError):
                    raise
                if as_json:
                    answer({"status": "input_error", "problems": [{"message": f"{source}: {error}"}]})
                else:
                    say(f"{source}: {error}")
                raise typer.Exit(EXIT_INPUT) from None
            written = [] if out is None else _write(found, out, language)
            if as_json:
                answer({**_as_data(found), "written": [str(path) for path in written]})
                return
            _tell(found)
            for path in written:
                tell(f"written: {path}")


def _targets(source: Path, let_down: bool) -> SiteTargets:
    if source.suffix.lower() == ".json":
        from symbiosis.heat.read import read_problem

        return read_problem(source).targets(let_down)
    from symbiosis.heat.of_park import heat_targets
    from symbiosis.tables.read import read_park

    return heat_targets(read_park(source), let_down)


def _write(found: SiteTargets, out: Path, language: str) -> list[Path]:
    from symbiosis.report.heat import figure, site_figure
    from symbiosis.report.heat_sheets import write_sheets
    from symbiosis.report.save import save

    written = write_sheets(found, out)
    written += save(figure(found, None, language), out / "heat_pooled")
    for number, place in enumerate(found.alone if len(found.alone) > 1 else (), start=1):
        written += save(figure(found, place, language), out / f"heat_alone_{number}")
    written += save(site_figure(found, language), out / "heat_site_profiles")
    return written


def _tell(found: SiteTargets) -> None:
    unit = found.unit
    heads = f"{right(told('heating'), 14)} {right(told('cooling'), 14)}"
    tell(f"{left(told('heat targets'), 36)} {heads} {unit}")
    for name, met in found.alone.items():
        _line(f"  {name}", met.cascade.heating, met.cascade.cooling, _pinch(met.cascade))
    _line("each enterprise alone", found.heating_alone, found.cooling_alone)
    if found.mains is not None:
        _line("through mains", found.mains.heating, found.mains.cooling)
        for level in found.levels:
            used = found.mains.used.get(level.name, 0.0)
            given = found.mains.given.get(level.name, 0.0)
            if used or given:
                _line(f"  {level.name}: taken, given", used, given)
    pooled = found.pooled.cascade
    _line("all streams pooled", pooled.heating, pooled.cooling, _pinch(pooled))


def _line(name: str, heating: float, cooling: float, remark: str = "") -> None:
    tell(f"{left(told(name), 36)} {heating:>14,.6g} {cooling:>14,.6g} {told(remark)}".rstrip())


def _pinch(found: Any) -> str:
    """Say where the pinch is, or that only heating or only cooling is needed (a threshold problem)."""
    if not found.pinches:
        return ""
    if found.threshold:
        least = found.pinches[0]
        if found.heating > found.negligible:
            return f"threshold: heating only, from shifted {least:g} °C"
        return f"threshold: cooling only, from shifted {least:g} °C"
    if found.pinch is not None:
        hot, cold = found.pinch
        return f"pinch {hot:g} / {cold:g} °C"
    return f"pinch at shifted {found.pinches[0]:g} °C"


def _as_data(found: SiteTargets) -> dict[str, Any]:
    def needs(met: Any) -> dict[str, Any]:
        return {
            "heating": met.cascade.heating,
            "cooling": met.cascade.cooling,
            "recovered": met.cascade.recovered,
            "pinches_shifted": list(met.cascade.pinches),
            "threshold": met.cascade.threshold,
            "heating_by_level": dict(met.heating),
            "cooling_by_level": dict(met.cooling),
        }

    mains = found.mains
    return {
        "status": "ok",
        "unit": found.unit,
        "enterprises": {name: needs(met) for name, met in found.alone.items()},
        "alone": {"heating": found.heating_alone, "cooling": found.cooling_alone},
        "through_mains": None
        if mains is None
        else {
            "heating": mains.heating,
            "cooling": mains.cooling,
            "exchanged": mains.exchanged,
            "used": dict(mains.used),
            "given": dict(mains.given),
            "supplied": dict(mains.supplied),
            "surplus": dict(mains.surplus),
        },
        "pooled": needs(found.pooled),
    }
