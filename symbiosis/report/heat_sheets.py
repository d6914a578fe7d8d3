"""Heat targets as CSV: the needs of every scope and level, and the points of every curve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from symbiosis.heat.profiles import curve, sinks, sources
from symbiosis.report.sheets import write_csv

if TYPE_CHECKING:
    from symbiosis.heat.cascade import Floats
    from symbiosis.heat.levels import Placement
    from symbiosis.heat.site import SiteTargets

Row = tuple[str | float, ...]
POOLED, ALONE, MAINS = "(pooled)", "(alone)", "(through mains)"


def write_sheets(targets: SiteTargets, folder: str | Path) -> list[Path]:
    """Write heat_targets.csv, heat_levels.csv and heat_curves.csv; return their paths."""
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    unit = targets.unit
    power = f"[{unit}]"
    return [
        _write(
            out / "heat_targets.csv",
            ("scope", f"heating {power}", f"cooling {power}", f"recovered {power}", "pinch shifted [°C]"),
            target_rows(targets),
        ),
        _write(
            out / "heat_levels.csv",
            ("scope", "level", f"heating {power}", f"cooling {power}"),
            level_rows(targets),
        ),
        _write(
            out / "heat_curves.csv",
            ("scope", "curve", f"heat {power}", "temperature [°C]"),
            curve_rows(targets),
        ),
    ]


def target_rows(targets: SiteTargets) -> Iterator[Row]:
    """Yield scope, heating, cooling, recovered heat and pinches of every enterprise and of the site."""
    for name, met in [*targets.alone.items(), (POOLED, targets.pooled)]:
        found = met.cascade
        pinches = "; ".join(f"{pinch:g}" for pinch in found.pinches)
        yield name, found.heating, found.cooling, found.recovered, pinches
    inside = sum(met.cascade.recovered for met in targets.alone.values())
    yield ALONE, targets.heating_alone, targets.cooling_alone, inside, ""
    if targets.mains is not None:
        recovered = inside + targets.mains.exchanged
        yield MAINS, targets.mains.heating, targets.mains.cooling, recovered, ""


def level_rows(targets: SiteTargets) -> Iterator[Row]:
    """Yield scope, level, and what is taken from and given to it; through mains, what is left to the site."""
    for name, met in [*targets.alone.items(), (POOLED, targets.pooled)]:
        for level in targets.levels:
            yield name, level.name, met.heating.get(level.name, 0.0), met.cooling.get(level.name, 0.0)
    if targets.mains is not None:
        mains = targets.mains
        for level in targets.levels:
            away = mains.surplus if level.is_main else mains.given
            yield MAINS, level.name, mains.supplied.get(level.name, 0.0), away.get(level.name, 0.0)


def curve_rows(targets: SiteTargets) -> Iterator[Row]:
    """Yield the points of composite curves, grand composite curves and site profiles."""
    for name, met in [*targets.alone.items(), (POOLED, targets.pooled)]:
        yield from _points(name, "hot composite", *met.cascade.composite(hot=True))
        yield from _points(name, "cold composite", *met.cascade.composite(hot=False))
        yield from _points(name, "grand composite, shifted", met.cascade.residual, met.cascade.temperature)
    alone: list[Placement] = list(targets.alone.values())
    for word, side in (("sources, shifted", sources), ("sinks, shifted", sinks)):
        yield from _points("(site)", word, *curve(s for met in alone for s in side(met.cascade)))


def _points(name: str, word: str, heat: Floats, at: Floats) -> Iterator[Row]:
    for point in zip(heat.tolist(), at.tolist(), strict=True):
        yield name, word, *point


def _write(path: Path, header: Row, rows: Iterable[Row]) -> Path:
    return write_csv(path, [header, *rows])
