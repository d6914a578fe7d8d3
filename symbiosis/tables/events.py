"""What arises in batches, written as dated amounts: a profile that is zero in between.

    rate: {events: [{at: 2023-03-01T06:00, amount: 500 t, over: 8 h}, {at: 2023-09-01, amount: 40 t}]}

An event without `over` falls into the step it begins in. Steps that an event covers in part take that part.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from symbiosis.park.fields import unit_text
from symbiosis.park.profile import Calendar, Profile, Varying
from symbiosis.tables.conversion import HeatingValue
from symbiosis.tables.evidence import as_scalar, read_evidence, refuse_other_words
from symbiosis.tables.quantities import number_with_unit
from symbiosis.tables.reading import Reading, Where, as_block, as_text
from symbiosis.tables.source import Block, Listing, Node, TextError
from symbiosis.tables.times import stamp

KEYS = ("events", "source", "confidence", "low", "high")
_EVENT = ("at", "amount", "over")


@dataclass(frozen=True)
class Event:
    """An amount that arises evenly from an instant on for some hours."""

    begin: np.datetime64
    amount: float
    hours: float


def read_events(
    node: Block,
    unit: str,
    heating_value: HeatingValue,
    calendar: Calendar,
    made: dict[str, Profile],
    reading: Reading,
    where: Where,
) -> Varying | None:
    """Return a flow in `unit` that follows events, or None when any of them cannot be read."""
    before = len(reading.problems)
    refuse_other_words(node, KEYS, reading, where)
    read_evidence(node, reading, where)
    listed = node.entries["events"]
    if not isinstance(listed, Listing) or not listed.items:
        example = "Write events: [{at: 2023-03-01T06:00, amount: 500 t, over: 8 h}]."
        reading.wrong(where.of("events"), "a list of dated amounts is expected here.", example, listed.place)
        return None
    found = []
    for i, item in enumerate(listed.items):
        place = where.of(f"events.{i}")
        reading.stands(place, item)
        try:
            found.append(_event(item, unit, heating_value, calendar, reading, place))
        except TextError as fault:
            reading.fault(place, fault, item)
    if len(reading.problems) > before:
        return None
    rate = sum((_flow(event, calendar) for event in found), np.zeros(calendar.steps))
    peak = float(rate.max())
    if peak == 0.0:
        return Varying(0.0)
    name = f"events:{where.path}"
    made[name] = Profile(name, rate / peak, "1", "from dated amounts", assumed=False)
    return Varying(peak, name)


def _event(
    node: Node, unit: str, heating_value: HeatingValue, calendar: Calendar, reading: Reading, where: Where
) -> Event:
    block = as_block(node, "{at: 2023-03-01T06:00, amount: 500 t, over: 8 h}")
    refuse_other_words(block, _EVENT, reading, where)
    for key in ("at", "amount"):
        if key not in block.entries:
            raise TextError(f"the event says nothing of `{key}`.", f"Add {key}, e.g. {_example(key)}.")
    instant = stamp(as_text(block.entries["at"]))
    if instant.tzinfo is not None:
        raise TextError("the time has an offset.", "Write local standard time without one.")
    begin = np.datetime64(instant, "s")
    amount = _number(block.entries["amount"], unit_text("{amount}", unit, ""), heating_value)
    if amount < 0.0:
        raise TextError("the amount is below 0.", "What is taken away is a demand.")
    first, last = calendar.times[0], calendar.times[-1] + np.timedelta64(round(calendar.hours * 3600), "s")
    hours = calendar.hours
    if "over" in block.entries:
        hours = _number(block.entries["over"], "h", heating_value)
        if hours <= 0.0:
            raise TextError("an event lasts longer than nothing.", "Write over: 8 h, or leave it out.")
    elif first <= begin < last:  # it falls into the step it begins in
        begin = calendar.times[np.searchsorted(calendar.times, begin, side="right") - 1]
    end = begin + np.timedelta64(round(hours * 3600), "s")
    if begin < first or end > last:
        raise TextError(
            f"the event from {begin} to {end} lies outside the calendar ({first} to {last}).",
            "Correct the date, or shorten it.",
        )
    return Event(begin, amount, hours)


def _number(node: Node, unit: str, heating_value: HeatingValue) -> float:
    scalar = as_scalar(node)
    return number_with_unit(scalar.text, unit, heating_value, scalar.unit)


def _flow(event: Event, calendar: Calendar) -> NDArray[np.float64]:
    """Return the flow of an event in every step, by the part of the step that it covers."""
    begin = (calendar.times - event.begin).astype("timedelta64[s]").astype(float) / 3600.0
    inside = np.minimum(begin + calendar.hours, event.hours) - np.maximum(begin, 0.0)
    covered = np.clip(inside, 0.0, None) / calendar.hours
    return np.asarray(event.amount / event.hours * covered, dtype=float)


def _example(key: str) -> str:
    return {"at": "at: 2023-03-01T06:00", "amount": "amount: 500 t"}[key]
