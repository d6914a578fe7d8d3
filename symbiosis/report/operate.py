"""A rolling operation beside its optimum, in two languages: a table by window, cost and stores drawn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from symbiosis.park.fields import unit_text
from symbiosis.report.plain import write_table
from symbiosis.report.save import save
from symbiosis.report.style import BLACK, PALETTE, finished, new_figure, separate_thousands, style
from symbiosis.report.table import Column, Table, mixed, money, numbers, words
from symbiosis.report.text import Language, pretty, safe, scale, spoken, title_of
from symbiosis.report.times import Times, label_days
from symbiosis.report.words import pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from symbiosis.study.rolling.operate import Operation, Run

TITLE = ("Operation by window", "滚动运行（按时段）")
NOTE = (
    "Costs leave out what is not served and demand charges, which are settled by the month.",
    "费用不含未满足的需求，也不含按月结算的需量电费。",
)
FROM, HOURS = ("from", "起始"), ("hours", "小时数")
ROLLING, OPTIMUM = ("rolling", "滚动运行"), ("optimum", "最优（完全预见）")
MISSING, SURPLUS = ("not served", "未满足"), ("with nowhere to go", "无处可去")
END, BELOW = ("at the end", "期末"), ("below the plan by", "低于计划")
CUMULATIVE, CONTENT = ("cost so far", "累计费用"), ("content", "存量")
MORE = ("more than\nthe optimum", "比最优多")
LOOKS = ((ROLLING, BLACK, "-"), (OPTIMUM, PALETTE[0], "--"))
TIME = ("local standard time", "当地标准时间")
SHOWN = 6  # stores that are drawn, the largest first


def unit_of(operation: Operation, carrier: str) -> str:
    """Return the unit of a carrier's amounts."""
    return pretty(unit_text("{amount}", operation.park.carriers[carrier].unit, ""))


def table(operation: Operation, language: Language) -> Table:
    """Return a row per window: cost of both, what is not served, what the stores hold at its end."""
    park, windows = operation.park, operation.windows
    starts = [str(operation.whole.start[run.first].astype("datetime64[m]")) for run in windows]
    hours = [float(operation.whole.hours[run.first : run.first + run.steps].sum()) for run in windows]
    costs = {
        pick(ROLLING, language): [run.cost for run in windows],
        pick(OPTIMUM, language): [run.cost for run in operation.best],
    }
    columns: list[Column] = [
        words(pick(FROM, language), [start.replace("T", " ") for start in starts]),
        numbers(pick(HOURS, language), hours, "h", 2),
        *money(costs, park.settings.currency, language, digits=6),
    ]
    short = dict.fromkeys((m.enterprise, m.carrier, m.surplus) for m in operation.missing)
    for n, k, surplus in short:
        amounts = [
            sum(m.amount for m in run.missing if (m.enterprise, m.carrier, m.surplus) == (n, k, surplus))
            for run in windows
        ]
        place = f"{title_of(park.enterprises[n], language)}: {title_of(park.carriers[k], language)}"
        word = pick(SURPLUS if surplus else MISSING, language)
        columns.append(_amounts(f"{place}, {word}", amounts, unit_of(operation, k)))
    for j in operation.begin:
        store = park.stores[j]
        unit, name = unit_of(operation, store.carrier), _store(operation, j, language)
        ends = [run.levels[j][-1] for run in windows]
        columns.append(_amounts(f"{name}, {pick(END, language)}", ends, unit))
        if any(j in run.below for run in windows):
            lacks = [run.below.get(j, 0.0) for run in windows]
            columns.append(_amounts(f"{name}, {pick(BELOW, language)}", lacks, unit))
    return Table("operation", pick(TITLE, language), tuple(columns), pick(NOTE, language))


def _amounts(title: str, values: list[float], unit: str) -> Column:
    whole = mixed(title, [value if value > 1e-6 else 0.0 for value in values])
    return Column(whole.title, whole.values, unit, whole.decimals)


