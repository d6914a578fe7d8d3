"""Who gets what of the saving by each rule, what everybody pays into the pool, who could gain by leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.report import fairness
from symbiosis.report.studies.words import listed, money_said
from symbiosis.report.table import Table
from symbiosis.report.text import Language, spoken
from symbiosis.report.words import pick

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from symbiosis.study.running.told import Told

SMALL = 1e-6  # of the saving, below which a gain is a solver's rounding
SAID = {
    "saving": (
        "Together they save {}; by the Shapley value {} gets most of it: {}.",
        "合作共节省{}；按 Shapley 值，{}所得最多：{}。",
    ),
    "stable": ("Nobody gains by leaving under: {}.", "按下列规则，任何联盟退出都得不到好处：{}。"),
    "met": (
        "Of the coalitions that were looked at, none gains by leaving.",
        "已核算的联盟退出都得不到好处。",
    ),
    "tempting": ("{}: {} could gain up to {} by leaving.", "{}：{}退出最多可得{}。"),
}


def figure(told: Told, language: str = "en") -> Figure | None:
    """Return the shares by rule over the range within which nobody leaves; None where nothing is shared."""
    if not told.rows:
        return None
    return fairness.figure(told.rows, told.money, language)


def table(told: Told, language: str = "en") -> Table:
    """Return everybody's share by rule."""
    return fairness.shares_table(told.rows, told.money, spoken(language))


def payments(told: Told, language: str = "en") -> Table:
    """Return what everybody pays alone, in the plan, and into the pool; empty for drawn orders."""
    return fairness.payments_table(told.rows, told.money, spoken(language))


def rules(told: Told, language: str = "en") -> Table:
    """Return who could gain by leaving under each rule."""
    return fairness.rules_table(told.rows, told.money, spoken(language))


def answer(told: Told, language: Language) -> list[str]:
    """Return the study's answer in a few sentences: the saving, its largest share, what is stable."""
    who = fairness.players(told.rows)
    most = max(who, key=lambda row: row["shares"]["shapley"])
    saving, share = sum(row["shares"]["shapley"] for row in who), most["shares"]["shapley"]
    amounts = [money_said(told, value, language) for value in (saving, share)]
    name = fairness.called(most, language)
    said = [pick(SAID["saving"], language).format(amounts[0], name, amounts[1])]
    judged = [row for row in told.rows if "rule" in row]
    least = SMALL * max(1.0, abs(saving))
    stable = [row for row in judged if row["could_gain_at_most"] <= least]
    if stable and any("half_width" in row for row in who):
        said.append(pick(SAID["met"], language))
    elif stable:
        rules = listed((pick(fairness.RULES[row["rule"]], language) for row in stable), language)
        said.append(pick(SAID["stable"], language).format(rules))
    for row in judged:
        if row not in stable:
            rule, gain = pick(fairness.RULES[row["rule"]], language), row["could_gain_at_most"]
            names = fairness.names_of(told.rows, row["most_tempted"], language)
            said.append(
                pick(SAID["tempting"], language).format(rule, names, money_said(told, gain, language))
            )
    return said
