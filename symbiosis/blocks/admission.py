"""Admission: who enters and who closes, with all that is theirs, and the thresholds of entry.

kept[i] ≤ K[i]·z[n]     (= where it may not be given up)     i ∈ assets at n, to n or from n, z of presence
build[i] ≤ z[n],   units[i,s] ≤ N[i,s]·z[n],   new[i] ≤ room[i]·z[n]
b[m,n,t] ≤ limit·z[n],   v[m,n,t] ≤ limit·z[n]      Σ_t w[t]·b[m,n,t] ≤ max·years·z[n]
above[n] − at_most·below[n] ≤ 0                     thresholds: what n states counts z times
above[n] − at_least·below[n] ≥ 0
yearly cost = −entry_value·z[n] + annuity(exit_cost)·(1 − z[n])  of who may leave

Every bound is the data's own: a size on offer, a stated limit. What flows at n has to come from or go to one
of these, so where z = 0 nothing does.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyomo.environ import Constraint, quicksum

from symbiosis.blocks.language import Expression, Step
from symbiosis.blocks.presence import if_there
from symbiosis.blocks.yearly import LARGEST, added, decided, hourly, scale_of
from symbiosis.park.asset import Asset
from symbiosis.park.formula import Quotient, parse, quotient
from symbiosis.park.link import Link
from symbiosis.park.money import annuity
from symbiosis.park.network import Connection, Segment
from symbiosis.park.park import Park
from symbiosis.park.threshold import Threshold, optional, stated


def places_of(asset: Asset) -> tuple[str, ...]:
    """Return the enterprises without which an asset cannot be."""
    if isinstance(asset, Link):
        return asset.origin, asset.destination
    if isinstance(asset, Connection):
        return (asset.enterprise,)
    return () if isinstance(asset, Segment) else (asset.label.rpartition(".")[0],)  # type: ignore[attr-defined]


def add(m: Step, park: Park) -> None:
    """Add what goes with an enterprise that is not there; call it after every block that moves anything."""
    _assets(m, park)
    _trade(m, park)
    _thresholds(m, park)
    for n, enterprise in park.enterprises.items():
        if enterprise.entry_value != 0.0:
            m.pay(n, "entry_value", n, if_there(m, n, -enterprise.entry_value * m.years))
        if enterprise.admission == "may_leave" and enterprise.exit_cost > 0.0:
            rate = park.rate_of_discount(n)
            yearly = annuity(enterprise.exit_cost, park.settings.study_period, rate)
            m.pay(n, "exit", n, yearly * m.years * (1.0 - m.admitted[n]))


def _assets(m: Step, park: Park) -> None:
    every = {asset.label: asset for _, asset in park.assets()}  # type: ignore[attr-defined]
    tied = [(i, n) for i, asset in every.items() for n in dict.fromkeys(places_of(asset)) if n in m.admitted]
    standing = [(i, n) for i, n in tied if i in m.kept]
    growing = [(i, n) for i, n in tied if i in m.new]
    for i, _ in standing:
        m.kept[i].setlb(0.0)

    @m.Constraint(standing, doc="stands with its enterprise")
    def stands_with(m: Step, i: str, n: str) -> Expression:
        return m.kept[i] <= every[i].capacity * m.admitted[n]

    both = {i: [n for j, n in standing if j == i] for i, _ in standing if not every[i].retirable}

    @m.Constraint(list(both), doc="stays with its enterprise")
    def stays_with(m: Step, i: str) -> Expression:
        gone = quicksum(1.0 - m.admitted[n] for n in both[i])
        return m.kept[i] >= every[i].capacity * (1.0 - gone)

    @m.Constraint([(i, n) for i, n in growing if i in m.build], doc="built with its enterprise")
    def built_with(m: Step, i: str, n: str) -> Expression:
        return m.build[i] <= m.admitted[n]

    plain = [(i, n) for i, n in growing if i not in m.build]

    @m.Constraint([(i, n) for i, n in plain if not every[i].sizes], doc="grows with its enterprise")
    def grows_with(m: Step, i: str, n: str) -> Expression:
        return m.new[i] <= every[i].room * m.admitted[n]

    sized = [(i, z, n) for i, n in plain for z in range(len(every[i].sizes))]

    @m.Constraint(sized, doc="units with their enterprise")
    def units_with(m: Step, i: str, z: int, n: str) -> Expression:
        return m.units[i, z] <= every[i].unit_limits[z] * m.admitted[n]


def _trade(m: Step, park: Park) -> None:
    for columns, limit in ((m.purchase, "purchase_limit"), (m.sale, "sale_limit")):
        tied = [(x, n) for x, n in columns if n in m.admitted and getattr(park.markets[x], limit) is not None]

        def rule(m: Step, x: str, n: str, columns: Expression = columns, limit: str = limit) -> Expression:
            return columns[x, n] <= m.value(getattr(park.markets[x], limit)) * m.admitted[n]

        setattr(m, f"{columns.local_name}_with", Constraint(tied, rule=rule, doc="trades when it is there"))

    annual = [
        (x, n) for x, n in m.purchase if n in m.admitted and park.markets[x].purchase_annual_max is not None
    ]

    @m.Constraint(annual, doc="contract of who is there")
    def contract_with(m: Step, x: str, n: str) -> Expression:
        most = park.markets[x].purchase_annual_max * m.years * m.admitted[n]
        return m.over("year", m.purchase[x, n]) - most <= 0.0


def _thresholds(m: Step, park: Park) -> None:
    asked = {
        (t, n, side): (found.above.plus(found.below.scaled(-limit)))
        for t, n, side, limit, found in _limits(park)
    }
    flowing = {key: hourly(m, park, whole, key[1]) for key, whole in asked.items()}

    def rule(m: Step, t: str, n: str, side: str) -> Expression:
        whole, terms = asked[t, n, side], flowing[t, n, side]
        once = decided(m, park, whole, n)
        here = stated(park, whole, n) or 0.0
        standing = here * m.admitted[n] + quicksum(added(m, park, whole, n))
        if not terms and not once:
            total = scale_of(park, whole, n) * standing
            return total <= 0.0 if side == "at_most" else total >= 0.0
        size = max(1.0, abs(here) / LARGEST)  # money of a year is large beside the flows of an hour
        total = 1.0 / size * (quicksum(once) + standing * m.years)
        if terms:
            total += m.over("year", 1.0 / size * quicksum(terms))
        return total <= 0.0 if side == "at_most" else total >= 0.0

    for side in ("at_most", "at_least"):
        # what is only stated is decided at once, what flows over the year
        for name, kind in (("entry_flow", True), ("entry_stated", False)):
            keys = [key for key, terms in flowing.items() if key[2] == side and bool(terms) == kind]
            doc = f"threshold of entry, {side.replace('_', ' ')}"
            setattr(m, f"{name}_{side}", Constraint(keys, rule=rule, doc=doc))


def _limits(park: Park) -> Iterator[tuple[str, str, str, float, Quotient]]:
    for t, threshold in park.thresholds.items():
        found = quotient(parse(threshold.formula))
        assert found is not None  # the park checks it
        for n in optional(park):
            for side in ("at_most", "at_least"):
                limit = getattr(threshold, side)
                if limit is not None and _asked(park, threshold, n):
                    yield t, n, side, limit, found


def _asked(park: Park, threshold: Threshold, enterprise: str) -> bool:
    """A threshold is one of entry: who stands today is not asked, unless named."""
    candidate = park.enterprises[enterprise].admission == "candidate"
    return threshold.covers(enterprise) and (candidate or enterprise in threshold.members)
