"""A folder that reads back to the same park: `park.yaml` and `profiles/profiles.csv`, in its own units."""

from __future__ import annotations

import csv
import io
import json
import math
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from symbiosis.park import Carrier, Connection, Network, Segment
from symbiosis.park.fields import Spec, default_of, required, specs, unit_text
from symbiosis.park.figure import Figure
from symbiosis.park.park import SECTIONS, Park
from symbiosis.park.profile import Calendar, Varying
from symbiosis.park.quantities import own_template, own_units
from symbiosis.tables.qualities import quality_unit
from symbiosis.tables.unit_table import CELSIUS
from symbiosis.tables.units import measure


def write_park(park: Park, folder: str | os.PathLike[str]) -> Path:
    """Write a park and return its `park.yaml`; the folder may exist but must hold no park yet.

    Raises FileExistsError rather than replacing anything, and TextError for an unknown profile unit.
    """
    target = Path(folder)
    file = target / "park.yaml"
    profiles = target / "profiles" / "profiles.csv"
    for path in (file, profiles):
        if path.exists():
            raise FileExistsError(f"{path} exists already; name another folder.")
    for profile in park.profiles.values():
        if profile.unit not in CELSIUS:
            measure(profile.unit)
    text = "\n".join(_lines(park)) + "\n"
    target.mkdir(parents=True, exist_ok=True)
    if park.profiles:
        profiles.parent.mkdir(exist_ok=True)
        profiles.write_text(_profiles(park), encoding="utf-8", newline="")
    file.write_text(text, encoding="utf-8", newline="\n")
    return file


def _lines(park: Park) -> Iterator[str]:
    yield "format: 1"
    yield "park:"
    writer = _Writer(park)
    for field, value in writer.fields("park", "", park.settings, ""):
        yield f"  {field}: {value}"
    yield f"  time: {_time(park.calendar)}"
    if park.horizon:
        yield f"  horizon: {_flow(park.horizon)}"
    for section in SECTIONS:
        things = getattr(park, section)
        if not things:
            continue
        yield f"{section}:"
        for label, thing in things.items():
            entries = list(writer.thing(section, label, thing))
            yield f"  {_text(label)}:" if entries else f"  {_text(label)}: {{}}"
            yield from (f"    {field}: {value}" for field, value in entries)
    described = {name: p for name, p in park.profiles.items() if p.source or p.assumed}
    if described:
        yield "profiles:"
        for name, profile in described.items():
            yield f"  {_text(name)}: {_flow({'source': profile.source, 'assumed': profile.assumed})}"


