"""Whether modes, loads and least amounts of links make sense, and what stock turns into."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from symbiosis.park.checks.every import Problems
from symbiosis.park.haulage import IN_LOADS
from symbiosis.park.problems import Problem
from symbiosis.park.store import Store

if TYPE_CHECKING:
    from symbiosis.park.park import Park

HOURS = 8760.0


def haulage_problems(park: Park) -> Problems:
    """Yield what is wrong with how links move things and with what spoils in store."""
    for label, store in park.stores.items():
        if not store.spoils_to:
            continue
        for message, remedy in _spoiling(park, store):
            yield Problem(message, remedy, "stores", label, "spoils_to", store.spoils_to)
    for label, link in park.links.items():
        moved = "".join(f" by {mode}" if i == 0 else f" or {mode}" for i, mode in enumerate(IN_LOADS))
        if link.load_size is not None and link.mode not in IN_LOADS:
            message = f"is stated for a {link.mode}, in which things flow and are not loaded."
            yield _wrong(label, "load_size", message, f"Leave it out, or move it{moved}.")
        if link.load_cost > 0.0 and link.load_size is None:
            yield _wrong(
                label, "load_cost", "is per load, whose size is not stated.", "State load_size: 30 t."
            )
        if link.mode == "cable":
            for k in link.carriers:
                if park.carriers[k].kind != "energy":
                    remedy = "Choose another mode."
                    yield _wrong(label, "carriers", "is no energy, which is all a cable carries.", remedy, k)
        if link.annual_flow_min > 0.0:
            if math.isinf(link.largest):
                message = "is needed where a link has a least amount."
                yield _wrong(label, "capacity_max", message, "State the largest size.")
            elif link.largest / (1.0 + link.design_margin) * HOURS < link.annual_flow_min * (1.0 - 1e-9):
                most = link.largest / (1.0 + link.design_margin) * HOURS
                message = f"is more than the link can carry in a year, {most:g}."
                remedy = "Lower it, or raise capacity_max."
                yield _wrong(label, "annual_flow_min", message, remedy, f"{link.annual_flow_min:g}")


def _spoiling(park: Park, store: Store) -> Iterator[tuple[str, str]]:
    if store.loss == 0.0:
        yield "is stated, but nothing is lost.", "State loss: 1 %/d."
    if store.loss == 1.0:
        yield "needs a content that lasts: all of it is lost within the hour.", "Lower loss."
    if store.spoils_to == store.carrier:
        yield "is what it holds.", "Name what is left of it."
    elif park.is_emission(store.spoils_to):
        yield "is an emission, which is tallied and not balanced.", "Name a waste."
    elif park.carriers[store.spoils_to].unit != park.carriers[store.carrier].unit:
        own, other = park.carriers[store.carrier].unit, park.carriers[store.spoils_to].unit
        yield f"is measured in {other}, the content in {own}.", "Give both one unit."


def _wrong(label: str, field: str, message: str, remedy: str, value: str = "") -> Problem:
    return Problem(message, remedy, "links", label, field, value)
