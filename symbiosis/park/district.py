"""Several parks planned together: each a district with its own tariffs, factors, quotas and limits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiosis.park.fields import text

if TYPE_CHECKING:
    from symbiosis.park.enterprise import Enterprise
    from symbiosis.park.park import Park


@dataclass(frozen=True, kw_only=True)
class District:
    """One of several parks that are planned together; enterprises say which one they stand in.

    Wherever members are listed a district stands for all enterprises in it, and formulas may ask for what
    is one district's: `carbon(north)`.
    """

    label: str
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")


def by_district(enterprises: Iterable[Enterprise]) -> dict[str, tuple[str, ...]]:
    """Return the enterprises of every district, by the districts that they name."""
    found: dict[str, list[str]] = {}
    for enterprise in enterprises:
        if enterprise.district:
            found.setdefault(enterprise.district, []).append(enterprise.label)
    return {district: tuple(members) for district, members in found.items()}


def whose(park: Park, label: str) -> tuple[str, ...]:
    """Return the enterprises that a label stands for: a district's, or the one of that name.

    Empty where it names neither.
    """
    if label in park.districts:
        return by_district(park.enterprises.values()).get(label, ())
    return (label,) if label in park.enterprises else ()


def crossing(park: Park) -> list[str]:
    """Return the labels of links whose ends stand in different districts."""
    return [
        label
        for label, link in park.links.items()
        if park.enterprises[link.origin].district != park.enterprises[link.destination].district
    ]
