"""Write weather/*.csv: two made-up years of the lower Yangtze, by stated rules. Nothing here was measured.

Sun: Haurwitz's clear sky over 32.0° N, 118.8° E times a clearness of each day, drawn around a monthly mean.
Air: a monthly mean, a daily swing of 4 K (warmest at 15:00) that is smaller on dull days, and slow weather
of some days. Wind: drawn around 2.6 m/s, carried over from hour to hour. `dull` has a longer plum rain
(May to July) and a duller winter. Every mean is an assumption (confidence L); the seed makes the files the
same again.

Run it, then `symbiosis profiles scenarios/jiangsu_valley --keep`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from symbiosis.catalogue.weather import Weather

LATITUDE, LONGITUDE, AHEAD = 32.0, 118.8, 8.0
CLEARNESS = {  # global irradiance over that of a clear sky, monthly means
    "typical": (0.52, 0.52, 0.53, 0.56, 0.56, 0.50, 0.58, 0.60, 0.56, 0.57, 0.54, 0.53),
    "dull": (0.44, 0.46, 0.50, 0.54, 0.47, 0.38, 0.46, 0.58, 0.54, 0.54, 0.48, 0.45),
}
MONTHLY = (3.0, 5.0, 9.8, 16.0, 21.3, 25.0, 28.6, 28.0, 23.8, 18.2, 11.6, 5.2)  # °C
WIND = 2.6  # m/s
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def main(folder: Path) -> None:
    """Write both years."""
    folder.mkdir(exist_ok=True)
    for number, (name, clearness) in enumerate(CLEARNESS.items()):
        columns = year(np.array(clearness), np.random.default_rng(2025 + number))
        stamps = np.datetime64("2023-01-01T00:00") + np.arange(8760) * np.timedelta64(60, "m")
        lines = ["time,ghi [W/m2],temperature [°C],wind_speed [m/s]"]
        for stamp, ghi, air, wind in zip(stamps, *columns, strict=True):
            lines.append(f"{stamp},{ghi:.0f},{air + 0.0:.1f},{wind:.1f}")
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def year(clearness: np.ndarray, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return irradiance [W/m²], air [°C] and wind [m/s] of 8760 hours."""
    month = np.repeat(np.arange(12), DAYS)
    spread = 0.8 * np.minimum(clearness, 1.0 - clearness)[month]
    day = np.clip(clearness[month] + spread * (2.0 * random.beta(0.8, 0.8, 365) - 1.0), 0.05, 0.98)
    sky = Weather("", {"ghi": np.zeros(8760)}, LATITUDE, LONGITUDE, AHEAD)
    height = np.maximum(np.cos(np.radians(sky.sun[0])), 0.0)
    clear = np.where(height > 0.0, 1098.0 * height * np.exp(-0.057 / np.maximum(height, 1e-3)), 0.0)
    hour = np.tile(np.arange(24), 365)
    middle = np.cumsum(DAYS) - np.array(DAYS) / 2.0
    mean = np.interp(
        np.arange(365),
        np.r_[middle[-1] - 365, middle, middle[0] + 365],
        np.r_[MONTHLY[-1], MONTHLY, MONTHLY[0]],
    )
    slow = carried(random.normal(0.0, 2.5, 365), 0.7)
    swing = (4.0 * np.clip(day / 0.55, 0.4, 1.4)).repeat(24) * np.cos(2 * np.pi * (hour - 15) / 24)
    wind = np.maximum(0.2, WIND + carried(random.normal(0.0, 1.1, 8760), 0.9))
    return clear * day.repeat(24), (mean + slow).repeat(24) + swing, wind


def carried(draws: np.ndarray, share: float) -> np.ndarray:
    """Return draws of which each keeps a share of the one before, with the spread of the draws."""
    out = draws.copy()
    for i in range(1, out.size):
        out[i] = share * out[i - 1] + np.sqrt(1.0 - share**2) * draws[i]
    return out


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "weather")
