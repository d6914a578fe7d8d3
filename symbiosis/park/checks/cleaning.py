"""Whether cleaners of waste gas have something to clean, take it, and do not take the same gas twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from symbiosis.park.burning import formed
from symbiosis.park.checks.every import Problems
from symbiosis.park.problems import Problem
from symbiosis.park.technology import Technology

if TYPE_CHECKING:
    from symbiosis.park.park import Park


def cleaning_problems(park: Park) -> Problems:
    """Yield what is wrong with cleaners, one by one and at one stack."""
    from symbiosis.park.places import givers_and_takers  # reads a park, which these checks complete

    cleaners = {i: technology for i, technology in park.technologies.items() if technology.cleans}
    given = {carrier for _, carrier, _, gives in givers_and_takers(park) if gives} if cleaners else set()
    for i, technology in cleaners.items():
        yield from _itself(park, i, technology)
        for k, sign in technology.directions.items():
            if sign < 0.0 and not park.is_emission(k) and k not in given:
                remedy = "Add a market, or whoever makes it."
                yield _wrong(i, "ratios", "is needed, and nothing in the park brings it.", remedy, k)
    yield from _one_after_another(cleaners)


def _itself(park: Park, i: str, technology: Technology) -> Problems:
    if not technology.treats:
        yield _wrong(
            i, "captured_max", "captures, but nothing is named that reaches it.", "State treats: […]."
        )
    if not technology.captured_max:
        remedy = "State captured_max: {so2: 95 %}."
        yield _wrong(i, "treats", "names what reaches it, but not which share of it is taken.", remedy)
    for source in technology.treats:
        other = park.technologies[source]
        if other.enterprise != technology.enterprise:
            remedy = "Place the cleaner where the stack is; a duct between enterprises carries a waste gas."
            yield _wrong(i, "treats", "stands at another enterprise.", remedy, source)
    yield from _several(park, i, technology)
    for k in technology.captured_max:
        if not park.is_emission(k):
            remedy = "Declare it with kind: emission, or let a technology take it by its ratios."
            yield _wrong(i, "captured_max", "is not an emission.", remedy, k)
            continue
        if technology.directions.get(k, 0.0) >= 0.0:
            remedy = f"State what it takes: ratios: {{{k}: -1, …}}, or captures: {{{k}: {{}}}}."
            yield _wrong(i, "captured_max", f"is to be taken, but the ratios take no {k}.", remedy, k)
        if technology.treats and not any(
            _gives_off(park, park.technologies[source], k) for source in _plants(park, technology)
        ):
            remedy = "Give one of the plants it treats a ratio for it, or name other plants."
            yield _wrong(i, "captured_max", f"is to be taken, but nothing it treats emits {k}.", remedy, k)
    for k, sign in technology.directions.items():
        if sign < 0.0 and park.is_emission(k) and k not in technology.captured_max:
            remedy = f"State captured_max: {{{k}: …}}."
            yield _wrong(i, "ratios", f"takes {k}, of which no share is stated.", remedy, k)


def _several(park: Park, i: str, technology: Technology) -> Problems:
    """What takes several emissions takes them from gas whose strength is known where it passes."""
    rated, heads = technology.rated_on, [park.technologies[s] for s in sorted(_plants(park, technology))]
    for k, flows in technology.captures.items():
        if not isinstance(flows, Mapping):
            remedy = f"Write captures: {{{k}: {{}}}}, with reagents and by-products in the inner braces."
            yield _wrong(i, "captures", "is stated by emission first.", remedy, k)
            continue
        if not park.is_emission(k):
            yield _wrong(i, "captures", "is not an emission.", "Declare it with kind: emission.", k)
        elif k in technology.ratios:
            yield _wrong(i, "captures", "stands in the ratios too.", "Keep one of the two.", k)
        if any(flow.profile is not None for flow in flows.values()):
            yield _wrong(i, "captures", "follows a profile.", "State numbers that do not change.", k)
        for plant in heads:
            flexible = {*plant.points, *plant.start_flows}
            if {k, rated} & flexible or plant.directions.get(rated, 0.0) <= 0.0:
                remedy = f"State {rated} in the ratios of {plant.label}, or rate the cleaner on its gas."
                message = f"cannot tell how much {k} is in the gas of {plant.label}."
                yield _wrong(i, "captures", message, remedy, k)
    before = [s for s in technology.treats if s in park.technologies and park.technologies[s].cleans]
    for j in before if technology.captures else ():
        if rated in park.technologies[j].captured_max:
            remedy = "Rate it on the gas, or on what nothing before it takes."
            yield _wrong(i, "rated_on", f"is what {j} takes before it.", remedy, rated)


def _gives_off(park: Park, technology: Technology, emission: str) -> bool:
    """Tell whether a plant emits something: by its ratios, or from what it burns."""
    fuel = {one.emission for one in formed(park, technology)}
    return technology.directions.get(emission, 0.0) > 0.0 or emission in fuel


def _plants(park: Park, technology: Technology) -> set[str]:
    """Return the plants at the head of what reaches a cleaner."""
    found: set[str] = set()
    ahead = list(technology.treats)
    while ahead:
        source = ahead.pop()
        if source not in found:
            found.add(source)
            ahead += park.technologies[source].treats
    return found


def _one_after_another(cleaners: dict[str, Technology]) -> Problems:
    """Cleaners of one emission of one plant stand in a row, and each sees all that the one before it sees."""
    for i, technology in cleaners.items():
        if i in technology.treats:
            yield _wrong(i, "treats", "names itself.", "Name plants, and cleaners before it.", i)
        for before in technology.treats:
            missed = set(cleaners[before].treats) - set(technology.treats) if before in cleaners else set()
            if missed:
                remedy = f"Name {', '.join(sorted(missed))} too: what {before} leaves of it comes here."
                yield _wrong(i, "treats", f"leaves out what {before} treats.", remedy, before)
    everyone = list(cleaners.items())
    for at, (i, one) in enumerate(everyone):
        for j, other in everyone[at + 1 :]:
            both = set(one.treats) & set(other.treats) - set(cleaners)
            same = set(one.captured_max) & set(other.captured_max)
            in_row = i in other.treats, j in one.treats
            if both and same and not any(in_row):
                k, source = sorted(same)[0], sorted(both)[0]
                remedy = f"Name {i} among what {j} treats: then it takes of what is left."
                yield _wrong(j, "treats", f"takes {k} of {source} beside {i}: it would go twice.", remedy)
            if all(in_row):
                yield _wrong(j, "treats", f"and {i} each stand before the other.", "Let one come first.")


def _wrong(label: str, field: str, message: str, remedy: str, value: str = "") -> Problem:
    return Problem(message, remedy, "technologies", label, field, value)
