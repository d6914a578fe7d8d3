"""What gives and takes a carrier whose quality counts: roles, grades and limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from symbiosis.park.park import Park
from symbiosis.park.profile import Varying

Place = tuple[str, str]
Asked = Mapping[str, set[str]]
Limits = Mapping[str, Varying]
POOL, ARISES, BOUGHT, PASSES = range(4)


@dataclass(frozen=True)
class Grade:
    """One quality of a carrier: its values by quality, or the label of the pool or cleaner that mixes it."""

    quality: tuple[tuple[str, Varying], ...] = ()
    mix: str = ""

    @property
    def values(self) -> dict[str, Varying]:
        """Value of every quality that is stated."""
        return dict(self.quality)


@dataclass(frozen=True)
class Giver:
    """What gives a carrier at a place: its role in the balance, its label, its grade, how far it ranks."""

    role: str
    item: str
    rank: int
    grade: Grade | None = None  # None: follows from elsewhere

    @property
    def name(self) -> str:
        """Role and label."""
        return f"{self.role}:{self.item}"


@dataclass(frozen=True)
class Taker:
    """What takes a carrier at a place: its role in the balance, its label and its limits."""

    role: str
    item: str
    highest: Limits = field(default_factory=dict, hash=False)
    lowest: Limits = field(default_factory=dict, hash=False)
    special: bool = False  # a water use, pool or share limit needs to know who feeds it

    @property
    def name(self) -> str:
        """Role and label."""
        return f"{self.role}:{self.item}"


def graded(park: Park) -> dict[str, set[str]]:
    """Return the carriers on which somebody sets a limit, a load or a share, and the qualities asked for.

    A quality that nobody asks for makes no difference between givers.
    """
    asked: dict[str, set[str]] = {}

    def ask(carrier: str, *limits: Limits) -> None:
        names = {name for of_side in limits for name in of_side}
        if names:
            asked.setdefault(carrier, set()).update(names)

    for section in (park.demands, park.outlets, park.markets):
        for thing in section.values():
            ask(thing.carrier, thing.quality_max, thing.quality_min)
    for demand in park.demands.values():
        if demand.supplier_max or demand.supplier_min:
            asked.setdefault(demand.carrier, set())
    for technology in park.technologies.values():
        for limits in (technology.quality_max, technology.quality_min, technology.burns):
            for carrier, values in limits.items():
                if isinstance(values, Mapping):
                    ask(carrier, values)
    for recipe in park.recipes.values():
        for carrier in recipe.parts:
            ask(carrier, recipe.quality_max, recipe.quality_min)
    for use in park.water_uses.values():
        whole = park.water_uses[use.part_of] if use.part_of else use
        outlet = {q: whole.quality[q] for q in whole.picks_up if q in whole.quality}
        ask(use.carrier, use.quality_max, use.quality_min, outlet)
    return asked


def several_loads(park: Park, label: str) -> bool:
    """Tell whether the plan finds the outlet of a water use: it picks up several qualities, and has no parts.

    With one its outlet stands at its limit, and no less water can do.
    """
    use = park.water_uses[label]
    parts = any(other.part_of == label for other in park.water_uses.values())
    return len(use.picks_up) > 1 and not use.part_of and not parts


def mixers(park: Park) -> list[str]:
    """Return the labels of whatever gives a mix: pools, cleaners, water uses with several loads, tanks."""
    return [
        *park.pools,
        *(label for label, technology in park.technologies.items() if technology.removal),
        *(label for label in park.water_uses if several_loads(park, label)),
        *(label for label, store in park.stores.items() if store.mixes),
    ]


def givers_of(park: Park, asked: Asked) -> Iterator[tuple[Place, Giver]]:
    """Yield everything that gives a carrier, with its place; grades as far as anybody asks for them."""
    for label, pool in park.pools.items():
        yield (pool.enterprise, pool.carrier), Giver("mixed", label, POOL, Grade(mix=label))
    for label, tech in park.technologies.items():
        for k, sign in tech.directions.items():
            if sign > 0.0 and not park.is_emission(k):
                yield (
                    (tech.enterprise, k),
                    Giver("made", label, ARISES, _stated(asked, k, tech.quality.get(k, {}))),
                )
        if tech.returns > 0.0:
            fixed = _stated(asked, tech.rated_on, tech.quality.get(tech.rated_on, {}))
            back = Grade(mix=label) if tech.removal else fixed
            rank = POOL if tech.removal else ARISES
            yield (tech.enterprise, tech.rated_on), Giver("returned", label, rank, back)
    for label, use in park.water_uses.items():
        found = Grade(mix=label) if several_loads(park, label) else _stated(asked, use.carrier, use.quality)
        yield (use.enterprise, use.carrier), Giver("returned", label, ARISES, found)
    for label, recipe in park.recipes.items():
        grade = _stated(asked, recipe.carrier, recipe.quality)
        yield (recipe.enterprise, recipe.carrier), Giver("made", label, ARISES, grade)
    for label, supply in park.supplies.items():
        grade = _stated(asked, supply.carrier, supply.quality)
        yield (supply.enterprise, supply.carrier), Giver("supply", label, ARISES, grade)
    for label, market in park.markets.items():
        if market.purchase_price is not None:
            grade = _stated(asked, market.carrier, market.quality)
            for n in market.members:
                yield (n, market.carrier), Giver("bought", label, BOUGHT, grade)
    for label, link in park.links.items():
        for k in link.carriers:
            yield (link.destination, k), Giver("arriving", label, PASSES)
    for network in park.networks.values():
        for c in network.connections:
            if c.direction != "feed":
                yield (c.enterprise, network.carrier), Giver("drawn", c.label, PASSES)
    for label, store in park.stores.items():
        mixed = Grade(mix=label) if store.mixes else None
        rank = POOL if store.mixes else PASSES
        yield (store.enterprise, store.carrier), Giver("discharged", label, rank, mixed)
        if store.spoils_to:
            grade = _stated(asked, store.spoils_to, {})
            yield (store.enterprise, store.spoils_to), Giver("spoiled", label, ARISES, grade)


def takers_of(park: Park) -> Iterator[tuple[Place, Taker]]:
    """Yield everything that takes a carrier, with its place and limits."""
    for label, pool in park.pools.items():
        yield (pool.enterprise, pool.carrier), Taker("pooled", label, special=True)
    for label, tech in park.technologies.items():
        for k, sign in tech.directions.items():
            if sign < 0.0 and not park.is_emission(k):
                high, low = tech.quality_max.get(k, {}), tech.quality_min.get(k, {})
                special = (bool(tech.removal) and k == tech.rated_on) or k in tech.burns
                yield (tech.enterprise, k), Taker("used", label, high, low, special)
    for label, use in park.water_uses.items():
        limits = use.quality_max, use.quality_min
        yield (use.enterprise, use.carrier), Taker("taken", label, *limits, special=True)
    for label, recipe in park.recipes.items():
        for k in recipe.parts:
            limits = recipe.quality_max, recipe.quality_min
            yield (recipe.enterprise, k), Taker("blended", label, *limits)
    for label, demand in park.demands.items():
        special = bool(demand.supplier_max or demand.supplier_min)
        taker = Taker("demand", label, demand.quality_max, demand.quality_min, special)
        yield (demand.enterprise, demand.carrier), taker
    for label, market in park.markets.items():
        if market.sale_price is not None:
            for n in market.members:
                yield (n, market.carrier), Taker("sold", label, market.quality_max, market.quality_min)
    for label, outlet in park.outlets.items():
        taker = Taker("discarded", label, outlet.quality_max, outlet.quality_min)
        yield (outlet.enterprise, outlet.carrier), taker
    for label, link in park.links.items():
        for k in link.carriers:
            yield (link.origin, k), Taker("leaving", label)
    for network in park.networks.values():
        for c in network.connections:
            if c.direction != "draw":
                yield (c.enterprise, network.carrier), Taker("fed", c.label)
    for label, store in park.stores.items():
        yield (store.enterprise, store.carrier), Taker("charged", label, special=store.mixes)


def _stated(asked: Asked, carrier: str, values: Limits) -> Grade:
    names = asked.get(carrier, set())
    return Grade(tuple(sorted((name, value) for name, value in values.items() if name in names)))
