"""Profiles worked out from weather: `{weather: pv, tilt: 20 deg, azimuth: 180 deg, losses: 14 %}`.

pv               output per peak power [1]                        tilt, azimuth, losses, mounting, …
solar_heat       heat per peak output of collectors [1]           tilt, azimuth, mean_temperature, …
wind             output per nominal power [1]                     hub_height, turbine or curve, …
temperature      of the air [°C]
heating_degrees  how far the air is below a base [K]              base
cooling_degrees  how far the air is above a base [K]              base
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from symbiosis.catalogue import sun, wind
from symbiosis.catalogue.weather import Floats, Weather
from symbiosis.park.problems import did_you_mean
from symbiosis.tables.evidence import as_scalar
from symbiosis.tables.quantities import number_with_unit, split_number
from symbiosis.tables.reading import as_text
from symbiosis.tables.source import Block, Listing, Node, TextError
from symbiosis.tables.weather.kept import DIGITS

TEMPERATURE = "°C"
VERSION = 1  # goes up when the same recipe gives other numbers
EVIDENCE = ("source", "assumed")  # said beside a recipe, and no part of it


@dataclass(frozen=True)
class Word:
    """A word of a recipe: its unit (or kind), its limits, and whether it must be said."""

    unit: str
    lower: float = -np.inf
    upper: float = np.inf
    needed: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of profile: what works it out, its unit, and the words that it takes."""

    make: Callable[..., Floats]
    unit: str
    words: Mapping[str, Word]


TILT, AZIMUTH = Word("deg", 0.0, 90.0, needed=True), Word("deg", 0.0, 360.0)
SHARE = Word("1", 0.0, 1.0)


def _degrees(weather: Weather, base: float, sign: float) -> Floats:
    (temperature,) = weather.need("temperature")
    return np.maximum(0.0, sign * (base - temperature))


KINDS: Mapping[str, Kind] = {
    "pv": Kind(
        sun.photovoltaics,
        "1",
        {
            "tilt": TILT,
            "azimuth": AZIMUTH,
            "losses": SHARE,
            "temperature_coefficient": Word("1/K", -0.01, 0.0),
            "albedo": SHARE,
            "mounting": Word("open roof"),
        },
    ),
    "solar_heat": Kind(
        sun.collector,
        "1",
        {
            "tilt": TILT,
            "mean_temperature": Word(TEMPERATURE, 0.0, 300.0, needed=True),
            "azimuth": AZIMUTH,
            "optical": Word("1", 0.1, 1.0),
            "linear": Word("W/m2/K", 0.0, 50.0),
            "quadratic": Word("W/m2/K**2", 0.0, 1.0),
            "albedo": SHARE,
        },
    ),
    "wind": Kind(
        wind.wind_power,
        "1",
        {
            "hub_height": Word("m", 5.0, 300.0, needed=True),
            "turbine": Word("text"),
            "curve": Word("curve"),
            "measured_at": Word("m", 1.0, 300.0),
            "roughness": Word("m", 0.0001, 3.0),
            "losses": SHARE,
        },
    ),
    "temperature": Kind(lambda weather: weather.need("temperature")[0], "°C", {}),
    "heating_degrees": Kind(
        lambda weather, base: _degrees(weather, base, 1.0),
        "K",
        {"base": Word(TEMPERATURE, -50.0, 60.0, True)},
    ),
    "cooling_degrees": Kind(
        lambda weather, base: _degrees(weather, base, -1.0),
        "K",
        {"base": Word(TEMPERATURE, -50.0, 60.0, True)},
    ),
}