class _Writer:
    """Writes the fields of things in the units of their carriers."""

    def __init__(self, park: Park) -> None:
        self.park = park

    def thing(self, section: str, label: str, thing: Any) -> Iterator[tuple[str, str]]:
        """Yield the fields of a thing that must be stated or differ from their default."""
        yield from self.fields(section, label, thing, self._carrier(thing))
        if isinstance(thing, Network):
            members = {
                connection.enterprise: f"{{{', '.join(f'{k}: {v}' for k, v in entries)}}}"
                for connection in thing.connections
                for entries in [list(self.fields(section, connection.label, connection, thing.carrier))]
            }
            pipes = {
                segment.corridor: _braces(dict(self.fields(section, segment.label, segment, thing.carrier)))
                for segment in thing.segments
            }
            if pipes:
                yield "segments", _braces({_text(name): text for name, text in pipes.items()})
            yield "members", "{" + ", ".join(f"{_text(name)}: {text}" for name, text in members.items()) + "}"

    def fields(self, section: str, label: str, thing: Any, carrier: str) -> Iterator[tuple[str, str]]:
        """Yield (field, text) pairs."""
        kind = type(thing)
        stated = required(kind)
        own = own_units(thing, self.park.carriers, self.park.settings.currency)
        for field, entry in specs(kind).items():
            spec = replace(entry, unit=own_template(entry.unit, *own))
            value = getattr(thing, field)
            path = ".".join(part for part in (section, label, field) if part)
            if section == "networks" and (kind, field) in ((Connection, "enterprise"), (Segment, "corridor")):
                continue  # it is the key
            evidence = path in self.park.figures
            if value is None or (field not in stated and not evidence and value == default_of(kind, field)):
                continue
            yield field, self._value(kind, spec, value, carrier, path)

    def _carrier(self, thing: Any) -> str:
        return thing.label if isinstance(thing, Carrier) else str(getattr(thing, "carrier", ""))

    def _value(self, kind: type, spec: Spec, value: Any, carrier: str, path: str) -> str:
        if spec.kind == "ratios":
            ratios = [
                f"{_text(name)}: {self._number(ratio, self._ratio_unit(name, carrier), f'{path}.{name}')}"
                for name, ratio in value.items()
            ]
            return "{" + ", ".join(ratios) + "}"
        if spec.kind == "qualities":
            return self._qualities(spec, value, carrier, path)
        if spec.kind == "points":
            lists = {name: self._list(spec, numbers, name, path) for name, numbers in value.items()}
            return _braces({_text(name): text for name, text in lists.items()})
        if spec.kind in ("number", "varying", "sizes"):
            rate = self.park.carriers[carrier].unit if carrier else ""
            capacity = getattr(kind, "capacity_unit", "{rate}")
            unit = unit_text(spec.unit, rate, self.park.settings.currency, capacity)
            if spec.kind == "sizes":
                sizes = [self._number(Varying(size), unit, f"{path}.{i}") for i, size in enumerate(value)]
                return f"[{', '.join(sizes)}]"
            return self._number(Varying.of(value), unit, path)
        return _flow(value)

    def _qualities(self, spec: Spec, values: Mapping[str, Any], carrier: str, path: str) -> str:
        rate = self.park.carriers[carrier].unit if carrier else ""
        entries = {}
        for name, value in values.items():
            at = f"{path}.{name}"
            if isinstance(value, Mapping):
                entries[_text(name)] = self._qualities(spec, value, name, at)
            else:
                quality = self.park.qualities[name].unit if "{quality}" in spec.unit else "1"
                ratio = spec.unit == "ratio"
                unit = self._ratio_unit(name, carrier) if ratio else quality_unit(spec.unit, quality, rate)
                entries[_text(name)] = self._number(value, unit, at)
        return _braces(entries)

    def _list(self, spec: Spec, numbers: tuple[float, ...], carrier: str, path: str) -> str:
        unit = unit_text(spec.unit, self.park.carriers[carrier].unit, self.park.settings.currency)
        found = [self._number(Varying(v), unit, f"{path}.{carrier}.{i}") for i, v in enumerate(numbers)]
        return f"[{', '.join(found)}]"

    def _ratio_unit(self, carrier: str, per: str) -> str:
        above, below = (unit_text("{amount}", self.park.carriers[name].unit, "") for name in (carrier, per))
        return "1" if above == below else f"{above}/{below}"

    def _number(self, value: Varying, unit: str, path: str) -> str:
        """Return a number, with its profile and its evidence if it has them."""
        figure = self.park.figures.get(path)
        if value.profile is None:
            shown = _quantity(value.value, unit)
            return shown if figure is None else _braces({"value": shown, **_evidence(figure, unit)})
        # the scale carries profile's unit to the field's, so that the factor between them is exactly one
        own = self.park.profiles[value.profile].unit
        scale = unit if own in ("1", "") else f"{unit}/({own})"
        if measure(own) == measure(unit):
            scale = "1"
        entries = {"profile": _text(value.profile), "scale": _quantity(value.value, scale)}
        if value.value == 1.0 and scale == "1" and figure is None:
            del entries["scale"]
        if figure is not None:
            entries |= _evidence(figure, scale)
            entries.pop("unknown", None)
        return _braces(entries)


def _evidence(figure: Figure, unit: str) -> dict[str, str]:
    entries = {}
    for name in ("low", "high"):
        bound = getattr(figure, name)
        if bound is not None:
            entries[name] = _quantity(bound, unit)
    for name in ("source", "confidence"):
        if getattr(figure, name):
            entries[name] = _text(getattr(figure, name))
    if figure.unknown:
        entries["unknown"] = "true"
    return entries


def _braces(entries: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {text}" for name, text in entries.items()) + "}"


def _quantity(value: float, unit: str) -> str:
    if math.isinf(value):
        return "unlimited"
    number = repr(int(value)) if isinstance(value, int) else repr(float(value))
    return number if unit == "1" else f"{number} {unit}"


def _time(calendar: Calendar) -> str:
    minutes = round(calendar.hours * 60)
    step = {"step": f"{minutes} min"} if minutes != 60 else {}
    year = int(str(calendar.start)[:4])
    zone = {"time_zone": _text(calendar.time_zone)}
    if calendar == Calendar.of_year(year, calendar.time_zone, calendar.hours):
        return _braces({"year": str(year), **step, **zone})
    start = str(calendar.start.astype("datetime64[m]"))
    annual = {"annual": "true"} if calendar.annual else {}
    return _braces({"start": f'"{start}"', "steps": str(calendar.steps), **step, **zone, **annual})


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return _braces({_text(key): _flow(entry) for key, entry in value.items()})
    if isinstance(value, tuple | list):
        return f"[{', '.join(_flow(entry) for entry in value)}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return _text(str(value))


def _text(text: str) -> str:
    """Return text as YAML reads it back: bare when it is a plain word, quoted otherwise."""
    plain = text.replace("_", "a").replace(".", "a")
    words = ("true", "false", "null", "yes", "no", "on", "off")
    if plain.isascii() and plain.isalnum() and text[0].isalpha() and text.lower() not in words:
        return text
    return json.dumps(text, ensure_ascii=False)


def _profiles(park: Park) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["time", *(f"{name} [{profile.unit}]" for name, profile in park.profiles.items())])
    columns = [[repr(value) for value in profile.values.tolist()] for profile in park.profiles.values()]
    times = [str(time) for time in park.calendar.times]
    writer.writerows(zip(times, *columns, strict=True))
    return out.getvalue()
