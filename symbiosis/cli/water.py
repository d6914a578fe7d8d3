"""`symbiosis water PARK`: how little fresh water could do, alone and together, without an optimiser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbiosis.cli.terminal import EXIT_INPUT, AsJson, answer, reported, say

if TYPE_CHECKING:
    from symbiosis.water.of_park import WaterTargets

Source = Annotated[Path, typer.Argument(help="Folder of the park (or its park.yaml).", show_default=False)]
Out = Annotated[
    Path | None,
    typer.Option("--out", help="Folder for curves and tables (SVG, PNG, CSV).", show_default=False),
]
Carrier = Annotated[str, typer.Option("--carrier", help="Only this kind of water.", show_default=False)]
Quality = Annotated[str, typer.Option("--quality", help="Only this contaminant.", show_default=False)]
Speech = Annotated[str, typer.Option("--language", help="Language of the figures: en or zh.")]


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def water(
        source: Source,
        out: Out = None,
        carrier: Carrier = "",
        quality: Quality = "",
        language: Speech = "en",
        as_json: AsJson = False,
    ) -> None:
        """Fresh water targets of a park: without reuse, each enterprise alone, everybody together."""
        from symbiosis.tables.read import read_park
        from symbiosis.water.of_park import water_targets

        with reported(as_json):
            park = read_park(source)
            try:
                found = water_targets(park, carrier, quality)
                if language not in ("en", "zh"):
                    raise ValueError(f'--language "{language}": write en or zh')
            except ValueError as error:
                if as_json:
                    answer({"status": "input_error", "problems": [{"message": f"{source}: {error}"}]})
                else:
                    say(f"{source}: {error}")
                raise typer.Exit(EXIT_INPUT) from None
            written = [] if out is None else _write(found, out, language)
            if as_json:
                told = [_as_data(one) for one in found]
                answer({"status": "ok", "targets": told, "written": [str(path) for path in written]})
                return
            for one in found:
                _tell(one)
            if len(found) > 1:
                typer.echo("Each contaminant by itself: together they take at least the largest of these.")
            for path in written:
                typer.echo(f"written: {path}")


def _write(found: list[WaterTargets], out: Path, language: str) -> list[Path]:
    from symbiosis.report.save import save
    from symbiosis.report.water import figure
    from symbiosis.report.water_sheets import write_sheets

    written = write_sheets(found, out)
    for number, one in enumerate(found, start=1):
        name = "water_pinch" if len(found) == 1 else f"water_pinch_{number}"
        written += save(figure(one, language), out / name)
    return written


def _tell(one: WaterTargets) -> None:
    typer.echo(f"{f'{one.carrier}, {one.quality}':<36} {'fresh water':>14} {one.unit}")
    _line("without reuse", one.unused)
    for name, fresh in one.alone.items():
        _line(f"  {name}", fresh)
    _line("each enterprise reusing its own", one.fresh_alone)
    pinch = "" if one.hour.pinch is None else f"pinch {one.hour.pinch:g} {one.quality_unit}"
    _line("all together", one.pooled, pinch)
    _line("waste water left", one.waste)
    for remark in one.left_out:
        typer.echo(f"  not counted: {remark}")


def _line(name: str, value: float, remark: str = "") -> None:
    typer.echo(f"{name:<36} {value:>14,.6g} {remark}".rstrip())


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
