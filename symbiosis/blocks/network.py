"""Networks: a hub for one carrier, with a connection per member in place of a link per pair.

(1 − loss)·Σ_n feed[n,t] − q·hub = Σ_n draw[n,t]            hub balance         q: standing loss
feed[n,t] + draw[n,t] ≤ C[n] / (1 + margin[n])              connection          n ∈ members
new[n] ≤ room[n]·hub                                        no connection without a hub, hub ∈ {0, 1}

Where pipes are laid along corridors, every place v that they touch balances by itself (`segments`).

yearly cost = annuity(investment)·hub + fixed_om·hub
"""

from __future__ import annotations

from pyomo.environ import quicksum

from symbiosis.blocks import segments
from symbiosis.blocks.capacity import bounded, usable, usable_today
from symbiosis.blocks.language import Expression, Step
from symbiosis.park.money import annuity, owner_of
from symbiosis.park.park import Park


def add(m: Step, park: Park) -> None:
    """Add the networks, what members feed in and draw, and the cost of the hub."""
    networks, connections = park.networks, park.connections
    feeders = [c for c, connection in connections.items() if connection.direction in ("feed", "both")]
    drawers = [c for c, connection in connections.items() if connection.direction in ("draw", "both")]
    hubs = [
        w for w, net in networks.items() if not net.exists and (net.investment > 0.0 or net.fixed_om > 0.0)
    ]
    m.feed = m.step(feeders, "flow fed into a network")
    m.draw = m.step(drawers, "flow drawn from a network")
    m.hub = m.static(hubs, "whether the hub is built", domain="binary")

    @m.Constraint([w for w, net in networks.items() if not net.segments], doc="hub balance")
    def hub_balance(m: Step, w: str) -> Expression:
        fed = quicksum(m.feed[c.label] for c in networks[w].connections if c.label in m.feed)
        drawn = quicksum(m.draw[c.label] for c in networks[w].connections if c.label in m.draw)
        stands = m.hub[w] if w in hubs else 1.0
        return (1.0 - networks[w].loss) * fed - networks[w].standing_loss * stands == drawn

    held = [c for c, found in connections.items() if found.direction != "both" and bounded(m, found)]
    for c in held:
        m.bound(m.feed[c] if c in m.feed else m.draw[c], upper=usable_today(connections[c]))

    @m.Constraint([c for c in connections if c not in held], doc="within the connection")
    def connection_limit(m: Step, c: str) -> Expression:
        both = quicksum([*([m.feed[c]] if c in m.feed else []), *([m.draw[c]] if c in m.draw else [])])
        return both <= usable(m, c, connections[c])

    @m.Constraint(
        [c for c, conn in connections.items() if conn.network in hubs and conn.expandable], doc="hub first"
    )
    def hub_before_connection(m: Step, c: str) -> Expression:
        return m.new[c] <= connections[c].room * m.hub[connections[c].network]

    segments.add(m, park)
    for c, connection in connections.items():
        carrier = networks[connection.network].carrier
        cost = connection.running_cost
        if c in m.feed:
            m.withdraw(connection.enterprise, carrier, m.feed[c], "fed", c)
        if c in m.draw:
            m.supply(connection.enterprise, carrier, m.draw[c], "drawn", c)
        if cost > 0.0:
            both = quicksum([*([m.feed[c]] if c in m.feed else []), *([m.draw[c]] if c in m.draw else [])])
            m.pay(owner_of(park, connection), "running", c, cost * both)
    for w, net in networks.items():
        stands = m.hub[w] if w in hubs else 1.0
        if w in m.hub and net.investment > 0.0:
            yearly = annuity(net.investment, net.lifetime or 1.0, park.rate_of_discount(net.owner))
            m.pay(net.owner, "investment", w, yearly * m.years * stands)
        if net.fixed_om > 0.0:
            m.pay(net.owner, "fixed_om", w, net.fixed_om * m.years * stands)
