"""Why there is no plan: which balance or limit falls short, where, when and by how much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from symbiosis.park.fields import unit_text
from symbiosis.park.formula import parse, quotient
from symbiosis.park.grading import mixers
from symbiosis.park.park import Park
from symbiosis.park.quantities import own_units, unit_of

if TYPE_CHECKING:
    from symbiosis.formulation.program import Program
    from symbiosis.solver.arrays import Arrays
    from symbiosis.solver.infeasible import Diagnosis

# Yearly limits that may give way besides the balances: row name → section of the park, and words.
YEARLY = {
    "cap_of_year": ("caps", "cap"),
    "activity_of_year": ("technologies", "yearly limit of"),
    "purchase_of_year": ("markets", "contract quantity of"),
    "least_purchase_of_year": ("markets", "take-or-pay quantity of"),
    "discard_of_year": ("outlets", "permit of"),
    "quota_account": ("quotas", "rights to"),
    "required_at_most": ("requirements", "required at most"),
    "required_at_least": ("requirements", "required at least"),
    "required_of_members": ("requirements", "required"),
    "entry_flow_at_most": ("thresholds", "threshold of at most"),
    "entry_flow_at_least": ("thresholds", "threshold of at least"),
    "entry_stated_at_most": ("thresholds", "threshold of at most"),
    "entry_stated_at_least": ("thresholds", "threshold of at least"),
}


# Limits on qualities that may give way: row name → words.
QUALITY = {
    "quality_highest": "above its limit",
    "quality_lowest": "below its limit",
    "load_carried": "of the load not carried away",
}


@dataclass(frozen=True, eq=False)
class Part:
    """One of several programs that were put together: its park, the first of its rows, how it is called.

    `name` is said before its sentences ("in s2035"); a program by itself has none.
    """

    park: Park
    program: Program
    first: int = 0
    name: str = ""


def explain(park: Park, program: Program) -> tuple[str, ...]:
    """Return sentences about what cannot be met, worst first.

    Balances, yearly limits and limits on quality may give way in a second solve that breaks as little as
    possible; what breaks is named. When even that does not help, the limits on sizes contradict each other.
    """
    return explain_together(program, (Part(park, program),))


def in_a_row(names: Sequence[str], parks: Sequence[Park], programs: Sequence[Program]) -> tuple[Part, ...]:
    """Return programs whose rows follow each other as parts of what was made of them."""
    firsts = np.cumsum([0, *(program.shape[0] for program in programs)]).tolist()
    return tuple(Part(*one) for one in zip(parks, programs, firsts[:-1], names, strict=True))


def explain_together(arrays: Arrays, parts: Sequence[Part]) -> tuple[str, ...]:
    """Return what cannot be met in programs that were put together, each sentence with its part's name.

    Where it is enough that yearly limits give way, they alone are named: a need that a permit leaves unmet is
    no lack of plants.
    """
    diagnosis = _gives_way(arrays, parts, YEARLY)
    if diagnosis is None or not diagnosis.shortfalls:
        diagnosis = _gives_way(arrays, parts, ("balance", *YEARLY, *QUALITY))
    assert diagnosis is not None  # every program has a balance
    if not diagnosis.shortfalls and diagnosis.outcome.has_plan:  # left out: products of mixes
        mixing = ", ".join(name for part in parts for name in mixers(part.park))
        return (
            f"Every balance and limit could be kept if what mixes stayed apart ({mixing}); "
            "mixed, it cannot. Loosen a limit on quality, or give a stream a way around the mix.",
        )
    if not diagnosis.shortfalls:
        return (
            "No balance or yearly limit can be relaxed to make a plan: sizes that must be kept or built "
            "contradict each other. Look at capacity, capacity_min, sizes and retirable.",
        )
    found: dict[tuple[int, str, tuple[str, ...], bool], list[tuple[int, float]]] = {}
    firsts = [part.first for part in parts]
    for shortfall in diagnosis.shortfalls:
        number = int(np.searchsorted(firsts, shortfall.row, side="right")) - 1
        program = parts[number].program
        name, own, repetition = program.rows.locate(shortfall.row - firsts[number])
        # A balance of constants alone is one row for all steps.
        steps = (
            [int(repetition[0])] if repetition else range(len(program.horizon) if name == "balance" else 1)
        )
        places = found.setdefault((number, name, own, shortfall.amount > 0.0), [])
        places += [(step, abs(shortfall.amount)) for step in steps]
    sentences = []
    for (number, name, own, short), places in found.items():
        part = parts[number]
        said = _sentence(part.park, part.program, name, own, short, places)
        sentences.append(f"{part.name}: {said}" if part.name else said)
    if diagnosis.relaxed:
        sentences.append(
            "Whole numbers were left out to find this in time, so the amounts are at least these."
        )
    return tuple(sentences)


def _gives_way(arrays: Arrays, parts: Sequence[Part], names: Iterable[str]) -> Diagnosis | None:
    """Return how rows of these names give way; None where there is no such row."""
    from symbiosis.solver.infeasible import diagnose

    rows = sorted(part.first + row for part in parts for row in _rows(part.program, names))
    return diagnose(arrays, np.array(rows, dtype=np.intp)) if rows else None


def _rows(program: Program, names: Iterable[str]) -> Iterator[int]:
    for name in names:
        for family, block in program.rows.find(name):
            yield from family.places(block).ravel().tolist()


def _sentence(
    park: Park,
    program: Program,
    name: str,
    own: tuple[str, ...],
    short: bool,
    places: list[tuple[int, float]],
) -> str:
    if name == "balance":
        return _of_balance(park, program, own, short, places)
    if name in QUALITY:
        return _of_quality(park, program, name, own, places)
    section, words = YEARLY[name]
    if name == "required_of_members":
        formula = park.requirements[own[0]].formula
        return f"requirement {own[0]} ({formula}) cannot be met by whoever enters or stays"
    if section == "thresholds":
        return f"{words} {own[0]} is missed by {own[1]}, which must be there"
    if section == "requirements":
        return _of_requirement(park, own[0], words, places[0][1] / program.horizon.years)
    if section == "quotas":
        unit = own_units(park.quotas[own[0]], park.carriers, park.settings.currency)[0]
        missing = places[0][1] / program.horizon.years
        return f"{words} {own[0]} of {own[1]}: {missing:.6g} {unit}/a more are used than can be held"
    thing = getattr(park, section)[own[0]]
    rate = park.carriers[thing.carrier].unit
    amount = unit_text("{amount}/a", rate, park.settings.currency)
    direction = "cannot be reached by" if short else "must be exceeded by"
    return f"{words} {own[0]}: {direction} {places[0][1] / program.horizon.years:.6g} {amount}"


def _of_requirement(park: Park, label: str, words: str, amount: float) -> str:
    """Say by how much what stands above the line misses the limit times what stands below it."""
    requirement = park.requirements[label]
    found = quotient(parse(requirement.formula))
    assert found is not None  # the park checks it
    limit = requirement.at_most if words.endswith("most") else requirement.at_least
    kept = ", ".join(str(quantity) for quantity in found.above.weights)
    money = park.settings.currency
    unit = own_units(requirement, park.carriers, money)[0]
    rates = {name: carrier.unit for name, carrier in park.carriers.items()}
    units = {unit_of(quantity, rates, money) for quantity in found.above.weights}
    per_year = f"{units.pop() if len(units) == 1 else ''}/a"
    return (
        f"requirement {label} ({requirement.formula}, {words} {limit:.6g} {unit}) cannot be met: "
        f"{kept} is {amount:.6g} {per_year} on the wrong side"
    )


def _of_quality(
    park: Park, program: Program, name: str, own: tuple[str, ...], places: list[tuple[int, float]]
) -> str:
    """Say how far a mix misses its limit: as a quality where a demand fixes the flow, else times the flow."""
    *_, taker, quality = own
    role, _, item = taker.rpartition(":")
    amount, unit = max(amount for _, amount in places), f"{park.qualities[quality].unit}"
    demand = park.demands.get(item) if role == "demand" else None
    if demand is not None and park.largest(demand.rate) > 0.0:
        amount /= park.largest(demand.rate)
    else:
        carrier = next(
            (
                things[item].carrier
                for things in (park.outlets, park.water_uses, park.markets)
                if item in things
            ),
            "",
        )
        unit = f"{unit} times {park.carriers[carrier].unit}" if carrier else f"{unit} times its flow"
    step = min(step for step, _ in places)
    first = np.datetime_as_string(program.horizon.start[step], unit="m").replace("T", " ")
    return f"{quality} of what {item} takes: {amount:.6g} {unit} {QUALITY[name]}, first {first}"


def _of_balance(
    park: Park, program: Program, own: tuple[str, ...], short: bool, places: list[tuple[int, float]]
) -> str:
    enterprise, carrier = own
    rate = park.carriers[carrier].unit
    amount_unit = unit_text("{amount}", rate, park.settings.currency)
    steps: NDArray[np.int64] = np.array([step for step, _ in places])
    rates = np.array([amount for _, amount in places])
    hours = program.horizon.hours[steps]
    first = np.datetime_as_string(program.horizon.start[steps.min()], unit="m").replace("T", " ")
    word = "short" if short else "too much, with nowhere to go"
    most = f"{carrier} at {enterprise}: up to {rates.max():.6g} {rate} {word} in {hours.sum():g} hours"
    if park.carriers[carrier].kind == "space":
        return f"{most}, first {first}"
    return f"{most} ({(rates * hours).sum():.6g} {amount_unit}), first {first}"
