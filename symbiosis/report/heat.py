"""Heat targets as figures: composite curves, grand composite curve, site profiles with their levels."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from symbiosis.heat.profiles import curve, sinks, sources
from symbiosis.report.style import BLACK, GREY, PALETTE, finished, new_figure, separate_thousands, style
from symbiosis.report.text import Language, safe, spoken
from symbiosis.report.words import pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from symbiosis.heat.levels import Placement
    from symbiosis.heat.site import SiteTargets

HOT, COLD = PALETTE[5], PALETTE[0]
WORDS = {
    "heat": ("heat [{}]", "热量 [{}]"),
    "temperature": ("temperature [°C]", "温度 [°C]"),
    "shifted": ("shifted temperature [°C]", "平移温度 [°C]"),
    "composite": ("Composite curves", "组合曲线"),
    "grand": ("Grand composite curve", "总组合曲线"),
    "profiles": ("Site profiles", "全厂热源热汇曲线"),
    "hot": ("hot streams", "热流股"),
    "cold": ("cold streams", "冷流股"),
    "sources": ("surplus of enterprises", "企业余热"),
    "sinks": ("need of enterprises", "企业热需求"),
    "levels": ("heating and cooling levels", "公用工程等级"),
    "pinch": ("pinch {} °C", "夹点 {} °C"),
    "need": ("heating {}, cooling {}", "加热 {}，冷却 {}"),
    "pooled": ("all streams pooled", "全部热流股合并"),
}


def figure(targets: SiteTargets, place: str | None = None, language: str = "en") -> Figure:
    """Return composite and grand composite curves of one enterprise, or of all streams pooled.

    Raises KeyError for an unknown enterprise and ValueError for an unknown language.
    """
    tongue = spoken(language)
    met = targets.pooled if place is None else targets.alone[place]
    name = pick(WORDS["pooled"], tongue) if place is None else safe(place)
    with style():
        drawing = new_figure(11.0, 4.6)
        left, right = drawing.subplots(1, 2)
        _composite(left, met, targets.unit, tongue)
        _grand(right, targets, met, tongue)
        found = met.cascade
        need = pick(WORDS["need"], tongue).format(
            f"{found.heating:,.6g} {targets.unit}", f"{found.cooling:,.6g} {targets.unit}"
        )
        drawing.suptitle(f"{name}: {need}", x=0.01, ha="left", fontsize=10.5)
        return finished(drawing)


def site_figure(targets: SiteTargets, language: str = "en") -> Figure:
    """Return the site profiles: surplus of enterprises to the left, their needs to the right."""
    tongue = spoken(language)
    with style():
        drawing = new_figure(7.5, 4.8)
        axes = drawing.subplots()
        alone = [met.cascade for met in targets.alone.values()]
        heat, at = curve(segment for found in alone for segment in sources(found))
        axes.plot(-heat, at, color=HOT, label=pick(WORDS["sources"], tongue))
        heat, at = curve(segment for found in alone for segment in sinks(found))
        axes.plot(heat, at, color=COLD, label=pick(WORDS["sinks"], tongue))
        _levels(axes, targets, targets.alone.values(), tongue)
        axes.axvline(0.0, color=BLACK, linewidth=0.8)
        _axes(axes, targets.unit, "shifted", tongue)
        axes.set_title(pick(WORDS["profiles"], tongue))
        axes.legend(loc="best")
        return finished(drawing)


def _composite(axes: Axes, met: Placement, unit: str, tongue: Language) -> None:
    for hot, colour, word in ((True, HOT, "hot"), (False, COLD, "cold")):
        heat, at = met.cascade.composite(hot)
        axes.plot(heat, at, color=colour, label=pick(WORDS[word], tongue))
    _axes(axes, unit, "temperature", tongue)
    axes.set_title(pick(WORDS["composite"], tongue))
    axes.legend(loc="best")


def _grand(axes: Axes, targets: SiteTargets, met: Placement, tongue: Language) -> None:
    found = met.cascade
    axes.plot(found.residual, found.temperature, color=BLACK)
    _levels(axes, targets, [met], tongue, one_side=True)
    for pinch in found.pinches[:1]:
        axes.axhline(pinch, color=GREY, linewidth=0.8, linestyle=":")
        text = pick(WORDS["pinch"], tongue).format(f"{pinch:g}")
        axes.annotate(
            text,
            (1.0, pinch),
            (0, 3),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            ha="right",
            color="#505050",
        )
    _axes(axes, targets.unit, "shifted", tongue)
    axes.set_title(pick(WORDS["grand"], tongue))


def _levels(
    axes: Axes, targets: SiteTargets, of: Iterable[Placement], tongue: Language, one_side: bool = False
) -> None:
    """Draw what every level gives and takes, one after the other, at its shifted temperatures."""
    placements = list(of)
    label = pick(WORDS["levels"], tongue)
    for heating, colour in ((True, HOT), (False, COLD)):
        edge = 0.0
        downwards = one_side and not heating  # a grand composite curve cools from its pinch down
        levels = sorted(targets.levels, key=lambda level: level.top, reverse=downwards)
        for level in levels:
            by_level = [met.heating if heating else met.cooling for met in placements]
            heat = sum(entry.get(level.name, 0.0) for entry in by_level)
            if heat <= 0.0:
                continue
            top, bottom = level.heating_range if heating else level.cooling_range
            sign = 1.0 if heating or one_side else -1.0
            ends = (top, bottom) if downwards else (bottom, top)
            axes.plot(
                [sign * edge, sign * (edge + heat)],
                ends,
                color=colour,
                linestyle="--",
                marker="|",
                linewidth=1.1,
                label=label,
            )
            axes.annotate(safe(level.name), (sign * (edge + heat / 2), max(ends)), (0, 3), fontsize=7.5,
                          textcoords="offset points", ha="center", color="#505050")  # fmt: skip
            label = "_nolegend_"
            edge += heat


def _axes(axes: Axes, unit: str, word: str, tongue: Language) -> None:
    axes.set_xlabel(pick(WORDS["heat"], tongue).format(unit))
    axes.set_ylabel(pick(WORDS[word], tongue))
    separate_thousands(axes.xaxis)
    axes.grid(visible=True)
