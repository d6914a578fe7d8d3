"""Motors of pumps and fans: what a better class and a variable-speed drive save over a histogram of load.

    power(x)   = rating · share(x) / (η_class · η_drive)          x: flow over rated flow
    share(x)   = x³·(1 − s) + x·s     by speed (cube law; s: share of static head)
                 0.6 + 0.4·x          throttled            0.75 + 0.25·x    with inlet vanes
                 1                    by a bypass
    saving     = 1 − Σ_x time(x)·power_new(x) / Σ_x time(x)·power_now(x)

Efficiencies are those of 4-pole 50 Hz motors at full load in IEC 60034-30-1, recalled (M); the shares of
throttle and vanes and the drive's 97 % are working assumptions (L).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from symbiosis.park.problems import did_you_mean

RATINGS = (11.0, 22.0, 37.0, 75.0, 110.0, 132.0, 160.0, 200.0)  # kW
CLASSES: Mapping[str, tuple[float, ...]] = {
    "IE1": (0.876, 0.899, 0.912, 0.927, 0.933, 0.935, 0.938, 0.940),
    "IE2": (0.898, 0.916, 0.927, 0.940, 0.945, 0.947, 0.949, 0.951),
    "IE3": (0.914, 0.930, 0.939, 0.950, 0.954, 0.956, 0.958, 0.960),
    "IE4": (0.933, 0.945, 0.952, 0.960, 0.963, 0.964, 0.966, 0.967),
}
CONTROLS = ("throttle", "vanes", "bypass", "speed")
DRIVE = 0.97
SOURCE = (
    "cube law over the stated histogram; efficiencies of IEC 60034-30-1 as recalled; "
    "throttle, vanes and drive assumed"
)


class MotorError(ValueError):
    """A motor that makes no sense; the message says what, the remedy what to write."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(f"{message} {remedy}".strip())
        self.message, self.remedy = message, remedy


@dataclass(frozen=True)
class Motor:
    """A motor: rating [kW], class, how its flow is controlled, and the share of static head."""

    rating: float
    efficiency_class: str
    control: str
    static_head: float = 0.0

    def __post_init__(self) -> None:
        if self.rating <= 0.0:
            raise MotorError("the rating must be above 0.")
        if self.efficiency_class not in CLASSES:
            raise MotorError("this is no class of motors.", did_you_mean(self.efficiency_class, CLASSES))
        if self.control not in CONTROLS:
            raise MotorError("this is no way to control a flow.", did_you_mean(self.control, CONTROLS))
        if not 0.0 <= self.static_head <= 1.0:
            raise MotorError("the static head is a share of the head.", "Write it as e.g. 20 %.")

    @property
    def efficiency(self) -> float:
        """Efficiency at full load, between the ratings listed by the logarithm of the rating.

        >>> Motor(132.0, "IE3", "throttle").efficiency
        0.956
        """
        values = CLASSES[self.efficiency_class]
        if self.rating <= RATINGS[0]:
            return values[0]
        for (low, first), (high, last) in zip(
            zip(RATINGS, values, strict=True), zip(RATINGS[1:], values[1:], strict=True), strict=False
        ):
            if self.rating <= high:
                way = math.log(self.rating / low) / math.log(high / low)
                return first + (last - first) * way
        return values[-1]

    def power(self, flow: float) -> float:
        """Return the power drawn [kW] at a flow, as a share of the rated flow.

        >>> round(Motor(132.0, "IE3", "speed").power(0.5), 2)
        17.79
        """
        share = {
            "speed": (1.0 - self.static_head) * flow**3 + self.static_head * flow,
            "throttle": 0.6 + 0.4 * flow,
            "vanes": 0.75 + 0.25 * flow,
            "bypass": 1.0,
        }[self.control]
        drive = DRIVE if self.control == "speed" else 1.0
        return self.rating * share / (self.efficiency * drive)


def saving(now: Motor, new: Motor, histogram: Mapping[float, float]) -> float:
    """Return the share of power that a new motor saves; `histogram` is the share of time by flow.

    Raises MotorError when the histogram is none, or nothing is saved.

    >>> old = Motor(132.0, "IE1", "throttle")
    >>> round(saving(old, Motor(132.0, "IE3", "throttle"), {1.0: 1.0}), 4)
    0.022
    """
    if not histogram or any(not 0.0 <= x <= 1.2 or share < 0.0 for x, share in histogram.items()):
        raise MotorError(
            "a histogram holds flows from 0 to 120 % with shares of time.", "Write {80 %: 100 %}."
        )
    total = sum(histogram.values())
    if abs(total - 1.0) > 0.005:
        raise MotorError(f"the shares of time add up to {total:.1%}.", "Let them add up to 100 %.")
    before, after = (
        sum(share * motor.power(flow) for flow, share in histogram.items()) for motor in (now, new)
    )
    if after >= before:
        raise MotorError(f"nothing is saved: {after:.4g} kW instead of {before:.4g} kW in the mean.")
    return 1.0 - after / before
