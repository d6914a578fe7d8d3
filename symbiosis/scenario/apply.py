"""From a park and changes to the changed park, or every reason why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from symbiosis.park.park import Park
from symbiosis.park.problems import ParkError
from symbiosis.scenario.changes import Change, Scenario
from symbiosis.scenario.draft import Draft
from symbiosis.scenario.verbs import make


def apply(park: Park, scenario: Scenario | Iterable[Change]) -> Park:
    """Return the park with changes made, in order, and checked anew.

    Raises ParkError for a path that matches nothing, a value that cannot be read, or a park that does
    not hold together any more; each problem names the change it comes from.
    """
    given = scenario if isinstance(scenario, Scenario) else Scenario("", tuple(scenario))
    if not given.changes:
        return park
    draft = Draft(park)
    for change in given.changes:
        make(draft, change)
    name = f"scenario {given.name}" if given.name else "scenario"
    if draft.reading.problems:
        raise ParkError(p if p.place else replace(p, place=name) for p in draft.reading.problems)
    try:
        return draft.finish()
    except ParkError as error:
        found = [draft.reading.located(problem) for problem in error.problems]
        raise ParkError(p if p.place else replace(p, place=name) for p in found) from None
