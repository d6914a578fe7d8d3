"""Who plays for a share of a saving, which groups of them must be solved, and what a coalition then pays.

A group uses only what its members have and what lies between them. Members with nothing between them do not
need a solve: their part of the park falls apart, and costs add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiosis.park.part import bound_together, ties
from symbiosis.study.sharing.game import MOST_PLAYERS, members

if TYPE_CHECKING:
    from symbiosis.park.park import Park

Group = frozenset[str]


class CoalitionError(ValueError):
    """A game that cannot be played; the message says which enterprises cannot be by themselves."""


@dataclass(frozen=True)
class Paid:
    """What a group pays by itself, between a proved bound and its plan, and each of its members there.

    `priced` is what each pays once every exchange is settled at shadow prices; None where nobody asked, or
    where a price is not stated.
    """

    low: float
    high: float
    own: dict[str, float]
    priced: dict[str, float] | None = None


class Groups:
    """The players of a park, as a question leaves it (`scoped`), and what lies between them.

    With `by_district` the players are districts, each with all its enterprises; those in none play for
    themselves.
    """

    def __init__(self, scoped: Park, by_district: bool = False) -> None:
        self.stand_for = _stand_for(scoped, by_district)
        self.players = tuple(self.stand_for)
        player = {n: name for name, theirs in self.stand_for.items() for n in theirs}
        self._ties = [frozenset(player[n] for n in tie) for tie in ties(scoped)]
        self._whole = bound_together(scoped)

    def of(self, names: Iterable[str]) -> list[Group]:
        """Split a coalition into groups with nothing between them."""
        return list(split(list(names), self._ties, self._whole, self.players))

    @property
    def everybody(self) -> set[Group]:
        """The groups that all players together fall into."""
        return set(self.of(self.players))

    def coalitions(self) -> list[list[str]]:
        """Return every coalition in the order of its number; raises CoalitionError for too many players."""
        n = len(self.players)
        if n > MOST_PLAYERS:
            raise CoalitionError(
                f"{n} players are too many to solve every coalition; the most is {MOST_PLAYERS}. "
                "Sample orders of joining instead (--orders 100)."
            )
        return [[self.players[i] for i in members(one, n)] for one in range(1, 2**n)]

    def walk(self, coalitions: Iterable[Iterable[str]]) -> list[Group]:
        """Return the groups that some coalitions need: single players first, then neighbour by neighbour."""
        return sorted({group for names in coalitions for group in self.of(names)}, key=self.turn)

    def turn(self, group: Group) -> tuple[bool, int]:
        """Return when a group's turn comes: single players first, then from one neighbour to the next.

        In a Gray code, groups that follow each other differ by one player: simplex has little left to do.
        """
        code = sum(1 << at for at, player in enumerate(self.players) if player in group)
        place = 0
        while code:
            place, code = place ^ code, code >> 1
        return len(group) > 1, place

    def enterprises(self, group: Group) -> list[str]:
        """Return the enterprises of a group."""
        return [n for name in sorted(group) for n in self.stand_for[name]]

    def paid(self, names: list[str], known: Mapping[Group, Paid]) -> Paid:
        """Return what a coalition pays: the sum over its groups, which must be known."""
        parts = [known[group] for group in self.of(names)]
        low, high = sum(part.low for part in parts), sum(part.high for part in parts)
        priced = None
        if all(part.priced is not None for part in parts):
            priced = self._by_player(names, [part.priced or {} for part in parts])
        return Paid(low, high, self._by_player(names, [part.own for part in parts]), priced)

    def _by_player(self, names: list[str], parts: list[dict[str, float]]) -> dict[str, float]:
        paid = {n: amount for part in parts for n, amount in part.items()}
        return {name: sum(paid.get(n, 0.0) for n in self.stand_for[name]) for name in names}


def called(group: Group) -> str:
    """Return a group's name for people."""
    return ", ".join(sorted(group))


def cannot(group: Group, reasons: str) -> str:
    """Return the sentence on a group that has no plan by itself."""
    return f"{called(group)} cannot be without the others: {reasons}"


def split(names: list[str], ties: list[Group], whole: bool, players: tuple[str, ...]) -> Iterator[Group]:
    """Yield the groups of a coalition with nothing between them; `whole`: everybody is one group."""
    if whole and len(names) == len(players):
        yield frozenset(names)
        return
    left = set(names)
    while left:
        group = {left.pop()}
        grown = True
        while grown:
            joined = {n for tie in ties if tie & group for n in tie & set(names)}
            grown = not joined <= group
            group |= joined
        left -= group
        yield frozenset(group)


def _stand_for(park: Park, by_district: bool) -> dict[str, tuple[str, ...]]:
    """Return the enterprises of every player."""
    found: dict[str, list[str]] = {}
    for n, enterprise in park.enterprises.items():
        found.setdefault((by_district and enterprise.district) or n, []).append(n)
    return {name: tuple(theirs) for name, theirs in found.items()}
