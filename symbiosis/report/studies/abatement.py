"""The marginal abatement cost curve: a step per measure, as wide as what it spares, as high as its cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.report.studies.words import word
from symbiosis.report.style import BLACK, fill, finished, new_figure, separate_thousands, style
from symbiosis.report.table import Table, money, numbers, words
from symbiosis.report.text import pretty, safe, scale, spoken

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from symbiosis.study.running.told import Told

TALL = 5.0  # a step higher than this many times the third highest is cut off, and says its number


def figure(told: Told, language: str = "en") -> Figure | None:
    """Return the figure; None when no measure spares anything."""
    tongue = spoken(language)
    rows = [row for row in told.rows if row["step_per_amount"] is not None and row["step_abatement"] > 0.0]
    if not rows:
        return None
    with style():
        drawing = new_figure(9.4, 4.6)
        axes = drawing.add_subplot()
        unit = told.units.get("abatement", "")
        factor, across = scale([sum(row["step_abatement"] for row in rows)], unit, tongue)
        heights = sorted(abs(row["step_per_amount"]) for row in rows)
        most = max(TALL * heights[max(0, len(heights) - 3)], heights[0]) or 1.0
        left = 0.0
        for place, row in enumerate(rows):
            width, height = row["step_abatement"] / factor, row["step_per_amount"]
            shown = min(max(height, -most), most)
            label = safe(row["measure"].replace("_", " "))
            if shown != height:
                label += f" ({height:,.0f})"
            axes.bar(left, shown, width, align="edge", label=label, **fill(place))
            if row["alone_per_amount"] is not None:
                alone = min(max(row["alone_per_amount"], -most), most)
                name = word("as_alone", tongue) if place == 0 else None
                axes.plot(left + width / 2, alone, "D", color=BLACK, markersize=3.5, label=name)
            left += width
        axes.axhline(0.0, color=BLACK, linewidth=0.8)
        bare = pretty(unit.removesuffix(told.per_year))
        axes.set_xlabel(
            f"{word('spared_amount', tongue)}: {safe(told.units.get('emission', ''))} [{pretty(across)}]"
        )
        axes.set_ylabel(f"{word('per_amount', tongue)} [{told.currency}/{bare}]")
        axes.set_title(word("abatement", tongue))
        axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))
        axes.grid(True, axis="y")
        separate_thousands(axes.xaxis)
        separate_thousands(axes.yaxis)
        return finished(drawing)


def table(told: Told, language: str = "en") -> Table:
    """Return every measure alone and as a step of the curve."""
    tongue = spoken(language)
    unit = told.units.get("abatement", "")
    columns = [words(word("measure", tongue), [row["measure"].replace("_", " ") for row in told.rows])]
    for way in ("alone", "step"):
        costs = {
            word(way, tongue).format(word(name, tongue)): [row[f"{way}_{key}"] for row in told.rows]
            for key, name in (("cost", "cost"), ("investment", "investment"))
        }
        columns += money(costs, told.money, tongue)
        spared = word(way, tongue).format(word("spared_amount", tongue))
        columns.append(numbers(spared, [row[f"{way}_abatement"] for row in told.rows], pretty(unit)))
        each = word(way, tongue).format(word("per_amount", tongue))
        bare = f"{told.currency}/{pretty(unit.removesuffix(told.per_year))}"
        columns.append(numbers(each, [row[f"{way}_per_amount"] for row in told.rows], bare))
    return Table("abatement", word("abatement", tongue), tuple(columns))
