"""Longitude and latitude to kilometres east and north of the park's origin, and back.

    x = N(φ0)·cos φ0·(λ − λ0),   y = M(φ0)·(φ − φ0)          M, N: radii of curvature of the WGS84 ellipsoid

Within 30 km of the origin the error is below a tenth of a per cent of the distance. Chinese maps for the
public are shifted (GCJ-02) by some hundred metres against satellite positions (WGS84, CGCS2000); distances
hardly change, but positions that leave the park are shifted back.
"""

from __future__ import annotations

import math

DATUMS = ("", "WGS84", "CGCS2000", "GCJ-02")
SEMI_MAJOR, ECCENTRICITY2 = 6378.137, 0.00669437999014  # WGS84 [km]
SHIFT_MAJOR, SHIFT_ECCENTRICITY2 = 6378245.0, 0.00669342162296594323  # Krasovsky 1940 [m], for the shift


def _radii(latitude: float) -> tuple[float, float]:
    """Return kilometres per radian of longitude and of latitude."""
    phi = math.radians(latitude)
    w = math.sqrt(1.0 - ECCENTRICITY2 * math.sin(phi) ** 2)
    return SEMI_MAJOR / w * math.cos(phi), SEMI_MAJOR * (1.0 - ECCENTRICITY2) / w**3


def to_km(longitude: float, latitude: float, origin: tuple[float, float]) -> tuple[float, float]:
    """Return kilometres east and north of `origin` (longitude, latitude) [°].

    >>> x, y = to_km(120.01, 31.01, (120.0, 31.0))
    >>> round(x, 3), round(y, 3)
    (0.955, 1.109)
    """
    per_longitude, per_latitude = _radii(origin[1])
    return (
        per_longitude * math.radians(longitude - origin[0]),
        per_latitude * math.radians(latitude - origin[1]),
    )


def to_degrees(x: float, y: float, origin: tuple[float, float]) -> tuple[float, float]:
    """Return longitude and latitude [°] of a place `x` km east and `y` km north of `origin`."""
    per_longitude, per_latitude = _radii(origin[1])
    return origin[0] + math.degrees(x / per_longitude), origin[1] + math.degrees(y / per_latitude)


def as_wgs84(longitude: float, latitude: float, datum: str) -> tuple[float, float]:
    """Return a position in WGS84; CGCS2000 agrees with it within centimetres."""
    if datum != "GCJ-02":
        return longitude, latitude
    lon, lat = longitude, latitude
    for _ in range(10):  # the shift is smooth: each round is some ten thousand times closer
        shifted = shift(lon, lat)
        lon, lat = lon + longitude - shifted[0], lat + latitude - shifted[1]
    return lon, lat


def shift(longitude: float, latitude: float) -> tuple[float, float]:
    """Return where GCJ-02 maps put a WGS84 position (a polynomial and waves; as published)."""
    x, y = longitude - 105.0, latitude - 35.0
    root = math.sqrt(abs(x))
    waves = 20.0 * math.sin(6.0 * x * math.pi) + 20.0 * math.sin(2.0 * x * math.pi)
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north += waves * 2.0 / 3.0
    north += (20.0 * math.sin(y * math.pi) + 40.0 * math.sin(y / 3.0 * math.pi)) * 2.0 / 3.0
    north += (160.0 * math.sin(y / 12.0 * math.pi) + 320.0 * math.sin(y * math.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east += waves * 2.0 / 3.0
    east += (20.0 * math.sin(x * math.pi) + 40.0 * math.sin(x / 3.0 * math.pi)) * 2.0 / 3.0
    east += (150.0 * math.sin(x / 12.0 * math.pi) + 300.0 * math.sin(x / 30.0 * math.pi)) * 2.0 / 3.0
    phi = math.radians(latitude)
    w2 = 1.0 - SHIFT_ECCENTRICITY2 * math.sin(phi) ** 2
    w = math.sqrt(w2)
    per_latitude = SHIFT_MAJOR * (1.0 - SHIFT_ECCENTRICITY2) / (w2 * w)
    per_longitude = SHIFT_MAJOR / w * math.cos(phi)
    return longitude + math.degrees(east / per_longitude), latitude + math.degrees(north / per_latitude)
