"""What may a planner ask of the solver?"""

from __future__ import annotations

import importlib.util
import math
import os
from dataclasses import dataclass
from typing import Literal, TypeGuard, get_args

from symbiosis.blocks.forms import Forms

Method = Literal["choose", "simplex", "ipm", "hipo", "pdlp", "certified"]

LARGEST_SEED = 2**31 - 1


class OptionError(ValueError):
    """A wish the solver cannot grant; `problems` lists every reason as a sentence."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__(" ".join(problems))


@dataclass(frozen=True)
class Options(Forms):
    """How long, how exactly and by which method to solve.

    `gap` is relative: the search ends when (objective − bound) / |objective| is at most this.
    `gap_money` is the same in money; when it is given, it alone decides and `gap` is not used.
    `time_limit` is in seconds for the search; putting the plan in order afterwards (exact values and
    prices for the integers found) may take a tenth of that longer, plus a few seconds.
    `threads` is left to HiGHS when None. `method` applies to linear programs; programs with integers
    are always searched by branch and cut, where `simplex`, `ipm` or `hipo` solves the relaxations;
    `certified` solves large programs of either kind loosely and proves a bound and a plan.
    `crossover` asks interior-point and first-order methods to end on a vertex; None decides by size.
    `prices` asks for duals of programs with integers. `largest_range` is the accepted ratio of the
    largest to the smallest matrix coefficient. The words of `blocks.forms.Forms` (`fixed_charges`,
    `limits`, `capacity_rows`, `given`, `units`, `alike`) say how the program is written; `alike` is read
    here: what cannot be told apart is decided once, in large linear programs. `checkpoint` is a folder
    in which a certified solve keeps its stages and finds those of a run that was ended; `dask` is the
    address of a scheduler whose workers dispatch its periods. `warm` lets the cases of a study go on
    from the case before where only costs and limits differ: quicker, but of several plans of equal cost
    it may be another one that is found.

    Raises `OptionError` with a sentence for every wish that makes no sense.

    >>> Options(time_limit=60).time_limit
    60
    """

    gap: float = 1e-4
    gap_money: float | None = None
    time_limit: float | None = None
    threads: int | None = None
    method: Method = "choose"
    crossover: bool | None = None
    seed: int = 0
    prices: bool = True
    largest_range: float = 1e9
    warm: bool = False
    checkpoint: str | None = None
    dask: str | None = None

    def __post_init__(self) -> None:
        """Check every wish."""
        problems = tuple(self._problems())
        if problems:
            raise OptionError(problems)

    def accepts(self, gap: float, money: float) -> bool:
        """Tell whether a plan is good enough that is proved within this relative gap and this much money."""
        return gap <= self.gap if self.gap_money is None else money <= self.gap_money

    def _problems(self) -> list[str]:
        found = []
        if not (_is_number(self.gap) and 0 <= self.gap < 1):
            found.append(f"gap = {self.gap!r}: it must be a share from 0 up to, but not including, 1.")
        if self.gap_money is not None and not (_is_number(self.gap_money) and self.gap_money >= 0):
            found.append(f"gap_money = {self.gap_money!r}: it must be an amount of money, at least 0.")
        if self.time_limit is not None and not (_is_number(self.time_limit) and self.time_limit > 0):
            found.append(f"time_limit = {self.time_limit!r}: it must be more than 0 seconds.")
        if self.threads is not None:
            found += _problems_of_threads(self.threads)
        if self.method not in get_args(Method):
            known = ", ".join(get_args(Method))
            found.append(f"method = {self.method!r}: it is not known. Known: {known}.")
        elif self.method == "hipo" and not hipo_is_installed():
            found.append('method = "hipo": it needs the package highspy_extras. Install highspy[extras].')
        found += self.unknown_forms()
        if not (_is_whole(self.seed) and 0 <= self.seed <= LARGEST_SEED):
            found.append(f"seed = {self.seed!r}: it must be a whole number from 0 to {LARGEST_SEED}.")
        if not (_is_number(self.largest_range) and self.largest_range >= 1):
            found.append(f"largest_range = {self.largest_range!r}: it must be a ratio of at least 1.")
        return found


def _problems_of_threads(threads: object) -> list[str]:
    cores = os.cpu_count() or 1
    if not (_is_whole(threads) and threads >= 1):
        return [f"threads = {threads!r}: it must be a whole number, at least 1."]
    if threads > cores:
        return [f"threads = {threads}: this computer has {cores} cores, and more threads would only wait."]
    return []


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def hipo_is_installed() -> bool:
    """Tell whether the interior-point method HiPO can be used here."""
    return importlib.util.find_spec("highspy_extras") is not None
