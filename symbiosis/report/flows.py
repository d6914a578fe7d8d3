"""What passes between enterprises in a result: over links and through the hubs of networks, per year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiosis.results.results import NoPlanError

if TYPE_CHECKING:
    from symbiosis.results.results import Results

HUB = "hub:"  # before the label of a network, which is a place of the map like an enterprise


@dataclass(frozen=True)
class Flow:
    """A yearly amount of one carrier from one place to another; a place is an enterprise or `hub:network`."""

    origin: str
    destination: str
    carrier: str
    amount: float


@dataclass(frozen=True)
class Routes:
    """All that flows, what stands or is built and is not used, and what might be built and is not."""

    flows: tuple[Flow, ...]
    idle: tuple[tuple[str, str], ...]
    candidates: tuple[tuple[str, str], ...]

    @property
    def places(self) -> set[str]:
        """Every place that a flow, an idle route or a candidate touches."""
        pairs = [*((f.origin, f.destination) for f in self.flows), *self.idle, *self.candidates]
        return {place for pair in pairs for place in pair}


def routes(results: Results) -> Routes:
    """Return what flows, largest first; amounts are in the carrier's unit times an hour.

    Raises NoPlanError when the result has no plan.
    """
    data, park = results.data, results.park
    if data is None:
        raise NoPlanError(f"{results.question} has no plan to draw: {results.outcome.sentence}.")
    flows: list[Flow] = []
    idle: list[tuple[str, str]] = []
    candidates: list[tuple[str, str]] = []
    sizes = dict(zip(data["asset"].values.tolist(), data["capacity"].values.tolist(), strict=True))

    def yearly(variable: str, dim: str) -> dict[str, float]:
        if variable not in data:
            return {}
        totals = results.yearly(data[variable])
        return dict(zip(totals[dim].values.tolist(), totals.values.tolist(), strict=True))

    sent, feed, draw = yearly("exchange", "route"), yearly("feed", "connection"), yearly("draw", "connection")

    # A solver leaves dust: a flow is drawn when it is a millionth of the largest and not nothing.
    largest = max((*sent.values(), *feed.values(), *draw.values()), default=0.0)
    least = max(1e-3, 1e-6 * largest)

    def unused(asset: str, pair: tuple[str, str]) -> None:
        (idle if sizes.get(asset, 0.0) > 1e-6 else candidates).append(pair)

    for label, link in park.links.items():
        pair = (link.origin, link.destination)
        amounts = {k: sent.get(f"{label}:{k}", 0.0) for k in link.carriers}
        flows += [Flow(*pair, k, amount) for k, amount in amounts.items() if amount > least]
        if max(amounts.values()) <= least:
            unused(label, pair)
    for label, connection in park.connections.items():
        hub, carrier = HUB + connection.network, park.networks[connection.network].carrier
        fed, drawn = feed.get(label, 0.0), draw.get(label, 0.0)
        flows += [Flow(connection.enterprise, hub, carrier, fed)] if fed > least else []
        flows += [Flow(hub, connection.enterprise, carrier, drawn)] if drawn > least else []
        if max(fed, drawn) <= least:
            unused(label, (connection.enterprise, hub))
    flows.sort(key=lambda flow: (-flow.amount, flow.origin, flow.destination, flow.carrier))
    return Routes(tuple(flows), tuple(dict.fromkeys(idle)), tuple(dict.fromkeys(candidates)))
