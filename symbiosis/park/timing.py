"""When a demand may be met: put off, brought forward, or met by runs that start within hours of the day."""

from __future__ import annotations

from dataclasses import dataclass

from symbiosis.park.fields import number


@dataclass(frozen=True, kw_only=True)
class Timing:
    """Fields of a demand whose time is not fixed.

    With `runs_per_day`, what a day needs is taken in that many equal runs of `run_hours`, each started
    between two times of the day; a run started before midnight goes on after it.
    """

    shift_share: float = number(
        "share that may be put off or brought forward", "1", 0.0, lower=0.0, upper=1.0
    )
    shift_hours: float = number("how long it may wait", "h", 0.0, lower=0.0)
    catch_up_max: float | None = number(
        "largest flow at which it is caught up, beside the demand itself", "{rate}", None, lower=0.0
    )
    advance_hours: float = number("how much earlier it may be met", "h", 0.0, lower=0.0)
    advance_max: float | None = number(
        "largest flow at which it is met early, beside the demand itself", "{rate}", None, lower=0.0
    )
    runs_per_day: float = number("runs in which the demand of each day is met", "1", 0.0, lower=0.0)
    run_hours: float = number("length of a run", "h", 0.0, lower=0.0, upper=24.0)
    start_earliest: float = number("time of day from which a run may start", "h", 0.0, lower=0.0, upper=24.0)
    start_latest: float = number(
        "time of day until which a run may start; after midnight when it is below the earliest",
        "h",
        24.0,
        lower=0.0,
        upper=24.0,
    )
    runs_at_once: float = number("most runs at the same time", "1", 1.0, lower=1.0)

    @property
    def waits(self) -> bool:
        """Tell whether part of it may be put off."""
        return self.shift_share > 0.0 and self.shift_hours > 0.0

    @property
    def hastens(self) -> bool:
        """Tell whether part of it may be met early."""
        return self.shift_share > 0.0 and self.advance_hours > 0.0

    @property
    def runs(self) -> bool:
        """Tell whether it is met in runs."""
        return self.runs_per_day > 0.0
