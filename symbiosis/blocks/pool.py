"""Pools: what enters mixes, and leaves at the quality of the mix; the same for a treatment's share removed.

Σ_i s[p,i,t] = 1                                            shares of the entries i in the mix of pool p
Σ_i v[p,i,e,t] = b[e,t]                                     ends e: where the mix is taken
Σ_e v[p,i,e,t] / η[e] = returns[p] · b[i,p,t]               η: share that arrives over the link
returns[p] · Σ_i b[i,p,t] = Σ_e b[e,t] / η[e]
v[p,i,e,t] = s[p,i,t] · b[e,t]                              the product, see `symbiosis.solver.pools`

The concentration along a path is (1 − removal[p,q]) · c[i,q]. The rows here leave the product out, so that
the program is a relaxation; the solver closes it between a proved bound and a plan.
"""

from __future__ import annotations

from pyomo.environ import quicksum

from symbiosis.blocks.language import Expression, Step
from symbiosis.park.grades import Grades, Pair, mixers
from symbiosis.park.park import Park


def flow(m: Step, park: Park) -> None:
    """Add what passes through every pool; call it before the balances."""
    pools = park.pools
    limits = {p: pool.throughput_max for p, pool in pools.items()}
    m.throughput = m.step(pools, "flow through a pool", upper=limits)
    for p, pool in pools.items():
        m.withdraw(pool.enterprise, pool.carrier, m.throughput[p], "pooled", p)
        m.supply(pool.enterprise, pool.carrier, m.throughput[p], "mixed", p)


def arriving(park: Park, pair: Pair) -> float:
    """Return the share of what leaves a pool that arrives where a pair takes it."""
    if pair.giver.role != "arriving":
        return 1.0
    link = park.links[pair.giver.item]
    per_length = link.loss_per_length * park.length(link) if link.loss_per_length else 0.0
    return 1.0 - link.loss - per_length


def add(m: Step, park: Park, found: Grades) -> None:
    """Split what leaves every pool by the entry it came from."""
    mixing = mixers(park)
    entries = {p: found.entries(p) for p in mixing}
    ends = {p: found.ends(p) for p in mixing}
    returned = {p: park.technologies[p].returns if p in park.technologies else 1.0 for p in mixing}
    shares = [(p, entry.giver.name) for p in mixing for entry in entries[p]]
    paths = [(p, i, *end.key) for p, i in shares for end in ends[p]]
    m.pool_share = m.step(shares, "share of an entry in the mix of a pool", upper=dict.fromkeys(shares, 1.0))
    m.path = m.step(paths, "part of an end's flow that came through an entry")

    @m.Constraint([p for p in mixing if entries[p]], doc="shares add up")
    def whole_mix(m: Step, p: str) -> Expression:
        return quicksum(m.pool_share[p, entry.giver.name] for entry in entries[p]) == 1.0

    @m.Constraint([(p, *end.key) for p in mixing for end in ends[p]], doc="paths of an end")
    def paths_of_end(m: Step, p: str, *key: str) -> Expression:
        every = quicksum(m.path[(p, entry.giver.name, *key)] for entry in entries[p])
        return every == m.blend[key]

    @m.Constraint(shares, doc="paths of an entry")
    def paths_of_entry(m: Step, p: str, i: str) -> Expression:
        (entry,) = (entry for entry in entries[p] if entry.giver.name == i)
        sent = quicksum(m.path[(p, i, *end.key)] / arriving(park, end) for end in ends[p])
        return sent == returned[p] * m.blend[entry.key]
