"""Whether formulas name what the park has, and what must be linear is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.park.checks.every import Problems
from symbiosis.park.formula import FormulaError, Quotient, parse, quantities, quotient
from symbiosis.park.problems import Problem
from symbiosis.park.quantities import GROWTH, built_by, formula_unit, is_flow, known
from symbiosis.park.threshold import decides, optional

if TYPE_CHECKING:
    from symbiosis.park.park import Park


def requirement_problems(park: Park) -> Problems:
    """A requirement has a limit, and multiplied out it is a row over flows."""
    for label, requirement in park.requirements.items():
        formula, flows = (requirement.formula, requirement.unit), not optional(park)
        found = list(formula_problems("requirements", label, "formula", *formula, park, flows))
        yield from found
        if not found and not decides(park, requirement.formula):
            message = "is the same whatever is decided: whoever it is about is there in any case."
            remedy = "Name a flow, a building, or who may enter or leave."
            yield Problem(message, remedy, "requirements", label, "formula", requirement.formula)
        if requirement.at_most is None and requirement.at_least is None:
            yield Problem("has no limit.", "State at_most or at_least.", "requirements", label)
        yield from month_problems("requirements", label, requirement.months)


def base_year_problems(park: Park) -> Problems:
    """The label of a base year is a year before that of the calendar."""
    now = int(str(park.calendar.start)[:4])
    for label in park.base_years:
        if not (label.isascii() and label.isdigit() and 1900 < int(label) < now):
            message = f"is no year before {now}, the year of the calendar."
            yield Problem(message, "Label it with the year, e.g. 2020.", "base_years", label, value=label)


def linear_problems(section: str, label: str, field: str, text: str, unit: str, park: Park) -> Problems:
    """What is counted is a plain sum of flows, with nothing below a line."""
    found = list(formula_problems(section, label, field, text, unit, park, flows=True))
    yield from found
    if not found:
        counted = quotient(parse(text))
        assert counted is not None
        stated = [str(quantity) for quantity in counted.above.weights if not is_flow(quantity)]
        if stated or counted.above.constant != 0.0:
            yield Problem(
                "holds numbers that do not follow from flows.",
                "Count flows alone; state what is free or granted in its own field.",
                section,
                label,
                field,
                ", ".join(stated) or f"{counted.above.constant:g}",
            )
        if not counted.below.plain:
            yield Problem(
                "divides by something, so it is no amount.",
                "Count a sum, e.g. emission(cod).",
                section,
                label,
                field,
                text,
            )


def formula_problems(
    section: str, label: str, field: str, text: str, unit: str, park: Park, flows: bool = False
) -> Problems:
    """A formula names what the park has and is a row when multiplied out; with `flows` it counts some."""
    try:
        tree = parse(text)
        for quantity in quantities(tree):
            known(quantity, park)
        formula_unit(text, unit, {k: c.unit for k, c in park.carriers.items()}, park.settings.currency)
    except FormulaError as error:
        yield Problem(error.message, error.remedy, section, label, field, text)
        return
    found = quotient(tree)
    if found is None or any(q.name == GROWTH for q in quantities(tree)):
        yield Problem(
            "is not a sum of quantities over another one, so it cannot be a row of the program.",
            "Read it from `symbiosis indicators` after solving, or bound one of its parts.",
            section,
            label,
            field,
            text,
        )
    elif flows and not _counts_flows(found, park):
        yield Problem("counts no flow of the park.", "Name one, e.g. energy.", section, label, field, text)
    else:
        yield from _stated(section, label, field, found, park)


def _counts_flows(found: Quotient, park: Park) -> bool:
    asked = [quantity for side in (found.above, found.below) for quantity in side.weights]
    return any(is_flow(quantity) or built_by(park, quantity) for quantity in asked)


def _stated(section: str, label: str, field: str, found: Quotient, park: Park) -> Problems:
    from symbiosis.park.quantities import DATA, PLAN, data_of

    for quantity in dict.fromkeys([*found.above.weights, *found.below.weights]):
        if quantity.name in PLAN:
            message = "is known only after solving."
            yield Problem(message, "Leave it to the indicators.", section, label, field, str(quantity))
        elif quantity.name in DATA and data_of(park, quantity) is None and not built_by(park, quantity):
            yield Problem(
                "is stated by no enterprise.",
                f"State {DATA[quantity.name][1]} under enterprises.",
                section,
                label,
                field,
                str(quantity),
            )


def month_problems(section: str, label: str, months: tuple[float, ...]) -> Problems:
    """Months are numbers from 1 to 12."""
    for month in months:
        if month not in range(1, 13):
            yield Problem("is no month.", "Write 1 to 12.", section, label, "months", f"{month:g}")
