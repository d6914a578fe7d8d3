"""Whether places are stated once: in kilometres, or in degrees from an origin whose datum is named."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from symbiosis.park.checks.every import Problems
from symbiosis.park.position import to_km
from symbiosis.park.problems import Problem

if TYPE_CHECKING:
    from symbiosis.park.park import Park

AGREES = 0.002  # km: rounding of positions written with six digits
FAR = 100.0  # km from the origin, where flat kilometres no longer hold


def position_problems(park: Park) -> Problems:
    """Yield what is missing or contradicts itself in coordinates."""
    settings = park.settings
    given = (settings.origin_longitude, settings.origin_latitude)
    stated = [name for name, value in zip(("longitude", "latitude"), given, strict=True) if value is not None]
    if stated and (len(stated) == 1 or not settings.datum):
        remedy = "State origin_longitude, origin_latitude and datum (WGS84, CGCS2000 or GCJ-02)."
        yield Problem("the origin of the map is not stated in full.", remedy, "park", "", "datum")
        return
    origin = park.origin
    for section in ("enterprises", "junctions"):
        for label, place in getattr(park, section).items():
            lon, lat = place.longitude, place.latitude
            if lon is None and lat is None:
                continue
            if lon is None or lat is None:
                yield Problem(
                    "has one of longitude and latitude.", "State both.", section, label, "longitude"
                )
            elif origin is None:
                yield Problem(
                    "has longitude and latitude, but the park states no origin to measure from.",
                    "State origin_longitude, origin_latitude and datum of the park.",
                    section,
                    label,
                    "longitude",
                )
            else:
                x, y = to_km(lon, lat, origin)
                apart = math.hypot(x - (place.x or 0.0), y - (place.y or 0.0))
                if apart > AGREES:
                    yield Problem(
                        f"is {apart:.3g} km away from where longitude and latitude say.",
                        "State x and y, or longitude and latitude.",
                        section,
                        label,
                        "x",
                    )
                elif math.hypot(x, y) > FAR:
                    yield Problem(
                        f"is {math.hypot(x, y):,.0f} km from the park's origin.",
                        "Check longitude and latitude; they are degrees, east and north.",
                        section,
                        label,
                        "longitude",
                    )