@dataclass(frozen=True)
class Recipe:
    """A kind of profile and the numbers that it is worked out with, in canonical units."""

    kind: str
    given: tuple[tuple[str, Any], ...]

    @property
    def unit(self) -> str:
        """The unit of its profile."""
        return KINDS[self.kind].unit

    @property
    def label(self) -> str:
        """A name that says all of it."""
        said = " ".join(f"{word}={_shown(value)}" for word, value in self.given)
        return f"weather:{self.kind} {said}".strip()

    def key(self, weather: Weather) -> str:
        """The name that its hours are kept under."""
        text = f"{VERSION} {self.kind} {self.given!r} {weather.digest}"
        return f"{self.kind}-{hashlib.sha256(text.encode()).hexdigest()[:20]}"

    def hours(self, weather: Weather) -> Floats:
        """Return its values over a weather year, rounded; raises WeatherError."""
        kept = weather.kept.get(self.key(weather))
        return kept if kept is not None and kept.size == weather.hours else _worked_out(self, weather)


@lru_cache(maxsize=64)
def _worked_out(recipe: Recipe, weather: Weather) -> Floats:
    values = KINDS[recipe.kind].make(weather, **dict(recipe.given))
    return np.array([float(f"{value:.{DIGITS}g}") for value in values.tolist()])


def read_recipe(node: Block) -> Recipe:
    """Return what a block asks for; raises TextError with place and remedy."""
    kind = as_text(node.entries["weather"])
    if kind not in KINDS:
        raise TextError(f'weather gives no "{kind}".', did_you_mean(kind, KINDS), node.keys["weather"])
    words = KINDS[kind].words
    given: dict[str, Any] = {}
    for word, entry in node.entries.items():
        if word == "weather" or word in EVIDENCE:
            continue
        if word not in words:
            raise TextError(f'"{word}" is no word of {kind}.', did_you_mean(word, words), node.keys[word])
        try:
            given[word] = _value(words[word], entry)
        except TextError as fault:
            raise TextError(
                f"{word}: {fault.message}", fault.remedy, fault.place or node.keys[word]
            ) from None
    missing = [word for word, meant in words.items() if meant.needed and word not in given]
    if missing:
        raise TextError(f"{kind} does not say {', '.join(missing)}.", "Add it.", node.place)
    if kind == "wind" and ("turbine" in given) == ("curve" in given):
        remedy = (
            "Write turbine: V90/2000, or curve: [[3 , 0], [12, 1], [25, 1]] (m/s, share of nominal power)."
        )
        raise TextError("wind takes either a turbine or a curve.", remedy, node.place)
    return Recipe(kind, tuple(sorted(given.items())))


def _value(word: Word, node: Node) -> Any:
    if word.unit == "text":
        return as_text(node)
    if word.unit == "curve":
        return _curve(node)
    if " " in word.unit:
        text = as_text(node)
        if text not in word.unit.split():
            raise TextError("not one of the words allowed here.", f"Write {' or '.join(word.unit.split())}.")
        return text
    if word.unit == TEMPERATURE:
        from symbiosis.tables.states import STATES  # units of states build on `varying`, which reads recipes

        value = STATES[TEMPERATURE](TEMPERATURE).convert(as_scalar(node))
    else:
        value = number_with_unit(as_scalar(node).text, word.unit)
    if not word.lower <= value <= word.upper:
        raise TextError(f"{value:g} is not between {word.lower:g} and {word.upper:g}.", "Correct it.")
    return value


def _curve(node: Node) -> tuple[tuple[float, float], ...]:
    example = "Write [[3, 0], [12, 1], [25, 1]]: m/s and share of nominal power."
    pairs = []
    for item in node.items if isinstance(node, Listing) else ():
        cells = item.items if isinstance(item, Listing) else ()
        if len(cells) != 2:
            raise TextError("a curve is pairs of wind speed and share.", example)
        pairs.append(tuple(split_number(as_scalar(cell).text)[0] for cell in cells))
    speeds = [speed for speed, _ in pairs]
    if len(pairs) < 2 or sorted(set(speeds)) != speeds or not all(0.0 <= share <= 1.0 for _, share in pairs):
        raise TextError("a curve has rising wind speeds and shares between 0 and 1.", example)
    return tuple(pairs)  # type: ignore[arg-type]


def _shown(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value).replace(" ", "")
