"""Whether districts can be told from enterprises, and somebody stands in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.park.checks.every import Problems
from symbiosis.park.district import whose
from symbiosis.park.problems import Problem

if TYPE_CHECKING:
    from symbiosis.park.park import Park


def district_problems(park: Park) -> Problems:
    """Districts bear names of their own and have enterprises."""
    for label in park.districts:
        if label in park.enterprises or label == "all":
            remedy = "Give one of them another name: a district stands for its enterprises in lists."
            message = "stands for every enterprise." if label == "all" else "is an enterprise too."
            yield Problem(message, remedy, "districts", label)
        elif not whose(park, label):
            remedy = f"State district: {label} on the enterprises that stand in it."
            yield Problem("has no enterprise in it.", remedy, "districts", label)
