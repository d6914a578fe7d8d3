"""Weather years: sun, wind and collectors of hours that can be worked out in the head."""

from __future__ import annotations

import numpy as np
import pytest

from symbiosis.catalogue import sun
from symbiosis.catalogue.sun import collector, photovoltaics
from symbiosis.catalogue.weather import Weather, WeatherError
from symbiosis.catalogue.wind import points_of, wind_power
from symbiosis.park.profile import Calendar


def a_year(hours=8760, latitude=32.0, longitude=120.0, ahead=8.0, **columns):
    filled = {name: np.full(hours, float(value)) for name, value in columns.items()}
    return Weather("here", filled or {"temperature": np.arange(float(hours))}, latitude, longitude, ahead)


def overcast(level=800.0, **columns):
    """All light is diffuse, while the sun is up by more than 5 degrees."""
    empty = a_year(ghi=0.0)
    light = np.where(empty.sun[0] < 85.0, level, 0.0)
    weather = a_year(ghi=0.0, **columns)
    return Weather("here", {**weather.columns, "ghi": light, "dhi": light}, 32.0, 120.0, 8.0)


def test_the_sun_stands_overhead_at_the_equator_at_noon_of_the_equinox_and_in_the_south_here():
    at_equator = a_year(latitude=0.0, longitude=0.0, ahead=0.0)
    noon = 24 * 79 + 11  # 21 March; the middle of the hour is half past eleven
    assert at_equator.sun[0][noon] == pytest.approx(7.5, abs=2.0)
    here = a_year()
    assert here.sun[1][24 * 355 + 11] == pytest.approx(172.5, abs=2.0)  # half an hour before noon
    assert here.sun[0][24 * 171 + 11 : 24 * 171 + 13].min() == pytest.approx(32.0 - 23.4, abs=4.0)
    assert here.sun[1][24 * 171 + 8] < 120.0 < 240.0 < here.sun[1][24 * 171 + 15]


def test_the_sun_agrees_with_pvlib_within_half_a_degree():
    pvlib, pandas = pytest.importorskip("pvlib"), pytest.importorskip("pandas")
    here = a_year()
    known = pvlib.solarposition.get_solarposition(
        pandas.DatetimeIndex(here.middle).tz_localize("UTC"), 32.0, 120.0
    )
    assert np.abs(here.sun[0] - known["zenith"].to_numpy()).max() < 0.5


def test_modules_under_an_even_sky_give_light_times_one_minus_losses():
    weather = overcast(temperature=20.0, wind_speed=2.0)
    noon = 24 * 171 + 12
    flat = photovoltaics(weather, tilt=0.0, temperature_coefficient=0.0)
    assert flat[noon] == pytest.approx(0.8 * 0.86)
    assert flat[24 * 171] == 0.0
    # cells at 20 + 800·0.9·0.9/29 °C, above 25 °C by 17.34 K
    warm = photovoltaics(weather, tilt=0.0, temperature_coefficient=-0.004)
    assert warm[noon] == pytest.approx(0.8 * 0.86 * (1 - 0.004 * (20 + 648 / 29 - 25)))
    hotter = photovoltaics(weather, tilt=0.0, mounting="roof")
    assert hotter[noon] < warm[noon]


def test_light_is_split_where_only_the_level_was_measured():
    whole = overcast(300.0, temperature=20.0, wind_speed=2.0)
    level = {name: column for name, column in whole.columns.items() if name != "dhi"}
    split = photovoltaics(Weather("here", level, 32.0, 120.0, 8.0), tilt=0.0, temperature_coefficient=0.0)
    noon = 24 * 171 + 12
    assert split[noon] == pytest.approx(
        0.3 * 0.86, rel=1e-3
    )  # on the level it does not matter how it is split


def test_collectors_lose_with_the_temperature_of_their_water():
    weather = overcast(1000.0, temperature=40.0)
    noon = 24 * 171 + 12
    assert collector(weather, 0.0, mean_temperature=40.0)[noon] == pytest.approx(1.0)
    assert collector(weather, 0.0, mean_temperature=60.0)[noon] == pytest.approx((800 - 50 - 4.8) / 800)
    assert collector(weather, 0.0, mean_temperature=60.0)[24 * 171] == 0.0


