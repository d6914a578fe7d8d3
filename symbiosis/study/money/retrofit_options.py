"""What may be done with plants that stand: the options of a park, and the park with or without one."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from symbiosis.park.frozen import FrozenDict
from symbiosis.park.money import invested, owner_of
from symbiosis.park.technology import Technology
from symbiosis.study.money.option_worth import Kind, Option

if TYPE_CHECKING:
    from symbiosis.park.park import Park


def options_of(park: Park) -> tuple[Option, ...]:
    """Return what may be done: options in the groups of what stands today, shutting down, measures."""
    out = []
    for labels in park.exclusive_groups().values():
        members = [park.technologies[x] for x in labels if x in park.technologies]
        old = [member for member in members if member.capacity > 0.0]
        if not old:
            continue
        out += [
            _option(park, new, old) for new in members if new.expandable and new not in old and not new.saves
        ]
        out += [
            Option(
                plant.label,
                "shutdown",
                (plant.label,),
                0.0,
                0.0,
                park.settings.study_period,
                _rate(park, plant),
            )
            for plant in old
            if plant.retirable
        ]
    measures = [plant for plant in park.technologies.values() if plant.saves and plant.expandable]
    return (*out, *(_option(park, measure, []) for measure in measures))


def _rate(park: Park, plant: Technology) -> float:
    return park.rate_of_discount(owner_of(park, plant))


def _option(park: Park, new: Technology, old: list[Technology]) -> Option:
    largest, sizes = new.largest, sorted(new.sizes)
    same = [plant.capacity for plant in old if plant.rated_on == new.rated_on]
    size = min(largest, max(new.capacity_min, sum(same))) if same else largest
    if sizes:
        size = next((z for z in sizes if z >= size - 1e-9), sizes[-1])
        counts = [1.0 if z == size else 0.0 for z in new.sizes]
        paid = invested(park, new, 1.0, size, counts)
    else:
        paid = invested(park, new, 1.0, size)
    kind: Kind = "measure" if new.saves else "replacement"
    assert new.lifetime is not None  # checked with the park
    labels = tuple(plant.label for plant in old)
    return Option(new.label, kind, labels, size, paid, new.lifetime, _rate(park, new))


def with_option(park: Park, whole: Park, option: Option) -> Park:
    """Return a park in which an option stands, paid for elsewhere, and its group is gone.

    `whole` is the park that knows the option; `park` may be its plan of today, which does not.
    """
    plants = dict(park.technologies)
    for label in rivals_of(whole, option):
        plants.pop(label, None)
    if option.kind != "shutdown":
        built = dataclasses.replace(
            whole.technologies[option.label],
            capacity=option.size,
            capacity_max=None,
            capacity_min=0.0,
            sizes=(),
            size_investment=(),
            size_names="",
            units_max=None,
            retirable=False,
            remaining_life=None,
            exclusive="",
        )
        plants[option.label] = built
    return park.replace(technologies=FrozenDict(plants))


def without_option(park: Park, option: Option) -> Park:
    """Return a park that does not offer an option; for a shutdown, one in which the plant stays."""
    plants = dict(park.technologies)
    if option.kind == "shutdown":
        plants[option.label] = dataclasses.replace(plants[option.label], retirable=False)
    else:
        del plants[option.label]
    return park.replace(technologies=FrozenDict(plants))


def rivals_of(park: Park, option: Option) -> list[str]:
    """Return the plants that cannot stand beside an option, itself included."""
    group = park.technologies[option.label].exclusive
    members = park.exclusive_groups().get(group, []) if group else []
    return [*members, *(x for x in option.replaces if x not in members)]
