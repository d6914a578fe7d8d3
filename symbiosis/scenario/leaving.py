"""What leaves with a thing: an enterprise takes along what it has, its routes and its memberships."""

from __future__ import annotations

import dataclasses
from typing import Any

from symbiosis.park import Network
from symbiosis.park.charges import without_market
from symbiosis.park.leaving import leave
from symbiosis.scenario.paths import Sections, Target
from symbiosis.tables.source import TextError


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
    if target.section == "enterprises":
        leave(sections, {target.label})
        return
    if target.section == "markets":
        sections["markets"] = without_market(things, target.label)
        return
    del things[target.label]
    if target.section in ("junctions", "corridors"):
        _close(target, sections)


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
