"""Does the year reach what is required: above − limit · below on the right side of zero?

    quantity = Σ represents · weight · |term|        over the terms and emissions that it counts

The words of a formula mean the flows that `park.counted` lists; their amounts are added up anew.
"""

from __future__ import annotations

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park import Park
from symbiosis.park.counted import selectors
from symbiosis.park.formula import Linear, Quantity, Quotient, parse, quotient
from symbiosis.park.quantities import built_by, data_of, is_flow
from symbiosis.results.verify.emissions import Emitter, emitters, season
from symbiosis.results.verify.flows import FEASIBILITY, Term, own_terms, shared_terms
from symbiosis.results.verify.reading import Tables
from symbiosis.results.verify.verdict import Floats, Ledger, exact_sum

FAMILY = "requirement"


class Year:
    """Yearly amounts of named quantities, from the terms of a result."""

    def __init__(self, park: Park, horizon: Horizon, tables: Tables) -> None:
        self.park, self.horizon, self.sizes = park, horizon, tables["capacity"]
        self.terms: list[Term] = []
        self.emitted: list[Emitter] = []
        counting = park.requirements, park.quotas, park.fees, park.taxes, park.offsets, park.thresholds
        if any(counting):
            self.terms = [*own_terms(park, horizon, tables), *shared_terms(park, horizon, tables)]
            self.emitted = list(emitters(park, horizon, tables))
        self.offsets = {o: float(tables["offset_bought"][o]) for o in park.offsets}

    def built(self, quantity: Quantity, enterprise: str = "") -> list[float]:
        """Return what buildings add to a quantity; those of one enterprise if named."""
        found = built_by(self.park, quantity, enterprise)
        return [each * float(self.sizes[label]) for label, each in found]

    def hours(self, months: tuple[float, ...]) -> Floats:
        """Hours that every step stands for in some months; all when none is named."""
        return season(self.horizon, months)[0]

    def share(self, months: tuple[float, ...]) -> float:
        """Part of what is stated for a year, or for some months of it, that the horizon covers."""
        return season(self.horizon, months)[1]

    def amounts(self, quantity: Quantity, months: tuple[float, ...], enterprise: str = "") -> list[float]:
        """Return the terms of a quantity, in its unit; of one enterprise if named."""
        if quantity.name == "offsets":
            return [v for o, v in self.offsets.items() if enterprise in ("", self.park.offsets[o].owner)]
        if not is_flow(quantity):
            standing = [data_of(self.park, quantity) or 0.0, *self.built(quantity)]
            return [amount * self.share(months) for amount in standing]
        hours = self.hours(months)
        found = []
        for selector, weight in selectors(self.park, quantity):
            terms = (
                [(e.enterprise, e.carrier, "", e.item, e.flow) for e in self.emitted]
                if selector.emission
                else [(t.enterprise, t.carrier, t.role, t.item, np.abs(t.flow)) for t in self.terms]
            )
            found += [
                weight * exact_sum((hours * flow).tolist())
                for n, k, role, item, flow in terms
                if selector.takes(n, k, role, item) and enterprise in ("", n)
            ]
        return found

    def side(self, side: Linear, months: tuple[float, ...], enterprise: str = "") -> tuple[float, float]:
        """Return a sum of quantities, and the sum of its terms' sizes."""
        parts = [side.constant * self.share(months)]
        for quantity, weight in side.weights.items():
            parts += [weight * amount for amount in self.amounts(quantity, months, enterprise)]
        return exact_sum(parts), float(np.abs(parts).sum())


def least_size(found: Quotient) -> float:
    """Return the size below which rounding is not told from nothing: 1 of flows, none of what is stated."""
    return float(any(is_flow(quantity) for side in (found.above, found.below) for quantity in side.weights))


def check(park: Park, year: Year, ledger: Ledger) -> None:
    """Compare both sides of every requirement."""
    for label, requirement in park.requirements.items():
        found = quotient(parse(requirement.formula))
        assert found is not None  # the park checks it
        above, size = year.side(found.above, requirement.months)
        below, size_below = year.side(found.below, requirement.months)
        for limit, sign, what in (
            (requirement.at_most, 1.0, "is above what is required"),
            (requirement.at_least, -1.0, "is below what is required"),
        ):
            if limit is not None:
                tolerance = FEASIBILITY * max(least_size(found), size, abs(limit) * size_below)
                ledger.at_most(FAMILY, what, label, sign * (above - limit * below), 0.0, tolerance)
