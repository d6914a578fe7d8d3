"""Cash flows for financiers: what each enterprise invests and earns, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from symbiosis.park.finance import EVERYONE
from symbiosis.report.style import BLACK, fill, finished, new_figure, separate_thousands, style
from symbiosis.report.table import Column, Table, mixed, money, words
from symbiosis.report.text import Language, decimals_for, number, safe, scale, spoken
from symbiosis.report.words import pick
from symbiosis.study.money.cash_flow import LINES
from symbiosis.study.money.finance import Project, terms_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from symbiosis.park.park import Park
    from symbiosis.report.veil import Veil

WORDS = {
    "park": ("the park", "园区合计"),
    "who": ("who", "主体"),
    "year": ("year", "年份"),
    "invested": ("investment", "投资"),
    "saving": ("saving a year", "年节省"),
    "rate": ("cost of capital", "折现率"),
    "npv": ("net present value", "净现值"),
    "irr": ("internal rate of return", "内部收益率"),
    "before_tax": ("before tax", "税前"),
    "after_tax": ("after tax", "税后"),
    "equity": ("on own money", "资本金"),
    "payback": ("payback", "静态回收期"),
    "dynamic": ("discounted payback", "动态回收期"),
    "a": ("a", "年"),
    "title": ("Cash flow", "现金流量表"),
    "overview": ("What it earns", "财务指标"),
    "total": ("added up", "累计净现金流"),
    "discounted": ("added up, discounted", "累计折现净现金流"),
    "years": ("years from the first payment", "自首笔支付起的年数"),
}
LINE_WORDS = {
    "investment": ("investment", "建设投资"),
    "contingency": ("contingency", "预备费"),
    "grant": ("grant", "补助"),
    "tax_on_investment": ("VAT on investment", "投资进项税"),
    "tax_got_back": ("VAT got back", "进项税抵扣"),
    "saving": ("saving and settlement", "节省与结算"),
    "bought_again": ("bought again", "更新投资"),
    "worth_at_end": ("worth at the end", "期末残值"),
    "income_tax": ("income tax", "所得税"),
    "tax_relief_on_interest": ("tax relief on interest", "利息抵税"),
    "borrowed": ("borrowed", "借款"),
    "interest": ("interest", "利息"),
    "repaid": ("repaid", "偿还本金"),
    "before_tax": ("before tax", "税前净现金流"),
    "after_tax": ("after tax", "税后净现金流"),
    "equity": ("own money", "资本金净现金流"),
}
ABSENT = (
    "No terms of finance are stated: no tax, no debt, no grant, no contingency.",
    "未给出融资条件：不计税、债务、补助与预备费。",
)
STANDING = (
    "Investment is what is bought beyond the design it is compared with. Savings are those of one year, "
    "repeated every year in money of the price year: prices, demands and weather of that year, known in "
    "advance.",
    "投资为相对对比方案的增量。年节省按基准年价格、需求与天气重复计算，且以完全预知为前提。",
)


def sentences(park: Park, found: Sequence[Project], language: Language) -> list[str]:
    """Return what the cash flows rest on."""
    said = [pick(STANDING, language)]
    if all(terms_of(park, p.label).label == EVERYONE and EVERYONE not in park.finances for p in found):
        said.append(pick(ABSENT, language))
    return said


def overview(park: Park, found: Sequence[Project], veil: Veil) -> Table:
    """Return what each enterprise the reader may see invests, saves and earns."""
    tongue = veil.language
    shown = [p for p in found if (p.label == "park" and veil.open) or veil.sees(p.label)]
    figures = [p.figures() for p in shown]
    currency = park.settings.currency

    def word(key: str) -> str:
        return pick(WORDS[key], tongue)

    def of(key: str, kind: str) -> str:
        return f"{word(kind)}{word(key)}" if tongue == "zh" else f"{word(key)} {word(kind)}"

    def share(key: str) -> tuple[float | None, ...]:
        return tuple(None if (v := f[key]) is None else 100.0 * v for f in figures)

    kinds = ["before_tax"]
    kinds += ["after_tax"] if any(np.any(p.flow.lines["income_tax"] != 0.0) for p in shown) else []
    kinds += ["equity"] if any(np.any(p.flow.lines["borrowed"] != 0.0) for p in shown) else []
    worth = {of("npv", kind): [f[f"npv_{kind}"] for f in figures] for kind in kinds}
    paid_back = {word("payback"): "payback_before_tax", word("dynamic"): "payback_dynamic_before_tax"}
    return Table(
        "finance",
        word("overview"),
        (
            words(word("who"), [name_of(p, veil) for p in shown]),
            *money({word("invested"): [p.invested for p in shown]}, currency, tongue),
            *money({word("saving"): [p.saving for p in shown]}, f"{currency}/a", tongue),
            Column(word("rate"), tuple(100.0 * p.rate for p in shown), "%", 1),
            *money(worth, currency, tongue),
            *(Column(of("irr", kind), share(f"irr_{kind}"), "%", 1) for kind in kinds),
            *(
                Column(title, tuple(f[key] for f in figures), word("a"), 1)
                for title, key in paid_back.items()
            ),
        ),
    )


def name_of(project: Project, veil: Veil) -> str:
    """Return what a project is called: the park, or the enterprise as the reader knows it."""
    return pick(WORDS["park"], veil.language) if project.label == "park" else veil.names[project.label]


def cash_table(park: Park, project: Project, who: str, language: Language) -> Table:
    """Return one project's cash flow: a row a year, a column a line that is not empty."""
    flow = project.flow
    lines = {name: flow.lines[name] for name in LINES if np.any(flow.lines[name] != 0.0)}
    lines |= {"before_tax": flow.before_tax}
    if "income_tax" in lines:
        lines |= {"after_tax": flow.after_tax}
    if "borrowed" in lines:
        lines |= {"equity": flow.equity}
    columns = {pick(LINE_WORDS[name], language): values.tolist() for name, values in lines.items()}
    return Table(
        f"cash_flow_{project.label}",
        pick(("{}: {}", "{}：{}"), language).format(pick(WORDS["title"], language), who),
        (
            mixed(pick(WORDS["year"], language), [float(y) for y in flow.years]),
            *money(columns, park.settings.currency, language),
        ),
    )


