"""The frozen text of a park gives the same park, and its fingerprint depends on content alone."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from symbiosis.park.frozen import FrozenDict
from symbiosis.park.park import SECTIONS, Park
from symbiosis.park.problems import ParkError
from symbiosis.park.profile import Profile
from symbiosis.tables.canonical import digest, from_json, to_json
from tests.tables.folder import good
from tests.tables.test_write import rich_park


def values(park: Park) -> dict[str, Any]:
    """Return the arrays that travel beside the text."""
    return {name: profile.values for name, profile in park.profiles.items()}


def test_the_text_gives_the_same_park() -> None:
    park = rich_park()
    again = from_json(to_json(park), values(park))
    assert again == park
    assert again.figures == park.figures
    assert again.horizon == park.horizon
    assert to_json(again) == to_json(park)


def test_the_text_is_plain_json_without_values() -> None:
    data = json.loads(to_json(rich_park()))
    assert data["technologies"]["mill.boiler"]["ratios"]["co2"] == [0.3, "cop"]
    assert data["markets"]["gas"]["purchase_limit"] == "unlimited"
    assert data["profiles"]["wind"] == {"unit": "万Nm3/h", "source": "mast, 80 m", "assumed": True}


def test_another_version_and_missing_values_are_refused() -> None:
    park = rich_park()
    with pytest.raises(ValueError, match="version 99; this program reads 1"):
        from_json(to_json(park).replace('"version":1', '"version":99'), values(park))
    with pytest.raises(KeyError):
        from_json(to_json(park), {})
    with pytest.raises(ParkError):
        from_json(to_json(park), {name: series[:1] for name, series in values(park).items()})


def turned(park: Park) -> Park:
    """Return the park with every row in the opposite order."""
    sections = {
        name: FrozenDict(dict(reversed(list(getattr(park, name).items()))))
        for name in (*SECTIONS, "profiles")
    }
    markets = {
        label: dataclasses.replace(market, members=tuple(reversed(market.members)))
        for label, market in sections["markets"].items()
    }
    return park.replace(**{**sections, "markets": FrozenDict(markets)})


def test_the_fingerprint_does_not_depend_on_the_order_of_rows() -> None:
    park = rich_park()
    assert digest(turned(park)) == digest(park)
    assert len(digest(park)) == 64


def test_the_fingerprint_changes_with_every_value(tmp_path: Path) -> None:
    park = good(tmp_path)
    boiler = park.technologies["mill.boiler"]
    changes = [
        park.replace(technologies=[dataclasses.replace(boiler, lifetime=21.0)]),
        park.replace(technologies=[dataclasses.replace(boiler, design_margin=0.1)]),
        park.replace(settings=dataclasses.replace(park.settings, price_year=2025)),
        park.replace(calendar=dataclasses.replace(park.calendar, time_zone="UTC")),
        park.replace(
            profiles={**park.profiles, "load": Profile("load", park.profiles["load"].values * 1.000001)}
        ),
    ]
    assert len({digest(park), *(digest(changed) for changed in changes)}) == 1 + len(changes)


def test_evidence_and_horizon_do_not_change_the_fingerprint(tmp_path: Path) -> None:
    park = good(tmp_path)
    assert digest(park.replace(horizon=FrozenDict({"weeks": (1,)}), figures=FrozenDict())) == digest(park)
