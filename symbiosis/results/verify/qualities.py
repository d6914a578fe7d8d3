"""Do mixes keep their limits, traced from what givers state to where it is taken, mass by mass?

Concentrations are found anew: of a link from what is put on it at its origin, of everything that mixes from
what enters it (`mixes`). Which grade the model expected plays no part.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park import Park, Varying
from symbiosis.results.verify.flows import FEASIBILITY, own_terms, series, shared_terms
from symbiosis.results.verify.mixes import Affine, Mixes
from symbiosis.results.verify.reading import Tables
from symbiosis.results.verify.verdict import Floats, Ledger

Place = tuple[str, str]


def check(park: Park, horizon: Horizon, tables: Tables, ledger: Ledger) -> None:
    """Compare what givers give with what takers take, and every mix with its limits."""
    if not tables["blend"] and not park.recipes:
        return
    tracer = Tracer(park, horizon, tables)
    tracer.check_split(ledger)
    for place, name, mix in tracer.taken():
        _check_mix(tracer, place, name, mix, ledger)
    _check_loads(tracer, ledger)
    for label, recipe in park.recipes.items():
        parts = {k: tables["part"][f"{label}:{k}"] for k in recipe.parts}
        whole = np.sum(list(parts.values()), axis=0)
        allowed = FEASIBILITY * max(1.0, float(np.abs(whole).max(initial=0.0)))
        for k, share in recipe.share_max.items():
            most = series(park, horizon, share) * whole
            ledger.at_most("quality", "exceeds its largest share", f"{label}:{k}", parts[k], most, allowed)
        for k, share in recipe.share_min.items():
            least = series(park, horizon, share) * whole
            ledger.at_most("quality", "is below its smallest share", f"{label}:{k}", least, parts[k], allowed)


class Tracer:
    """Concentrations of everything that gives, step by step."""

    def __init__(self, park: Park, horizon: Horizon, tables: Tables) -> None:
        self.park, self.horizon, self.tables = park, horizon, tables
        self.flows: dict[Place, dict[str, Floats]] = {}
        for n, k, role, item, flow in [
            *own_terms(park, horizon, tables),
            *shared_terms(park, horizon, tables),
        ]:
            here, name = self.flows.setdefault((n, k), {}), f"{role}:{item}"
            here[name] = here[name] + flow if name in here else flow
        self.blend: dict[Place, dict[str, dict[str, Floats]]] = {}  # place → taker → giver → flow
        for key, flow in tables["blend"].items():
            n, k, giving_role, giver, taking_role, taker = key.split(":", 5)
            of_taker = self.blend.setdefault((n, k), {}).setdefault(f"{taking_role}:{taker}", {})
            of_taker[f"{giving_role}:{giver}"] = flow
        self.known: dict[tuple[Place, str, str], Affine] = {}
        self.mixes = Mixes(park, horizon, tables, self._entering)
        self.shares = {label: i for i, label in enumerate(self.mixes.labels)}

    def check_split(self, ledger: Ledger) -> None:
        """The parts of every flow add up to it, and none is negative."""
        for place, takers in self.blend.items():
            given: dict[str, Floats] = {}
            for taker, mix in takers.items():
                self._same(place, taker, -np.sum(list(mix.values()), axis=0), ledger)
                for giver, flow in mix.items():
                    given[giver] = given[giver] + flow if giver in given else flow
                    where = f"blend[{':'.join((*place, giver, taker))}]"
                    ledger.at_most("sign", "is negative", where, -flow, 0.0, FEASIBILITY * _size(flow))
            for giver, flow in given.items():
                self._same(place, giver, flow, ledger)
            nothing = np.zeros(len(self.horizon))
            for name in set(self.flows.get(place, {})) - set(given) - set(takers):
                self._same(place, name, nothing, ledger)

    def _same(self, place: Place, name: str, parts: Floats, ledger: Ledger) -> None:
        flow = self.flows.get(place, {}).get(name, np.zeros(len(self.horizon)))
        where = ":".join((*place, name))
        ledger.same("quality", "is not the sum of its parts", where, flow - parts, FEASIBILITY * _size(flow))

    def taken(self) -> list[tuple[Place, str, dict[str, Floats]]]:
        """Return every traced taker with what it is made of."""
        return [(place, taker, mix) for place, takers in self.blend.items() for taker, mix in takers.items()]

    def concentration(self, place: Place, giver: str, quality: str) -> Floats:
        """Return the value of a quality of what a giver gives, over the steps."""
        return self._value(self._affine(place, giver, quality), quality)

    def mean(self, place: Place, taker: str, quality: str) -> Floats:
        """Return the value of a quality of what a taker takes; of the whole place where nothing is apart."""
        return self._value(self._mean(place, taker, quality), quality)

    def _value(self, found: Affine, quality: str) -> Floats:
        known, shares = found
        return known + (shares * self.mixes.quality(quality)).sum(axis=1) if shares.any() else known

    def _entering(self, mixer: str, quality: str) -> tuple[Floats, Affine]:
        """Return what enters something that mixes, and what it carries of a quality."""
        park = self.park
        role, things = next(
            (role, things)
            for role, things in (
                ("pooled", park.pools),
                ("used", park.technologies),
                ("taken", park.water_uses),
                ("charged", park.stores),
            )
            if mixer in things
        )
        thing = things[mixer]
        place = thing.enterprise, thing.carrier
        mix = self.blend.get(place, {}).get(f"{role}:{mixer}", {})
        total = np.sum(list(mix.values()), axis=0) if mix else np.zeros(len(self.horizon))
        known, shares = self._mean(place, f"{role}:{mixer}", quality)
        return total, (total * known, total[:, None] * shares)

    def _plain(self, values: Floats) -> Affine:
        return values, np.zeros((len(self.horizon), len(self.shares)))

    def _own(self, mixer: str) -> Affine:
        known, shares = self._plain(np.zeros(len(self.horizon)))
        shares[:, self.shares[mixer]] = 1.0
        return known, shares

    def _affine(self, place: Place, giver: str, quality: str) -> Affine:
        key = place, giver, quality
        if key not in self.known:
            self.known[key] = self._plain(np.zeros(len(self.horizon)))  # where it comes back to itself
            self.known[key] = self._traced(place, giver, quality)
        return self.known[key]

    def _traced(self, place: Place, giver: str, quality: str) -> Affine:
        park, carrier = self.park, place[1]
        role, _, item = giver.partition(":")
        stated = item in park.water_uses and quality not in park.water_uses[item].picks_up
        if item in self.shares and role in ("mixed", "returned", "discharged") and not stated:
            return self._own(item)
        if role == "arriving":
            return self._mean((park.links[item].origin, carrier), f"leaving:{item}", quality)
        if role == "drawn":
            return self._hub(park.connections[item].network, carrier, quality)
        if role == "discharged":
            return self._over_time(place, f"charged:{item}", quality)
        value = self._stated(role, item, carrier).get(quality, 0.0)
        return self._plain(series(park, self.horizon, value))

    def _stated(self, role: str, item: str, carrier: str) -> Mapping[str, Varying]:
        park = self.park
        if role == "supply":
            return park.supplies[item].quality
        if role == "bought":
            return park.markets[item].quality
        if item in park.water_uses:
            return park.water_uses[item].quality
        if item in park.recipes:
            return park.recipes[item].quality
        return park.technologies[item].quality.get(carrier, {})  # type: ignore[no-any-return]

    def _mean(self, place: Place, taker: str, quality: str) -> Affine:
        mix = self.blend[place].get(taker, {}) if place in self.blend else self._giving(place)
        parts = [(flow, self._affine(place, giver, quality)) for giver, flow in mix.items()]
        return self._weighted(parts)

    def _weighted(self, parts: list[tuple[Floats, Affine]]) -> Affine:
        """Return the mean of qualities, weighted by flows; 0 where nothing flows."""
        total = np.sum([flow for flow, _ in parts], axis=0) if parts else np.zeros(len(self.horizon))
        known, shares = self._plain(np.zeros(len(self.horizon)))
        for flow, (value, of) in parts:
            part = np.divide(flow, total, out=np.zeros(len(self.horizon)), where=total > FEASIBILITY)
            known, shares = known + part * value, shares + part[:, None] * of
        return known, shares

    def _giving(self, place: Place) -> dict[str, Floats]:
        roles = ("made", "returned", "supply", "bought", "arriving", "drawn", "discharged", "mixed")
        return {g: flow for g, flow in self.flows.get(place, {}).items() if g.partition(":")[0] in roles}

    def _hub(self, label: str, carrier: str, quality: str) -> Affine:
        parts = []
        for connection in self.park.networks[label].connections:
            if connection.label in self.tables["feed"]:
                place = connection.enterprise, carrier
                mean = self._mean(place, f"fed:{connection.label}", quality)
                parts.append((self.tables["feed"][connection.label], mean))
        return self._weighted(parts)

    def _over_time(self, place: Place, taker: str, quality: str) -> Affine:
        filled = self.tables["charge"][taker.partition(":")[2]]
        if filled.sum() <= FEASIBILITY:
            return self._plain(np.zeros(len(self.horizon)))
        known, _ = self._mean(place, taker, quality)  # what a store keeps has one quality
        return self._plain(np.full(len(self.horizon), float((filled * known).sum() / filled.sum())))


def _size(flow: Floats) -> float:
    return max(1.0, float(np.abs(flow).max(initial=0.0)))


def _check_mix(tracer: Tracer, place: Place, name: str, mix: dict[str, Floats], ledger: Ledger) -> None:
    park, horizon = tracer.park, tracer.horizon
    role, _, item = name.partition(":")
    total = np.sum(list(mix.values()), axis=0)
    where = ":".join((*place, name))

    def carried(quality: str) -> Floats:
        values = [flow * tracer.concentration(place, giver, quality) for giver, flow in mix.items()]
        return np.asarray(np.sum(values, axis=0))

    highest, lowest = limits_of(park, role, item, place[1])
    if role == "blended":
        return _check_recipe(tracer, place[0], item, ledger)
    for limits, sign, what in ((highest, 1.0, "exceeds its limit"), (lowest, -1.0, "is below its limit")):
        for quality, limit in limits.items():
            allowed = series(park, horizon, limit)
            over = sign * (carried(quality) - allowed * total)
            tolerance = FEASIBILITY * _size(allowed * total)
            ledger.at_most("quality", f"{quality} of the mix {what}", where, over, 0.0, tolerance)
    if role == "demand":
        demand = park.demands[item]
        for supplier, share in demand.supplier_max.items():
            part = sum((f for g, f in mix.items() if g.partition(":")[2] == supplier), start=0.0 * total)
            most = series(park, horizon, share) * total
            what = f"takes more than its share from {supplier}"
            ledger.at_most("quality", what, where, part, most, FEASIBILITY * _size(total))
        for supplier, share in demand.supplier_min.items():
            part = sum((f for g, f in mix.items() if g.partition(":")[2] == supplier), start=0.0 * total)
            least = series(park, horizon, share) * total
            what = f"takes less than its share from {supplier}"
            ledger.at_most("quality", what, where, least, part, FEASIBILITY * _size(total))


def _check_loads(tracer: Tracer, ledger: Ledger) -> None:
    """What an operation picks up leaves with its water, at the outlet's limit at most."""
    park, horizon = tracer.park, tracer.horizon
    for label, whole in park.water_uses.items():
        parts = [use for use in park.water_uses.values() if label in (use.label, use.part_of)]
        for quality in whole.picks_up:
            load = whole.load.get(quality, 0.0)
            room, scale = np.zeros(len(horizon)), 1.0
            for use in parts:
                taken = tracer.tables["intake"][use.label]
                place, name = (use.enterprise, use.carrier), f"taken:{use.label}"
                left = (1.0 - use.loss) * taken - series(park, horizon, use.evaporates)
                out = series(park, horizon, use.quality[quality]) * left
                room = room + out - taken * tracer.mean(place, name, quality)
                scale = max(scale, _size(out))
            picked_up = series(park, horizon, load)
            what = f"does not carry its load of {quality} away"
            ledger.at_most("quality", what, label, picked_up, room, FEASIBILITY * scale)


