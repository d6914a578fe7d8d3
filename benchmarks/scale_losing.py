"""Parks for which a certified solve is not the better way, and what the automatic choice does with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symbiosis.park.park import Park

PARKS = {
    "small": (3, 168),
    "seasonal": (3, 2190),
    "few integers": (6, 336),
}
SAYS = {
    "small": "few hours",
    "seasonal": "a store for the season",
    "few integers": "whole numbers, few hours",
}
WAYS = {"certified": "**certified**", "choose": "the automatic choice"}
LIMIT = 300.0  # seconds
TIMES_LARGER, TIMES_CHEAPER = 100.0, 50.0  # a pit for the season beside a tank for the day
LOSS = 1e-5  # share per hour


def for_the_season(park: Park) -> Park:
    """Return a park whose heat store is large and cheap enough to carry heat from one season to another."""
    label, store = next((k, s) for k, s in park.stores.items() if s.carrier == "steam")
    assert store.capacity_max is not None
    assert store.investment_per_capacity is not None
    larger = replace(
        store,
        capacity_max=TIMES_LARGER * store.capacity_max,
        investment_per_capacity=store.investment_per_capacity / TIMES_CHEAPER,
        loss=LOSS,
    )
    return park.replace(stores={**park.stores, label: larger})


def table(measured: Sequence[dict[str, Any]]) -> list[str]:
    """Markdown: what was asked for by name beside what is chosen, for every such park."""
    out = [
        "| park | enterprises × hours | million non-zeros | way | method | seconds | gap reached |",
        "|---|---:|---:|---|---|---:|---:|",
    ]
    for m in sorted(measured, key=lambda m: (list(PARKS).index(m["kind"]), list(WAYS).index(m["method"]))):
        took = f"{m['seconds']:.1f}" if m["finished"] else f"> {m['limit']:g}"
        gap = "none" if m["gap"] is None else f"{m['gap']:.3%}"
        size = f"{m['enterprises']} × {m['hours']} | {m['nonzeros'] / 1e6:.2f}"
        words = f"{SAYS[m['kind']]} | {size} | {WAYS[m['method']]} | {m['solved_by']}"
        out.append(f"| {words} | {took} | {gap} |")
    return out
