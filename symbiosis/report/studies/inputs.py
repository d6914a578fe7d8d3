"""What a study asked: the park, the questions, the changes as they are written, the axes and the options."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from symbiosis.report.studies.words import word
from symbiosis.report.table import Table, words
from symbiosis.report.text import Language, pretty
from symbiosis.report.words import say

if TYPE_CHECKING:
    from symbiosis.study.running.told import Told

OPTIONS = ("gap", "gap_money", "time_limit", "threads", "seed", "method", "warm")
LONGEST = 400  # characters of a change's value; the study file has all of it


def asked_table(told: Told, language: Language) -> Table:
    """Return the park, the questions, the time and the options."""
    settings, asked = told.park.settings, told.asked
    title = (settings.title_zh if language == "zh" else "") or settings.title or settings.name
    rows = [
        ("park", title),
        ("money_of", f"{settings.currency} {settings.price_year}, {settings.tax_basis}"),
        ("question", ", ".join(asked.get("questions", ()))),
        ("horizon", str(asked.get("horizon", ""))),
        ("options", _listed({k: v for k, v in asked.get("options", {}).items() if k in OPTIONS})),
        ("sample", _listed(asked.get("sample") or {})),
        ("details", _listed(asked.get("details", {}))),
        ("inputs", told.inputs),
    ]
    kept = [(word(key, language), text) for key, text in rows if text]
    return Table(
        "asked",
        word("asked", language),
        (
            words(word("asked", language), [name for name, _ in kept]),
            words(say("value", language), [text for _, text in kept]),
        ),
    )


def changes_table(told: Told, language: Language) -> Table:
    """Return every change: those of the study, then of each scenario, then the axes."""
    asked = told.asked
    rows = [(word("study", language), *_change(change)) for change in asked.get("changes", ())]
    for scenario in asked.get("scenarios", ()):
        name = scenario["title"] or scenario["name"].replace("_", " ")
        rows += [(name, *_change(change)) for change in scenario["changes"]]
    for axis in asked.get("axes", ()):
        values = ", ".join(str(value) for value in axis["values"])
        rows.append((axis["name"].replace("_", " "), axis["verb"], axis["path"], values[:LONGEST]))
    cells: list[Any] = list(zip(*rows, strict=True)) or [()] * 4
    return Table(
        "changes",
        word("changes", language),
        (
            words(word("who", language), cells[0]),
            words(word("verb", language), cells[1]),
            words(word("path", language), cells[2]),
            words(say("value", language), cells[3]),
        ),
    )


def made_table(told: Told, language: Language) -> Table:
    """Return the versions that the answers were found with."""
    return Table(
        "made_with",
        say("made_by", language),
        (
            words(say("made_by", language), list(told.versions)),
            words(say("version", language), list(told.versions.values())),
        ),
    )


def _change(change: dict[str, Any]) -> tuple[str, str, str]:
    verb = next(key for key in change if key != "path")
    value = change[verb]
    text = value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)
    return verb, change["path"], pretty(text[:LONGEST])


def _listed(data: dict[str, Any]) -> str:
    return ", ".join(
        f"{key.replace('_', ' ')}: {_plain(value)}"
        for key, value in data.items()
        if value not in (None, {}, [])
    )


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return f"({_listed(value)})"
    if isinstance(value, list):
        return " · ".join(_plain(entry) for entry in value)
    return f"{value:g}" if isinstance(value, float) else str(value)
