"""The tables of a ladder in a report, a row or a column per design, as its reader may see it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from symbiosis.report.footprint import footprints
from symbiosis.report.table import Column, Table, money, numbers, words
from symbiosis.report.text import money_unit
from symbiosis.report.veil import Veil
from symbiosis.report.words import CATEGORIES, STATUS, pick, say
from symbiosis.study.honest import HONEST, NUMBERS
from symbiosis.words import told

if TYPE_CHECKING:
    from symbiosis.results.results import Results
    from symbiosis.study.design.accounts import Account
    from symbiosis.study.design.ladder import Ladder, Rung


def _titles(ladder: Ladder, veil: Veil) -> list[str]:
    return [pick((rung.title, rung.title_zh), veil.language) for rung in ladder.rungs]


def _unit(ladder: Ladder) -> str:
    return money_unit(ladder.park.settings.currency, ladder.horizon.years == 1.0)


def _by_design(name: str, ladder: Ladder, veil: Veil, columns: Iterable[Column]) -> Table:
    """A row per design."""
    tongue = veil.language
    rows = words(say("design", tongue), _titles(ladder, veil))
    return Table(name, say(name, tongue), (rows, *columns))


def designs(ladder: Ladder, veil: Veil) -> Table:
    """Outcome, cost and proved bound, a row per design."""
    tongue = veil.language
    states = [
        say("no_plan", tongue)
        if r.results is None
        else pick(STATUS.get(r.results.status, (r.results.status,) * 2), tongue)
        for r in ladder.rungs
    ]
    columns = {
        say("cost", tongue): [rung.plan for rung in ladder.rungs],
        say("bound", tongue): [None if r.bound is None else _finite(r.bound) for r in ladder.rungs],
    }
    found = [words(say("status", tongue), states), *money(columns, _unit(ladder), tongue, 5)]
    return _by_design("designs", ladder, veil, found)


def savings(ladder: Ladder, veil: Veil) -> Table:
    """Savings with their proved limits, a row per design."""
    tongue = veil.language
    columns: dict[str, list[float | None]] = {}
    names = [rung.name for rung in ladder.rungs]
    for key, against in (("against_today", "as_is"), ("against_alone", "stand_alone")):
        if against not in names:
            continue
        saved = [None if name == against else ladder.saving(name, against) for name in names]
        columns[say(key, tongue)] = [None if s is None else s.value for s in saved]
        for limit, end in (("at_least", "low"), ("at_most", "high")):
            title = say(limit, tongue).format(say(key, tongue))
            columns[title] = [None if s is None else _finite(getattr(s, end)) for s in saved]
    return _by_design("savings", ladder, veil, money(columns, _unit(ladder), tongue, 5))


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def bills(ladder: Ladder, veil: Veil) -> Table:
    """Cost by category, a column per design."""
    tongue = veil.language
    found = [
        {} if r.plan is None or r.results is None else r.results.cost_by("category") for r in ladder.rungs
    ]
    seen = {category for bill in found for category, cost in bill.items() if cost != 0.0}
    order = [c for c in CATEGORIES if c in seen] + sorted(seen - set(CATEGORIES))
    columns: dict[str, list[float | None]] = {
        title: [bill.get(c, 0.0) if bill else None for c in order]
        for title, bill in zip(_titles(ladder, veil), found, strict=True)
    }
    rows = [pick(CATEGORIES.get(c, (c, c)), tongue) for c in order]
    return Table(
        "bills",
        say("category", tongue),
        (words(say("category", tongue), rows), *money(columns, _unit(ladder), tongue)),
    )


def footprint(ladder: Ladder, veil: Veil) -> Table:
    """CO2, fresh water and waste, a row per design."""
    tongue = veil.language
    columns = [
        column
        for title, unit, values in footprints(ladder, tongue)
        for column in money({title: values}, unit, tongue)
    ]
    return _by_design("footprint", ladder, veil, columns)


def accounts(ladder: Ladder, rung: Rung, veil: Veil) -> Table:
    """One design's accounts, a row per enterprise."""
    found = [a for a in (rung.accounts.accounts if rung.accounts else ()) if veil.sees(a.enterprise)]
    names = words(say("enterprise", veil.language), [veil.names[a.enterprise] for a in found])
    return _accounts(names, found, ladder, veil)


def account_by_design(ladder: Ladder, enterprise: str, veil: Veil) -> Table:
    """One enterprise's account, a row per design."""
    rows = [
        (title, account)
        for title, rung in zip(_titles(ladder, veil), ladder.rungs, strict=True)
        for account in (rung.accounts.accounts if rung.accounts else ())
        if account.enterprise == enterprise
    ]
    names = words(say("design", veil.language), [title for title, _ in rows])
    return _accounts(names, [account for _, account in rows], ladder, veil)


def _accounts(names: Column, found: list[Account], ladder: Ladder, veil: Veil) -> Table:
    tongue = veil.language
    keys = ("own_cost", "received", "paid", "net", "gain")
    columns = {say(key, tongue): [getattr(account, key) for account in found] for key in keys}
    return Table("accounts", say("accounts", tongue), (names, *money(columns, _unit(ladder), tongue)))


def solves(ladder: Ladder, veil: Veil) -> Table:
    """What the solver said of each design, and what the independent check said."""
    tongue = veil.language
    rungs = [rung for rung in ladder.rungs if rung.results is not None]
    outcomes = [rung.results.outcome for rung in rungs if rung.results is not None]
    checked = []
    for rung in rungs:
        verdict = rung.results.verdict if rung.results is not None else None
        if verdict is None:
            checked.append(say("unchecked", tongue))
        elif verdict.ok:
            checked.append(say("holds", tongue).format(f"{sum(verdict.checks.values()):,}"))
        else:
            checked.append(say("fails", tongue).format(len(verdict.findings)))
    sizes = {key: [float(getattr(o, key)) for o in outcomes] for key in ("rows", "columns", "integers")}
    return Table(
        "solver",
        say("solver", tongue),
        (
            words(say("design", tongue), [pick((r.title, r.title_zh), tongue) for r in rungs]),
            words(
                say("status", tongue),
                [
                    pick(STATUS.get(r.results.status, (r.results.status,) * 2), tongue)
                    for r in rungs
                    if r.results is not None
                ],
            ),
            *money({say("gap", tongue): [o.gap_money for o in outcomes]}, _unit(ladder), tongue, 3),
            words(say("checked", tongue), checked),
            *(Column(say(key, tongue), tuple(values), "", 0) for key, values in sizes.items()),
            numbers(say("seconds", tongue), [o.seconds.get("total") for o in outcomes], "s", 2),
        ),
    )


def made_with(results: Results, veil: Veil) -> Table:
    """Versions, the day, and the fingerprint of the inputs."""
    tongue = veil.language
    said = {HONEST, NUMBERS}  # beside the designs
    known = {k: v for k, v in results.provenance.items() if k not in said and not k.startswith("question_")}
    keys = [told(key.removeprefix("version of "), tongue).replace("_", " ") for key in known]
    values = [veil.text(str(value)) for value in known.values()]
    return Table(
        "made_with",
        say("made_by", tongue),
        (words(say("made_by", tongue), keys), words(say("version", tongue), values)),
    )
