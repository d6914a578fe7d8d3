"""What each future costs with the joint design, with one made for it, and with one made for the mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.report.studies.words import word
from symbiosis.report.style import BLACK, GREY, fill, finished, new_figure, separate_thousands, style
from symbiosis.report.table import Column, Table, money, words
from symbiosis.report.text import safe, scale, spoken
from symbiosis.report.words import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from symbiosis.study.running.told import Told

DESIGNS = (
    ("cost_joint_design", "joint"),
    ("cost_made_for_it", "made_for_it"),
    ("cost_mean_design", "mean_design"),
)


def figure(told: Told, language: str = "en") -> Figure | None:
    """Return the figure; None without a joint design. A missing bar is a design that has no plan there."""
    tongue = spoken(language)
    futures = [row for row in told.rows if "probability" in row]
    if not futures:
        return None
    total = next((row for row in told.rows if "expected" in row), {})
    with style():
        drawing = new_figure(7.6, 4.2)
        axes = drawing.add_subplot()
        costs = [row[key] for row in futures for key, _ in DESIGNS if row[key] is not None]
        factor, unit = scale(costs, told.money, tongue)
        for place, (key, name) in enumerate(DESIGNS):
            known = [(i, row[key] / factor) for i, row in enumerate(futures) if row[key] is not None]
            if known:
                at = [i + 0.27 * (place - 1) for i, _ in known]
                axes.bar(at, [cost for _, cost in known], 0.25, label=word(name, tongue), **fill(place))
        expected = (total.get("expected") or {}).get("joint")
        if expected is not None:
            axes.axhline(expected / factor, color=BLACK, linewidth=0.9, label=word("expected", tongue))
        if total.get("cvar") is not None:
            share = f"{100.0 * (1.0 - total['level']):.3g} %"
            name = word("cvar", tongue).format(share)
            axes.axhline(total["cvar"] / factor, color=GREY, linewidth=0.9, linestyle="--", label=name)
        heads = [
            f"{safe(row['scenario'].replace('_', ' '), 18)}\n{row['probability']:.0%}" for row in futures
        ]
        axes.set_xticks(range(len(futures)), heads)
        low = min(costs) / factor
        if low > 0.5 * max(costs) / factor:  # differences are what is looked at
            axes.set_ylim(low - 0.5 * (max(costs) / factor - low) - 1e-9)
        axes.set_ylabel(f"{word('cost', tongue)} [{unit}]")
        axes.set_title(word("futures", tongue))
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
        axes.grid(True, axis="y")
        separate_thousands(axes.yaxis)
        return finished(drawing)


def table(told: Told, language: str = "en") -> Table:
    """Return the futures with their probabilities and costs."""
    tongue = spoken(language)
    futures = [row for row in told.rows if "probability" in row]
    shares = tuple(100.0 * row["probability"] for row in futures)
    costs = {word(name, tongue): [row[key] for row in futures] for key, name in DESIGNS}
    columns = [
        words(word("future", tongue), [row["scenario"] for row in futures]),
        Column(word("probability", tongue), shares, "%", 1),
        *money(costs, told.money, tongue),
    ]
    return Table("futures", word("futures", tongue), tuple(columns))


def worth(told: Told, language: str = "en") -> Table:
    """Return expected costs, the mean of the dearest, and what knowing and looking ahead are worth."""
    tongue = spoken(language)
    total = next((row for row in told.rows if "expected" in row), {})
    known = total.get("expected", {})
    rows: list[tuple[str, float | None, tuple[float, float] | None]] = [
        (f"{word('expected', tongue)}, {word(name, tongue)}", known[key], None)
        for key, name in (("joint", "joint"), ("alone", "made_for_it"), ("mean", "mean_design"))
        if known.get(key) is not None
    ]
    if total.get("cvar") is not None:
        share = f"{100.0 * (1.0 - total['level']):.3g} %"
        rows.append((word("cvar", tongue).format(share), total["cvar"], None))
    if "evpi" in total:
        low, value, high = total["evpi"]
        rows.append((word("evpi", tongue), value, (low, high)))
    note = ""
    if total.get("vss") == "unlimited":
        note = f"{word('vss', tongue)}: {word('unlimited', tongue)}"
    elif "vss" in total:
        rows.append((word("vss", tongue), total["vss"], None))
    limits = {
        say(end, tongue).format(word("cost", tongue)): [
            None if proved is None else proved[place] for _, _, proved in rows
        ]
        for place, end in enumerate(("at_least", "at_most"))
    }
    columns = money({word("cost", tongue): [value for _, value, _ in rows], **limits}, told.money, tongue)
    names = words(say("number", tongue), [name for name, _, _ in rows])
    return Table("worth", word("worth", tongue), (names, *columns), note)
