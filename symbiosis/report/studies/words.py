"""The words of study figures in English and Chinese, and how things and axes are named in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from symbiosis.report.text import (
    Language,
    called,
    colon,
    decimals_for,
    number,
    plain_text,
    pretty,
    safe,
    scale,
)
from symbiosis.report.words import CATEGORIES, METERED, pick

if TYPE_CHECKING:
    from symbiosis.study.running.told import Told

WORDS = {
    "cost": ("cost", "费用"),
    "costs": ("Costs of the cases", "各算例费用"),
    "case": ("case", "算例"),
    "status": ("outcome", "求解结果"),
    "against_first": ("against the first", "与首例之差"),
    "front": ("What less of each total costs", "降低各项总量的代价"),
    "grid": ("Cost over the axes", "费用随参数变化"),
    "alternatives": ("What each near-optimal plan builds", "各近优方案建设内容"),
    "plan": ("plan", "方案"),
    "above_best": ("above the best", "高于最优"),
    "above_any": ("above any plan, at most", "高于任何方案（至多）"),
    "spared": ("without", "不建"),
    "differs": ("differs from the best", "与最优方案差异"),
    "gap": ("own gap", "自身间隙"),
    "best": ("best", "最优"),
    "alternative": ("alternative {}", "备选{}"),
    "abatement": ("What a tonne spared costs", "边际减排成本"),
    "measure": ("measure", "措施"),
    "spared_amount": ("spared", "减排量"),
    "per_amount": ("cost of what is spared", "单位减排成本"),
    "alone": ("{}, alone", "{}（单独）"),
    "step": ("{}, after those before", "{}（叠加）"),
    "as_step": ("after the measures before it", "在前序措施之后"),
    "as_alone": ("alone", "单独实施"),
    "investment": ("investment, as annuity", "投资年金"),
    "tornado": ("What each number moves the cost by", "各数据对费用的影响"),
    "stages": ("What every stage builds, and what running it costs", "各期建设内容与运行费用"),
    "stage": ("stage", "分期"),
    "from_year": ("from", "起始年"),
    "builds": ("builds", "建设内容"),
    "builds_nothing": ("nothing", "不新建"),
    "and_more": ("and {} more", "另有{}项"),
    "running": ("cost of running", "运行费用"),
    "number": ("number", "数据项"),
    "low": ("at its low end", "取下限"),
    "high": ("at its high end", "取上限"),
    "morris": ("What moves the answer (Morris)", "筛选分析（Morris）"),
    "sobol": ("What explains the answer's variance (Sobol)", "方差分解（Sobol）"),
    "input": ("input", "输入"),
    "mu_star": ("mean movement μ*", "平均影响 μ*"),
    "sigma": ("spread σ: curved or entangled", "离散度 σ：非线性或交互"),
    "first": ("alone (S1)", "单独（S1）"),
    "total": ("with all it takes part in (ST)", "含交互（ST）"),
    "futures": ("What each future costs", "各情景费用"),
    "future": ("future", "情景"),
    "probability": ("probability", "概率"),
    "joint": ("with the joint design", "共同设计"),
    "made_for_it": ("with a design made for it", "针对该情景的设计"),
    "mean_design": ("with a design for the mean", "按均值的设计"),
    "expected": ("expected", "期望"),
    "cvar": ("mean of the dearest {}", "最贵{}的均值"),
    "resilience": ("What it costs that less falls short in a loss", "降低失效时缺口的代价"),
    "resilience_cost": ("cost of resilience", "韧性成本"),
    "may_fall_short": ("share of a need that may fall short", "失效时允许的缺口比例"),
    "park_pays": ("the park in all", "园区合计"),
    "others": ("all others", "其他企业"),
    "gives_up": ("gives up", "退役"),
    "enters": ("enters", "进入"),
    "closes": ("closes", "退出"),
    "builds_more": ("builds more than the cheapest plan", "比最省方案多建"),
    "stands_more": ("of what stands today, keeps more", "比最省方案多保留的现有设备"),
    "kept_for_loss": ("never holds less than, kept for a loss", "为失效保留的最低存量"),
    "who_pays": ("who pays more", "增加费用的承担者"),
    "falls_short": ("falls short", "缺口"),
    "share_short": ("share of the need", "占需求比例"),
    "loss": ("loss", "失效"),
    "need": ("need", "需求"),
    "unit": ("unit", "单位"),
    "break_even": ("From which price it is built", "建设的盈亏价格"),
    "price": ("price", "价格"),
    "built": ("built", "建设"),
    "not_built": ("not built", "不建"),
    "yes": ("yes", "是"),
    "no": ("no", "否"),
    "some_of": (" ({} of {} maps)", "（共{1}幅，显示{0}幅）"),
    "grid_of": ("{} over the axes", "{}随参数变化"),
    "sizes": ("What each plan builds", "各方案建设内容"),
    "worth": ("What knowing, and looking ahead, are worth", "信息与前瞻的价值"),
    "evpi": ("knowing the future before building (EVPI)", "完全信息价值（EVPI）"),
    "vss": ("looking at all futures, not their mean (VSS)", "随机解价值（VSS）"),
    "unlimited": ("the design for the mean has no plan in some future", "按均值的设计在某情景下无方案"),
    "findings": ("What was found", "研究结果"),
    "in_words": ("In the study's own words", "研究结论"),
    "differences": ("How the cases differ", "算例差异"),
    "item": ("of what", "对象"),
    "cases": ("Every case", "全部算例"),
    "message": ("remark", "备注"),
    "question": ("question", "问题"),
    "scenario": ("scenario", "情景"),
    "group": ("group", "联盟"),
    "asked": ("What was asked", "研究设定"),
    "park": ("park", "园区"),
    "money_of": ("money", "货币与价格水平"),
    "horizon": ("time looked at", "计算时段"),
    "options": ("options", "求解选项"),
    "sample": ("sample", "抽样"),
    "details": ("of this kind of study", "本类研究参数"),
    "inputs": ("frozen inputs", "固定输入文件"),
    "changes": ("Changes of the park", "园区改动"),
    "who": ("made by", "所属"),
    "verb": ("change", "操作"),
    "path": ("path", "路径"),
    "made": ("Made with", "生成环境"),
    "study": ("the study itself", "研究本身"),
}

KINDS = {
    "comparison": ("Cases side by side", "算例对比"),
    "sweep": ("Sweep over axes", "参数扫描"),
    "front": ("Front of cost and other totals", "多目标前沿"),
    "alternatives": ("Near-optimal alternatives", "近优备选方案"),
    "abatement": ("Marginal abatement costs", "边际减排成本曲线"),
    "tornado": ("Sensitivity, number by number", "逐项敏感性分析"),
    "morris": ("Screening of inputs (Morris)", "输入筛选（Morris）"),
    "sobol": ("Shares of variance (Sobol)", "方差分解（Sobol）"),
    "uncertainty": ("One design for several futures", "不确定性下的共同设计"),
    "resilience": ("Designing against losses", "针对失效的设计"),
    "fairness": ("Sharing a saving", "节省的公平分配"),
    "stages": ("Building in stages", "分期建设"),
    "break_even": ("Break-even", "盈亏平衡"),
}


def word(key: str, language: Language) -> str:
    """Return one of the words."""
    return pick(WORDS[key], language)


def plan_name(name: str, language: Language) -> str:
    """Return a plan's name for people: `best`, `alternative 2`.

    >>> plan_name("alternative 2", "zh")
    '备选2'
    """
    kind, _, number = name.partition(" ")
    return word(kind, language).format(number) if kind in ("best", "alternative") else safe(name)


def asset_name(told: Told, label: str, language: Language, width: int = 0) -> str:
    """Return what people call a plant, a line or a connection, with whose it is, to be drawn."""
    return safe(asset_called(told, label, language), width)


def asset_called(told: Told, label: str, language: Language) -> str:
    """Return what people call a plant, a line or a piece of a network, with whose it is, to be written."""
    park = told.park
    for section in ("technologies", "stores"):
        thing = getattr(park, section).get(label)
        if thing is not None:
            return _beside(park.enterprises[thing.enterprise], thing, language)
    if label in park.links:
        return called(park.links[label], language)
    network, _, piece = label.partition(".")
    if network in park.networks:
        of = called(park.networks[network], language)
        member = park.enterprises.get(piece) or park.corridors.get(piece)
        return f"{of}{colon(language)}{piece if member is None else called(member, language)}"
    return plain_text(label.replace("_", " "))


def _beside(one: Any, other: Any, language: Language) -> str:
    return f"{called(one, language)}{colon(language)}{called(other, language)}"


def item_called(told: Told, figure: str, item: str, language: Language) -> str:
    """Return what people call the item of a collected figure: an owner, a kind of cost, a plant, a route."""
    park = told.park
    if figure == "cost_by_category":
        return pick(CATEGORIES.get(item, (item, item)), language)
    if figure == "exchange":
        link, _, carrier = item.rpartition(":")
        if link in park.links and carrier in park.carriers:
            return _beside(park.links[link], park.carriers[carrier], language)
    sections: Mapping[str, Mapping[str, Any]] = {
        "cost_by_owner": park.enterprises,
        "purchase": park.markets,
        "sale": park.markets,
        "emission": park.carriers,
    }
    found = sections.get(figure, {})
    if item in found:
        return called(found[item], language)
    if figure == "discard" and item in park.outlets:
        outlet = park.outlets[item]
        return _beside(park.enterprises[outlet.enterprise], outlet, language)
    return asset_called(told, item, language)


def total_called(told: Told, name: str, language: Language) -> str:
    """Return what people call a total such as `emission co2` or `purchase water`."""
    flow, _, carrier = name.partition(" ")
    if carrier not in told.park.carriers:
        return plain_text(name)
    what = called(told.park.carriers[carrier], language)
    way = pick(METERED.get(flow, (flow, flow)), language)
    return what if flow == "emission" else f"{way}{colon(language)}{what}"


def case_name(told: Told, name: str) -> str:
    """Return a case's name without the question and the scenario that all cases share."""
    parts = name.split(", ")
    shared = [len(told.asked.get(key, ())) == 1 for key in ("questions", "scenarios")]
    kept = [part for part, same in zip(parts, shared, strict=False) if not same] + parts[2:]
    return plain_text(", ".join(kept).replace("_", " ")) or plain_text(name)


def axis_name(told: Told, name: str) -> str:
    """Return an axis with its unit; × where it multiplies what the park states."""
    scaled = any(a["name"] == name and a["verb"] == "scale" for a in told.asked.get("axes", ()))
    unit = pretty(told.axes.get(name, "")) or ("×" if scaled else "")
    text = safe(name.replace("_", " "))
    return f"{text} [{unit}]" if unit else text


def path_name(path: str, width: int = 34) -> str:
    """Return a figure's path short enough to stand beside a bar."""
    section, _, rest = path.partition(".")
    return safe(rest.replace("_", " ") or section, width)


def money_said(told: Told, value: float, language: Language, signed: bool = False) -> str:
    """Return an amount of a study's money for a sentence."""
    factor, unit = scale([value], told.money, language)
    scaled = value / factor
    sign = "+" if signed and scaled > 0.0 else ""
    return f"{sign}{number(scaled, min(2, decimals_for([scaled], 4)))} {unit}"


def listed(words: Iterable[str], language: Language) -> str:
    """Return words one after the other."""
    return ("、" if language == "zh" else ", ").join(words)
