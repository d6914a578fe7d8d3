"""What a study found in a few sentences, in English or Chinese: its answer, and how its cases ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from symbiosis.report.studies import fairness
from symbiosis.report.studies.words import (
    case_name,
    item_called,
    listed,
    money_said,
    path_name,
    total_called,
    word,
)
from symbiosis.report.text import Language, decimals_for, number, plain_text, pretty, scale
from symbiosis.report.words import STATUS, pick

if TYPE_CHECKING:
    from symbiosis.study.running.told import Row, Told

NOTHING = 1e-9  # a gap that is a solver's rounding
NAMED = 8  # cases without a plan that are named
PLANNED = ("optimal", "within_gap", "feasible_time_limit")

SAID = {
    "cases": ("{} cases: {}.", "共{}个算例：{}。"),
    "open": (
        "The study is not complete: what stands here is what is known so far.",
        "研究尚未完成：以下为目前已知的结果。",
    ),
    "checked": (
        "Every plan was recomputed by an independent check, {} comparisons in all, and holds.",
        "每个方案均经独立校核（共{}项比较），全部通过。",
    ),
    "unchecked": ("{} of {} plans have no check on record.", "{}／{}个方案无校核记录。"),
    "gap": (
        "No plan is further from the best possible than {} of its cost.",
        "各方案与可能的最优值相差不超过其费用的{}。",
    ),
    "no_plan": ("Without a plan: {}.", "无方案：{}。"),
    "more": ("{} more", "另有{}个"),
    "range": ("Costs run from {} ({}) to {} ({}).", "费用从{}（{}）到{}（{}）。"),
    "front": (
        "{}: from {} to {} costs {} more, {} on average.",
        "{}：从{}降至{}，费用增加{}，平均{}。",
    ),
    "alternatives": (
        "{} plans; the dearest is {} above the best, and what they build differs from it by {} to {}.",
        "共{}个方案；最贵的比最优高{}，建设内容与最优方案的差异为{}至{}。",
    ),
    "alone": ("The best plan is the only one.", "除最优方案外无其他方案。"),
    "abatement": (
        "All measures together spare {}, for {} without levies; {} of {} save money by themselves.",
        "全部措施合计减排{}，不计排放费的费用变化为{}；{}／{}项措施单独实施即可省钱。",
    ),
    "tornado": (
        "{} moves the cost most: by {} from one end of its range to the other.",
        "{}影响最大：在其取值范围内费用变化{}。",
    ),
    "morris": ("{} moves the answer most over its range, then {}.", "{}对结果影响最大，其次为{}。"),
    "sobol": (
        "{} explains most of the variance: {} by itself, {} with all it takes part in.",
        "{}解释的方差最多：单独{}，含交互{}。",
    ),
    "one_index": ("{} is the only input.", "{}是唯一的输入。"),
    "expected": ("The joint design costs {} on average", "共同设计的期望费用为{}"),
    "cvar": (", and {} in the mean of the dearest {}.", "，最贵{1}的均值为{0}。"),
    "evpi": (
        "Knowing the future before building would be worth {} (proved between {} and {}).",
        "建设前获知未来的价值为{}（已证在{}与{}之间）。",
    ),
    "vss": (
        "A design made for the mean future costs {} more on average.",
        "按均值的设计平均多花{}。",
    ),
    "resilience": (
        "If up to {} of a need may fall short in a loss, the park costs {} more than without looking at "
        "losses; if up to {} may, {} more.",
        "失效时若允许需求缺口至多{}，园区费用比不考虑失效时增加{}；若至多{}，增加{}。",
    ),
    "no_resilience": (
        "No design keeps it to {}: without {}, at least {} of {} falls short.",
        "没有设计能将缺口限制在{0}：{1}失效时，{3}至少缺{2}。",
    ),
    "present_value": (
        "All stages together cost {} in present value, {} of it for what is built.",
        "各期费用现值合计{}，其中建设费用{}。",
    ),
    "stages": (
        "All stages together cost {} in present value; {} is paid for building.",
        "各期合计费用现值为{}；建设支出为{}。",
    ),
    "enters": ("{} is {} at {} and {} at {}.", "{0}：在{2}时{1}，在{4}时{3}。"),
    "no_break": ("{} is {} at every price tried, {} to {}.", "{0}：在所试价格（{2}至{3}）下均{1}。"),
}


def headline(told: Told, cases: list[Row], language: Language) -> list[str]:
    """Return the sentences: cases and their outcome, what is proved and checked, then the answer."""
    said = list(_of_cases(told, cases, language))
    answer = ANSWERS.get(told.kind)
    return [*(answer(told, language) if answer is not None and told.rows else ()), *said]


def outcome(status: str, language: Language) -> str:
    """Return what the solver said of a case, in words."""
    return pick(STATUS.get(status, (status.replace("_", " "),) * 2), language)


def _say(key: str, language: Language, *given: object) -> str:
    return pick(SAID[key], language).format(*given)


def _of_cases(told: Told, cases: list[Row], language: Language) -> Iterator[str]:
    counted = Counter(case["status"] for case in cases)
    each = pick(("{} {}", "{}个{}"), language)
    shown = [each.format(count, outcome(status, language)) for status, count in counted.items()]
    yield _say("cases", language, len(cases), listed(shown, language))
    if not told.complete:
        yield _say("open", language)
    planned = [case for case in cases if case["status"] in PLANNED and case["cost"]]
    checks = [int(case["checks"] or 0) for case in planned]
    if planned and all(checks):
        yield _say("checked", language, f"{sum(checks):,}")
    elif planned:
        yield _say("unchecked", language, sum(not count for count in checks), len(planned))
    gaps = [float(case["gap"]) for case in planned if case["gap"]]
    if gaps and max(gaps) > NOTHING:
        yield _say("gap", language, _share(max(gaps), 3))
    without = [case for case in cases if case["status"] not in PLANNED]
    if without:
        one = pick(("{} ({})", "{}（{}）"), language)
        named = [one.format(label(told, case), outcome(case["status"], language)) for case in without[:NAMED]]
        if len(without) > NAMED:
            named.append(_say("more", language, len(without) - NAMED))
        yield _say("no_plan", language, listed(named, language))


def label(told: Told, case: Row) -> str:
    """Return a case of the table by what sets it apart."""
    known = ("status", "cost", "bound", "gap", "checks", "seconds", "memory", "result", "message")
    where = {key: value for key, value in case.items() if key not in known}
    names = [where.pop(key, "") for key in ("question", "scenario")]
    return case_name(told, ", ".join([*names, *(f"{key}={value}" for key, value in where.items() if value)]))


def _amount(value: float, unit: str, language: Language) -> str:
    factor, shown = scale([value], unit, language) if unit else (1.0, "")
    return f"{number(value / factor, decimals_for([value / factor], 4))} {pretty(shown)}".strip()


def _share(value: float, digits: int = 2) -> str:
    return f"{100.0 * value:.{digits}g} %"


def _range(told: Told, language: Language) -> list[str]:
    known = [row for row in told.rows if row.get("cost") is not None]
    if len(known) < 2:
        return []
    low, high = (end(known, key=lambda row: row["cost"]) for end in (min, max))
    ends = [(money_said(told, row["cost"], language), case_name(told, row["case"])) for row in (low, high)]
    return [_say("range", language, *ends[0], *ends[1])]


def _front(told: Told, language: Language) -> list[str]:
    said = []
    starts = ("emission ", "purchase ", "discard ")
    for name in (key for key in told.rows[0] if key.startswith(starts)):
        ordered = sorted(told.rows, key=itemgetter(name))
        least, most = ordered[0], ordered[-1]
        spared, more = most[name] - least[name], least["cost"] - most["cost"]
        if spared <= 0.0:
            continue
        unit = told.units.get(name, "")
        each = f"{number(more / spared, 2)} {told.currency}/{pretty(unit.removesuffix(told.per_year))}"
        ends = [_amount(row[name], unit, language) for row in (most, least)]
        called = total_called(told, name, language)
        said.append(_say("front", language, called, *ends, money_said(told, more, language), each))
    return said


def _alternatives(told: Told, language: Language) -> list[str]:
    others = [row for row in told.rows if row["plan"] != "best"]
    if not others:
        return [_say("alone", language)]
    far = [row["differs_from"]["best"] for row in others]
    dearest = max(row["above_best"] or 0.0 for row in others)
    shares = (_share(dearest, 3), _share(min(far)), _share(max(far)))
    return [_say("alternatives", language, len(told.rows), *shares)]


def _abatement(told: Told, language: Language) -> list[str]:
    steps = [row for row in told.rows if row["step_cost"] is not None]
    spared, cost = (sum(row[f"step_{key}"] for row in steps) for key in ("abatement", "cost"))
    saving = sum(row["alone_cost"] < 0.0 for row in told.rows)
    amount = _amount(spared, told.units.get("abatement", ""), language)
    spent = money_said(told, cost, language, True)
    return [_say("abatement", language, amount, spent, saving, len(told.rows))]


def _tornado(told: Told, language: Language) -> list[str]:
    first = next((row for row in told.rows if row["swing"] is not None), None)
    if first is None:
        return []
    swing = money_said(told, first["swing"], language)
    return [_say("tornado", language, path_name(first["figure"], 0), swing)]


def _morris(told: Told, language: Language) -> list[str]:
    names = [path_name(row["input"], 0) for row in told.rows[:2]]
    return [_say("morris" if len(names) == 2 else "one_index", language, *names)]


def _sobol(told: Told, language: Language) -> list[str]:
    first = told.rows[0]
    shares = [f"{max(first[key], 0.0):.0%}" for key in ("first", "total")]
    return [_say("sobol", language, path_name(first["input"], 0), *shares)]


def _uncertainty(told: Told, language: Language) -> list[str]:
    total = next((row for row in told.rows if "expected" in row), {})
    joint = (total.get("expected") or {}).get("joint")
    if joint is None or total.get("cvar") is None:
        return []
    dearest = f"{100.0 * (1.0 - total['level']):.3g} %"
    said = [
        _say("expected", language, money_said(told, joint, language))
        + _say("cvar", language, money_said(told, total["cvar"], language), dearest)
    ]
    if "evpi" in total:
        low, value, high = (money_said(told, each, language) for each in total["evpi"])
        said.append(_say("evpi", language, value, low, high))
    if isinstance(total.get("vss"), float):
        said.append(_say("vss", language, money_said(told, total["vss"], language)))
    return said


def _resilience(told: Told, language: Language) -> list[str]:
    known = [row for row in told.rows if row.get("extra") is not None]
    said = []
    if len(known) >= 2:
        ends = [(f"{r['share']:.0%}", money_said(told, r["extra"], language)) for r in (known[0], known[-1])]
        said.append(_say("resilience", language, *ends[0], *ends[1]))
    last = told.rows[-1]
    for reason in last.get("reasons", ()):
        for place, share in (reason["least"] or {}).items():
            loss, need = plain_text(reason["loss"].replace("_", " ")), plain_text(place)
            said.append(_say("no_resilience", language, f"{last['share']:.0%}", loss, f"{share:.0%}", need))
    return said


def _stages(told: Told, language: Language) -> list[str]:
    total = next((row for row in told.rows if "present_value" in row), None)
    if total is None:
        return []
    once = replace(told, per_year="")  # a present value is no yearly amount
    sums = (money_said(once, total[key], language) for key in ("present_value", "paid_for_building"))
    return [_say("present_value", language, *sums)]


def _break_even(told: Told, language: Language) -> list[str]:
    thing = item_called(told, "new", str(told.asked["details"]["enters"]).partition(".")[2], language)
    unit = pretty(told.units.get("price", ""))
    tried = [row for row in told.rows if row["built"] is not None]

    def state(row: Row) -> tuple[str, str]:
        return word("built" if row["built"] else "not_built", language), f"{row['price']:,.6g} {unit}"

    for before, after in pairwise(tried):
        if before["built"] != after["built"]:
            return [_say("enters", language, thing, *state(before), *state(after))]
    if not tried:
        return []
    return [_say("no_break", language, thing, state(tried[0])[0], state(tried[0])[1], state(tried[-1])[1])]


ANSWERS: dict[str, Callable[[Told, Language], list[str]]] = {
    "comparison": _range,
    "sweep": _range,
    "front": _front,
    "alternatives": _alternatives,
    "abatement": _abatement,
    "tornado": _tornado,
    "morris": _morris,
    "sobol": _sobol,
    "uncertainty": _uncertainty,
    "resilience": _resilience,
    "fairness": fairness.answer,
    "stages": _stages,
    "break_even": _break_even,
}
