"""Why there is no plan: which balance or limit falls short, where, when and by how much."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from symbiosis.park.fields import unit_text
from symbiosis.park.park import Park

if TYPE_CHECKING:
    from symbiosis.formulation.program import Program

# Yearly limits that may give way besides the balances: row name → section of the park, and words.
YEARLY = {
    "cap_of_year": ("caps", "cap"),
    "activity_of_year": ("technologies", "yearly limit of"),
    "purchase_of_year": ("markets", "contract quantity of"),
    "least_purchase_of_year": ("markets", "take-or-pay quantity of"),
    "discard_of_year": ("outlets", "permit of"),
}


def explain(park: Park, program: Program) -> tuple[str, ...]:
    """Return sentences about what cannot be met, worst first.

    Balances and yearly limits may give way in a second solve that breaks as little as possible; what
    breaks is named. When even that does not help, the limits on sizes contradict each other.
    """
    from symbiosis.solver.infeasible import diagnose

    diagnosis = diagnose(program, np.array(sorted(_elastic_rows(program)), dtype=np.intp))
    if not diagnosis.shortfalls:
        return (
            "No balance or yearly limit can be relaxed to make a plan: sizes that must be kept or built "
            "contradict each other. Look at capacity, capacity_min, sizes and retirable.",
        )
    found: dict[tuple[str, tuple[str, ...], bool], list[tuple[int, float]]] = {}
    for shortfall in diagnosis.shortfalls:
        name, own, repetition = program.rows.locate(shortfall.row)
        # A balance of constants alone is one row for all steps.
        steps = (
            [int(repetition[0])] if repetition else range(len(program.horizon) if name == "balance" else 1)
        )
        places = found.setdefault((name, own, shortfall.amount > 0.0), [])
        places += [(step, abs(shortfall.amount)) for step in steps]
    sentences = [_sentence(park, program, *key, places) for key, places in found.items()]
    if diagnosis.relaxed:
        sentences.append(
            "Whole numbers were left out to find this in time, so the amounts are at least these."
        )
    return tuple(sentences)


def _elastic_rows(program: Program) -> Iterator[int]:
    for name in ("balance", *YEARLY):
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
    section, words = YEARLY[name]
    thing = getattr(park, section)[own[0]]
    rate = park.carriers[thing.carrier].unit
    amount = unit_text("{amount}/a", rate, park.settings.currency)
    direction = "cannot be reached by" if short else "must be exceeded by"
    return f"{words} {own[0]}: {direction} {places[0][1] / program.horizon.years:.6g} {amount}"


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
    return (
        f"{carrier} at {enterprise}: up to {rates.max():.6g} {rate} {word} in {hours.sum():g} hours "
        f"({(rates * hours).sum():.6g} {amount_unit}), first {first}"
    )
