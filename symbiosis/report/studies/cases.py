"""The table of a study's cases: where each stands, its outcome, cost, gap, check and time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.report.studies.headline import outcome
from symbiosis.report.studies.words import axis_name, word
from symbiosis.report.table import Column, Table, mixed, money, numbers, words
from symbiosis.report.text import Language
from symbiosis.report.words import pick, say

if TYPE_CHECKING:
    from symbiosis.study.running.told import Row, Told

KNOWN = ("status", "cost", "bound", "gap", "checks", "seconds", "memory", "result", "message")
SHOWN = 500
CUT = ("The first {} of {} cases; all of them stand in {}.", "列出{}／{}个算例；全部见 {}。")


def cases_table(told: Told, cases: list[Row], language: Language) -> Table:
    """Return the cases, the first 500 of them; `checks` counts comparisons of the independent check."""
    from symbiosis.study.running.collect import CASES

    shown = cases[:SHOWN]
    places = [key for key in (shown[0] if shown else {}) if key not in KNOWN]
    varying = [key for key in places if len({row[key] for row in cases}) > 1] or places[:1]
    columns = [_place(told, key, [row[key] for row in shown], language) for key in varying]
    columns.append(words(word("status", language), [outcome(row["status"], language) for row in shown]))
    costs = {
        say("cost", language): [_number(row["cost"]) for row in shown],
        say("bound", language): [_number(row["bound"]) for row in shown],
    }
    columns += money(costs, told.money, language, 5)
    gaps = [None if (gap := _number(row["gap"])) is None else 100.0 * gap for row in shown]
    columns.append(Column(say("gap", language), tuple(gaps), "%", 3))
    checks = [int(row["checks"] or 0) for row in shown]
    done = [say("holds", language).format(f"{count:,}") if count else "" for count in checks]
    columns.append(words(say("checked", language), done))
    columns.append(numbers(say("seconds", language), [_number(row["seconds"]) for row in shown], "s", 3))
    messages = [row["message"] for row in shown]
    if any(messages):
        columns.append(words(word("message", language), messages))
    cut = len(cases) > SHOWN
    note = pick(CUT, language).format(SHOWN, len(cases), CASES) if cut else ""
    return Table("cases", word("cases", language), tuple(columns), note)


def _place(told: Told, key: str, values: list[str], language: Language) -> Column:
    known = {name: word(name, language) for name in ("question", "scenario", "group")}
    title = known.get(key, axis_name(told, key))
    found = [_number(value) for value in values]
    if all(value is not None for value in found):
        return mixed(title, found)
    return words(title, [value.replace("_", " ") for value in values])


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
