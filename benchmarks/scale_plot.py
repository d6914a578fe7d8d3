"""One figure: seconds against non-zeros for every method, on logarithmic axes, readable in print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullFormatter

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#555555")
MARKS = ("o", "s", "^", "D", "v")


def draw(measured: Sequence[Mapping[str, Any]], methods: Mapping[str, str], path: Path) -> None:
    """Draw one line per method; runs that reached their limit are hollow, with an arrow upwards."""
    figure = Figure(figsize=(7.0, 4.6), layout="constrained")
    axes = figure.subplots()
    for (method, title), colour, mark in zip(methods.items(), COLOURS, MARKS, strict=True):
        own = sorted(
            (m for m in measured if m["method"] == method and "seconds" in m), key=lambda m: m["nonzeros"]
        )
        done = [m for m in own if m["finished"]]
        axes.plot(
            [m["nonzeros"] / 1e6 for m in done],
            [m["seconds"] for m in done],
            marker=mark,
            color=colour,
            label=title.strip("*"),
        )
        for m in own:
            if not m["finished"]:
                at = (m["nonzeros"] / 1e6, min(m["seconds"], m["limit"]))
                axes.plot(*at, marker=mark, color=colour, fillstyle="none")
                axes.annotate("", (at[0], at[1] * 1.5), at, arrowprops={"arrowstyle": "->", "color": colour})
    for axis, scale in ((axes.xaxis, axes.set_xscale), (axes.yaxis, axes.set_yscale)):
        scale("log")
        axis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
        axis.set_major_formatter("{x:g}")
        axis.set_minor_formatter(NullFormatter())
    axes.set_xlabel("non-zeros [million]")
    axes.set_ylabel("time to the answer [s]")
    axes.grid(which="major", color="#DDDDDD", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(fontsize=8, frameon=False)
    if not all(m["finished"] for m in measured if "finished" in m):
        axes.set_title("hollow with an arrow: ended without an answer", fontsize=9)
    figure.savefig(path, dpi=160)
