"""Load duration: for how many hours of the year a carrier is needed at how much, and what gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from symbiosis.report.style import BLACK, PALETTE, finished, new_figure, separate_thousands, style
from symbiosis.report.text import Language, number, pretty, safe, spoken, title_of
from symbiosis.report.words import TERMS, pick
from symbiosis.results.load import Duration, duration, givers_of, load_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from symbiosis.results.results import Results

SHOWN = 5  # givers with a curve of their own
DASHES = ("--", ":", "-.", (0, (1, 1)), (0, (5, 1)))


def figure(results: Results, carriers: list[str], language: str = "en") -> Figure:
    """Return a panel per carrier: the load of the whole park, and the curve of each of its largest givers."""
    tongue = spoken(language)
    with style():
        drawing = new_figure(8.5, 2.7 * len(carriers) + 0.4)
        panels = drawing.subplots(len(carriers), 1, squeeze=False)[:, 0]
        for axes, carrier in zip(panels, carriers, strict=True):
            _panel(axes, results, carrier, tongue == "zh")
        panels[-1].set_xlabel({"en": "hours of the year", "zh": "年小时数"}[tongue])
        return finished(drawing)


def _panel(axes: Axes, results: Results, carrier: str, chinese: bool) -> None:
    park, represents = results.park, results.horizon.represents
    tongue: Language = "zh" if chinese else "en"
    curve = duration(load_of(results, carrier), represents)
    hours = number(curve.full_load_hours, 0)
    said = f"负荷（{hours} h 满负荷）" if chinese else f"load ({hours} full-load hours)"
    _line(axes, curve, said, {"color": BLACK, "linewidth": 1.8})
    things = {**park.technologies, **park.markets, **park.stores, **park.supplies}
    shown = list(givers_of(results, carrier).items())[:SHOWN]

    def name_of(role: str, by: str) -> str:
        if by in park.demands:  # what may wait or was met before stands in for it
            return pick(TERMS.get(role, ("{}", "{}")), tongue).format(title_of(park.demands[by], tongue))
        return title_of(things[by], tongue, limit=26) if by in things else safe(by, limit=26)

    names = [name_of(role, by) for (_, role, by), _ in shown]
    for place, ((n, _, by), values) in enumerate(shown):
        name = names[place]
        if by in park.markets or names.count(name) > 1:
            name = f"{name} ({title_of(park.enterprises[n], tongue, limit=18)})"
        look: dict[str, Any] = {"color": PALETTE[place], "linestyle": DASHES[place], "linewidth": 1.2}
        _line(axes, duration(values, represents), name, look)
    axes.set_title(title_of(park.carriers[carrier], tongue))
    axes.set_ylabel(f"[{pretty(safe(park.carriers[carrier].unit))}]")
    axes.set_xlim(0.0, float(represents.sum()))
    axes.set_ylim(bottom=0.0)
    axes.grid(axis="y")
    separate_thousands(axes.xaxis)
    separate_thousands(axes.yaxis)
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))


def _line(axes: Axes, curve: Duration, label: str, look: dict[str, Any]) -> None:
    hours = np.concatenate([[0.0], curve.hours])
    axes.step(hours, np.append(curve.load, curve.load[-1:]), where="post", label=label, **look)
