"""Who enters and who closes: a table and a sentence for every enterprise that was decided on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from symbiosis.report.table import Table, each, money, words
from symbiosis.report.text import Language, plain_text, spoken
from symbiosis.report.words import pick

if TYPE_CHECKING:
    from symbiosis.park.park import Park
    from symbiosis.study.policy.admission import Admission, Tenant, Tried

WORDS = {
    "title": ("Admission", "企业准入"),
    "enterprise": ("enterprise", "企业"),
    "verdict": ("verdict", "结论"),
    "worth": ("worth a year", "年价值"),
    "least": ("proved at least", "可证下限"),
    "most": ("proved at most", "可证上限"),
    "thresholds": ("thresholds of entry", "准入门槛"),
    "partners": ("exchanges", "交换关系"),
    "nobody": ("nobody", "无"),
}
VERDICTS = {
    "admitted": ("enters", "准入"),
    "stays": ("stays", "保留"),
    "closes": ("closes", "退出"),
    "threshold": ("refused by a threshold", "因门槛不予准入"),
    "economics": ("does not pay", "经济上不合算"),
    "impossible": ("cannot be supplied", "无法满足其需求"),
    "undecided": ("within the gap", "在求解间隙内，未定"),
}
NOTE = (
    "Worth: what the plan costs more a year without it (below 0: with it). What a refused one fails and "
    "exchanges is told of the plan with it and without its thresholds.",
    "年价值：没有该企业时方案每年多花的费用（负值：有该企业时多花）。被拒企业的门槛值与交换关系取自"
    "不设门槛、强制入园的方案。",
)
LINE = ("{name}: {verdict}{worth}{failed}{partners}", "{name}：{verdict}{worth}{failed}{partners}")
WORTH = (", worth {} {}/a (proved {} to {})", "，年价值 {} {}（可证 {} 至 {}）")
FAILED = ("; fails {}", "；未达到{}")
PARTNERS = ("; exchanges with {}", "；与{}交换")


def table(found: Admission, language: str = "en") -> Table:
    """Return one row per enterprise, those that are there first."""
    tongue = spoken(language)
    park, tenants = found.plan.park, found.tenants
    text = {
        "enterprise": [name_of(park, t.enterprise, tongue) for t in tenants],
        "verdict": [pick(VERDICTS[t.verdict], tongue) for t in tenants],
        "thresholds": ["; ".join(_tried(park, one, tongue) for one in t.thresholds) for t in tenants],
        "partners": ["; ".join(_streams(park, t, tongue)) for t in tenants],
    }
    named = {key: words(pick(WORDS[key], tongue), values) for key, values in text.items()}
    amounts = {
        pick(WORDS["worth"], tongue): [t.worth for t in tenants],
        pick(WORDS["least"], tongue): [t.least for t in tenants],
        pick(WORDS["most"], tongue): [t.most for t in tenants],
    }
    columns = (
        named["enterprise"],
        named["verdict"],
        *money(amounts, f"{park.settings.currency}/a", tongue),
        named["thresholds"],
        named["partners"],
    )
    return Table("admission", pick(WORDS["title"], tongue), columns, pick(NOTE, tongue))


def sentences(found: Admission, language: str = "en") -> Iterator[str]:
    """Yield a sentence for every enterprise."""
    tongue = spoken(language)
    park = found.plan.park
    for tenant in found.tenants:
        worth = failed = partners = ""
        if tenant.worth is not None:
            told = [f"{value or 0.0:,.0f}" for value in (tenant.worth, tenant.least, tenant.most)]
            worth = pick(WORTH, tongue).format(told[0], park.settings.currency, *told[1:])
        if tenant.failed:
            missed = [one for one in tenant.thresholds if not one.met]
            failed = pick(FAILED, tongue).format(", ".join(_tried(park, one, tongue) for one in missed))
        streams = list(_streams(park, tenant, tongue))
        if streams:
            partners = pick(PARTNERS, tongue).format("; ".join(streams))
        yield pick(LINE, tongue).format(
            name=name_of(park, tenant.enterprise, tongue),
            verdict=pick(VERDICTS[tenant.verdict], tongue),
            worth=worth,
            failed=failed,
            partners=partners,
        )


def name_of(park: Park, enterprise: str, language: Language) -> str:
    """Return an enterprise's title in a language; its label where it has none."""
    place = park.enterprises[enterprise]
    return (place.title_zh if language == "zh" else "") or place.title or enterprise


def _tried(park: Park, one: Tried, language: Language) -> str:
    threshold = park.thresholds[one.threshold]
    title = (threshold.title_zh if language == "zh" else "") or threshold.title or one.threshold
    value = "–" if one.value is None else each(one.value)
    sign = "≥" if one.least else "≤"
    return f"{title} {value} ({sign} {each(one.limit)} {one.unit})"


def _streams(park: Park, tenant: Tenant, language: Language) -> Iterator[str]:
    for partner in tenant.partners:
        arrow = "→" if partner.gives else "←"
        other = name_of(park, partner.other, language)
        carrier = park.carriers[partner.carrier]
        what = (carrier.title_zh if language == "zh" else "") or carrier.title or carrier.label
        yield plain_text(f"{arrow} {other}: {what} {each(partner.amount)} {partner.unit}")
