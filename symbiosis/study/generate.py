"""Parks of any size to try things on: towns of plausible enterprises, from a seed.

Every enterprise is of one of a few kinds, has a place, a demand for steam, power and warm water, and may
build a boiler, PV and a battery; some give off waste heat that links may carry to neighbours. A utility may
build cogeneration, a boiler and a heat store, and a steam network with a connection per enterprise.
Power is bought with a monthly charge for the peak. All numbers are assumptions of a plausible order
of magnitude (confidence L): such a park is for measuring and trying, never for planning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symbiosis.park import (
    Calendar,
    Carrier,
    Demand,
    Enterprise,
    Figure,
    Levy,
    Market,
    Network,
    Outlet,
    Park,
    Profile,
    Settings,
    Supply,
    Varying,
)
from symbiosis.study import assumed

Floats = NDArray[np.float64]

SOURCE = "assumed order of magnitude"
RADIUS = 2.5  # km within which a link for warm water is offered
UTILITY = "utility"


@dataclass(frozen=True)
class Kind:
    """A kind of enterprise: typical rates [MW], their shape over the day, and waste heat per steam used."""

    name: str
    steam: float
    power: float
    warm: float
    shifts: int
    waste: float
    roof: float


KINDS = (
    Kind("paper_mill", 25.0, 12.0, 1.0, 3, 0.15, 4.0),
    Kind("chemical_plant", 30.0, 8.0, 0.5, 3, 0.25, 2.0),
    Kind("food_works", 8.0, 3.0, 2.0, 2, 0.10, 3.0),
    Kind("board_mill", 12.0, 5.0, 0.5, 2, 0.10, 3.0),
    Kind("greenhouse", 0.0, 1.5, 6.0, 3, 0.0, 0.5),
    Kind("town", 0.0, 6.0, 10.0, 1, 0.0, 5.0),
)


def generate(enterprises: int, seed: int = 0, year: int = 2023, fixed_costs: bool = False) -> Park:
    """Return a park of so many enterprises beside a utility; the same seed gives the same park.

    `fixed_costs` gives links and plants a price of being there at all, which takes whole numbers.
    Raises ValueError for less than one enterprise.

    >>> sorted(generate(2, seed=1).enterprises)[-1]
    'utility'
    """
    if enterprises < 1:
        raise ValueError(f"{enterprises} enterprises: a park needs at least one.")
    return _Town(enterprises, seed, year, fixed_costs).park()


class _Town:
    """Draws one thing after the other."""

    def __init__(self, enterprises: int, seed: int, year: int, fixed_costs: bool) -> None:
        self.rng = np.random.default_rng(seed)
        self.calendar = Calendar.of_year(year, "Asia/Shanghai")
        self.fixed = fixed_costs
        self.seed = seed
        hour = np.arange(self.calendar.steps)
        self.clock = hour % 24
        self.weekend = hour // 24 % 7 >= 5
        self.cold = 0.5 + 0.5 * np.cos(2 * np.pi * (hour / self.calendar.steps - 0.04))  # 1 in mid January
        self.kinds = [KINDS[int(k)] for k in self.rng.integers(0, len(KINDS), enterprises)]
        self.names = [f"{kind.name}_{n + 1:03d}" for n, kind in enumerate(self.kinds)]
        side = 2.0 * np.sqrt(enterprises)
        self.places = self.rng.uniform(0.0, side, (enterprises, 2)).round(2)
        self.parts: dict[str, list[Any]] = {
            name: []
            for name in ("technologies", "stores", "demands", "supplies", "outlets", "links", "profiles")
        }

    def park(self) -> Park:
        """Put everything together."""
        self._weather_and_prices()
        for number in range(len(self.names)):
            self._enterprise(number)
        self._links()
        self._utility()
        members = (*self.names, UTILITY)
        middle = self.places.mean(axis=0).round(2)
        people = [
            Enterprise(label=name, x=float(x), y=float(y))
            for name, (x, y) in zip(self.names, self.places, strict=True)
        ]
        things: dict[str, Any] = {
            "settings": Settings(
                name=f"generated_{len(self.names)}_{self.seed}",
                currency="CNY",
                price_year=2023,
                tax_basis="excluding VAT",
                discount_rate=0.08,
            ),
            "calendar": self.calendar,
            "carriers": [
                *(Carrier(label=k, kind="energy", unit="MW") for k in ("gas", "steam", "power", "warm")),
                Carrier(label="co2", kind="emission", unit="t/h"),
            ],
            "enterprises": [
                *people,
                Enterprise(label=UTILITY, role="utility", x=float(middle[0]), y=float(middle[1])),
            ],
            "markets": [
                Market(
                    label="gas",
                    carrier="gas",
                    members=members,
                    purchase_price=Varying(300.0),
                    emissions={"co2": 0.2},
                ),
                Market(
                    label="grid",
                    carrier="power",
                    members=members,
                    purchase_price=Varying(1.0, "grid_price"),
                    sale_price=Varying(250.0),
                    sale_limit=Varying(50.0),
                    peak_charge=40_000.0,
                    emissions={"co2": 0.57},
                ),
            ],
            "networks": [self._network()],
            "levies": [Levy(label="co2_price", carrier="co2", price=Varying(97.0))],
            "figures": self._figures(),
            **self.parts,
        }
        return Park(**things)

    def _profile(self, name: str, values: Floats) -> Varying:
        self.parts["profiles"].append(Profile(name, np.asarray(values).round(4)))
        return Varying(1.0, name)

    def _weather_and_prices(self) -> None:
        height = np.maximum(0.0, np.sin(2 * np.pi * (self.clock - 6) / 24)) * (1.0 - 0.5 * self.cold)
        clouds = np.repeat(self.rng.uniform(0.3, 1.0, self.calendar.steps // 24 + 1), 24)[: self.clock.size]
        self._profile("sun", np.where(height > 1e-6, height * clouds, 0.0))
        dear = ((self.clock >= 9) & (self.clock < 12)) | ((self.clock >= 18) & (self.clock < 22))
        night = self.clock < 7
        price = np.where(dear, 950.0, np.where(night, 330.0, 620.0))
        self._profile("grid_price", price + self.rng.uniform(-30.0, 30.0, price.size))

    def _shape(self, shifts: int) -> Floats:
        start, end = {1: (7, 22), 2: (6, 22), 3: (0, 24)}[shifts]
        on = (self.clock >= start) & (self.clock < end)
        week = np.where(self.weekend, 0.75 if shifts < 3 else 0.95, 1.0)
        return np.where(on, 1.0, 0.35) * week * self.rng.uniform(0.85, 1.1, on.size)

    def _enterprise(self, number: int) -> None:
        kind, name, size = self.kinds[number], self.names[number], float(self.rng.uniform(0.5, 1.5))
        parts, shape = self.parts, self._shape(kind.shifts)
        steam = kind.steam * size * shape
        if kind.steam:
            rate = self._profile(f"{name}_steam", steam)
            parts["demands"].append(Demand(label=f"{name}.steam", carrier="steam", rate=rate))
            parts["technologies"].append(
                assumed.boiler(name, "steam", 2.0 * kind.steam * size, 0.5e6, self.fixed)
            )
        power = self._profile(f"{name}_power", kind.power * size * self._shape(kind.shifts))
        parts["demands"].append(Demand(label=f"{name}.power", carrier="power", rate=power))
        season = 0.15 + 0.85 * self.cold if kind.name in ("town", "greenhouse") else 0.6 + 0.4 * self.cold
        warm = self._profile(
            f"{name}_warm", kind.warm * size * season * self.rng.uniform(0.9, 1.1, season.size)
        )
        parts["demands"].append(Demand(label=f"{name}.warm", carrier="warm", rate=warm))
        parts["technologies"].append(
            assumed.boiler(name, "warm", 2.0 * kind.warm * size + 1.0, 0.3e6, self.fixed)
        )
        if kind.waste:
            rate = self._profile(f"{name}_waste", kind.waste * steam)
            parts["supplies"].append(Supply(label=f"{name}.waste", carrier="warm", rate=rate))
            parts["outlets"].append(Outlet(label=f"{name}.cooling", carrier="warm", fee=Varying(5.0)))
        parts["technologies"].append(assumed.photovoltaics(name, kind.roof * size))
        parts["stores"].append(assumed.battery(name, 4.0 * kind.power))

    def _links(self) -> None:
        """Offer a pipe for warm water from everyone with waste heat to everyone near."""
        for a, kind in enumerate(self.kinds):
            for b in range(len(self.kinds)) if kind.waste else ():
                distance = float(np.hypot(*(self.places[a] - self.places[b])))
                if a != b and distance <= RADIUS:
                    self.parts["links"].append(assumed.pipe(self.names[a], self.names[b], self.fixed))

    def _utility(self) -> None:
        steam = sum(kind.steam for kind in self.kinds)
        largest = max(20.0, 1.5 * steam)
        self.parts["technologies"].append(assumed.boiler(UTILITY, "steam", largest, 0.4e6, self.fixed))
        self.parts["technologies"].append(assumed.cogeneration(UTILITY, 0.6 * largest, self.fixed))
        self.parts["stores"].append(assumed.heat_store(UTILITY, 10.0 * largest))

    def _network(self) -> Network:
        largest = {
            name: 2.0 * kind.steam for name, kind in zip(self.names, self.kinds, strict=True) if kind.steam
        }
        total = max(20.0, 2.0 * sum(kind.steam for kind in self.kinds))
        return assumed.steam_main(UTILITY, {**largest, UTILITY: total}, self.fixed)

    def _figures(self) -> dict[str, Figure]:
        """Mark every number of every asset as assumed."""
        out = {}
        for section in ("technologies", "stores", "links"):
            for thing in self.parts[section]:
                for field in ("investment_per_capacity", "lifetime", "investment"):
                    value = getattr(thing, field)
                    if value:
                        path = f"{section}.{thing.label}.{field}"
                        out[path] = Figure(float(value), source=SOURCE, confidence="L")
        return out