def _store(operation: Operation, j: str, language: Language) -> str:
    store = operation.park.stores[j]
    where = title_of(operation.park.enterprises[store.enterprise], language, limit=24)
    return f"{title_of(store, language, limit=24)} ({where})"


def figure(operation: Operation, language: str = "en") -> Figure:
    """Return what was paid so far, rolling and in the optimum, and below it the content of the stores."""
    tongue = spoken(language)
    stores = sorted(operation.begin, key=lambda j: -operation.park.stores[j].capacity)[:SHOWN]
    times = operation.whole.start.astype("datetime64[m]")
    last = times[-1] + np.timedelta64(round(float(operation.whole.hours[-1]) * 60), "m")
    edges = np.append(times, last).astype("datetime64[s]")
    with style():
        drawing = new_figure(8.5, 3.8 + 1.5 * len(stores))
        heights = [1.6, 0.8, *[1.0] * len(stores)]
        panels = drawing.subplots(len(heights), 1, squeeze=False, sharex=True, height_ratios=heights)[:, 0]
        _costs(panels[0], panels[1], operation, edges, tongue)
        for axes, j in zip(panels[2:], stores, strict=True):
            _levels(axes, operation, j, edges, tongue)
        for axes in panels:
            axes.set_xlim(edges[0], edges[-1])
            axes.grid(axis="y")
            separate_thousands(axes.yaxis)
        label_days(panels[-1], edges, tongue)
        zone = safe(operation.park.calendar.time_zone)
        panels[-1].set_xlabel(f"{pick(TIME, tongue)} ({zone})")
        return finished(drawing)


def _costs(axes: Axes, below: Axes, operation: Operation, edges: Times, tongue: Language) -> None:
    """Draw what was paid so far, and `below` by how much rolling operation has paid more."""
    at = edges[[0, *(run.first + run.steps for run in operation.windows)]]
    both = [np.concatenate([[0.0], np.cumsum([run.cost for run in runs])]) for runs in _both(operation)]
    factor, unit = scale(np.concatenate(both).tolist(), operation.park.settings.currency, tongue)
    for paid, (name, color, line) in zip(both, LOOKS, strict=True):
        axes.plot(
            at,
            paid / factor,
            label=pick(name, tongue),
            color=color,
            linestyle=line,
            marker="o",
            markersize=3.0,
        )
    axes.set_ylabel(f"{pick(CUMULATIVE, tongue)}\n[{safe(unit)}]")
    axes.legend(loc="upper left")
    more = both[0] - both[1]
    factor, unit = scale(more.tolist(), operation.park.settings.currency, tongue)
    below.plot(at, more / factor, color=BLACK, marker="o", markersize=3.0)
    below.set_ylabel(f"{pick(MORE, tongue)}\n[{safe(unit)}]")


def _levels(axes: Axes, operation: Operation, j: str, edges: Times, tongue: Language) -> None:
    for runs, (name, color, line) in zip(_both(operation), LOOKS, strict=True):
        held = [operation.begin[j], *(level for run in runs for level in run.levels[j])]
        axes.plot(edges, held, label=pick(name, tongue), color=color, linestyle=line, linewidth=1.3)
    store = operation.park.stores[j]
    axes.set_title(_store(operation, j, tongue))
    axes.set_ylabel(f"{pick(CONTENT, tongue)}\n[{safe(unit_of(operation, store.carrier))}]")
    axes.set_ylim(0.0, max(store.capacity, 1e-6) * 1.05)


def _both(operation: Operation) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    return operation.windows, operation.best


def write(operation: Operation, folder: Path, language: Language) -> list[Path]:
    """Write the table (CSV) and the figure (SVG, PNG) into a folder; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    sheet = write_table(table(operation, language), folder / "operation.csv")
    return [sheet, *save(figure(operation, language), folder / "operation")]
