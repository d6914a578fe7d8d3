"""Tables on what the regulator asks: compliance, carbon, taxes, quotas, approvals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symbiosis.report.table import Table, mixed, money, numbers, words
from symbiosis.report.text import called, money_unit, pretty
from symbiosis.report.veil import Veil
from symbiosis.report.words import pick
from symbiosis.results.approvals import approvals
from symbiosis.results.carbon import carbon_account
from symbiosis.study.money.ledger import quota_accounts, tax_bills
from symbiosis.study.policy.compliance import compliance

if TYPE_CHECKING:
    from symbiosis.results.results import Results

WORDS = {
    "compliance": ("Limits and what the plan does", "约束与方案"),
    "carbon": ("Greenhouse gases by scope", "分范围温室气体"),
    "taxes": ("Environmental protection tax by outlet", "环境保护税台账（按排放口）"),
    "quotas": ("Quotas by account", "配额台账"),
    "approvals": ("Approvals that the plan needs", "方案所需审批"),
    "rule": ("rule", "规则"),
    "kind": ("kind", "类别"),
    "whose": ("whose", "主体"),
    "what": ("what", "对象"),
    "value": ("plan", "方案"),
    "limit": ("limit", "限值"),
    "taken": ("taken up", "占用"),
    "unit": ("unit", "单位"),
    "price": ("what a unit more saves", "增加一单位限值可节省"),
    "verdict": ("verdict", "判定"),
    "enterprise": ("enterprise", "企业"),
    "scope_1": ("scope 1", "范围一"),
    "captured": ("captured", "捕集"),
    "scope_2": ("scope 2, by contract", "范围二（市场）"),
    "location": ("scope 2, by grid", "范围二（区域电网）"),
    "total": ("scopes 1 and 2", "范围一与二合计"),
    "scope_3": ("scope 3, inputs", "范围三（投入品）"),
    "offset": ("offset", "抵消"),
    "park": ("the park", "园区"),
    "outlet": ("outlet", "排放口"),
    "medium": ("medium", "类别"),
    "counted": ("pollutants that count", "计税污染物"),
    "equivalents": ("equivalents due", "应税当量数"),
    "tax": ("tax", "税额"),
    "quota": ("quota", "配额"),
    "used": ("used", "使用"),
    "granted": ("granted", "免费分配"),
    "auctioned": ("at auction", "拍卖"),
    "bought": ("bought", "购入"),
    "sold": ("sold", "售出"),
    "kept": ("kept", "结转"),
    "cost": ("cost", "费用"),
    "law": ("legal class", "法律类别"),
    "approval": ("approval", "审批"),
    "state": ("state", "状态"),
    "new": ("new", "新增"),
    "stands": ("stands", "现有"),
    "year": ("year", "年"),
}
KINDS = {
    "cap": ("cap", "总量控制"),
    "requirement": ("requirement", "要求"),
    "permit": ("permitted amount", "许可排放量"),
    "concentration": ("permitted concentration", "许可浓度"),
}
MEDIA = {
    "air": ("air", "大气"),
    "water": ("water", "水"),
    "water_first_class": ("water, first class", "第一类水污染物"),
}
LAWS = {
    "": ("", ""),
    "general_waste": ("general waste", "一般固废"),
    "hazardous_waste": ("hazardous waste", "危险废物"),
    "power_between_firms": ("power between firms", "企业间售电"),
    "heat_franchise": ("heat franchise", "供热特许"),
    "direct_green_line": ("direct green line", "绿电直连"),
}
VERDICTS = {True: ("kept", "满足"), False: ("BROKEN", "超出"), None: ("", "")}


def _head(key: str, veil: Veil) -> str:
    return pick(WORDS[key], veil.language)


def _columns(rows: list[list[Any]], count: int) -> list[Any]:
    return list(zip(*rows, strict=True)) or [()] * count


def compliance_table(results: Results, veil: Veil) -> Table:
    """Every limit that the reader may see, and what the plan makes of it."""
    tongue, carriers = veil.language, results.park.carriers
    rows: list[list[Any]] = []
    for rule in compliance(results):
        if not rule.enterprises or veil.open or veil.sees(*rule.enterprises):
            rows.append(
                [
                    veil.text(rule.label),
                    pick(KINDS[rule.kind], tongue),
                    ", ".join(veil.names[n] for n in rule.enterprises) or _head("park", veil),
                    veil.called(carriers[rule.what]) if rule.what in carriers else veil.text(rule.what),
                    rule.value,
                    f"{'≥' if rule.least else '≤'} {rule.limit:.6g}",
                    pretty(rule.unit),
                    None if rule.share is None else 100.0 * rule.share,
                    rule.price,
                    pick(VERDICTS[rule.met], tongue),
                ]
            )
    cells = _columns(rows, 10)
    heads = ("rule", "kind", "whose", "what", "value", "limit", "unit", "taken", "price", "verdict")
    shown = [_head(key, veil) for key in heads]
    columns = [words(title, values) for title, values in zip(shown[:4], cells[:4], strict=True)]
    columns += [mixed(shown[4], cells[4]), words(shown[5], cells[5]), words(shown[6], cells[6])]
    columns += [numbers(shown[7], cells[7], "%", 3), mixed(shown[8], cells[8]), words(shown[9], cells[9])]
    return Table("compliance", _head("compliance", veil), tuple(columns))


def carbon_table(results: Results, veil: Veil) -> Table:
    """Greenhouse gases of every enterprise that the reader may see, and of the park."""
    account = carbon_account(results) or ()
    fields = ("scope_1", "captured", "scope_2", "location", "total", "scope_3", "offset")
    seen = [row for row in account if veil.sees(row.enterprise) and any(getattr(row, f) for f in fields)]
    whole = (
        []
        if veil.reader == "one" or not any(r.total or r.scope_3 for r in account)
        else [_head("park", veil)]
    )
    named = [*(veil.names[row.enterprise] for row in seen), *whole]
    unit = "t CO2/a"  # amounts are per year, whatever the window
    columns = []
    for field in fields:
        values = [getattr(row, field) for row in seen]
        values += [sum(getattr(row, field) for row in account) for _ in whole]
        if any(values):
            columns.append(numbers(_head(field, veil), [value or None for value in values], unit, 5))
    return Table("carbon", _head("carbon", veil), (words(_head("enterprise", veil), named), *columns))


def tax_table(results: Results, veil: Veil) -> Table:
    """The environmental protection tax, outlet by outlet, as the law reckons it."""
    tongue, park = veil.language, results.park
    rows = [
        [
            veil.names[bill.enterprise],
            veil.text(_thing(park, bill.outlet, veil)),
            pick(MEDIA[bill.medium], tongue),
            ", ".join(veil.called(park.carriers[k]) for k in bill.counted),
            bill.equivalents,
            bill.money,
        ]
        for bill in tax_bills(results)
        if veil.sees(bill.enterprise) and bill.equivalents > 0.0
    ]
    cells = _columns(rows, 6)
    unit = money_unit(park.settings.currency, results.horizon.years == 1.0)
    heads = [_head(key, veil) for key in ("enterprise", "outlet", "medium", "counted", "equivalents", "tax")]
    return Table(
        "taxes",
        _head("taxes", veil),
        (
            *(words(title, values) for title, values in zip(heads[:4], cells[:4], strict=True)),
            mixed(heads[4], cells[4]),
            *money({heads[5]: cells[5]}, unit, tongue),
        ),
    )


def _thing(park: Any, label: str, veil: Veil) -> str:
    for section in ("technologies", "outlets", "markets"):
        if label in getattr(park, section):
            return called(getattr(park, section)[label], veil.language) if section != "outlets" else label
    return label


def quota_table(results: Results, veil: Veil) -> Table:
    """Every account of every quota that the reader may see."""
    from symbiosis.park.quantities import own_units

    park = results.park
    fields = ("used", "granted", "auctioned", "bought", "sold", "kept")
    rows = []
    for account in quota_accounts(results):
        if veil.sees(account.holder):
            quota = park.quotas[account.quota]
            unit = own_units(quota, park.carriers, park.settings.currency)[0]
            held = [getattr(account, field) or None for field in fields]
            named = [veil.called(quota), veil.names[account.holder]]
            rows.append([*named, *held, pretty(f"{unit}/a"), account.money])
    cells = _columns(rows, 10)
    heads = [_head(key, veil) for key in ("quota", "enterprise", *fields, "unit", "cost")]
    columns = [words(heads[0], cells[0]), words(heads[1], cells[1])]
    columns += [mixed(heads[i], cells[i]) for i in range(2, 8)]
    columns += [words(heads[8], cells[8])]
    columns += money({heads[9]: cells[9]}, money_unit(park.settings.currency, True), veil.language)
    return Table("quotas", _head("quotas", veil), tuple(columns))


def approval_table(results: Results, veil: Veil) -> Table:
    """What of the plan needs an approval, and from whom."""
    park, tongue = results.park, veil.language
    rows = [
        [
            veil.text(called(getattr(park, found.section)[found.label], tongue)),
            ", ".join(dict.fromkeys(veil.names[n] for n in found.enterprises)),
            pick(LAWS[found.legal], tongue),
            veil.text(found.approval),
            _head("new" if found.new else "stands", veil),
        ]
        for found in approvals(results)
        if veil.open or veil.sees(*found.enterprises)
    ]
    cells = _columns(rows, 5)
    heads = ("what", "whose", "law", "approval", "state")
    columns = [words(_head(key, veil), values) for key, values in zip(heads, cells, strict=True)]
    return Table("approvals", _head("approvals", veil), tuple(columns))
