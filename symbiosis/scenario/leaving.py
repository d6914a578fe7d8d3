"""What leaves with a thing: an enterprise takes along what it has, its routes and its memberships."""

from __future__ import annotations

import dataclasses
from typing import Any

from symbiosis.park import Enterprise, Junction, Network
from symbiosis.scenario.paths import Sections, Target
from symbiosis.tables.source import TextError

OWNED = ("technologies", "stores", "supplies", "demands", "outlets", "meters")


def without(target: Target, sections: Sections) -> None:
    """Take a thing out of the sections, with what cannot be without it."""
    if target.section == "carriers":
        raise TextError("a carrier is not removed.", "Remove the things that use it instead.")
    things = sections[target.section]
    if target.label not in things:
        network, _, enterprise = target.label.partition(".")
        if network in things:  # an earlier match may have taken the whole network away
            _leave_network(things, network, enterprise)
        return
    gone = things.pop(target.label)
    if target.section == "enterprises":
        _depart(gone, sections)
    if target.section in ("junctions", "corridors"):
        _close(target, sections)


def _depart(gone: Enterprise, sections: Sections) -> None:
    enterprise = gone.label
    if any(enterprise in (c.origin, c.destination) for c in sections["corridors"].values()):
        # pipes may still pass where it was
        sections["junctions"][enterprise] = Junction(label=enterprise, x=gone.x, y=gone.y)
    for section in OWNED:
        _drop(sections[section], lambda thing: thing.enterprise == enterprise)
    _drop(sections["links"], lambda link: enterprise in (link.origin, link.destination))
    for section in ("caps", "levies"):
        _drop(sections[section], lambda thing: thing.enterprise == enterprise)
    _drop(sections["networks"], lambda network: network.owner == enterprise)
    for network in list(sections["networks"]):
        _leave_network(sections["networks"], network, enterprise)
    for label, market in list(sections["markets"].items()):
        if enterprise in market.members:
            members = tuple(member for member in market.members if member != enterprise)
            if members:
                sections["markets"][label] = dataclasses.replace(market, members=members)
            else:
                del sections["markets"][label]


def _close(target: Target, sections: Sections) -> None:
    """Take the corridors of a junction away, and the pipes along them."""
    corridors = sections["corridors"]
    if target.section == "junctions":
        _drop(corridors, lambda corridor: target.label in (corridor.origin, corridor.destination))
    for label, network in list(sections["networks"].items()):
        left = tuple(segment for segment in network.segments if segment.corridor in corridors)
        if len(left) < len(network.segments):
            sections["networks"][label] = dataclasses.replace(network, segments=left)


def _leave_network(networks: dict[str, Any], label: str, enterprise: str) -> None:
    network: Network = networks[label]
    left = tuple(s for s in network.segments if s.corridor != enterprise)
    if len(left) < len(network.segments):  # a pipe was named, not a member
        networks[label] = dataclasses.replace(network, segments=left)
        return
    connections = tuple(c for c in network.connections if c.enterprise != enterprise)
    if len(connections) == len(network.connections):
        return
    if len(connections) > 1:
        networks[label] = dataclasses.replace(network, connections=connections)
    else:
        del networks[label]  # nobody is left to exchange with


def _drop(things: dict[str, Any], leaves: Any) -> None:
    for label in [label for label, thing in things.items() if leaves(thing)]:
        del things[label]
