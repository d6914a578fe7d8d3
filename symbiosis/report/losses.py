"""What each loss costs whom (N−1): a table and a matrix, what is lost by who pays, in two languages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from symbiosis.park.written import written
from symbiosis.report.plain import write_table
from symbiosis.report.save import save
from symbiosis.report.style import finished, new_figure, separate_thousands, style
from symbiosis.report.table import Table, money, words
from symbiosis.report.text import (
    Language,
    amount_shown,
    amount_unit,
    called,
    number,
    safe,
    scale,
    spoken,
    title_of,
)
from symbiosis.report.words import pick
from symbiosis.words import told

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from symbiosis.park import Park
    from symbiosis.study.design.ladder import Ladder
    from symbiosis.study.losses.kept import Losses
    from symbiosis.study.losses.resilience import Outage

TITLE = ("What each loss costs, and whom", "各项失效的增加费用及其承担者")
LOST, FROM, PARK = ("lost", "失效"), ("from", "起始"), ("the park", "园区")
MISSED, EXTRA = ("not served", "未满足"), ("extra cost", "增加费用")
MARKED = ("† something is not served", "† 有需求未满足")
TRIED = (
    "{} losses were tried on the design “{}”: {} leave something unserved, {} leave no lawful way to run.",
    "对方案“{1}”逐一试验了 {0} 项失效：{2} 项使部分需求未满足，{3} 项无法合规运行。",
)
SURPLUS = ("{} too much", "多余 {}")
NOTE = (
    "Running costs beyond those of the design with nothing lost, before settlement; below 0: it pays less. "
    "What is not served costs nothing here. An empty row cannot be run at all.",
    "与无失效时相比增加的运行费用，未经结算；小于 0 表示少付。未满足的部分不计费用。空行表示无法运行。",
)
SECTIONS = {"enterprise": "enterprises", "link": "links", "network": "networks", "market": "markets"}
SHOWN = 36  # losses in the figure, the worst


def not_served(park: Park, outage: Outage, years: float, language: Language) -> str:
    """Return what falls short or has nowhere to go, in amounts of so many years."""
    said = []
    for s in outage.shortfalls:
        amount = amount_shown(park, s.carrier, s.amount, years)
        shown = f"{written(amount, 4)} {amount_unit(park, s.carrier, 0.0)}"
        carrier, at = park.carriers[s.carrier], park.enterprises[s.enterprise]
        place = f"{called(carrier, language)} ({called(at, language)})"
        said.append(f"{place} {pick(SURPLUS, language).format(shown) if s.surplus else shown}")
    return "; ".join([*(told(why, language) for why in outage.impossible), *said])


def table(
    park: Park, found: Sequence[tuple[Outage, str]], years: float, unit: str, language: Language
) -> Table:
    """Return a row for every loss and the instant that it begins at, worst first; `unit` is that of costs."""
    payers = _payers(park, found)
    costs = {pick(PARK, language): [None if o.impossible else o.extra_cost for o, _ in found]}
    for n in payers:
        paid = [None if o.impossible else o.extra_by_owner.get(n, 0.0) for o, _ in found]
        costs[title_of(park.enterprises[n], language)] = paid
    columns = [words(pick(LOST, language), [_name(park, outage, language) for outage, _ in found])]
    if any(start for _, start in found):
        columns.append(words(pick(FROM, language), [start for _, start in found]))
    columns += money(costs, unit, language)
    missed = [not_served(park, outage, years, language) for outage, _ in found]
    columns.append(words(pick(MISSED, language), missed))
    return Table("losses", pick(TITLE, language), tuple(columns), pick(NOTE, language))


def sentences(ladder: Ladder, kept: Losses, language: Language) -> list[str]:
    """Say how many losses were tried on which design, and how many it cannot bear."""
    rung = ladder[kept.design]
    missed = sum(bool(outage.shortfalls) for outage in kept.outages)
    stuck = sum(bool(outage.impossible) for outage in kept.outages)
    name = pick((rung.title, rung.title_zh), language)
    return [pick(TRIED, language).format(len(kept.outages), name, missed, stuck)]


def figure(park: Park, found: Sequence[tuple[Outage, str]], unit: str, language: str = "en") -> Figure | None:
    """Return the matrix of extra costs, what is lost by who pays; None where no loss can be run."""
    tongue = spoken(language)
    drawn = [(outage, start) for outage, start in found if not outage.impossible][:SHOWN]
    if not drawn:
        return None
    payers = _payers(park, drawn)
    values = np.array([[o.extra_cost, *(o.extra_by_owner.get(n, 0.0) for n in payers)] for o, _ in drawn])
    factor, scaled = scale(values.ravel().tolist(), unit, tongue)
    values = values / factor
    with style():
        drawing = new_figure(3.6 + 0.85 * values.shape[1], 1.3 + 0.26 * values.shape[0])
        axes = drawing.add_subplot()
        most = float(np.abs(values).max()) or 1.0
        image = axes.imshow(values, cmap="PuOr_r", aspect="auto", vmin=-most, vmax=most)
        _write(axes, values, most)
        rows = [
            " ".join(
                filter(None, (safe(_name(park, o, tongue), limit=34), start, "†" if o.shortfalls else ""))
            )
            for o, start in drawn
        ]
        axes.set_yticks(range(len(rows)), rows)
        heads = [pick(PARK, tongue), *(title_of(park.enterprises[n], tongue, limit=18) for n in payers)]
        axes.set_xticks(range(len(heads)), heads, rotation=40, ha="right")
        axes.set_title(pick(TITLE, tongue))
        axes.set_xlabel(pick(MARKED, tongue) if any(o.shortfalls for o, _ in drawn) else "")
        bar = drawing.colorbar(image, ax=axes, label=f"{pick(EXTRA, tongue)} [{safe(scaled)}]")
        separate_thousands(bar.ax.yaxis)
        return finished(drawing)


def write(
    park: Park, found: Sequence[tuple[Outage, str]], years: float, unit: str, folder: Path, language: Language
) -> list[Path]:
    """Write the table (CSV) and the matrix (SVG, PNG) into a folder; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [write_table(table(park, found, years, unit, language), folder / "losses.csv")]
    drawn = figure(park, found, unit, language)
    return files if drawn is None else [*files, *save(drawn, folder / "losses")]


