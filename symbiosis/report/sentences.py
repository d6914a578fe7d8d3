"""What a ladder says in sentences: the synergy, and what its money is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from symbiosis.report.text import Language, decimals_for, money_unit, number, plain_text, safe, scale
from symbiosis.report.words import pick
from symbiosis.words import told

if TYPE_CHECKING:
    from symbiosis.study.design.ladder import Ladder


def synergy_sentence(ladder: Ladder, language: Language) -> str:
    """Say what deciding together saves beyond exchange and central energy apart, and how sure that is."""
    synergy = ladder.synergy
    if synergy is None:
        unknown = ("Synergy: not known, as a rung has no plan.", "协同效益：有方案缺失，无法得出。")
        return pick(unknown, language)
    money = money_unit(ladder.park.settings.currency, ladder.horizon.years == 1.0)
    factor, unit = scale([synergy.value], money, language)
    decimals = decimals_for([synergy.value / factor], 3)
    value, low, high = (
        number(v / factor, decimals) if math.isfinite(v) else "?"
        for v in (synergy.value, synergy.low, synergy.high)
    )
    size = number(abs(synergy.value) / factor, decimals)
    sure = low == high and low != "?"
    if language == "zh":
        within = f"（区间 {low} 至 {high}）" if not sure else ""
        if synergy.sign == 0 and not sure:
            return f"协同效益：{value} {unit}{within}，与零不可区分。"
        word = "多" if synergy.value >= 0.0 else "少"
        return f"协同效益：一体化决策比原料互供与集中供能之和{word}节省 {size} {unit}{within}。"
    within = f" (proved between {low} and {high})" if not sure else ""
    if synergy.sign == 0 and not sure:
        return f"Synergy: {value} {unit}{within}; not distinguishable from none."
    if size.strip("0.,") == "":
        return "Synergy: none; decided together, exchange and central energy save as much as the sum of both."
    word = "more" if synergy.value > 0.0 else "less"
    why = "" if synergy.value > 0.0 else ", because they compete for the same savings"
    saved = f"save {size} {unit}{within} {word} than the sum of both{why}."
    return f"Synergy: decided together, exchange and central energy {saved}"


def basis_sentence(ladder: Ladder, language: Language, drawn: bool = True) -> str:
    """Say which prices the money is in, and of which hours where it is not for a year.

    `drawn` makes it fit to be drawn; otherwise it is to be written.
    """
    settings, horizon = ladder.park.settings, ladder.horizon
    prices = pick(("Prices of {}: {}.", "{}年价格：{}。"), language)
    taxes = told(settings.tax_basis, language)
    basis = prices.format(settings.price_year, safe(taxes, limit=90) if drawn else plain_text(taxes))
    if horizon.years == 1.0:
        return basis
    window = pick(
        (" Money and amounts are for {} hours, not for a year.", "费用与数量为{}小时合计，非全年。"), language
    )
    return basis + window.format(number(float(horizon.hours.sum())))
