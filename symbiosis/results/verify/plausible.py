"""Does the park as a whole make sense: nothing from nothing, nothing vanishing?

Added up over all enterprises and the whole horizon, carrier by carrier:

    supplied + bought + made − used = demanded + sold + discarded + lost on the way + stored

A technology that gives more energy than it takes, and a member that buys and sells or feeds and draws
in the same step, are lawful (a heat pump, a condensing boiler on its lower heating value, a price spread
of zero) and noted.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park import Park
from symbiosis.results.verify import standing
from symbiosis.results.verify.assets import hub_is_decided
from symbiosis.results.verify.flows import FEASIBILITY, arriving_share, own_terms, series
from symbiosis.results.verify.reading import Tables
from symbiosis.results.verify.verdict import Floats, Ledger, exact_sum


def check(park: Park, horizon: Horizon, tables: Tables, ledger: Ledger) -> None:
    """Account for every carrier over the park, and note what looks odd."""
    _check_totals(park, horizon, tables, ledger)
    for technology in park.technologies.values():
        if technology.points:
            continue  # its flows are no multiple of its activity
        given = np.zeros(len(horizon))
        for carrier, ratio in technology.ratios.items():
            if park.carriers[carrier].kind == "energy" and park.carriers[carrier].unit == "MW":
                given = given + series(park, horizon, ratio)
        energies = [k for k in technology.ratios if park.carriers[k].kind == "energy"]
        if all(park.carriers[k].unit == "MW" for k in energies) and len(energies) > 1:
            excess = given * tables["activity"][technology.label]
            ledger.note("gives more energy than it takes", technology.label, excess, FEASIBILITY)
    for first, second, what in (
        ("purchase", "sale", "buys and sells at once"),
        ("feed", "draw", "feeds and draws at once"),
    ):
        for label in tables[first].keys() & tables[second].keys():
            both = np.minimum(tables[first][label], tables[second][label])
            ledger.note(what, label, both, FEASIBILITY * max(1.0, float(both.max(initial=0.0))))


def _check_totals(park: Park, horizon: Horizon, tables: Tables, ledger: Ledger) -> None:
    """Everything that enters the park or arises in it is found again."""
    amounts: dict[str, list[float]] = {}
    gross: dict[str, float] = {}
    own = ((term.carrier, term.flow) for term in own_terms(park, horizon, tables))
    for carrier, flow in itertools.chain(own, _lost(park, horizon, tables)):
        amounts.setdefault(carrier, []).append(float(horizon.represents @ flow))
        gross[carrier] = gross.get(carrier, 0.0) + float(horizon.represents @ np.abs(flow))
    for carrier, parts in amounts.items():
        tolerance = FEASIBILITY * max(1.0, gross[carrier], float(horizon.represents.sum()))
        what = "arises from nothing or vanishes in the park as a whole"
        ledger.same("park", what, carrier, exact_sum(parts), tolerance)


def _lost(park: Park, horizon: Horizon, tables: Tables) -> Iterator[tuple[str, Floats]]:
    """Yield what is lost between enterprises, below 0."""
    for link in park.links.values():
        for carrier in link.carriers:
            yield carrier, (arriving_share(park, link) - 1.0) * tables["exchange"][f"{link.label}:{carrier}"]
        yield link.carriers[0], -standing.lost(park, horizon, tables, link)
    for label, network in park.networks.items():
        if network.standing_loss > 0.0:
            stands = float(tables["hub"][label]) if hub_is_decided(park, label) else 1.0
            yield network.carrier, np.full(len(horizon), -stands * network.standing_loss)
        for segment in network.segments:
            yield network.carrier, -standing.lost(park, horizon, tables, segment)
        for connection in network.connections:
            if connection.label in tables["feed"]:
                yield network.carrier, -network.loss * tables["feed"][connection.label]
