"""What of a park reaches beyond one window of a rolling operation, and so is told beside its cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symbiosis.park import Park

YEARLY = ("caps", "requirements", "quotas", "fees", "offsets", "taxes")
YEARLY_FIELDS = {
    "markets": ("purchase_annual_min", "purchase_annual_max"),
    "outlets": ("annual_limit", "permitted"),
    "technologies": ("activity_max",),
    "links": ("annual_flow_min",),
    "demands": ("interruption_hours",),
}
CARRIED = {
    "technologies": ("minimum_up", "minimum_down", "cold_after", "ramp_up", "ramp_down"),
    "demands": ("shift_share", "runs_per_day"),
    "stores": ("mixes",),
}


def yearly_rules(park: Park) -> tuple[str, ...]:
    """Return what holds over a year, and so counts by its share of time in every window."""
    rules = [f"{section}.{label}" for section in YEARLY for label in getattr(park, section)]
    return (*rules, *_with(park, YEARLY_FIELDS))


def counted_anew(park: Park) -> tuple[str, ...]:
    """Return what looks back in time, and does not look back beyond the beginning of a window.

    What stores hold and which units run is carried on; for how long they have run, their load in the hour
    before, demand that was put off (it is caught up within the window), and the quality of what a store
    mixes are not.
    """
    return tuple(_with(park, CARRIED))


def _with(park: Park, fields: dict[str, tuple[str, ...]]) -> list[str]:
    return [
        f"{section}.{label}.{name}"
        for section, names in fields.items()
        for label, thing in getattr(park, section).items()
        for name in names
        if getattr(thing, name)
    ]
