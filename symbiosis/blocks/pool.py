"""Mixing: what enters a pool, tank, treatment or water use leaves at the quality of the mix.

What is only mixed is followed by its sources i, each of known quality:
Σ_i s[p,i,t] = 1                                            shares of sources in the mix of p
Σ_i v[p,i,e,t] = b[e,t]                                     ends e: where the mix is taken
Σ_e v[p,i,e,t] / η[e] = ρ[p] · a[p,i,t]                     what entered of a source leaves
Σ_e v[p,i,e,t] / η[e] ≤ V[p] · s[p,i,t]                     a share of no more than fits through
What picks up or loses contaminants is followed by what it carries of each quality q, counted as a share s
of the most it can be, C[p,q]; counted at most (and at least, the other way round) what it is:
Σ_e v[p,q,e,t] / η[e] + D[p,t]·s[p,q,t] ≥ (ρ[p]·(1 − removal[p,q])·a[p,q,t] + load[p,q,t]) / C[p,q]
A tank keeps the rest of each from step to step, in the same shares:
k[p,i,t] = (1 − δ)^h · k[p,i,t−1] + h · (η⁺ · a[p,i,t] − Σ_e v[p,i,e,t] / (η[e] · η⁻))       Σ_i k = level
v[p,i,e,t] = s[p,i,t] · b[e,t],   k[p,i,t] = s[p,i,t] · level[p,t]      products, see `symbiosis.solver.pools`

a: what enters, η: share that arrives over the link, ρ: share that a treatment gives back, D: drift. The rows
leave the products out, so that the program is a relaxation; the solver closes it between bound and plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyomo.environ import quicksum

from symbiosis.blocks.data import combined
from symbiosis.blocks.language import Expression, Step
from symbiosis.blocks.storage import left_of
from symbiosis.park import Park, Varying, WaterUse
from symbiosis.park.grades import Grades, Pair
from symbiosis.park.mixing import MOST, Mixer, first_content, mixing
from symbiosis.park.strength import strongest

NONE = Varying(0.0)


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


@dataclass(frozen=True)
class Mixes:
    """Everything that mixes in an hour, and how strong each quality of it can be."""

    park: Park
    mixers: Mapping[str, Mixer]
    most: Mapping[tuple[str, str], float]

    def carried(
        self, m: Step, pair: Pair, quality: str, side: str = MOST, less: Varying = NONE
    ) -> Expression:
        """Return a pair's flow times (its quality, counted on a side, − less)."""
        mixer = self.mixers.get(pair.grade.mix)
        if mixer is None:
            return _excess(m, pair.grade.values.get(quality, NONE), less) * m.blend[pair.key]
        if mixer.sources:
            removed = removal_of(self.park, mixer.label, quality)
            return quicksum(
                _excess(m, grade.values.get(quality, NONE), less, removed)
                * m.path[(mixer.label, i, *pair.key)]
                for i, grade in mixer.sources.items()
            )
        if (side, quality) in mixer.carried:
            most = self.most[mixer.label, quality]
            counted = most * m.path[(mixer.label, f"{side} {quality}", *pair.key)]
            return counted - m.value(less) * m.blend[pair.key]
        use = self.park.water_uses.get(mixer.label)
        stated = use.quality.get(quality, NONE) if use else NONE
        return _excess(m, stated, less) * m.blend[pair.key]


def removal_of(park: Park, mixer: str, quality: str) -> Varying:
    """Return the share of a quality that a mixer removes."""
    technology = park.technologies.get(mixer)
    return technology.removal.get(quality, NONE) if technology else NONE


def _excess(m: Step, value: Varying, less: Varying, removed: Varying = NONE) -> Expression:
    """Return (1 − removed) · value − less."""
    return combined(m, "excess", lambda c, most, gone: (1.0 - gone) * c - most, value, less, removed)


