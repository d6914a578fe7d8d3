"""Whether terms of finance belong to somebody and do not contradict themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from symbiosis.park.finance import EVERYONE
from symbiosis.park.problems import Problem, did_you_mean

if TYPE_CHECKING:
    from symbiosis.park.finance import Finance
    from symbiosis.park.park import Park


def finance_problems(park: Park) -> Iterator[Problem]:
    """Yield what is wrong with the terms on which enterprises finance what they build."""
    for label, terms in park.finances.items():
        if label != EVERYONE and label not in park.enterprises:
            known = [*park.enterprises, EVERYONE]
            yield Problem("is no enterprise.", did_you_mean(label, known), "finances", label)
        for field, message, remedy in _faults(terms):
            yield Problem(message, remedy, "finances", label, field, f"{getattr(terms, field):g}")


def _faults(terms: Finance) -> Iterator[tuple[str, str, str]]:
    for field in ("construction", "debt_term"):
        if getattr(terms, field) != int(getattr(terms, field)):
            yield field, "is not a whole number of years.", "Round it."
    if terms.debt == 0.0 and terms.interest > 0.0:
        yield "interest", "is paid on debt, and nothing is borrowed.", "State debt, e.g. 70 %."
    if terms.grant + terms.debt > 1.0:
        yield "debt", f"is more than the grant leaves: {terms.grant:.0%} is granted.", "Lower one of them."
