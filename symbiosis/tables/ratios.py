"""Ratios: one carrier's amount per amount of another, each converted on its own side."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from symbiosis.park import Carrier
from symbiosis.park.fields import unit_text
from symbiosis.park.figure import Figure
from symbiosis.tables.conversion import UNKNOWN, HeatingValue, factor
from symbiosis.tables.quantities import number_and_unit
from symbiosis.tables.reading import Where
from symbiosis.tables.source import Scalar, TextError
from symbiosis.tables.units import measure
from symbiosis.tables.varying import Unit, heating_value_of


@dataclass
class RatioUnit(Unit):
    """The unit of one carrier's amount per amount of another; each side may use its own heating value.

    `rates` are the units of both flows: 40 W/m2 is 40 Wh per m2·h.
    """

    above: tuple[str, HeatingValue] = ("", UNKNOWN)
    below: tuple[str, HeatingValue] = ("", UNKNOWN)
    rates: tuple[str, str] = ("", "")

    @classmethod
    def between(cls, carrier: Carrier, per: Carrier) -> RatioUnit:
        """Return the unit of `carrier` per `per`."""
        sides = [(unit_text("{amount}", one.unit, ""), heating_value_of(one)) for one in (carrier, per)]
        rates = (carrier.unit, per.unit)
        return cls(f"{sides[0][0]}/({sides[1][0]})", UNKNOWN, False, sides[0], sides[1], rates)

    @property
    def alike(self) -> bool:
        """Tell whether both sides are measured in the same unit, so that a plain number says enough."""
        return self.above[0] == self.below[0]

    @property
    def example(self) -> str:
        """The unit as a planner would write it."""
        return "/".join(self.rates) if "·" in self.below[0] else f"{self.above[0]}/{self.below[0]}"

    def convert(self, scalar: Scalar) -> float:
        """Return a written ratio in this unit; raises TextError."""
        number, own = number_and_unit(scalar.text, scalar.unit)
        if not own and number == 0.0:
            return 0.0
        if not own and not self.alike:
            raise TextError("the unit is missing.", f"Write {scalar.text.strip()} {self.example}.")
        value = number * self.factor(own)
        if not math.isfinite(value):
            raise TextError("the number is too large.", "Write a finite number in a fitting unit.")
        return value

    def factor(self, *units: str) -> float:
        """Return what a product of units is in this ratio, number and denominator converted apart."""
        above: list[tuple[str, int]] = []  # what is counted, and which of the units states it
        below: list[tuple[str, int]] = []
        times = Fraction(1)
        for number, unit in enumerate(units):
            first, *others = _parts(unit)
            for part, side, sign in ((first, above, 1), *((other, below, -1) for other in others)):
                worth = measure(part)
                if worth.dimension:
                    side.append((part, number))
                else:
                    times *= worth.factor**sign
        # a scale may undo the unit of its profile; t/t within one unit are tonnes of two different things
        for top, bottom in [(t, b) for t in above for b in below if t[0] == b[0] and t[1] != b[1]][:1]:
            above.remove(top)
            below.remove(bottom)
        if not above and not below and self.alike:
            return float(times)
        if len(above) != 1 or len(below) != 1:
            given = " × ".join(unit or "1" for unit in units)
            message = f'"{given}" is not an amount per amount.' if above or below else "the unit is missing."
            raise TextError(message, f"Write it in {self.example}.")
        return float(times) * self._quotient(above[0][0], below[0][0])

    def _quotient(self, above: str, below: str) -> float:
        """Return what one unit per another is in this ratio, as amounts or as rates; raises TextError."""
        try:
            return factor(above, *self.above) / factor(below, *self.below)
        except TextError as error:
            try:
                return factor(above, self.rates[0], self.above[1]) / factor(
                    below, self.rates[1], self.below[1]
                )
            except TextError:
                raise error from None


def _parts(unit: str) -> list[str]:
    """Return what stands between the slashes outside brackets, without the brackets around a part.

    >>> _parts("kg/(t)/%"), _parts("")
    (['kg', 't', '%'], [''])
    """
    parts, depth = [""], 0
    for character in unit:
        depth += (character == "(") - (character == ")")
        if character == "/" and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip().removeprefix("(").removesuffix(")") for part in parts]


def normalise(figures: dict[str, Figure], where: Where, own: float) -> None:
    """Divide the evidence of ratios by the rated carrier's own ratio, as the technology divides them."""
    for path, figure in list(figures.items()):
        if path.startswith(f"{where.path}.ratios."):
            low, high = figure.low, figure.high
            figures[path] = Figure(
                figure.value / own,
                None if low is None else low / own,
                None if high is None else high / own,
                figure.source,
                figure.confidence,
                figure.unknown,
            )