def add(m: Step, park: Park, found: Grades) -> Mixes:
    """Split what leaves everything that mixes by what it is followed by."""
    mixes = Mixes(park, mixing(park, found), strongest(park, found))
    every = mixes.mixers.values()
    of_source = [(x.label, i) for x in every for i in x.sources]
    of_side = [(x.label, f"{side} {q}") for x in every for side, q in x.carried]
    parts = [*of_source, *of_side]
    ends = {x.label: x.ends for x in every}
    m.pool_share = m.step(of_source, "share of a source in a mix", upper=dict.fromkeys(of_source, 1.0))
    m.counted = m.step(of_side, "strength of a mix over its largest", upper=dict.fromkeys(of_side, 1.0))
    m.path = m.step(
        [(p, i, *end.key) for p, i in parts for end in ends[p]], "part of an end's flow, by what it carries"
    )
    m.remains = m.step([(p, i) for p, i in parts if p in park.stores], "part of a tank's content")
    before = m.before(m.remains)

    @m.Constraint([x.label for x in every if x.sources], doc="shares add up")
    def whole_mix(m: Step, p: str) -> Expression:
        return quicksum(m.pool_share[p, i] for i in mixes.mixers[p].sources) == 1.0

    @m.Constraint([(x.label, *end.key) for x in every if x.sources for end in x.ends], doc="paths of an end")
    def paths_of_end(m: Step, p: str, *key: str) -> Expression:
        return quicksum(m.path[(p, i, *key)] for i in mixes.mixers[p].sources) == m.blend[key]

    @m.Constraint([x.label for x in every if x.sources and x.label in park.stores], doc="all of a tank")
    def whole_content(m: Step, p: str) -> Expression:
        return quicksum(m.remains[p, i] for i in mixes.mixers[p].sources) == m.level[p]

    def leaving(p: str, i: str) -> Expression:
        return quicksum(m.path[(p, i, *end.key)] / arriving(park, end) for end in ends[p])

    def left_over(p: str, i: str, entering: Expression, first: Expression) -> Expression:
        """What entered (or was there) of a source or quality and has not left: 0 but for a tank."""
        store = park.stores.get(p)
        if store is None:
            return entering - leaving(p, i)
        left = left_of(m, p, store)
        kept = left * before[p, i] + left * m.starts_chain * first
        moved = store.charge_efficiency * entering - 1.0 / store.discharge_efficiency * leaving(p, i)
        return kept + m.hours * moved - m.remains[p, i]

    @m.Constraint(of_source, doc="what entered of a source leaves")
    def source_balance(m: Step, p: str, i: str) -> Expression:
        grade = mixes.mixers[p].sources[i]
        started = park.stores[p].initial_level if first_content(park, p) == grade else 0.0
        return left_over(p, i, _returned(park, p) * _entering(m, mixes, p, grade), started) == 0.0

    @m.Constraint(of_side, doc="what entered of a quality leaves")
    def strength_balance(m: Step, p: str, i: str) -> Expression:
        side, _, quality = i.partition(" ")
        mixer, most = mixes.mixers[p], mixes.most[p, quality]
        passed = combined(m, "passed", lambda r: _returned(park, p) / most * (1.0 - r),
                          removal_of(park, p, quality))  # fmt: skip
        entering = passed * quicksum(mixes.carried(m, entry, quality, side) for entry in mixer.entries)
        if p in park.water_uses:
            use = park.water_uses[p]
            drifting = m.value(use.drifts) * m.counted[p, i]
            entering = entering + m.value(use.load.get(quality, NONE)) / most - drifting
        first = first_content(park, p)
        held = (park.stores[p].initial_level or 0.0) if first else 0.0
        started = first.values.get(quality, NONE).value / most * held if first else 0.0
        rest = left_over(p, i, entering, started)
        return rest <= 0.0 if side == MOST else rest >= 0.0

    _within(m, mixes, leaving)
    unstated = [p for p, store in park.stores.items() if store.mixes and store.initial_level is None]

    @m.Constraint(unstated, doc="a tank whose first content nobody states starts empty")
    def starts_empty(m: Step, p: str) -> Expression:
        return m.starts_chain * m.level_start[p] + 0.0 * m.hours <= 0.0

    for label in [x.label for x in every if x.label in park.water_uses]:
        for side, quality in mixes.mixers[label].carried:
            limit, most = park.water_uses[label].quality[quality], mixes.most[label, quality]
            m.bound(
                m.counted[label, f"{side} {quality}"],
                upper=m.value(Varying(limit.value / most, limit.profile)),
            )
    return mixes


def picked_up(m: Step, use: WaterUse, quality: str) -> Expression:
    """Return what a use's outlet at its limit must have room for: its load, and what vapour leaves behind."""
    behind = combined(m, "left behind", lambda e, c: e * c, use.evaporates, use.quality[quality])
    return m.value(use.load.get(quality, NONE)) + behind


def _entering(m: Step, mixes: Mixes, p: str, grade: object) -> Expression:
    """What enters a mixer of one source, directly or in another mix."""
    terms = []
    for entry in mixes.mixers[p].entries:
        before = mixes.mixers.get(entry.grade.mix)
        if before is None:
            terms += [m.blend[entry.key]] if entry.grade == grade else []
        else:
            terms += [
                m.path[(before.label, i, *entry.key)] for i, known in before.sources.items() if known == grade
            ]
    return quicksum(terms)


def _returned(park: Park, p: str) -> float:
    return park.technologies[p].returns if p in park.technologies else 1.0


def _within(m: Step, mixes: Mixes, leaving: object) -> None:
    """What leaves of a source is no more than its share of all that fits through."""
    limits = {
        p: pool.throughput_max for p, pool in mixes.park.pools.items() if pool.throughput_max is not None
    }
    parts = [(p, i) for p in limits for i in (*mixes.mixers[p].sources,)]

    @m.Constraint(parts, doc="share of no more than fits through")
    def share_of_room(m: Step, p: str, i: str) -> Expression:
        return leaving(p, i) <= limits[p] * m.pool_share[p, i]  # type: ignore[operator]
