"""What every stage builds, what running it costs and emits: a table, and bars of what stands built."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symbiosis.report.studies.words import asset_called, asset_name, word
from symbiosis.report.style import fill, finished, new_figure, separate_thousands, style
from symbiosis.report.table import Column, Table, each, money, words
from symbiosis.report.text import Language, called, pretty, safe, scale, spoken

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from symbiosis.study.running.told import Told


def _stages(told: Told) -> list[dict[str, Any]]:
    return [dict(row) for row in told.rows if "from" in row]


def figure(told: Told, language: str = "en") -> Figure | None:
    """Return the cost of running every stage, with what it builds written beneath; None without a plan."""
    tongue = spoken(language)
    rows = [row for row in _stages(told) if row["running"] is not None]
    if not rows:
        return None
    factor, unit = scale([row["running"] for row in rows], told.money, tongue)
    with style():
        drawing = new_figure(8.0, 4.8)
        axes = drawing.add_subplot()
        at = range(len(rows))
        axes.bar(at, [row["running"] / factor for row in rows], 0.5, **fill(0))
        heads = []
        for row in rows:
            largest = sorted(row["built"].items(), key=lambda item: -item[1])[:4]
            listed = [f"{asset_name(told, label, tongue, 24)} {each(size)}" for label, size in largest]
            more = len(row["built"]) - len(largest)
            listed += [word("and_more", tongue).format(more)] if more > 0 else []
            name = f"{safe(str(row['stage']).replace('_', ' '), 24)} ({row['from']:.0f})"
            heads.append("\n".join([name, *(listed or [word("builds_nothing", tongue)])]))
        axes.set_xticks(list(at), heads)
        axes.set_ylabel(f"{word('running', tongue)} [{unit}]")
        axes.set_title(word("stages", tongue))
        axes.grid(True, axis="y")
        separate_thousands(axes.yaxis)
        return finished(drawing)


def table(told: Told, language: str = "en") -> Table:
    """Return every stage: from when, what it builds, what running it costs and emits."""
    tongue = spoken(language)
    rows = _stages(told)
    built, given_up = (
        [
            "; ".join(
                f"{asset_called(told, label, tongue)} {each(size)}"
                for label, size in row.get(key, {}).items()
            )
            for row in rows
        ]
        for key in ("built", "given_up")
    )
    others = {}
    if any(given_up):
        others["gives_up"] = given_up
    for key in ("enters", "closes"):
        if any(row.get(key) for row in rows):
            names = [[called(told.park.enterprises[n], tongue) for n in row.get(key, ())] for row in rows]
            others[key] = ["; ".join(those) for those in names]
    emitted = dict.fromkeys(k for row in rows for k in row["emission"])
    columns = [
        words(word("stage", tongue), [str(row["stage"]) for row in rows]),
        Column(word("from_year", tongue), tuple(f"{row['from']:.0f}" for row in rows)),
        words(word("builds", tongue), built),
        *(words(word(key, tongue), texts) for key, texts in others.items()),
        *money({word("running", tongue): [row["running"] for row in rows]}, told.money, tongue),
        *(_emitted(told, k, [row["emission"].get(k) for row in rows], tongue) for k in emitted),
    ]
    return Table("stages", word("stages", tongue), tuple(columns))


def _emitted(told: Told, carrier: str, amounts: list[float | None], language: Language) -> Column:
    from symbiosis.study.running.collect import unit_of

    known = told.park.carriers.get(carrier)  # a stage may have added it
    name = carrier if known is None else called(known, language)
    unit = pretty(unit_of(told.park, "emission", carrier, told.per_year))
    return Column(name, tuple(amounts), unit, -1)
