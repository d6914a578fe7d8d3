"""The table of a scheme's indicators: before and after, threshold, gap, what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from symbiosis.report.table import Table, mixed, words
from symbiosis.report.text import Language
from symbiosis.report.words import pick
from symbiosis.study.policy.score import Report, Score
from symbiosis.words import told

HEADS = {
    "indicator": ("indicator", "指标"),
    "before": ("today", "现状"),
    "after": ("plan", "方案"),
    "unit": ("unit", "单位"),
    "threshold": ("threshold", "阈值"),
    "gap": ("gap", "差距"),
    "verdict": ("verdict", "判定"),
    "confidence": ("threshold's confidence", "阈值可信度"),
    "duty": ("duty", "要求"),
    "other": ("plan, energy the other way", "方案（另一折标口径）"),
    "points": ("points", "得分"),
    "remark": ("remark", "说明"),
}
VERDICTS = {True: ("met", "达到"), False: ("NOT met", "未达到"), None: ("", "")}
MODES = {
    "calorific": ("calorific values; the other column: equivalent values", "当量值；另一列为等价值"),
    "equivalent": ("equivalent values; the other column: calorific values", "等价值；另一列为当量值"),
}
COUNT = ("{} of {} thresholds met, of {} indicators", "{}/{}项达到阈值，共{}项指标")
INDEX = (
    "index, over the {} indicators that are known: {:.1f}",
    "指数（已知的{}项）：{:.1f}",
)
POINTS = ("points: {:.1f}", "总分：{:.1f}")
UNKNOWN = ("not known: {}", "未知：{}")
ROW = ("linear: may be required of a plan as a row", "线性：可作为方案约束")
DUTIES = {"mandatory": "必选", "optional": "可选", "core": "核心指标", "guiding": "引导指标"}


def table(report: Report, language: Language) -> Table:
    """Return the indicators of a scheme as a table, known ones and others."""
    scores = report.scores

    def head(key: str) -> str:
        return pick(HEADS[key], language)

    columns = [
        words(head("indicator"), [pick((s.indicator.title, s.indicator.title_zh), language) for s in scores]),
        mixed(head("before"), [s.before for s in scores]),
        mixed(head("after"), [s.after for s in scores]),
        words(head("unit"), [s.indicator.unit if s.indicator.formula else "" for s in scores]),
        words(head("threshold"), [_threshold(s) for s in scores]),
        mixed(head("gap"), [s.gap or None for s in scores]),
        words(head("verdict"), [pick(VERDICTS[s.met], language) for s in scores]),
        words(head("confidence"), [s.indicator.confidence if s.threshold else "" for s in scores]),
        words(head("duty"), [_duty(s.indicator.duty, language) for s in scores]),
    ]
    if any(s.other_mode is not None for s in scores):
        columns.append(mixed(head("other"), [s.other_mode for s in scores]))
    if any(s.indicator.bands for s in scores):
        columns.append(mixed(head("points"), [s.points for s in scores]))
    columns.append(words(head("remark"), [_remark(s, language) for s in scores]))
    title = pick((report.scheme.title, report.scheme.title_zh), language)
    return Table(f"indicators_{report.scheme.label}", title, tuple(columns))


def sentences(report: Report, language: Language) -> Iterator[str]:
    """Yield what holds for the whole scheme: how many are met, index, points, mode, warnings."""
    yield pick(COUNT, language).format(report.met, report.judged, len(report.scores))
    yield pick(MODES[report.scheme.mode], language)
    known = sum(s.after is not None and s.indicator.leading is not None for s in report.scores)
    if report.index is not None:
        yield pick(INDEX, language).format(known, report.index)
    if report.points is not None:
        yield pick(POINTS, language).format(report.points)
    yield from (_warning(text, report, language) for text in report.warnings)


def _warning(text: str, report: Report, language: Language) -> str:
    """Return a warning in a language; in Chinese the scheme and its indicators by their Chinese titles."""
    scheme = report.scheme
    if language != "zh":
        return text
    if text == scheme.note:
        return scheme.note_zh
    titles = [(scheme.title, scheme.title_zh), *((one.title, one.title_zh) for one in scheme.indicators)]
    own, chinese = next(((own, zh) for own, zh in titles if text.startswith(own)), ("", ""))
    return told(chinese + text.removeprefix(own), language)


def _threshold(s: Score) -> str:
    if s.threshold is None:
        return ""
    most = (s.threshold.sense == "at_most") != s.flipped
    return f"{'≤' if most else '≥'} {s.threshold.limit:g}"


def _duty(duty: str, language: Language) -> str:
    return DUTIES.get(duty, duty) if language == "zh" else duty


def _remark(s: Score, language: Language) -> str:
    if s.missing and s.indicator.formula:
        return pick(UNKNOWN, language).format(told(s.missing, language))
    note = pick((s.indicator.note, s.indicator.note_zh), language)
    row = pick(ROW, language) if s.met is False and s.linear else ""
    return pick(("; ", "；"), language).join(part for part in (row, note) if part)
