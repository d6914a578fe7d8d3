"""The cheapest plan that reaches the indicators which a plan misses: what would close the gap.

    minimise cost   subject to   what the plan was subject to,   indicator ≤ or ≥ its threshold

Each indicator that is a sum over a sum is asked for as a requirement, one row; the design is free again. What
closing costs is the difference of two plans, known as far as both are proved.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiosis.park.formula import parse
from symbiosis.park.requirement import Requirement
from symbiosis.park.threshold import decides
from symbiosis.study.interval import Interval
from symbiosis.study.policy.score import factor_of, in_mode, score

if TYPE_CHECKING:
    from symbiosis.results.results import Results
    from symbiosis.solver.options import Options
    from symbiosis.solver.progress import Progress
    from symbiosis.study.policy.score import Report, Score


@dataclass(frozen=True, eq=False)
class Closing:
    """What was asked of a plan beside what it had to do, and the cheapest plan that does it.

    `asked` are labels of indicators; `left` says of the others that are missed why they cannot be asked for.
    `extra` is what reaching them costs more [money/a]; without a plan it is None, and `results` says why.
    """

    asked: tuple[str, ...]
    left: dict[str, str]
    results: Results | None = None
    report: Report | None = None
    extra: Interval | None = None


def close(
    report: Report,
    plan: Results,
    labels: Collection[str] = (),
    today: Results | None = None,
    options: Options | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Closing:
    """Find the cheapest plan that reaches the indicators that are missed, or those named.

    Asks the plan's own question over its horizon, with its options unless others are given. Raises
    QuestionError where the question is none of the package.
    """
    from symbiosis.questions import load, solve

    asked, left = asked_of(report, plan, labels)
    if not asked:
        return Closing((), left)
    park = plan.park.replace(requirements={**plan.park.requirements, **asked})
    wished = plan.outcome.options if options is None else options
    found = solve(park, load(plan.question), plan.horizon, wished, progress)
    names = tuple(asked[label].title for label in asked)
    if found.data is None:
        return Closing(names, left, found)
    return Closing(names, left, found, score(report.scheme, found, today), _cost(found) - _cost(plan))


def asked_of(
    report: Report, plan: Results, labels: Collection[str] = ()
) -> tuple[dict[str, Requirement], dict[str, str]]:
    """Return requirements for indicators that are missed (or named), and why others cannot be asked for."""
    asked: dict[str, Requirement] = {}
    left: dict[str, str] = {}
    for one in report.scores:
        name = one.indicator.label
        if name not in labels if labels else one.met is not False:
            continue
        why = _refused(one, plan)
        if why:
            left[name] = why
        else:
            asked[f"{report.scheme.label}_{name}"] = _required(one, report, plan)
    return asked, left


def _refused(one: Score, plan: Results) -> str:
    if one.threshold is None or one.after is None:
        return "has no threshold, or is not known"
    if not one.linear:
        return "is no sum over a sum"
    if not decides(plan.park, one.indicator.formula):
        return "is stated by enterprises, not decided"
    return ""


def _required(one: Score, report: Report, plan: Results) -> Requirement:
    assert one.threshold is not None
    tree = in_mode(parse(one.indicator.formula), report.scheme.mode)
    limit = one.threshold.limit / factor_of(one.indicator, tree, plan.park)
    most = (one.threshold.sense == "at_most") != one.flipped
    return Requirement(
        label=f"{report.scheme.label}_{one.indicator.label}",
        formula=ast.unparse(tree),
        at_most=limit if most else None,
        at_least=None if most else limit,
        scheme=report.scheme.label,
        title=one.indicator.title,
        title_zh=one.indicator.title_zh,
    )


def _cost(results: Results) -> Interval:
    outcome = results.outcome
    assert outcome.objective is not None
    low = float("-inf") if outcome.bound is None else min(outcome.bound, outcome.objective)
    return Interval(outcome.objective, low, outcome.objective)
