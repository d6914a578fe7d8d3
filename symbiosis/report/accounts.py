"""Who pays what: the cost of each enterprise on each rung, and what it gains against stand-alone.

Costs are those after settlement where exchanges were settled; a small tick then shows the cost before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.report.style import BLACK, fill, finished, new_figure, separate_thousands, style, zero_line
from symbiosis.report.text import Language, decimals_for, money_unit, number, safe, scale, spoken, title_of
from symbiosis.report.words import pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from symbiosis.study.design.ladder import Ladder, Rung

BAR = 0.16


def figure(ladder: Ladder, language: str = "en", only: str = "") -> Figure:
    """Return the costs of every enterprise that pays or earns anything, by rung; or of `only` one.

    Raises ValueError for a language that is neither `en` nor `zh`.
    """
    with style():
        tongue = spoken(language)
        rungs = [rung for rung in ladder.rungs if rung.plan is not None and rung.results is not None]
        nets = [_net(rung) for rung in rungs]
        paying = [n for n in ladder.park.enterprises if any(abs(net.get(n, 0.0)) > 1e-9 for net in nets)]
        paying = [n for n in paying if only in ("", n)]
        compared = any(rung.name == "stand_alone" for rung in rungs)
        height = 1.7 + max(1, len(paying)) * (0.22 + BAR * max(1, len(rungs)))
        drawing = new_figure(11.0, height)
        panels = drawing.subplots(
            1, 2 if compared else 1, sharey=True, squeeze=False, width_ratios=[3, 2][: 1 + compared]
        )[0]
        _names(panels[0], ladder, paying, len(rungs), tongue)
        _costs(panels[0], ladder, rungs, paying, tongue)
        if compared:
            _gains(panels[1], ladder, rungs, paying, tongue)
        handles, labels = panels[0].get_legend_handles_labels()
        if handles:
            drawing.legend(handles, labels, loc="outside lower center", ncols=3)
        return finished(drawing)


def _net(rung: Rung) -> dict[str, float]:
    if rung.accounts is not None:
        return {account.enterprise: account.net for account in rung.accounts.accounts}
    return _before(rung)


def _before(rung: Rung) -> dict[str, float]:
    return {} if rung.results is None else rung.results.cost_by("owner")


def _row(enterprise: int, rung: int, rungs: int) -> float:
    """Height of a bar: enterprises are 0.22 inches apart plus a bar for every rung."""
    return enterprise * (0.22 + BAR * rungs) + BAR * (rung - (rungs - 1) / 2.0)


def _names(axes: Axes, ladder: Ladder, paying: list[str], rungs: int, language: Language) -> None:
    names = [title_of(ladder.park.enterprises[n], language, 22) for n in paying]
    axes.set_yticks(
        [_row(i, 0, 1) if rungs == 0 else i * (0.22 + BAR * rungs) for i in range(len(names))], names
    )
    last = max(0, len(names) - 1) * (0.22 + BAR * rungs)
    half = (0.22 + BAR * max(1, rungs)) / 2.0
    axes.set_ylim(last + half, -half)
    axes.tick_params(axis="y", left=False, labelsize=9)


def _costs(axes: Axes, ladder: Ladder, rungs: list[Rung], paying: list[str], language: Language) -> None:
    rows = [[_net(rung).get(n, 0.0) for n in paying] for rung in rungs]
    before = [[_before(rung).get(n, 0.0) for n in paying] for rung in rungs]
    factor, unit = _bars(axes, ladder, rungs, rows, language, before)
    settled = False
    for j in range(len(rungs)):
        for i, (was, now) in enumerate(zip(before[j], rows[j], strict=True)):
            if abs(was - now) > 1e-6 * max(abs(was), abs(now), 1.0):
                y, settled = _row(i, j, len(rungs)), True
                axes.plot(
                    [was / factor] * 2, [y - BAR / 2, y + BAR / 2], color=BLACK, linewidth=2.0, zorder=4
                )
    if settled:
        word = {"en": "before settlement", "zh": "结算前"}[language]
        axes.plot([], [], color=BLACK, linewidth=2.0, marker="|", ms=8, linestyle="", mew=2.0, label=word)
    after = any(rung.accounts is not None for rung in rungs)
    axes.set_xlabel(
        pick(("cost after settlement", "结算后费用") if after else ("cost", "费用"), language) + f" [{unit}]"
    )
    axes.set_title(
        {"en": "what each enterprise pays (below 0: earns)", "zh": "各企业费用（负值为收入）"}[language]
    )


def _gains(axes: Axes, ladder: Ladder, rungs: list[Rung], paying: list[str], language: Language) -> None:
    alone = next(_net(rung) for rung in rungs if rung.name == "stand_alone")
    rows = [
        [alone.get(n, 0.0) - _net(rung).get(n, 0.0) if rung.name != "stand_alone" else 0.0 for n in paying]
        for rung in rungs
    ]
    _factor, unit = _bars(axes, ladder, rungs, rows, language, skip="stand_alone")
    axes.set_xlabel(pick(("gain", "收益"), language) + f" [{unit}]")
    axes.set_title({"en": "what it gains against stand-alone", "zh": "相对各自独立的收益"}[language])
    axes.tick_params(labelleft=False, left=False)


def _bars(
    axes: Axes,
    ladder: Ladder,
    rungs: list[Rung],
    rows: list[list[float]],
    language: Language,
    *beyond: list[list[float]],
    skip: str = "",
) -> tuple[float, str]:
    """Draw one bar per enterprise and rung with its number; return the scale."""
    every = [value for row in rows for value in row]
    currency = money_unit(ladder.park.settings.currency, ladder.horizon.years == 1.0)
    factor, unit = scale(every, currency, language)
    decimals = min(2, decimals_for([value / factor for value in every], 4))
    for j, (rung, row) in enumerate(zip(rungs, rows, strict=True)):
        if rung.name == skip:
            continue
        heights = [_row(i, j, len(rungs)) for i in range(len(row))]
        name = safe(pick((rung.title, rung.title_zh), language))
        axes.barh(heights, [value / factor for value in row], BAR * 0.9, label=name, **fill(j))
        for i, (y, value) in enumerate(zip(heights, row, strict=True)):
            side = 1 if value >= 0.0 else -1
            # The number stands clear of the tick that marks the cost before settlement.
            end = side * max(side * value, *(side * other[j][i] for other in beyond), 0.0)
            text = number(value / factor, decimals) if abs(value) > 1e-9 * max(map(abs, every)) else "0"
            axes.annotate(
                text,
                (end / factor, y),
                (5 * side, 0),
                textcoords="offset points",
                va="center",
                ha="left" if side > 0 else "right",
                fontsize=7.5,
            )
    scaled = [value / factor for value in (*every, *(v for other in beyond for row in other for v in row))]
    least, most = min([0.0, *scaled]), max([0.0, *scaled])
    span = (most - least) or 1.0
    axes.set_xlim(least - (0.2 * span if least < 0.0 else 0.0), most + 0.2 * span)
    zero_line(axes)
    separate_thousands(axes.xaxis)
    axes.grid(axis="x")
    return factor, unit
