"""What a plan must reach: limits on a quotient of yearly quantities, as rows of the program."""

from __future__ import annotations

from dataclasses import dataclass

from symbiosis.park.fields import flag, number, numbers, text


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """A limit on a formula: at_least ≤ formula ≤ at_most, over the year or over some of its months.

    The formula must be a sum of quantities over another one, so that multiplied out it is a row.
    """

    label: str
    formula: str = text("sum of quantities, or one over another, e.g. carbon / energy")
    unit: str = text("unit of the formula, where its terms are in several units", "")
    at_most: float | None = number("largest value of the formula", "{own}", None)
    at_least: float | None = number("smallest value of the formula", "{own}", None)
    months: tuple[float, ...] = numbers("months that it holds for; all when absent", "1", lower=1.0)
    today: bool = flag("whether it holds today", False)
    scheme: str = text("scheme that it is taken from", "")
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")
