"""The ladder: what each design costs, what it is proved to save, and what it leaves behind.

One row per rung: the bill stacked by category with the plan and the proved bound, the saving against
today and against stand-alone as intervals, then CO2, fresh water and waste. The sentence below says
what deciding exchange and energy together adds.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from symbiosis.report.footprint import BAR, draw_footprint, footprints
from symbiosis.report.sentences import basis_sentence, synergy_sentence
from symbiosis.report.style import (
    BLACK,
    fill,
    finished,
    new_figure,
    separate_thousands,
    style,
    zero_line,
)
from symbiosis.report.text import (
    Language,
    decimals_for,
    money_unit,
    number,
    safe,
    scale,
    spoken,
)
from symbiosis.report.words import CATEGORIES, STATUS, pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from symbiosis.study.design.ladder import Ladder, Rung
    from symbiosis.study.interval import Interval

HALO = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}  # numbers stand clear of grid lines
FOOT = 1.15  # height of the legend and the sentences [inches]
MARKS = 2  # entries of the legend that are no areas: plan, and bound to plan
AGAINST = (("as_is", "o", BLACK, -0.17), ("stand_alone", "s", "#0072B2", 0.17))


def figure(ladder: Ladder, language: str = "en") -> Figure:
    """Return the figure of a ladder; rungs without a plan keep their row and say why in a word.

    Raises ValueError for a language that is neither `en` nor `zh`.
    """
    with style():
        tongue = spoken(language)
        rows = 0.62 * len(ladder.rungs) + 0.3
        drawing = new_figure(12.0, rows + FOOT + 0.5)
        panels = footprints(ladder, tongue)
        widths = [4.6, 3.4] + [1.3] * len(panels)
        grid = drawing.add_gridspec(2, len(widths), width_ratios=widths, height_ratios=[rows, FOOT])
        first = drawing.add_subplot(grid[0, 0])
        _rows(first, ladder, tongue)
        _costs(first, ladder, tongue)
        beside: list[Axes] = [
            drawing.add_subplot(grid[0, 1 + i], sharey=first) for i in range(1 + len(panels))
        ]
        _savings(beside[0], ladder, tongue)
        for axes, (title, unit, values) in zip(beside[1:], panels, strict=True):
            draw_footprint(axes, title, unit, values, tongue)
        for axes in beside:
            axes.tick_params(labelleft=False, left=False)
        _foot(
            drawing.add_subplot(grid[1, :]),
            first,
            beside[0],
            [synergy_sentence(ladder, tongue), basis_sentence(ladder, tongue)],
        )
        return finished(drawing)


def _foot(axes: Axes, costs: Axes, savings: Axes, sentences: list[str]) -> None:
    """Write both legends in one line and the sentences below them."""
    axes.set_axis_off()
    handles, labels = costs.get_legend_handles_labels()
    handles, labels = handles[MARKS:] + handles[:MARKS], labels[MARKS:] + labels[:MARKS]  # areas first
    left = axes.legend(handles, labels, loc="upper left", ncols=5, handlelength=1.8, borderaxespad=0.0)
    handles, labels = savings.get_legend_handles_labels()
    if handles:
        axes.add_artist(left)
        axes.legend(handles, labels, loc="upper right", borderaxespad=0.0)
    axes.text(
        0.0, 0.0, "\n".join(sentences), transform=axes.transAxes, fontsize=9.5, va="bottom", linespacing=1.4
    )


def _rows(axes: Axes, ladder: Ladder, language: Language) -> None:
    names = [
        safe(pick((rung.title, rung.title_zh), language), 20 if language == "zh" else 16)
        for rung in ladder.rungs
    ]
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.45, -0.55)
    axes.tick_params(axis="y", left=False, labelsize=9.5)


def _unit(ladder: Ladder) -> str:
    return money_unit(ladder.park.settings.currency, ladder.horizon.years == 1.0)


def _word(rung: Rung, language: Language) -> str:
    if rung.results is None:
        return pick(("the question does not apply", "此问题不适用"), language)
    status = rung.results.status
    return pick(STATUS.get(status, (status, status)), language)


def _costs(axes: Axes, ladder: Ladder, language: Language) -> None:
    bills = [
        {} if r.results is None or r.plan is None else r.results.cost_by("category") for r in ladder.rungs
    ]
    plans = [rung.plan for rung in ladder.rungs]
    factor, unit = scale([v for v in plans if v is not None], _unit(ladder), language)
    found = {category for bill in bills for category, cost in bill.items() if cost != 0.0}
    ends = [0.0] * len(bills)
    starts = [0.0] * len(bills)
    everything = [c for c in CATEGORIES if c in found] + sorted(found - set(CATEGORIES))
    for category in everything:
        look = fill(list(CATEGORIES).index(category) if category in CATEGORIES else len(CATEGORIES))
        look |= {"facecolor": "white"} if category == "sale" else {}  # income is no cost
        costs = [bill.get(category, 0.0) / factor for bill in bills]
        lefts = [starts[i] if cost < 0.0 else ends[i] for i, cost in enumerate(costs)]
        word = pick(CATEGORIES.get(category, (safe(category),) * 2), language)
        axes.barh(range(len(costs)), costs, BAR, left=lefts, label=word, **look)
        for i, cost in enumerate(costs):
            starts[i], ends[i] = starts[i] + min(cost, 0.0), ends[i] + max(cost, 0.0)
    decimals = decimals_for([v / factor for v in plans if v is not None], 4)
    for row, rung in enumerate(ladder.rungs):
        if rung.plan is None:
            text = {"en": "no plan: ", "zh": "无方案："}[language] + _word(rung, language)
            axes.annotate(text, (0.0, row), (6, 0), textcoords="offset points", va="center", style="italic")
            continue
        _plan(axes, row, rung, factor, max(ends[row], 0.0), decimals, language)
    zero_line(axes)
    axes.set_xlabel(pick(("cost", "费用"), language) + f" [{unit}]")
    axes.set_title({"en": "what each design costs", "zh": "各方案费用"}[language])
    least, most = min([0.0, *starts]), max([0.0, *ends])
    axes.set_xlim(least - 0.03 * (most - least) if least else 0.0, (most + 0.33 * (most - least)) or 1.0)
    separate_thousands(axes.xaxis)
    axes.grid(axis="x")
    axes.plot([], [], "D", color="white", mec=BLACK, ms=5, label=pick(("plan", "方案"), language))
    axes.plot([], [], "|-", color=BLACK, ms=8, label=pick(("proved bound to plan", "下界至方案"), language))


def _plan(
    axes: Axes, row: int, rung: Rung, factor: float, end: float, decimals: int, language: Language
) -> None:
    assert rung.plan is not None
    plan, bound = rung.plan / factor, -math.inf if rung.bound is None else rung.bound / factor
    text = number(plan, decimals)
    if math.isfinite(bound):
        axes.errorbar(
            plan,
            row,
            xerr=[[max(0.0, plan - bound)], [0.0]],
            color=BLACK,
            capsize=5,
            elinewidth=1.6,
            zorder=5,
        )
        if number(bound, decimals) != text:
            text += {"en": "\nproved ≥ ", "zh": "\n下界 "}[language] + number(bound, decimals)
    axes.plot([plan], [row], "D", color="white", mec=BLACK, ms=5, zorder=6)
    if rung.results is not None and rung.results.status == "suspect":
        text += "\n" + _word(rung, language)
    axes.annotate(
        text, (max(end, plan), row), (8, 0), textcoords="offset points", va="center", fontsize=8.5, bbox=HALO
    )


def _savings(axes: Axes, ladder: Ladder, language: Language) -> None:
    rows = [
        (place, marker, colour, row + shift, ladder.saving(rung.name, place))
        for place, marker, colour, shift in AGAINST
        for row, rung in enumerate(ladder.rungs)
        if rung.name not in (place, "as_is") and any(r.name == place for r in ladder.rungs)
    ]
    known = [
        (place, marker, colour, y, saved) for place, marker, colour, y, saved in rows if saved is not None
    ]
    factor, unit = scale([saved.value for *_, saved in known], _unit(ladder), language)
    decimals = decimals_for([saved.value / factor for *_, saved in known], 4)
    words = {"as_is": ("against today", "相对现状"), "stand_alone": ("against stand-alone", "相对各自独立")}
    shown = set()
    for place, marker, colour, y, saved in known:
        value = saved.value / factor
        low, high = (v / factor if math.isfinite(v) else value for v in (saved.low, saved.high))
        axes.errorbar(
            value,
            y,
            xerr=[[max(0.0, value - low)], [max(0.0, high - value)]],
            fmt=marker,
            color=colour,
            capsize=3.5,
            ms=5.5,
            mfc="white" if place == "stand_alone" else colour,
            label=None if place in shown else pick(words[place], language),
        )
        shown.add(place)
        axes.annotate(
            _saved(saved, factor, decimals, language),
            (max(value, high), y),
            (9, 0),
            textcoords="offset points",
            va="center",
            fontsize=8,
        )
    values = [v / factor for *_, s in known for v in (s.value, s.low, s.high) if math.isfinite(v)]
    least, most = min([0.0, *values]), max([0.0, *values])
    # Rounding in the last digit of the bill is not drawn as if it were an interval.
    span = (
        max(
            most - least,
            1e-4 * max((abs(r.plan) for r in ladder.rungs if r.plan is not None), default=0.0) / factor,
        )
        or 1.0
    )
    axes.set_xlim(least - 0.06 * span, most + 0.85 * span)
    zero_line(axes)
    axes.set_xlabel(pick(("saving", "节省"), language) + f" [{unit}]")
    axes.set_title({"en": "saving, and its proved interval", "zh": "节省及其已证区间"}[language])
    separate_thousands(axes.xaxis)
    axes.grid(axis="x")


def _saved(saved: Interval, factor: float, decimals: int, language: Language) -> str:
    value = number(saved.value / factor, decimals)
    if not (math.isfinite(saved.low) and math.isfinite(saved.high)):
        return value + {"en": " (nothing proved)", "zh": "（未证）"}[language]
    low, high = (number(v / factor, decimals) for v in (saved.low, saved.high))
    if low == high:
        return value
    text = {"en": f"{value} ({low} to {high})", "zh": f"{value}（{low} 至 {high}）"}[language]
    if saved.sign == 0:
        text += {"en": "\nnot distinguishable from 0", "zh": "\n与零不可区分"}[language]
    return text
