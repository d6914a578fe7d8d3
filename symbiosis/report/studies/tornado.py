"""The tornado: how far each number of the park moves the cost between its low and its high end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.report.studies.words import path_name, word
from symbiosis.report.style import fill, finished, new_figure, separate_thousands, style, zero_line
from symbiosis.report.table import Table, money, words
from symbiosis.report.text import scale, spoken

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from symbiosis.study.running.told import Told

SHOWN = 18  # bars; the table has them all


def figure(told: Told, language: str = "en") -> Figure | None:
    """Return the figure; None when nothing was varied or the middle is not known."""
    tongue = spoken(language)
    middle = told.rows[0].get("cost_middle") if told.rows else None
    rows = [row for row in told.rows if None not in (row["cost_low"], row["cost_high"])][:SHOWN]
    if middle is None or not rows:
        return None
    with style():
        drawing = new_figure(8.2, 0.9 + 0.27 * len(rows))
        axes = drawing.add_subplot()
        factor, unit = scale([row["swing"] for row in rows], told.money, tongue)
        for place, side in enumerate(("low", "high")):
            moves = [(row[f"cost_{side}"] - middle) / factor for row in rows]
            axes.barh(range(len(rows)), moves, 0.7, label=word(side, tongue), **fill(place))
        axes.set_yticks(range(len(rows)), [path_name(row["figure"]) for row in rows])
        axes.set_ylim(len(rows) - 0.4, -0.6)
        zero_line(axes)
        axes.set_title(word("tornado", tongue))
        axes.set_xlabel(f"[{unit}]")
        axes.legend(loc="lower right")
        axes.grid(True, axis="x")
        separate_thousands(axes.xaxis)
        return finished(drawing)


def table(told: Told, language: str = "en") -> Table:
    """Return what every number moves."""
    tongue = spoken(language)
    middle = (told.rows[0].get("cost_middle") if told.rows else None) or 0.0

    def moves(side: str) -> list[float | None]:
        costs = [row[f"cost_{side}"] for row in told.rows]
        return [None if cost is None else cost - middle for cost in costs]

    columns = money({word(side, tongue): moves(side) for side in ("low", "high")}, told.money, tongue)
    names = words(word("number", tongue), [row["figure"] for row in told.rows])
    return Table("tornado", word("tornado", tongue), (names, *columns))
