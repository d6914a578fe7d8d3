"""Whether emissions that follow the quality of a fuel can be worked out, and count once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from symbiosis.park.burning import RATES, mass_of
from symbiosis.park.checks.every import Problems
from symbiosis.park.grades import Grades
from symbiosis.park.problems import Problem, did_you_mean
from symbiosis.park.technology import Technology

if TYPE_CHECKING:
    from symbiosis.park.park import Park


def burning_problems(park: Park) -> Problems:
    """Yield what is wrong with what qualities burn to and with what plants burn."""
    for label, quality in park.qualities.items():
        if quality.burns_to and not park.is_emission(quality.burns_to):
            remedy = "Declare the carrier with kind: emission."
            yield Problem("is not an emission.", remedy, "qualities", label, "burns_to", quality.burns_to)
        elif quality.burns_to and RATES.get(park.carriers[quality.burns_to].unit, ("",))[0] != "mass":
            remedy = f"Measure {quality.burns_to} in t/h or kg/h."
            yield Problem("is not weighed.", remedy, "qualities", label, "burns_to", quality.burns_to)
    for label, technology in park.technologies.items():
        place = "technologies", label, "burns"
        for carrier, of_carrier in technology.burns.items():
            if not isinstance(of_carrier, Mapping) or carrier not in technology.directions:
                continue  # said elsewhere
            if technology.directions[carrier] >= 0.0:
                taken = [k for k, sign in technology.directions.items() if sign < 0.0]
                yield Problem("is not taken, so not burnt.", did_you_mean(carrier, taken), *place, carrier)
            for name in of_carrier:
                yield from _of_quality(park, technology, carrier, name)


def _of_quality(park: Park, technology: Technology, carrier: str, name: str) -> Problems:
    place = "technologies", technology.label, "burns"
    quality = park.qualities.get(name)
    if quality is None:
        return
    if not quality.burns_to:
        remedy = f"State what it turns into: qualities: {name}: {{burns_to: so2, burns_by: 1.998}}."
        yield Problem("burns to nothing that is stated.", remedy, *place, name)
        return
    if mass_of(quality, park.carriers[carrier]) is None:
        unit = park.carriers[carrier].unit
        yield Problem(
            f"is in {quality.unit}, from which no mass follows for {carrier} in {unit}.",
            "State it in %, kg/t, kg/GJ or g/m3, and a lower_heating_value of what is measured in MW.",
            *place,
            name,
        )
    if technology.directions.get(quality.burns_to, 0.0) > 0.0:
        remedy = f"Take {quality.burns_to} out of its ratios."
        yield Problem(f"burns to {quality.burns_to}, which its ratios emit too: it would count twice.",
                      remedy, *place, name)  # fmt: skip


def burnt_mixes(found: Grades, park: Park) -> Problems:
    """What is burnt has a quality that is stated, not one that the plan finds."""
    for pair in found.pairs:
        if pair.taker.role == "used" and pair.grade.mix:
            technology = park.technologies[pair.taker.item]
            if pair.carrier in technology.burns:
                yield Problem(
                    f"burns {pair.carrier} that {pair.grade.mix} mixes: its emissions are known only "
                    "where qualities are stated.",
                    f"Bring what enters {pair.grade.mix} to {technology.enterprise} by links of their own: "
                    "it mixes where it is burnt.",
                    "technologies",
                    technology.label,
                    "burns",
                    pair.carrier,
                )
