"""Time axes: days by name and hours, the same words on every machine whatever its locale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from symbiosis.report.text import Language

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = (
    ("Thu", "周四"),
    ("Fri", "周五"),
    ("Sat", "周六"),
    ("Sun", "周日"),
    ("Mon", "周一"),
    ("Tue", "周二"),
    ("Wed", "周三"),
)

Times = NDArray[np.datetime64]


def day_text(time: np.datetime64, language: Language) -> str:
    """Return a day in words.

    >>> day_text(np.datetime64("2025-01-06"), "en"), day_text(np.datetime64("2025-01-06"), "zh")
    ('Mon 6 Jan', '1月6日周一')
    """
    day = time.astype("datetime64[D]")
    month = int(day.astype("datetime64[M]").astype(int)) % 12
    of_month = int((day - day.astype("datetime64[M]")).astype(int)) + 1
    name = DAYS[int(day.astype(int)) % 7]  # day 0 of 1970 was a Thursday
    return (
        f"{month + 1}月{of_month}日{name[1]}" if language == "zh" else f"{name[0]} {of_month} {MONTHS[month]}"
    )


def span_text(edges: Times, language: Language) -> str:
    """Return the first and the last day between the edges, with the year.

    >>> span_text(np.array(["2025-01-06T00", "2025-01-13T00"], dtype="datetime64[s]"), "en")
    'Mon 6 Jan to Sun 12 Jan 2025'
    """
    last = edges[-1] - np.timedelta64(1, "s")
    year = str(last.astype("datetime64[Y]"))
    days = list(dict.fromkeys(day_text(time, language) for time in (edges[0], last)))
    return year + "年" + "至".join(days) if language == "zh" else " to ".join(days) + " " + year


def label_days(axes: Axes, edges: Times, language: Language) -> None:
    """Tick midnights with the day, or hours where less than two days are shown."""
    days = float((edges[-1] - edges[0]) / np.timedelta64(1, "D"))
    every: Any
    if days < 2.0:
        hours = next((h for h in (1, 2, 3, 6) if days * 24.0 / h <= 9.0), 6)
        every = np.timedelta64(hours, "h")
    else:
        every = np.timedelta64(max(1, round(days / 8.0)), "D")
    first = edges[0].astype("datetime64[D]").astype("datetime64[s]")
    ticks = [t for t in np.arange(first, edges[-1] + np.timedelta64(1, "s"), every) if t >= edges[0]]
    if days < 2.0:
        names = [str(t)[11:16] for t in ticks]
    else:
        names = [day_text(t, language) for t in ticks]
        if ticks and ticks[-1] == edges[-1]:
            names[-1] = ""
    axes.set_xticks(np.array(ticks, dtype="datetime64[s]"), names, ha="left" if days >= 2.0 else "center")
    axes.grid(axis="x")
