"""Whether streams and heat levels make sense: a heat, a direction, temperatures in the right order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from symbiosis.park.problems import Problem

if TYPE_CHECKING:
    from symbiosis.park.heat import Stream
    from symbiosis.park.park import Park


def stream_problems(park: Park) -> Iterator[Problem]:
    """A stream states one heat, and its side agrees with its temperatures."""
    for stream in park.streams.values():
        yield from _heat(stream)
        yield from _side(stream)


def _heat(stream: Stream) -> Iterator[Problem]:
    both = stream.duty is not None and stream.heat_capacity_flow is not None
    neither = stream.duty is None and stream.heat_capacity_flow is None
    if both:
        yield Problem(
            "states both duty and heat_capacity_flow.",
            "Keep one of them.",
            "streams",
            stream.label,
            "duty",
        )
    elif neither:
        yield Problem(
            "states no heat.", "State duty, e.g. 2.5 MW, or heat_capacity_flow.", "streams", stream.label
        )
    elif stream.supply == stream.target and stream.duty is None:
        yield Problem(
            "changes phase at one temperature, where a heat per kelvin is no heat.",
            "State duty.",
            "streams",
            stream.label,
            "heat_capacity_flow",
        )


def _side(stream: Stream) -> Iterator[Problem]:
    if stream.supply == stream.target:
        if not stream.side:
            yield Problem(
                "has one temperature, so it must say which way its heat goes.",
                "State side: hot (condenses) or cold (boils).",
                "streams",
                stream.label,
                "side",
            )
    elif stream.side and (stream.side == "hot") != stream.hot:
        verb = "cooled" if stream.hot else "heated"
        yield Problem(
            f"is {verb} from {stream.supply:g} to {stream.target:g} °C, which is not {stream.side}.",
            "Drop side, or exchange supply and target.",
            "streams",
            stream.label,
            "side",
            stream.side,
        )


def heat_level_problems(park: Park) -> Iterator[Problem]:
    """Heating leaves no warmer than it came, cooling no colder; a carrier has a known heat."""
    for level in park.heat_levels.values():
        if level.carrier and not _carries_heat(park, level.carrier):
            yield Problem(
                "is no carrier of heat: neither in MW nor steam in t/h with a return temperature.",
                "Name a carrier in MW, or state pressure and return_temperature of the steam.",
                "heat_levels",
                level.label,
                "carrier",
                level.carrier,
            )
        wrong = (
            level.leaving < level.temperature
            if level.use == "cooling"
            else (level.leaving > level.temperature)
        )
        if wrong:
            is_cooling = level.use == "cooling"
            yield Problem(
                f"{'cooling' if is_cooling else 'heat'} delivered at {level.temperature:g} °C cannot return "
                f"{'colder' if is_cooling else 'warmer'}.",
                "Exchange temperature and return_temperature.",
                "heat_levels",
                level.label,
                "return_temperature",
                f"{level.leaving:g}",
            )


def _carries_heat(park: Park, label: str) -> bool:
    from symbiosis.park.carrier_state import heat_per_amount
    from symbiosis.park.steam import SteamError

    carrier = park.carriers[label]
    try:
        return carrier.kind == "energy" and heat_per_amount(carrier) is not None
    except SteamError:
        return True  # the state itself is named by the checks of steam
