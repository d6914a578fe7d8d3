"""The map of pipes: corridors, and what is laid along them, as wide as it carries and named by its size."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from symbiosis.report.style import BLACK, GREY, PALETTE, finished, new_figure, separate_thousands, style
from symbiosis.report.text import decimals_for, number, pretty, safe, spoken, title_of
from symbiosis.results.laid import LaidPipe, laid_pipes

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from symbiosis.park.park import Park
    from symbiosis.results.results import Results

WIDEST = 7.0  # points
APART = 0.9  # share of the widest line by which pipes of one corridor stand apart


def figure(results: Results, language: str = "en") -> Figure | None:
    """Return the map of pipes; None where no pipe is laid or a place on its way has no coordinates."""
    park, pipes = results.park, list(laid_pipes(results))
    tongue = spoken(language)
    if not pipes or any(
        _at(park, place) is None for pipe in pipes for place in (pipe.origin, pipe.destination)
    ):
        return None
    ends = {place for pipe in pipes for place in _known(park, pipe)}
    with style():
        drawing = new_figure(10.0, 6.6)
        axes = drawing.subplots()
        axes.set_aspect("equal", adjustable="datalim")
        for corridor in park.corridors.values():
            a, b = _at(park, corridor.origin), _at(park, corridor.destination)
            if a is not None and b is not None:
                axes.plot(*zip(a, b, strict=True), color=GREY, linewidth=0.7, linestyle=(0, (4, 3)), zorder=1)
        _pipes(drawing, axes, results, pipes, tongue)
        for label in dict.fromkeys([*ends, *park.junctions]):
            spot = _at(park, label)
            if spot is None:
                continue
            place = park.place(label)
            junction = label in park.junctions
            axes.plot(
                *spot, "o", color="white" if junction else BLACK, mec=BLACK, ms=4 if junction else 8, zorder=5
            )
            if not junction:
                name = title_of(place, tongue, 18, 40)
                axes.annotate(
                    name, spot, (0, 9), textcoords="offset points", ha="center", fontsize=8.5, zorder=7
                )
        axes.margins(0.16)
        axes.set_xlabel({"en": "east [km]", "zh": "东向 [km]"}[tongue])
        axes.set_ylabel({"en": "north [km]", "zh": "北向 [km]"}[tongue])
        separate_thousands(axes.xaxis)
        separate_thousands(axes.yaxis)
        axes.set_title(
            {
                "en": "Pipes: size, largest flow of what they can carry",
                "zh": "管网：管径、最大流量与输送能力",
            }[tongue]
        )
        handles, labels = axes.get_legend_handles_labels()
        drawing.legend(handles, labels, loc="outside right upper")
        return finished(drawing)


def _pipes(drawing: Figure, axes: Axes, results: Results, pipes: list[LaidPipe], language: str) -> None:
    """Draw every pipe along its way with its size; several along one corridor stand beside each other."""
    import numpy as np
    from matplotlib.transforms import ScaledTranslation

    park = results.park
    carriers = list(dict.fromkeys(pipe.carrier for pipe in pipes))
    largest = {k: max(pipe.capacity for pipe in pipes if pipe.carrier == k) for k in carriers}
    on_way: dict[tuple[str, str], int] = {}
    said: dict[tuple[str, str], list[tuple[str, str, Any]]] = {}
    named: set[str] = set()
    for pipe in pipes:
        colour = PALETTE[carriers.index(pipe.carrier) % len(PALETTE)]
        width = 1.0 + WIDEST * (pipe.capacity / largest[pipe.carrier]) ** 0.5
        unit = pretty(safe(park.carriers[pipe.carrier].unit))
        title = "" if pipe.carrier in named else f"{title_of(park.carriers[pipe.carrier], language)} [{unit}]"
        named.add(pipe.carrier)
        if title:
            axes.plot([], [], color=colour, linewidth=4.0, label=title)
        legs = []
        for one, other in pairwise(_known(park, pipe)):
            leg = (min(one, other), max(one, other))
            a, b = (np.array(_at(park, place), dtype=float) for place in leg)
            length = float(np.hypot(*(b - a)))
            beside = on_way.get(leg, 0)
            on_way[leg] = beside + 1
            across = np.array([-(b - a)[1], (b - a)[0]]) / max(1e-9, length)
            shift = across * beside * APART * WIDEST
            inches = (float(shift[0]) / 72.0, float(shift[1]) / 72.0)
            moved = axes.transData + ScaledTranslation(*inches, drawing.dpi_scale_trans)
            axes.plot(*zip(a, b, strict=True), color=colour, linewidth=width, transform=moved, zorder=3)
            legs.append((length, leg, shift))
        _, leg, shift = max(legs, key=lambda found: found[0])
        size = f"{pipe.sizes}, " if pipe.sizes else ""
        most, can = (number(v, decimals_for([v])) for v in (pipe.peak, pipe.capacity))
        said.setdefault(leg, []).append((safe(f"{size}{most} / {can}"), colour, shift))
    for leg, labels in said.items():
        a, b = (np.array(_at(park, place), dtype=float) for place in leg)
        for i, (text, colour, shift) in enumerate(labels, start=1):
            axes.annotate(
                text,
                tuple(a + (b - a) * i / (len(labels) + 1)),  # side by side along the way, never on each other
                (shift[0], shift[1] + 2.0),
                textcoords="offset points",
                ha="center",
                fontsize=7.5,
                zorder=8,
                bbox={
                    "boxstyle": "round,pad=0.15",
                    "facecolor": "white",
                    "edgecolor": colour,
                    "linewidth": 0.8,
                },
            )


def _known(park: Park, pipe: LaidPipe) -> tuple[str, ...]:
    """Return the places of a pipe's way that have coordinates."""
    return tuple(place for place in pipe.route if _at(park, place) is not None)


def _at(park: Park, label: str) -> tuple[float, float] | None:
    place = park.place(label)
    return None if place.x is None or place.y is None else (place.x, place.y)
