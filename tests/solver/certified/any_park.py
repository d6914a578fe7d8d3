"""Parks with any of the features at once, drawn from a number: what a certified solve must get along with.

Every enterprise may buy and discard what it needs and gives, so that there is a plan unless what was drawn
besides (runs of a batch, least takes, rooms) excludes one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from symbiosis.horizon import Horizon, full, unequal, weeks
from symbiosis.horizon.typical import typical
from symbiosis.park import (
    Calendar,
    Demand,
    Enterprise,
    Link,
    Market,
    Outlet,
    Park,
    Profile,
    Requirement,
    Store,
    Technology,
    Varying,
)
from tests.parks import A_YEAR, cap, hub, levy, member, small_park

CARRIERS = ("heat", "power", "water")
STEPS = 12
YEAR = Calendar.of_year(2023, hours=6.0)
HORIZONS = ("cyclic", "chained", "periods", "unequal", "typical", "segments")


class AnyPark:
    """Draws one thing after the other; `features` names what was drawn besides."""

    def __init__(self, seed: int, whole: bool = True) -> None:
        self.rng = np.random.default_rng(seed)
        self.whole = whole
        self.shape = str(self.rng.choice(HORIZONS, p=[0.3, 0.2, 0.15, 0.1, 0.15, 0.1]))
        self.calendar = YEAR if self.shape in ("typical", "segments") else Calendar.short(STEPS)
        self.profiles: list[Profile] = []
        self.things: list[Any] = []
        self.features: list[str] = []
        self.names = [f"e{i}" for i in range(1, int(self.rng.integers(2, 4)) + 1)]
        self._trade()
        for name in self.names:
            self._enterprise(name)
        self._between()
        self._rules()
        self.park: Park = small_park(
            0, *self.things, rate=0.08, calendar=self.calendar, profiles=self.profiles, name=f"any_{seed}"
        )
        self.horizon = self._horizon()

    def _some(self, share: float, feature: str = "") -> bool:
        drawn = bool(self.rng.random() < share)
        if drawn and feature:
            self.features.append(feature)
        return drawn

    def _number(self, low: float, high: float) -> float:
        return round(float(self.rng.uniform(low, high)), 1)

    def _series(self, low: float, high: float) -> Varying:
        if self._some(0.3):
            return Varying(self._number(low, high))
        steps = self.calendar.steps
        values = self.rng.uniform(low, high, min(steps, 4 * 12))
        if steps > values.size:  # days of twelve kinds, in seasons
            day = values.reshape(12, 4)[np.arange(steps // 4) * 12 // (steps // 4)]
            values = (day * self.rng.choice([0.8, 1.0], (steps // 4, 1))).ravel()
        name = f"p{len(self.profiles)}"
        self.profiles.append(Profile(name, np.asarray(values).round(1)))
        return Varying(1.0, name)

    def _pick(self, *choices: Any) -> Any:
        return choices[int(self.rng.integers(len(choices)))]

    def _size(self, lumpy: bool = True) -> dict[str, Any]:
        price = A_YEAR * self._number(0.1, 2.0)
        new = {
            "capacity_max": 12.0,
            "investment_per_capacity": price,
            "lifetime": self._pick(1.0, 20.0),
            "design_margin": self._pick(0.0, 0.0, 0.25),
        }
        kinds = ["stands", "grows", "grows", "wears out"]
        if lumpy and self.whole:
            kinds += ["fixed cost", "smallest size", "nameplates", "curve"]
        kind = self._pick(*kinds)
        if kind == "stands":
            return {"capacity": self._number(1.0, 10.0), "retirable": self._pick(True, False)}
        if kind == "wears out":
            return {**new, "capacity": 6.0, "remaining_life": self._number(0.0, 25.0)}
        if kind == "fixed cost":
            return {**new, "investment": A_YEAR * self._number(1.0, 10.0)}
        if kind == "smallest size":
            return {**new, "capacity_min": self._number(0.5, 8.0), "capacity": 2.0}
        if kind == "nameplates":
            return {**new, "sizes": (1.5, 4.0), "units_max": self._pick(1.0, None), "investment": price}
        if kind == "curve":
            curve = {"scale_sizes": (0.5, 6.0, 12.0)}
            costs = tuple(A_YEAR * x for x in (1.0, 8.0, 8.0 + self._number(0.0, 10.0)))
            return {**new, **curve, "scale_investments": costs, "investment_per_capacity": None}
        return {**new, "capacity": self._pick(0.0, 2.0)}

    def _trade(self) -> None:
        for carrier in CARRIERS:
            least = self._some(0.15, "least take")
            self.things.append(
                Market(
                    label=f"{carrier}_market",
                    carrier=carrier,
                    members=tuple(self.names),
                    purchase_price=self._series(4.0, 9.0),
                    sale_price=self._series(0.0, 3.0) if self._some(0.5) else None,
                    sale_limit=self._number(0.0, 5.0),
                    emissions={"co2": 0.5} if carrier == "power" else {},
                    peak_charge=300.0 if self._some(0.4, "peak charge") else 0.0,
                    purchase_annual_min=A_YEAR * self._number(0.5, 3.0) if least else None,
                )
            )
        if self._some(0.3, "contract through"):
            self.things.append(
                Market(
                    label="green",
                    carrier="power",
                    members=tuple(self.names),
                    purchase_price=self._series(4.0, 8.0),
                    through="power_market",
                    purchase_annual_min=A_YEAR * 0.5,
                    purchase_annual_max=A_YEAR * 2.0,
                )
            )
        gas = {"purchase_annual_max": A_YEAR * self._number(5.0, 20.0)} if self._some(0.3, "contract") else {}
        self.things.append(
            Market(
                label="gas",
                carrier="gas",
                members=tuple(self.names),
                purchase_price=self._series(0.5, 3.0),
                emissions={"co2": 0.2},
                **gas,
            )
        )

    def _enterprise(self, name: str) -> None:
        things = self.things
        things += [Enterprise(label=name, discount_rate=self._pick(None, 0.0, 0.12))]
        things += [Outlet(label=f"{name}.{k}_away", carrier=k, fee=self._number(0.0, 2.0)) for k in CARRIERS]
        for carrier in CARRIERS:
            if self._some(0.6):
                things.append(self._need(name, carrier))
        for number in range(int(self.rng.integers(0, 3))):
            things.append(self._plant(f"{name}.plant_{number}"))
        if self._some(0.5, "store"):
            things.append(self._store(f"{name}.store"))
        if self.whole and self._some(0.2, "commitment"):
            things.append(self._units(f"{name}.engine"))
        if self.whole and self._some(0.15, "batch") and self.shape in ("cyclic", "chained"):
            runs = {"runs_per_day": 4.0, "run_hours": 2.0, "runs_at_once": 2.0}
            things.append(Demand(label=f"{name}.ovens", carrier="power", rate=0.5, **runs))
        if self.whole and self._some(0.25, "retrofit"):
            things += self._retrofit(name)

    def _need(self, name: str, carrier: str) -> Demand:
        more: dict[str, Any] = {}
        if self._some(0.2, "shiftable"):
            more |= {"shift_share": 0.3, "shift_hours": 2.0 if self.calendar is not YEAR else 12.0}
        if self._some(0.15, "interruptible"):
            more |= {"interruptible": 0.2, "interruption_price": self._number(2.0, 9.0)}
            if self._some(0.5):
                more |= {"interruption_hours": 900.0}
        return Demand(label=f"{name}.{carrier}", carrier=carrier, rate=self._series(0.0, 8.0), **more)

    def _plant(self, label: str) -> Technology:
        more: dict[str, Any] = {"running_cost": self._number(0.0, 1.0), **self._size()}
        if self._some(0.4):
            more["availability"] = self._series(0.0, 1.0)
        if self._some(0.2, "hours of a year"):
            more["activity_max"] = A_YEAR * self._number(0.5, 5.0)
        if self._some(0.2, "ramp"):
            more |= {"ramp_up": 0.4, "ramp_down": 0.5}
        kind = self._pick("boiler", "chp", "heat pump", "pump")
        if kind == "boiler":
            ratios: dict[str, Any] = {"gas": -1.0, "heat": 0.8}
            return Technology(label=label, rated_on="heat", ratios=ratios, **more)
        if kind == "chp":
            ratios = {"gas": -1.0, "power": 0.4, "heat": 0.4}
            return Technology(label=label, rated_on="power", ratios=ratios, **more)
        if kind == "heat pump":
            taken = self._series(0.2, 0.6)
            ratios = {"heat": 1.0, "power": Varying(-taken.value, taken.profile)}
            return Technology(label=label, rated_on="heat", ratios=ratios, **more)
        return Technology(label=label, rated_on="water", ratios={"water": 1.0, "power": -0.1}, **more)

    def _store(self, label: str) -> Store:
        size = self._size()
        long = self.calendar is YEAR and self._some(0.5, "seasonal store")
        more: dict[str, Any] = {}
        if self.whole and self._some(0.2, "one way"):
            more["one_way"] = True
        if self.shape == "chained" and self._some(0.3, "first level"):
            more["initial_level"] = 0.5
        return Store(
            label=label,
            carrier=self._pick(*CARRIERS),
            loss=0.0005 if long else self._pick(0.0, 0.02),
            charge_efficiency=self._pick(1.0, 0.9),
            discharge_efficiency=self._pick(1.0, 0.8),
            charge_max=self._pick(None, 0.5),
            discharge_max=self._pick(None, 0.4),
            running_cost=self._pick(0.0, 0.1),
            seasonal=long,
            **more,
            **size,
        )

    def _units(self, label: str) -> Technology:
        size = self._number(1.0, 3.0)
        grown = {"capacity_max": 3 * size, "sizes": (size,), "lifetime": 20.0}
        grown |= {"investment": A_YEAR * self._number(0.5, 3.0), "unit_size": size}
        stands = {"capacity": 2 * size, "unit_size": size, "retirable": False}
        return Technology(
            label=label,
            rated_on="power",
            ratios={"gas": -2.2, "power": 1.0, "heat": 0.8},
            minimum_load=self._pick(0.3, 0.6),
            minimum_up=self._pick(0.0, 3.0),
            minimum_down=self._pick(0.0, 3.0),
            start_cost=self._number(0.0, 20.0),
            ramp_up=self._pick(None, 0.5),
            **(stands if self._some(0.6) else grown),
        )

    def _retrofit(self, name: str) -> list[Any]:
        one = {"exclusive": f"kiln of {name}"}
        new = {"capacity_max": 6.0, "lifetime": 15.0, **one}
        return [
            Technology(
                label=f"{name}.old_kiln", rated_on="heat", ratios={"gas": -1.4, "heat": 1.0}, capacity=5.0,
                fixed_om=A_YEAR * 0.1, **one,
            ),
            Technology(
                label=f"{name}.new_kiln", rated_on="heat", ratios={"gas": -1.0, "heat": 1.0},
                investment=A_YEAR * self._number(2.0, 20.0), **new,
            ),
            Technology(
                label=f"{name}.pump_kiln", rated_on="heat", ratios={"power": -0.3, "heat": 1.0},
                investment_per_capacity=A_YEAR * self._number(1.0, 5.0), **new,
            ),
        ]  # fmt: skip

    def _between(self) -> None:
        for number in range(int(self.rng.integers(1, 4))):
            ends = self.rng.permutation(self.names)
            least = 1.5 if self.whole and self._some(0.25, "least flow") else 0.0
            self.things.append(
                Link(
                    label=f"link_{number}",
                    origin=str(ends[0]),
                    destination=str(ends[1]),
                    carriers=self._pick(("heat",), ("water",), ("power", "heat")),
                    length=self._number(0.0, 5.0),
                    loss=self._pick(0.0, 0.1),
                    freight=self._pick(0.0, 0.1),
                    minimum_flow=least,
                    **self._size(),
                )
            )
        if self._some(0.4, "network"):
            fixed = {"investment": A_YEAR * self._number(1.0, 10.0), "lifetime": 2.0}
            stands = not self.whole or self._some(0.5)
            sized = {"capacity_max": 8.0, "investment_per_capacity": A_YEAR * 0.1, "lifetime": 5.0}
            members = [member("main", n, "both", **sized) for n in self.names]
            more = {"exists": True} if stands else fixed
            self.things.append(hub("main", "heat", self.names[-1], *members, loss=0.05, **more))

    def _rules(self) -> None:
        if self._some(0.4, "levy"):
            self.things.append(levy("co2", self._series(0.0, 5.0)))
        if self._some(0.3, "cap"):
            self.things.append(cap("co2", A_YEAR * self._number(3.0, 9.0)))
        if self._some(0.2, "requirement"):
            self.things.append(
                Requirement(label="less", formula="purchase(gas) / purchase(power)", at_most=5.0)
            )

    def _horizon(self) -> Horizon:
        calendar = self.calendar
        if self.shape == "typical":
            return typical(self.park, 3)
        if self.shape == "segments":
            return typical(self.park, 3, segments=2)
        if self.shape == "periods":
            return weeks(calendar, [1, 3, 4], weights=[2, 1, 5], days=0.125)
        if self.shape == "unequal":
            return unequal(calendar, [1, 2, 3, 2, 1, 3], cyclic=False)
        return full(calendar, cyclic=self.shape == "cyclic")


def relaxed(program: Any) -> Any:
    """Return a program without whole numbers."""
    return replace(program, integer=np.zeros_like(program.integer))
