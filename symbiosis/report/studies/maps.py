"""A number over two axes as a map; one map for each question, scenario and value of further axes."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from symbiosis.report.studies.words import axis_name, word
from symbiosis.report.style import finished, new_figure, separate_thousands
from symbiosis.report.text import Language, number, safe, scale
from symbiosis.report.words import pick
from symbiosis.study.design.ladder import TITLES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from symbiosis.study.running.told import Told

SHOWN = 12  # maps in one figure
BESIDE = 3  # maps in one row
CLOSE = 1.0  # numbers that lie closer together than this are told with two decimals

Place = dict[str, Any]  # a question, a scenario, values of further axes


def maps(
    told: Told, array: Any, axes: Sequence[str], says: tuple[str, str, str], language: Language
) -> Figure:
    """Draw a number over its first two axes, once for everything else that varies, in one scale of colours.

    `array` has dimensions (question, scenario, …axes); `says` is the title, what the number is, and its
    unit. A figure holds twelve maps; the title says of how many.
    """
    down, across = axes[:2]
    places = list(_places(array, axes[2:]))
    drawn = places[:SHOWN]
    title, name, plain = says
    known = array.values[np.isfinite(array.values)]
    factor, unit = scale(known.tolist(), plain, language)
    low, high = float(known.min()) / factor, float(known.max()) / factor
    columns = _columns(array, len(drawn))
    rows = math.ceil(len(drawn) / columns)
    size = array.sizes[across], array.sizes[down]
    drawing = new_figure(1.4 + columns * (0.8 + 0.85 * size[0]), 0.4 + rows * (1.2 + 0.5 * size[1]))
    panels = []
    for at, place in enumerate(drawn):
        panel = drawing.add_subplot(rows, columns, at + 1)
        values = array.sel(place).transpose(down, across).values / factor
        image = panel.imshow(values, cmap="cividis_r", aspect="auto", origin="lower", vmin=low, vmax=high)
        _write(panel, values, (low + high) / 2.0, 1 if high - low >= CLOSE else 2)
        for axis, label, set_ticks in (
            (panel.xaxis, across, panel.set_xticks),
            (panel.yaxis, down, panel.set_yticks),
        ):
            labels = array[label].values.tolist()
            set_ticks(range(len(labels)), [_shown(value) for value in labels])
            if (at % columns == 0) if label == down else (at + columns >= len(drawn)):
                axis.set_label_text(axis_name(told, label))
        panel.set_title(_called(told, array, place, language) if len(places) > 1 else title)
        panels.append(panel)
    if len(places) > 1:
        cut = word("some_of", language).format(len(drawn), len(places)) if len(places) > len(drawn) else ""
        drawing.suptitle(f"{title}{cut}", x=0.01, ha="left", fontsize=10.5)
    bar = drawing.colorbar(image, ax=panels, label=f"{name} [{unit}]")
    separate_thousands(bar.ax.yaxis)
    return finished(drawing)


def called_case(told: Told, question: str, scenario: str, language: Language) -> tuple[str, str]:
    """Return what people call a question and a scenario of a study."""
    titles = {entry["name"]: entry["title"] for entry in told.asked.get("scenarios", ())}
    asked = pick(TITLES.get(question, (question.replace("_", " "),) * 2), language)
    return asked, titles.get(scenario) or scenario.replace("_", " ")


def _places(array: Any, further: Sequence[str]) -> Iterator[Place]:
    """Yield every combination of what is not on a map's own axes that has a value anywhere."""
    dims = ("question", "scenario", *further)
    for labels in itertools.product(*(array[dim].values.tolist() for dim in dims)):
        place = dict(zip(dims, labels, strict=True))
        if np.isfinite(array.sel(place).values).any():
            yield place


def _columns(array: Any, count: int) -> int:
    """Return how many maps stand beside each other: scenarios, where several questions are asked."""
    scenarios = int(array.sizes["scenario"])
    whole = count == array.sizes["question"] * scenarios
    return scenarios if whole and 1 < scenarios <= BESIDE else min(count, BESIDE)


def _called(told: Told, array: Any, place: Place, language: Language) -> str:
    question, scenario = called_case(told, place["question"], place["scenario"], language)
    names = [question] if array.sizes["question"] > 1 else []
    names += [scenario] if array.sizes["scenario"] > 1 else []
    names += [f"{axis_name(told, key)} = {_shown(value)}" for key, value in list(place.items())[2:]]
    return safe(" · ".join(names), 44)


def _write(panel: Axes, values: Any, middle: float, decimals: int) -> None:
    """Write every number onto its field."""
    for i, j in np.ndindex(values.shape):
        if np.isfinite(values[i, j]):
            colour = "white" if values[i, j] > middle else "black"
            panel.text(
                j, i, number(values[i, j], decimals), ha="center", va="center", color=colour, fontsize=8
            )


def _shown(value: Any) -> str:
    return safe(f"{value:g}" if isinstance(value, float) else str(value), 14)
