"""Who gets what of the saving by each rule, and within which limits nobody would leave."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from symbiosis.report.plain import write_table
from symbiosis.report.save import save
from symbiosis.report.style import BLACK, PALETTE, finished, new_figure, separate_thousands, style
from symbiosis.report.table import Table, money, words
from symbiosis.report.text import Language, money_unit, scale, spoken, title_of
from symbiosis.report.words import pick
from symbiosis.study.sharing.game import core_bounds

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from symbiosis.park.district import District
    from symbiosis.park.enterprise import Enterprise
    from symbiosis.park.park import Park
    from symbiosis.study.sharing.coalitions import Coalitions
    from symbiosis.study.sharing.rules import Sharing

RULES = {
    "shapley": ("Shapley value", "Shapley 值"),
    "nucleolus": ("nucleolus", "核仁"),
    "equal_relative": ("equal relative saving", "等比例节省"),
    "least_core": ("least core", "最小核心"),
    "shadow_price": ("settled at shadow prices", "按边际成本结算"),
}
WORDS = {
    "enterprise": ("enterprise", "企业"),
    "shares": ("shares of the saving", "节省分配"),
    "payments": ("yearly payments into the pool (below 0: received)", "年度补偿支付（负值为收到）"),
    "alone": ("cost alone", "单独费用"),
    "own": ("cost in the plan, before settlement", "方案中费用（结算前）"),
    "core": ("nobody leaves within this range", "稳定区间（核心）"),
    "share": ("share of the saving", "节省份额"),
}
MARKERS = ("o", "s", "^", "D", "v")


def shares_table(park: Park, played: Coalitions, shared: Sequence[Sharing], language: Language) -> Table:
    """Return shares by enterprise and rule."""
    columns = {pick(RULES[one.rule], language): list(one.shares.values()) for one in shared}
    return _table("shares", park, played, columns, language)


def payments_table(park: Park, played: Coalitions, shared: Sequence[Sharing], language: Language) -> Table:
    """Return what each enterprise pays alone, in the plan, and into the pool by each rule."""
    columns: dict[str, list[float]] = {
        pick(WORDS["alone"], language): played.alone.tolist(),
        pick(WORDS["own"], language): [played.own.get(n, 0.0) for n in played.players],
    }
    columns |= {pick(RULES[one.rule], language): list(one.payments.values()) for one in shared}
    return _table("payments", park, played, columns, language)


def _player(park: Park, label: str) -> Enterprise | District:
    return park.districts.get(label) or park.enterprises[label]


def _table(
    name: str, park: Park, played: Coalitions, columns: dict[str, list[float]], language: Language
) -> Table:
    names = [title_of(_player(park, n), language) for n in played.players]
    return Table(
        name,
        pick(WORDS[name], language),
        (
            words(pick(WORDS["enterprise"], language), names),
            *money(columns, money_unit(park.settings.currency, played.years == 1.0), language),
        ),
    )


def figure(park: Park, played: Coalitions, shared: Sequence[Sharing], language: str = "en") -> Figure:
    """Return the shares of each enterprise by rule over the range of the core, if there is one.

    Raises ValueError for a language that is neither `en` nor `zh`.
    """
    with style():
        tongue = spoken(language)
        bounds = core_bounds(played.values)
        amounts = [share for one in shared for share in one.shares.values()]
        factor, unit = scale(amounts, money_unit(park.settings.currency, played.years == 1.0), tongue)
        count = len(played.players)
        drawing = new_figure(9.0, 1.3 + 0.5 * count)
        axes = drawing.subplots()
        axes.grid(axis="x")
        said = False
        for row, ends in enumerate(bounds):
            if ends is not None:
                low, high = (end / factor for end in ends)
                label = None if said else pick(WORDS["core"], tongue)
                axes.plot(
                    [low, high],
                    [row, row],
                    color="#bdbdbd",
                    linewidth=9.0,
                    solid_capstyle="butt",  # its ends are the limits
                    label=label,
                    zorder=1,
                )
                said = True
        for place, one in enumerate(shared):
            y = [row + 0.16 * (place - (len(shared) - 1) / 2.0) for row in range(count)]
            x = [one.shares[n] / factor for n in played.players]
            label = pick(RULES[one.rule], tongue)
            axes.plot(x, y, MARKERS[place], color=PALETTE[place], mec=BLACK, ms=6, label=label, zorder=3)
        axes.axvline(0.0, color=BLACK, linewidth=0.8)
        axes.set_yticks(range(count), [title_of(_player(park, n), tongue, 24) for n in played.players])
        axes.set_ylim(count - 0.4, -0.6)
        separate_thousands(axes.xaxis)
        axes.set_xlabel(f"{pick(WORDS['share'], tongue)} [{unit}]")
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
        return finished(drawing)


def write_fairness(
    park: Park, played: Coalitions, shared: Sequence[Sharing], out: Path, language: str
) -> list[Path]:
    """Write shares.csv, payments.csv and the figure."""
    out.mkdir(parents=True, exist_ok=True)
    tongue: Language = "zh" if language == "zh" else "en"
    return [
        write_table(shares_table(park, played, shared, tongue), out / "shares.csv"),
        write_table(payments_table(park, played, shared, tongue), out / "payments.csv"),
        *save(figure(park, played, shared, language), out / "shares"),
    ]
