"""The exchange map: who gives what to whom, and how much.

Enterprises stand at their coordinates; every flow is an arrow whose width grows with its yearly amount,
numbered and listed beside the map by carrier, so that it also reads in black and white; of very many, the
largest are. Candidates that were not built are thin dashed lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from symbiosis.report.flows import HUB, Flow, Routes, routes
from symbiosis.report.labels import Box, along, bends, beside, curve
from symbiosis.report.map_list import (
    LINE,
    MARKS,
    arrow_widths,
    carrier_colours,
    flow_numbers,
    text_size,
    write_list,
)
from symbiosis.report.places import Sheet, spread
from symbiosis.report.style import BLACK, GREY, finished, new_figure, separate_thousands, style
from symbiosis.report.text import Language, decimals_for, number, safe, spoken, title_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from symbiosis.park.park import Park
    from symbiosis.report.site_plan import SitePlan
    from symbiosis.results.results import Results

Floats = NDArray[np.float64]

SHEET = (0.055, 0.585)  # left edge and width of the map, as shares of the figure


def figure(results: Results, language: str = "en", plan: SitePlan | None = None) -> Figure:
    """Return the map of a result; without all coordinates, places stand on a circle and the map says so.

    A site `plan` is drawn below, where places have coordinates.

    Raises NoPlanError when the result has no plan, ValueError for an unknown language.
    """
    found = routes(results)
    with style():
        tongue = spoken(language)
        lines = len(flow_numbers(found)) + 2 * len({f.carrier for f in found.flows}) + 12
        width, height = (
            12.0 * 72.0,
            max(6.6 * 72.0, lines * LINE + 70.0, 34.0 * len(results.park.enterprises) ** 0.5 * 3.0),
        )
        drawing = new_figure(width / 72.0, height / 72.0, managed=False)
        bottom = 48.0 / height
        axes = drawing.add_axes((SHEET[0], bottom, SHEET[1], 1.0 - bottom - 30.0 / height))
        sheet = spread(results.park, found, SHEET[1] * width, height * (1.0 - bottom) - 30.0)
        _frame(axes, sheet, tongue)
        if plan is not None and sheet.scale is not None:
            plan.draw(axes)
        _map(axes, results.park, found, sheet, tongue)
        axes.set_title(title_of_park(results.park, tongue), fontsize=9.5)
        beside_map = drawing.add_axes(
            (SHEET[0] + SHEET[1] + 0.015, bottom, 0.34, 1.0 - bottom - 30.0 / height)
        )
        write_list(beside_map, results, found, sheet, (0.34 * width, sheet.height), tongue)
        return finished(drawing)


def title_of_park(park: Park, language: Language) -> str:
    """Return the park's name for people, ready to be drawn."""
    settings = park.settings
    return safe((settings.title_zh if language == "zh" else "") or settings.title or settings.name)


def _frame(axes: Axes, sheet: Sheet, language: Language) -> None:
    """Axes in km whose frame is the sheet; without coordinates a plain frame in points."""
    axes.set_aspect("equal", adjustable="box")
    for side in ("top", "right"):
        axes.spines[side].set_visible(True)
    if sheet.scale is None:
        axes.set_xlim(0.0, sheet.width)
        axes.set_ylim(0.0, sheet.height)
        axes.set_xticks([])
        axes.set_yticks([])
        return
    axes.set_xlim(-sheet.origin[0] / sheet.scale, (sheet.width - sheet.origin[0]) / sheet.scale)
    axes.set_ylim(-sheet.origin[1] / sheet.scale, (sheet.height - sheet.origin[1]) / sheet.scale)
    separate_thousands(axes.xaxis)
    separate_thousands(axes.yaxis)
    axes.set_xlabel({"en": "east [km]", "zh": "东向 [km]"}[language])
    axes.set_ylabel({"en": "north [km]", "zh": "北向 [km]"}[language])


