"""Whether a store that passes its content from one typical period to the next can do so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from symbiosis.park.problems import Problem

if TYPE_CHECKING:
    from symbiosis.park.park import Park


def seasonal_problems(park: Park) -> Iterator[Problem]:
    """Yield what a seasonal store cannot have beside: a first content, spoilage, a quality over time."""
    for label, store in park.stores.items():
        if not store.seasonal:
            continue
        for field, given in (
            ("initial_level", store.initial_level is not None),
            ("final_level_min", store.final_level_min > 0.0),
            ("spoils_to", bool(store.spoils_to)),
            ("mixes", store.mixes),
        ):
            if given:
                message = f"does not go with seasonal: its year is a ring without {_WHAT[field]}."
                yield Problem(message, "Leave out one of the two.", "stores", label, field)


_WHAT = {
    "initial_level": "a first hour",
    "final_level_min": "a last hour",
    "spoils_to": "a content in every typical hour that could spoil",
    "mixes": "a quality in every typical hour",
}
