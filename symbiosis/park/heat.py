"""Process heat: streams that must be cooled or heated, and the levels at which a site moves heat."""

from __future__ import annotations

from dataclasses import dataclass

from symbiosis.park.fields import choice, name, number, text, varying
from symbiosis.park.profile import Varying

ABSOLUTE_ZERO = -273.15  # °C


@dataclass(frozen=True, kw_only=True)
class Stream:
    """A process stream that gives heat (hot) or takes it (cold) between two temperatures.

    Its heat is `duty`, or `heat_capacity_flow` for every kelvin. Equal temperatures are a phase change:
    `side` then says which way the heat goes.
    """

    label: str
    supply: float = number("temperature at which it is there", "°C", lower=ABSOLUTE_ZERO)
    target: float = number("temperature at which it is wanted", "°C", lower=ABSOLUTE_ZERO)
    duty: float | None = number("heat between the two temperatures", "MW", None, lower=0.0)
    heat_capacity_flow: float | None = number(
        "heat per kelvin, in place of the duty", "MW/K", None, lower=0.0
    )
    dt_contribution: float = number(
        "its part of the least temperature difference in a heat exchanger", "K", 5.0, lower=0.0
    )
    side: str = choice(
        "hot (is cooled) or cold (is heated); needed for a phase change only", ("", "hot", "cold"), ""
    )
    operation: Varying = varying("share of its heat that is there", "1", Varying(1.0), lower=0.0)
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")

    def __post_init__(self) -> None:
        object.__setattr__(self, "operation", Varying.of(self.operation))

    @property
    def enterprise(self) -> str:
        """The enterprise it belongs to."""
        return self.label.rpartition(".")[0]

    @property
    def hot(self) -> bool:
        """Tell whether it gives heat."""
        return self.supply > self.target or (self.supply == self.target and self.side == "hot")

    @property
    def heat(self) -> float:
        """Heat that it gives or takes [MW]."""
        if self.duty is not None:
            return self.duty
        return (self.heat_capacity_flow or 0.0) * abs(self.supply - self.target)


@dataclass(frozen=True, kw_only=True)
class HeatLevel:
    """A level at which heat is delivered or taken away: a steam or hot-water main, cooling water.

    A main does both, so that one enterprise's surplus heats another.
    """

    label: str
    temperature: float = number(
        "at which it is delivered; for cooling, at which it arrives", "°C", lower=ABSOLUTE_ZERO
    )
    return_temperature: float | None = number(
        "at which it leaves the user; the same when absent (steam that condenses)",
        "°C",
        None,
        lower=ABSOLUTE_ZERO,
    )
    dt_contribution: float = number(
        "its part of the least temperature difference in a heat exchanger", "K", 0.0, lower=0.0
    )
    use: str = choice("main (both ways), heating or cooling", ("main", "heating", "cooling"), "main")
    carrier: str = name(
        "carrier [MW, or t/h of steam] that flows when heat is taken or given here; "
        "without one the level counts for targets only",
        "carriers",
        "",
    )
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")

    @property
    def heats(self) -> bool:
        """Tell whether heat may be taken from it."""
        return self.use != "cooling"

    @property
    def cools(self) -> bool:
        """Tell whether heat may be given to it."""
        return self.use != "heating"

    @property
    def leaving(self) -> float:
        """Temperature at which it leaves the user [°C]."""
        return self.temperature if self.return_temperature is None else self.return_temperature
