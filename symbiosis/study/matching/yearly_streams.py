"""What each enterprise has to give and what it needs in a year, as the park's data say before any solve.

Supplies and demands count as they stand. A plant of today is taken to run at what its enterprise needs of
the flow it is rated on; at full size where its enterprise sells that flow or has no use of its own for
it, and where it is there to take something that does not arise at home. What something costs at an
enterprise is the cheaper of buying it and making it with what stands:

    cost(n, k) = min( price of k + levies on what its purchase emits,
                      Σ cost(n, taken) · ratio + running cost − worth of by-products it must get rid of )
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from symbiosis.park import Technology
from symbiosis.park.charges import charges_of
from symbiosis.park.park import Park
from symbiosis.park.profile import Varying

HOURS = 8760.0
DEPTH = 6  # plants behind one another that a cost is traced through
Place = tuple[str, str]


@dataclass(frozen=True)
class Arising:
    """A carrier an enterprise has to give: amount per year, largest flow, what giving one amount is worth.

    `worth` [money per amount] is the fee it is spared (above 0), or what it could sell it for or what
    making it costs (below 0); `outlet` says which. `estimated` marks amounts that rest on an assumed
    running of plants.
    """

    enterprise: str
    carrier: str
    amount: float
    peak: float
    worth: float
    outlet: str
    estimated: bool


@dataclass(frozen=True)
class Use:
    """A carrier an enterprise could take: amount per year, largest flow, what one amount saves it.

    `worth` [money per amount] is None where nothing is replaced today; `replaces` says what is.
    `through` names the plant that would take it, if it is not taken as it comes.
    """

    enterprise: str
    carrier: str
    amount: float
    peak: float
    worth: float | None
    replaces: str
    through: str = ""


class Streams:
    """Arisings and uses of one park."""

    def __init__(self, park: Park) -> None:
        self.park = park
        self.cost = cache(self._cost)
        self._used: dict[Place, float] = {}
        self._made: dict[Place, float] = {}
        self._peak: dict[Place, float] = {}
        self._fixed: set[Place] = set()  # given by supplies alone: nothing is estimated
        self._demanded = {(d.enterprise, d.carrier) for d in park.demands.values()}
        self._running: dict[str, float] = {}
        self._run()

    def used(self, enterprise: str, carrier: str) -> float:
        """Return how much an enterprise uses in a year [amount/a]."""
        return self._used.get((enterprise, carrier), 0.0)

    def arisings(self) -> Iterator[Arising]:
        """Yield what each enterprise makes beyond its own use."""
        for (n, k), made in self._made.items():
            surplus = made - self.used(n, k)
            if surplus > 1e-6 * made and not self.park.is_emission(k):
                worth, outlet = self._worth_of_giving(n, k)
                peak = max(surplus / HOURS, self._peak.get((n, k), 0.0) * surplus / made)
                yield Arising(n, k, surplus, peak, worth, outlet, (n, k) not in self._fixed)

    def uses(self, enterprise: str, carrier: str) -> Iterator[Use]:
        """Yield the ways in which an enterprise could take a carrier: as it comes, or through a plant."""
        n, k = enterprise, carrier
        direct = self.used(n, k) - self._made.get((n, k), 0.0) * ((n, k) in self._fixed)
        cost, how = self.cost(n, k) if direct > 0.0 else (None, "nothing today")
        if direct > 0.0 and (cost is not None or (n, k) in self._demanded):
            peak = max(direct / HOURS, self._peak.get((n, k), 0.0))
            yield Use(n, k, direct, peak, cost, how)
        for technology in self._at(n):
            taken = -technology.directions.get(k, 0.0)
            product = self._product(technology) if taken > 0.0 else None
            if taken > 0.0 and product is None and technology.rated_on == k:
                yield self._treatment(technology)
            if product is None:
                continue
            given = technology.directions[product]
            wanted = min(self.used(n, product) / given, technology.largest * HOURS)
            if cost is not None and self._running[technology.label] >= wanted:
                continue  # it runs already: its need is among the direct ones
            replaced, how = self.cost(n, product)
            rest = self._inputs(technology, besides=k)
            worth = None
            if replaced is not None and rest is not None:
                worth = (replaced * given - rest - technology.running_cost) / taken
            peak = max(wanted / HOURS, min(self._peak.get((n, product), 0.0) / given, technology.largest))
            yield Use(n, k, wanted * taken, peak * taken, worth, f"{product}: {how}", technology.label)

    def _treatment(self, technology: Technology) -> Use:
        """Return the use of a plant that is there to take something: what it costs, less what it gives."""
        n, k = technology.enterprise, technology.rated_on
        inputs = self._inputs(technology, besides=k)
        worth = None
        if inputs is not None:
            worth = -inputs - technology.running_cost
            for carrier, ratio in technology.directions.items():
                if ratio > 0.0 and not self.park.is_emission(carrier):
                    worth -= ratio * self._worth_of_giving(n, carrier)[0]
        size = technology.largest
        return Use(n, k, size * HOURS, size, worth, f"treated by {technology.label}", technology.label)

    def _product(self, technology: Technology) -> str | None:
        """Return what a plant makes that its enterprise needs: what it is rated on, or else the first."""
        made = [technology.rated_on, *technology.directions]
        for carrier in made:
            given = technology.directions[carrier] > 0.0 and not self.park.is_emission(carrier)
            if given and self.used(technology.enterprise, carrier) > 0.0:
                return carrier
        return None

    # -- how plants run --------------------------------------------------------------------------

    def _run(self) -> None:
        park = self.park
        needs: dict[Place, float] = {}
        gives: dict[Place, float] = {}
        for flows, into in ((park.demands, needs), (park.supplies, gives)):
            for flow in flows.values():
                place = flow.enterprise, flow.carrier
                into[place] = into.get(place, 0.0) + self._year(flow.rate)
                self._peak[place] = self._peak.get(place, 0.0) + park.largest(flow.rate)
        self._fixed = set(gives)
        for _ in range(DEPTH):
            self._used, self._made = dict(needs), dict(gives)
            for technology in park.technologies.values():
                activity = self._running.get(technology.label, 0.0)
                for carrier, ratio in technology.directions.items():
                    into = self._made if ratio > 0.0 else self._used
                    place = technology.enterprise, carrier
                    into[place] = into.get(place, 0.0) + abs(ratio) * activity
            made_so_far = dict(gives)
            for technology in park.technologies.values():
                self._running[technology.label] = self._activity(technology, made_so_far)
        for technology in park.technologies.values():
            if self._running[technology.label] > 0.0:
                self._fixed -= {(technology.enterprise, k) for k in technology.directions}

    def _activity(self, technology: Technology, made: dict[Place, float]) -> float:
        """Return what a plant of today makes of its rated flow in a year [amount/a]."""
        place = technology.enterprise, technology.rated_on
        most = technology.capacity * self._year(technology.availability)
        if technology.directions[technology.rated_on] < 0.0:
            return min(most, made.get(place, 0.0) or self._made.get(place, 0.0) or most)
        wanted = self._used.get(place, 0.0)
        if wanted > 0.0 and not self._sold(*place):
            most = min(most, max(0.0, wanted - made.get(place, 0.0)))
        made[place] = made.get(place, 0.0) + most
        return most

    def _year(self, rate: Varying) -> float:
        return float(self.park.series(rate).mean()) * HOURS

    def _mean(self, value: Varying) -> float:
        return float(self.park.series(value).mean())

    def _at(self, enterprise: str) -> Iterator[Technology]:
        return (t for t in self.park.technologies.values() if t.enterprise == enterprise)

    def _sold(self, enterprise: str, carrier: str) -> bool:
        return any(
            m.today and m.carrier == carrier and enterprise in m.members and m.sale_price is not None
            for m in self.park.markets.values()
        )

    # -- what things cost ------------------------------------------------------------------------

    def _cost(self, enterprise: str, carrier: str, depth: int = 0) -> tuple[float | None, str]:
        """Return the cheapest cost of one amount at an enterprise today [money/amount], and from where."""
        ways = []
        for market in self.park.markets.values():
            if market.today and market.carrier == carrier and enterprise in market.members:
                if market.purchase_price is None:
                    continue
                price = self._mean(market.purchase_price)
                price += sum(self._mean(charge) for _, charge in charges_of(self.park.markets, market))
                for emission, factor in market.emissions.items():
                    price += factor.value * self._levy(enterprise, emission)
                ways.append((price, f"bought from {market.label}"))
        for technology in self._at(enterprise) if depth < DEPTH else ():
            if technology.capacity > 0.0 and technology.rated_on == carrier:
                inputs = self._inputs(technology, depth + 1)
                if technology.directions[carrier] > 0.0 and inputs is not None:
                    ways.append((inputs + technology.running_cost, f"made by {technology.label}"))
        return min(ways, default=(None, "nothing today"))

    def _inputs(self, technology: Technology, depth: int = 0, besides: str = "") -> float | None:
        """Return what a plant's inputs and levies cost per amount of its rated flow; None when unknown."""
        total = 0.0
        for carrier, ratio in technology.directions.items():
            if self.park.is_emission(carrier):
                total += ratio * self._levy(technology.enterprise, carrier)
            elif ratio < 0.0 and carrier != besides:
                cost = self._cost(technology.enterprise, carrier, depth + 1)[0]
                if cost is None:
                    return None
                total -= ratio * cost
        return total

    def _levy(self, enterprise: str, emission: str) -> float:
        return sum(
            self._mean(levy.price)
            for levy in self.park.levies.values()
            if levy.carrier == emission and levy.covers(enterprise)
        )

    def _worth_of_giving(self, enterprise: str, carrier: str) -> tuple[float, str]:
        """Return what one amount is worth to its giver when it is taken away, and what it is spared."""
        ways = [
            (-self._mean(market.sale_price), f"sold to {market.label}")
            for market in self.park.markets.values()
            if market.today
            and market.carrier == carrier
            and enterprise in market.members
            and market.sale_price is not None
        ]
        for outlet in self.park.outlets.values():
            if outlet.today and (outlet.enterprise, outlet.carrier) == (enterprise, carrier):
                spared = self._mean(outlet.fee)
                for emission, factor in outlet.emissions.items():
                    spared += factor.value * self._levy(enterprise, emission)
                ways.append((spared, f"discarded at {outlet.label}"))
        for technology in self._at(enterprise):
            if technology.rated_on == carrier and technology.directions[carrier] > 0.0:
                inputs = self._inputs(technology)
                if inputs is not None and technology.capacity > 0.0:
                    return -inputs - technology.running_cost, f"made for it by {technology.label}"
        return min(ways, default=(0.0, "no outlet today"))
