"""The break-even: the prices that were tried, and whether the thing is built at each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.report.studies.words import word
from symbiosis.report.style import GREY, PALETTE, finished, new_figure, separate_thousands, style
from symbiosis.report.table import Table, numbers, words
from symbiosis.report.text import pretty, spoken

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from symbiosis.study.running.told import Told


def figure(told: Told, language: str = "en") -> Figure | None:
    """Return the figure; None when no price was tried."""
    tongue = spoken(language)
    if not told.rows:
        return None
    with style():
        drawing = new_figure(7.2, 2.2)
        axes = drawing.add_subplot()
        for built, colour, name in ((True, PALETTE[0], "built"), (False, GREY, "not_built")):
            prices = [row["price"] for row in told.rows if row["built"] is built]
            axes.plot(prices, [float(built)] * len(prices), "o", color=colour, label=word(name, tongue))
        axes.set_yticks([0.0, 1.0], [word("not_built", tongue), word("built", tongue)])
        axes.set_ylim(-0.4, 1.4)
        axes.set_xlabel(f"{word('price', tongue)} [{pretty(told.units.get('price', ''))}]")
        axes.set_title(word("break_even", tongue))
        axes.grid(True, axis="x")
        separate_thousands(axes.xaxis)
        return finished(drawing)


def table(told: Told, language: str = "en") -> Table:
    """Return the prices that were tried."""
    tongue = spoken(language)
    said = [
        "" if row["built"] is None else word("yes" if row["built"] else "no", tongue) for row in told.rows
    ]
    price = numbers(
        word("price", tongue), [row["price"] for row in told.rows], pretty(told.units.get("price", ""))
    )
    return Table("break_even", word("break_even", tongue), (price, words(word("built", tongue), said)))
