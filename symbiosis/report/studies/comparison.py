"""Cases side by side: what each costs, and how far that is from the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.report.studies.words import word
from symbiosis.report.style import fill, finished, new_figure, separate_thousands, style
from symbiosis.report.table import Table, money, words
from symbiosis.report.text import number, safe, scale, spoken
from symbiosis.report.words import STATUS, pick

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from symbiosis.study.running.told import Told

SHOWN = 40


def figure(told: Told, language: str = "en") -> Figure | None:
    """Return the figure; None when no case has a plan."""
    tongue = spoken(language)
    rows = told.rows[:SHOWN]
    costs = [row["cost"] for row in rows if row["cost"] is not None]
    if not costs:
        return None
    with style():
        drawing = new_figure(8.4, 0.9 + 0.3 * len(rows))
        axes = drawing.add_subplot()
        factor, unit = scale(costs, told.money, tongue)
        for place, row in enumerate(rows):
            if row["cost"] is None:
                axes.text(0.0, place, f" {_outcome(row['status'], tongue)}", va="center", fontsize=8)
                continue
            axes.barh(place, row["cost"] / factor, 0.66, **fill(0))
            apart = row["against_first"]
            if apart and place:
                sign = "+" if apart > 0.0 else ""
                text = f" {sign}{number(apart / factor, 2)}"
                axes.text(max(row["cost"] / factor, 0.0), place, text, va="center", fontsize=8)
        axes.set_yticks(range(len(rows)), [safe(row["case"], 40) for row in rows])
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.margins(x=0.12)
        axes.set_xlabel(f"{word('cost', tongue)} [{unit}]")
        axes.set_title(word("costs", tongue))
        axes.grid(True, axis="x")
        separate_thousands(axes.xaxis)
        return finished(drawing)


def table(told: Told, language: str = "en") -> Table:
    """Return every case."""
    tongue = spoken(language)
    given = {
        word("cost", tongue): [row["cost"] for row in told.rows],
        word("against_first", tongue): [row["against_first"] for row in told.rows],
    }
    columns = [
        words(word("case", tongue), [row["case"] for row in told.rows]),
        words(word("status", tongue), [_outcome(row["status"], tongue) for row in told.rows]),
        *money(given, told.money, tongue),
    ]
    return Table(told.kind, word("costs", tongue), tuple(columns))


def _outcome(status: str, language: str) -> str:
    return pick(STATUS.get(status, (status, status)), "zh" if language == "zh" else "en")
