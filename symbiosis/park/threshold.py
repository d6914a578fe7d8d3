"""What an enterprise must reach to be admitted: limits on a quotient of its own yearly quantities."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiosis.park.fields import names, number, text
from symbiosis.park.formula import parse, quantities
from symbiosis.park.quantities import DATA, built_by, is_flow

if TYPE_CHECKING:
    from symbiosis.park.formula import Linear
    from symbiosis.park.park import Park


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """A limit on a formula that every candidate must keep by itself: at_least ≤ formula ≤ at_most.

    The formula must be a sum of quantities over another one, e.g. energy / added_value or
    invested / land; each quantity is the candidate's own.
    """

    label: str
    formula: str = text("sum of a candidate's quantities, or one over another, e.g. energy / added_value")
    unit: str = text("unit of the formula, where its terms are in several units", "")
    at_most: float | None = number("largest value of the formula", "{own}", None)
    at_least: float | None = number("smallest value of the formula", "{own}", None)
    members: tuple[str, ...] = names("candidates that it holds for; all when absent", "enterprises", ())
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")

    def __post_init__(self) -> None:
        object.__setattr__(self, "members", tuple(self.members))

    def covers(self, enterprise: str) -> bool:
        """Tell whether it holds for an enterprise."""
        return not self.members or enterprise in self.members


def candidates(park: Park) -> tuple[str, ...]:
    """Return the enterprises that may enter, in order."""
    return tuple(n for n, enterprise in park.enterprises.items() if enterprise.admission == "candidate")


def optional(park: Park) -> tuple[str, ...]:
    """Return the enterprises of which the plan decides whether they are there: candidates and leavers."""
    return tuple(n for n, enterprise in park.enterprises.items() if enterprise.optional)


def decides(park: Park, formula: str, gone: Collection[str] = ()) -> bool:
    """Tell whether a plan decides what a formula is worth: by flows, by buildings, or by who is there.

    What everybody states who stays anyway is a fact, not a decision. Plants that are `gone` build nothing.
    """
    asked = quantities(parse(formula))
    named = [quantity for quantity in asked if quantity.name in DATA]
    there = optional(park)
    halls = (label for quantity in named for label, _ in built_by(park, quantity))
    if any(map(is_flow, asked)) or any(label not in gone for label in halls):
        return True
    return any(not q.of or set(q.of) & set(there) for q in named if there)


def stated(park: Park, side: Linear, enterprise: str) -> float | None:
    """Return what of a sum an enterprise states for the year; None where it states it not."""
    total = side.constant
    for quantity, weight in side.weights.items():
        if not is_flow(quantity):
            value = getattr(park.enterprises[enterprise], DATA[quantity.name][1])
            if value is None and not built_by(park, quantity, enterprise):
                return None
            total += weight * (value or 0.0)
    return total
