"""Options for existing plants and measures: one table, and the curve of what a tonne spared costs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from symbiosis.report.style import BLACK, fill, finished, new_figure, separate_thousands, style
from symbiosis.report.table import EACH, Column, Table, words
from symbiosis.report.text import Language, safe, spoken, title_of
from symbiosis.report.words import pick
from symbiosis.words import told

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from symbiosis.park.park import Park
    from symbiosis.study.money.option_worth import Option, Worth
    from symbiosis.study.money.retrofit import Assessed, Retrofit

WORDS = {
    "title": ("Retrofit", "改造方案"),
    "option": ("option", "方案"),
    "kind": ("kind", "类型"),
    "replaces": ("in place of", "替代"),
    "size": ("size", "规模"),
    "investment": ("investment", "投资"),
    "saving": ("saving a year", "年节约"),
    "left_open": ("left open by the gap", "求解间隙不确定量"),
    "payback": ("payback", "静态回收期"),
    "npv": ("net present value", "净现值"),
    "irr": ("internal rate of return", "内部收益率"),
    "spared": ("spared a year: {}", "年减排：{}"),
    "abatement": ("cost per amount spared", "单位减排成本"),
    "chosen": ("in the design", "优化方案采用"),
    "remark": ("remark", "备注"),
    "yes": ("yes", "是"),
    "no": ("no", "否"),
    "curve": (
        "What sparing {} costs, each option alone (options for one plant exclude each other)",
        "{}减排成本曲线（各方案单独实施，同一设备的方案互斥）",
    ),
    "across": ("spared [{}]", "年减排量 [{}]"),
    "up": ("cost [{}]", "减排成本 [{}]"),
    "nothing": ("nothing new", "不新建"),
    "taken": ("* taken by the integrated design", "* 整体优化方案采用"),
    "none": ("No option spares anything.", "没有方案产生减排。"),
}
LINE = (
    "{size} for {investment} {money}: saves {saving} (± {left_open}) {money}/a, payback {payback} a, "
    "npv {npv} {money}, irr {irr}, spares {spared} {unit}/a of {emission} at {cost} {money}/{unit}",
    "{size}，投资 {investment} {money}：年节约 {saving}（±{left_open}）{money}，静态回收期 {payback} 年，"
    "净现值 {npv} {money}，内部收益率 {irr}，年减排{emission} {spared} {unit}，"
    "单位成本 {cost} {money}/{unit}",
)
KINDS = {
    "replacement": ("replacement", "替换"),
    "shutdown": ("shut down", "关停"),
    "measure": ("measure", "节能措施"),
}
MODES = {"alone": ("alone", "单独"), "integrated": ("in the design", "整体优化中")}


def table(found: Retrofit, language: str = "en") -> Table:
    """Return one row per option, best in the integrated design first: alone and in the design."""
    tongue = spoken(language)
    park, money = found.park, found.park.settings.currency
    amount = amount_of(park, found.emission)
    options = found.options
    columns = [
        words(pick(WORDS["option"], tongue), [name_of(park, a.option.label, tongue) for a in options]),
        words(pick(WORDS["kind"], tongue), [pick(KINDS[a.option.kind], tongue) for a in options]),
        words(
            pick(WORDS["replaces"], tongue),
            [", ".join(name_of(park, x, tongue) for x in a.option.replaces) for a in options],
        ),
    ]
    for mode, title in MODES.items():
        worths: list[Worth] = [getattr(a, mode) for a in options]
        as_built = [as_built_in(a, mode) for a in options]
        heading = f"{pick(title, tongue)}: "

        def column(
            word: str, field: str, unit: str, decimals: int, times: float = 1.0, *,
            worths: list[Worth] = worths, heading: str = heading,
        ) -> Column:  # fmt: skip
            values = tuple(
                None if w.problem or getattr(w, field) is None else times * getattr(w, field) for w in worths
            )
            name = pick(WORDS[word], tongue).format(found.emission)
            return Column(f"{heading}{name}", values, unit, decimals)

        paid = tuple(o.investment for o in as_built)
        columns += [
            words(f"{heading}{pick(WORDS['size'], tongue)}", [size_of(park, o) for o in as_built]),
            Column(f"{heading}{pick(WORDS['investment'], tongue)}", paid, money, 0),
            column("saving", "saving", f"{money}/a", 0),
            column("left_open", "left_open", f"{money}/a", 0),
            column("payback", "payback", "a", 1),
            column("npv", "npv", money, 0),
            column("irr", "irr", "%", 1, 100.0),
            column("spared", "spared", f"{amount}/a", EACH),
            column("abatement", "abatement_cost", f"{money}/{amount}", EACH),
        ]
    taken = [pick(WORDS["yes" if a.chosen else "no"], tongue) for a in options]
    remarks = [told(a.alone.problem or a.integrated.problem, tongue) for a in options]
    columns += [words(pick(WORDS["chosen"], tongue), taken), words(pick(WORDS["remark"], tongue), remarks)]
    return Table("retrofit", pick(WORDS["title"], tongue), tuple(columns))


def figure(found: Retrofit, language: str = "en") -> Figure:
    """Return the curve of marginal abatement cost: cheapest first, as wide as each spares alone.

    Raises ValueError for an unknown language.
    """
    tongue = spoken(language)
    money, amount = found.park.settings.currency, amount_of(found.park, found.emission)
    sparing = [a for a in found.options if not a.alone.problem and a.alone.abatement_cost is not None]
    sparing.sort(key=lambda a: a.alone.abatement_cost or 0.0)
    with style():
        drawing = new_figure(9.0, 5.0)
        axes = drawing.subplots()
        emission = title_of(found.park.carriers[found.emission], tongue)
        axes.set_title(pick(WORDS["curve"], tongue).format(emission))
        axes.set_xlabel(pick(WORDS["across"], tongue).format(f"{amount}/a"))
        axes.set_ylabel(pick(WORDS["up"], tongue).format(f"{money}/{amount}"))
        if not sparing:
            axes.text(0.5, 0.5, pick(WORDS["none"], tongue), ha="center", transform=axes.transAxes)
            return finished(drawing)
        left = 0.0
        for place, a in enumerate(sparing):
            height = a.alone.abatement_cost or 0.0
            name = safe(done_to(found.park, a.option, tongue))
            axes.bar(left, height, width=a.alone.spared, align="edge", label=name, **fill(place))
            left += a.alone.spared
        axes.axhline(0.0, color=BLACK, linewidth=0.8)
        axes.set_xlim(0.0, left)
        separate_thousands(axes.xaxis)
        separate_thousands(axes.yaxis)
        axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0))
        return finished(drawing)


def name_of(park: Park, label: str, language: Language) -> str:
    """Return an option's title in a language, with its enterprise; its label where it has no title."""
    plant = park.technologies[label]
    title = (plant.title_zh if language == "zh" else "") or plant.title
    home = park.enterprises[plant.enterprise]
    at = (home.title_zh if language == "zh" else "") or home.title or plant.enterprise
    return f"{title}{'，' if language == 'zh' else ', '}{at}" if title else label


