"""What a park's weather gives, profile by profile, over each weather year itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from symbiosis.catalogue.weather import Floats
from symbiosis.tables.read import read_in_full

LIBRARIES = ("pv", "solar_heat", "wind")  # kinds that an optional library works out


def overview(folder: Path) -> tuple[list[dict[str, Any]], dict[str, Floats]]:
    """Return a row per profile and weather year, and the hours of each by the key they are kept under.

    Raises ParkError as `read_park` does.
    """
    weathers = read_in_full(folder)[1].weathers
    rows, kept = [], {}
    if weathers is not None:
        for name, recipe in weathers.recipes.items():
            for label, weather in weathers.found.items():
                hours = recipe.hours(weather)
                if recipe.kind in LIBRARIES:
                    kept[recipe.key(weather)] = hours
                rows.append(
                    {
                        "weather": label,
                        "profile": name,
                        "unit": recipe.unit,
                        "least": float(hours.min()),
                        "mean": float(hours.mean()),
                        "largest": float(hours.max()),
                        "sum": float(hours.sum()),
                    }
                )
    return rows, kept
