"""Exchange: flows between two enterprises over a link that one or more carriers share.

Σ_k f[l,k,t] ≤ u[l,t] · C[l] / (1 + margin[l])              capacity            l ∈ links
                                                            of the link there, for a way back
Σ_k f[l,k,t] ≤ u·kept[l] + Σ_z min(u·size[z], M[l,t])·units[l,z]       with sizes; M: the most of use
arriving = (1 − λ[l]) · f[l,k,t] − lost[l,t],  λ = loss + loss per km · L
lost[l,t] ≤ (1 − λ[l]) · f[l,t]                             the giver covers a standing loss
least[l,t] ≤ f[l,t]                                         least flow of the pipes that are laid
f_min[l]·on[l,t] ≤ Σ_k f[l,k,t] ≤ C_max[l]·on[l,t]          least flow when it runs, on ∈ {0, 1}
cost per hour = (running + freight · L) · f

Standing losses (`standing`) are of links for one carrier, of which the flow f[l,t] then is.
"""

from __future__ import annotations

import numpy as np
from pyomo.environ import quicksum

from symbiosis.blocks import capacity, standing, useful
from symbiosis.blocks.capacity import bounded, usable, usable_today
from symbiosis.blocks.language import STEP, Expression, Floats, Series, Step
from symbiosis.blocks.most import by_data
from symbiosis.horizon.horizon import Horizon
from symbiosis.horizon.spec import full
from symbiosis.park import Link
from symbiosis.park.park import Park


def loss(park: Park, link: Link) -> float:
    """Return the share of a flow that is lost on a link."""
    if link.loss_per_length == 0.0:
        return link.loss
    return link.loss + link.loss_per_length * park.length(link)


def add(m: Step, park: Park) -> None:
    """Add the hourly flow of every carrier on every link."""
    links = park.links
    routes = [(label, k) for label, link in links.items() for k in link.carriers]
    least = [label for label, link in links.items() if link.minimum_flow > 0.0]
    m.exchange = m.step(routes, "flow sent at the origin")
    m.running_link = m.step(least, "whether the link runs", domain="binary")

    def sent(label: str) -> Expression:
        return quicksum(m.exchange[label, k] for k in links[label].carriers)

    alone = [label for label, link in links.items() if len(link.carriers) == 1 and not link.back_of]
    held = [label for label in alone if bounded(m, links[label])]
    for label in held:
        ready = m.value(links[label].availability) if standing.varies(links[label]) else 1.0
        m.bound(m.exchange[label, links[label].carriers[0]], upper=ready * usable_today(links[label]))
    spare = [label for label, link in links.items() if label not in held and _spare(m, park, link)]
    both_ways = {link.back_of for link in links.values()}
    wide = [x for x, link in links.items() if link.sizes and link.expandable and x not in both_ways]

    @m.Constraint(wide, doc="within what is of use of each size")
    def useful_sizes(m: Step, label: str) -> Expression:
        link, spare = links[label], 1.0 / (1.0 + links[label].design_margin)
        ready = m.value(link.availability) if standing.varies(link) else 1.0
        kept = ready * spare * m.kept[label] if label in m.kept else 0.0
        sizes = (_of_use(m, park, link, z) * m.units[label, z] for z in range(len(link.sizes)))
        return sent(label) <= kept + quicksum(sizes)

    @m.Constraint([label for label in links if label not in {*held, *spare, *wide}], doc="within capacity")
    def exchange_limit(m: Step, label: str) -> Expression:
        link = links[label]
        ready = m.value(link.availability) if standing.varies(link) else 1.0
        carrying = link.back_of or label  # a way back runs through the link there
        return sent(label) <= ready * usable(m, carrying, links[carrying])

    @m.Constraint(least, doc="least flow when it runs")
    def least_flow(m: Step, label: str) -> Expression:
        return links[label].minimum_flow * m.running_link[label] <= sent(label)

    @m.Constraint(least, doc="no flow unless it runs")
    def flow_when_running(m: Step, label: str) -> Expression:
        return sent(label) <= links[label].largest * m.running_link[label]

    losing = [label for label, link in links.items() if link.loses_standing and link.largest > 0.0]
    kept_above = [
        label for label, link in links.items() if any(link.size_minimum_flow_per_length) and link.expandable
    ]

    @m.Constraint(losing, doc="the giver covers a standing loss")
    def loss_covered(m: Step, label: str) -> Expression:
        link = links[label]
        return standing.lost(m, park, link) <= (1.0 - loss(park, link)) * sent(label)

    @m.Constraint(kept_above, doc="least flow of the pipes that are laid")
    def least_flow_of_pipes(m: Step, label: str) -> Expression:
        return standing.least(m, park, links[label]) <= sent(label)

    for label, link in links.items():
        arriving = 1.0 - loss(park, link)
        for k in link.carriers:
            m.withdraw(link.origin, k, m.exchange[label, k], "leaving", label)
            left = arriving * m.exchange[label, k]
            if label in losing:
                left -= standing.lost(m, park, link)
            m.supply(link.destination, k, left, "arriving", label)
        if link.running_cost > 0.0:
            m.pay(link.freight_payer, "running", label, link.running_cost * sent(label))
        if link.freight > 0.0:
            m.pay(link.freight_payer, "freight", label, link.freight * park.length(link) * sent(label))


def _of_use(m: Step, park: Park, link: Link, z: int) -> Expression:
    """Return what a link of a size can send that is of any use, step by step."""
    size = link.sizes[z] / (1.0 + link.design_margin)

    def values(horizon: Horizon) -> Floats:
        ready = horizon.sample(park.series(link.availability)) * size
        most = useful.sent(park, link, 1.0 - loss(park, link), horizon)
        return np.asarray(ready if most is None else np.minimum(ready, most))

    return m.series(Series(f"use of {link.label}:{z}", STEP, values))


def _spare(m: Step, park: Park, link: Link) -> bool:
    """Tell whether what stands of a link carries all that data let flow, at any time."""
    shared = link.back_of or any(other.back_of == link.label for other in park.links.values())
    changes = not capacity.stays(m, link) or shared or standing.varies(link)
    if m.forms.capacity_rows == "all" or changes or link.capacity == 0.0:
        return False
    most = 0.0
    for k in link.carriers:
        limit = by_data(park, link, k, 1.0 - loss(park, link), full(park.calendar))
        if limit is None:
            return False
        most += float(limit.max())
    return most <= usable_today(link)
