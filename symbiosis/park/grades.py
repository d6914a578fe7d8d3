"""Who may feed whom, and at which quality: the grades in which a carrier flows, where quality counts.

At a place (enterprise, carrier) of a carrier with qualities, givers stay apart and mix only where they
are taken. A link carries one grade: that of the pool at its origin, else of what arises there, else of
what is bought there, else of what arrives there. Where that would be several qualities, the planner names
one (`takes`) or declares a pool. What leaves a pool travels over one link; another pool may take it there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from symbiosis.park.grading import (
    ARISES,
    BOUGHT,
    PASSES,
    POOL,
    Giver,
    Grade,
    Place,
    Taker,
    givers_of,
    graded,
    mixers,
    takers_of,
)
from symbiosis.park.park import Park

Candidates = Callable[[], list[tuple[str, Grade]]]
COMING = Grade(mix=".")  # of a link that is being looked at: what comes back to it adds no grade
# nothing feeds itself: the roles of one thing as a giver and as a taker
ITSELF = {
    "returned": ("used", "taken"),
    "made": ("used", "blended"),
    "mixed": ("pooled",),
    "discharged": ("charged",),
}
MIXED_BY = ("pooled", "used", "taken", "charged")


@dataclass(frozen=True)
class Pair:
    """A giver that may feed a taker at a place."""

    enterprise: str
    carrier: str
    giver: Giver
    taker: Taker
    grade: Grade

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Enterprise, carrier, giver and taker."""
        return self.enterprise, self.carrier, self.giver.name, self.taker.name


@dataclass(frozen=True)
class Grades:
    """Pairs of giver and taker at every place where qualities decide who may feed whom.

    `clashes` are (section, label, what feeds it) where one grade would have several qualities.
    """

    pairs: tuple[Pair, ...]
    givers: Mapping[Place, tuple[Giver, ...]]
    takers: Mapping[Place, tuple[Taker, ...]]
    clashes: tuple[tuple[str, str, tuple[str, ...]], ...]

    @property
    def places(self) -> tuple[Place, ...]:
        """Places that are traced."""
        return tuple(self.givers)

    def ends(self, mixer: str) -> list[Pair]:
        """Return the pairs at which the mixture of a pool (or cleaner) is used up."""
        return [p for p in self.pairs if p.grade.mix == mixer and p.taker.role != "leaving"]

    def entries(self, mixer: str) -> list[Pair]:
        """Return the pairs that feed a pool, a cleaner, a water use or a tank."""
        return [
            p for p in self.pairs if p.taker.item == mixer and p.taker.special and p.taker.role in MIXED_BY
        ]


def grades(park: Park) -> Grades:
    """Return the grades of a park."""
    return _Tracer(park).grades()


