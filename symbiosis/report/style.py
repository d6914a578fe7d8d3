"""One look for every figure: colours safe for the colour-blind, hatches for print in black and white.

The colours are those of Okabe and Ito (2008), "Color Universal Design".
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from symbiosis.report.fonts import families

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

BLACK, GREY = "#000000", "#8c8c8c"
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#999999")
HATCHES = ("", "////", "...", "\\\\\\\\", "xxx", "---", "oo", "++")


def fill(place: int) -> dict[str, Any]:
    """Return colour and hatch of the n-th area; colour and hatch step at different pace after eight."""
    again = place // len(PALETTE)
    return {
        "facecolor": PALETTE[place % len(PALETTE)],
        "hatch": HATCHES[(place + again) % len(HATCHES)],
        "edgecolor": "#303030",
        "linewidth": 0.4,
    }


@contextmanager
def style() -> Iterator[None]:
    """Draw in the house style whatever the user's own settings are, and put those back afterwards."""
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(
            {
                "font.family": families(),
                "font.size": 9.0,
                "axes.spines.top": False,
                "axes.spines.right": False,
                "axes.axisbelow": True,
                "axes.linewidth": 0.7,
                "axes.titlesize": 9.5,
                "axes.titlelocation": "left",
                "grid.color": "#d9d9d9",
                "grid.linewidth": 0.6,
                "hatch.linewidth": 0.4,
                "legend.frameon": False,
                "legend.fontsize": 8.5,
                "savefig.dpi": 160.0,
                "svg.fonttype": "path",  # looks the same where the font is missing
                "svg.hashsalt": "symbiosis",
                "xtick.labelsize": 8.5,
                "ytick.labelsize": 8.5,
            }
        )
        yield


def new_figure(width: float, height: float, managed: bool = True) -> Figure:
    """Return an empty figure [inches] that belongs to no window; `managed` lays axes out by itself."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained" if managed else None)
    FigureCanvasAgg(figure)
    return figure


def finished(figure: Figure) -> Figure:
    """Lay a figure out and make its ticks now, while the house style holds; then keep it so.

    The layout's last digits differ from run to run; rounded, the same figure is the same file.
    """
    figure.draw_without_rendering()
    if figure.get_layout_engine() is not None:
        figure.set_layout_engine("none")
        for axes in figure.axes:
            left, bottom, width, height = (
                round(float(v), 5) for v in axes.get_position(original=True).bounds
            )
            axes.set_position((left, bottom, width, height))
    return figure


def separate_thousands(axis: Axis) -> None:
    """Write the numbers of an axis with thousands separators and as many decimals as its ticks need."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    from symbiosis.report.text import number

    axis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]))

    def written(value: float, _place: object) -> str:
        decimals = next(
            (d for d in range(4) if abs(round(value, d) - value) <= 1e-9 * max(1.0, abs(value))), 3
        )
        return number(value, decimals)

    axis.set_major_formatter(FuncFormatter(written))


def zero_line(axes: Axes) -> None:
    """Draw the upright line at zero of horizontal bars."""
    axes.axvline(0.0, color=BLACK, linewidth=0.8, zorder=3)
