"""`weather/kept.csv`: profiles that were worked out before, so that a park reads without the libraries.

Every column is named by a key: the kind, and a digest of the weather year and of every number of the recipe.
A file or a number that changes gives another key, so nothing out of date is ever used.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from symbiosis.catalogue.weather import Floats

FILE = "weather/kept.csv"
DIGITS = 5  # profiles are rounded to these, kept or not, so that both are the same


def read_kept(folder: Path) -> dict[str, Floats]:
    """Return what is kept in a park's folder by key; nothing where there is no sound file."""
    path = folder / FILE
    try:
        with path.open(encoding="utf-8") as file:
            header = file.readline().strip().split(",")
            values = np.loadtxt(file, delimiter=",", ndmin=2)
    except (OSError, ValueError):
        return {}  # it is worked out again
    if values.shape[1:] != (len(header),):
        return {}
    return {key: values[:, i][~np.isnan(values[:, i])] for i, key in enumerate(header)}


def write_kept(folder: Path, found: Mapping[str, Floats]) -> Path:
    """Write profiles by key and return the file; raises OSError."""
    path = folder / FILE
    path.parent.mkdir(exist_ok=True)
    longest = max((values.size for values in found.values()), default=0)
    keys = sorted(found)
    columns = [[f"{value:.{DIGITS}g}" for value in found[key]] for key in keys]
    padded = [column + ["nan"] * (longest - len(column)) for column in columns]
    lines = [",".join(keys), *(",".join(row) for row in zip(*padded, strict=True))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return path
