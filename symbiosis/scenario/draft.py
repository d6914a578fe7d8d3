"""A park while it is being changed: one verb at a time, every value read with its unit."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from symbiosis.park import Carrier, Connection, Network, Segment, Technology
from symbiosis.park.district import by_district
from symbiosis.park.fields import default_of, required, specs
from symbiosis.park.figure import Figure
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.park import SECTIONS, Park, Settings
from symbiosis.park.problems import did_you_mean
from symbiosis.park.profile import Profile, Varying
from symbiosis.park.quantities import own_units
from symbiosis.park.weather_year import follow, years_of
from symbiosis.scenario.as_written import completed
from symbiosis.scenario.changes import Change
from symbiosis.scenario.leaving import without
from symbiosis.scenario.paths import Target, carriers_of, find, thing_at
from symbiosis.tables.assemble import check_label, read_thing
from symbiosis.tables.build import Basis, Workshop
from symbiosis.tables.evidence import as_scalar
from symbiosis.tables.plain import plain
from symbiosis.tables.quantities import number_with_unit
from symbiosis.tables.reading import Reading, Where, as_block, as_names, as_text
from symbiosis.tables.savings import sized
from symbiosis.tables.source import Block, Node, Scalar, TextError
from symbiosis.tables.varying import Series

NUMBERS = ("number", "varying", "sizes")


class Draft:
    """A copy of a park that can be changed; `reading` gathers what is wrong."""

    def __init__(self, park: Park) -> None:
        self.settings: Settings = park.settings
        self.calendar = park.calendar
        self.sections: dict[str, dict[str, Any]] = {s: dict(getattr(park, s)) for s in SECTIONS}
        self.profiles: dict[str, Profile] = dict(park.profiles)
        self.figures: dict[str, Figure] = dict(park.figures)
        self.horizon = park.horizon
        self.reading = Reading()

    def make(self, change: Change) -> None:
        """Make one change; what is wrong with it is noted in `reading`."""
        verbs: Mapping[str, Callable[[Change], None]] = {
            "set": self._set,
            "scale": self._scale,
            "add": self._add,
            "remove": self._remove,
            "choose": self._choose,
        }
        try:
            verbs[change.verb](change)
        except TextError as fault:
            where = Where(change.path)
            self.reading.wrong(where, fault.message, fault.remedy, fault.place or change.place)

    def finish(self) -> Park:
        """Return the changed park; raises ParkError when it does not hold together."""
        return Park(
            settings=self.settings,
            calendar=self.calendar,
            profiles=FrozenDict(self.profiles),
            figures=FrozenDict(self.figures),
            horizon=self.horizon,
            **{section: FrozenDict(things) for section, things in self.sections.items()},
        )

    # -- verbs -----------------------------------------------------------------------------------

    def _set(self, change: Change) -> None:
        node = change.as_node
        targets = _at(self._find(change), ("field", "entry"), change, "profiles")
        for target in targets:
            where = Where(target.section, target.label, ".".join(filter(None, (target.field, target.key))))
            self.reading.stands(where, node, change.place)
            if target.section == "profiles":
                self.profiles[target.label] = self._other_profile(target.label, node)
            elif target == Target("park", "", "horizon"):
                self.horizon = FrozenDict(
                    {k: plain(v) for k, v in as_block(node, "{weeks: [3, 29]}").entries.items()}
                )
            elif target.section == "park":
                value = self._read(Settings, target.field, node, where, Basis(self.settings.currency), {})
                if target.field == "weather_year":
                    self._follow_weather(as_text(node))
                if value is not None:
                    self.settings = dataclasses.replace(self.settings, **{target.field: value})
            else:
                self._set_field(target, node, where)

    def _set_field(self, target: Target, node: Node, where: Where) -> None:
        thing = thing_at(target, self.sections)
        own = isinstance(thing, Carrier)
        carrier = thing.label if own else next(iter(carriers_of(thing, self.sections)), "")
        words = {"rated_on" if isinstance(thing, Technology) else "carrier": carrier}
        given = Block(node.place, {target.key: node}, {target.key: node.place}) if target.key else node
        for path in [path for path in self.figures if f"{path}.".startswith(f"{where.path}.")]:
            del self.figures[path]  # the evidence was for another number
        basis = self._shop().basis(carrier, getattr(type(thing), "capacity_unit", "{rate}"))
        formula, output = own_units(thing, self.sections["carriers"], self.settings.currency)
        basis = dataclasses.replace(basis, own=formula, per=output)
        value = self._read(type(thing), target.field, given, where, basis, words)
        if value is None:
            return
        if target.key:
            value = FrozenDict({**getattr(thing, target.field), **value})
        self._replace(target, dataclasses.replace(thing, **{target.field: value}))

    def _scale(self, change: Change) -> None:
        factor = number_with_unit(as_scalar(change.as_node).text, "1")
        if factor < 0.0:
            raise TextError("a factor is not negative.", "Write 0.8 for a fifth less.")
        touched = 0
        targets = _at(self._find(change), ("field", "entry"), change, "profiles")
        for target in targets:
            touched += self._scaled(target, factor)
        if not touched:
            raise TextError("what this path matches holds no number.", "Set it to a value with `set`.")

    def _scaled(self, target: Target, factor: float) -> bool:
        if target.section == "profiles":
            profile = self.profiles[target.label]
            self.profiles[target.label] = dataclasses.replace(profile, values=profile.values * factor)
            return True
        thing = self.settings if target.section == "park" else thing_at(target, self.sections)
        if not hasattr(thing, target.field) or specs(type(thing))[target.field].kind not in (
            *NUMBERS,
            "ratios",
        ):
            return False
        value = getattr(thing, target.field)
        if target.key:
            new: Any = FrozenDict({**value, target.key: _times(value[target.key], factor)})
        elif value is None or isinstance(value, Mapping):
            return False
        else:
            new = _times(value, factor)
        for path in (target.path,):
            if path in self.figures:
                self.figures[path] = _scaled_figure(self.figures[path], factor)
        changed = dataclasses.replace(thing, **{target.field: new})
        if isinstance(changed, Settings):
            self.settings = changed
        else:
            self._replace(target, changed)
        return True

    def _add(self, change: Change) -> None:
        section, _, label = change.path.partition(".")
        node = change.as_node
        wild = any(mark in label for mark in "*?[")
        if section in SECTIONS and not wild and self._is_list(section, label):
            self._extend(change)
            return
        entry = None if wild or section not in SECTIONS else self._entry(section, label)
        if entry is not None:
            if entry.key in getattr(thing_at(entry, self.sections), entry.field):
                raise TextError("this entry is there already.", "Change it with `set`.")
            where = Where(section, entry.label, f"{entry.field}.{entry.key}")
            self.reading.stands(where, node, change.place)
            self._set_field(entry, node, where)
            return
        if section not in SECTIONS or not label or wild:
            raise TextError(
                "a thing is added under its section and label.", "Write technologies.paper_mill.boiler: {…}."
            )
        where = Where(section, label)
        block = as_block(node, "{…}") if not (isinstance(node, Scalar) and node.blank) else Block(node.place)
        self.reading.stands(where, block, change.place)
        network, _, enterprise = label.partition(".")
        joins = section == "networks" and network in self.sections["networks"] and bool(enterprise)
        known = (
            {c.label for n in self.sections["networks"].values() for c in n.connections}
            if joins
            else self.sections[section]
        )
        if label in known:
            raise TextError(
                "this label is taken.", "Change what is there with `set`, or choose another label."
            )
        check_label(label, where, self.reading)
        shop = self._shop()
        before = len(self.reading.problems)
        if joins:
            held = self.sections["networks"][network]
            given = {"label": label, "network": network, "enterprise": enterprise}
            new = shop.build(Connection, where, block, shop.basis(held.carrier), given)
            thing: Any = dataclasses.replace(held, connections=(*held.connections, new))
            label = network
        else:
            written = completed(section, label, block, self.sections, self.settings, self.reading)
            if written is None:
                return
            thing = read_thing(shop, SECTIONS[section], where, written)
            if section == "technologies":
                thing = sized({label: thing}, self.sections["demands"], self.profiles)[label]
        if len(self.reading.problems) == before:
            self.sections[section][label] = thing
            self._keep(shop)

    def _is_list(self, section: str, label: str) -> bool:
        owner, _, field = label.rpartition(".")
        thing = self.sections[section].get(owner)
        spec = specs(type(thing)).get(field) if thing is not None else None
        return spec is not None and spec.kind == "names"

    def _entry(self, section: str, text: str) -> Target | None:
        """Return the entry of numbers by carrier that a label behind a thing's field names, if it does."""
        for label, thing in self.sections[section].items():
            for field, spec in specs(type(thing)).items():
                key = text.removeprefix(f"{label}.{field}.")
                if spec.kind == "ratios" and key != text:
                    return Target(section, label, field, key)
        return None

    def _extend(self, change: Change) -> None:
        for target in self._find(change):
            thing = thing_at(target, self.sections)
            node = change.as_node
            written = [as_text(node)] if isinstance(node, Scalar) else as_names(node)
            spec = specs(type(thing))[target.field]
            theirs = self._shop().districts if spec.refers_to == "enterprises" else {}
            names = [n for name in written for n in theirs.get(name, (name,))]
            held = getattr(thing, target.field)
            self.reading.stands(Where(target.section, target.label, target.field), node, change.place)
            new = [*held, *(name for name in names if name not in held)]
            self._replace(target, dataclasses.replace(thing, **{target.field: tuple(new)}))

    def _remove(self, change: Change) -> None:
        found = self._find(change)
        things = [target for target in found if target.level == "thing"]
        for target in things or found:
            if target.section in ("park", "profiles"):
                raise TextError(f"nothing is removed from {target.section}.", "Set it to another value.")
            if target.level == "thing":
                without(target, self.sections)
            else:
                self._reset(target)

    def _reset(self, target: Target) -> None:
        thing = thing_at(target, self.sections)
        value = getattr(thing, target.field)
        if target.key:
            value = FrozenDict({key: entry for key, entry in value.items() if key != target.key})
        elif target.field in required(type(thing)):
            raise TextError(f"{target.field} cannot be left out.", "Set it to another value.")
        else:
            value = default_of(type(thing), target.field)
        self.figures.pop(target.path, None)
        self._replace(target, dataclasses.replace(thing, **{target.field: value}))

    def _choose(self, change: Change) -> None:
        things = _at(self._find(change), ("thing",), change)
        node = change.as_node
        names = [as_text(node)] if isinstance(node, Scalar) else as_names(node)
        labels = [target.label for target in things]
        unknown = [name for name in names if name not in labels]
        if unknown:
            raise TextError(
                f'"{unknown[0]}" is none of what the path matches.', f"It matches {', '.join(labels[:8])}."
            )
        for target in things:
            if target.label not in names:
                without(target, self.sections)

    # -- reading and replacing ---------------------------------------------------------------------

    def _find(self, change: Change) -> list[Target]:
        section, _, label = change.path.partition(".")
        entry = self._entry(section, label) if section in SECTIONS else None
        if entry is not None and entry.key not in getattr(thing_at(entry, self.sections), entry.field):
            raise TextError("this entry is not there yet.", f"Write {change.path}: {{add: …}}.")
        return find(change.path, self.sections, self.profiles)

    def _shop(self) -> Workshop:
        series = Series(self.calendar, self.profiles)
        enterprises = tuple(self.sections["enterprises"])
        shop = Workshop(self.reading, series, self.settings.currency, self.sections["carriers"], enterprises)
        shop.districts = by_district(self.sections["enterprises"].values())
        shop.quality_units = {label: quality.unit for label, quality in self.sections["qualities"].items()}
        return shop

    def _keep(self, shop: Workshop) -> None:
        """Keep the profiles and the evidence that came with what was read."""
        self.profiles |= shop.series.made
        self.figures |= self.reading.figures
        self.reading.figures.clear()

    def _read(
        self, kind: type, field: str, node: Node, where: Where, basis: Basis, words: Mapping[str, str]
    ) -> Any:
        """Return a field's value as a park file would give it, or None when it cannot be read."""
        shop = self._shop()
        block = Block(node.place, {name: Scalar(word, node.place) for name, word in words.items()})
        place = where._replace(field=field) if isinstance(node, Block) else where
        self.reading.note_units(node)
        value = shop.value(kind, field, specs(kind)[field], node, place, basis, block)
        if value is not None:
            self._keep(shop)
        return value

    def _follow_weather(self, year: str) -> None:
        """Let every profile that has values of a weather year follow it."""
        known = years_of(self.profiles)
        if year not in known:
            remedy = did_you_mean(year, known) if known else "State several files under weather in park.yaml."
            raise TextError(f'no profile has values of a weather year "{year}".', remedy)
        self.profiles = follow(self.profiles, year)

    def _other_profile(self, name: str, node: Node) -> Profile:
        """Return a profile with the values of another, which must have the same unit."""
        entry = node.entries.get("profile") if isinstance(node, Block) else node
        if entry is None:
            raise TextError("a profile is set to another profile.", "Write {profile: its_name}.")
        word, own = as_text(entry), self.profiles[name]
        other = self.profiles.get(word)
        if other is None:
            raise TextError(f'there is no profile "{word}".', f"Known: {', '.join(list(self.profiles)[:8])}.")
        if other.unit != own.unit:
            raise TextError(f"{word} is in {other.unit}, {name} in {own.unit}.", "Give both the same unit.")
        return dataclasses.replace(own, values=other.values, source=other.source, assumed=other.assumed)

    def _replace(self, target: Target, thing: Any) -> None:
        if not isinstance(thing, Connection | Segment):
            self.sections[target.section][target.label] = thing
            return
        held: Network = self.sections["networks"][thing.network]
        if isinstance(thing, Connection):
            members = tuple(thing if c.label == thing.label else c for c in held.connections)
            changed = dataclasses.replace(held, connections=members)
        else:
            pipes = tuple(thing if s.label == thing.label else s for s in held.segments)
            changed = dataclasses.replace(held, segments=pipes)
        self.sections["networks"][thing.network] = changed


def _at(found: list[Target], levels: tuple[str, ...], change: Change, also: str = "") -> list[Target]:
    """Return those matches that a verb can act on."""
    fitting = [target for target in found if target.level in levels or target.section == also]
    if "*" in change.path:  # `ratios.*` means the entries, `*.rate` the field; never a field and its entries
        entries = [target for target in fitting if target.level == "entry"]
        owners = {(t.section, t.label, t.field) for t in entries}
        fitting = [t for t in fitting if t.level != "field" or (t.section, t.label, t.field) not in owners]
    if not fitting:
        wanted = "a thing" if levels == ("thing",) else "a field"
        raise TextError(
            f"`{change.verb}` acts on {wanted}, and the path matches none.",
            f"It matches {', '.join(target.path for target in found[:3])}.",
        )
    return fitting


def _times(value: Any, factor: float) -> Any:
    if isinstance(value, Varying):
        return Varying(value.value * factor, value.profile)
    if isinstance(value, tuple):
        return tuple(entry * factor for entry in value)
    return value * factor


def _scaled_figure(figure: Figure, factor: float) -> Figure:
    low, high = (None if bound is None else bound * factor for bound in (figure.low, figure.high))
    return dataclasses.replace(figure, value=figure.value * factor, low=low, high=high)
