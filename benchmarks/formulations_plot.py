"""One figure: non-zeros and time of every option's alternative, as multiples of the compact choice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

LOOKS = (("non-zeros", "nonzeros", "#0072B2", "o"), ("time to the answer", "solving", "#E69F00", "s"))


def draw(measured: Sequence[tuple[str, dict[str, Any], dict[str, Any]]], path: Path) -> None:
    """Draw two marks a line; right of 1 the compact choice is smaller or quicker."""
    done = [one for one in measured if "rows" in one[1] and "rows" in one[2]]
    figure = Figure(figsize=(7.0, 0.42 * len(done) + 1.3), layout="constrained")
    axes = figure.subplots()
    for title, what, colour, mark in LOOKS:
        ratios = [other[what] / max(compact[what], 1e-9) for _, compact, other in done]
        axes.plot(ratios, range(len(done)), mark, color=colour, label=title)
        for row, (_, _, other) in enumerate(done):
            if what == "solving" and not other["finished"]:
                end = (ratios[row] * 1.35, row)
                axes.annotate("", end, (ratios[row], row), arrowprops={"arrowstyle": "->", "color": colour})
    axes.axvline(1.0, color="#555555", linewidth=0.8)
    axes.set_yticks(range(len(done)), [option for option, *_ in done])
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.set_xlabel("alternative ÷ compact choice (arrow: it did not finish)")
    axes.grid(axis="x", which="major", color="#DDDDDD", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(fontsize=8, frameon=False, loc="upper center", bbox_to_anchor=(0.5, 1.16), ncols=2)
    figure.savefig(path, dpi=160)
