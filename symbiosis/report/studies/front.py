"""The front: two objectives as a line with what each step costs, more of them over parallel axes."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from symbiosis.report.studies.words import total_called, word
from symbiosis.report.style import BLACK, GREY, PALETTE, finished, new_figure, separate_thousands, style
from symbiosis.report.table import Table, money, numbers
from symbiosis.report.text import Language, number, pretty, safe, scale, spoken

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from symbiosis.study.running.told import Told


def figure(told: Told, language: str = "en") -> Figure | None:
    """Return the figure; None when there are fewer than two plans."""
    tongue = spoken(language)
    if len(told.rows) < 2:
        return None
    with style():
        drawing = new_figure(7.2, 4.4)
        axes = drawing.add_subplot()
        axes.set_title(word("front", tongue))
        (_line if len(_totals(told)) == 1 else _parallel)(axes, told, tongue)
        return finished(drawing)


def table(told: Told, language: str = "en") -> Table:
    """Return every plan of the front."""
    tongue = spoken(language)
    columns = money({word("cost", tongue): [row["cost"] for row in told.rows]}, told.money, tongue)
    for name in _totals(told):
        unit = pretty(told.units.get(name, ""))
        columns.append(numbers(total_called(told, name, tongue), [row[name] for row in told.rows], unit))
    return Table("front", word("front", tongue), tuple(columns))


def _totals(told: Told) -> list[str]:
    words = ("emission ", "purchase ", "discard ")
    return [key for key in told.rows[0] if key.startswith(words)] if told.rows else []


def _line(axes: Axes, told: Told, language: Language) -> None:
    (name,) = _totals(told)
    factor, unit = scale([row["cost"] for row in told.rows], told.money, language)
    across, total_unit = scale([row[name] for row in told.rows], told.units.get(name, ""), language)
    points = sorted((row[name] / across, row["cost"] / factor) for row in told.rows)
    axes.plot([x for x, _ in points], [y for _, y in points], "o-", color=PALETTE[0], markersize=4.5)
    bare = told.units.get(name, "").removesuffix(told.per_year)
    for (x0, y0), (x1, y1) in pairwise(points):
        each = (y0 - y1) * factor / ((x1 - x0) * across) if x1 > x0 else 0.0
        shown = f"{number(each, 0 if abs(each) >= 10 else 2)} {told.currency}/{pretty(bare)}"
        axes.annotate(
            safe(shown),
            ((x0 + x1) / 2, (y0 + y1) / 2),
            (5, 5),
            textcoords="offset points",
            fontsize=7.5,
            color=GREY,
        )
    axes.set_xlabel(f"{safe(total_called(told, name, language))} [{pretty(total_unit)}]")
    axes.set_ylabel(f"{word('cost', language)} [{unit}]")
    axes.margins(x=0.09, y=0.1)
    axes.grid(True)
    separate_thousands(axes.xaxis)
    separate_thousands(axes.yaxis)


def _parallel(axes: Axes, told: Told, language: Language) -> None:
    names = ["cost", *_totals(told)]
    ends = {
        name: (min(row[name] for row in told.rows), max(row[name] for row in told.rows)) for name in names
    }
    for place, row in enumerate(told.rows):
        share = place / max(1, len(told.rows) - 1)
        heights = [(row[name] - ends[name][0]) / ((ends[name][1] - ends[name][0]) or 1.0) for name in names]
        colour = (0.0, 0.45 + 0.15 * share, 0.70 - 0.45 * share)
        axes.plot(range(len(names)), heights, "-", color=colour, linewidth=1.0)
    for place, name in enumerate(names):
        axes.axvline(place, color=BLACK, linewidth=0.7)
        low, high = ends[name]
        factor, unit = scale(
            [low, high], told.money if name == "cost" else told.units.get(name, ""), language
        )
        for value, height, side in ((low, -0.03, "top"), (high, 1.03, "bottom")):
            axes.text(place, height, number(value / factor, 1), ha="center", va=side, fontsize=8)
        title = word("cost", language) if name == "cost" else safe(total_called(told, name, language), 16)
        axes.text(place, -0.12, f"{title}\n[{pretty(unit)}]", ha="center", va="top", fontsize=8)
    axes.set_ylim(-0.32, 1.12)
    axes.set_axis_off()
