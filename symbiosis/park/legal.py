"""Legal class: what may pass between firms only with leave, and what is known of that leave.

A class is stated by a carrier (`legal: hazardous_waste`) or by the line itself (`legal: direct_green_line`).
Lines, networks and contracts of a class say whether they are allowed, need an approval or are forbidden; a
new one that says nothing is not offered, and neither is a forbidden one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symbiosis.park.fields import choice, text

if TYPE_CHECKING:
    from symbiosis.park.park import Park

CLASSES = (
    "",
    "general_waste",
    "hazardous_waste",
    "power_between_firms",
    "heat_franchise",
    "direct_green_line",
)
CONSENTS = ("", "allowed", "needs_approval", "forbidden")


@dataclass(frozen=True, kw_only=True)
class Lawful:
    """What the law says of a line, network or contract."""

    legal: str = choice("legal class; that of its carriers when absent", CLASSES, "")
    consent: str = choice("whether it is allowed; a new one of a legal class must say so", CONSENTS, "")
    approval: str = text("which approval it needs, and from whom", "")


def class_of(park: Park, thing: Any) -> str:
    """Return the legal class of a line, network or contract: its own or a carrier's; empty for none."""
    if thing.legal:
        return str(thing.legal)
    carriers = getattr(thing, "carriers", None) or (thing.carrier,)
    return next((park.carriers[k].legal for k in carriers if park.carriers[k].legal), "")


def is_barred(park: Park, thing: Any) -> bool:
    """Tell whether the law keeps a new one off the table: forbidden, or of a class and undeclared."""
    return thing.consent == "forbidden" or (thing.consent == "" and class_of(park, thing) != "")


def barred(park: Park) -> Iterator[tuple[str, str, str, str]]:
    """Yield (section, label, class, why) of everything that may not be built or begun."""
    for section in ("links", "networks", "markets"):
        for label, thing in getattr(park, section).items():
            new = not thing.today if section == "markets" else _may_grow(thing)
            if new and is_barred(park, thing):
                why = "is forbidden" if thing.consent == "forbidden" else "says nothing of its consent"
                yield section, label, class_of(park, thing), why


def _may_grow(thing: Any) -> bool:
    parts = getattr(thing, "connections", None)
    return any(part.expandable for part in parts) if parts is not None else bool(thing.expandable)
