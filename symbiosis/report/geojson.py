"""A plan for maps: enterprises, what is built between them and what flows, as GeoJSON.

Positions are WGS84 (RFC 7946); a park needs an origin with longitude and latitude for that.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symbiosis.park.fields import unit_text
from symbiosis.park.position import as_wgs84, to_degrees
from symbiosis.report.flows import HUB, routes
from symbiosis.study.design.exchanges import exchanges
from symbiosis.study.study import StudyError

if TYPE_CHECKING:
    from symbiosis.results.results import Results

DIGITS = 7  # of a degree: a centimetre


def features(results: Results) -> dict[str, Any]:
    """Return a FeatureCollection: a point per enterprise, a line per exchange and per candidate not built.

    Lines are straight from giver to taker; amounts are yearly. Raises StudyError without an origin, and
    NoPlanError for a result without a plan.
    """
    park, found = results.park, routes(results)
    origin = park.origin
    if origin is None:
        raise StudyError(
            "the park states no origin on the globe: "
            "write origin_longitude, origin_latitude and datum under park."
        )
    spots: dict[str, list[float]] = {}
    places: list[tuple[str, Any]] = [*park.enterprises.items(), *park.junctions.items()]
    for label, place in places:
        if place.x is not None and place.y is not None:
            lon, lat = as_wgs84(*to_degrees(place.x, place.y, origin), park.settings.datum)
            spots[label] = [round(lon, DIGITS), round(lat, DIGITS)]
    costs = results.cost_by("owner")
    out = [
        _feature(
            "Point",
            spots[n],
            kind="enterprise",
            label=n,
            title=e.title,
            title_zh=e.title_zh,
            role=e.role,
            cost=costs.get(n, 0.0),
            cost_unit=str(results.cost.attrs.get("units", "")),
        )
        for n, e in park.enterprises.items()
        if n in spots
    ]
    weight, currency = results.horizon.cost_weight, park.settings.currency
    for stream in exchanges(results):
        amount = float((weight * stream.sent).sum())
        if amount > 1e-3 and stream.giver in spots and stream.taker in spots:
            out.append(
                _feature(
                    "LineString",
                    [spots[stream.giver], spots[stream.taker]],
                    kind="exchange",
                    label=stream.item,
                    giver=stream.giver,
                    taker=stream.taker,
                    carrier=stream.carrier,
                    amount=amount,
                    unit=unit_text("{amount}/a", park.carriers[stream.carrier].unit, currency),
                )
            )
    for a, b in sorted(set(found.candidates)):
        if a in spots and b in spots and not a.startswith(HUB):
            out.append(_feature("LineString", [spots[a], spots[b]], kind="not built", giver=a, taker=b))
    return {"type": "FeatureCollection", "features": out}


def write_geojson(results: Results, path: Path) -> Path:
    """Write a plan as a GeoJSON file."""
    text = json.dumps(features(results), ensure_ascii=False, indent=1, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def _feature(shape: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": shape, "coordinates": coordinates},
        "properties": properties,
    }
