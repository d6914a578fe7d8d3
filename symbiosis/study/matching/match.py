"""Who could use what: candidate exchanges from the known matches and from the park itself, ranked.

    amount     = min( what arises, what is needed / substitution )                       [amount/a]
    value      = what one amount saves the taker + what it spares the giver              [money/amount]
    break-even = value: what moving one amount may cost; per distance, value / km
    saving     = amount · (value − transport)                                            [money/a]

Every pair of something that arises and another enterprise is possible; each is offered or screened out
for one stated reason, the first that applies. What each enterprise has and needs is read from the park
(see `yearly_streams`); how streams move and what that costs are the library's assumptions (confidence L)
unless the park declares the link.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from symbiosis.catalogue.library import library
from symbiosis.catalogue.rows import Match
from symbiosis.park import Link
from symbiosis.park.money import annuity, invested, owner_of
from symbiosis.park.park import Park
from symbiosis.study.matching.propose import NO_TRANSPORT, propose, radius_of
from symbiosis.study.matching.quality_check import QualityCheck
from symbiosis.study.matching.yearly_streams import HOURS, Arising, Streams, Use

OFFERED = "offered"
NO_USE = "no use for it there"
UNKNOWN_TAKER = "types are not known to exchange it"
OUT_OF_RADIUS = "out of radius"
OUT_OF_REACH = "quality out of reach: nothing to mix or treat it with"
NOTHING_REPLACED = "replaces nothing that is bought or made today"
NOTHING_AVOIDED = "saves nothing, even delivered for nothing"
TOO_DEAR = "moving it costs more than it saves"
REASONS = (
    NO_USE, UNKNOWN_TAKER, OUT_OF_RADIUS, OUT_OF_REACH, NOTHING_REPLACED, NOTHING_AVOIDED, TOO_DEAR, OFFERED,
)  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """One possible exchange.

    Amount per year in the carrier's amount unit; distance and radius in km; money per amount except
    `saving` per year. `transport` is None where nothing is known about it; then `saving` is before
    transport. `link` is what a planner could add, None where the park declares one (`declared`) or where
    the taker needs a plant of its own first (`remark` says so).
    """

    giver: str
    taker: str
    carrier: str
    amount: float
    unit: str
    distance: float | None
    radius: float | None
    replaces: str
    outlet: str
    worth_to_taker: float | None
    worth_to_giver: float
    transport: float | None
    saving: float | None
    verdict: str
    quality: str
    effect: str
    evidence: str
    confidence: str
    remark: str
    declared: str
    estimated: bool
    link: Link | None

    @property
    def break_even(self) -> float | None:
        """What moving one amount may cost before nothing is saved [money/amount]."""
        return None if self.worth_to_taker is None else self.worth_to_taker + self.worth_to_giver

    @property
    def break_even_per_distance(self) -> float | None:
        """The same per kilometre [money/amount/km]."""
        value = self.break_even
        return None if value is None or not self.distance else value / self.distance


@dataclass(frozen=True)
class Matching:
    """Every possible pair, offered ones first by saving, and how many were screened out and why."""

    candidates: tuple[Candidate, ...]
    possible: int
    counts: dict[str, int]

    @property
    def offered(self) -> tuple[Candidate, ...]:
        """The candidates worth a closer look."""
        return tuple(c for c in self.candidates if c.verdict == OFFERED)


def match(park: Park) -> Matching:
    """Return the candidate exchanges of a park."""
    streams, check = Streams(park), QualityCheck(park)
    found: list[Candidate] = []
    counts: Counter[str] = Counter()
    possible = 0
    for arising in streams.arisings():
        for taker in park.enterprises:
            if taker == arising.enterprise:
                continue
            possible += 1
            candidate = _best(park, streams, check, arising, taker)
            counts[NO_USE if candidate is None else candidate.verdict] += 1
            if candidate is not None:
                found.append(candidate)
    found.sort(key=lambda c: (c.verdict != OFFERED, -(c.saving if c.saving is not None else -math.inf)))
    return Matching(tuple(found), possible, {reason: counts[reason] for reason in REASONS})


def _best(
    park: Park, streams: Streams, check: QualityCheck, arising: Arising, taker: str
) -> Candidate | None:
    """Return the way of taking that saves most, or None when the taker has no use for it."""
    ways = [_judge(park, check, arising, use, known) for use, known in _ways(park, streams, arising, taker)]
    return max(ways, key=_preference, default=None)


def _preference(candidate: Candidate) -> tuple[bool, float]:
    saving = candidate.saving if candidate.saving is not None else -math.inf
    return candidate.verdict == OFFERED, saving


def _ways(
    park: Park, streams: Streams, arising: Arising, taker: str
) -> Iterator[tuple[Use, tuple[Match, float] | None]]:
    """Yield the uses a taker has for something, with the library's match and its share of the need."""
    carrier = arising.carrier
    matches = [m for m in library().matches.values() if in_library(park, carrier) in m.carriers]
    seen = False
    for use in streams.uses(taker, carrier):
        seen = True
        known = [m for m in matches if _may_take(park, taker, m) and _may_give(park, arising.enterprise, m)]
        yield use, (known[0], 1.0) if known else None
    for known_match in () if seen else matches:
        replaced = known_match.replaced(in_library(park, carrier))
        for other in park.carriers:
            if other != carrier and in_library(park, other) == replaced:
                for use in streams.uses(taker, other):
                    if not use.through:
                        yield use, (known_match, known_match.substitution)


