"""The sites that every tool is given: enterprises that plan a boiler, a CHP, PV and a heat store, and trade.

For each enterprise n and hour t, with capacities C decided once and flows decided every hour:

    gas      gas_bought = boiler + chp
    heat     η·boiler + η_heat·chp + discharge = heat demand + charge
    power    η_power·chp + pv + bought = power demand + sold
    limits   boiler ≤ C_boiler,  chp ≤ C_chp,  pv ≤ sun·C_pv,  level ≤ C_store
    store    level = (1 − loss)·level one hour before + charge − discharge   (the first hour follows the last)
    cost     Σ payment·C + Σ gas_price·gas_bought + buy·bought − sell·sold

Boiler and CHP are rated on the gas they burn [MW], PV on power [MW], the store on heat held [MWh].
Made from a seed with numpy alone, so that every tool's environment makes the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

PLANTS = ("boiler", "chp", "pv", "store")
HOURS_OF_YEAR = 8760.0
DISCOUNT_RATE = 0.08


@dataclass(frozen=True, eq=False)
class Sites:
    """Numbers of all enterprises; per enterprise (N,), per hour (T,), or both (N, T).

    `investment` [CNY/MW, CNY/MWh for the store], `lifetime` [a] and `capacity_max` are per plant;
    demands and limits in MW, prices in CNY/MWh, efficiencies and `sun` are shares, `loss` per hour.
    """

    boiler_heat: Floats
    chp_heat: Floats
    chp_power: Floats
    loss: Floats
    sun: Floats
    heat: Floats
    power: Floats
    gas_price: Floats
    buy: Floats
    sell: Floats
    investment: dict[str, float]
    lifetime: dict[str, float]
    capacity_max: dict[str, float]
    trade_limit: float

    @property
    def enterprises(self) -> int:
        """Number of enterprises N."""
        return int(self.heat.shape[0])

    @property
    def hours(self) -> int:
        """Number of hours T."""
        return int(self.heat.shape[1])

    @property
    def names(self) -> list[str]:
        """One name per enterprise."""
        return [f"e{n:03d}" for n in range(self.enterprises)]

    def payment(self, plant: str) -> float:
        """Cost of capacity for these hours: the annuity's share of a year.  [CNY/MW]"""
        repaid = 1.0 - (1.0 + DISCOUNT_RATE) ** -self.lifetime[plant]
        return self.investment[plant] * DISCOUNT_RATE / repaid * self.hours / HOURS_OF_YEAR


def grow(enterprises: int, hours: int, seed: int = 20) -> Sites:
    """Make the numbers; the same seed and size give the same numbers everywhere."""
    rng = np.random.default_rng(seed)
    n, t = (enterprises, 1), np.arange(hours)
    day, year = 2 * np.pi * t / 24, 2 * np.pi * t / HOURS_OF_YEAR

    def noisy(shape: Floats, spread: float) -> Floats:
        return shape * rng.uniform(1 - spread, 1 + spread, (enterprises, hours))

    clock = np.maximum(0.0, -np.cos(day)).round(6) * (0.6 - 0.3 * np.cos(year))  # night is exactly zero
    two_shifts = np.where((t % 24 >= 6) & (t % 24 < 22), 1.0, 0.4)
    heat = rng.uniform(2.0, 20.0, n) * (1.0 + 0.3 * np.cos(year) - 0.15 * np.cos(day + rng.uniform(0, 6, n)))
    power = rng.uniform(1.0, 12.0, n) * two_shifts
    buy = 620.0 - 220.0 * np.cos(day) + rng.uniform(-40.0, 40.0, hours)
    return Sites(
        boiler_heat=rng.uniform(0.86, 0.93, enterprises),
        chp_heat=rng.uniform(0.42, 0.50, enterprises),
        chp_power=rng.uniform(0.30, 0.38, enterprises),
        loss=rng.uniform(0.002, 0.010, enterprises),
        sun=np.minimum(1.0, noisy(clock, 0.4)),
        heat=noisy(heat, 0.2),
        power=noisy(power, 0.2),
        gas_price=250.0 + 25.0 * np.cos(year),
        buy=buy,
        sell=0.4 * buy,
        investment={"boiler": 0.5e6, "chp": 2.4e6, "pv": 4.2e6, "store": 0.12e6},
        lifetime={"boiler": 20.0, "chp": 20.0, "pv": 25.0, "store": 30.0},
        capacity_max={"boiler": 80.0, "chp": 80.0, "pv": 60.0, "store": 200.0},
        trade_limit=150.0,
    )
