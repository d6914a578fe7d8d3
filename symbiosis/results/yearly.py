"""What the named quantities of formulas are worth in a result, per year.

    quantity = Σ weight · amount        over the terms of the balances, or the emissions, that it counts

Quantities that enterprises state are added up; what nobody states, and the carbon of results older than their
list of sources, is None: not known is not 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.park.counted import Selector, selectors
from symbiosis.park.district import whose
from symbiosis.park.formula import Quantity
from symbiosis.park.quantities import DATA, GROWTH, PLAN, ROLES, built_by, data_by_enterprise, is_flow
from symbiosis.results.circularity import exchanging_pairs

if TYPE_CHECKING:
    from symbiosis.results.results import Results

Row = tuple[str, str, str, str, float]  # enterprise, carrier, role, item, amount per year


class Yearly:
    """Yearly amounts of a result; `before` is today's, for what is new.

    With `district` it counts what is that district's, exchange with others as bought and sold.
    """

    def __init__(self, results: Results, before: Results | None = None, district: str = "") -> None:
        self.results, self.before, self.park = results, before, results.park
        self.district = district
        self.years = results.horizon.years
        self.flows = _flows(results)
        self.sources = _sources(results)

    def __call__(self, asked: Quantity | str) -> float | None:
        """Return a quantity's worth in its unit; None where it is not known."""
        quantity = self._there(Quantity(asked) if isinstance(asked, str) else asked)
        if quantity.name in DATA:
            return self._stated(quantity)
        if quantity.name == GROWTH:
            return self.growth(quantity.of[0])
        if quantity.name in PLAN:
            return None if self.district else self._new_exchanges()
        if quantity.name == "offsets":
            return sum(map(self.offsets, whose(self.park, self.district) or ("",)))
        if not is_flow(quantity):
            return None
        found = selectors(self.park, quantity)
        if any(selector.emission for selector, _ in found) and self.sources is None:
            return None
        return sum((weight * self.amount(selector) for selector, weight in found), 0.0)

    def _there(self, quantity: Quantity) -> Quantity:
        """Return a quantity that names no place as the district's."""
        if not self.district or quantity.name in (GROWTH, "offsets", *PLAN):
            return quantity
        named = len(quantity.of) > (1 if quantity.name in ROLES else 0)
        return quantity if named else Quantity(quantity.name, (*quantity.of, self.district))

    def _stated(self, quantity: Quantity) -> float | None:
        """Return what is stated by whoever is there."""
        away = () if self.results.data is None else self.results.refused
        found = [value for n, value in data_by_enterprise(self.park, quantity) if n not in away]
        if self.results.data is not None:
            sizes = self.results.capacity
            found += [each * float(sizes.sel(asset=i)) for i, each in built_by(self.park, quantity)]
        return float(sum(found)) if found else None

    def of_one(self, quantity: Quantity, enterprise: str) -> float | None:
        """Return what of a quantity is one enterprise's."""
        if quantity.name == "offsets":
            return self.offsets(enterprise)
        found = selectors(self.park, quantity)
        if any(selector.emission for selector, _ in found) and self.sources is None:
            return None
        mine = ((s.at(enterprise), w) for s, w in found if s.enterprise in ("", enterprise))
        return sum((weight * self.amount(selector) for selector, weight in mine), 0.0)

    def offsets(self, enterprise: str = "") -> float:
        """Return the CO2 that is offset elsewhere, by one enterprise or by all."""
        plan = self.results.data
        if plan is None or "offset_bought" not in plan:
            return 0.0
        found = plan["offset_bought"]
        labels = found["offset_bought_of"].values.tolist()
        mine = [enterprise in ("", self.park.offsets[o].owner) for o in labels]
        return float(found.values[mine].sum()) / self.years

    def amount(self, selector: Selector) -> float:
        """Return the amount per year of the terms that a selector takes."""
        rows = (self.sources or []) if selector.emission else self.flows
        return sum((amount for n, k, role, item, amount in rows if selector.takes(n, k, role, item)), 0.0)

    def growth(self, name: str) -> float | None:
        """Return the mean yearly growth of a quantity since the latest base year that states it.

        Base years are the whole park's: a district has none.
        """
        if self.district:
            return None
        now = self(name)
        this_year = int(str(self.results.horizon.start[0])[:4])
        for label in sorted(self.park.base_years, reverse=True):
            then = getattr(self.park.base_years[label], name, None)
            if then is not None and now is not None and then > 0.0 and now >= 0.0:
                return float((now / then) ** (1.0 / (this_year - int(label))) - 1.0)
        return None

    def _new_exchanges(self) -> float | None:
        if self.before is None:
            return None
        return float(len(exchanging_pairs(self.results) - exchanging_pairs(self.before)))


def _flows(results: Results) -> list[Row]:
    plan = results.data
    if plan is None or "flow" not in plan:
        return []
    flow = plan["flow"]
    amounts = abs(results.yearly(flow)).values / results.horizon.years
    names = (flow[key].values.tolist() for key in ("enterprise", "carrier", "role", "by"))
    return list(zip(*names, amounts.tolist(), strict=True))


def _sources(results: Results) -> list[Row] | None:
    plan = results.data
    if plan is None or "emitted" not in plan:
        return [] if plan is not None and "emission" not in plan else None
    emitted = plan["emitted"]
    amounts = emitted.values / results.horizon.years
    names = [emitted[f"source_{key}"].values.tolist() for key in ("enterprise", "carrier", "of")]
    return [(n, k, "", item, float(a)) for n, k, item, a in zip(*names, amounts.tolist(), strict=True)]