def done_to(park: Park, option: Option, language: Language) -> str:
    """Return an option in words: what is built, or that what stands is shut down."""
    name = name_of(park, option.label, language)
    if option.kind != "shutdown":
        return name
    return pick(("{} ({})", "{}（{}）"), language).format(name, pick(KINDS["shutdown"], language))


def amount_of(park: Park, carrier: str) -> str:
    """Return the unit of an amount of a carrier."""
    unit = park.carriers[carrier].unit
    return unit[:-2] if unit.endswith("/h") else f"{unit}h"


def size_of(park: Park, option: Option) -> str:
    """Return how large an option is, with its unit; nothing for a plant that is shut down."""
    if option.kind == "shutdown":
        return ""
    plant = park.technologies[option.label]
    if plant.saves:
        return f"{100.0 * plant.saving:.3g} %"
    return f"{option.size:.4g} {park.carriers[plant.rated_on].unit}"


def as_built_in(assessed: Assessed, mode: str) -> Option:
    """Return an option as large as it is in one of the two ways of comparing."""
    return assessed.option if mode == "alone" else assessed.planned


def sentences(found: Retrofit, language: str = "en") -> Iterator[str]:
    """Yield two or three lines per option: what it is, and what it is worth alone and in the design."""
    tongue = spoken(language)
    park, money = found.park, found.park.settings.currency
    unit = amount_of(park, found.emission)
    for a in found.options:
        name = name_of(park, a.option.label, tongue)
        yield f"{'*' if a.chosen else ' '} {name} ({pick(KINDS[a.option.kind], tongue)})"
        for mode, title in MODES.items():
            w: Worth = getattr(a, mode)
            option = as_built_in(a, mode)
            if w.problem:
                said = told(w.problem, tongue)
            else:
                said = pick(LINE, tongue).format(
                    size=size_of(park, option) or pick(WORDS["nothing"], tongue),
                    investment=_money(option.investment),
                    saving=_money(w.saving),
                    left_open=_money(w.left_open),
                    npv=_money(w.npv),
                    spared=f"{w.spared:,.5g}" if w.abatement_cost is not None else "–",
                    cost="–" if w.abatement_cost is None else f"{w.abatement_cost:,.4g}",
                    payback="–" if w.payback is None else f"{w.payback:.1f}",
                    irr="–" if w.irr is None else f"{w.irr:.1%}",
                    money=money,
                    unit=unit,
                    emission=found.emission,
                )
            yield f"    {pick(title, tongue)}: {said}"
    yield pick(WORDS["taken"], tongue)


def _money(value: float) -> str:
    return f"{round(value) + 0:,}"
