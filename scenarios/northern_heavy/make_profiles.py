"""Write profiles/park.csv: the town's heat demand and the price of power, by stated rules.

Heat: heating from 15 November to 15 March; the demand follows a monthly mean outdoor temperature with a
daily swing of 4 K (coldest at 05:00), in proportion to 18 °C less outdoors, 235 MW at -10 °C.
Power: a flat price of 620 CNY/MWh times 1.5 at peak (09-12, 17-22), 0.5 in the valley (23-07, 12-14), else 1.
Both are assumptions (confidence L).
"""

from __future__ import annotations

import csv
import math
import sys
from datetime import datetime, timedelta
from pathlib import Path

MONTHLY = (-4.5, -1.0, 6.0, 14.0, 20.5, 24.5, 26.5, 25.5, 20.5, 13.5, 4.5, -2.5)  # °C, Beijing-Hebei plain
FLAT, PEAK, VALLEY = 620.0, 1.5, 0.5
DESIGN, LARGEST = -10.0, 235.0  # °C, MW


def heat(time: datetime) -> float:
    """Heat demand in MW."""
    season = (time.month, time.day) >= (11, 15) or (time.month, time.day) <= (3, 15)
    outdoors = MONTHLY[time.month - 1] - 4.0 * math.cos(2 * math.pi * (time.hour - 5) / 24)
    return LARGEST * max(0.0, 18.0 - outdoors) / (18.0 - DESIGN) if season else 0.0


def price(time: datetime) -> float:
    """Price of power in CNY/MWh."""
    if 9 <= time.hour < 12 or 17 <= time.hour < 22:
        return FLAT * PEAK
    return FLAT * VALLEY if time.hour >= 23 or time.hour < 7 or 12 <= time.hour < 14 else FLAT


def main(folder: Path) -> None:
    """Write the table for the 8760 hours of 2023."""
    folder.mkdir(exist_ok=True)
    with (folder / "park.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["time", "town_heat [MW]", "grid_price [CNY/MWh]"])
        for hour in range(8760):
            time = datetime(2023, 1, 1) + timedelta(hours=hour)
            writer.writerow([time.strftime("%Y-%m-%dT%H:%M"), f"{heat(time):.1f}", f"{price(time):.0f}"])


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "profiles")