def limits_of(
    park: Park, role: str, item: str, carrier: str
) -> tuple[Mapping[str, Varying], Mapping[str, Varying]]:
    """Return the highest and lowest qualities that something takes."""
    if role == "used":
        technology = park.technologies[item]
        return technology.quality_max.get(carrier, {}), technology.quality_min.get(carrier, {})
    sections: dict[str, Mapping[str, Any]] = {
        "taken": park.water_uses,
        "demand": park.demands,
        "discarded": park.outlets,
        "sold": park.markets,
    }
    if role not in sections:
        return {}, {}
    taker = sections[role][item]
    return taker.quality_max, taker.quality_min


def _check_recipe(tracer: Tracer, enterprise: str, label: str, ledger: Ledger) -> None:
    """All parts of a recipe together are one mix; parts that are not traced have one grade each."""
    recipe, park, horizon = tracer.park.recipes[label], tracer.park, tracer.horizon
    total = np.sum([tracer.tables["part"][f"{label}:{k}"] for k in recipe.parts], axis=0)
    limits = (
        (recipe.quality_max, 1.0, "exceeds its limit"),
        (recipe.quality_min, -1.0, "is below its limit"),
    )
    for of_side, sign, what in limits:
        for quality, limit in of_side.items():
            carried = sum(
                (
                    tracer.tables["part"][f"{label}:{k}"]
                    * tracer.mean((enterprise, k), f"blended:{label}", quality)
                    for k in recipe.parts
                ),
                start=0.0 * total,
            )
            allowed = series(park, horizon, limit) * total
            tolerance = FEASIBILITY * _size(allowed)
            over = sign * (carried - allowed)
            ledger.at_most("quality", f"{quality} of the mix {what}", label, over, 0.0, tolerance)
