"""Who gets what of the saving by each rule, and within which limits nobody would leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symbiosis.report.plain import write_table
from symbiosis.report.save import save
from symbiosis.report.style import BLACK, PALETTE, finished, new_figure, separate_thousands, style
from symbiosis.report.table import Column, Table, money, words
from symbiosis.report.text import Language, scale, spoken, title_of
from symbiosis.report.words import pick

if TYPE_CHECKING:
    from matplotlib.figure import Figure


Row = Mapping[str, Any]  # of what `symbiosis.study.sharing.findings` finds
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
    "half_width": ("± (95 %)", "±（95 %）"),
    "rules": ("who could gain by leaving", "谁退出可得好处"),
    "rule": ("rule", "规则"),
    "tempted": ("closest to leaving", "最接近退出者"),
    "gain": ("gains at most", "至多可得"),
    "found": ("gains with the plans found", "按已得方案可得"),
    "worse": ("may pay more than alone", "支付可能高于单独运行"),
    "nobody": ("nobody", "无"),
}
MARKERS = ("o", "s", "^", "D", "v")


@dataclass(frozen=True)
class _Titled:
    """A player's names, as `title_of` asks for them."""

    label: str
    title: str
    title_zh: str


def players(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of those who share."""
    return [row for row in rows if "player" in row]


def shares_table(rows: Sequence[Row], unit: str, language: Language) -> Table:
    """Return shares by player and rule; of drawn orders with half the width of their band."""
    who = players(rows)
    columns = _by_rule(who, "shares", language)
    if any("half_width" in row for row in who):
        columns[pick(WORDS["half_width"], language)] = [row["half_width"] for row in who]
    return _table("shares", who, columns, unit, language)


def payments_table(rows: Sequence[Row], unit: str, language: Language) -> Table:
    """Return what each player pays alone, in the plan, and into the pool by each rule."""
    who = [row for row in players(rows) if "payments" in row]
    columns: dict[str, list[float]] = {
        pick(WORDS[key], language): [row[key] for row in who] for key in ("alone", "own")
    }
    columns |= _by_rule(who, "payments", language)
    return _table("payments", who, columns, unit, language)


def rules_table(rows: Sequence[Row], unit: str, language: Language) -> Table:
    """Return by rule who is most tempted to leave, what that gains, and who may pay more than alone."""
    rules = [row for row in rows if "rule" in row]
    gains = {
        pick(WORDS["gain"], language): [_gained(row["could_gain_at_most"]) for row in rules],
        pick(WORDS["found"], language): [
            _gained(row.get("gains_with_the_plans_found", row["could_gain_at_most"])) for row in rules
        ],
    }
    return Table(
        "rules",
        pick(WORDS["rules"], language),
        (
            words(pick(WORDS["rule"], language), [pick(RULES[row["rule"]], language) for row in rules]),
            _named(rows, "tempted", [row["most_tempted"] for row in rules], language),
            *money(gains, unit, language),
            _named(rows, "worse", [row.get("worse_off", ()) for row in rules], language),
        ),
    )


def _gained(money: float) -> float:
    return max(money, 0.0)


def names_of(rows: Sequence[Row], whom: Sequence[str], language: Language) -> str:
    """Return some players' names, one after the other."""
    known = {row["player"]: called(row, language) for row in players(rows)}
    return ("、" if language == "zh" else ", ").join(known[n] for n in whom)


def called(row: Row, language: Language, width: int = 0) -> str:
    """Return what people call a player."""
    return title_of(_Titled(row["player"], row.get("title", ""), row.get("title_zh", "")), language, width)


def _named(rows: Sequence[Row], key: str, whom: Sequence[Sequence[str]], language: Language) -> Column:
    """Return a column of names."""
    nobody = pick(WORDS["nobody"], language)
    names = [names_of(rows, some, language) or nobody for some in whom]
    return words(pick(WORDS[key], language), names)


def _by_rule(who: Sequence[Row], what: str, language: Language) -> dict[str, list[float]]:
    rules = list(who[0][what]) if who else []
    return {pick(RULES[rule], language): [row[what][rule] for row in who] for rule in rules}


def _table(
    name: str, who: Sequence[Row], columns: dict[str, list[float]], unit: str, language: Language
) -> Table:
    names = [called(row, language) for row in who]
    return Table(
        name,
        pick(WORDS[name], language),
        (words(pick(WORDS["enterprise"], language), names), *money(columns, unit, language)),
    )


def figure(rows: Sequence[Row], money_unit: str, language: str = "en") -> Figure:
    """Return the shares of each player by rule over the range of the core, or with their bands.

    Raises ValueError for a language that is neither `en` nor `zh`.
    """
    who = players(rows)
    with style():
        tongue = spoken(language)
        amounts = [share for row in who for share in row["shares"].values()]
        factor, unit = scale(amounts, money_unit, tongue)
        count = len(who)
        drawing = new_figure(9.0, 1.3 + 0.5 * count)
        axes = drawing.subplots()
        axes.grid(axis="x")
        said = False
        for place, row in enumerate(who):
            if row.get("core") is not None:
                low, high = (end / factor for end in row["core"])
                label = None if said else pick(WORDS["core"], tongue)
                axes.plot(
                    [low, high],
                    [place, place],
                    color="#bdbdbd",
                    linewidth=9.0,
                    solid_capstyle="butt",  # its ends are the limits
                    label=label,
                    zorder=1,
                )
                said = True
        rules = list(who[0]["shares"])
        for place, rule in enumerate(rules):
            y = [at + 0.16 * (place - (len(rules) - 1) / 2.0) for at in range(count)]
            x = [row["shares"][rule] / factor for row in who]
            label = pick(RULES[rule], tongue)
            if "half_width" in who[0]:
                half = [row["half_width"] / factor for row in who]
                axes.errorbar(x, y, xerr=half, fmt="none", ecolor=BLACK, capsize=3.0, linewidth=1.0, zorder=2)
            axes.plot(x, y, MARKERS[place], color=PALETTE[place], mec=BLACK, ms=6, label=label, zorder=3)
        axes.axvline(0.0, color=BLACK, linewidth=0.8)
        axes.set_yticks(range(count), [called(row, tongue, 24) for row in who])
        axes.set_ylim(count - 0.4, -0.6)
        separate_thousands(axes.xaxis)
        axes.set_xlabel(f"{pick(WORDS['share'], tongue)} [{unit}]")
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
        return finished(drawing)


def write_fairness(rows: Sequence[Row], unit: str, out: Path, language: str) -> list[Path]:
    """Write shares.csv, payments.csv and the figure."""
    out.mkdir(parents=True, exist_ok=True)
    tongue: Language = "zh" if language == "zh" else "en"
    return [
        write_table(shares_table(rows, unit, tongue), out / "shares.csv"),
        write_table(payments_table(rows, unit, tongue), out / "payments.csv"),
        *save(figure(rows, unit, language), out / "shares"),
    ]
