"""Make the hourly profiles of Kalundborg: weather and loads from data packages, the rest by stated rules.

Weather: DWD test reference year 2010, region 2 "Ostseeküste" (Rostock, 54.18° N, 12.08° E, means of
1988-2007), which demandlib carries; it is the nearest reference year to Kalundborg (170 km) on the
same coast. Its hours are laid on the calendar of 2023 in standard time (CET, no daylight saving).

- town heat and power: BDEW standard load profiles (demandlib) driven by that temperature and by Danish
  holidays, scaled to the annual totals below;
- photovoltaics: pvlib, 30° south, PVWatts with 14 % losses, from the direct and diffuse irradiance;
- everything marked `assumed` below: a rule written here, not a measurement.

Run `python scenarios/kalundborg/make_profiles.py`; it needs `pip install symbiosis[profiles]` and
writes `profiles/*.csv`. The same packages give the same files, byte for byte.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import numpy as np
import pandas as pd

YEAR = 2023
HERE = Path(__file__).parent
INDEX = pd.date_range(f"{YEAR}-01-01", periods=8760, freq="h")
HOLIDAYS = [
    dt.date(YEAR, month, day)
    for month, day in (
        (1, 1),
        (4, 6),
        (4, 7),
        (4, 9),
        (4, 10),
        (5, 5),
        (5, 18),
        (5, 28),
        (5, 29),
        (12, 25),
        (12, 26),
    )
]
ROSTOCK = {"latitude": 54.183, "longitude": 12.083}

# Annual totals; SOURCES.md says where each comes from.
TOWN_HEAT = 200_000.0  # MWh
TOWN_POWER = 50_000.0  # MWh
NOVO_STEAM = 215_000.0  # t
NOVO_POWER = 100_000.0  # MWh
REFINERY_STEAM = 140_000.0  # t
REFINERY_GAS = 210_000.0  # MWh
GYPROC_HEAT = 101_000.0  # MWh
GYPROC_GYPSUM = 126_000.0  # t
SPOT_MEAN = 70.0  # EUR/MWh
GRID_TARIFF = 15.0  # EUR/MWh
ASNAES_UNIT = 640.0  # MW


def weather() -> pd.DataFrame:
    """Temperature [°C], wind [m/s], direct and diffuse irradiance on the level [W/m²]."""
    from demandlib import vdi

    folder = Path(vdi.__file__).parent / "resources_weather"
    lines = (folder / "TRY2010_02_Jahr.dat").read_text(encoding="iso-8859-1").splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith("***")) + 1
    rows = [line.split() for line in lines[first:] if line.strip()]
    table = pd.DataFrame(rows).iloc[:, [7, 8, 13, 14]].astype(float)
    table.columns = ["wind", "temperature", "direct", "diffuse"]
    table.index = INDEX
    return table


def town_heat(temperature: pd.Series) -> np.ndarray:
    """Heat of the town [MW]: two thirds houses, a quarter blocks of flats, the rest trade and services."""
    from demandlib import bdew

    total = np.zeros(INDEX.size)
    for kind, share, building_class in (("EFH", 0.65, 5), ("MFH", 0.25, 5), ("GHD", 0.10, 0)):
        total += (
            bdew.HeatBuilding(
                INDEX,
                holidays=HOLIDAYS,
                temperature=temperature,
                shlp_type=kind,
                building_class=building_class,
                wind_class=1,
                annual_heat_demand=share,
                ww_incl=True,
            )
            .get_bdew_profile()
            .to_numpy()
        )
    return to_total(total, TOWN_HEAT)


def town_power() -> np.ndarray:
    """Power of the town [MW]: households, and a quarter trade and services."""
    from demandlib import bdew

    homes = bdew.H25(INDEX, holidays=HOLIDAYS).to_numpy()
    trade = bdew.G25(INDEX, holidays=HOLIDAYS).to_numpy()
    return to_total(0.75 * homes / homes.sum() + 0.25 * trade / trade.sum(), TOWN_POWER)


def pv_yield(sky: pd.DataFrame) -> np.ndarray:
    """Output per installed peak power [1], at the middle of each hour."""
    import pvlib

    middle = (INDEX + pd.Timedelta(minutes=30)).tz_localize("Etc/GMT-1")
    sun = pvlib.solarposition.get_solarposition(middle, **ROSTOCK)
    height = np.sin(np.radians(sun["elevation"].to_numpy()))
    direct, diffuse = sky["direct"].to_numpy(), sky["diffuse"].to_numpy()
    # Below 3 degrees the beam cannot be told from the level reading; it is left out.
    beam = np.where(height > np.sin(np.radians(3.0)), direct / np.maximum(height, 0.05), 0.0)
    plane = pvlib.irradiance.get_total_irradiance(
        30.0,
        180.0,
        sun["apparent_zenith"].to_numpy(),
        sun["azimuth"].to_numpy(),
        np.minimum(beam, 1100.0),
        direct + diffuse,
        diffuse,
    )["poa_global"]
    cell = pvlib.temperature.pvsyst_cell(plane, sky["temperature"].to_numpy(), sky["wind"].to_numpy())
    power = pvlib.pvsystem.pvwatts_dc(plane, cell, 1.0, -0.004)
    return np.clip(np.nan_to_num(np.asarray(power) * 0.86), 0.0, 1.0)


def spot_price(sky: pd.DataFrame, sun: np.ndarray) -> np.ndarray:
    """Day-ahead price [EUR/MWh], assumed: dear morning and evening, cheap in wind and sun, never below 0."""
    hour, weekday = INDEX.hour.to_numpy(), INDEX.day_of_week.to_numpy()
    hub = sky["wind"].to_numpy() * (100.0 / 10.0) ** 0.14  # the power law, from 10 m to 100 m
    # A fleet is spread over 12 hours of weather: a single station's gusts do not set a country's price.
    station = pd.Series(np.clip((hub - 3.0) / 9.0, 0.0, 1.0) ** 2)
    fleet = station.rolling(12, center=True, min_periods=1).mean()
    shape = 18.0 * np.exp(-(((hour - 7.5) / 1.8) ** 2)) + 28.0 * np.exp(-(((hour - 18.5) / 2.2) ** 2))
    shape -= 12.0 * (hour < 5) + 8.0 * (weekday >= 5)
    season = 10.0 * np.cos(2.0 * np.pi * (INDEX.day_of_year.to_numpy() - 15) / 365.0)
    price = 80.0 + shape + season - 65.0 * fleet.to_numpy() - 70.0 * sun
    price = np.maximum(price, 0.0)
    return price * SPOT_MEAN / price.mean()


def asnaes_contract() -> np.ndarray:
    """Power that the station owes the pool [MW], assumed: less at night, at weekends and in summer."""
    hour, weekday, day = INDEX.hour.to_numpy(), INDEX.day_of_week.to_numpy(), INDEX.day_of_year.to_numpy()
    season = 0.78 + 0.12 * np.cos(2.0 * np.pi * (day - 15) / 365.0)
    night = np.where((hour < 6) | (hour >= 22), 0.80, 1.0)
    weekend = np.where(weekday >= 5, 0.88, 1.0)
    return ASNAES_UNIT * season * night * weekend


def novo_steam(temperature: pd.Series) -> np.ndarray:
    """Steam of the biotechnology works [t/h], assumed: fermentation never stops, sterilising by day."""
    hour, weekday = INDEX.hour.to_numpy(), INDEX.day_of_week.to_numpy()
    day = np.where((hour >= 6) & (hour < 18) & (weekday < 5), 0.20, 0.0)
    return to_total(0.9 + day + 0.006 * np.maximum(0.0, 17.0 - temperature.to_numpy()), NOVO_STEAM)


def refinery_steam(temperature: pd.Series) -> np.ndarray:
    """Utility steam of the refinery [t/h], assumed: tank and pipe heating follows the cold."""
    return to_total(0.65 + 0.03 * np.maximum(0.0, 17.0 - temperature.to_numpy()), REFINERY_STEAM)


def refinery_gas() -> np.ndarray:
    """Surplus gas of the refinery [MW], assumed: ten-day and half-day swings of the units."""
    t = np.arange(INDEX.size)
    swing = 0.22 * np.sin(2.0 * np.pi * t / 243.0) + 0.08 * np.sin(2.0 * np.pi * t / 13.0)
    return to_total(1.0 + swing, REFINERY_GAS)


def gyproc_shift() -> np.ndarray:
    """Running share of the board line [1], assumed: Monday 06:00 to Saturday 14:00, two weeks off in July."""
    hour, weekday, day = INDEX.hour.to_numpy(), INDEX.day_of_week.to_numpy(), INDEX.day_of_year.to_numpy()
    on = ((weekday < 5) & ~((weekday == 0) & (hour < 6))) | ((weekday == 5) & (hour < 14))
    july = (day >= 191) & (day < 205)
    return np.where(on & ~july, 1.0, 0.0)


def novo_power() -> np.ndarray:
    """Power of the biotechnology works [MW], assumed: flat, a fifth more by day."""
    hour = INDEX.hour.to_numpy()
    return to_total(np.where((hour >= 6) & (hour < 20), 1.2, 1.0), NOVO_POWER)


def to_total(shape: np.ndarray, total: float) -> np.ndarray:
    """Scale a shape so that its hours add up to a yearly total."""
    return shape * (total / shape.sum())


def tables() -> dict[str, dict[str, tuple[np.ndarray, int]]]:
    """Every file, its columns with their units, and the decimals that are kept."""
    sky = weather()
    sun = pv_yield(sky)
    spot = spot_price(sky, sun)
    shift = gyproc_shift()
    return {
        "town.csv": {
            "town_heat [MW]": (town_heat(sky["temperature"]), 2),
            "town_power [MW]": (town_power(), 2),
        },
        "sun.csv": {"pv_yield [1]": (sun, 3)},
        "prices.csv": {
            "spot [EUR/MWh]": (spot, 1),
            "power_purchase [EUR/MWh]": (np.round(spot, 1) + GRID_TARIFF, 1),
        },
        "industry.csv": {
            "asnaes_contract [MW]": (asnaes_contract(), 0),
            "novo_steam [t/h]": (novo_steam(sky["temperature"]), 2),
            "novo_power [MW]": (novo_power(), 2),
            "refinery_steam [t/h]": (refinery_steam(sky["temperature"]), 2),
            "refinery_gas [MW]": (refinery_gas(), 2),
            "gyproc_heat [MW]": (to_total(shift, GYPROC_HEAT), 2),
            "gyproc_gypsum [t/h]": (to_total(shift, GYPROC_GYPSUM), 2),
        },
    }


def text_of(columns: dict[str, tuple[np.ndarray, int]]) -> str:
    """One file as text: `time` first, then a column for each profile."""
    stamps = INDEX.strftime("%Y-%m-%dT%H:%M")
    # Adding 0.0 turns a rounded -0.0 into 0.0.
    series = [
        [f"{value:.{digits}f}" for value in np.round(values, digits) + 0.0]
        for values, digits in columns.values()
    ]
    lines = [",".join(["time", *columns])]
    lines += [",".join(row) for row in zip(stamps, *series, strict=True)]
    return "\n".join(lines) + "\n"


def main(folder: Path) -> None:
    """Write every file into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns in tables().items():
        (folder / name).write_text(text_of(columns), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "profiles")
