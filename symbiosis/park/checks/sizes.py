"""Whether what may be built has a cost, a lifetime and a finite limit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from symbiosis.park.checks.every import Problems
from symbiosis.park.problems import Problem

if TYPE_CHECKING:
    from symbiosis.park.park import Park


def size_problems(park: Park) -> Problems:
    """What may be built has a cost, a lifetime and a finite limit; sizes do not contradict."""
    for section, asset in park.assets():
        label = asset.label  # type: ignore[attr-defined]
        if asset.largest < asset.capacity:
            yield Problem(
                f"is below the capacity that stands today, {asset.capacity:g}.",
                "Raise it, or lower capacity.",
                section,
                label,
                "capacity_max",
                f"{asset.largest:g}",
            )
        if not asset.expandable:
            continue
        per_unit = asset.investment + getattr(asset, "investment_per_length", 0.0)
        per_unit += sum(asset.size_investment) + sum(getattr(asset, "size_investment_per_length", ()))
        if asset.investment_per_capacity is None and per_unit == 0.0 and not asset.scaled:
            yield Problem(
                "may be built but states no cost.",
                "State investment_per_capacity (0 if it is free).",
                section,
                label,
                "investment_per_capacity",
            )
        if asset.lifetime is None:
            yield Problem(
                "may be built but states no lifetime.",
                "State lifetime, e.g. 20 a.",
                section,
                label,
                "lifetime",
            )
        if asset.capacity_min > asset.room:
            yield Problem(
                f"is more than the room for new capacity, {asset.room:g}.",
                "Lower it.",
                section,
                label,
                "capacity_min",
                f"{asset.capacity_min:g}",
            )
        if asset.sizes and min(asset.sizes) > asset.room:
            yield Problem(
                f"none fits into the room for new capacity, {asset.room:g}.",
                "Raise capacity_max.",
                section,
                label,
                "sizes",
            )
        if (asset.sizes or asset.capacity_min or per_unit) and math.isinf(asset.largest):
            yield Problem(
                "is needed where building is a yes-or-no decision.",
                "State the largest size.",
                section,
                label,
                "capacity_max",
            )
