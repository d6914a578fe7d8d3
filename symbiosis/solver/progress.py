"""How far has the solver come?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """One look at a running solve.

    `seconds` since the start; `incumbent` is the cost of the best plan so far and `bound` what no plan
    can undercut, both in money and None while unknown; `gap` is relative. `note` is the solver's last line.
    """

    rows: int
    columns: int
    seconds: float
    bound: float | None = None
    incumbent: float | None = None
    gap: float | None = None
    note: str = ""


Listener = Callable[[Progress], None]
