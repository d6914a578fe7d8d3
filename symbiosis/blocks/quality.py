"""Quality: streams of known quality stay apart and mix where they are taken, within the taker's limits.

Σ_j b[g,j,t] = what giver g gives                           at every place (n, k) that is traced
Σ_g b[g,j,t] = what taker j takes
Σ_g b[g,j,t] · (c[g,q,t] − c_max[j,q,t]) ≤ 0                limits on the mix, over all parts of a recipe
Σ_g b[g,j,t] · (c[g,q,t] − c_min[j,q,t]) ≥ 0
s_min[j,g] · Σ_g' b[g',j,t] ≤ b[g,j,t] ≤ s_max[j,g] · Σ_g' b[g',j,t]     shares of suppliers of a demand

b[g,j] is the part of giver g's flow that goes to taker j; which pairs there are follows from the grades that
links carry (see `symbiosis.park.grades`). All of it is linear and exact. What comes out of a pool, a tank, a
treatment that removes a share or a water use with several loads has the quality of its mix: its flows b are
split by what they carry (see pool).
"""

from __future__ import annotations

from pyomo.environ import quicksum

from symbiosis.blocks import pool
from symbiosis.blocks.data import combined
from symbiosis.blocks.language import Expression, Step
from symbiosis.park.grades import Grades, Pair, grades
from symbiosis.park.mixing import LEAST, MOST
from symbiosis.park.park import Park
from symbiosis.park.problems import ParkError, Problem
from symbiosis.park.profile import Varying


def add(m: Step, park: Park) -> None:
    """Add who feeds whom, limits, loads and shares; call it after every block that moves a carrier."""
    found = grades(park)
    m.blend = m.step([pair.key for pair in found.pairs], "part of a giver's flow that goes to a taker")
    _split(m, found)
    mixes = pool.add(m, park, found)
    _limits(m, found, mixes)
    _loads(m, park, found, mixes)
    _shares(m, park, found)


def _split(m: Step, found: Grades) -> None:
    """What each giver gives goes to takers, what each taker takes comes from givers."""
    flows = m.ledger.flows
    terms: dict[tuple[str, str, str], Expression] = {}
    for n, k in found.places:
        for flow in flows.get((n, k), ()):
            key = n, k, f"{flow.role}:{flow.item}"
            terms[key] = terms[key] + flow.expression if key in terms else flow.expression
    giving: dict[tuple[str, str, str], list[Expression]] = {
        (n, k, giver.name): [] for (n, k), all_of in found.givers.items() for giver in all_of
    }
    taking: dict[tuple[str, str, str], list[Expression]] = {
        (n, k, taker.name): [] for (n, k), all_of in found.takers.items() for taker in all_of
    }
    unknown = set(terms) - set(giving) - set(taking)
    if unknown:
        n, k, name = sorted(unknown)[0]
        raise ParkError([Problem(f'the quality of "{k}" at {n} cannot be traced through {name}.')])
    for pair in found.pairs:
        giving[pair.enterprise, pair.carrier, pair.giver.name].append(m.blend[pair.key])
        taking[pair.enterprise, pair.carrier, pair.taker.name].append(m.blend[pair.key])

    @m.Constraint([key for key in giving if key in terms], doc="what is given goes to takers")
    def given_away(m: Step, n: str, k: str, name: str) -> Expression:
        return quicksum(giving[n, k, name]) - terms[n, k, name] + 0.0 * m.hours == 0.0

    @m.Constraint([key for key in taking if key in terms], doc="what is taken comes from givers")
    def taken_in(m: Step, n: str, k: str, name: str) -> Expression:
        return quicksum(taking[n, k, name]) - terms[n, k, name] + 0.0 * m.hours == 0.0


def _of_takers(found: Grades) -> dict[tuple[str, str], list[Pair]]:
    """Group pairs by taker; a recipe's parts are one mix."""
    out: dict[tuple[str, str], list[Pair]] = {}
    for pair in found.pairs:
        out.setdefault((pair.taker.name, pair.enterprise), []).append(pair)
    return out


def _limits(m: Step, found: Grades, mixes: pool.Mixes) -> None:
    rows: dict[str, dict[tuple[str, str, str], tuple[list[Pair], Varying]]] = {"high": {}, "low": {}}
    for (name, n), pairs in _of_takers(found).items():
        carriers = dict.fromkeys(pair.carrier for pair in pairs)
        recipe = name.startswith("blended:")
        for k in [""] if recipe else carriers:
            mix = [pair for pair in pairs if recipe or pair.carrier == k]
            where = f"{n}:{k}" if k else n
            for side, limits in (("high", mix[0].taker.highest), ("low", mix[0].taker.lowest)):
                for quality, limit in limits.items():
                    rows[side][where, name, quality] = mix, limit

    @m.Constraint(rows["high"], doc="highest quality of the mix")
    def quality_highest(m: Step, where: str, name: str, quality: str) -> Expression:
        pairs, limit = rows["high"][where, name, quality]
        over = quicksum(mixes.carried(m, pair, quality, MOST, limit) for pair in pairs)
        return over + 0.0 * m.hours <= 0.0

    @m.Constraint(rows["low"], doc="lowest quality of the mix")
    def quality_lowest(m: Step, where: str, name: str, quality: str) -> Expression:
        pairs, limit = rows["low"][where, name, quality]
        over = quicksum(mixes.carried(m, pair, quality, LEAST, limit) for pair in pairs)
        return over + 0.0 * m.hours >= 0.0


def _loads(m: Step, park: Park, found: Grades, mixes: pool.Mixes) -> None:
    uses = park.water_uses
    taken: dict[str, list[Pair]] = {u: [] for u in uses}
    for pair in found.pairs:
        if pair.taker.role == "taken":
            taken[uses[pair.taker.item].part_of or pair.taker.item].append(pair)
    loads = [(u, q) for u in uses for q in uses[u].picks_up]

    @m.Constraint(loads, doc="load carried away")
    def load_carried(m: Step, u: str, quality: str) -> Expression:
        def room(pair: Pair) -> Expression:
            use = uses[pair.taker.item]
            out = use.quality[quality]
            leaving = Varying((1.0 - use.loss) * out.value, out.profile)
            return -mixes.carried(m, pair, quality, MOST, leaving)

        carried = quicksum(room(pair) for pair in taken[u])
        return carried - pool.picked_up(m, uses[u], quality) + 0.0 * m.hours >= 0.0


def _shares(m: Step, park: Park, found: Grades) -> None:
    fed: dict[str, list[Pair]] = {}
    for pair in found.pairs:
        if pair.taker.role == "demand":
            fed.setdefault(pair.taker.item, []).append(pair)
    high = [(d, g) for d in fed for g in park.demands[d].supplier_max]
    low = [(d, g) for d in fed for g in park.demands[d].supplier_min]

    def beyond(d: str, g: str, share: Varying) -> Expression:
        """Flow of a supplier less its share of all that is supplied."""
        own = combined(m, "rest", lambda part: 1.0 - part, share)
        return quicksum(
            (own if pair.giver.item == g else -m.value(share)) * m.blend[pair.key] for pair in fed[d]
        )

    @m.Constraint(high, doc="largest share of a supplier")
    def supplier_highest(m: Step, d: str, g: str) -> Expression:
        return beyond(d, g, park.demands[d].supplier_max[g]) + 0.0 * m.hours <= 0.0

    @m.Constraint(low, doc="smallest share of a supplier")
    def supplier_lowest(m: Step, d: str, g: str) -> Expression:
        return beyond(d, g, park.demands[d].supplier_min[g]) + 0.0 * m.hours >= 0.0
