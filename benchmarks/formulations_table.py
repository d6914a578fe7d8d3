"""The table of the formulations benchmark: both choices of an option below each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Side = dict[str, Any]
Measured = Sequence[tuple[str, Side, Side]]


def table(measured: Measured) -> list[str]:
    """Markdown: two lines for every option, the compact choice first."""
    out = [
        "| option | park | written | rows | columns | non-zeros | integers | range | build [s] "
        "| relaxation [M CNY] | its time [s] | answer [s] | gap | plan [M CNY] |",
        "|---|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for option, compact, other in measured:
        for name, side in ((f"**{option}**", compact), ("", other)):
            out.append(line(name, side))
    return [*out, "", *(sentence(*one) for one in measured)]


def line(option: str, side: Side) -> str:
    """Return one choice's line."""
    words = ", ".join(f"{name} {word}" for name, word in side["forms"].items()) or "as by default"
    head = f"| {option} | {side['park']} {side['size']} × {side['hours']} h | {words} "
    if "rows" not in side:
        return f"{head}| failed " + "| " * 10 + "|"
    took = f"{side['solving']:.2f}" if side["finished"] else f"> {side['limit']:g}"
    gap = "" if side["gap"] is None else f"{side['gap']:.2%}"
    return (
        f"{head}| {side['rows']} | {side['columns']} | {side['nonzeros']} | {side['integers']} "
        f"| {side['range']:.2g} | {side['building']:.2f} | {millions(side['relaxation'])} "
        f"| {side['relaxing']:.2f} | {took} | {gap} | {millions(side['cost'])} |"
    )


def millions(value: float | None) -> str:
    """Say money in millions."""
    return "" if value is None else f"{value / 1e6:.4f}"


def sentence(option: str, compact: Side, other: Side) -> str:
    """Say in words what the compact choice saves."""
    if "rows" not in compact or "rows" not in other:
        return f"- {option}: not measured."
    fewer = 1.0 - compact["nonzeros"] / other["nonzeros"]
    times = other["solving"] / max(compact["solving"], 1e-9)
    faster = f"{times:.2f} × the time" if other["finished"] else f"more than {times:.2f} × the time"
    return f"- {option}: {fewer:+.1%} of the non-zeros saved; the alternative takes {faster}."
