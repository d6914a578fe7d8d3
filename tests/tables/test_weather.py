"""Weather files and the profiles made from them: what is read, and the sentence for what is wrong."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from symbiosis.park.problems import ParkError
from symbiosis.scenario.apply import apply
from symbiosis.scenario.changes import Scenario, put
from symbiosis.tables.read import read_in_full, read_park
from symbiosis.tables.source import TextError
from symbiosis.tables.weather import recipes
from symbiosis.tables.weather.files import read_file
from symbiosis.tables.weather.kept import read_kept, write_kept
from symbiosis.tables.weather.overview import overview
from symbiosis.tables.write import write_park

PARK = """
format: 1
park:
  name: windy
  currency: CNY
  price_year: 2024
  tax_basis: excluding VAT
  discount_rate: 8 %
  {year}
  time: {{year: {calendar}, time_zone: Asia/Shanghai}}
carriers:
  power: {{kind: energy, unit: MW}}
  heat: {{kind: energy, unit: MW}}
enterprises:
  mill: {{}}
technologies:
  mill.turbine:
    rated_on: power
    ratios: {{power: 1}}
    capacity: 3 MW
    availability: {availability}
demands:
  mill.heat: {{carrier: heat, rate: {rate}}}
markets:
  grid: {{carrier: power, members: all, purchase_price: 700 CNY/MWh, sale_price: 100 CNY/MWh}}
  boiler: {{carrier: heat, members: all, purchase_price: 300 CNY/MWh}}
