"""From the block of a network to the network: its connections by member, its pipes by corridor."""

from __future__ import annotations

from collections.abc import Iterator

from symbiosis.park import Connection, Network, Segment
from symbiosis.tables.build import Workshop
from symbiosis.tables.pipes import spread
from symbiosis.tables.reading import Where, as_block, first_word
from symbiosis.tables.source import Block, TextError


def read_network(shop: Workshop, where: Where, block: Block) -> Network:
    """Return a network with a connection for each of its members."""
    carrier = first_word(block, "carrier")
    connections = []
    members = block.entries.get("members")
    try:
        if members is None:
            raise TextError("the network has no members.", "Add members: {paper_mill: {direction: draw, …}}.")
        entries = as_block(members, "members: {paper_mill: {direction: draw, …}}")
        for enterprise, node in entries.entries.items():
            label = f"{where.label}.{enterprise}"
            place = Where("networks", label)
            shop.reading.stands(place, node, entries.keys[enterprise])
            shop.reading.places[Where("networks", label, "enterprise")] = (
                entries.keys[enterprise],
                enterprise,
            )
            try:
                inner = as_block(node, "{direction: draw, …}")
            except TextError as fault:
                shop.reading.fault(place, fault, node)
                continue
            given = {"label": label, "network": where.label, "enterprise": enterprise}
            connections.append(shop.build(Connection, place, inner, shop.basis(carrier), given))
    except TextError as fault:
        node = members if members is not None else block
        shop.reading.fault(where.of("members"), fault, node)
    segments = tuple(_segments(shop, where, block, carrier))
    given_all = {"label": where.label, "connections": tuple(connections), "segments": segments}
    return shop.build(Network, where, block, shop.basis(carrier), given_all, ("members", "segments"))


def _segments(shop: Workshop, where: Where, block: Block, carrier: str | None) -> Iterator[Segment]:
    """Yield a pipe for each corridor under `segments`; `all` stands for every corridor of the park."""
    node = block.entries.get("segments")
    if node is None:
        return
    try:
        entries = as_block(node, "segments: {all: {…}}, or one entry per corridor")
    except TextError as fault:
        shop.reading.fault(where.of("segments"), fault, node)
        return
    everywhere = entries.entries.get("all")
    named = {
        **({} if everywhere is None else dict.fromkeys(shop.corridors, everywhere)),
        **{name: entry for name, entry in entries.entries.items() if name != "all"},
    }
    for corridor, entry in named.items():
        label = f"{where.label}.{corridor}"
        place = Where("networks", label)
        key = entries.keys.get(corridor, entries.keys.get("all", ""))
        shop.reading.stands(place, entry, key)
        shop.reading.places[place.of("corridor")] = (key, corridor)
        try:
            inner = as_block(entry, "{pipe: {…}, …}")
        except TextError as fault:
            shop.reading.fault(place, fault, entry)
            continue
        inner = Block(inner.place, dict(inner.entries), dict(inner.keys))  # `all` is filled in many times
        spread(shop, place, inner, carrier or "")
        given = {"label": label, "network": where.label, "corridor": corridor}
        yield shop.build(Segment, place, inner, shop.basis(carrier), given)
