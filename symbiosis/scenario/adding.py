"""The verb `add`: a thing, a member of a network, an entry of numbers by carrier, a name of a list."""

from __future__ import annotations

import dataclasses
from typing import Any

from symbiosis.park import Connection
from symbiosis.park.fields import specs
from symbiosis.park.park import SECTIONS
from symbiosis.scenario.as_written import completed
from symbiosis.scenario.changes import Change
from symbiosis.scenario.draft import Draft
from symbiosis.scenario.paths import Target, thing_at
from symbiosis.tables.reading import Where, as_block, as_names, as_text
from symbiosis.tables.savings import sized
from symbiosis.tables.source import Block, Node, Scalar, TextError
from symbiosis.tables.things import check_label, read_thing


def add(draft: Draft, change: Change) -> None:
    """Add what a change names; raises TextError where it is there already or names no place."""
    section, _, label = change.path.partition(".")
    node = change.as_node
    wild = any(mark in label for mark in "*?[")
    if section in SECTIONS and not wild and _is_list(draft, section, label):
        _extend(draft, change)
        return
    entry = None if wild or section not in SECTIONS else draft.entry(section, label)
    if entry is not None:
        _add_entry(draft, entry, node, change.place)
        return
    if section not in SECTIONS or not label or wild:
        raise TextError(
            "a thing is added under its section and label.", "Write technologies.paper_mill.boiler: {…}."
        )
    _add_thing(draft, Where(section, label), node, change.place)


def _add_entry(draft: Draft, entry: Target, node: Node, place: str) -> None:
    if draft.has(entry):
        raise TextError("this entry is there already.", "Change it with `set`.")
    where = Where(entry.section, entry.label, f"{entry.field}.{entry.key}")
    draft.reading.stands(where, node, place)
    draft.set_field(entry, node, where)


def _add_thing(draft: Draft, where: Where, node: Node, place: str) -> None:
    section, label = where.section, where.label
    block = as_block(node, "{…}") if not (isinstance(node, Scalar) and node.blank) else Block(node.place)
    draft.reading.stands(where, block, place)
    network, _, enterprise = label.partition(".")
    networks = draft.sections["networks"]
    joins = section == "networks" and network in networks and bool(enterprise)
    members = {c.label for n in networks.values() for c in n.connections}
    if label in (members if joins else draft.sections[section]):
        raise TextError("this label is taken.", "Change what is there with `set`, or choose another label.")
    check_label(label, where, draft.reading)
    shop = draft.shop()
    before = len(draft.reading.problems)
    if joins:
        held = networks[network]
        given = {"label": label, "network": network, "enterprise": enterprise}
        new = shop.build(Connection, where, block, shop.basis(held.carrier), given)
        thing: Any = dataclasses.replace(held, connections=(*held.connections, new))
        label = network
    else:
        written = completed(section, label, block, draft.sections, draft.settings, draft.reading)
        if written is None:
            return
        thing = read_thing(shop, SECTIONS[section], where, written)
        if section == "technologies":
            thing = sized({label: thing}, draft.sections["demands"], draft.profiles)[label]
    if len(draft.reading.problems) == before:
        draft.sections[section][label] = thing
        draft.keep(shop)


def _is_list(draft: Draft, section: str, label: str) -> bool:
    owner, _, field = label.rpartition(".")
    thing = draft.sections[section].get(owner)
    spec = specs(type(thing)).get(field) if thing is not None else None
    return spec is not None and spec.kind == "names"


def _extend(draft: Draft, change: Change) -> None:
    for target in draft.find(change):
        thing = thing_at(target, draft.sections)
        node = change.as_node
        written = [as_text(node)] if isinstance(node, Scalar) else as_names(node)
        spec = specs(type(thing))[target.field]
        theirs = draft.shop().districts if spec.refers_to == "enterprises" else {}
        names = [n for name in written for n in theirs.get(name, (name,))]
        held = getattr(thing, target.field)
        draft.reading.stands(Where(target.section, target.label, target.field), node, change.place)
        new = [*held, *(name for name in names if name not in held)]
        draft.replace(target, dataclasses.replace(thing, **{target.field: tuple(new)}))
