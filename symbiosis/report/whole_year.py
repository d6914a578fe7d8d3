"""Designs from typical periods: what the whole year costs with each, and what must be larger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from symbiosis.report.table import Column, Table, money, numbers, words
from symbiosis.report.text import Language, decimals_for, money_unit, number, scale
from symbiosis.report.words import pick, say
from symbiosis.study.honest import over_the_whole_year, whole_year
from symbiosis.words import told

if TYPE_CHECKING:
    from symbiosis.report.veil import Veil
    from symbiosis.study.design.ladder import Ladder, Rung

COSTS = {"estimate": "estimate", "year_cost": "cost", "made_to_serve": "served"}  # words, the numbers' names

ESTIMATED = (
    "Costs are estimated from typical periods. Over the whole year this design costs {} {}",
    "费用按典型时段估计。此设计全年费用为 {} {}",
)
TOO_SMALL = (", but it is TOO SMALL in some hours", "，但在部分小时容量不足")
ENLARGED = ("; made large enough, {} {}", "；扩容至够用后为 {} {}")


def estimated(ladder: Ladder, best: Rung, language: Language) -> str:
    """Say at the top that costs are estimates, and what the year costs with the best design; else nothing."""
    found = whole_year(best.results)
    if found is None:
        return ""
    factor, unit = scale([found["cost"]], money_unit(ladder.park.settings.currency, True), language)
    cost, served = (
        "" if value is None else number(value / factor, decimals_for([value / factor], 5))
        for value in (found["cost"], found["served"])
    )
    said = pick(ESTIMATED, language).format(cost, unit)
    if found["short"]:
        said += pick(TOO_SMALL, language)
        said += pick(ENLARGED, language).format(served, unit) if served else ""
    return said + pick((".", "。"), language)


def sentences(best: Rung, veil: Veil) -> Iterator[str]:
    """Yield what is known of the best design over the whole year, what is listed in one sentence each."""
    said = ""
    for line in over_the_whole_year(best.results):
        if line == line.strip() and said:
            yield said
            said = ""
        said += ("; " if said and not said.endswith((":", "：")) else " ") + told(line.strip(), veil.language)
    if said:
        yield said.strip()


def tables(ladder: Ladder, veil: Veil) -> list[Table]:
    """Return every design with its estimate and the year beside it; nothing where no year was dispatched."""
    tongue = veil.language
    found = {rung.name: whole_year(rung.results) for rung in ladder.rungs}
    rungs = [rung for rung in ladder.rungs if found[rung.name] is not None]
    rows = [row for row in found.values() if row is not None]
    if not rows:
        return []
    costs = {say(key, tongue): [row[which] for row in rows] for key, which in COSTS.items()}
    columns = [
        words(say("design", tongue), [pick((rung.title, rung.title_zh), tongue) for rung in rungs]),
        *money(costs, money_unit(ladder.park.settings.currency, True), tongue, 6),
        Column(say("places_short", tongue), tuple(float(row["short"]) for row in rows), "", 0),
    ]
    if any(row["gap"] is not None for row in rows):
        gaps = [None if row["gap"] is None else 100.0 * row["gap"] for row in rows]
        columns.append(numbers(say("gap", tongue), gaps, "%", 3))
    return [Table("whole_year", say("whole_year", tongue), tuple(columns))]
