"""The energy side of a plan in a report: headers by mass and heat, mains, starts, peaks, load, curves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from symbiosis.report.headers import headers_of
from symbiosis.report.table import EACH, Column, Table, mixed, money, numbers, words
from symbiosis.report.text import Language, amount_unit, called, colon, pretty
from symbiosis.report.veil import Veil
from symbiosis.report.words import pick
from symbiosis.results.laid import laid_pipes
from symbiosis.results.load import carriers_by_money, demand_charges, load_of, peaks, starts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from symbiosis.results.results import Results

MOST = 6  # carriers with a load duration curve
NOTHING = 1e-3  # amount of a year that is not worth one
WORDS = {
    "headers": ("Steam headers: mass and heat", "蒸汽母管：质量与热量平衡"),
    "enterprise": ("enterprise", "企业"),
    "header": ("header", "母管"),
    "pressure": ("pressure", "压力"),
    "temperature": ("temperature", "温度"),
    "tonnes_in": ("steam in", "进汽量"),
    "tonnes_out": ("steam out", "出汽量"),
    "heat_in": ("heat in", "进热量"),
    "heat_out": ("heat out", "出热量"),
    "pipes": ("Mains and pipes", "管网"),
    "pipe": ("pipe", "管段"),
    "carrier": ("carrier", "介质"),
    "from": ("from", "起点"),
    "to": ("to", "终点"),
    "length": ("length", "长度"),
    "size": ("size", "管径"),
    "peak": ("largest flow", "最大流量"),
    "capacity": ("can carry", "输送能力"),
    "lost": ("lost a year", "年散热损失"),
    "unit": ("unit", "单位"),
    "starts": ("Units that start and stop", "机组启停"),
    "plant": ("plant", "设备"),
    "often": ("starts a year", "年启动次数"),
    "hours": ("unit hours on", "机组运行小时"),
    "peaks": ("Largest purchase of each month", "各月最大需量"),
    "charges": ("Charges for demand by month", "各月需量（容量）电费"),
    "month": ("month", "月份"),
    "bought": ("bought from, by", "市场：购电方"),
    "all": ("all", "合计"),
    "charges_note": (
        "On the largest purchase, the contracted demand with what exceeds it, or transformer capacity. A "
        "month that stands for several counts as often (×), so that all is the charge of the horizon.",
        "按最大需量、合同需量及其超出部分，或变压器容量计收。代表多个月的月份按代表月数（×）计，合计即计算期内的电费。",
    ),
    "duration": ("Load duration", "负荷持续曲线"),
    "pooled": ("Composite curves, all streams pooled", "全部热流股的组合曲线"),
    "site": ("Site profiles", "全厂热源热汇曲线"),
}


def parts(results: Results, veil: Veil) -> Iterator[Table | tuple[str, str, Figure]]:
    """Yield tables, and (name, what it shows, figure), of what the park has; for readers who see all."""
    if not veil.open or results.data is None:
        return
    made = (headers_table, pipes_table, starts_table, peaks_table, charges_table)
    yield from (table(results, veil) for table in made)
    yield from _figures(results, veil.language)


def headers_table(results: Results, veil: Veil) -> Table:
    """Return what enters and leaves every header in the year, in tonnes and in heat."""
    rows = list(headers_of(results))
    park = results.park
    columns = (
        words(_word("enterprise", veil), [veil.names[row.enterprise] for row in rows]),
        words(_word("header", veil), [veil.called(park.carriers[row.header]) for row in rows]),
        numbers(_word("pressure", veil), [row.pressure for row in rows], "MPa(a)"),
        numbers(_word("temperature", veil), [row.temperature for row in rows], "°C"),
        numbers(_word("tonnes_in", veil), [row.tonnes_in for row in rows], "t", 6),
        numbers(_word("tonnes_out", veil), [row.tonnes_out for row in rows], "t", 6),
        numbers(_word("heat_in", veil), [row.heat_in for row in rows], "GJ", 6),
        numbers(_word("heat_out", veil), [row.heat_out for row in rows], "GJ", 6),
    )
    return Table("headers", _word("headers", veil), columns)


def pipes_table(results: Results, veil: Veil) -> Table:
    """Return every pipe that is laid or kept, with its size, largest flow, capacity and loss."""
    park, rows = results.park, list(laid_pipes(results))
    units = [park.carriers[pipe.carrier].unit for pipe in rows]

    def place(label: str) -> str:
        return veil.names.get(label) or called(park.place(label), veil.language)

    def way(label: str) -> str:
        if label in park.links:
            return called(park.links[label], veil.language)
        network, _, corridor = label.partition(".")
        laid = (park.networks[network], park.corridors[corridor])
        return colon(veil.language).join(called(thing, veil.language) for thing in laid)

    columns = (
        words(_word("pipe", veil), [way(pipe.label) for pipe in rows]),
        words(_word("carrier", veil), [veil.called(park.carriers[pipe.carrier]) for pipe in rows]),
        words(_word("from", veil), [place(pipe.origin) for pipe in rows]),
        words(_word("to", veil), [place(pipe.destination) for pipe in rows]),
        numbers(_word("length", veil), [pipe.length for pipe in rows], "km", 3),
        words(_word("size", veil), [pipe.sizes for pipe in rows]),
        mixed(_word("peak", veil), [pipe.peak for pipe in rows]),
        mixed(_word("capacity", veil), [pipe.capacity for pipe in rows]),
        words(_word("unit", veil), [pretty(unit) for unit in units]),
        mixed(_word("lost", veil), [pipe.lost for pipe in rows]),
        words(_word("unit", veil), [amount_unit(park, pipe.carrier, 0.0) for pipe in rows]),
    )
    return Table("pipes", _word("pipes", veil), columns)


def starts_table(results: Results, veil: Veil) -> Table:
    """Return how often units start in the year, and how long they run."""
    found = starts(results)
    plants = [veil.called(results.park.technologies[label]) for label in found]
    columns = (
        words(_word("plant", veil), plants),
        numbers(_word("often", veil), [begun for begun, _ in found.values()], ""),
        numbers(_word("hours", veil), [hours for _, hours in found.values()], "h", 5),
    )
    return Table("starts", _word("starts", veil), columns)


def peaks_table(results: Results, veil: Veil) -> Table:
    """Return the largest purchase of each month where it is charged for, a column per market and member."""
    found, park = peaks(results), results.park
    months = list(dict.fromkeys(month for of_months in found.values() for month in of_months))
    columns = [words(_word("month", veil), months)]
    for label, of_months in found.items():
        values = tuple(of_months.get(month) for month in months)
        unit = pretty(park.carriers[park.markets[label.partition(":")[0]].carrier].unit)
        columns.append(Column(_trade(results, label, veil), values, unit, EACH))
    return Table("peaks", _word("peaks", veil), tuple(columns))


def charges_table(results: Results, veil: Veil) -> Table:
    """Return what demand or transformer capacity costs month by month, a row per market and member."""
    found = demand_charges(results)
    columns: list[Column] = []
    if found:
        names = [_trade(results, label, veil) for label in found]
        rows = [list(of_months.values()) for of_months in found.values()]
        if len(rows) > 1:
            names.append(_word("all", veil))
            rows.append([sum(of_month) for of_month in zip(*rows, strict=True)])
        months = results.horizon.groups["month"]
        times = ["" if count == 1.0 else f" × {count:.3g}" for count in months.stands_for]
        titles = [f"{month}{often}" for month, often in zip(months.names, times, strict=True)]
        paid: dict[str, list[float | None]] = dict(
            zip(titles, map(list, zip(*rows, strict=True)), strict=True)
        )
        paid[_word("all", veil)] = [sum(row) for row in rows]
        columns = [words(_word("bought", veil), names)]
        columns += money(paid, results.park.settings.currency, veil.language)
    return Table("charges", _word("charges", veil), tuple(columns), _word("charges_note", veil))


def _trade(results: Results, label: str, veil: Veil) -> str:
    """Return a market and its member by name."""
    market, _, enterprise = label.partition(":")
    return colon(veil.language).join((veil.called(results.park.markets[market]), veil.names[enterprise]))


def _figures(results: Results, tongue: Language) -> Iterator[tuple[str, str, Figure]]:
    from symbiosis.report import duration, pipe_map

    pipes = pipe_map.figure(results, tongue)
    if pipes is not None:
        yield "pipe_map", pick(WORDS["pipes"], tongue), pipes
    represents = results.horizon.represents
    moving = [k for k in carriers_by_money(results) if float(represents @ load_of(results, k)) > NOTHING]
    carriers = moving[:MOST]
    if carriers:
        yield "load_duration", pick(WORDS["duration"], tongue), duration.figure(results, carriers, tongue)
    if not results.park.streams:
        return
    from symbiosis.heat import heat_targets
    from symbiosis.report import heat

    targets = heat_targets(results.park)
    yield "heat_pooled", pick(WORDS["pooled"], tongue), heat.figure(targets, None, tongue)
    yield "heat_site_profiles", pick(WORDS["site"], tongue), heat.site_figure(targets, tongue)


def _word(key: str, veil: Veil) -> str:
    return pick(WORDS[key], veil.language)
