"""What the scaling benchmark aims for, and whether it was reached."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Measured = Sequence[dict[str, Any]]
GIGABYTE = 1000.0  # MB
WANTED = 1e-3  # gap


@dataclass(frozen=True)
class Aim:
    """A sentence, what was asked, and how to read it off; None where it is not measured yet."""

    what: str
    asked: str
    measured: Callable[[Measured], tuple[str, bool] | None]


def verdicts(measured: Measured) -> list[str]:
    """Markdown: every aim that something was measured for, reached or missed."""
    out = []
    for aim in AIMS:
        found = aim.measured(measured)
        if found is not None:
            said, reached = found
            out.append(f"| {aim.what} | {aim.asked} | {said} | {'reached' if reached else '**missed**'} |")
    return ["| aim | asked | measured | |", "|---|---|---|---|", *out] if out else []


def _solved(measured: Measured, method: str, enterprises: int, hours: int = 8760) -> dict[str, Any] | None:
    for m in measured:
        size = (m["enterprises"], m["hours"])
        if m.get("kind", "solve") == "solve" and m["method"] == method and size == (enterprises, hours):
            return m if "seconds" in m else None
    return None


def _against_the_best(measured: Measured) -> tuple[str, bool] | None:
    own = _solved(measured, "certified", 10)
    others = [_solved(measured, method, 10) for method in ("hipo", "ipm", "simplex", "hipdlp")]
    known = [m for m in others if m is not None]
    if own is None or not known:
        return None
    taken = {m["method"]: m["seconds"] if m["finished"] else min(m["seconds"], m["limit"]) for m in known}
    first = min(known, key=lambda m: taken[m["method"]])
    ended = taken[first["method"]]  # with or without an optimum
    solved = min((m["seconds"] for m in known if m["finished"]), default=math.inf)
    reached = bool(own["finished"]) and own["seconds"] <= 0.1 * ended
    how = "" if first["finished"] else ", ended without an optimum"
    said = f"{own['seconds']:.0f} s against {ended:.0f} s{how}: 1/{ended / own['seconds']:.1f}"
    if ended < solved < math.inf:
        said += f"; against {solved:.0f} s, the first optimum: 1/{solved / own['seconds']:.0f}"
    return said, reached


def _within(enterprises: int, minutes: float) -> Callable[[Measured], tuple[str, bool] | None]:
    def read(measured: Measured) -> tuple[str, bool] | None:
        own = _solved(measured, "certified", enterprises)
        if own is None:
            return None
        gap = "no gap" if own["gap"] is None else f"{own['gap']:.3%}"
        good = own["finished"] and own["seconds"] <= 60.0 * minutes and own["peak_mb"] <= 16 * GIGABYTE
        said = f"{gap} in {own['seconds'] / 60.0:.1f} minutes, {own['peak_mb'] / GIGABYTE:.1f} GB"
        return said, bool(good and own["gap"] is not None and own["gap"] <= WANTED)

    return read


def _slope(measured: Measured) -> tuple[str, bool] | None:
    done = sorted(
        (
            m
            for m in measured
            if m.get("kind", "solve") == "solve"
            and (m["method"], m["enterprises"]) == ("certified", 3)
            and m["finished"]
        ),
        key=lambda m: m["hours"],
    )
    if len(done) < 2:
        return None
    first, last = done[0], done[-1]
    slope = math.log(last["seconds"] / first["seconds"]) / math.log(last["hours"] / first["hours"])
    return f"{slope:.2f}", slope <= 1.3


def _again(measured: Measured) -> tuple[str, bool] | None:
    done = [m for m in measured if m.get("kind") == "again" and m["finished"]]
    if not done:
        return None
    times = min(m["anew"] / max(m["seconds"], 1e-9) for m in done)
    return f"{times:.0f} ×", times >= 10.0


AIMS = (
    Aim("certified, 10 × 8760, over the best of HiGHS' own methods", "0.1 % in a tenth", _against_the_best),
    Aim("certified, 40 × 8760", "0.1 % in 8 minutes, 16 GB", _within(40, 8.0)),
    Aim("certified, 100 × 8760", "0.1 % in 30 minutes, 16 GB", _within(100, 30.0)),
    Aim("growth of certified time in hours, 3 enterprises (log–log slope)", "at most 1.3", _slope),
    Aim("a changed price in place against anew, outside the solver", "at least 10 × less", _again),
)
