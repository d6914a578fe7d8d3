"""Heat recovery problems in the exchange format of pinch studies: JSON with `streams` and `utilities`.

Numbers stand alone or as `{"value": …, "unit": …}`; °C, K, °F and the usual units of heat flow are
converted. A stream states `heat_flow`, or `cp` for every kelvin; equal temperatures are a phase change, of a
cold stream when its heat is positive, of a hot one when it is negative. A missing ΔT contribution is 0, a
utility without target temperature condenses or boils at its supply temperature, and `Both` is a main.
The short form `{"n", "Ts", "Tt", "CP"}` with one `dTmin` is read too.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

from symbiosis.heat.cascade import HeatStream
from symbiosis.heat.levels import Level
from symbiosis.heat.site import SiteTargets, targets

KILOWATTS = {
    "W": 1e-3,
    "kW": 1.0,
    "MW": 1e3,
    "GW": 1e6,
    "kJ/s": 1.0,
    "MJ/s": 1e3,
    "kJ/h": 1 / 3600,
    "MJ/h": 1 / 3.6,
    "GJ/h": 1 / 3.6e-3,
    "kcal/h": 4.1868 / 3600,
    "Mcal/h": 4.1868 / 3.6,
    "Gcal/h": 4186.8 / 3.6,
    "Btu/h": 1.055056 / 3600,
    "MMBtu/h": 1055056 / 3600,
}
_SPELT = {name.casefold().replace("/h", "/hr"): name for name in KILOWATTS} | {
    name.casefold(): name for name in KILOWATTS if name not in ("MW",)
}
DEGREES = {"degc": "C", "c": "C", "°c": "C", "celsius": "C", "k": "K", "kelvin": "K", "degf": "F", "f": "F"}
DEGREES |= {"delta_degc": "C", "deltadegc": "C", "delta_degf": "F", "°f": "F"}
_NAMES: dict[str, tuple[str, ...]] = {
    "name": ("name", "n"),
    "zone": ("zone", "process", "place"),
    "supply": ("t_supply", "Ts"),
    "target": ("t_target", "Tt"),
    "duty": ("heat_flow", "Q", "duty"),
    "slope": ("heat_capacity_flowrate", "cp", "CP", "mcp"),
    "shift": ("dt_cont",),
}


class HeatProblemError(ValueError):
    """A heat recovery problem that cannot be read; the sentence says where."""


@dataclass(frozen=True)
class HeatProblem:
    """Streams, levels, and the unit of their heats."""

    streams: tuple[HeatStream, ...]
    levels: tuple[Level, ...]
    unit: str

    def targets(self, let_down: bool = True) -> SiteTargets:
        """Return the heat targets."""
        return targets(self.streams, self.levels, self.unit, let_down)


def read_problem(path: str | Path) -> HeatProblem:
    """Read a problem from a JSON file; raises HeatProblemError with a sentence, OSError without a file."""
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise HeatProblemError(f"{path}: not JSON ({error}).") from None
    return problem_of(data)


def problem_of(data: Any) -> HeatProblem:
    """Return the problem that parsed JSON states; heats are in its own unit if it has one, else in kW."""
    if not isinstance(data, Mapping) or not isinstance(data.get("streams"), list):
        raise HeatProblemError('"streams" must be a list.')
    said = str(data.get("units", ""))
    default = next((unit for unit in ("MW", "GW", "kW", "W") if f"{unit}/" in said), "kW")
    entries = [entry for entry in data["streams"] if _active(entry)]
    given = {_unit(entry, key, default) for entry in entries for key in ("duty", "slope") if _has(entry, key)}
    unit = given.pop() if len(given) == 1 else "kW"
    half = _number(data.get("dTmin", 0.0), "dTmin") / 2
    streams = tuple(_stream(entry, i, default, unit, half) for i, entry in enumerate(entries))
    utilities = [entry for entry in data.get("utilities") or [] if _active(entry)]
    levels = _joined([_level(entry, i) for i, entry in enumerate(utilities)])
    return HeatProblem(streams, levels, unit)


def _joined(levels: Sequence[Level]) -> tuple[Level, ...]:
    """Make one main of heating and cooling of one name and state; number others of one name."""
    out: dict[str, Level] = {}
    for level in levels:
        known = out.get(level.name)
        if known is None:
            out[level.name] = level
        elif replace(known, heats=level.heats, cools=level.cools) == level and known != level:
            out[level.name] = replace(known, heats=True, cools=True)
        else:
            name = next(f"{level.name} {i}" for i in count(2) if f"{level.name} {i}" not in out)
            out[name] = replace(level, name=name)
    return tuple(out.values())


def _active(entry: Any) -> bool:
    if not isinstance(entry, Mapping):
        raise HeatProblemError("every stream and utility must be an object {…}.")
    return entry.get("active") is not False


def _stream(entry: Mapping[str, Any], place: int, default: str, unit: str, half: float) -> HeatStream:
    name = str(_raw(entry, "name") or f"stream {place + 1}")
    zone = str(_raw(entry, "zone") or "site")
    where = f"streams: {zone}: {name}"
    supply, target = _temperature(entry, "supply", where), _temperature(entry, "target", where)
    if supply is None or target is None:
        raise HeatProblemError(f"{where}: t_supply and t_target are needed.")
    if _has(entry, "duty"):
        key, span = "duty", 1.0
    elif _has(entry, "slope"):
        key, span = "slope", abs(supply - target)
    else:
        raise HeatProblemError(f"{where}: heat_flow is missing.")
    factor = KILOWATTS[_unit(entry, key, default)] / KILOWATTS[unit]
    duty = _number(_raw(entry, key), where) * factor * span
    hot = supply > target if supply != target else duty < 0.0
    shift = _difference(entry, where)
    return HeatStream(name, supply, target, abs(duty), hot, half if shift is None else shift, zone)


def _level(entry: Mapping[str, Any], place: int) -> Level:
    name = str(_raw(entry, "name") or f"utility {place + 1}")
    where = f"utilities: {name}"
    supply, target = _temperature(entry, "supply", where), _temperature(entry, "target", where)
    if supply is None:
        raise HeatProblemError(f"{where}: t_supply is needed.")
    target = supply if target is None else target
    kind = str(entry.get("type", "Both")).casefold()
    if kind not in ("hot", "cold", "both"):
        raise HeatProblemError(f'{where}: type is "{entry["type"]}"; write Hot, Cold or Both.')
    shift = _difference(entry, where) or 0.0
    return Level(name, max(supply, target), min(supply, target), shift, kind != "cold", kind != "hot")


def _raw(entry: Mapping[str, Any], key: str) -> Any:
    for name in _NAMES[key]:
        given = entry.get(name)
        if isinstance(given, Mapping):
            given = given.get("value")
        if given is not None and not (isinstance(given, float) and math.isnan(given)):
            return given
    return None


def _has(entry: Mapping[str, Any], key: str) -> bool:
    return _raw(entry, key) is not None


def _unit_text(entry: Mapping[str, Any], key: str) -> str:
    for name in _NAMES[key]:
        given = entry.get(name)
        if isinstance(given, Mapping):
            return str(given.get("unit") or given.get("units") or "").strip()
    return ""


def _unit(entry: Mapping[str, Any], key: str, default: str) -> str:
    text = _unit_text(entry, key)
    if key == "slope":  # kW/K, kW/degC
        text = text.rpartition("/")[0]
    found = text if text in KILOWATTS else _SPELT.get(text.casefold(), "" if text else default)
    if not found:
        raise HeatProblemError(f'"{text}" is not a unit of heat flow; known: {", ".join(KILOWATTS)}.')
    return found


def _number(given: Any, where: str) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not math.isfinite(given):
        raise HeatProblemError(f"{where}: {given!r} is not a number.")
    return float(given)


def _temperature(entry: Mapping[str, Any], key: str, where: str) -> float | None:
    given = _raw(entry, key)
    if given is None:
        return None
    value, scale = _number(given, where), _scale(entry, key, where)
    if scale == "K":
        return value - 273.15
    return (value - 32.0) / 1.8 if scale == "F" else value


def _difference(entry: Mapping[str, Any], where: str) -> float | None:
    given = _raw(entry, "shift")
    if given is None:
        return None
    value = _number(given, where) / (1.8 if _scale(entry, "shift", where) == "F" else 1.0)
    if value < 0.0:
        raise HeatProblemError(f"{where}: the ΔT contribution {value:g} is below 0.")
    return value


def _scale(entry: Mapping[str, Any], key: str, where: str) -> str:
    text = _unit_text(entry, key) or "degC"
    try:
        return DEGREES[text.casefold()]
    except KeyError:
        raise HeatProblemError(f'{where}: "{text}" is not a unit of temperature; write degC or K.') from None
