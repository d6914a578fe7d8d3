"""How much of an enterprise's cost rests on figures of the process library rather than on its own data.

    share(n) = Σ |cost line| · how far the line rests on the library / Σ |cost line|          lines of n

A line rests on the library as far as what causes it does:

- a purchase, as far as what the enterprise uses of that carrier does: a demand of the library's counts
  whole, a plant's need as the plant does, what is sent away or sold as what the enterprise is given does;
- a sale or a discard, as far as what the enterprise makes or is given of that carrier does;
- what a plant costs, wholly when its ratios are the library's, else as what it makes is used;
- a link, as what it brings is used; a levy, as everything else of the enterprise on average.

Above 30 % the enterprise's results are indicative, not enterprise data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symbiosis.catalogue.rows import SOURCE

if TYPE_CHECKING:
    from symbiosis.park.park import Park
    from symbiosis.results.results import Results

THRESHOLD = 0.30
MARK = "indicative, not enterprise data"
ROUNDS = 30  # how far causes are traced; flows in rings settle within a few
Place = tuple[str, str]


def indicative(results: Results) -> dict[str, float]:
    """Return the enterprises whose cost rests on library figures for more than 30 %, with that share."""
    return {n: share for n, share in library_share(results).items() if share > THRESHOLD}


def library_share(results: Results) -> dict[str, float]:
    """Return the share of every enterprise's cost that rests on library figures, 0..1."""
    park = results.park
    if results.data is None or not any(_of_library(f.source) for f in park.figures.values()):
        return dict.fromkeys(park.enterprises, 0.0)
    used, made, plants = _Traced(results).shares()
    cost = results.cost
    whole: dict[str, float] = dict.fromkeys(park.enterprises, 0.0)
    resting = dict(whole)
    lines = zip(
        *(cost[key].values.tolist() for key in ("owner", "category", "item")),
        cost.values.tolist(),
        strict=True,
    )
    for owner, category, item, money in lines:
        if category != "levy":
            whole[owner] += abs(money)
            resting[owner] += abs(money) * _line(park, owner, category, item, used, made, plants)
    return {n: resting[n] / whole[n] if whole[n] > 0.0 else 0.0 for n in whole}


def _line(
    park: Park,
    owner: str,
    category: str,
    item: str,
    used: dict[Place, float],
    made: dict[Place, float],
    plants: dict[str, float],
) -> float:
    if item in park.markets:
        place = owner, park.markets[item].carrier
        return (made if category == "sale" else used).get(place, 0.0)
    if item in park.outlets:
        outlet = park.outlets[item]
        return made.get((outlet.enterprise, outlet.carrier), 0.0)
    if item in park.technologies:
        return plants.get(item, 0.0)
    if item in park.links:
        link = park.links[item]
        return max((used.get((link.destination, k), 0.0) for k in link.carriers), default=0.0)
    return 0.0


class _Traced:
    """How far what is used, what is made and every plant rest on the library, from a result's flows."""

    def __init__(self, results: Results) -> None:
        self.park = results.park
        self.own = _library_things(self.park)
        flow = results._variable("flow")
        amounts = np.abs(flow.values) @ results.horizon.represents
        signs = np.sign(flow.values.sum(axis=1))
        self.terms = [
            (n, k, by, float(amount), float(sign))
            for n, k, by, amount, sign in zip(
                *(flow[key].values.tolist() for key in ("enterprise", "carrier", "by")),
                amounts,
                signs,
                strict=True,
            )
            if amount > 0.0
        ]

    def shares(self) -> tuple[dict[Place, float], dict[Place, float], dict[str, float]]:
        """Return the shares of what is used and made by (enterprise, carrier), and those of plants."""
        used: dict[Place, float] = {}
        made: dict[Place, float] = {}
        plants = {label: 1.0 if label in self.own else 0.0 for label in self.park.technologies}
        for _ in range(ROUNDS):
            used = self._weighted(-1.0, made, used, plants)
            made = self._weighted(+1.0, made, used, plants)
            plants = {
                label: 1.0 if label in self.own else self._of_plant(label, used, made)
                for label in self.park.technologies
            }
        return used, made, plants

    def _of_plant(self, label: str, used: dict[Place, float], made: dict[Place, float]) -> float:
        """A plant runs for what it makes where that is used, or to take what it is rated on."""
        technology = self.park.technologies[label]
        n, rated = technology.enterprise, technology.rated_on
        gives = technology.directions.get(rated, 0.0) > 0.0
        return (used if gives else made).get((n, rated), 0.0)

    def _weighted(
        self,
        side: float,
        made: dict[Place, float],
        used: dict[Place, float],
        plants: dict[str, float],
    ) -> dict[Place, float]:
        total: dict[Place, float] = {}
        resting: dict[Place, float] = {}
        for n, k, by, amount, sign in self.terms:
            if sign != side:
                continue
            share = self._of_term(n, k, by, side, made, used, plants)
            if share is not None:
                total[n, k] = total.get((n, k), 0.0) + amount
                resting[n, k] = resting.get((n, k), 0.0) + amount * share
        return {place: resting[place] / total[place] for place in total}

    def _of_term(
        self,
        n: str,
        k: str,
        by: str,
        side: float,
        made: dict[Place, float],
        used: dict[Place, float],
        plants: dict[str, float],
    ) -> float | None:
        """Return how far one term of a balance rests on the library; None when it follows the others."""
        park = self.park
        if by in park.technologies:
            return plants[by]
        if by in park.demands or by in park.supplies:
            return 1.0 if by in self.own else 0.0
        link = park.links.get(by.partition(":")[0])
        if link is not None and side < 0.0:  # what leaves is caused by who receives it
            return used.get((link.destination, k), 0.0)
        if link is not None:
            return made.get((link.origin, k), 0.0)
        return None


def _library_things(park: Park) -> set[str]:
    """Labels of demands, supplies and plants whose flows are figures of the library."""
    out = set()
    for section, field in (("demands", "rate"), ("supplies", "rate"), ("technologies", "ratios")):
        for label in getattr(park, section):
            prefix = f"{section}.{label}.{field}"
            if any(
                _of_library(figure.source)
                for path, figure in park.figures.items()
                if path == prefix or path.startswith(f"{prefix}.")
            ):
                out.add(label)
    return out


def _of_library(source: str) -> bool:
    return source.startswith(f"{SOURCE}:")
