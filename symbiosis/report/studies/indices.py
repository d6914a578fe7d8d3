"""Which inputs matter: Morris as movement against spread, Sobol as shares of variance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.report.studies.words import path_name, word
from symbiosis.report.style import PALETTE, fill, finished, new_figure, separate_thousands, style
from symbiosis.report.table import Column, Table, numbers, words
from symbiosis.report.text import scale, spoken

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from symbiosis.study.running.told import Told

SHOWN = 18
NAMED = 8


def figure(told: Told, language: str = "en") -> Figure | None:
    """Return the figure; None when there are no indices."""
    tongue = spoken(language)
    if not told.rows:
        return None
    rows = told.rows[:SHOWN]
    with style():
        if told.kind == "sobol":
            drawing = new_figure(8.0, 0.9 + 0.32 * len(rows))
            axes = drawing.add_subplot()
            for place, key in enumerate(("first", "total")):
                at = [i + 0.36 * (place - 0.5) for i in range(len(rows))]
                error = [row[f"{key}_conf"] for row in rows]
                shares = [row[key] for row in rows]
                axes.barh(
                    at,
                    shares,
                    0.34,
                    xerr=error,
                    label=word(key, tongue),
                    error_kw={"linewidth": 0.7},
                    **fill(place),
                )
            axes.set_yticks(range(len(rows)), [path_name(row["input"]) for row in rows])
            axes.set_ylim(len(rows) - 0.4, -0.6)
            axes.legend(loc="lower right")
            axes.grid(True, axis="x")
        else:
            drawing = new_figure(7.6, 4.6)
            axes = drawing.add_subplot()
            factor, unit = scale([row["mu_star"] for row in told.rows], _unit(told), tongue)
            for place, row in enumerate(told.rows):
                x, y = row["mu_star"] / factor, row["sigma"] / factor
                axes.plot(x, y, "o", color=PALETTE[0], markersize=4.5)
                if place < NAMED:
                    axes.annotate(
                        path_name(row["input"]), (x, y), (5, 4), textcoords="offset points", fontsize=7.5
                    )
            axes.set_xlabel(f"{word('mu_star', tongue)} [{unit}]" if unit else word("mu_star", tongue))
            axes.set_ylabel(f"{word('sigma', tongue)} [{unit}]" if unit else word("sigma", tongue))
            axes.margins(x=0.2, y=0.12)
            axes.grid(True)
            separate_thousands(axes.xaxis)
            separate_thousands(axes.yaxis)
        axes.set_title(word(told.kind, tongue))
        return finished(drawing)


def table(told: Told, language: str = "en") -> Table:
    """Return the indices of every input."""
    tongue = spoken(language)
    columns: list[Column] = [words(word("input", tongue), [row["input"] for row in told.rows])]
    keys = ("first", "total") if told.kind == "sobol" else ("mu_star", "sigma")
    unit = "" if told.kind == "sobol" else _unit(told)
    columns += [numbers(word(key, tongue), [row[key] for row in told.rows], unit) for key in keys]
    return Table(told.kind, word(told.kind, tongue), tuple(columns))


def _unit(told: Told) -> str:
    return told.money if told.units.get("output") == "cost" else ""