def test_wind_is_carried_up_to_the_hub_and_follows_the_curve():
    curve = ((3.0, 0.0), (12.0, 1.0), (25.0, 1.0))
    low = wind_power(a_year(wind_speed=7.5), 10.0, curve=curve)
    assert low[0] == pytest.approx(0.5 * 0.9)
    # ln(100/0.1) / ln(10/0.1) = 1.5
    high = wind_power(a_year(wind_speed=5.0), 100.0, curve=curve, roughness=0.1)
    assert high[0] == pytest.approx(0.5 * 0.9)
    storm = wind_power(a_year(wind_speed=40.0), 10.0, curve=curve)
    assert storm[0] == 0.0
    thin = a_year(wind_speed=7.5, temperature=15.0, pressure=90_000.0)
    assert wind_power(thin, 10.0, curve=curve)[0] < 0.45


def test_turbines_of_the_library_are_known_by_name():
    speeds, shares = points_of("V90/2000")
    assert shares.max() == pytest.approx(1.0, abs=0.01)
    assert (np.diff(speeds) > 0).all()
    with pytest.raises(WeatherError, match=r'no turbine "V90/200".*V90/2000'):
        points_of("V90/200")


@pytest.mark.parametrize("shift", [-1, 1])
def test_an_hour_too_early_or_too_late_is_seen(shift):
    zenith = a_year().sun[0]
    clear = 900.0 * np.maximum(0.0, np.cos(np.radians(zenith)))
    clear = np.where(zenith < 90.0, np.maximum(clear, 60.0), 0.0)
    right = Weather("here", {"ghi": clear}, 32.0, 120.0, 8.0)
    right.refuse_sun_at_night()
    wrong = Weather("here", {"ghi": np.roll(clear, shift)}, 32.0, 120.0, 8.0)
    with pytest.raises(WeatherError, match="shines while it is below the horizon"):
        wrong.refuse_sun_at_night()


def test_a_column_that_lacks_is_named():
    with pytest.raises(WeatherError, match=r"no column wind_speed.*Add wind_speed \[m/s\]"):
        photovoltaics(a_year(temperature=20.0, ghi=0.0), tilt=0.0)


def test_without_the_library_one_sentence_says_what_to_do(monkeypatch):
    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr("importlib.import_module", missing)
    with pytest.raises(WeatherError, match=r"need pvlib, which is not installed.*pip install"):
        sun.library("pvlib")


def test_hours_are_laid_on_the_calendar_by_month_day_and_time_of_day():
    weather = a_year()  # 8760 hours numbered from 0
    values = weather.columns["temperature"]
    plain = Calendar.of_year(2023, "Asia/Shanghai")
    assert (weather.over(values, plain, 8.0) == values).all()
    leap = weather.over(values, Calendar.of_year(2024, "Asia/Shanghai"), 8.0)
    assert leap.size == 8784
    assert leap[24 * 59] == values[24 * 58]  # 29 February takes 28 February
    assert leap[24 * 60] == values[24 * 59]
    long = a_year(8784)
    short = long.over(long.columns["temperature"], plain, 8.0)
    assert short[24 * 59] == 24 * 60  # 1 March; 29 February is left out


def test_hours_are_shifted_between_time_zones_and_cut_or_joined_to_steps():
    weather = a_year()
    values = weather.columns["temperature"]
    quarters = Calendar(np.datetime64("2023-06-01T00:00"), 4, 0.25, "Asia/Shanghai")
    assert set(weather.over(values, quarters, 8.0)) == {24.0 * 151}
    pairs = Calendar(np.datetime64("2023-06-01T00:00"), 1, 2.0, "Asia/Shanghai")
    assert weather.over(values, pairs, 8.0).tolist() == [24.0 * 151 + 0.5]
    hour = Calendar(np.datetime64("2023-06-01T07:00"), 1, 1.0, "Asia/Tokyo")
    assert weather.over(values, hour, 9.0).tolist() == [24.0 * 151 + 6]
    half = Calendar(np.datetime64("2023-06-01T00:00"), 1, 1.0, "Asia/Kolkata")
    # 00:00 there is 02:30 in the file's time: half of the third hour, half of the fourth
    assert weather.over(values, half, 5.5).tolist() == [24.0 * 151 + 2.5]
