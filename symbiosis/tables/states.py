"""Units of a state: temperatures [°C], differences of them [K], pressures [MPa absolute].

A temperature has a zero and a pressure a reference, so neither is a factor times a unit. A pressure must say
whether it is absolute or gauge; gauge is above 0.101325 MPa.
"""

from __future__ import annotations

from symbiosis.tables.quantities import number_and_unit
from symbiosis.tables.source import Scalar, TextError
from symbiosis.tables.unit_table import CELSIUS
from symbiosis.tables.varying import Unit

TEMPERATURE, DIFFERENCE, PRESSURE = "°C", "K", "MPa(a)"
ATMOSPHERE = 0.101325  # MPa
MEGAPASCALS = {"MPa": 1.0, "kPa": 1e-3, "Pa": 1e-6, "bar": 0.1, "atm": ATMOSPHERE}
ABSOLUTE, GAUGE = ("(a)", "(abs)", "a", " abs", "(绝压)"), ("(g)", "(gauge)", "g", " gauge", "(表压)")


def is_state(unit: str) -> bool:
    """Tell whether a unit in a table's header is one of a temperature, a difference or a pressure."""
    return unit in (*CELSIUS, DIFFERENCE) or _pressure(unit) is not None


class TemperatureUnit(Unit):
    """Temperatures in °C; kelvin are converted."""

    def convert(self, scalar: Scalar) -> float:
        """Return a written temperature in °C; raises TextError."""
        value, own = number_and_unit(scalar.text, scalar.unit)
        if own in CELSIUS:
            return value
        if own == "K":
            return value - 273.15
        raise _refusal(own, "a temperature", f"Write {value:g} °C.")


class DifferenceUnit(Unit):
    """Differences of temperature in K, as many of °C."""

    def convert(self, scalar: Scalar) -> float:
        """Return a written difference in K; raises TextError."""
        value, own = number_and_unit(scalar.text, scalar.unit)
        if own in (DIFFERENCE, *CELSIUS):
            return value
        raise _refusal(own, "a difference of temperatures", f"Write {value:g} K.")


class PressureUnit(Unit):
    """Absolute pressures in MPa; gauge ones are converted."""

    def convert(self, scalar: Scalar) -> float:
        """Return a written pressure in MPa absolute; raises TextError."""
        value, own = number_and_unit(scalar.text, scalar.unit)
        if own in MEGAPASCALS:
            raise TextError(
                f"{own} does not say whether the pressure is absolute or gauge.",
                f"Write {value:g} {own}(a) or {value:g} {own}(g).",
            )
        found = _pressure(own)
        if found is None:
            raise _refusal(own, "a pressure", f"Write {value:g} MPa(a) or {value:g} MPa(g).")
        factor, reference = found
        return value * factor + reference


def _pressure(unit: str) -> tuple[float, float] | None:
    for name, factor in MEGAPASCALS.items():
        if unit.startswith(name):
            rest = unit[len(name) :]
            if rest in ABSOLUTE:
                return factor, 0.0
            if rest in GAUGE:
                return factor, ATMOSPHERE
    return None


def _refusal(own: str, what: str, remedy: str) -> TextError:
    if not own:
        return TextError("the unit is missing.", remedy)
    return TextError(f"{own} is not a unit of {what}.", remedy)


STATES = {TEMPERATURE: TemperatureUnit, DIFFERENCE: DifferenceUnit, PRESSURE: PressureUnit}