def _map(axes: Axes, park: Park, found: Routes, sheet: Sheet, language: Language) -> None:
    frame: Box = (3.0, 3.0, sheet.width - 3.0, sheet.height - 3.0)
    used = {place for f in found.flows for place in (f.origin, f.destination)}
    for pairs, look in ((found.candidates, (0, (4, 3))), (found.idle, "-")):
        for a, b in pairs:
            ends = np.array([_km(sheet, sheet.spots[a]), _km(sheet, sheet.spots[b])])
            axes.plot(*ends.T, color=GREY, linewidth=0.7, linestyle=look, zorder=1)
    widths = arrow_widths(park, found.flows)
    spots = {n: p for n, p in sheet.spots.items() if not n.startswith(HUB) or n in used}
    arrows = [(f.origin, f.destination, w) for f, w in zip(found.flows, widths, strict=True)]
    chosen = bends(arrows, spots)
    colours = carrier_colours(found)
    lines = [curve(spots[a], spots[b], bend) for (a, b, _), bend in zip(arrows, chosen, strict=True)]
    for flow, width, bend in zip(found.flows, widths, chosen, strict=True):
        _arrow(axes, sheet, flow, width, bend, colours[flow.carrier])
    taken: list[Box] = [(p[0] - 8.0, p[1] - 8.0, p[0] + 8.0, p[1] + 8.0) for p in spots.values()]
    ink = np.vstack(
        [
            _inked(spots, arrows, chosen),
            *(curve(sheet.spots[a], sheet.spots[b], 0.0) for a, b in found.candidates),
        ]
    )
    _markers(axes, park, sheet, used, taken, ink, frame, language)
    numbers = flow_numbers(found)
    for flow, line in zip(found.flows, lines, strict=True):
        if flow not in numbers:
            continue
        text = str(numbers[flow])
        box = along(line[3:-3], (7.0 + 5.0 * len(text), 11.0), taken)
        taken.append(box)
        _text(
            axes,
            sheet,
            box,
            text,
            fontsize=7.0,
            zorder=8,
            bbox={
                "boxstyle": "round,pad=0.18",
                "facecolor": "white",
                "edgecolor": colours[flow.carrier],
                "linewidth": 1.0,
            },
        )


def _inked(spots: dict[str, Floats], arrows: list[tuple[str, str, float]], chosen: list[float]) -> Floats:
    """Points that arrows cover, both edges of each, for labels to keep off; shape (points, 2)."""
    fine = np.linspace(0.03, 0.97, 50)
    covered = [np.zeros((0, 2))]
    for (a, b, width), bend in zip(arrows, chosen, strict=True):
        line = curve(spots[a], spots[b], bend, fine)
        way = spots[b] - spots[a]
        across = np.array([-way[1], way[0]]) / max(1e-9, float(np.hypot(*way))) * (width / 2.0 + 1.0)
        covered += [line + across, line - across]
    return np.vstack(covered)


def _km(sheet: Sheet, spot: Floats) -> tuple[float, float]:
    scale = sheet.scale or 1.0
    return (float(spot[0]) - sheet.origin[0]) / scale, (float(spot[1]) - sheet.origin[1]) / scale


def _text(axes: Axes, sheet: Sheet, box: Box, text: str, **look: Any) -> None:
    x, y = _km(sheet, np.array([(box[0] + box[2]) / 2.0, (box[1] + box[3]) / 2.0]))
    axes.text(x, y, text, ha="center", va="center", **look)


def _arrow(axes: Axes, sheet: Sheet, flow: Flow, width: float, bend: float, colour: str) -> None:
    from matplotlib.patches import FancyArrowPatch

    head = max(7.0, 1.9 * width)
    axes.add_patch(
        FancyArrowPatch(
            _km(sheet, sheet.spots[flow.origin]),
            _km(sheet, sheet.spots[flow.destination]),
            arrowstyle=f"simple,tail_width={width:.2f},head_width={head:.2f},head_length={0.9 * head:.2f}",
            connectionstyle=f"arc3,rad={bend}",
            mutation_scale=1.0,
            shrinkA=7.0,
            shrinkB=9.0,
            facecolor=colour,
            edgecolor="white",
            linewidth=0.6,
            zorder=3,
        )
    )


def _markers(
    axes: Axes,
    park: Park,
    sheet: Sheet,
    used: set[str],
    taken: list[Box],
    lines: Floats,
    frame: Box,
    language: Language,
) -> None:
    """Draw enterprises and hubs, then their names where there is room."""
    for n, enterprise in park.enterprises.items():
        mark, colour = MARKS[enterprise.role]
        axes.plot(
            *_km(sheet, sheet.spots[n]), mark, color=colour, mec=BLACK, mew=1.0, ms=10.0, zorder=6, label=n
        )
    for hub in (n for n in sheet.spots if n.startswith(HUB)):
        size, colour = (8.0, BLACK) if hub in used else (4.0, GREY)
        axes.plot(*_km(sheet, sheet.spots[hub]), "h", color="white", mec=colour, mew=1.2, ms=size, zorder=6)
    crowded = len(park.enterprises) > 30
    middle = np.mean(list(sheet.spots.values()), axis=0)
    for place, spot in sheet.spots.items():
        if place.startswith(HUB):
            if place not in used:
                continue
            name, look = (
                title_of(park.networks[place.removeprefix(HUB)], language, 18, 40),
                {"style": "italic", "fontsize": 7.5},
            )
        else:
            name = title_of(park.enterprises[place], language, 18, 48)
            look = {"fontsize": 7.0 if crowded else 8.5}
            if place in sheet.far:
                name += f"\n({number(sheet.far[place], decimals_for([sheet.far[place]], 2))} km)"
        box = beside(spot, text_size(axes, name, look), 10.0, taken, lines, frame, middle)
        taken.append(box)
        halo = {"boxstyle": "round,pad=0.1", "facecolor": "white", "edgecolor": "none", "alpha": 0.8}
        _text(axes, sheet, box, name, zorder=7, bbox=halo, linespacing=1.05, **look)
