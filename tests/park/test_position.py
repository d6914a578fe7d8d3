"""Degrees and kilometres: against distances that are known, and round trips."""

from __future__ import annotations

import dataclasses
import math
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiosis.park import Enterprise, Park, ParkError
from symbiosis.park.position import as_wgs84, shift, to_degrees, to_km
from symbiosis.tables.read import read_park
from tests.parks import need, shop, small_park

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def test_a_minute_of_latitude_is_a_nautical_mile_at_45_degrees() -> None:
    x, y = to_km(10.0, 45.0 + 1.0 / 60.0, (10.0, 45.0))
    assert x == 0.0
    assert y == pytest.approx(1.852, abs=0.001)


def test_a_degree_of_longitude_on_the_equator() -> None:
    assert to_km(1.0, 0.0, (0.0, 0.0))[0] == pytest.approx(math.tau * 6378.137 / 360.0)


@given(st.floats(-50, 50), st.floats(-50, 50), st.floats(-179, 179), st.floats(-75, 75))
def test_there_and_back(x: float, y: float, lon: float, lat: float) -> None:
    back = to_km(*to_degrees(x, y, (lon, lat)), (lon, lat))
    assert back == pytest.approx((x, y), abs=1e-9)


@given(st.floats(75, 133), st.floats(20, 52))
def test_shifted_maps_are_shifted_back(lon: float, lat: float) -> None:
    shifted = shift(lon, lat)
    away = math.hypot(*to_km(*shifted, (lon, lat)))
    assert 0.02 < away < 1.0  # some hundred metres
    assert as_wgs84(*shifted, "GCJ-02") == pytest.approx((lon, lat), abs=1e-8)
    assert as_wgs84(lon, lat, "CGCS2000") == (lon, lat)


def park_with(place: Enterprise, **settings: Any) -> Park:
    park = small_park(1, need("mill.steam", 1.0, "steam"), shop("steam", 10.0, "mill"))
    return park.replace(
        settings=dataclasses.replace(park.settings, **settings), enterprises={place.label: place}
    )


ORIGIN = {"origin_longitude": 120.0, "origin_latitude": 31.0, "datum": "WGS84"}


def test_degrees_become_kilometres() -> None:
    park = park_with(Enterprise(label="mill", longitude=120.01, latitude=31.0), **ORIGIN)
    assert park.enterprises["mill"].x == pytest.approx(0.955, abs=0.001)
    assert park.enterprises["mill"].y == pytest.approx(0.0, abs=1e-9)
    assert park.replace().enterprises["mill"] == park.enterprises["mill"]  # both agree, so both may stand


@pytest.mark.parametrize(
    ("place", "settings", "says"),
    [
        ({"longitude": 120.01, "latitude": 31.0}, {}, "no origin to measure from"),
        ({"longitude": 120.01}, ORIGIN, "one of longitude and latitude"),
        ({"longitude": 120.01, "latitude": 31.0, "x": 5.0, "y": 0.0}, ORIGIN, "km away from where"),
        ({"longitude": 20.01, "latitude": 31.0}, ORIGIN, "km from the park's origin"),
        ({}, {"origin_longitude": 120.0, "origin_latitude": 31.0}, "not stated in full"),
        ({}, {"origin_longitude": 120.0, "datum": "WGS84"}, "not stated in full"),
        ({"longitude": 200.0, "latitude": 31.0}, ORIGIN, "above 180"),
    ],
)
def test_bad_positions(place: dict[str, float], settings: dict[str, Any], says: str) -> None:
    with pytest.raises(ParkError) as error:
        park_with(Enterprise(label="mill", **place), **settings)
    assert says in str(error.value)


def test_degrees_are_read_from_a_file(tmp_path: Path) -> None:
    shutil.copytree(SCENARIOS / "three_firms", tmp_path / "park")
    file = tmp_path / "park" / "park.yaml"
    text = file.read_text(encoding="utf-8")
    assert "x: 2 km, y: 0 km" in text
    text = text.replace("x: 2 km, y: 0 km", "longitude: 120.02 °, latitude: 31 deg", 1)
    origin = "  origin_longitude: 120 °\n  origin_latitude: 31 °\n  datum: GCJ-02\n"
    file.write_text(text.replace("park:\n", "park:\n" + origin, 1), encoding="utf-8")
    park = read_park(tmp_path / "park")
    assert max(e.x or 0.0 for e in park.enterprises.values()) == pytest.approx(1.9095, abs=0.001)
