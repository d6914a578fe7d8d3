"""A park whose admissions are decided: without those who are not there, the others to stay."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

from symbiosis.park.frozen import FrozenDict
from symbiosis.park.leaving import leave
from symbiosis.park.park import Park


def depart(park: Park, gone: Collection[str]) -> Park:
    """Return the park without some enterprises and all that is theirs; the park itself where nobody goes."""
    if not gone:
        return park
    sections = park.sections
    leave(sections, gone)
    return park.replace(**{section: FrozenDict(things) for section, things in sections.items()})


def settle(park: Park) -> Park:
    """Return the park with everybody in it to stay; the park itself where that is so."""
    if not any(enterprise.optional for enterprise in park.enterprises.values()):
        return park
    staying = {
        n: dataclasses.replace(enterprise, admission="settled", exit_cost=0.0)
        if enterprise.optional
        else enterprise
        for n, enterprise in park.enterprises.items()
    }
    # a threshold asks who enters, and nobody does any more
    return park.replace(enterprises=FrozenDict(staying), thresholds=FrozenDict())
