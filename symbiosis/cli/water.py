"""`symbiosis water PARK`: how little fresh water could do, alone and together, without an optimiser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbiosis.cli.terminal import EXIT_INPUT, AsJson, answer, reported, say, tell
from symbiosis.cli.under import Scenario, under
from symbiosis.cli.words import Lang
from symbiosis.words import left, right, told

if TYPE_CHECKING:
    from symbiosis.park.park import Park
    from symbiosis.water.of_park import WaterTargets

Source = Annotated[Path, typer.Argument(help="Folder of the park (or its park.yaml).", show_default=False)]
Out = Annotated[
    Path | None,
    typer.Option("--out", help="Folder for curves and tables (SVG, PNG, CSV).", show_default=False),
]
Carrier = Annotated[str, typer.Option("--carrier", help="Only this kind of water.", show_default=False)]
Quality = Annotated[str, typer.Option("--quality", help="Only this contaminant.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def water(
        source: Source,
        out: Out = None,
        carrier: Carrier = "",
        quality: Quality = "",
        scenario: Scenario = None,
        language: Lang = "",
        as_json: AsJson = False,
    ) -> None:
        """Fresh water targets of a park: without reuse, each enterprise alone, everybody together."""
        from symbiosis.water.of_park import water_targets

        with reported(as_json):
            park = under(source, scenario)
            try:
                found = water_targets(park, carrier, quality)
            except ValueError as error:
                if as_json:
                    answer({"status": "input_error", "problems": [{"message": f"{source}: {error}"}]})
                else:
                    say(f"{source}: {error}")
                raise typer.Exit(EXIT_INPUT) from None
            written = [] if out is None else _write(found, park, out, language)
            if as_json:
                data = [_as_data(one) for one in found]
                answer({"status": "ok", "targets": data, "written": [str(path) for path in written]})
                return
            for one in found:
                _tell(one)
            if len(found) > 1:
                tell("Each contaminant by itself: together they take at least the largest of these.")
            for path in written:
                tell(f"written: {path}")


def _write(found: list[WaterTargets], park: Park, out: Path, language: str) -> list[Path]:
    from symbiosis.report.save import save
    from symbiosis.report.water import figure
    from symbiosis.report.water_sheets import write_sheets

    written = write_sheets(found, out)
    for number, one in enumerate(found, start=1):
        name = "water_pinch" if len(found) == 1 else f"water_pinch_{number}"
        written += save(figure(one, park, language), out / name)
    return written


def _tell(one: WaterTargets) -> None:
    tell(f"{f'{one.carrier}, {one.quality}':<36} {right(told('fresh water'), 14)} {one.unit}")
    _line("without reuse", one.unused)
    for name, fresh in one.alone.items():
        _line(f"  {name}", fresh)
    _line("each enterprise reusing its own", one.fresh_alone)
    pinch = "" if one.hour.pinch is None else f"pinch {one.hour.pinch:g} {one.quality_unit}"
    _line("all together", one.pooled, pinch)
    _line("waste water left", one.waste)
    for remark in one.left_out:
        tell(f"  not counted: {remark}")


def _line(name: str, value: float, remark: str = "") -> None:
    tell(f"{left(told(name), 36)} {value:>14,.6g} {told(remark)}".rstrip())


def _as_data(one: WaterTargets) -> dict[str, Any]:
    return {
        "carrier": one.carrier,
        "quality": one.quality,
        "unit": one.unit,
        "quality_unit": one.quality_unit,
        "fresh_quality": one.fresh_quality,
        "without_reuse": one.unused,
        "alone": dict(one.alone),
        "together": one.pooled,
        "waste": one.waste,
        "pinch": one.hour.pinch,
        "not_counted": list(one.left_out),
    }