class _Tracer:
    def __init__(self, park: Park) -> None:
        self.park = park
        self.carriers = graded(park)
        self.givers: dict[Place, list[Giver]] = {}
        self.takers: dict[Place, list[Taker]] = {}
        self.clashes: dict[tuple[str, str], tuple[str, ...]] = {}
        self.known: dict[tuple[str, str], Grade] = {}
        for place, giver in givers_of(park, self.carriers):
            if place[1] in self.carriers:
                self.givers.setdefault(place, []).append(giver)
        for place, taker in takers_of(park):
            if place[1] in self.carriers:
                self.takers.setdefault(place, []).append(taker)

    def grades(self) -> Grades:
        pairs: list[Pair] = []
        traced: list[Place] = []
        for place in self.givers:
            here = list(self._pairs(place))
            if self._matters(place, here):
                traced.append(place)
                pairs += here
        return Grades(
            tuple(pairs),
            {place: tuple(self.givers[place]) for place in traced},
            {place: tuple(self.takers.get(place, ())) for place in traced},
            tuple((section, label, names) for (section, label), names in self.clashes.items()),
        )

    def _matters(self, place: Place, pairs: list[Pair]) -> bool:
        takers = self.takers.get(place, [])
        if len(pairs) < len(self.givers[place]) * len(takers):
            return True
        limited = any(t.highest or t.lowest or t.special for t in takers)
        return limited or any(p.grade.mix for p in pairs)

    # -- which grade each one is ----------------------------------------------------------------

    def _grade(self, place: Place, giver: Giver) -> Grade:
        if giver.grade is not None:
            return giver.grade
        if giver.role == "arriving":
            return self._link(giver.item, place[1])
        if giver.role == "drawn":
            return self._network(self.park.connections[giver.item].network)
        return self._store(giver.item)

    def _link(self, label: str, carrier: str) -> Grade:
        link = self.park.links[label]
        place = link.origin, carrier
        if link.takes:
            named = [g for g in self.givers.get(place, ()) if g.item == link.takes]
            return self._grade(place, named[0]) if named else Grade()
        return self._one_of((f"links.{label}", carrier), "links", label, lambda: self._leading(place))

    def _network(self, label: str) -> Grade:
        network = self.park.networks[label]

        def feeding() -> list[tuple[str, Grade]]:
            found = []
            for c in network.connections:
                if c.direction != "draw":
                    own = [
                        g for g in self.givers.get((c.enterprise, network.carrier), ()) if g.role != "drawn"
                    ]
                    found += self._first_rank((c.enterprise, network.carrier), own)
            return found

        return self._one_of((f"networks.{label}", network.carrier), "networks", label, feeding)

    def _store(self, label: str) -> Grade:
        store = self.park.stores[label]
        place = store.enterprise, store.carrier

        def filling() -> list[tuple[str, Grade]]:
            others = [g for g in self.givers.get(place, ()) if g.role != "discharged"]
            return [(g.item, self._grade(place, g)) for g in others]

        return self._one_of((f"stores.{label}", store.carrier), "stores", label, filling)

    def _one_of(self, key: tuple[str, str], section: str, label: str, candidates: Candidates) -> Grade:
        """Return the one grade of what feeds something; note a clash where there are several."""
        if key not in self.known:
            self.known[key] = COMING
            found = [(item, grade) for item, grade in candidates() if grade is not COMING]
            different = list(dict.fromkeys(grade for _, grade in found))
            if len(different) > 1:
                self.clashes[section, label] = tuple(dict.fromkeys(item for item, _ in found))
            self.known[key] = different[0] if different else Grade()
        return self.known[key]

    def _leading(self, place: Place) -> list[tuple[str, Grade]]:
        return self._first_rank(place, self.givers.get(place, []))

    def _first_rank(self, place: Place, givers: list[Giver]) -> list[tuple[str, Grade]]:
        for rank in (POOL, ARISES, BOUGHT, PASSES):
            here = [g for g in givers if g.rank == rank]
            if here:
                return [(g.item, self._grade(place, g)) for g in here]
        return []

    def _pairs(self, place: Place) -> Iterator[Pair]:
        mixing = set(mixers(self.park))
        for giver in self.givers[place]:
            grade = self._grade(place, giver)
            for taker in self.takers.get(place, ()):
                if self._may_feed(place, giver, grade, taker, mixing):
                    yield Pair(*place, giver, taker, grade)

    def _may_feed(self, place: Place, giver: Giver, grade: Grade, taker: Taker, mixing: set[str]) -> bool:
        if taker.item == giver.item and taker.role in ITSELF.get(giver.role, ()):
            return False
        if taker.item in mixing and taker.special:
            return True
        if taker.role == "leaving":
            link = self.park.links[taker.item]
            if link.takes:
                return giver.item == link.takes
            return grade == self._link(taker.item, place[1]) and not (grade.mix and giver.rank == PASSES)
        if taker.role == "fed":
            network = self.park.connections[taker.item].network
            return not grade.mix and grade == self._network(network)
        if taker.role == "charged":
            return not grade.mix and grade == self._store(taker.item)
        return True