weather:
  here: {weather}
  {other}
{profiles}
"""
CURVE = "{weather: wind, hub_height: 10 m, curve: [[3, 0], [12, 1], [25, 1]], losses: 0 %}"
HERE = "{file: weather/here.csv, latitude: 32 deg, longitude: 120 deg}"
KNOWN = {
    "year": "",
    "calendar": 2023,
    "availability": CURVE,
    "rate": "1 MW",
    "weather": HERE,
    "other": "",
    "profiles": "",
}


def rows(year=2023, hours=8760, value=lambda hour: f"{hour % 24},7.5", shift=0):
    first = datetime(year, 1, 1) + timedelta(hours=shift)
    return [f"{first + timedelta(hours=h):%Y-%m-%dT%H:%M},{value(h)}" for h in range(hours)]


def text(lines, header="time,temperature [°C],wind_speed [m/s]"):
    return "\n".join([header, *lines]) + "\n"


def folder(tmp_path: Path, lines=None, **said) -> Path:
    (tmp_path / "weather").mkdir(exist_ok=True)
    (tmp_path / "park.yaml").write_text(PARK.format(**{**KNOWN, **said}), encoding="utf-8")
    (tmp_path / "weather" / "here.csv").write_text(text(rows() if lines is None else lines), encoding="utf-8")
    return tmp_path


def wrong(path: Path) -> str:
    with pytest.raises(ParkError) as caught:
        read_park(path)
    return str(caught.value)


def test_a_turbine_follows_the_wind_and_a_demand_the_cold(tmp_path):
    rate = "{weather: heating_degrees, base: 18 °C, scale: 0.5 MW/K}"
    park = read_park(folder(tmp_path, rate=rate))
    available = park.series(park.technologies["mill.turbine"].availability)
    assert available.tolist() == [0.5] * 8760
    heat = park.series(park.demands["mill.heat"].rate)
    assert heat[[0, 6, 18, 23]].tolist() == [9.0, 6.0, 0.0, 0.0]


def test_a_profile_is_named_once_and_used_as_a_shape(tmp_path):
    named = "profiles:\n  cold: {weather: heating_degrees, base: 12 °C, source: a rule, assumed: true}"
    park = read_park(folder(tmp_path, profiles=named, rate="{annual: 876 MWh/a, shape: cold}"))
    heat = park.series(park.demands["mill.heat"].rate)
    assert heat.sum() == pytest.approx(876.0)
    assert heat[0] == pytest.approx(12 / 78 * 876 / 365)  # 12 + 11 + … + 1 degrees a day
    assert park.profiles["cold"].assumed
    assert "weather here (weather/here.csv); a rule" in park.profiles["cold"].source


def test_heat_pumps_take_the_temperature_of_the_air(tmp_path):
    named = "profiles:\n  air: {weather: temperature}"
    path = folder(tmp_path, profiles=named)
    device = (
        "  mill.pump:\n    capacity: 1 MW\n"
        "    device: {type: heat_pump, power: power, heat: heat, "
        "source: {profile: air}, sink: 60 °C, share: 50 %}\n"
    )
    file = path / "park.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("demands:\n", device + "demands:\n"), encoding="utf-8"
    )
    park = read_park(path)
    taken = park.series(park.technologies["mill.pump"].ratios["power"])
    cop = 0.5 * 333.15 / (60.0 - np.arange(24))
    assert -1.0 / taken[:24] == pytest.approx(cop)


def test_the_weather_year_is_chosen_in_the_park_or_by_a_scenario(tmp_path):
    path = folder(tmp_path, other="calm: {file: weather/calm.csv, latitude: 32 deg, longitude: 120 deg}")
    (path / "weather" / "calm.csv").write_text(text(rows(value=lambda h: "5,3.0")), encoding="utf-8")
    park = read_park(path)

    def output(of):
        return of.series(of.technologies["mill.turbine"].availability).max()

    assert output(park) == 0.5
    calm = apply(park, Scenario("calm", (put("park.weather_year", "calm"),)))
    assert (output(calm), calm.settings.weather_year) == (0.0, "calm")
    assert output(apply(calm, Scenario("back", (put("park.weather_year", "here"),)))) == 0.5
    with pytest.raises(ParkError, match=r'no profile has values of a weather year "clam".*calm'):
        apply(park, Scenario("typo", (put("park.weather_year", "clam"),)))
    write_park(calm, tmp_path / "copy")
    assert output(read_park(tmp_path / "copy")) == 0.0
    other = folder(tmp_path, other="calm: {file: weather/calm.csv}", year="weather_year: clam")
    assert '= "clam": there is no weather of this name. Known: here' in wrong(other).replace("\n", " ")


def test_measured_profiles_follow_the_weather_year_too(tmp_path):
    path = folder(tmp_path, rate="{profile: load}", year="weather_year: cold")
    (path / "profiles").mkdir()
    lines = [f"{line.partition(',')[0]},1,3" for line in rows()]
    (path / "profiles" / "load.csv").write_text(
        text(lines, "time,load [MW],load@cold [MW]"), encoding="utf-8"
    )
    park = read_park(path)
    assert park.series(park.demands["mill.heat"].rate).tolist() == [3.0] * 8760


def test_kept_hours_are_used_only_for_the_same_weather_and_recipe(tmp_path, monkeypatch):
    path = folder(tmp_path)
    rows_, kept = overview(path)
    assert [(row["weather"], row["largest"]) for row in rows_] == [("here", 0.5)]
    write_kept(path, kept)
    assert {key: values.tolist() for key, values in read_kept(path).items()} == {
        key: values.tolist() for key, values in kept.items()
    }

    def never(*_, **__):
        raise AssertionError("worked out again")

    monkeypatch.setattr(recipes, "_worked_out", never)
    assert read_park(path).technologies["mill.turbine"].availability.profile.startswith("weather:wind")
    folder(tmp_path, availability=CURVE.replace("0 %", "5 %"))
    with pytest.raises(AssertionError, match="again"):
        read_park(path)
    folder(tmp_path, lines=rows(value=lambda h: "0,7.4"))
    with pytest.raises(AssertionError, match="again"):
        read_park(path)


def test_a_calendar_of_a_leap_year_takes_weather_of_365_days(tmp_path):
    park = read_park(folder(tmp_path, calendar=2024))
    assert park.calendar.steps == 8784
    assert park.series(park.technologies["mill.turbine"].availability).size == 8784


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"lines": rows(hours=8759)}, r"1 hours are missing, first 12-31 23:00 (8759 rows, 8760 expected)"),
        ({"lines": rows()[:50] + rows()[53:]}, "3 hours are missing, first 01-03 02:00"),
        ({"lines": [*rows(), rows()[7]]}, "01-01 07:00 stands a second time, first in line 9"),
        ({"lines": rows(value=lambda h: "20,")}, "nothing is written here"),
        (
            {"lines": rows(value=lambda h: "20,999")},
            "wind_speed is 999 m/s at 01-01 00:00, not between 0 and 60",
        ),
        ({"lines": [line.replace(":00,", ":30,") for line in rows()]}, "stamps do not fall on the hour"),
        ({"weather": "{file: weather/here.csv}"}, "latitude and longitude are missing"),
        ({"weather": "{file: weather/hare.csv}"}, "weather/hare.csv cannot be read"),
        ({"weather": "{file: ../here.csv}"}, "the file is not in the park's folder"),
        ({"weather": "{latitude: 3 deg}"}, "names no file"),
        ({"weather": HERE.replace("32", "132")}, "latitude is not between -90 and 90"),
        ({"weather": HERE.replace("}", ", stamps: middle}")}, "stamps mark the start or the end of an hour"),
        ({"weather": HERE.replace("}", ", lattitude: 3}")}, "this word is not known here"),
        ({"availability": "{weather: pv, tilt: 20 deg}"}, 'weather "here" has no column temperature'),
        ({"availability": "{weather: pv}"}, "pv does not say tilt"),
        ({"availability": "{weather: pv, tilt: 120 deg}"}, "tilt: 120 is not between 0 and 90"),
        ({"availability": "{weather: pw, tilt: 20 deg}"}, 'weather gives no "pw". Known: cooling_degrees'),
        (
            {"availability": "{weather: pv, tilt: 20 deg, loses: 3 %}"},
            '"loses" is no word of pv. Did you mean',
        ),
        ({"availability": CURVE.replace("[12, 1]", "[2, 1]")}, "rising wind speeds"),
        ({"availability": "{weather: wind, hub_height: 10 m}"}, "either a turbine or a curve"),
        ({"rate": "{weather: heating_degrees, base: 18 °C}"}, "Write a number in MW"),
        ({"weather": "{file: weather/here.csv", "other": ""}, "park.yaml"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path, said, sentence):
    lines = said.pop("lines", None)
    if "pv, tilt: 20 deg}" in said.get("availability", ""):
        path = folder(tmp_path, lines, **said)
        bare = [line.rpartition(",")[0] + ",7.5" for line in (lines or rows())]
        content = text(
            [f"{line.split(',')[0]},{line.split(',')[2]}" for line in bare], "time,wind_speed [m/s]"
        )
        (path / "weather" / "here.csv").write_text(content, encoding="utf-8")
    else:
        path = folder(tmp_path, lines, **said)
    assert sentence in wrong(path).replace("\n", " ")


def test_a_park_without_weather_says_so(tmp_path):
    path = folder(tmp_path)
    file = path / "park.yaml"
    file.write_text(file.read_text(encoding="utf-8").partition("weather:\n")[0], encoding="utf-8")
    assert "the park has no weather. Add weather:" in wrong(path).replace("\n", " ")


def test_a_scenario_names_profiles_and_reads_no_files(tmp_path):
    park = read_park(folder(tmp_path))
    with pytest.raises(ParkError, match="weather is read with a park's folder only"):
        apply(
            park,
            Scenario(
                "x",
                (
                    put(
                        "demands.mill.heat.rate",
                        {"weather": "heating_degrees", "base": "18 °C", "scale": "1 MW/K"},
                    ),
                ),
            ),
        )


def test_stamps_at_the_end_of_the_hour_are_moved_to_its_start():
    lines = text(rows(shift=1))
    content = read_file(lines.encode(), "here.csv", "end", 8.0)
    assert content.columns["temperature"][:3].tolist() == [0.0, 1.0, 2.0]
    with pytest.raises(TextError, match=r"missing|second time"):
        read_file(text(rows(hours=8784, shift=1)).encode(), "here.csv", "start", 8.0)


def test_units_of_columns_are_converted():
    header = "time,temperature [K],wind_speed [km/h],ghi [kW/m2],pressure [hPa],cloud [1]"
    content = read_file(
        text(rows(value=lambda h: "273.15,36,0.5,1000,9"), header).encode(), "x.csv", "start", 8.0
    )
    assert {name: round(float(values[0]), 9) for name, values in content.columns.items()} == {
        "temperature": 0.0,
        "wind_speed": 10.0,
        "ghi": 500.0,
        "pressure": 100_000.0,
    }
    with pytest.raises(TextError, match="wind_speed: the column states no unit"):
        read_file(text(rows(), "time,temperature [°C],wind_speed").encode(), "x.csv", "start", 8.0)
    with pytest.raises(TextError, match="temperature: the column is not in °C or K"):
        read_file(text(rows(), "time,temperature [F],wind_speed [m/s]").encode(), "x.csv", "start", 8.0)


def epw(hours=8760, **changes):
    first = datetime(2001, 1, 1)
    lines = ["LOCATION,Nowhere,-,CHN,made up,0,32.00,118.80,8.0,12.0", *["DESIGN CONDITIONS,0"] * 7]
    for h in range(hours):
        at = first + timedelta(hours=h)
        cells = [
            str(at.year),
            str(at.month),
            str(at.day),
            str(at.hour + 1),
            "60",
            "?",
            f"{at.hour}",
            "5",
            "50",
        ]
        cells += ["101325", "0", "0", "300", str(changes.get("ghi", 0)), "0", "0"] + ["0"] * 5 + ["4.0"]
        lines.append(",".join(cells))
    return "\n".join(lines) + "\n"


def test_an_energyplus_file_says_its_place_and_stamps_the_end_of_the_hour():
    content = read_file(epw().encode(), "nowhere.epw", "start", None)
    assert (content.latitude, content.longitude, content.hours_ahead, content.altitude) == (
        32.0,
        118.8,
        8.0,
        12.0,
    )
    assert content.columns["temperature"][:25].tolist() == [*map(float, range(24)), 0.0]
    assert content.columns["wind_speed"][0] == 4.0
    assert "ghi" not in read_file(epw(ghi=9999).encode(), "nowhere.epw", "start", None).columns
    with pytest.raises(TextError, match="1 hours are missing, first 12-31 23:00"):
        read_file(epw(8759).encode(), "nowhere.epw", "start", None)
    with pytest.raises(TextError, match="does not begin with LOCATION"):
        read_file(b"Ort,Nowhere", "nowhere.epw", "start", None)


def pvgis(offset="", hours=8760, light=lambda hour: 0.0):
    """A typical year as PVGIS writes it: months of several years, universal time, notes below."""
    lines = [
        "Latitude (decimal degrees): 32.000",
        "Longitude (decimal degrees): 118.800",
        "Elevation (m): 9.0",
    ]
    lines += [f"Irradiance Time Offset (h): {offset}"] if offset else []
    lines += ["month,year", *(f"{month},{2004 + month}" for month in range(1, 13))]
    lines += ["time(UTC),T2m,RH,G(h),Gb(n),Gd(h),IR(h),WS10m,WD10m,SP"]
    for h in range(hours):
        at = datetime(2001, 1, 1) + timedelta(hours=h)
        stamp = f"{2004 + at.month}{at:%m%d:%H00}"
        lines.append(f"{stamp},{at.hour},60,{light(at.hour)},0,{light(at.hour)},300,4.0,90,101325.0")
    return "\r\n".join([*lines, "", "T2m: 2-m air temperature (degree Celsius)", ""])


def test_a_typical_year_of_pvgis_is_in_universal_time_and_its_light_of_a_moment():
    content = read_file(pvgis().encode(), "tmy_32_118.csv", "start", 8.0)
    assert (content.latitude, content.longitude, content.hours_ahead) == (32.0, 118.8, 0.0)
    assert content.altitude == 9.0
    assert content.columns["temperature"][:25].tolist() == [*map(float, range(24)), 0.0]
    assert content.columns["pressure"][0] == 101_325.0

    def light(offset):
        given = pvgis(offset, light=lambda hour: 120.0 if hour == 4 else 0.0)
        return read_file(given.encode(), "x.csv", "start", 8.0).columns["ghi"][2:7].tolist()

    # at 04:30 it is measured as it is; at 04:15 a quarter of it belongs to the hour before
    assert light("") == light("0.5") == [0.0, 0.0, 120.0, 0.0, 0.0]
    assert light("0.25") == [0.0, 30.0, 90.0, 0.0, 0.0]
    assert light("0.75") == [0.0, 0.0, 90.0, 30.0, 0.0]


def test_what_is_wrong_with_a_file_of_pvgis_is_said():
    with pytest.raises(TextError, match=r"1 hours are missing, first 12-31 23:00"):
        read_file(pvgis(hours=8759).encode(), "x.csv", "start", 8.0)
    with pytest.raises(TextError, match=r"no line begins with time\(UTC\)"):
        read_file(pvgis().replace("time(UTC)", "time").encode(), "x.csv", "start", 8.0)
    with pytest.raises(TextError, match="the row cannot be read") as caught:
        read_file(pvgis().replace("20050101:0000,0,", "20050101:0000,-,", 1).encode(), "x.csv", "start", 8.0)
    assert caught.value.place == "x.csv:18"
    with pytest.raises(TextError, match="offset is not a number"):
        read_file(pvgis("half").encode(), "x.csv", "start", 8.0)


def test_a_file_of_pvgis_is_laid_on_the_clock_of_the_park(tmp_path):
    rate = "{weather: heating_degrees, base: 24 °C, scale: 1 MW/K}"
    path = folder(tmp_path, weather="{file: weather/tmy.csv}", rate=rate)
    (path / "weather" / "tmy.csv").write_bytes(pvgis().encode())
    park = read_park(path)
    heat = park.series(park.demands["mill.heat"].rate)
    # midnight here is 16:00 of universal time, when the air of the file has 16 degrees
    assert heat[:24].tolist() == [24.0 - hour for hour in (*range(16, 24), *range(16))]


def test_a_typical_year_of_a_real_station_is_read():
    pvlib = pytest.importorskip("pvlib")
    file = Path(pvlib.__file__).parent / "data" / "723170TYA.CSV"
    content = read_file(file.read_bytes(), file.name, "start", None)
    assert (content.latitude, content.longitude, content.hours_ahead) == (36.1, -79.95, -5.0)
    assert content.columns["temperature"][0] == 10.0
    assert content.columns["ghi"].sum() / 1000 == pytest.approx(1566.2, abs=0.1)  # kWh/m2 a year


def test_pv_of_a_real_station_is_what_such_a_plant_gives(tmp_path):
    pvlib = pytest.importorskip("pvlib")
    path = folder(tmp_path, weather="{file: weather/g.csv}", availability="{weather: pv, tilt: 36 deg}")
    shutil.copy(Path(pvlib.__file__).parent / "data" / "723170TYA.CSV", path / "weather" / "g.csv")
    park, reading = read_in_full(path)
    assert reading.weathers is not None
    hours = reading.weathers.recipes["weather:pv tilt=36"].hours(reading.weathers.found["here"])
    assert 1300 < hours.sum() < 1500  # kWh per kW peak, at 1566 kWh/m2 on the level
    # the park lives eight time zones east of Greenwich, the station five to the west
    assert park.series(park.technologies["mill.turbine"].availability)[13] == hours[0]
