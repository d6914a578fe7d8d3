"""A sweep: two axes of numbers as a map of costs, one as lines, and otherwise the cases side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from symbiosis.report.studies import comparison
from symbiosis.report.studies.words import axis_name, word
from symbiosis.report.style import PALETTE, finished, new_figure, separate_thousands, style
from symbiosis.report.text import Language, number, pretty, safe, scale, spoken, title_of
from symbiosis.study.running.collect import unit_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from symbiosis.report.table import Table
    from symbiosis.study.running.told import Told

SAME = 1e-9  # an emission that varies by less than this is the same everywhere


def figure(told: Told, language: str = "en") -> Figure | None:
    """Return the figure; None when no point has a plan."""
    tongue = spoken(language)
    cost = told.dataset()["cost"]
    axes = [name for name in told.axes if name in cost.dims]
    if not np.isfinite(cost.values).any():
        return None
    with style():
        if len(axes) == 2:
            costs = cost.isel(question=0, scenario=0)
            return _map(told, costs, axes, (word("grid", tongue), word("cost", tongue), told.money), tongue)
        if len(axes) == 1:
            return _lines(told, cost, axes[0], tongue)
    return comparison.figure(told, language)


def emissions(told: Told, language: str = "en") -> dict[str, Figure]:
    """Return a map over two axes for each emission that varies, by its label; nothing for other studies."""
    tongue, data = spoken(language), told.dataset()
    axes = [name for name in told.axes if name in data.dims]
    if "emission" not in data or len(axes) != 2:
        return {}
    drawn = {}
    for carrier in data["emission_emission"].values.tolist():
        values = data["emission"].sel(emission_emission=carrier).isel(question=0, scenario=0)
        if not np.isfinite(values.values).any() or np.nanmax(values) - np.nanmin(values) <= SAME:
            continue
        name = title_of(told.park.carriers[carrier], tongue)
        unit = unit_of(told.park, "emission", carrier, told.per_year)
        with style():
            says = (word("grid_of", tongue).format(name), name, pretty(unit))
            drawn[str(carrier)] = _map(told, values, axes, says, tongue)
    return drawn


def table(told: Told, language: str = "en") -> Table:
    """Return every point."""
    return comparison.table(told, language)


def _map(told: Told, array: Any, axes: list[str], says: tuple[str, str, str], language: Language) -> Figure:
    """Draw a number over two axes; `says` is the title, what the number is, and its unit."""
    down, across = axes
    title, name, plain = says
    values = array.transpose(down, across).values
    factor, unit = scale(values[np.isfinite(values)].tolist(), plain, language)
    drawing = new_figure(2.2 + 0.85 * values.shape[1], 1.6 + 0.5 * values.shape[0])
    panel = drawing.add_subplot()
    image = panel.imshow(values / factor, cmap="cividis_r", aspect="auto", origin="lower")
    middle = float(np.nanmean(values))
    for i, j in np.ndindex(values.shape):
        if np.isfinite(values[i, j]):
            colour = "white" if values[i, j] > middle else "black"
            panel.text(
                j, i, number(values[i, j] / factor, 1), ha="center", va="center", color=colour, fontsize=8
            )
    for axis, label, places in (
        (panel.xaxis, across, panel.set_xticks),
        (panel.yaxis, down, panel.set_yticks),
    ):
        labels = array[label].values.tolist()
        places(range(len(labels)), [safe(f"{v:g}" if isinstance(v, float) else str(v), 14) for v in labels])
        axis.set_label_text(axis_name(told, label))
    panel.set_title(title)
    bar = drawing.colorbar(image, ax=panel, label=f"{name} [{unit}]")
    separate_thousands(bar.ax.yaxis)
    return finished(drawing)


def _lines(told: Told, cost: Any, axis: str, language: Language) -> Figure:
    known = cost.values[np.isfinite(cost.values)].tolist()
    factor, unit = scale(known, told.money, language)
    drawing = new_figure(7.2, 4.2)
    panel = drawing.add_subplot()
    labels = cost[axis].values
    numeric = labels.dtype.kind == "f"
    at = labels if numeric else np.arange(labels.size)
    lines = [(q, s) for q in cost["question"].values for s in cost["scenario"].values]
    for place, (question, scenario) in enumerate(lines):
        values = cost.sel(question=question, scenario=scenario).values / factor
        name = safe(f"{question}, {scenario}".replace("_", " ")) if len(lines) > 1 else None
        panel.plot(at, values, "o-", color=PALETTE[place % len(PALETTE)], markersize=4, label=name)
    if numeric:
        separate_thousands(panel.xaxis)
    else:
        panel.set_xticks(at, [safe(str(label), 14) for label in labels])
    panel.set_xlabel(axis_name(told, axis))
    panel.set_ylabel(f"{word('cost', language)} [{unit}]")
    panel.set_title(word("grid", language))
    if len(lines) > 1:
        panel.legend()
    panel.grid(True)
    separate_thousands(panel.yaxis)
    return finished(drawing)
