"""One figure: seconds and peak memory of every way, on logarithmic axes, readable in print."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from benchmarks.registry import FLOOR, OURS, way

if TYPE_CHECKING:
    from benchmarks.report import Summary

COLOURS = {OURS: "#0072B2", FLOOR: "#E69F00"}  # told apart without colour by their hatches
HATCHES = {OURS: "", FLOOR: "///"}
OTHERS, OTHERS_HATCH = "#BBBBBB", "..."


def bars(summary: Mapping[str, Summary], subject: str, path: Path) -> None:
    """Draw horizontal bars of medians with min–max whiskers."""
    figure = Figure(figsize=(10.0, 0.48 * len(summary) + 1.3), layout="constrained")
    left, right = figure.subplots(1, 2, sharey=True)
    titles = [way(name).title for name in summary]
    for axes, quantity, label, digits in (
        (left, "seconds", "time until HiGHS holds the matrix [s]", "{:.3g} s"),
        (right, "peak_mb", "peak memory of the process [MB]", "{:.0f} MB"),
    ):
        spreads = [getattr(s, quantity) for s in summary.values()]
        medians = [spread.median for spread in spreads]
        whiskers = [[s.median - s.least for s in spreads], [s.greatest - s.median for s in spreads]]
        drawn = axes.barh(
            titles, medians, xerr=whiskers, height=0.66, edgecolor="black", linewidth=0.6,
            color=[COLOURS.get(name, OTHERS) for name in summary], error_kw={"capsize": 3, "elinewidth": 1},
        )  # fmt: skip
        for bar, name in zip(drawn, summary, strict=True):
            bar.set_hatch(HATCHES.get(name, OTHERS_HATCH))
        for place, spread in enumerate(spreads):
            axes.annotate(
                digits.format(spread.median), (spread.greatest, place), (6, 0),
                textcoords="offset points", va="center", fontsize=9,
            )  # fmt: skip
        axes.set_xscale("log")
        axes.set_xlabel(label)
        decade = 10 ** math.floor(math.log10(min(s.least for s in spreads)))
        axes.set_xlim(decade, max(s.greatest for s in spreads) * 5)
        axes.xaxis.set_major_formatter("{x:g}")
        axes.grid(axis="x", which="major", color="#DDDDDD", linewidth=0.6)
        axes.set_axisbelow(True)
        axes.spines[["top", "right"]].set_visible(False)
    left.invert_yaxis()
    figure.suptitle(f"{subject}: median of fresh processes, whiskers min–max", fontsize=10)
    figure.savefig(path, dpi=160)
