"""Forms: the ways in which one and the same hour may be written; every one has the same optimum.

    fixed_charges   a route's yes or no: one row for what it carries, or also one per carrier
    limits          of what cannot change in size: x ≤ u as the bound of a column, or as a row like others
    capacity_rows   where other rows say as much already: left out, or written all the same
    given           demands and supplies: numbers in their balance, or columns held at them
    units           equal units that start and stop: counted together, or each with its own yes or no
                    (in a period that closes on itself this asks more: see `unit_by_unit`)
    alike           what cannot be told apart (sizes, prices, neighbours): decided once, or one by one

`docs/decisions/0009-compact-forms.md` says what was measured and why the defaults are what they are.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal, get_args, get_type_hints

FixedCharges = Literal["aggregated", "per_carrier"]
Limits = Literal["bounds", "rows"]
CapacityRows = Literal["needed", "all"]
Given = Literal["numbers", "columns"]
Units = Literal["together", "one_by_one"]
Alike = Literal["choose", "merged", "separate"]


@dataclass(frozen=True, kw_only=True)
class Forms:
    """How an hour is written; the defaults are the compact ones.

    `alike` = `choose` merges in large linear programs only, where it saves more than a moment.

    >>> Forms().limits
    'bounds'
    """

    fixed_charges: FixedCharges = "aggregated"
    limits: Limits = "bounds"
    capacity_rows: CapacityRows = "needed"
    given: Given = "numbers"
    units: Units = "together"
    alike: Alike = "choose"

    def unknown_forms(self) -> list[str]:
        """Return a sentence for every form that is not known."""
        found = []
        for name, known in choices().items():
            value = getattr(self, name)
            if value not in known:
                found.append(f"{name} = {value!r}: it is not known. Known: {', '.join(known)}.")
        return found


def choices() -> dict[str, tuple[str, ...]]:
    """Return every form's name with its choices, the default first."""
    hints = get_type_hints(Forms)
    return {field.name: get_args(hints[field.name]) for field in fields(Forms)}
