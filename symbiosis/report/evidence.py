"""What a saving rests on: how sure the numbers are that its money comes from.

Every cost line is graded by the weakest figure it is made of (see `FIELDS`): H read in a source, M weak,
L assumed, "" without any evidence stated. A saving is the difference of two plans line by line; the
share of that difference at each grade says how much of it is assumed. Prices and investments that a
line is in proportion to may be moved to their low and high with both plans kept, which bounds what
they alone can do to the saving.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiosis.park.charges import CHARGES

if TYPE_CHECKING:
    from symbiosis.park.figure import Figure
    from symbiosis.park.park import Park
    from symbiosis.results.results import Results

GRADES = ("H", "M", "L", "")
BUILT = (
    "investment",
    "investment_per_capacity",
    "investment_per_length",
    "investment_per_capacity_length",
    "scale_investments",
    "scale_exponent",
    "scale_reference_investment",
    "lifetime",
)
SHAPES = ("scale_investments", "scale_exponent")  # these bend a curve: nothing is in proportion to them
FIELDS = {  # the fields of an item that a category of its cost is made of
    "investment": BUILT,
    "fixed_om": ("fixed_om", "fixed_om_share"),
    "replacement": (*BUILT, "remaining_life"),
    "running": ("running_cost",),
    "freight": ("freight", "length"),
    "loading": ("load_cost", "load_size"),
    "purchase": ("purchase_price",),
    "sale": ("sale_price",),
    "discard": ("fee",),
    "levy": ("price",),
    "peak_charge": ("peak_charge",),
    "transformer_charge": ("transformer_charge",),
    **{charge: (charge,) for charge in CHARGES},
    "start_up": ("start_cost", "start_cost_cold"),
    "shut_down": ("stop_cost",),
    "interruption": ("interruption_price",),
    "entry_value": ("entry_value",),
    "exit": ("exit_cost",),
    "retirement": ("retirement_cost",),
}
PROPORTIONAL = {  # categories that are in proportion to one field
    "running": "running_cost",
    "freight": "freight",
    "loading": "load_cost",
    "purchase": "purchase_price",
    "sale": "sale_price",
    "discard": "fee",
    "levy": "price",
    "peak_charge": "peak_charge",
    **{charge: charge for charge in CHARGES},
}
SECTIONS = ("technologies", "stores", "links", "networks", "markets", "outlets", "levies", "demands")


@dataclass(frozen=True)
class Support:
    """What a saving rests on: shares of its money by grade, and what low and high make of it.

    `shares` adds up to 1; `low` and `high` are the saving with every proportional figure at its worst
    and its best end, both plans kept; None where no such figure has a range.
    """

    shares: dict[str, float]
    low: float | None
    high: float | None


def counts(park: Park) -> dict[str, int]:
    """Return how many figures have each grade; `unknown` ones count as assumed."""
    out = dict.fromkeys(GRADES, 0)
    for figure in park.figures.values():
        out[grade_of(figure)] += 1
    return out


def grade_of(figure: Figure) -> str:
    """Return H, M, L, or nothing where no confidence is stated."""
    return "L" if figure.assumed else figure.confidence


def support(plan: Results, baseline: Results) -> Support | None:
    """Return what the saving of one plan against another rests on; None when both pay the same lines."""
    park = plan.park
    saved: dict[tuple[str, str], float] = {}
    for results, sign in ((baseline, 1.0), (plan, -1.0)):
        for category, item, money in _lines(results):
            saved[category, item] = saved.get((category, item), 0.0) + sign * money
    moved = sum(abs(money) for money in saved.values())
    if moved <= 0.0:
        return None
    shares = dict.fromkeys(GRADES, 0.0)
    total = low = high = 0.0
    ranged = False
    for (category, item), money in saved.items():
        found = dict(_figures(park, category, item))
        grades = [grade_of(figure) for figure in found.values()]
        shares[max(grades, key=lambda g: ("H", "M", "L").index(g) if g else -1, default="")] += (
            abs(money) / moved
        )
        total += money
        ends = _ends(found, category)
        ranged = ranged or ends is not None
        worst, best = sorted(money * (end - 1.0) for end in ends or (1.0, 1.0))
        low, high = low + worst, high + best
    return Support(shares, total + low if ranged else None, total + high if ranged else None)


def _lines(results: Results) -> Iterator[tuple[str, str, float]]:
    cost = results.cost
    yield from zip(
        map(str, cost["category"].values.tolist()),
        map(str, cost["item"].values.tolist()),
        map(float, cost.values.tolist()),
        strict=True,
    )


def _figures(park: Park, category: str, item: str) -> Iterator[tuple[str, Figure]]:
    """Figures by field that a line of this category is made of."""
    things = (item, item.partition(":")[0])
    for field in FIELDS.get(category, ()):
        for thing in things:
            named = (f"{section}.{thing}.{field}" for section in SECTIONS)
            paths = (path for name in named for path in (name, f"{name}.0"))  # .0: first of a list
            path = next((path for path in paths if path in park.figures), None)
            if path is not None:
                yield field, park.figures[path]
                break


def _ends(found: dict[str, Figure], category: str) -> tuple[float, float] | None:
    """By what a line grows at the low and the high of the figure it is in proportion to."""
    field = PROPORTIONAL.get(category)
    if category == "investment":
        scaling = [f for f in BUILT[:-1] if f in found and found[f].value > 0.0 and f not in SHAPES]
        field = scaling[0] if len(scaling) == 1 else None
    figure = found.get(field) if field is not None else None
    if figure is None or figure.value == 0.0 or figure.low is None or figure.high is None:
        return None
    return figure.low / figure.value, figure.high / figure.value