def in_library(park: Park, carrier: str) -> str:
    """Return the library's name of a park's carrier."""
    return park.carriers[carrier].stands_for or carrier


def _kind(park: Park, enterprise: str) -> str:
    """Return an enterprise's type; a town is a type of its own."""
    who = park.enterprises[enterprise]
    return who.type or ("town" if who.role == "town" else "")


def _may_take(park: Park, enterprise: str, known: Match) -> bool:
    kind = _kind(park, enterprise)
    return not kind or kind in known.takers


def _may_give(park: Park, enterprise: str, known: Match) -> bool:
    kind = _kind(park, enterprise)
    return not kind or kind in known.givers


def _judge(
    park: Park, check: QualityCheck, arising: Arising, use: Use, found: tuple[Match, float] | None
) -> Candidate:
    known, substitution = found if found is not None else (None, 1.0)
    carrier, giver, taker = arising.carrier, arising.enterprise, use.enterprise
    same = use.carrier == carrier
    share = 1.0 if same or known is None else known.share_most
    amount = min(arising.amount, use.amount * share / substitution)
    peak = min(arising.peak, use.peak * share / substitution)
    worth = None if use.worth is None else use.worth * substitution
    declared = _declared(park, giver, taker, carrier)
    distance = _distance(park, giver, taker, declared)
    need = use.peak * share / substitution
    link = declared or propose(park, giver, taker, carrier, in_library(park, carrier), need, distance or 0.0)
    radius = known.radius if known is not None else radius_of(park, carrier, in_library(park, carrier))
    transport = None if link is None else _transport(park, link, amount, peak, distance)
    value = None if worth is None else worth + arising.worth
    saving = None if value is None else amount * (value - (transport or 0.0))
    fits = same or known is None or (_may_take(park, taker, known) and _may_give(park, giver, known))
    if not fits:
        verdict = UNKNOWN_TAKER
    elif declared is None and distance is not None and radius is not None and distance > radius:
        verdict = OUT_OF_RADIUS
    elif same and check.out_of_reach(giver, taker, carrier):
        verdict = OUT_OF_REACH
    elif value is None or saving is None:
        verdict = NOTHING_REPLACED
    elif value <= 0.0:
        verdict = NOTHING_AVOIDED
    else:
        verdict = OFFERED if saving > 0.0 else TOO_DEAR
    remarks = [library().carriers[k].remark for k in [in_library(park, carrier)] if k in library().carriers]
    if not same:
        remarks.append(f"needs a plant at {taker} that turns {carrier} into {use.carrier}")
    if distance is None:
        remarks.append("distance not known: give both enterprises x and y")
    if link is None or transport is None:
        remarks.append(NO_TRANSPORT)
    return Candidate(
        giver,
        taker,
        carrier,
        amount,
        _amount(park.carriers[carrier].unit),
        distance,
        radius,
        f"{use.carrier}: {use.replaces}" if not same else use.replaces,
        arising.outlet,
        worth,
        arising.worth,
        transport,
        saving,
        verdict,
        check.clause(giver, taker, carrier, known.quality if known is not None else ""),
        known.effect if known is not None else "",
        known.evidence if known is not None else "this park",
        known.confidence if known is not None else "",
        "; ".join(remark for remark in remarks if remark),
        declared.label if declared is not None else "",
        arising.estimated,
        link if declared is None and same else None,
    )


def _declared(park: Park, giver: str, taker: str, carrier: str) -> Link | None:
    for link in park.links.values():
        if (link.origin, link.destination) == (giver, taker) and carrier in link.carriers:
            return link
    return None


def _distance(park: Park, giver: str, taker: str, declared: Link | None) -> float | None:
    if declared is not None and declared.length is not None:
        return declared.length
    a, b = park.enterprises[giver], park.enterprises[taker]
    if a.x is None or a.y is None or b.x is None or b.y is None:
        return None
    return park.settings.detour_factor * math.hypot(a.x - b.x, a.y - b.y)


def _transport(park: Park, link: Link, amount: float, peak: float, distance: float | None) -> float | None:
    """Return what moving one amount costs [money/amount]: payment, upkeep, freight and handling."""
    if distance is None or amount <= 0.0:
        return None
    new = 0.0 if link.capacity >= peak else max(peak, amount / HOURS)
    paid = invested(park, link, 1.0, new) if new else 0.0
    rate = park.rate_of_discount(owner_of(park, link))
    yearly = annuity(paid, link.lifetime, rate) if paid and link.lifetime else 0.0
    yearly += link.fixed_om_share * paid + link.fixed_om * new
    return yearly / amount + link.freight * distance + link.running_cost + link.load_cost_per_amount


def _amount(rate: str) -> str:
    return rate[:-2] if rate.endswith("/h") else f"{rate}h"
