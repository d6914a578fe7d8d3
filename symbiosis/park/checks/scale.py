"""Whether economies of scale are stated once, completely, and for every size that may be built."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from symbiosis.park.asset import Asset
from symbiosis.park.checks.every import Problems
from symbiosis.park.problems import Problem
from symbiosis.park.scale import MOST_PIECES, is_steady, pieces_of_law

if TYPE_CHECKING:
    from symbiosis.park.park import Park

LAW = ("scale_exponent", "scale_reference", "scale_reference_investment")


def scale_problems(park: Park) -> Problems:
    """Yield what is wrong with curves of investment over size."""
    for section, asset in park.assets():
        if asset.scaled:
            label = asset.label  # type: ignore[attr-defined]
            yield from _stated_once(section, label, asset)
            yield from _law(section, label, asset) if asset.follows_law else _points(section, label, asset)


def _stated_once(section: str, label: str, asset: Asset) -> Problems:
    if asset.follows_law and (asset.scale_sizes or asset.scale_investments):
        yield Problem(
            "states both points and a power law.", "Keep one of them.", section, label, "scale_sizes"
        )
    for field in ("investment", "investment_per_capacity"):
        given = getattr(asset, field)
        if given:
            yield Problem(
                "states an investment beside a curve of it, which would be paid twice.",
                "Leave it out, or fold it into the curve.",
                section,
                label,
                field,
                f"{given:g}",
            )
    if asset.sizes:
        yield Problem(
            "are nameplate sizes beside a curve of investment over any size.",
            "Keep sizes with investment per unit, or the curve.",
            section,
            label,
            "sizes",
        )


def _law(section: str, label: str, asset: Asset) -> Problems:
    missing = [field for field in LAW if getattr(asset, field) is None]
    if missing:
        yield Problem(
            f"is part of a power law that lacks {' and '.join(missing)}.",
            "State exponent, reference size and reference investment together.",
            section,
            label,
            next(field for field in LAW if field not in missing),
        )
        return
    if not asset.expandable:
        return
    if asset.capacity_min <= 0.0:
        yield Problem(
            "is needed where investment follows a power law, which no straight line follows down to zero.",
            "State the smallest size that is built, e.g. a tenth of the largest.",
            section,
            label,
            "capacity_min",
        )
    elif math.isinf(asset.largest):
        yield Problem(
            "is needed where investment follows a power law.",
            "State the largest size.",
            section,
            label,
            "capacity_max",
        )
    elif asset.capacity_min <= asset.room and asset.scale_exponent is not None:
        count = pieces_of_law(asset.capacity_min, asset.room, asset.scale_exponent, asset.scale_error)
        if count > MOST_PIECES:
            yield Problem(
                f"needs more than {MOST_PIECES} pieces between {asset.capacity_min:g} and {asset.room:g}.",
                "Allow a larger error, or narrow the range of sizes.",
                section,
                label,
                "scale_error",
                f"{asset.scale_error:g}",
            )


def _points(section: str, label: str, asset: Asset) -> Problems:
    sizes, investments = asset.scale_sizes, asset.scale_investments
    if len(sizes) != len(investments):
        yield Problem(
            f"has {len(investments)} payments for {len(sizes)} sizes.",
            "State one payment for each of scale_sizes.",
            section,
            label,
            "scale_investments",
        )
        return
    if len(sizes) < 2:
        yield Problem(
            "needs at least two sizes to draw a line.", "Add a size.", section, label, "scale_sizes"
        )
        return
    points = list(zip(sizes, investments, strict=True))
    if not is_steady(points):
        at = next(i for i in range(1, len(points)) if not is_steady(points[i - 1 : i + 1]))
        field = "scale_sizes" if sizes[at] <= sizes[at - 1] else "scale_investments"
        yield Problem(
            "does not rise: "
            f"{sizes[at]:g} for {investments[at]:g} follows {sizes[at - 1]:g} for {investments[at - 1]:g}.",
            "Order the sizes; a larger size that costs less is a size nobody would undercut.",
            section,
            label,
            field,
        )
        return
    if not asset.expandable:
        return
    if asset.capacity_min > 0.0:
        yield Problem(
            f"is stated beside a curve whose first size, {sizes[0]:g}, is already the smallest.",
            "Leave it out, or begin the curve there.",
            section,
            label,
            "capacity_min",
            f"{asset.capacity_min:g}",
        )
    if asset.room > sizes[-1] * (1.0 + 1e-9):
        yield Problem(
            f"ends at {sizes[-1]:g}, but {asset.room:g} may be built.",
            "Add a size up to there, or lower capacity_max.",
            section,
            label,
            "scale_sizes",
        )
    elif asset.room <= sizes[0]:
        yield Problem(
            f"begins at {sizes[0]:g}, but only {asset.room:g} may be built.",
            "Begin with a smaller size, or raise capacity_max.",
            section,
            label,
            "scale_sizes",
        )
