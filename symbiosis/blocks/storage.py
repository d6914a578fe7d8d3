"""Storage: what is in a store now is what was left of it, plus what was put in.

s[j,t] = (1 − δ[j])^h[t] · s[j,t−1] + h[t]·(η⁺[j]·c[j,t] − d[j,t]/η⁻[j])       level       j ∈ stores
s_min[j]·C[j] ≤ s[j,t] ≤ s_max[j,t]·C[j] / (1 + margin[j])                     room in the store
c[j,t] ≤ c_max[j]·C[j],   d[j,t] ≤ d_max[j]·C[j]                               filling, emptying
c[j,t] ≤ c_most·z[j,t],   d[j,t] ≤ d_most·(1 − z[j,t]),   z ∈ {0, 1}           one way at a time
start of a chain: s[j,t−1] given, or a free first level that the last one must restore
end of a chain:   s_end[j] ≤ s[j,t]
"""

from __future__ import annotations

from pyomo.environ import Constraint, Reals

from symbiosis.blocks import seasonal_storage as seasonal
from symbiosis.blocks.capacity import bounded, capacity, usable, usable_today
from symbiosis.blocks.language import STEP, Expression, Series, Step
from symbiosis.park import Store
from symbiosis.park.park import Park


def add(m: Step, park: Park) -> None:
    """Add level, charge and discharge of every store."""
    stores = park.stores
    free = {j: None for j, store in stores.items() if store.initial_level is None}
    m.level = m.step(stores, "content at the end of the step")
    m.charge = m.step(stores, "filling, as taken from the enterprise")
    m.discharge = m.step(stores, "emptying, as given to the enterprise")
    m.level_start = m.group("period", free, "free content before the first step")
    previous = m.before(m.level)
    everyday = [j for j, store in stores.items() if not store.seasonal]
    linked = {j: store for j, store in stores.items() if store.seasonal}
    for j in linked:
        m.level[j].domain = Reals
        m.bound(m.level[j], lower=seasonal.least(m))

    @m.Constraint(stores, doc="level balance")
    def level_balance(m: Step, j: str) -> Expression:
        store = stores[j]
        left = left_of(m, j, store) * (seasonal.follows(m) if j in linked else 1.0)
        start = m.level_start[j] if j in free else store.initial_level
        stored = store.charge_efficiency * m.charge[j] - 1.0 / store.discharge_efficiency * m.discharge[j]
        return m.level[j] == left * previous[j] + left * m.starts_chain * start + m.hours * stored

    def room(m: Step, j: str) -> Expression:
        return m.level[j] <= m.value(stores[j].level_max) * usable(m, j, stores[j])

    def floor(m: Step, j: str) -> Expression:
        return stores[j].level_min * capacity(m, j) <= m.level[j]

    held = [j for j, store in stores.items() if bounded(m, store)]
    for j in held:
        _bound(m, j, stores[j])
    free_rooms = [j for j in everyday if j not in held]
    m.level_limit = Constraint(free_rooms, rule=room, doc="room in the store")
    m.level_floor = Constraint(
        [j for j in everyday if stores[j].level_min > 0.0], rule=floor, doc="what always stays"
    )
    if linked:
        # Over typical periods the level of a seasonal store is counted from that at the start.
        m.whole_limit = Constraint(linked, rule=room, doc="room in a seasonal store over a whole year")
        kept = [j for j, store in linked.items() if store.level_min > 0.0]
        m.whole_floor = Constraint(kept, rule=floor, doc="what always stays over a whole year")
        m.only_where(m.whole_limit, seasonal.alone(m))
        m.only_where(m.whole_floor, seasonal.alone(m))
        seasonal.add(m, linked)

    growing = {j: store for j, store in stores.items() if j not in held}

    @m.Constraint([j for j, store in growing.items() if store.charge_max is not None], doc="filling rate")
    def charge_limit(m: Step, j: str) -> Expression:
        return m.charge[j] <= stores[j].charge_max * capacity(m, j)

    @m.Constraint([j for j, store in growing.items() if store.discharge_max is not None], doc="emptying rate")
    def discharge_limit(m: Step, j: str) -> Expression:
        return m.discharge[j] <= stores[j].discharge_max * capacity(m, j)

    @m.Constraint(free, doc="first level within the store")
    def first_level(m: Step, j: str) -> Expression:
        return m.level_start[j] <= usable(m, j, stores[j])

    @m.Constraint([j for j in free if stores[j].level_min > 0.0], doc="what always stays, from the start")
    def first_floor(m: Step, j: str) -> Expression:
        return stores[j].level_min * capacity(m, j) <= m.level_start[j]

    @m.Constraint(free, doc="the last level restores the first")
    def last_level(m: Step, j: str) -> Expression:
        return m.level_start[j] <= m.level[j]

    # A cyclic period closes on itself: it has no first level to restore.
    m.only_where(m.last_level, m.ends_chain)

    @m.Constraint([j for j, store in stores.items() if store.final_level_min > 0.0], doc="left in the end")
    def final_level(m: Step, j: str) -> Expression:
        return m.level[j] >= stores[j].final_level_min

    m.only_where(m.final_level, m.ends_chain)

    _one_way(m, {j: store for j, store in stores.items() if store.one_way})
    for j, store in stores.items():
        m.withdraw(store.enterprise, store.carrier, m.charge[j], "charged", j)
        m.supply(store.enterprise, store.carrier, m.discharge[j], "discharged", j)
        if store.running_cost > 0.0:
            m.pay(store.owner or store.enterprise, "running", j, store.running_cost * m.charge[j])


def _bound(m: Step, j: str, store: Store) -> None:
    """Write the limits of a store whose size cannot change as bounds."""
    if not store.seasonal:
        m.bound(m.level[j], upper=m.value(store.level_max) * usable_today(store))
    if store.charge_max is not None:
        m.bound(m.charge[j], upper=store.charge_max * store.capacity)
    if store.discharge_max is not None:
        m.bound(m.discharge[j], upper=store.discharge_max * store.capacity)


def _one_way(m: Step, stores: dict[str, Store]) -> None:
    """Fill or empty: neither can be faster than to fill or empty the largest store within the step."""
    m.filling = m.step(stores, "whether a store may be filled, else emptied", domain="binary")
    rate = m.series(Series("per hour", STEP, lambda horizon: 1.0 / horizon.hours))

    def most(j: str, limit: float | None, efficiency: float) -> Expression:
        return stores[j].largest * (efficiency * rate if limit is None else limit)

    @m.Constraint(stores, doc="filled only while filling")
    def only_filling(m: Step, j: str) -> Expression:
        return m.charge[j] <= most(j, stores[j].charge_max, 1.0 / stores[j].charge_efficiency) * m.filling[j]

    @m.Constraint(stores, doc="emptied only while not filling")
    def only_emptying(m: Step, j: str) -> Expression:
        most_out = most(j, stores[j].discharge_max, stores[j].discharge_efficiency)
        return m.discharge[j] <= most_out * (1.0 - m.filling[j])


def left_of(m: Step, j: str, store: Store) -> Expression:
    """Return the share of a store's content that is left after a step."""
    if store.loss == 0.0:
        return 1.0
    return m.series(Series(f"left of {j}", STEP, lambda horizon: (1.0 - store.loss) ** horizon.hours))