def figure(park: Park, project: Project, who: str, language: str = "en") -> Figure:
    """Return a project's cash flow before tax by year as bars, and added up, plain and discounted.

    Raises ValueError for a language that is neither `en` nor `zh`.
    """
    with style():
        tongue = spoken(language)
        cash = project.flow.before_tax
        total = np.cumsum(cash)
        worth = np.cumsum(cash / (1.0 + project.rate) ** project.flow.years)
        factor, unit = scale([*total.tolist(), *cash.tolist()], park.settings.currency, tongue)
        drawing = new_figure(9.0, 3.8)
        axes = drawing.subplots()
        axes.grid(axis="y")
        axes.bar(
            project.flow.years,
            cash / factor,
            width=0.7,
            label=pick(LINE_WORDS["before_tax"], tongue),
            **fill(4),
        )
        for values, key, dash in ((total, "total", "-"), (worth, "discounted", "--")):
            axes.plot(
                project.flow.years,
                values / factor,
                dash,
                color=BLACK,
                marker="o",
                markersize=3.5,
                label=pick(WORDS[key], tongue),
            )
        axes.axhline(0.0, color=BLACK, linewidth=0.8, zorder=3)
        end = worth[-1] / factor
        axes.annotate(
            number(end, decimals_for([end])),
            (project.flow.years[-1], end),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
        )
        axes.set_xlabel(f"{pick(WORDS['years'], tongue)} [{pick(WORDS['a'], tongue)}]")
        axes.set_ylabel(f"[{unit}]")
        axes.set_title(safe(pick(("{}: {}", "{}：{}"), tongue).format(pick(WORDS["title"], tongue), who)))
        separate_thousands(axes.yaxis)
        axes.legend(loc="best")
        return finished(drawing)
