"""The park under the midday valley: its tariff, its weather, and what its stores do on a day in July."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from symbiosis import read_park, solve
from symbiosis.catalogue import sun
from symbiosis.catalogue.weather import WeatherError
from symbiosis.horizon.spec import window
from symbiosis.scenario.apply import apply
from symbiosis.scenario.read import read_scenarios
from symbiosis.solver.options import Options

FOLDER = Path(__file__).resolve().parents[2] / "scenarios" / "jiangsu_valley"
JULY = 24 * (31 + 28 + 31 + 30 + 31 + 30 + 16)  # 17 July 2025, a Thursday


@pytest.fixture(scope="module")
def park():
    return read_park(FOLDER)


def made(name, folder):
    spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_sources_list_every_figure_of_the_park():
    table = made("make_sources", FOLDER.parent).table(FOLDER)
    assert table in (FOLDER / "SOURCES.md").read_text(encoding="utf-8")


def test_weather_and_profiles_are_made_by_their_rules(tmp_path):
    made("make_weather", FOLDER).main(tmp_path)
    for name in ("typical.csv", "dull.csv"):
        assert (tmp_path / name).read_bytes() == (FOLDER / "weather" / name).read_bytes()
    made("make_profiles", FOLDER).main(tmp_path)
    assert (tmp_path / "cooling.csv").read_bytes() == (FOLDER / "profiles" / "cooling.csv").read_bytes()


def test_the_park_reads_from_what_is_kept_without_pvlib(park, monkeypatch):
    def missing(name):
        raise WeatherError(f"{name} was asked for")

    monkeypatch.setattr(sun, "library", missing)
    assert read_park(FOLDER).profiles["roof_sun"] == park.profiles["roof_sun"]


def test_the_valley_lies_at_midday_and_only_the_purchase_price_floats(park):
    market = park.markets["grid_foundry"]
    price = park.series(market.purchase_price)
    july, april = price[JULY : JULY + 24], price[24 * 100 : 24 * 101]
    assert july[11:13].tolist() == pytest.approx([0.35 * 420] * 2)
    assert july[14] == pytest.approx(2.16 * 420)
    assert july[19] == pytest.approx((1.8 + 2.16) / 2 * 420)  # the sharp hours begin at half past seven
    assert april[10:14].tolist() == pytest.approx([0.35 * 420] * 4)
    assert market.transmission_charge.profile is None
    changed = apply(park, read_scenarios(FOLDER)["night_only"])
    night = changed.series(changed.markets["grid_foundry"].purchase_price)
    assert set(np.flatnonzero(np.abs(night - price) > 0.01) % 24) == {10, 11, 12, 13}
    assert price.mean() == pytest.approx(439.2, rel=0.002)  # what the flat tariff of the scenario is


def test_every_scenario_can_be_made(park):
    scenarios = read_scenarios(FOLDER)
    assert len(scenarios) == 14
    changed = {name: apply(park, scenario) for name, scenario in scenarios.items()}
    dull = changed["dull_year"].profiles
    assert dull["roof_sun"].values.sum() < 0.9 * park.profiles["roof_sun"].values.sum()
    assert dull["battery_cooling"].values.sum() != park.profiles["battery_cooling"].values.sum()
    assert changed["whole_melts"].demands["foundry.furnaces"].run_hours == 4.0
    assert changed["green"].markets["green_data_centre"].through == "grid_data_centre"


def test_batteries_fill_at_midday_and_only_where_the_tariff_pays_for_it(park):
    day = window(park.calendar, JULY, 24, annualised=True)
    scenarios = read_scenarios(FOLDER)
    options = Options(gap=0.01)
    valley = solve(park, "integrated_park", day, options)
    batteries = [label for label in park.stores if label.endswith("battery")]
    charge = valley.data["charge"].sel(store=batteries).sum("store").values
    discharge = valley.data["discharge"].sel(store=batteries).sum("store").values
    assert charge[11:13].sum() > 0.25 * charge.sum() > 0
    # two fillings a day: the night's is spent before noon, the midday one when the price is sharp
    assert discharge[6:11].sum() > 0.1 * discharge.sum()
    assert discharge[13:22].sum() > 0.5 * discharge.sum()
    flat = solve(apply(park, scenarios["flat_tariff"]), "integrated_park", day, options)
    sizes = [float(r.capacity.sel(asset=batteries).sum()) for r in (valley, flat)]
    assert sizes[0] > 2 * sizes[1]
    assert valley.cost_by("category")["transmission_charge"] > 0


@pytest.mark.slow
def test_the_furnaces_melt_in_four_whole_runs_and_not_when_power_is_sharp(park):
    day = window(park.calendar, JULY, 24, annualised=True)
    melting = apply(park, read_scenarios(FOLDER)["whole_melts"])
    r = solve(melting, "stand_alone", day, Options(gap=0.01))
    assert r.verdict.ok
    starts = np.round(r.data["run_start"].sel(batch="foundry.furnaces").values)
    assert starts.sum() == 4.0
    begun = [hour for hour in range(24) for _ in range(int(starts[hour]))]
    running = [(hour + late) % 24 for hour in begun for late in range(4)]
    assert len(running) == len(set(running))  # one at a time
    price = park.series(park.markets["grid_foundry"].purchase_price)[JULY : JULY + 24]
    sharp = set(np.flatnonzero(price > 2.1 * 420))
    assert sharp
    assert not sharp & set(running)
