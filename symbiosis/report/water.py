"""The water pinch as a figure: net load of a park against concentration, and the line of fresh water."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symbiosis.report.style import BLACK, GREY, PALETTE, finished, new_figure, separate_thousands, style
from symbiosis.report.text import pretty, safe, spoken, title_of
from symbiosis.report.words import pick

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from symbiosis.park.park import Park
    from symbiosis.water.of_park import WaterTargets

WORDS = {
    "load": ("load carried below the concentration [{}·{}]", "该浓度以下的污染物负荷 [{}·{}]"),
    "concentration": ("{} [{}]", "{} [{}]"),
    "curve": ("net load (limiting composite curve)", "净负荷（极限组合曲线）"),
    "fresh": ("fresh water: {} {}", "新鲜水：{} {}"),
    "pinch": ("pinch {} {}", "夹点 {} {}"),
    "title": ("Water pinch of {}: without reuse {}, own reuse {}, together {} {}",
              "水夹点（{}）：无回用 {}，企业内回用 {}，园区共用 {} {}"),
}  # fmt: skip


def figure(found: WaterTargets, park: Park, language: str = "en") -> Figure:
    """Return the net load curve and the fresh water line that touches it, for the hour that needs most.

    Waters and contaminants are called by their titles. Raises ValueError for an unknown language.
    """
    tongue = spoken(language)
    hour, unit, of = found.hour, pretty(safe(found.unit)), pretty(safe(found.quality_unit))
    water = title_of(park.carriers[found.carrier], tongue)
    contaminant = title_of(park.qualities[found.quality], tongue)
    with style():
        drawing = new_figure(7.5, 4.8)
        axes = drawing.subplots()
        axes.plot(hour.load, hour.concentration, color=PALETTE[5], marker="o", markersize=3,
                  label=pick(WORDS["curve"], tongue))  # fmt: skip
        top = float(hour.concentration.max(initial=found.fresh_quality))
        line = np.array([found.fresh_quality, top])
        axes.plot(
            hour.fresh * (line - found.fresh_quality),
            line,
            color=PALETTE[0],
            label=pick(WORDS["fresh"], tongue).format(f"{hour.fresh:,.6g}", unit),
        )
        if hour.pinch is not None:
            axes.axhline(hour.pinch, color=GREY, linewidth=0.8, linestyle=":")
            text = pick(WORDS["pinch"], tongue).format(f"{hour.pinch:g}", of)
            axes.annotate(text, (1.0, hour.pinch), (0, 3), xycoords=("axes fraction", "data"),
                          textcoords="offset points", ha="right", color="#505050")  # fmt: skip
        axes.axvline(0.0, color=BLACK, linewidth=0.8)
        axes.set_xlabel(pick(WORDS["load"], tongue).format(of, unit))
        axes.set_ylabel(pick(WORDS["concentration"], tongue).format(contaminant, of))
        separate_thousands(axes.xaxis)
        axes.grid(visible=True)
        axes.legend(loc="best")
        numbers = (f"{value:,.5g}" for value in (found.unused, found.fresh_alone, found.pooled))
        axes.set_title(pick(WORDS["title"], tongue).format(water, *numbers, unit), loc="left", fontsize=9.5)
        return finished(drawing)
