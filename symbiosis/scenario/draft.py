"""A park while it is being changed: what stands where, and how a written value is read into it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from symbiosis.park import Carrier, Connection, Network, Segment, Technology
from symbiosis.park.district import by_district
from symbiosis.park.fields import specs
from symbiosis.park.figure import Figure
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.park import SECTIONS, Park
from symbiosis.park.profile import Profile
from symbiosis.park.quantities import own_units
from symbiosis.park.settings import Settings
from symbiosis.scenario.changes import Change
from symbiosis.scenario.entries import KINDS, Way, at, way_to, with_entry
from symbiosis.scenario.paths import Target, carriers_of, find, thing_at
from symbiosis.tables.build import Basis, Workshop
from symbiosis.tables.reading import Reading, Where
from symbiosis.tables.source import Block, Node, Scalar, TextError
from symbiosis.tables.varying import Series


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

    def set_field(self, target: Target, node: Node, where: Where) -> None:
        """Set a field, or one entry of it, to what is written; the evidence of the old number goes."""
        thing = thing_at(target, self.sections)
        own = isinstance(thing, Carrier)
        carrier = thing.label if own else next(iter(carriers_of(thing, self.sections)), "")
        words = {"rated_on" if isinstance(thing, Technology) else "carrier": carrier}
        way = self.way_to(target)
        given = _within(way, node)
        for path in [path for path in self.figures if f"{path}.".startswith(f"{where.path}.")]:
            del self.figures[path]
        basis = self.shop().basis(carrier, getattr(type(thing), "capacity_unit", "{rate}"))
        formula, output = own_units(thing, self.sections["carriers"], self.settings.currency)
        basis = dataclasses.replace(basis, own=formula, per=output)
        value = self.read(type(thing), target.field, given, where, basis, words)
        if value is None:
            return
        if target.key:
            entry = at(value, way)
            if entry is None:
                return  # what was written is no number, and that is noted
            value = with_entry(getattr(thing, target.field), way, entry)
        self.replace(target, dataclasses.replace(thing, **{target.field: value}))

    def entry(self, section: str, text: str) -> Target | None:
        """Return the entry of numbers by carrier that a label behind a thing's field names, if it does."""
        for label, thing in self.sections[section].items():
            for field, spec in specs(type(thing)).items():
                key = text.removeprefix(f"{label}.{field}.")
                if spec.kind in KINDS and key != text:
                    return Target(section, label, field, key)
        return None

    def has(self, entry: Target) -> bool:
        """Tell whether a named entry holds numbers now."""
        return at(getattr(thing_at(entry, self.sections), entry.field), self.way_to(entry)) is not None

    def way_to(self, entry: Target) -> Way:
        """Return the way to an entry in its field; empty for a field as a whole."""
        kind = specs(type(thing_at(entry, self.sections)))[entry.field].kind
        return way_to(entry.key, kind, self.sections["carriers"]) if entry.key else ()

    def find(self, change: Change) -> list[Target]:
        """Return everything that a change is about; raises TextError where there is nothing."""
        section, _, label = change.path.partition(".")
        entry = self.entry(section, label) if section in SECTIONS else None
        if entry is not None and not self.has(entry):
            raise TextError("this entry is not there yet.", f"Write {change.path}: {{add: …}}.")
        return find(change.path, self.sections, self.profiles)

    def shop(self) -> Workshop:
        """Return a workshop that knows the park as it stands now."""
        series = Series(self.calendar, self.profiles)
        enterprises = tuple(self.sections["enterprises"])
        shop = Workshop(self.reading, series, self.settings.currency, self.sections["carriers"], enterprises)
        shop.districts = by_district(self.sections["enterprises"].values())
        shop.quality_units = {label: quality.unit for label, quality in self.sections["qualities"].items()}
        return shop

    def keep(self, shop: Workshop) -> None:
        """Keep the profiles and the evidence that came with what was read."""
        self.profiles |= shop.series.made
        self.figures |= self.reading.figures
        self.reading.figures.clear()

    def read(
        self, kind: type, field: str, node: Node, where: Where, basis: Basis, words: Mapping[str, str]
    ) -> Any:
        """Return a field's value as a park file would give it, or None when it cannot be read."""
        shop = self.shop()
        block = Block(node.place, {name: Scalar(word, node.place) for name, word in words.items()})
        place = where._replace(field=field) if isinstance(node, Block) else where
        self.reading.note_units(node)
        value = shop.value(kind, field, specs(kind)[field], node, place, basis, block)
        if value is not None:
            self.keep(shop)
        return value

    def replace(self, target: Target, thing: Any) -> None:
        """Put a changed thing where the old one stood; a connection or segment into its network."""
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


def _within(way: Way, node: Node) -> Node:
    """Return what is written for an entry as the field would be written with only that entry."""
    for name in reversed(way):
        node = Block(node.place, {name: node}, {name: node.place})
    return node
