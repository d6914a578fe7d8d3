"""Write profiles/cooling.csv.

What is cooled: a base load and a part that follows the warmth of a weather year.

    battery cells   5 MW + 0.20 MW/K above 12 °C
    data centre     1.4 MW + 0.05 MW/K
    cold store      2.2 MW + 0.08 MW/K

All are assumptions (confidence L). Columns with `@dull` follow the dull year.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

LOADS = {"battery_cooling": (5.0, 0.20), "data_cooling": (1.4, 0.05), "store_freezing": (2.2, 0.08)}
BASE = 12.0  # °C


def main(folder: Path) -> None:
    """Write the table for the hours of 2025."""
    weather = Path(__file__).parent / "weather"
    columns: dict[str, np.ndarray] = {}
    for year, mark in (("typical", ""), ("dull", "@dull"), ("typical", "@typical")):
        air = np.genfromtxt(
            weather / f"{year}.csv", delimiter=",", skip_header=1, usecols=2, encoding="utf-8"
        )
        for name, (base, rise) in LOADS.items():
            columns[f"{name}{mark}"] = base + rise * np.maximum(0.0, air - BASE)
    folder.mkdir(exist_ok=True)
    write(folder / "cooling.csv", {f"{name} [MW]": values for name, values in columns.items()})


def write(path: Path, columns: dict[str, np.ndarray]) -> None:
    """Write one file: `time`, then a column for each series."""
    stamps = np.datetime64("2025-01-01T00:00") + np.arange(8760) * np.timedelta64(60, "m")
    lines = [",".join(["time", *columns])]
    for stamp, *row in zip(stamps, *columns.values(), strict=True):
        lines.append(f"{stamp}," + ",".join(f"{value:.2f}" for value in row))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "profiles")
