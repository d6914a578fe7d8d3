"""The list beside the exchange map: flows by carrier with their numbers, and what the signs mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symbiosis.report.flows import HUB, Flow, Routes
from symbiosis.report.places import Sheet
from symbiosis.report.style import BLACK, GREY, PALETTE
from symbiosis.report.text import Language, amount_shown, amount_unit, decimals_for, number, title_of
from symbiosis.report.words import ROLES, pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from symbiosis.park.park import Park
    from symbiosis.results.results import Results

MARKS = {
    "producer": ("o", "#0072B2"),
    "utility": ("s", "#D55E00"),
    "town": ("^", "#009E73"),
    "outside": ("D", "#ffffff"),
}
THIN, THICK = 1.3, 9.0  # widths of the smallest and the largest arrow of a unit [points]
LINE = 12.5  # height of a line of the list [points]
LISTED = 45  # flows that get a number and a line; more would make a list that nobody reads
REST = (
    "{} smaller flows have no number; the table names them",
    "另有{}条较小的流量未编号，见表",
)


def arrow_widths(park: Park, flows: tuple[Flow, ...]) -> list[float]:
    """Arrow widths [points]: in proportion to the amount, per unit, and never too thin to be seen."""
    largest: dict[str, float] = {}
    for flow in flows:
        unit = park.carriers[flow.carrier].unit
        largest[unit] = max(largest.get(unit, 0.0), flow.amount)
    return [max(THIN, THICK * flow.amount / largest[park.carriers[flow.carrier].unit]) for flow in flows]


def carrier_colours(found: Routes) -> dict[str, str]:
    """Return a colour for every carrier that flows."""
    carriers = dict.fromkeys(f.carrier for f in found.flows)
    bright = [colour for colour in PALETTE if colour != "#F0E442"]  # yellow is lost on white
    return {carrier: bright[i % len(bright)] for i, carrier in enumerate(carriers)}


def flow_numbers(found: Routes) -> dict[Flow, int]:
    """Number the flows in the order of the list: by carrier, largest first.

    Of many, those that are largest beside others of their carrier.
    """
    carriers = dict.fromkeys(f.carrier for f in found.flows)
    largest = {k: max(f.amount for f in found.flows if f.carrier == k) for k in carriers}
    shown = set(sorted(found.flows, key=lambda f: -f.amount / largest[f.carrier])[:LISTED])
    ordered = [f for k in carriers for f in found.flows if f.carrier == k and f in shown]
    return {flow: i for i, flow in enumerate(ordered, 1)}


def text_size(axes: Axes, text: str, look: dict[str, Any]) -> tuple[float, float]:
    """Width and height of a text on paper [points]."""
    figure = axes.figure
    probe = figure.text(0.0, 0.0, text, linespacing=1.05, **look)
    extent = probe.get_window_extent(figure.canvas.get_renderer())  # type: ignore[attr-defined]
    probe.remove()
    per_point = figure.dpi / 72.0
    return extent.width / per_point + 4.0, extent.height / per_point + 3.0


def _notes(sheet: Sheet, language: Language) -> list[str]:
    notes = []
    if sheet.scale is None:
        notes.append(
            {"en": "coordinates are missing: drawn on a circle", "zh": "缺少坐标：按环形排列"}[language]
        )
    if sheet.moved:
        notes.append({"en": "close neighbours are moved apart", "zh": "相邻企业已错开"}[language])
    if sheet.far:
        notes.append(
            {"en": "far places stand at the edge, with their distance", "zh": "远处置于边缘并注明距离"}[
                language
            ]
        )
    return notes


def write_list(
    axes: Axes, results: Results, found: Routes, sheet: Sheet, size: tuple[float, float], language: Language
) -> None:
    """Write the flows by carrier, each with number, amount, from and to; then what the signs mean."""
    width, height = size
    axes.set_axis_off()
    axes.set_xlim(0.0, width)
    axes.set_ylim(height, 0.0)
    park, numbers, colours = results.park, flow_numbers(found), carrier_colours(found)
    thickness = dict(zip(found.flows, arrow_widths(park, found.flows), strict=True))
    y, before = 4.0, ""
    for flow in numbers:
        if flow.carrier != before:
            y, before = y + (0.5 * LINE if before else 0.0), flow.carrier
            unit = amount_unit(park, flow.carrier, results.horizon.years)
            axes.text(
                0.0,
                y,
                f"{title_of(park.carriers[flow.carrier], language, limit=34)} [{unit}]",
                va="center",
                fontsize=8.5,
            )
            y += LINE
        over = results.horizon.years
        amounts = [
            amount_shown(park, f.carrier, f.amount, over) for f in found.flows if f.carrier == flow.carrier
        ]
        axes.text(14.0, y, str(numbers[flow]), va="center", ha="right", fontsize=7.5)
        axes.plot(
            [20.0, 40.0],
            [y, y],
            color=colours[flow.carrier],
            linewidth=thickness[flow],
            solid_capstyle="butt",
        )
        amount = number(amount_shown(park, flow.carrier, flow.amount, over), decimals_for(amounts, 3))
        axes.text(94.0, y, amount, va="center", ha="right", fontsize=8.0)
        _fitted(axes, 102.0, y, _way(park, flow, language), width - 102.0)
        y += LINE
    if not numbers:
        axes.text(0.0, y, {"en": "nothing is exchanged", "zh": "无交换"}[language], va="center")
        y += LINE
    if len(numbers) < len(found.flows):
        rest = pick(REST, language).format(len(found.flows) - len(numbers))
        axes.text(0.0, y, rest, va="center", fontsize=8.0)
        y += LINE
    y = _signs(axes, park, found, y + LINE, language, results.horizon.years)
    for note in _notes(sheet, language):
        axes.text(0.0, y, note, va="center", fontsize=8.0)
        y += LINE


def _way(park: Park, flow: Flow, language: Language) -> tuple[str, str]:
    """Names of both ends."""

    def name(place: str) -> str:
        thing: Any = (
            park.networks[place.removeprefix(HUB)] if place.startswith(HUB) else park.enterprises[place]
        )
        return title_of(thing, language, limit=48)

    return name(flow.origin), name(flow.destination)


def _fitted(axes: Axes, x: float, y: float, ends: tuple[str, str], room: float) -> None:
    """Write `from → to`, both cut alike until they fit."""
    for limit in range(48, 3, -2):
        text = " → ".join(end if len(end) <= limit else end[: limit - 1].rstrip("\\ ") + "…" for end in ends)
        # Hinting makes the same text up to a twentieth wider at another resolution.
        if text_size(axes, text, {"fontsize": 7.5})[0] <= 0.93 * room:
            break
    axes.text(x, y, text, va="center", fontsize=7.5)


def _signs(axes: Axes, park: Park, found: Routes, y: float, language: Language, years: float) -> float:
    """Say what the signs mean; return where the next line goes."""
    roles = [role for role in ROLES if any(e.role == role for e in park.enterprises.values())]
    for role in roles:
        mark, colour = MARKS[role]
        axes.plot([30.0], [y], mark, color=colour, mec=BLACK, ms=8.0)
        axes.text(46.0, y, pick(ROLES[role], language), va="center", fontsize=8.0)
        y += LINE
    if any(place.startswith(HUB) for f in found.flows for place in (f.origin, f.destination)):
        axes.plot([30.0], [y], "h", color="white", mec=BLACK, mew=1.2, ms=8.0)
        axes.text(46.0, y, {"en": "network", "zh": "管网"}[language], va="center", fontsize=8.0)
        y += LINE
    for pairs, look, words in (
        (found.candidates, (0, (4, 3)), ("candidate, not built", "候选，未建")),
        (found.idle, "-", ("stands, not used", "已有，未用")),
    ):
        if pairs:
            axes.plot([18.0, 42.0], [y, y], color=GREY, linewidth=0.9, linestyle=look)
            axes.text(46.0, y, pick(words, language), va="center", fontsize=8.0)
            y += LINE
    if found.flows:
        largest: dict[str, float] = {}
        for flow in found.flows:
            unit = amount_unit(park, flow.carrier, years)
            amount = amount_shown(park, flow.carrier, flow.amount, years)
            largest[unit] = max(largest.get(unit, 0.0), amount)
        widest = ", ".join(f"{number(v, decimals_for([v], 3))} {unit}" for unit, v in largest.items())
        y += 0.3 * LINE
        axes.text(
            0.0, y, {"en": "widest arrow: ", "zh": "最宽箭头："}[language] + widest, va="center", fontsize=8.0
        )
        y += LINE
    return y
