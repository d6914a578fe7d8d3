"""A sweep: costs and emissions over two axes or more as maps, over one as lines; a sample as cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from symbiosis.report.studies import comparison
from symbiosis.report.studies.maps import called_case, maps
from symbiosis.report.studies.words import axis_name, word
from symbiosis.report.style import PALETTE, finished, new_figure, separate_thousands, style
from symbiosis.report.text import Language, pretty, safe, scale, spoken, title_of
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
        if axes:
            says = (word("grid", tongue), word("cost", tongue), told.money)
            return _drawn(told, cost, axes, says, tongue)
    return comparison.figure(told, language)


def emissions(told: Told, language: str = "en") -> dict[str, Figure]:
    """Return lines or maps over the axes for each emission that varies, by its label; a sample has none."""
    tongue, data = spoken(language), told.dataset()
    axes = [name for name in told.axes if name in data.dims]
    if "emission" not in data or not axes:
        return {}
    drawn = {}
    for carrier in data["emission_emission"].values.tolist():
        values = data["emission"].sel(emission_emission=carrier)
        if not np.isfinite(values.values).any() or np.nanmax(values) - np.nanmin(values) <= SAME:
            continue
        name = title_of(told.park.carriers[carrier], tongue)
        unit = unit_of(told.park, "emission", carrier, told.per_year)
        with style():
            says = (word("grid_of", tongue).format(name), name, pretty(unit))
            drawn[str(carrier)] = _drawn(told, values, axes, says, tongue)
    return drawn


def table(told: Told, language: str = "en") -> Table:
    """Return every point."""
    return comparison.table(told, language)


def _drawn(told: Told, array: Any, axes: list[str], says: tuple[str, str, str], language: Language) -> Figure:
    """Draw a number over the axes; `says` is the title, what the number is, and its unit."""
    if len(axes) > 1:
        return maps(told, array, axes, says, language)
    return _lines(told, array, axes[0], says, language)


def _lines(told: Told, array: Any, axis: str, says: tuple[str, str, str], language: Language) -> Figure:
    title, what, plain = says
    known = array.values[np.isfinite(array.values)].tolist()
    factor, unit = scale(known, plain, language)
    drawing = new_figure(7.2, 4.2)
    panel = drawing.add_subplot()
    labels = array[axis].values
    numeric = labels.dtype.kind == "f"
    at = labels if numeric else np.arange(labels.size)
    lines = [(q, s) for q in array["question"].values for s in array["scenario"].values]
    for place, (question, scenario) in enumerate(lines):
        values = array.sel(question=question, scenario=scenario).values / factor
        named = ", ".join(called_case(told, str(question), str(scenario), language))
        name = safe(named) if len(lines) > 1 else None
        panel.plot(at, values, "o-", color=PALETTE[place % len(PALETTE)], markersize=4, label=name)
    if numeric:
        separate_thousands(panel.xaxis)
    else:
        panel.set_xticks(at, [safe(str(label), 14) for label in labels])
    panel.set_xlabel(axis_name(told, axis))
    panel.set_ylabel(f"{what} [{unit}]")
    panel.set_title(title)
    if len(lines) > 1:
        panel.legend()
    panel.grid(True)
    separate_thousands(panel.yaxis)
    return finished(drawing)
