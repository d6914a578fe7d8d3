"""What a report says first: the savings within proved limits, and what they rest on."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from symbiosis.report.evidence import Support, counts
from symbiosis.report.sentences import basis_sentence, synergy_sentence
from symbiosis.report.text import Language, decimals_for, money_unit, number, scale
from symbiosis.report.veil import Veil
from symbiosis.report.whole_year import estimated
from symbiosis.report.words import pick

if TYPE_CHECKING:
    from symbiosis.park.park import Park
    from symbiosis.study.design.ladder import Ladder, Rung

PROVED = (
    "Proved for these inputs: a solver and an independent check stand behind every plan and bound; "
    "with other inputs the savings are others.",
    "以上结论对所列输入已证：每个方案与下界均经求解器与独立校核；输入改变，节省随之改变。",
)
SUSPECT = (
    "DO NOT USE: at least one of these plans failed its independent check.",
    "请勿使用：至少一个方案未通过独立校核。",
)
FORESIGHT = (
    "Operation is planned with all prices and demands known in advance (perfect foresight); "
    "real operation saves less.",
    "运行按已知全部价格与需求优化（完全预知）；实际运行的节省会较少。",
)


def headline(ladder: Ladder, best: Rung, found: Support | None, veil: Veil) -> list[str]:
    """Return the sentences at the top of a report."""
    tongue = veil.language
    if veil.reader == "one":
        lines = [*_own(ladder, best, veil)]
    else:
        lines = [
            saved(ladder, best, against, tongue)
            for against in ("as_is", "stand_alone")
            if best.name != against and any(rung.name == against for rung in ladder.rungs)
        ]
        lines = lines or [_cost(ladder, best, tongue)]
        lines.append(estimated(ladder, best, tongue) if veil.open else "")
        if len(ladder.rungs) == 5:
            lines.append(synergy_sentence(ladder, tongue))
        lines += _support(ladder, found, tongue)
        lines += _evidence(ladder.park, tongue)
    basis = basis_sentence(ladder, tongue, drawn=False)
    failed = any(rung.results is not None and rung.results.status == "suspect" for rung in ladder.rungs)
    sure = [] if failed else [pick(PROVED, tongue)]
    warning = [pick(SUSPECT, tongue)] if failed else []
    told = [line for line in lines if line]
    return [*warning, *told, *sure, pick(FORESIGHT, tongue), veil.text(basis)]


def saved(ladder: Ladder, best: Rung, against: str, language: Language) -> str:
    """Say what a design saves against another, within proved limits."""
    saving, other = ladder.saving(best.name, against), ladder[against]
    title = pick((best.title, best.title_zh), language)
    base = pick((other.title, other.title_zh), language)
    if saving is None or other.plan is None:
        return pick(
            (f"Against {base}: not known, as a plan is missing.", f"相对{base}：缺少方案，无法得出。"),
            language,
        )
    money = money_unit(ladder.park.settings.currency, ladder.horizon.years == 1.0)
    factor, unit = scale([saving.value], money, language)
    decimals = decimals_for([saving.value / factor], 3)
    sign = 1.0 if saving.value >= 0.0 else -1.0
    low, high = sorted((sign * saving.low, sign * saving.high))
    value, least, most = (
        number(v / factor, decimals) if math.isfinite(v) else "?" for v in (sign * saving.value, low, high)
    )
    share = f"{abs(saving.value / other.plan):.1%}" if other.plan else ""
    if language == "zh":
        verb = "节省" if sign > 0.0 else "多支出"
        within = "" if least == most else f"（已证区间 {least} 至 {most}）"
        doubt = "；与零不可区分" if saving.sign == 0 else ""
        return f"{title}相对{base}{verb} {value} {unit}{within}" + (f"，占其费用 {share}{doubt}。")
    verb = "saves" if sign > 0.0 else "costs more:"
    within = "" if least == most else f" (proved between {least} and {most})"
    doubt = "; this cannot be told from nothing" if saving.sign == 0 else ""
    of = f", {share} of its cost" if share else ""
    return f"The {title} design {verb} {value} {unit} against {base}{within}{of}{doubt}."


def _cost(ladder: Ladder, rung: Rung, language: Language) -> str:
    title = pick((rung.title, rung.title_zh), language)
    if rung.plan is None:
        return pick((f"{title}: no plan.", f"{title}：无方案。"), language)
    money = money_unit(ladder.park.settings.currency, ladder.horizon.years == 1.0)
    factor, unit = scale([rung.plan], money, language)
    value = number(rung.plan / factor, decimals_for([rung.plan / factor], 4))
    return pick((f"The {title} design costs {value} {unit}.", f"{title}的费用为 {value} {unit}。"), language)


def _own(ladder: Ladder, best: Rung, veil: Veil) -> list[str]:
    found = [a for a in (best.accounts.accounts if best.accounts else ()) if a.enterprise == veil.only]
    if not found:
        return [_cost(ladder, best, veil.language) if best.plan is None else ""]
    account, tongue = found[0], veil.language
    money = money_unit(ladder.park.settings.currency, ladder.horizon.years == 1.0)
    factor, unit = scale([account.net, account.gain or 0.0], money, tongue)
    decimals = decimals_for([account.net / factor], 4)
    net, title = number(account.net / factor, decimals), pick((best.title, best.title_zh), tongue)
    name = veil.names[veil.only]
    lines = [
        pick(
            (
                f"In the {title} design {name} pays {net} {unit} after settlement (below 0: it earns).",
                f"在{title}方案中，{name}结算后费用为 {net} {unit}（负值为收入）。",
            ),
            tongue,
        )
    ]
    if account.gain is not None:
        gain = number(account.gain / factor, decimals)
        lines.append(
            pick(
                (
                    f"Against standing alone it gains {gain} {unit}.",
                    f"相对各自独立，其收益为 {gain} {unit}。",
                ),
                tongue,
            )
        )
    hint = (
        "Where an exchange is split equally, its price is the middle between the floor of the giver and the "
        "ceiling of the taker; the other side's own figure is not shown.",
        "平分结算的价格为供方底价与受方上限的中值；此处不显示对方数值。",
    )
    return [*lines, pick(hint, tongue)]


def _support(ladder: Ladder, found: Support | None, language: Language) -> list[str]:
    if found is None:
        return []
    assumed, weak, silent = (f"{found.shares[g]:.0%}" for g in ("L", "M", ""))
    lines = [
        pick(
            (
                f"Of the money that changes between the two plans, {assumed} rests on assumed numbers (L), "
                f"{weak} on weak ones (M), and {silent} on numbers without stated evidence.",
                f"两方案间变动的金额中，{assumed} 依赖假设值（L），{weak} 依赖较弱数据（M），"
                f"{silent} 未注明依据。",
            ),
            language,
        )
    ]
    if found.low is not None and found.high is not None:
        money = money_unit(ladder.park.settings.currency, ladder.horizon.years == 1.0)
        factor, unit = scale([found.low, found.high], money, language)
        decimals = decimals_for([found.low / factor, found.high / factor], 2)
        low, high = number(found.low / factor, decimals), number(found.high / factor, decimals)
        lines.append(
            pick(
                (
                    f"With both plans kept and every price and investment that has a range at its worse or "
                    f"better end, the saving would lie between {low} and {high} {unit}.",
                    f"方案不变，凡有区间的价格与投资取最不利或最有利值时，"
                    f"节省介于 {low} 与 {high} {unit}之间。",
                ),
                language,
            )
        )
    return lines


def _evidence(park: Park, language: Language) -> list[str]:
    found = counts(park)
    total = sum(found.values())
    if total == 0:
        return [
            pick(
                (
                    "No number of this park states its source or confidence.",
                    "本园区的数据均未注明来源与可信度。",
                ),
                language,
            )
        ]
    return [
        pick(
            (
                f"{total} numbers state their evidence: {found['H']} read in a source (H), {found['M']} weak "
                f"(M), {found['L']} assumed (L).",
                f"{total} 项数据注明了依据：有来源（H）{found['H']} 项，较弱（M）{found['M']} 项，"
                f"假设（L）{found['L']} 项。",
            ),
            language,
        )
    ]
