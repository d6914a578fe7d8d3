"""The costs of a study's cases, and which of them differ by no more than what is left unproved."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symbiosis.study.interval import Interval
from symbiosis.study.running.archive import Record
from symbiosis.study.running.case import Case

Records = Mapping[str, Record]  # by the name of the case
SHOWN = 0.5  # of the park's money: less is shown as nothing


def cost_of(records: Records, case: Case) -> float | None:
    """Return the cost of a case's plan, if it has one that holds."""
    record = records.get(case.name)
    if record is None or record.indicators is None or record.status == "suspect":
        return None
    value = record.indicators.get("cost")
    return None if value is None else float(value)


def is_unproved(records: Records, case: Case, other: Case) -> bool:
    """Tell whether the gaps of two plans leave open which one costs less, though their costs differ."""
    one, two = _between(records, case), _between(records, other)
    if case is other or one is None or two is None:
        return False
    apart = one - two
    return apart.sign == 0 and abs(apart.value) >= SHOWN


def told_unproved(compared: str, names: Sequence[str]) -> list[str]:
    """Say which differences, compared in which way, are no more than gaps; nothing where there are none."""
    if not names:
        return []
    return [f"{compared}, the gaps leave open whether these cost more or less: {', '.join(names)}"]


def _between(records: Records, case: Case) -> Interval | None:
    cost = cost_of(records, case)
    if cost is None:
        return None
    bound = (records[case.name].indicators or {}).get("bound")
    return Interval(cost, -math.inf if bound is None else min(float(bound), cost), cost)
