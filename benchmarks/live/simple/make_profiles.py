"""Write the profiles: `python make_profiles.py [FOLDER]`, with symbiosis[profiles] installed.

Heat: the BDEW standard load profile of offices (GKO) by demandlib, 15 MWh over the week, at the daily mean
temperatures of Dresden from 15 to 21 January in the typical year of PVGIS (free for any use), as flixopt's
tutorial takes them. Gas: 35 EUR/MWh, and 10 more in mid-January, less by a cosine over the year.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

TEMPERATURES = (0.36625, -0.81, 0.11, 2.5525, 2.070416667, 2.02125, 0.210833333)  # °C, daily means


def main(folder: Path) -> None:
    """Make both columns and write them."""
    warnings.simplefilter("ignore")  # demandlib's own
    from demandlib import bdew

    hours = pd.date_range("2020-01-15", periods=168, freq="h")
    heat = bdew.HeatBuilding(
        hours,
        holidays={},
        temperature=pd.Series(np.repeat(TEMPERATURES, 24), index=hours),
        shlp_type="GKO",
        building_class=0,
        wind_class=0,
        annual_heat_demand=15000,
        name="office",
    ).get_bdew_profile()
    price = (35 + 10 * np.cos(2 * np.pi * (hours.dayofyear.to_numpy() - 15) / 365)) / 1000
    lines = ["time,heat [kW],gas_price [EUR/kWh]"]
    lines += [f"{t:%Y-%m-%dT%H:%M},{q:.7f},{p:.10f}" for t, q, p in zip(hours, heat, price, strict=True)]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "week.csv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "profiles")
