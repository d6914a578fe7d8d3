"""Whether a stream is good enough for who would take it, as far as both sides have stated it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from symbiosis.park import Link
from symbiosis.park.park import Park

Stated = Mapping[str, Any]  # numbers that may vary, by quality
Place = tuple[str, str]  # enterprise, carrier


class QualityCheck:
    """What everybody in a park states of qualities, gathered once to compare any giver with any taker."""

    def __init__(self, park: Park) -> None:
        self.park = park
        self.given: dict[Place, list[Stated]] = {}
        self.most: dict[Place, list[Stated]] = {}
        self.least: dict[Place, list[Stated]] = {}
        for supply in park.supplies.values():
            self.given.setdefault((supply.enterprise, supply.carrier), []).append(supply.quality)
        for demand in park.demands.values():
            self.most.setdefault((demand.enterprise, demand.carrier), []).append(demand.quality_max)
            self.least.setdefault((demand.enterprise, demand.carrier), []).append(demand.quality_min)
        for technology in park.technologies.values():
            for carrier, sign in technology.directions.items():
                at = technology.enterprise, carrier
                sides = ((self.most, technology.quality_max), (self.least, technology.quality_min))
                for side, stated in ((self.given, technology.quality),) if sign > 0.0 else sides:
                    inner = stated.get(carrier, {})
                    side.setdefault(at, []).append(inner if isinstance(inner, Mapping) else {})

    def clause(self, giver: str, taker: str, carrier: str, known: str) -> str:
        """Return one clause: within limits, beyond which limits, or what is to be checked.

        `known` are the limits of the library's match in words.
        """
        given = self._means(self.given, giver, carrier)
        beyond = [
            f"{quality} {given[quality]:g} {'above' if sign > 0.0 else 'below'} {limit:g}"
            for quality, limit, sign in self._beyond(giver, taker, carrier)
        ]
        if beyond:
            lost = self.out_of_reach(giver, taker, carrier)
            way = "nothing to mix or treat it with" if lost else "mix or treat it"
            return f"beyond limits: {', '.join(beyond)}; {way}"
        limits = {**self._means(self.most, taker, carrier), **self._means(self.least, taker, carrier)}
        unknown = [quality for quality in limits if quality not in given]
        if unknown:
            return f"to be measured: {', '.join(unknown)}"
        if limits:
            return "within limits"
        return f"to be checked: {known}" if known else "no limit stated"

    def out_of_reach(self, giver: str, taker: str, carrier: str) -> list[str]:
        """Return the qualities beyond the taker's limits that nothing at hand could bring within them.

        At hand is what else the taker may buy, has or is sent within the limit, and any treatment
        of the carrier at either of the two that gives it back within the limit or removes a share.
        """
        return [
            quality
            for quality, limit, sign in self._beyond(giver, taker, carrier)
            if not self._can_be_met(giver, taker, carrier, quality, limit, sign)
        ]

    def _means(self, side: Mapping[Place, list[Stated]], enterprise: str, carrier: str) -> dict[str, float]:
        """Return the mean qualities that an enterprise states for a carrier on one side."""
        out: dict[str, float] = {}
        for stated in side.get((enterprise, carrier), ()):
            for quality, value in stated.items():
                if not isinstance(value, Mapping):
                    out.setdefault(quality, float(self.park.series(value).mean()))
        return out

    def _beyond(self, giver: str, taker: str, carrier: str) -> Iterator[tuple[str, float, float]]:
        """Yield the qualities that are beyond a limit, with it and its side (above 0: an upper one)."""
        given = self._means(self.given, giver, carrier)
        for side, sign in ((self.most, 1.0), (self.least, -1.0)) if given else ():
            for quality, limit in self._means(side, taker, carrier).items():
                if quality in given and sign * (given[quality] - limit) > 1e-12:
                    yield quality, limit, sign

    @staticmethod
    def _brings(link: Link, taker: str, carrier: str) -> bool:
        return link.destination == taker and carrier in link.carriers

    def _can_be_met(
        self, giver: str, taker: str, carrier: str, quality: str, limit: float, sign: float
    ) -> bool:
        def within(stated: Stated) -> bool:
            return (
                quality in stated
                and sign * (float(self.park.series(stated[quality]).mean()) - limit) <= 1e-12
            )

        for market in self.park.markets.values():
            sells = market.carrier == carrier and market.purchase_price is not None
            if sells and taker in market.members and within(market.quality):
                return True
        others = {link.origin for link in self.park.links.values() if self._brings(link, taker, carrier)}
        for n in {taker, *others} - {giver}:
            if any(within(stated) for stated in self.given.get((n, carrier), ())):
                return True
        for technology in self.park.technologies.values():
            if technology.enterprise not in (giver, taker) or technology.rated_on != carrier:
                continue
            fixed = technology.returns > 0.0 and within(technology.quality.get(carrier, {}))
            if quality in technology.removal or fixed:
                return True
        return False
