"""Capacity: what stands, what is given up, what is built, and what that costs per year.

C[i] = kept[i] + new[i]                                     capacity             i ∈ assets
0 ≤ kept[i] ≤ K[i]          (kept = K where it may not be given up, or where nothing speaks for that)
new[i] ≤ room[i]
s_min[i]·build[i] ≤ new[i] ≤ room[i]·build[i]               yes or no            build ∈ {0, 1}
new[i] = Σ_z size[z]·units[i,z],  Σ_z units[i,z] ≤ N[i]     nameplate sizes      units ∈ ℕ
                                                            (one of many sizes: `size_steps`)
P[i] = per_unit[i]·build[i] + Σ_z price[i,z]·units[i,z] + per_capacity[i]·new[i] + curve[i](new[i])
yearly cost = annuity(P) + fixed_om·C + fixed_om_share·P + replacement·kept + annuity(retirement)·(K − kept)
"""

from __future__ import annotations

from pyomo.environ import quicksum

from symbiosis.blocks import scale, size_steps
from symbiosis.blocks.language import Expression, Step
from symbiosis.park.asset import Asset
from symbiosis.park.building import floors
from symbiosis.park.money import annuity, owner_of, replacement, size_prices, upfront
from symbiosis.park.park import Park
from symbiosis.park.placed import Placed


def lumpy(park: Park, asset: Asset) -> bool:
    """Tell whether building an asset is a yes-or-no decision."""
    per_unit, _ = upfront(park, asset)
    chosen = per_unit > 0.0 or asset.capacity_min > 0.0 or asset.scaled
    return asset.expandable and not asset.sizes and chosen


def add(m: Step, park: Park) -> None:
    """Add what may stand and be built: technologies, stores, links and network connections."""
    every = {asset.label: asset for _, asset in park.assets()}  # type: ignore[attr-defined]
    standing = {i: asset.capacity for i, asset in every.items() if asset.capacity > 0.0}
    growing = {i: asset.room for i, asset in every.items() if asset.expandable}
    yes_or_no = [i for i in growing if lumpy(park, every[i])]
    sized = [(i, z) for i in growing for z in range(len(every[i].sizes))]
    limits = {(i, z): float(every[i].unit_limits[z]) for i, z in sized}

    m.kept = m.static(standing, "capacity of today that is kept", upper=standing)
    m.new = m.static(growing, "new capacity", upper=growing)
    m.build = m.static(yes_or_no, "whether it is built", domain="binary")
    m.units = m.static(sized, "units of each nameplate size", domain="integer", upper=limits)

    for i, capacity in standing.items():
        if not every[i].retirable or stays(m, every[i]):
            m.kept[i].setlb(capacity)

    curved = {i: every[i] for i in yes_or_no if every[i].scaled}
    straight = [i for i in yes_or_no if i not in curved]  # a curve's own pieces say what may be built
    on_curve = scale.add(m, curved)

    @m.Constraint(straight, doc="nothing without building")
    def built_before_used(m: Step, i: str) -> Expression:
        return m.new[i] <= growing[i] * m.build[i]

    @m.Constraint([i for i in straight if every[i].capacity_min > 0.0], doc="smallest size")
    def smallest_size(m: Step, i: str) -> Expression:
        return every[i].capacity_min * m.build[i] <= m.new[i]

    @m.Constraint([i for i in growing if every[i].sizes], doc="sum of nameplate sizes")
    def nameplate(m: Step, i: str) -> Expression:
        return m.new[i] == quicksum(size * m.units[i, z] for z, size in enumerate(every[i].sizes))

    in_steps = size_steps.add(m, {i: every[i] for i in growing})
    counted = [i for i in growing if every[i].sizes and every[i].units_max is not None and i not in in_steps]

    @m.Constraint(counted, doc="most units")
    def most_units(m: Step, i: str) -> Expression:
        return quicksum(m.units[i, z] for z in range(len(every[i].sizes))) <= every[i].units_max

    for i, asset in every.items():
        _pay(m, park, i, asset, on_curve.get(i, 0.0))


def capacity(m: Step, i: str) -> Expression:
    """Return an asset's capacity: what is kept and what is new."""
    kept = [m.kept[i]] if i in m.kept else []
    new = [m.new[i]] if i in m.new else []
    return quicksum([*kept, *new])


def usable(m: Step, i: str, asset: Asset) -> Expression:
    """Return the capacity that operation may use: without the design margin."""
    return 1.0 / (1.0 + asset.design_margin) * capacity(m, i)


def bounded(m: Step, asset: Asset) -> bool:
    """Tell whether limits of an asset are written as bounds of its columns: its capacity does not change."""
    return m.forms.limits == "bounds" and stays(m, asset) and not asset.expandable


def stays(m: Step, asset: Asset) -> bool:
    """Tell whether what stands is kept in any case: it must be, or that costs nothing and takes nothing."""
    if m.component("admitted"):  # who is not there keeps nothing
        return False
    takes = (
        *("exclusive", "roof_use", "ground_use", "floor_use", "separation", "neighbour_class"),
        *("must_run", "level_min", "loses_standing"),
    )
    free = asset.fixed_om == 0.0 and replacement(m.park, asset) == 0.0
    free = free and not any(getattr(asset, word, 0) for word in takes)
    free = free and not (isinstance(asset, Placed) and floors(m.park, asset) > 0.0)
    return not asset.retirable or free or asset.capacity == 0.0


def usable_today(asset: Asset) -> float:
    """Return the capacity of today that operation may use."""
    return asset.capacity / (1.0 + asset.design_margin)


def _pay(m: Step, park: Park, i: str, asset: Asset, on_curve: Expression) -> None:
    owner = owner_of(park, asset)
    if i in m.new:
        per_unit, per_capacity = upfront(park, asset)
        built = [per_unit * m.build[i]] if i in m.build else []
        bought = [price * m.units[i, z] for z, price in enumerate(size_prices(park, asset))]
        paid = per_capacity * m.new[i] + quicksum([*built, *bought]) + on_curve
        assert asset.lifetime is not None  # checked with the park
        yearly = annuity(1.0, asset.lifetime, park.rate_of_discount(owner))
        m.pay(owner, "investment", i, yearly * m.years * paid)
        if asset.fixed_om_share > 0.0:
            m.pay(owner, "fixed_om", i, asset.fixed_om_share * m.years * paid)
    if asset.fixed_om > 0.0:
        m.pay(owner, "fixed_om", i, asset.fixed_om * m.years * capacity(m, i))
    if asset.retirement_cost > 0.0 and i in m.kept:
        yearly = annuity(asset.retirement_cost, park.settings.study_period, park.rate_of_discount(owner))
        m.pay(owner, "retirement", i, yearly * m.years * (asset.capacity - m.kept[i]))
    again = replacement(park, asset)
    if again > 0.0 and i in m.kept:
        m.pay(owner, "replacement", i, again * m.years * m.kept[i])
