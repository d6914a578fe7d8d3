"""Where things come from and where they go: what crosses the fences of enterprises in a year.

Left whoever gives, in the middle what, right whoever takes; widths are yearly amounts. An enterprise
stands left with what it sends and right with what it receives, so that loops stay readable.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symbiosis.report.style import BLACK, PALETTE, finished, new_figure, style
from symbiosis.report.table import each
from symbiosis.report.text import Language, pretty, scale, spoken, title_of
from symbiosis.report.words import pick
from symbiosis.results.results import NoPlanError
from symbiosis.study.design.exchanges import exchanges

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from symbiosis.park.park import Park
    from symbiosis.results.results import Results

SMALL = 0.005  # of the whole; what is thinner is drawn together as "other"
DUST = 1e-5  # of the whole; what is less is left by the solver, and left out
GAP = 0.02  # between bars, as a share of the height
LABEL = 0.19  # least distance between labels [inches]
KINDS = {  # kinds of carriers that can be added up where their units agree
    "materials": (("material", "waste"), ("materials and wastes", "物料与废物")),
    "water": (("water",), ("water", "水")),
    "energy": (("energy",), ("energy", "能源")),
}
OTHER = ("other", "其他")
OUTSIDE = {
    "market": ("market: {}", "市场：{}"),
    "outlet": ("discarded: {}", "处置：{}"),
}


@dataclass(frozen=True)
class Crossing:
    """A yearly amount that crosses a fence; ends are (`enterprise`, label), (`market`, …), (`outlet`, …)."""

    origin: tuple[str, str]
    carrier: str
    destination: tuple[str, str]
    amount: float


def crossings(results: Results) -> list[Crossing]:
    """Return all that is bought, exchanged, sold and discarded in a year, in each carrier's amount unit.

    Exchanges count as sent; what is lost on the way is lost at the taker. Raises NoPlanError.
    """
    data, park = results.data, results.park
    if data is None:
        raise NoPlanError(f"{results.question} has no plan to draw: {results.outcome.sentence}.")
    found: list[Crossing] = []
    weight = results.horizon.cost_weight

    def yearly(variable: str, dim: str) -> dict[str, float]:
        if variable not in data:
            return {}
        totals = results.yearly(data[variable])
        return {str(k): float(v) for k, v in zip(totals[dim].values, totals.values, strict=True)}

    for trade, amount in yearly("purchase", "trade").items():
        market, _, enterprise = trade.partition(":")
        k = park.markets[market].carrier
        found.append(Crossing(("market", market), k, ("enterprise", enterprise), amount))
    for trade, amount in yearly("sale", "trade").items():
        market, _, enterprise = trade.partition(":")
        k = park.markets[market].carrier
        found.append(Crossing(("enterprise", enterprise), k, ("market", market), amount))
    for label, amount in yearly("discard", "outlet").items():
        outlet = park.outlets[label]
        found.append(Crossing(("enterprise", outlet.enterprise), outlet.carrier, ("outlet", label), amount))
    for e in exchanges(results):
        amount = float((weight * e.sent).sum())
        found.append(Crossing(("enterprise", e.giver), e.carrier, ("enterprise", e.taker), amount))
    return [c for c in found if c.amount > 1e-6]


def shown_units(results: Results, kind: str, least: int = 1) -> list[str]:
    """Return the units of flow in which a kind's carriers cross fences in `least` ways or more.

    The unit with most ways comes first.
    """
    park = results.park
    units = [
        park.carriers[c.carrier].unit
        for c in crossings(results)
        if park.carriers[c.carrier].kind in KINDS[kind][0]
    ]
    ways = {unit: units.count(unit) for unit in sorted(set(units))}
    return sorted((unit for unit in ways if ways[unit] >= least), key=lambda unit: -ways[unit])


def figure(results: Results, kind: str = "materials", language: str = "en", unit: str = "") -> Figure | None:
    """Return the diagram of a kind of carriers (`materials`, `water`, `energy`) that share a unit.

    `unit` is a unit of flow (t/h, MW); that of most ways when absent. None when nothing flows.
    Raises ValueError for a language that is neither `en` nor `zh`.
    """
    tongue = spoken(language)
    units = shown_units(results, kind)
    if not units:
        return None
    unit = unit or units[0]
    park = results.park
    flows = [
        c
        for c in crossings(results)
        if park.carriers[c.carrier].kind in KINDS[kind][0] and park.carriers[c.carrier].unit == unit
    ]
    if not flows:
        return None
    with style():
        amount = pretty(unit.removesuffix("/h") if unit.endswith("/h") else f"{unit}h")
        per_year = results.horizon.years == 1.0
        factor, said = scale([c.amount for c in flows], f"{amount}/a" if per_year else amount, tongue)
        flows = _merged(flows)
        left = _bars(flows, lambda c: c.origin)
        middle = _bars(flows, lambda c: ("carrier", c.carrier))
        right = _bars(flows, lambda c: c.destination)
        longest = max(len(left), len(middle), len(right))
        height = 1.2 + 0.34 * max(6, longest)
        span = 1.02 + GAP * longest
        least = LABEL * span / height
        drawing = new_figure(11.0, height)
        axes = drawing.subplots()
        total = sum(c.amount for c in flows)
        tops = [_stacked(bars, total, longest) for bars in (left, middle, right)]
        carriers = list(middle)
        colour = {k: PALETTE[i % len(PALETTE)] for i, k in enumerate(carriers)}
        _ribbons(axes, flows, tops, total, colour)
        for x, bars, top in zip((0.0, 1.0, 2.0), (left, middle, right), tops, strict=True):
            _labels(axes, x, bars, top, total, park, factor, least, tongue)
        axes.set_xlim(-0.75, 2.75)
        axes.set_ylim(span - 0.02, -0.02)
        axes.set_axis_off()
        title = pick(KINDS[kind][1], tongue)
        axes.set_title(f"{title} [{said}]", loc="left")
        return finished(drawing)


def _merged(flows: Sequence[Crossing]) -> list[Crossing]:
    """Add up equal ways, and draw the thinnest ones of each carrier together."""
    total = sum(c.amount for c in flows)
    sums: dict[tuple[tuple[str, str], str, tuple[str, str]], float] = {}
    for c in flows:
        key = (c.origin, c.carrier, c.destination)
        sums[key] = sums.get(key, 0.0) + c.amount
    out: dict[tuple[tuple[str, str], str, tuple[str, str]], float] = {}
    for (origin, carrier, destination), amount in sums.items():
        if amount < DUST * total:
            continue
        if amount < SMALL * total:
            origin, carrier, destination = ("other", ""), "", ("other", "")
        key = (origin, carrier, destination)
        out[key] = out.get(key, 0.0) + amount
    return [Crossing(o, k, d, amount) for (o, k, d), amount in sorted(out.items(), key=lambda e: -e[1])]


Key = tuple[str, str]


def _bars(flows: Sequence[Crossing], of: Callable[[Crossing], Key]) -> dict[Key, float]:
    sums: dict[Key, float] = {}
    for c in flows:
        sums[of(c)] = sums.get(of(c), 0.0) + c.amount
    return dict(sorted(sums.items(), key=lambda entry: (entry[0] == ("other", ""), -entry[1])))


def _stacked(bars: dict[Key, float], total: float, longest: int) -> dict[Key, float]:
    """Return where each bar begins, from the top, with gaps between; the stack is in the middle."""
    y = GAP * (longest - len(bars)) / 2.0
    tops = {}
    for key, amount in bars.items():
        tops[key] = y
        y += amount / total + GAP
    return tops


def _ribbons(
    axes: Axes,
    flows: Sequence[Crossing],
    tops: Sequence[dict[Key, float]],
    total: float,
    colour: dict[Key, str],
) -> None:
    used = [dict(top) for top in tops]
    x = np.linspace(0.0, 1.0, 40)
    bend = x * x * (3.0 - 2.0 * x)
    order = {key: i for i, key in enumerate(tops[1])}
    for c in sorted(flows, key=lambda c: order["carrier", c.carrier]):
        ends = (c.origin, ("carrier", c.carrier), c.destination)
        width = c.amount / total
        places = []
        for column, key in enumerate(ends):
            places.append(used[column][key])
            used[column][key] += width
        for column in (0, 1):
            y = places[column] + (places[column + 1] - places[column]) * bend
            axes.fill_between(
                column + 0.02 + 0.96 * x,
                y,
                y + width,
                facecolor=colour["carrier", c.carrier],
                alpha=0.55,
                edgecolor="white",
                linewidth=0.3,
            )


def _labels(
    axes: Axes,
    x: float,
    bars: dict[Key, float],
    tops: dict[Key, float],
    total: float,
    park: Park,
    factor: float,
    least: float,
    language: Language,
) -> None:
    places = _apart([tops[key] + amount / total / 2.0 for key, amount in bars.items()], least)
    for (key, amount), y in zip(bars.items(), places, strict=True):
        height = amount / total
        axes.fill_between([x - 0.02, x + 0.02], tops[key], tops[key] + height, color=BLACK, linewidth=0.0)
        text = f"{_name(park, key, language)}  {each(amount / factor)}"
        aside, ha = {0.0: (-0.04, "right"), 1.0: (0.0, "center"), 2.0: (0.04, "left")}[x]
        box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.85} if x == 1.0 else None
        axes.text(x + aside, y, text, ha=ha, va="center", fontsize=8.0, bbox=box)


def _apart(places: Sequence[float], least: float) -> list[float]:
    """Move labels down so that neighbours are at least so far apart; they come in order."""
    out: list[float] = []
    for y in places:
        out.append(max(y, out[-1] + least) if out else y)
    return out


def _name(park: Park, key: Key, language: Language) -> str:
    kind, label = key
    if kind == "other" or (kind == "carrier" and not label):
        return pick(OTHER, language)
    if kind == "enterprise":
        return title_of(park.enterprises[label], language, limit=26)
    if kind == "carrier":
        return title_of(park.carriers[label], language, limit=26)
    if kind == "market":
        return pick(OUTSIDE["market"], language).format(title_of(park.markets[label], language, limit=22))
    return pick(OUTSIDE["outlet"], language).format(title_of(park.outlets[label], language, limit=22))
