"""The funnel of candidate exchanges: how many pairs were possible, screened out and why, offered, chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiosis.park.park import Park
from symbiosis.study.matching.match import OFFERED, REASONS, Matching, match

if TYPE_CHECKING:
    from symbiosis.results.results import Results

NOTHING = 1e-3  # an amount in the year below this is a solver's dust, in any unit
Pair = tuple[str, str, str]  # giver, taker, carrier


@dataclass(frozen=True)
class Funnel:
    """Pairs of something that arises and another enterprise, from possible to chosen.

    `screened` counts those screened out by reason, `offered` what is left, `in_model` those of them with a
    link that the design could use, `chosen` those it uses; `beyond` are exchanges over links that the
    matching did not offer (a planner's own, or of carriers that nothing at the taker needs today).
    """

    possible: int
    screened: dict[str, int]
    offered: int
    in_model: int
    chosen: tuple[Pair, ...]
    beyond: tuple[Pair, ...]

    @property
    def rows(self) -> tuple[tuple[str, int], ...]:
        """The funnel from top to bottom: what, and how many pairs."""
        return (
            ("possible", self.possible),
            *((reason, count) for reason, count in self.screened.items() if count),
            ("offered", self.offered),
            ("with a link in the model", self.in_model),
            ("chosen", len(self.chosen)),
            ("exchanged beyond what was offered", len(self.beyond)),
        )


def funnel(results: Results, matching: Matching | None = None) -> Funnel:
    """Return the funnel of a result; `matching` is that of its park, made when absent."""
    found = match(results.park) if matching is None else matching
    offered = {(c.giver, c.taker, c.carrier) for c in found.offered}
    links = {
        (link.origin, link.destination, k): f"{label}:{k}"
        for label, link in results.park.links.items()
        for k in link.carriers
    }
    used = _used(results)
    flowing = [pair for pair, route in links.items() if route in used]
    return Funnel(
        found.possible,
        {reason: found.counts[reason] for reason in REASONS if reason != OFFERED},
        len(offered),
        len(offered & set(links)),
        tuple(pair for pair in flowing if pair in offered),
        tuple(pair for pair in flowing if pair not in offered),
    )


def with_candidates(park: Park, matching: Matching | None = None) -> tuple[Park, Matching]:
    """Return the park with a link for everything that matching offers and it has no link for yet."""
    found = match(park) if matching is None else matching
    new = {
        c.link.label: c.link for c in found.offered if c.link is not None and c.link.label not in park.links
    }
    return park.replace(links={**park.links, **new}), found


def _used(results: Results) -> set[str]:
    if results.data is None or "exchange" not in results.data:
        return set()
    yearly = results.yearly(results.data["exchange"])
    return {
        str(route)
        for route, amount in zip(yearly["route"].values.tolist(), yearly.values.tolist(), strict=True)
        if amount > NOTHING
    }
