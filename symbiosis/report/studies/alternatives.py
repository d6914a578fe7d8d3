"""Near-optimal plans side by side: which builds what, and how large beside the largest of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.report.studies.words import asset_called, asset_name, plan_name, word
from symbiosis.report.style import GREY, PALETTE, finished, new_figure, style
from symbiosis.report.table import Column, Table, mixed, money, words
from symbiosis.report.text import number, pretty, spoken
from symbiosis.report.words import say
from symbiosis.study.running.collect import unit_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from symbiosis.study.running.told import Told

DIFFERS = 0.02  # share of the largest size: what differs by less is the same in all plans


def figure(told: Told, language: str = "en") -> Figure | None:
    """Return the figure; None when there is only one plan. What is alike in all of them is left out."""
    tongue = spoken(language)
    labels = [label for label in _labels(told) if _differs(told, label)]
    if len(told.rows) < 2 or not labels:
        return None
    with style():
        drawing = new_figure(3.6 + 1.25 * len(told.rows), 1.1 + 0.27 * len(labels))
        axes = drawing.add_subplot()
        for place, label in enumerate(labels):
            sizes = [row["new"].get(label, 0.0) for row in told.rows]
            unit = pretty(unit_of(told.park, "new", label))
            for across, size in enumerate(sizes):
                if not size:
                    axes.plot(across + 0.42, place, "x", color=GREY, markersize=4)
                    continue
                axes.barh(
                    place, 0.84 * size / max(sizes), 0.72, left=across, color=PALETTE[across % 8], alpha=0.75
                )
                shown = f"{number(size, 0 if size >= 100 else 1)} {unit}"
                axes.text(across + 0.03, place, shown, va="center", fontsize=7.5)
        axes.set_yticks(range(len(labels)), [asset_name(told, label, tongue, 44) for label in labels])
        axes.set_ylim(len(labels) - 0.4, -0.6)
        axes.set_xlim(-0.05, len(told.rows))
        heads = []
        for row in told.rows:
            share = row.get("above_best")
            head = plan_name(row["plan"], tongue)
            heads.append(head if not share else f"{head}\n+{share:.2%}")
        axes.set_xticks([i + 0.42 for i in range(len(heads))], heads)
        axes.tick_params(axis="x", top=True, labeltop=True, bottom=False, labelbottom=False, length=0)
        axes.tick_params(axis="y", length=0)
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
        axes.set_title(word("alternatives", tongue), pad=12)
        return finished(drawing)


def table(told: Told, language: str = "en") -> Table:
    """Return plans with their cost, own gap and difference; what they build stands in `sizes`."""
    tongue = spoken(language)
    columns = [words(word("plan", tongue), [plan_name(row["plan"], tongue) for row in told.rows])]
    columns += money({word("cost", tongue): [row["cost"] for row in told.rows]}, told.money, tongue)
    for key, title in (("above_best", "above_best"), ("above_any_at_most", "above_any"), ("gap", "gap")):
        shares = tuple(None if row[key] is None else 100.0 * row[key] for row in told.rows)
        columns.append(Column(word(title, tongue), shares, "%", 2))
    far = tuple(100.0 * row["differs_from"].get("best", 0.0) for row in told.rows)
    columns.append(Column(word("differs", tongue), far, "%", 0))
    spared = [", ".join(asset_called(told, label, tongue) for label in row["spared"]) for row in told.rows]
    columns.append(words(word("spared", tongue), spared))
    return Table("alternatives", word("alternatives", tongue), tuple(columns))


def sizes(told: Told, language: str = "en") -> Table:
    """Return what each plan builds of everything that any of them builds."""
    tongue = spoken(language)
    labels = _labels(told)
    columns = [words(say("plant", tongue), [asset_called(told, label, tongue) for label in labels])]
    for row in told.rows:
        columns.append(mixed(plan_name(row["plan"], tongue), [row["new"].get(label) for label in labels]))
    columns.append(words(say("unit", tongue), [pretty(unit_of(told.park, "new", label)) for label in labels]))
    return Table("alternatives_sizes", word("sizes", tongue), tuple(columns))


def _labels(told: Told) -> list[str]:
    return list(dict.fromkeys(label for row in told.rows for label in row["new"]))


def _differs(told: Told, label: str) -> bool:
    found = [row["new"].get(label, 0.0) for row in told.rows]
    return bool(max(found) - min(found) > DIFFERS * max(found))
