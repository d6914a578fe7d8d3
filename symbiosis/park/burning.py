"""What a plant burns and what goes up its stack: emissions that follow the quality of the fuel.

    emission = share that leaves · amount formed per amount · Σ (fuel burnt · its quality)

A quality says what it turns into (`burns_to: so2`, twice its mass for sulphur), a plant which share of it
leaves with the gas (`burns: {coal: {sulphur: 90 %}}`); the rest stays in its ash or product.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from symbiosis.park.fields import qualities
from symbiosis.park.profile import Varying
from symbiosis.park.quality import Qualities, freeze

if TYPE_CHECKING:
    from symbiosis.park.carrier import Carrier
    from symbiosis.park.park import Park
    from symbiosis.park.quality import Quality
    from symbiosis.park.technology import Technology

# what a quality's unit is worth, by what it is measured on: t/t, t/MWh, t/m3, t/Nm3
ON_MASS = {
    **{"1": 1.0, "t/t": 1.0, "kg/kg": 1.0, "%": 1e-2},
    **{"kg/t": 1e-3, "g/kg": 1e-3, "ppm": 1e-6, "mg/kg": 1e-6, "g/t": 1e-6},
}
ON_ENERGY = {
    **{"t/MWh": 1.0, "kg/MWh": 1e-3, "t/GJ": 3.6, "kg/GJ": 3.6e-3},
    **{"g/MJ": 3.6e-3, "g/GJ": 3.6e-6, "mg/MJ": 3.6e-6},
}
ON_VOLUME = {"t/m3": 1.0, "kg/m3": 1e-3, "g/L": 1e-3, "g/m3": 1e-6, "mg/L": 1e-6, "mg/m3": 1e-9}
ON_NORMAL = {"kg/Nm3": 1e-3, "g/Nm3": 1e-6, "mg/Nm3": 1e-9}
RATES = {  # what a rate is an amount of, and how much of it an hour
    "t/h": ("mass", 1.0),
    "kg/h": ("mass", 1e-3),
    "MW": ("energy", 1.0),
    "kW": ("energy", 1e-3),
    "GJ/h": ("energy", 1.0 / 3.6),
    "m3/h": ("volume", 1.0),
    "Nm3/h": ("normal", 1.0),
}


@dataclass(frozen=True, kw_only=True)
class Burning:
    """Fields of a technology whose emissions follow the quality of what it burns."""

    burns: Qualities = qualities(
        "share of each quality of each carrier it burns that leaves as what the quality burns to", "1",
        lower=0.0, upper=1.0,
    )  # fmt: skip

    def _freeze_burning(self) -> None:
        freeze(self, "burns")


class Formed(NamedTuple):
    """An emission that a plant forms from a quality of a carrier.

    `per` is the amount for each of flow and quality in their own units, at a share of 1 that leaves.
    """

    emission: str
    carrier: str
    quality: str
    share: Varying
    per: float


def formed(park: Park, technology: Technology) -> Iterator[Formed]:
    """Yield what a plant forms from what it burns; what makes no sense is left to the checks."""
    for carrier, of_carrier in technology.burns.items():
        for name, share in of_carrier.items() if isinstance(of_carrier, Mapping) else ():
            quality = park.qualities.get(name)
            if quality is None or not quality.burns_to or carrier not in park.carriers:
                continue
            worth = mass_of(quality, park.carriers[carrier])
            into = RATES.get(park.carriers[quality.burns_to].unit, ("", 0.0))
            if worth is not None and into[0] == "mass":
                per = quality.burns_by * worth / into[1]
                yield Formed(quality.burns_to, carrier, name, share, per)


def mass_of(quality: Quality, carrier: Carrier) -> float | None:
    """Return the tonnes of a quality in an hour of one unit of a carrier's flow; None if units do not fit.

    Mass and energy are joined by the carrier's lower heating value.

    >>> from symbiosis.park import Carrier, Quality
    >>> coal = Carrier(label="coal", kind="energy", unit="MW", lower_heating_value=6.25)
    >>> round(mass_of(Quality(label="sulphur", unit="%"), coal), 6)
    0.0016
    """
    what, per_hour = RATES.get(carrier.unit, ("", 0.0))
    heat, heat_of_volume = carrier.lower_heating_value, carrier.lower_heating_value_volume
    ways = {"mass": ON_MASS, "energy": ON_ENERGY, "volume": ON_VOLUME, "normal": ON_NORMAL}
    joined = {
        ("mass", "energy"): heat,
        ("energy", "mass"): 1.0 / heat if heat else None,
        ("normal", "energy"): heat_of_volume,
        ("energy", "normal"): 1.0 / heat_of_volume if heat_of_volume else None,
    }
    for on, units in ways.items():
        if quality.unit in units:
            factor = 1.0 if on == what else joined.get((what, on))
            return None if factor is None else per_hour * factor * units[quality.unit]
    return None


def most_formed(park: Park, technology: Technology, emission: str) -> float:
    """Return the most of an emission that a plant forms per activity, with the worst fuel it may get."""
    from symbiosis.park.grades import grades  # which reads parks that are complete

    total = 0.0
    for one in formed(park, technology):
        if one.emission == emission:
            name = f"used:{technology.label}"
            values = [
                park.largest(pair.grade.values.get(one.quality, Varying(0.0)))
                for pair in grades(park).pairs
                if pair.taker.name == name and pair.carrier == one.carrier
            ]
            ratio = technology.ratios.get(one.carrier, Varying(0.0))
            burnt = park.largest(Varying(-ratio.value, ratio.profile))
            total += park.largest(one.share) * one.per * max(values, default=0.0) * burnt
    return total
