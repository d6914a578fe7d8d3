"""The words of a `device`: each read as the builder behind it says, with its unit."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from symbiosis.park import Carrier
from symbiosis.park.problems import did_you_mean
from symbiosis.park.profile import Profile
from symbiosis.tables.evidence import as_scalar
from symbiosis.tables.quantities import number_with_unit
from symbiosis.tables.reading import Where, as_text
from symbiosis.tables.source import Block, Listing, Node, Scalar, TextError
from symbiosis.tables.states import PRESSURE, STATES, TEMPERATURE
from symbiosis.tables.unit_table import CELSIUS

if TYPE_CHECKING:
    from symbiosis.tables.build import Workshop
    from symbiosis.tables.devices import Builder

UNITS = {  # words that are a number in a unit; {money} is the park's
    "size": "t/h",
    "volume": "m3",
    **{f"power_per_{pollutant}": "MWh/t" for pollutant in ("so2", "nox", "dust")},
    "investment_per_area": "{money}/m2",
    "investment_per_volume": "{money}/m3",
    "losing": "W/m2",  # per kelvin
    "linear": "W/m2",  # per kelvin
    "quadratic": "W/m2",  # per kelvin squared
}
DEGREES = ("mean", "hot", "cold")  # words that are one temperature
PER_KELVIN = {"losing": "/K", "linear": "/K", "quadratic": "/K2"}
IRRADIANCE = {"W/m2": 1.0, "kW/m2": 1000.0}


def arguments(shop: Workshop, builder: Builder, place: Where, node: Block) -> dict[str, Any]:
    """Return what a builder is called with; raises TextError for what is unknown, missing or unreadable."""
    wanted = {
        name: parameter
        for name, parameter in inspect.signature(builder).parameters.items()
        if name != "label" and parameter.kind is not inspect.Parameter.VAR_KEYWORD
    }
    given: dict[str, Any] = {}
    for word, entry in node.entries.items():
        if word == "type":
            continue
        if word not in wanted:
            raise TextError(
                f'"{word}" is no word of this device.', did_you_mean(word, wanted), node.keys[word]
            )
        shop.reading.stands(place.of(word), entry)
        try:
            given[word] = _argument(shop, str(wanted[word].annotation), word, entry)
        except TextError as fault:
            raise TextError(
                f"{word}: {fault.message}", fault.remedy, fault.place or node.keys[word]
            ) from None
    missing = [
        name for name, p in wanted.items() if p.default is inspect.Parameter.empty and name not in given
    ]
    if missing:
        raise TextError(f"does not say {', '.join(missing)}.", "Add it.", node.place)
    return given


def _argument(shop: Workshop, kind: str, word: str, node: Node) -> Any:
    if kind.startswith("Carrier"):
        return _carrier(shop, as_text(node))
    if kind.startswith("Range"):
        ends = node.items if isinstance(node, Listing) else [node, node]
        if len(ends) != 2:
            raise TextError(
                "two temperatures are expected: where it begins and ends.", "Write [40 °C, 80 °C]."
            )
        return tuple(_temperature(shop, end) for end in ends)
    if kind.startswith("Mapping[float"):
        return {_share(Scalar(k, node.place)): _share(as_scalar(v)) for k, v in _entries(node).items()}
    if kind.startswith("Mapping[str, Mapping") or (kind.startswith("Mapping") and word == "emissions"):
        return {k: _factor(shop, k, v) for k, v in _entries(node).items()}
    if kind.startswith("Mapping"):
        return {_carrier(shop, k).label: _share(as_scalar(v)) for k, v in _entries(node).items()}
    if kind == "str":
        return as_text(node)
    if kind == "tuple[str, ...]":
        return tuple(as_text(item) for item in (node.items if isinstance(node, Listing) else [node]))
    if kind == "Floats":
        return _irradiance(shop, node) if word == "irradiance" else _course(shop, node)
    if word == "vacuum":
        return STATES[PRESSURE](PRESSURE).convert(as_scalar(node))
    if word in DEGREES:
        return STATES[TEMPERATURE](TEMPERATURE).convert(as_scalar(node))
    if word in UNITS:
        return _in_unit(as_scalar(node).text, word, UNITS[word].format(money=shop.money))
    return _share(as_scalar(node))


def _entries(node: Node) -> Mapping[str, Node]:
    if not isinstance(node, Block):
        raise TextError("named entries are expected here.", "Write {name: value}.")
    return node.entries


def _factor(shop: Workshop, name: str, node: Node) -> Any:
    """Return an emission per MWh of fuel, or those of several fuels."""
    if isinstance(node, Block):
        return {k: _factor(shop, k, v) for k, v in node.entries.items()}
    _carrier(shop, name)
    return number_with_unit(as_scalar(node).text, "t/MWh")


def _carrier(shop: Workshop, name: str) -> Carrier:
    if name not in shop.carriers:
        raise TextError(f"{name} is not declared under carriers.", did_you_mean(name, shop.carriers))
    return shop.carriers[name]


def _share(scalar: Scalar) -> float:
    return float(number_with_unit(scalar.text, "1"))


def _in_unit(text: str, word: str, unit: str) -> float:
    """Return a number in a unit; `per kelvin` is taken off first, for no table converts temperatures."""
    per = PER_KELVIN.get(word, "")
    if per and not text.strip().endswith(per):
        raise TextError(f"{unit}{per} is expected here.", f"Write 2.5 {unit}{per}.")
    return float(number_with_unit(text.strip().removesuffix(per), unit))


def _temperature(shop: Workshop, node: Node) -> Any:
    """Return a temperature [°C], or its values over time from `{profile: …}`."""
    if not isinstance(node, Block):
        return STATES[TEMPERATURE](TEMPERATURE).convert(as_scalar(node))
    return _course(shop, node)


def _course(shop: Workshop, node: Node) -> NDArray[np.float64]:
    """Return temperatures over time [°C] from `{profile: …}`."""
    profile = _profile(shop, node, "°C")
    if profile.unit not in CELSIUS:
        message = f"the profile {profile.name} is in {profile.unit or 'no unit'}, not °C."
        raise TextError(message, "Give its column the unit [°C].")
    return np.asarray(profile.values)


def _irradiance(shop: Workshop, node: Node) -> NDArray[np.float64]:
    """Return the sun on the collectors over time [W/m²] from `{profile: …}`."""
    profile = _profile(shop, node, "W/m2")
    if profile.unit not in IRRADIANCE:
        message = f"the profile {profile.name} is in {profile.unit or 'no unit'}, not W/m2."
        raise TextError(message, "Give its column the unit [W/m2].")
    return np.asarray(profile.values) * IRRADIANCE[profile.unit]


def _profile(shop: Workshop, node: Node, unit: str) -> Profile:
    named = isinstance(node, Block) and set(node.entries) == {"profile"}
    name = as_text(node.entries["profile"]) if isinstance(node, Block) and named else ""
    profile = shop.series.profiles.get(name)
    if profile is None:
        remedy = f"Write {{profile: NAME}}; its column is in {unit}."
        raise TextError("names no profile.", remedy, node.place)
    return profile
