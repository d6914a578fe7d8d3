"""What was measured, as Markdown: one table for each kind of subject, growth, and what was aimed for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from benchmarks import scale_losing
from benchmarks.scale_aims import verdicts
from benchmarks.scale_subjects import KINDS, METHODS

Measured = Sequence[dict[str, Any]]


def sections(measured: Measured) -> list[str]:
    """Return all tables."""
    of = {kind: [m for m in measured if m.get("kind", "solve") == kind] for kind in KINDS}
    out = [*table(of["solve"]), "", *growth(of["solve"]), *stages(of["solve"])]
    out += ["", *verdicts(measured)]
    for kind, lines in (("typical", typical), ("dask", dask), ("again", again), ("integers", integers)):
        done = [m for m in of[kind] if "seconds" in m]
        failed = [m for m in of[kind] if "seconds" not in m]
        if done or failed:
            out += ["", f"**{KINDS[kind]}.**", "", *lines(done)]
            out += [f"{m['method']} {size(m)} failed." for m in failed]
    losing = [m for m in measured if m.get("kind") in scale_losing.PARKS and "seconds" in m]
    if losing:
        out += ["", "**Where certified is not better.**", "", *scale_losing.table(losing)]
    return out


def size(m: dict[str, Any]) -> str:
    """Say how large a subject is."""
    return f"{m['enterprises']} × {m['hours']}"


def table(measured: Measured) -> list[str]:
    """Markdown: one line per size and method."""
    out = [
        "| enterprises × hours | million non-zeros | method | seconds | per million | gap | peak MB |",
        "|---|---:|---|---:|---:|---:|---:|",
    ]
    order = list(METHODS)
    for m in sorted(measured, key=lambda m: (m["enterprises"], m["hours"], order.index(m["method"]))):
        if "seconds" not in m:
            out.append(f"| {size(m)} | | {METHODS[m['method']]} | failed | | | |")
            continue
        millions = m["nonzeros"] / 1e6
        took = f"{m['seconds']:.1f}" if m["finished"] else f"> {m['limit']:g}"
        if gave_up(m):
            took = f"{m['seconds']:.1f}, no optimum"
        rate = f"{m['seconds'] / millions:.1f}" if m["finished"] else ""
        name = METHODS[m["method"]]
        out.append(
            f"| {size(m)} | {millions:.2f} | {name} | {took} | {rate} | {share(m['gap'])} | {m['peak_mb']} |"
        )
    return out


def gave_up(m: dict[str, Any]) -> bool:
    """Tell whether a run ended by itself, before its limit, and not at an optimum."""
    return not m["finished"] and m["seconds"] < 0.95 * m["limit"]


def share(gap: float | None) -> str:
    """Say a gap in per cent."""
    return "" if gap is None else f"{gap:.3%}"


def whole(cost: float | None) -> str:
    """Say a cost without decimals."""
    return "" if cost is None else f"{cost:,.0f}"


def growth(measured: Measured) -> list[str]:
    """Say how the certified method's time grows, as slopes between the ends of the log–log lines."""
    done = [m for m in measured if m["method"] == "certified" and m["finished"]]
    out = []
    for fixed, moving in (("enterprises", "hours"), ("hours", "enterprises")):
        for value in sorted({m[fixed] for m in done}):
            line = sorted((m for m in done if m[fixed] == value), key=lambda m: m[moving])
            if len(line) < 2:
                continue
            first, last = line[0], line[-1]
            ratio = math.log(last[moving] / first[moving])
            time = math.log(last["seconds"] / first["seconds"]) / ratio
            memory = math.log(last["peak_mb"] / first["peak_mb"]) / ratio
            out.append(
                f"At {value} {fixed}, from {first[moving]} to {last[moving]} {moving}: certified time grows "
                f"with the power {time:.2f}, memory with {memory:.2f}."
            )
    return out


def stages(measured: Measured) -> list[str]:
    """Say where the time of the largest certified solve went, and what memory was expected."""
    done = [m for m in measured if m["method"] == "certified" and m["finished"] and m.get("stages")]
    if not done:
        return []
    largest = max(done, key=lambda m: m["nonzeros"])
    parts = [
        f"{name} {largest['stages'][name]:.0f} s"
        for name in ("limits", "first-order", "bound", "dispatch", "improve")
        if name in largest["stages"]
    ]
    expected = largest.get("memory", {}).get("expected")
    said = (
        ""
        if expected is None
        else f"; {expected:,.0f} MB of memory were expected, {largest['peak_mb']:,} taken"
    )
    return ["", f"The largest certified solve, {size(largest)}: {', '.join(parts)}{said}."]


def typical(measured: Measured) -> list[str]:
    """Markdown: estimate, honest cost and gap for every number of typical days."""
    out = [
        "| enterprises × hours | typical days | periods | estimate | honest cost | over it | short "
        "| made to serve | sizes larger | gap | design [s] | year [s] |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for m in sorted(measured, key=lambda m: (m["enterprises"], m["hours"], m["amount"])):
        out.append(
            f"| {size(m)} | {m['amount']} | {m['periods']} | {m['estimate']:,.0f} | {m['cost']:,.0f} | "
            f"{m['error']:+.2%} | {m['short']} | {whole(m['served'])} | {m['larger']} | "
            f"{share(m['gap_serving'])} | {m['seconds']:.1f} | {m['seconds_of_honest_cost']:.1f} |"
        )
    return out


def dask(measured: Measured) -> list[str]:
    """Markdown: the time of the period stage by workers, and the speed-up."""
    out = [
        "| enterprises × hours | workers | dispatch [s] | speed-up | total [s] | gap |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for m in sorted(measured, key=lambda m: (m["enterprises"], m["hours"], m["amount"])):
        one = [o for o in measured if size(o) == size(m) and o["amount"] == 1]
        speed = f"{one[0]['dispatch'] / m['dispatch']:.2f}" if one else ""
        times = f"{m['dispatch']:.1f} | {speed} | {m['seconds']:.1f}"
        out.append(f"| {size(m)} | {m['amount']} | {times} | {share(m['gap'])} |")
    return out


def again(measured: Measured) -> list[str]:
    """Markdown: time outside the solver for a changed price, made anew and in place."""
    out = [
        "| enterprises × hours | anew [s] | in place [s] | times less | same cost |",
        "|---|---:|---:|---:|---|",
    ]
    for m in measured:
        same = {True: "yes", False: "**no**", None: "not solved"}[m["same"]]
        out.append(
            f"| {size(m)} | {m['anew']:.2f} | {m['seconds']:.3f} | {m['anew'] / m['seconds']:.0f} | {same} |"
        )
    return out


def integers(measured: Measured) -> list[str]:
    """Markdown: what each method reached in its time."""
    out = [
        "| enterprises × hours | method | seconds | cost | gap reached | peak MB |",
        "|---|---|---:|---:|---:|---:|",
    ]
    for m in sorted(measured, key=lambda m: m["method"]):
        name = "**certified**" if m["method"] == "certified" else "branch and cut on the whole"
        cost = "no plan" if m["cost"] is None else f"{m['cost']:,.0f}"
        out.append(
            f"| {size(m)} | {name} | {m['seconds']:.0f} | {cost} | {share(m['gap'])} | {m['peak_mb']} |"
        )
    return out
