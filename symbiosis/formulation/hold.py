"""A design that is given in whole or in part: static columns of an hour are held between bounds."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import TYPE_CHECKING, Any

from symbiosis.blocks.language import STATIC, Step
from symbiosis.park.park import Park

if TYPE_CHECKING:
    from symbiosis.formulation.build import Builder
    from symbiosis.formulation.program import Floats, Program

Bounds = tuple[float | None, float | None]
Design = Mapping[str, Mapping[str, Bounds]]  # block of static columns → its label → least and most
GIVE = 1e-7  # share by which a size taken from a plan may be exceeded, so that its rounding cannot hurt


def hold(builder: Builder, design: Design) -> Builder:
    """Return a question's hour with static columns held, e.g. `{"new": {"mill.boiler": (2.0, None)}}`.

    None leaves a side as it is; nothing of what the hour does not decide may be held at nothing.
    Raises KeyError where it is held at something.
    """

    def build(m: Step, park: Park) -> None:
        builder(m, park)
        for name, items in design.items():
            columns = {":".join(_parts(index)): column for index, column in getattr(m, name).items()}
            for label, (least, most) in items.items():
                if label not in columns and not least:
                    continue
                column = columns[label]
                low = -inf if column.lb is None else column.lb
                high = inf if column.ub is None else column.ub
                if least is not None:
                    column.setlb(min(max(least, low), high))
                if most is not None:
                    column.setub(max(min(most, high), low))

    return build


def design_of(program: Program, x: Floats) -> dict[str, dict[str, float]]:
    """Return what a solution decides once, whole where it must be: block of columns → label → value."""
    found: dict[str, dict[str, float]] = {}
    for family in program.columns.families:
        if family.axis != STATIC:
            continue
        for block in family.blocks:
            places = family.places(block)[:, 0]
            values = [
                float(round(x[place])) if program.integer[place] else float(x[place]) for place in places
            ]
            found[block.name] = {
                ":".join(index): value for index, value in zip(block.index, values, strict=True)
            }
    return found


def exactly(design: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, Bounds]]:
    """Return a design as bounds that leave it no choice, but for the rounding of its sizes.

    >>> exactly({"new": {"mill.boiler": 0.0}})
    {'new': {'mill.boiler': (0.0, 0.0)}}
    """
    return {
        name: {
            label: (value, value + GIVE * max(1.0, value) if value > 0.0 else 0.0)
            for label, value in items.items()
        }
        for name, items in design.items()
    }


def _parts(index: Any) -> tuple[str, ...]:
    return tuple(str(part) for part in index) if isinstance(index, tuple) else (str(index),)
