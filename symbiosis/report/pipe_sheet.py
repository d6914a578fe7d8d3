"""Pipes as a table: what every design lays, of which size, how hard it works and what it loses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from symbiosis.results.laid import laid_pipes

if TYPE_CHECKING:
    from symbiosis.study.design.ladder import Ladder

HEADINGS = [
    "design", "pipe", "carrier", "from", "to", "length [km]", "size", "capacity", "largest flow", "unit",
    "amount in the year", "standing loss in the year",
]  # fmt: skip


def pipe_rows(ladder: Ladder) -> Iterator[list[Any]]:
    """Yield a row per pipe of every design; amounts are in the unit times an hour."""
    yield HEADINGS
    for rung in ladder.rungs:
        if rung.results is None or rung.results.data is None:
            continue
        for pipe in laid_pipes(rung.results):
            unit = ladder.park.carriers[pipe.carrier].unit
            yield [
                rung.name, pipe.label, pipe.carrier, pipe.origin, pipe.destination, pipe.length, pipe.sizes,
                pipe.capacity, pipe.peak, unit, pipe.amount, pipe.lost,
            ]  # fmt: skip
