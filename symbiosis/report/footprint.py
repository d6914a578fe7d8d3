"""What each rung of the ladder leaves behind: CO2, fresh water, waste, one narrow panel each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from symbiosis.report.style import zero_line
from symbiosis.report.text import Language, amount_unit, decimals_for, number, pretty, scale
from symbiosis.report.words import pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from symbiosis.study.design.ladder import Ladder

BAR = 0.56  # of a row


def footprints(ladder: Ladder, language: Language) -> list[tuple[str, str, list[float | None]]]:
    """Return CO2, fresh water and waste that any rung has: title, unit, values (None without a plan)."""
    park, years = ladder.park, ladder.horizon.years
    found = []
    carbon = [k for k in park.carriers if park.is_emission(k) and k.lower().startswith("co2")]
    units = {amount_unit(park, k, years) for k in carbon}
    if len(units) == 1:
        tallied = [
            None if r.plan is None or r.results is None else sum(map(r.results.emission_total, carbon))
            for r in ladder.rungs
        ]
        found.append(("CO₂", units.pop(), tallied))
    for kind, en, zh in (("water", "fresh water", "新鲜水"), ("waste", "waste", "废物处置")):
        amounts: list[dict[str, float]] = [
            {} if r.plan is None else r.bought(kind) if kind == "water" else r.discarded(kind)
            for r in ladder.rungs
        ]
        for rate in sorted({unit for amount in amounts for unit in amount}):
            carrier = next(k for k, c in park.carriers.items() if c.unit == rate)
            values = [
                None if r.plan is None else amount.get(rate, 0.0)
                for r, amount in zip(ladder.rungs, amounts, strict=True)
            ]
            if any(values):
                found.append((pick((en, zh), language), amount_unit(park, carrier, years), values))
    return found


def draw_footprint(
    axes: Axes, title: str, unit: str, values: Sequence[float | None], language: Language
) -> None:
    """Draw one tally as bars with their numbers; a rung without a plan has no bar."""
    known = [value for value in values if value is not None]
    factor, scaled = scale(known, pretty(unit), language)
    decimals = decimals_for([value / factor for value in known], 3)
    lengths = [0.0 if value is None else value / factor for value in values]
    axes.barh(range(len(values)), lengths, BAR, color="#bdbdbd", edgecolor="#202020", linewidth=0.4)
    for row, value in enumerate(values):
        if value is not None:
            place = (max(value / factor, 0.0), row)
            axes.annotate(
                number(value / factor, decimals),
                place,
                (4, 0),
                textcoords="offset points",
                va="center",
                fontsize=8.5,
            )
    least, most = min([0.0, *lengths]), max([0.0, *lengths])
    axes.set_xlim(least, most + 0.75 * (most - least or 1.0))
    zero_line(axes)
    axes.set_title(title)
    axes.set_xlabel(f"[{scaled}]")
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
