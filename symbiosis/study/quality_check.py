"""Whether a stream is good enough for who would take it, as far as both sides have stated it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from symbiosis.park.park import Park


def quality_check(park: Park, giver: str, taker: str, carrier: str, known: str) -> str:
    """Return one clause: within limits, beyond which limits, or what is to be checked.

    `known` are the limits of the library's match in words.
    """
    given = _stated(park, giver, carrier, "quality")
    most, least = (_stated(park, taker, carrier, field) for field in ("quality_max", "quality_min"))
    beyond = [
        f"{quality} {given[quality]:g} {word} {limit:g}"
        for limits, word, sign in ((most, "above", 1.0), (least, "below", -1.0))
        for quality, limit in limits.items()
        if quality in given and sign * (given[quality] - limit) > 1e-12
    ]
    if beyond:
        return f"beyond limits: {', '.join(beyond)}; mix or treat it"
    unknown = [quality for quality in {**most, **least} if quality not in given]
    if unknown:
        return f"to be measured: {', '.join(unknown)}"
    if most or least:
        return "within limits"
    return f"to be checked: {known}" if known else "no limit stated"


def _stated(park: Park, enterprise: str, carrier: str, field: str) -> dict[str, float]:
    """Return the mean qualities that an enterprise states for a carrier in a field."""
    out: dict[str, float] = {}
    for stated in _entries(park, enterprise, carrier, field):
        for quality, value in stated.items():
            number = park.series(value).mean() if not isinstance(value, Mapping) else None
            if number is not None:
                out.setdefault(quality, float(number))
    return out


def _entries(park: Park, enterprise: str, carrier: str, field: str) -> Iterator[Mapping[str, Any]]:
    flows = park.supplies if field == "quality" else park.demands
    for flow in flows.values():
        if (flow.enterprise, flow.carrier) == (enterprise, carrier):
            yield getattr(flow, field, {})
    for technology in park.technologies.values():
        sign = technology.directions.get(carrier, 0.0) * (1.0 if field == "quality" else -1.0)
        if technology.enterprise == enterprise and sign > 0.0:
            stated = getattr(technology, field, {})
            inner = stated.get(carrier, {})
            yield inner if isinstance(inner, Mapping) else {}
