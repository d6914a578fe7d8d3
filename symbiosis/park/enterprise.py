"""Companies, shared operators, towns and the world outside."""

from __future__ import annotations

from dataclasses import dataclass

from symbiosis.park.fields import choice, number, text

ROLES = ("producer", "utility", "town", "outside")


@dataclass(frozen=True, kw_only=True)
class Enterprise:
    """A company, a shared utility operator, a town, or the world outside, with its place."""

    label: str
    role: str = choice("producer, utility (operates shared plants), town or outside", ROLES, "producer")
    x: float | None = number("position eastwards", "km", None)
    y: float | None = number("position northwards", "km", None)
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")
    discount_rate: float | None = number(
        "its own cost of capital; the park's when absent", "1/a", None, lower=0.0, upper=1.0
    )
    type: str = text("type of the process library that fills in what it takes and gives, e.g. cement", "")
    output: str = text("yearly output of its type's product with its unit, e.g. 1.2 Mt/a", "")
