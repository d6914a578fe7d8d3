"""What it costs that less falls short in a loss: the curve with who pays, what is built, what falls short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symbiosis.report.studies.words import asset_called, word
from symbiosis.report.style import BLACK, fill, finished, new_figure, separate_thousands, style
from symbiosis.report.table import Column, Table, each, mixed, money, words
from symbiosis.report.text import Language, called, plain_text, pretty, safe, scale, spoken

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from symbiosis.study.running.told import Told

NAMED = 8  # enterprises that the figure names; the others are drawn together


def figure(told: Told, language: str = "en") -> Figure | None:
    """Return the extra cost over the share that may fall short, by who pays it; None without two designs."""
    tongue = spoken(language)
    rows = [row for row in told.rows if row.get("extra") is not None]
    if len(rows) < 2:
        return None
    payers = _payers(rows)
    with style():
        drawing = new_figure(8.4, 4.4)
        axes = drawing.add_subplot()
        factor, unit = scale([row["extra"] for row in rows], told.money, tongue)
        at = range(len(rows))
        above, below = [0.0] * len(rows), [0.0] * len(rows)
        for place, payer in enumerate(payers):
            name = word("others", tongue) if payer == "" else _enterprise(told, payer, tongue)
            heights = [_pays(row, payer, payers) / factor for row in rows]
            bottoms = [above[n] if height > 0.0 else below[n] for n, height in enumerate(heights)]
            axes.bar(at, heights, 0.6, bottom=bottoms, label=safe(name, 28), **fill(place))
            above = [a + max(height, 0.0) for a, height in zip(above, heights, strict=True)]
            below = [b + min(height, 0.0) for b, height in zip(below, heights, strict=True)]
        extra = [row["extra"] / factor for row in rows]
        axes.plot(
            at, extra, "o-", color=BLACK, markersize=4.5, linewidth=1.2, label=word("park_pays", tongue)
        )
        axes.axhline(0.0, color=BLACK, linewidth=0.8)
        axes.set_xticks(list(at), [f"{row['share']:.0%}" for row in rows])
        axes.set_xlabel(word("may_fall_short", tongue))
        axes.set_ylabel(f"{word('resilience_cost', tongue)} [{unit}]")
        axes.set_title(word("resilience", tongue))
        axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))
        axes.grid(True, axis="y")
        separate_thousands(axes.yaxis)
        return finished(drawing)


def table(told: Told, language: str = "en") -> Table:
    """Return every point: what may fall short, what the year costs, what is built and kept for a loss."""
    tongue = spoken(language)
    rows = told.rows
    columns = [
        Column(word("may_fall_short", tongue), tuple(100.0 * row["share"] for row in rows), "%", 0),
        *money(
            {
                word("cost", tongue): [row["cost"] for row in rows],
                word("resilience_cost", tongue): [row["extra"] for row in rows],
            },
            told.money,
            tongue,
        ),
        words(word("builds_more", tongue), [_listed(told, row.get("added", {}), tongue) for row in rows]),
        words(word("stands_more", tongue), [_listed(told, row.get("stands", {}), tongue) for row in rows]),
        words(word("kept_for_loss", tongue), [_listed(told, row.get("kept", {}), tongue) for row in rows]),
    ]
    return Table("resilience", word("resilience", tongue), tuple(columns))


def payers_table(told: Told, language: str = "en") -> Table:
    """Return what each enterprise pays more than in the cheapest plan, point by point, before settlement."""
    tongue = spoken(language)
    rows = [row for row in told.rows if row.get("extra") is not None]
    named = [payer for payer in _payers(rows, 10_000) if payer]
    columns = money(
        {f"{row['share']:.0%}": [row["by_owner"].get(n, 0.0) for n in named] for row in rows},
        told.money,
        tongue,
    )
    names = words(word("who_pays", tongue), [_enterprise(told, n, tongue) for n in named])
    return Table("resilience_payers", word("who_pays", tongue), (names, *columns))


def short_table(told: Told, language: str = "en") -> Table:
    """Return what falls short in every loss with every design; where there is none, at least how much."""
    tongue = spoken(language)
    found: list[tuple[float, str, str, float | None, str, float | None]] = []
    for row in told.rows:
        for loss, amounts in row.get("short", {}).items():
            for place, amount in amounts.items():
                share = row["of"][loss].get(place)
                unit = pretty(told.units.get(place, ""))
                found.append((row["share"], loss, place, amount, unit, share))
        for reason in row.get("reasons", ()):
            for place, share in (reason["least"] or {}).items():
                found.append((row["share"], reason["loss"], place, None, "", share))
    columns = (
        Column(word("may_fall_short", tongue), tuple(100.0 * one[0] for one in found), "%", 0),
        words(word("loss", tongue), [one[1].replace("_", " ") for one in found]),
        words(word("need", tongue), [_need(told, one[2], tongue) for one in found]),
        mixed(word("falls_short", tongue), [one[3] for one in found]),
        words(word("unit", tongue), [one[4] for one in found]),
        Column(
            word("share_short", tongue),
            tuple(None if one[5] is None else 100.0 * one[5] for one in found),
            "%",
            1,
        ),
    )
    return Table("resilience_short", word("falls_short", tongue), columns)


def _payers(rows: list[Any], most: int = NAMED) -> list[str]:
    """Return who pays or gains most, largest first; `` stands for all others."""
    moved: dict[str, float] = {}
    for row in rows:
        for n, amount in row["by_owner"].items():
            moved[n] = max(moved.get(n, 0.0), abs(amount))
    largest = max(moved.values(), default=0.0)
    ordered = sorted((n for n in moved if moved[n] > 1e-6 * largest), key=lambda n: -moved[n])
    return ordered if len(ordered) <= most else [*ordered[: most - 1], ""]


def _pays(row: Any, payer: str, payers: list[str]) -> float:
    if payer:
        return float(row["by_owner"].get(payer, 0.0))
    return float(sum(amount for n, amount in row["by_owner"].items() if n not in payers))


def _enterprise(told: Told, label: str, language: Language) -> str:
    known = told.park.enterprises
    return called(known[label], language) if label in known else plain_text(label.replace("_", " "))


def _need(told: Told, place: str, language: Language) -> str:
    enterprise, _, carrier = place.rpartition(".")
    known = told.park.carriers
    what = called(known[carrier], language) if carrier in known else plain_text(carrier)
    return f"{_enterprise(told, enterprise, language)}: {what}"


def _listed(told: Told, sizes: Any, language: Language) -> str:
    ordered = sorted(sizes.items(), key=lambda item: -abs(item[1]))
    return "; ".join(f"{asset_called(told, label, language)} {each(size)}" for label, size in ordered)
