"""The unit of a field, and what planners write there that looks right and is not.

A heating value per mass is no heating value per volume. A yearly or monthly payment per capacity has the
dimension of a price per amount (CNY/MW/a and CNY/MWh are both money per energy), so it must name its period.
"""

from __future__ import annotations

import re

from symbiosis.tables.conversion import UNKNOWN, HeatingValue
from symbiosis.tables.quantities import number_and_unit
from symbiosis.tables.source import Scalar, TextError
from symbiosis.tables.states import STATES
from symbiosis.tables.units import measure
from symbiosis.tables.varying import Unit

# unit in the registry → (its field, an example)
HEATING_VALUES = {
    "MWh/t": ("lower_heating_value", "23 GJ/t"),
    "MWh/Nm3": ("lower_heating_value_volume", "35.5 MJ/Nm3"),
}
_PER_PERIOD = re.compile(r".+/\(.+\)/(a|month)")
_PERIOD = re.compile(r"(?<![^\W\d_])(a|years?|yr|annum|年|months?|月|weeks?|周|d|days?|天|日)(?![^\W\d_])")


def unit_of(field: str, text: str, heating_value: HeatingValue = UNKNOWN, unlimited: bool = False) -> Unit:
    """Return how the numbers of a field are read; `text` is its unit in the park."""
    if field in (name for name, _ in HEATING_VALUES.values()):
        return HeatingUnit(text)
    if text in STATES:
        return STATES[text](text)
    if _PER_PERIOD.fullmatch(text):
        return PeriodUnit(text, heating_value)
    return Unit(text, heating_value, unlimited)


class HeatingUnit(Unit):
    """The unit of a heating value; one that belongs into the other field is sent there."""

    def convert(self, scalar: Scalar) -> float:
        """Return a written heating value in this unit; raises TextError."""
        number, own = number_and_unit(scalar.text, scalar.unit)
        if not own and number != 0.0:
            raise TextError("the unit is missing.", f"Write it too, e.g. {HEATING_VALUES[self.text][1]}.")
        given = measure(own)
        for unit, (field, _) in HEATING_VALUES.items():
            if unit != self.text and given.dimension == measure(unit).dimension:
                raise TextError(f"{own} is {given}.", f"State it as {field}: {number:g} {own}.")
        if given.dimension == measure("MWh/m3").dimension:
            field, example = HEATING_VALUES["MWh/Nm3"]
            raise TextError(
                f"{own} does not say at which temperature the volume is measured.",
                f"State {field} per normal cubic metre (0 °C), e.g. {example}.",
            )
        return super().convert(scalar)


class PeriodUnit(Unit):
    """The unit of what is paid per capacity and period; a unit without a period is refused."""

    def convert(self, scalar: Scalar) -> float:
        """Return a written payment in this unit; raises TextError."""
        value = super().convert(scalar)
        own = number_and_unit(scalar.text, scalar.unit)[1]
        if own and not _PERIOD.search(own):
            per = {"a": "year", "month": "month"}[self.text.rpartition("/")[2]]
            raise TextError(
                f"{own} is paid per amount; this is paid per capacity and {per}.",
                f"Write a number in {self.text}.",
            )
        return value
