"""What one unit is in another: exact between units of one dimension, through a heating value for fuels."""

from __future__ import annotations

from dataclasses import dataclass

from symbiosis.tables.source import TextError
from symbiosis.tables.units import Measure, measure


@dataclass(frozen=True)
class HeatingValue:
    """The energy in a carrier per mass [MWh/t] and per normal volume [MWh/Nm3], if known.

    Of a fuel that burns, of steam that condenses; `water` is that of hot water per volume [MWh/m3].
    `lacking` is what the carrier would have to state where the energy that is needed is not known.
    """

    mass: float | None = None
    volume: float | None = None
    water: float | None = None
    lacking: str = ""

    def of(self, quantity: str) -> float | None:
        """Return the energy [MWh] in one unit of mass, normal volume or energy itself; None if not known."""
        return {"energy": 1.0, "mass": self.mass, "normal_volume": self.volume}[quantity]


UNKNOWN = HeatingValue()
FUEL = {"energy", "mass", "normal_volume"}  # what a heating value joins
STATE = {
    "mass": "lower_heating_value (e.g. 23 GJ/t)",
    "normal_volume": "lower_heating_value_volume (e.g. 35.5 MJ/Nm3)",
}


def factor(given: str, wanted: str, heating_value: HeatingValue = UNKNOWN) -> float:
    """Return what one `given` is in `wanted`; a heating value joins energy, mass and normal volume.

    Raises TextError when the dimensions differ, or when the heating value that joins them is not known.

    >>> round(factor("GJ/h", "MW"), 4), factor("t/h", "MW", HeatingValue(mass=7.0))
    (0.2778, 7.0)
    >>> factor("Nm3/h", "MW", HeatingValue(volume=0.01))
    0.01
    """
    return factor_of(measure(given), given, wanted, heating_value)


def factor_of(have: Measure, given: str, wanted: str, heating_value: HeatingValue = UNKNOWN) -> float:
    """Return what one unit of a measure is in `wanted`; see `factor`."""
    ratio = have / measure(wanted)
    if not ratio.dimension:
        return float(ratio.factor)
    exponents = ratio.exponents
    if heating_value.water is not None and exponents == {"length": 3, "energy": -1}:
        return float(ratio.factor) * heating_value.water
    if heating_value.water is not None and exponents == {"length": -3, "energy": 1}:
        return float(ratio.factor) / heating_value.water
    if not set(exponents) <= FUEL or sorted(exponents.values()) != [-1, 1]:
        raise _mismatch(have, given, wanted)
    # from one of the two to the other, through the energy that both hold
    above, below = sorted(exponents, key=lambda name: -exponents[name])
    energy, per = heating_value.of(above), heating_value.of(below)
    if energy is None or per is None:
        unknown = " and ".join(STATE[name] for name in (above, below) if heating_value.of(name) is None)
        missing = heating_value.lacking or unknown
        raise TextError(
            f"{given or 'a plain number'} is given where {wanted} is expected.",
            f"State the carrier's {missing}, or write {wanted}.",
        )
    return float(ratio.factor) * energy / per


def _mismatch(have: Measure, given: str, wanted: str) -> TextError:
    want = measure(wanted)
    if have.currencies and want.currencies and have.currencies != want.currencies:
        ours, theirs = ", ".join(want.currencies), ", ".join(sorted(have.currencies))
        return TextError(
            f"the park's currency is {ours}, this is in {theirs}.",
            f"Convert it to {ours} at a stated exchange rate and price year.",
        )
    volumes = {"normal_volume", "length"}
    differing = (have / want).exponents
    if set(differing) == volumes:
        remedy = f"Write {wanted}: normal (0 °C) and actual volumes are not converted into each other."
    elif set(differing) == {"length", "energy"} and abs(differing["length"]) == 3:
        remedy = f"Write {wanted}; for a gas write Nm3 and state {STATE['normal_volume']}."
    else:
        remedy = f"Write a number in {wanted}."
    if "蒸吨" in given:
        remedy += " 蒸吨 is read as t/h of steam, not as 0.7 MW."
    return TextError(f"{given or 'a plain number'} is {have}, but {want} is expected.", remedy)
