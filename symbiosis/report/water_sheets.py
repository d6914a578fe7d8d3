"""Water targets as CSV: fresh water of every scope, and the points of every curve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from symbiosis.report.sheets import write_csv

if TYPE_CHECKING:
    from symbiosis.water.of_park import WaterTargets

Row = tuple[str | float, ...]


def write_sheets(found: Sequence[WaterTargets], folder: str | Path) -> list[Path]:
    """Write water_targets.csv and water_curves.csv; return their paths."""
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    targets: list[Row] = [("carrier", "quality", "scope", "fresh water", "unit"), *_targets(found)]
    curves: list[Row] = [("carrier", "quality", "concentration", "net load", "unit of load"), *_curves(found)]
    return [write_csv(out / "water_targets.csv", targets), write_csv(out / "water_curves.csv", curves)]


def _targets(found: Sequence[WaterTargets]) -> Iterator[Row]:
    for one in found:
        scopes = {
            "(without reuse)": one.unused,
            **one.alone,
            "(alone)": one.fresh_alone,
            "(together)": one.pooled,
        }
        for scope, fresh in scopes.items():
            yield one.carrier, one.quality, scope, fresh, one.unit


def _curves(found: Sequence[WaterTargets]) -> Iterator[Row]:
    for one in found:
        points = zip(one.hour.concentration.tolist(), one.hour.load.tolist(), strict=True)
        for concentration, load in points:
            yield one.carrier, one.quality, concentration, load, f"{one.quality_unit}·{one.unit}"
