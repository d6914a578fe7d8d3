"""What was asked of the solver, told apart in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symbiosis.solver.options import Options

WORDS = {  # every field of Options
    "gap": "gap that ends the search",
    "gap_money": "gap in money that ends the search",
    "time_limit": "longest time for one solve",
    "threads": "processor cores",
    "method": "method",
    "crossover": "end on a vertex",
    "seed": "seed of the solver",
    "prices": "prices for plans with integers",
    "largest_range": "largest range of coefficients",
    "warm": "go on from the case before",
    "checkpoint": "folder of checkpoints",
    "dask": "address of the scheduler",
    "fixed_charges": "form of fixed charges",
    "limits": "form of limits",
    "capacity_rows": "form of capacity rows",
    "given": "form of given flows",
    "units": "form of equal units",
    "alike": "form of what is alike",
}


def wishes_changed(before: Options, after: Options) -> Iterator[str]:
    """Yield a sentence for every option that differs.

    >>> list(wishes_changed(Options(), Options(gap=0.01, time_limit=60)))
    ['gap that ends the search: 0.01 % → 1 %', 'longest time for one solve: not set → 60 s']
    """
    for name, word in WORDS.items():
        one, other = getattr(before, name), getattr(after, name)
        if one != other:
            yield f"{word}: {_shown(name, one)} → {_shown(name, other)}"


def _shown(name: str, value: Any) -> str:
    if value is None:
        return "not set"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name == "gap":
        return f"{100.0 * value:g} %"
    if name == "time_limit":
        return f"{value:g} s"
    return f"{value:g}" if isinstance(value, float) else str(value)
