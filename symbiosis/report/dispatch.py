"""A week of dispatch: who gave and who took one carrier, hour by hour, and what was in store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from symbiosis.report.style import BLACK, PALETTE, fill, finished, new_figure, separate_thousands, style
from symbiosis.report.text import Language, amount_unit, pretty, safe, spoken, title_of
from symbiosis.report.times import label_days, span_text
from symbiosis.report.words import TERMS, pick
from symbiosis.results.load import carriers_by_money
from symbiosis.results.results import NoPlanError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from xarray import DataArray

    from symbiosis.results.results import Results

Floats = NDArray[np.float64]

WEEK = 168.0  # hours
SHOWN = 7  # givers, and takers, that get an area of their own; the rest are one area
PASSED_ON = ("leaving", "arriving", "fed", "drawn")
FLOWING = 1e-6  # least flow that is drawn


def figure(
    results: Results, carrier: str | None = None, enterprise: str | None = None, language: str = "en"
) -> Figure:
    """Return one week of a carrier at an enterprise, or of the whole park when only the carrier is given.

    Without a carrier, the place is chosen that has most to show (see `most_interesting`). The week is
    that of the greatest throughput; a shorter horizon is shown whole. Raises NoPlanError without a
    plan, KeyError when the carrier is not balanced there, ValueError for an unknown language.
    """
    tongue = spoken(language)
    if carrier is None:
        enterprise, carrier = most_interesting(results, enterprise)
    givers, takers = _areas(results, carrier, enterprise, tongue)
    steps = _week(
        results, sum((*givers.values(), *(-v for v in takers.values())), np.zeros(len(results.horizon)))
    )
    stores = [
        j
        for j, s in results.park.stores.items()
        if s.carrier == carrier and enterprise in (None, s.enterprise)
    ]
    with style():
        drawing = new_figure(11.0, 5.2 + (1.5 if stores else 0.0))
        panels = drawing.subplots(
            2 if stores else 1, 1, sharex=True, squeeze=False, height_ratios=[3.2, 1.0][: 1 + bool(stores)]
        )[:, 0]
        edges = _edges(results, steps)
        _stack(panels[0], edges, [givers, takers], steps)
        park = results.park
        where = (
            {"en": "the whole park", "zh": "全园区"}[tongue]
            if enterprise is None
            else title_of(park.enterprises[enterprise], tongue)
        )
        what = title_of(park.carriers[carrier], tongue)
        panels[0].set_title(f"{what} at {where}" if tongue == "en" else f"{where}：{what}", fontsize=10.5)
        gives = pick(("← takes      gives →", "← 取用      供给 →"), tongue)
        panels[0].set_ylabel(f"{gives}\n[{pretty(safe(park.carriers[carrier].unit))}]")
        separate_thousands(panels[0].yaxis)
        handles, labels = panels[0].get_legend_handles_labels()
        top = len(givers)  # the legend reads as the stack does, from the top down
        order = [*range(top - 1, -1, -1), *range(top, len(labels))]
        drawing.legend(
            [handles[i] for i in order],
            [labels[i] for i in order],
            loc="outside right upper",
            handlelength=1.8,
        )
        if stores:
            unit = amount_unit(park, carrier, years=0.0)
            _levels(
                panels[1],
                edges,
                results,
                stores,
                steps,
                f"{pick(('in store', '储量'), tongue)}\n[{unit}]",
                tongue,
            )
        label_days(panels[-1], edges, tongue)
        zone = safe(park.calendar.time_zone, limit=40)
        standard = {"en": "local standard time", "zh": "当地标准时"}[tongue]
        panels[-1].set_xlabel(f"{span_text(edges, tongue)} ({standard}, {zone})")
        return finished(drawing)


def most_interesting(results: Results, enterprise: str | None = None) -> tuple[str, str]:
    """Return the enterprise and carrier with most to show.

    Energy before anything else, and of it what passes between enterprises, by its value in the year; then
    balances of three and more parts before mere passing on, then the greatest yearly throughput (in the
    carrier's own unit). Raises NoPlanError when nothing flows.
    """
    flow, weight = _flow(results), results.horizon.represents
    totals: dict[tuple[str, str], tuple[int, float]] = {}
    places = zip(
        flow["enterprise"].values.tolist(), flow["carrier"].values.tolist(), flow.values, strict=True
    )
    for n, k, values in places:
        if enterprise in (None, n):
            parts, through = totals.get((str(n), str(k)), (0, 0.0))
            moved = float((np.abs(values) * weight).sum())
            totals[str(n), str(k)] = (parts + (moved > 1e-6), through + moved)

    ranked = carriers_by_money(results)

    def worth(place: tuple[str, str]) -> tuple[int, bool, float]:
        parts, through = totals[place]
        energy = len(ranked) - ranked.index(place[1]) if place[1] in ranked else 0
        return energy, parts > 2, through

    totals = {place: found for place, found in totals.items() if found[0]}
    if not totals:
        raise NoPlanError("nothing flows here, so there is no dispatch to draw.")
    return max(totals, key=worth)


def _flow(results: Results) -> DataArray:
    if results.data is None or "flow" not in results.data:
        raise NoPlanError(f"{results.question} has no flows to draw: {results.outcome.sentence}.")
    return results.data["flow"]


def _areas(
    results: Results, carrier: str, enterprise: str | None, language: Language
) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """Series by name, of what gives (above 0) and what takes (below 0); each largest first."""
    flow = _flow(results)
    here = (
        flow.isel(term=(flow["carrier"] == carrier).values)
        if enterprise is None
        else results.balance(enterprise, carrier)
    )
    if not here.sizes["term"]:
        raise KeyError(f"nothing in the park has to do with {carrier}")
    areas: dict[str, Floats] = {}
    terms = zip(here["enterprise"].values, here["role"].values, here["by"].values, here.values, strict=True)
    for n, role, by, values in terms:
        if enterprise is None and role in PASSED_ON:
            name = {"en": "lost on the way", "zh": "途中损失"}[language]
        else:
            name = _name(results, str(n), str(role), str(by), language, whole_park=enterprise is None)
        areas[name] = areas.get(name, np.zeros(here.sizes["step"])) + values
    weight = results.horizon.represents
    order = sorted(areas, key=lambda name: (-float((np.abs(areas[name]) * weight).sum()), name))
    rest = {"en": "others", "zh": "其他"}[language]
    both = tuple(
        _gathered({k: areas[k] for k in order if (sign * areas[k]).max(initial=0.0) > FLOWING}, rest, sign)
        for sign in (1.0, -1.0)
    )
    return both[0], both[1]


def _gathered(areas: dict[str, Floats], rest: str, sign: float) -> dict[str, Floats]:
    """Keep the largest areas and add up the others; no area reaches over zero."""
    names = list(areas)
    kept = names if len(names) <= SHOWN + 1 else names[:SHOWN]
    out = {name: areas[name] for name in kept}
    if len(names) > len(kept):
        word = rest + (" +" if sign > 0.0 else " −")
        out[word] = np.sum([areas[name] for name in names[len(kept) :]], axis=0)
    return {name: sign * np.maximum(sign * values, 0.0) for name, values in out.items()}


def _name(results: Results, enterprise: str, role: str, by: str, language: Language, whole_park: bool) -> str:
    """What the legend says: the role and what gives or takes, or whose it is when the park is added up."""
    park = results.park
    word = pick(TERMS.get(role, (role + ": {}", role + "：{}")), language)
    if whole_park:
        if role == "made":
            word = pick(("made: {}", "生产：{}"), language)
        return word.format(title_of(park.enterprises[enterprise], language, limit=28))
    if role == "demand":
        return {"en": "demand", "zh": "需求"}[language]
    if role == "supply":
        return {"en": "arises", "zh": "自产"}[language]
    if role in ("leaving", "arriving") and by in park.links:
        link = park.links[by]
        other = park.enterprises[link.destination if role == "leaving" else link.origin]
        word = pick({"leaving": ("to: {}", "送往：{}"), "arriving": ("from: {}", "来自：{}")}[role], language)
        return word.format(title_of(other, language, limit=28))
    if by in park.connections:
        return word.format(title_of(park.networks[park.connections[by].network], language, limit=28))
    if by in park.outlets:
        return word.format(safe(by.rpartition(".")[2].replace("_", " "), limit=28))
    things: tuple[Any, ...] = (park.technologies, park.stores, park.markets, park.demands)
    found = next((section[by] for section in things if by in section), None)
    return word.format(safe(by, limit=28) if found is None else title_of(found, language, limit=28))


def _week(results: Results, throughput: Floats) -> slice:
    """The steps to show: up to 168 hours in a row within one period, with the greatest throughput."""
    horizon = results.horizon
    best, most, first = slice(0, 0), -1.0, 0
    hours = horizon.hours
    for i in range(1, len(horizon) + 1):
        over = (
            i == len(horizon)
            or horizon.period[i] != horizon.period[first]
            or hours[first : i + 1].sum() > WEEK
        )
        if over:
            length = float(hours[first:i].sum())
            # A short rest at the end of a period is no week; it only counts when there is nothing longer.
            moved = float((throughput[first:i] * hours[first:i]).sum())
            if moved > most:
                best, most = slice(first, i), moved
            first = i
            assert length > 0.0
    return best


def _edges(results: Results, steps: slice) -> NDArray[np.datetime64]:
    """Start of every step and the end of the last; shape (steps + 1,)."""
    start = results.horizon.start[steps].astype("datetime64[s]")
    seconds = np.round(results.horizon.hours[steps] * 3600.0).astype("timedelta64[s]")
    return np.append(start, start[-1] + seconds[-1])


def _stack(axes: Axes, edges: NDArray[np.datetime64], both: list[dict[str, Floats]], steps: slice) -> None:
    place = 0
    for areas in both:
        base = np.zeros(edges.size)
        for name, values in areas.items():
            shown = values[steps]
            top = base + np.append(shown, shown[-1])
            axes.fill_between(edges, base, top, step="post", label=name, **fill(place))
            base, place = top, place + 1
    axes.axhline(0.0, color=BLACK, linewidth=1.0)
    axes.set_xlim(edges[0], edges[-1])
    axes.margins(y=0.04)
    axes.grid(axis="y")


def _levels(
    axes: Axes,
    edges: NDArray[np.datetime64],
    results: Results,
    stores: list[str],
    steps: slice,
    unit: str,
    language: Language,
) -> None:
    for place, j in enumerate(stores):
        level = results.level.sel(store=j).values[steps]
        dash = ("-", "--", ":", "-.")[place % 4]
        name = title_of(results.park.stores[j], language, limit=28)
        # The content is known at the end of every step.
        axes.plot(
            edges[1:], level, linestyle=dash, color=(BLACK, *PALETTE)[place % 9], linewidth=1.4, label=name
        )
    axes.set_ylim(bottom=0.0)
    axes.set_ylabel(unit)
    axes.grid(axis="y")
    separate_thousands(axes.yaxis)
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