def _payers(park: Park, found: Sequence[tuple[Outage, str]]) -> list[str]:
    """Return the enterprises that some loss costs or saves something, in the park's order."""
    least = 1e-6 * max((abs(cost) for o, _ in found for cost in o.extra_by_owner.values()), default=0.0)
    return [n for n in park.enterprises if any(abs(o.extra_by_owner.get(n, 0.0)) > least for o, _ in found)]


def _name(park: Park, outage: Outage, language: Language) -> str:
    """Return the kind and the name of what is lost; a plant with its enterprise."""
    kind = told(outage.kind, language)
    thing = getattr(park, SECTIONS.get(outage.kind, "technologies")).get(outage.lost)
    if thing is None:
        return f"{kind} {outage.lost}"
    owner = f" ({called(park.enterprises[thing.enterprise], language)})" if outage.kind == "plant" else ""
    return f"{kind} {called(thing, language)}{owner}"


def _write(axes: Axes, values: np.ndarray, most: float) -> None:
    """Write every number that is not nothing onto its field."""
    decimals = 1 if most < 100.0 else 0
    for i, j in np.ndindex(values.shape):
        if abs(values[i, j]) >= 0.5 * 10.0**-decimals:
            colour = "white" if abs(values[i, j]) > 0.6 * most else "black"
            axes.text(
                j,
                i,
                number(float(values[i, j]), decimals),
                ha="center",
                va="center",
                color=colour,
                fontsize=7.0,
            )
