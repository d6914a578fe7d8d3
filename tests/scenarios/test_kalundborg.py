"""Kalundborg: every number has a source, profiles are what their script makes, and energy is not invented."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from symbiosis import read_park, solve

FOLDER = Path(__file__).resolve().parents[2] / "scenarios" / "kalundborg"
STEAM = 2.392 / 3.6  # MWh per tonne at 1.0 MPa(a), 200 °C, above feed water
LIVE = 3.0429 / 3.6  # MWh per tonne at 9.81 MPa(a), 540 °C, above feed water


def script(name):
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def park():
    return read_park(FOLDER)


def ratio(park, technology, carrier):
    return park.technologies[technology].ratios[carrier].value


def test_sources_list_every_number_of_the_park():
    table = script("make_sources").table()
    assert table in (FOLDER / "SOURCES.md").read_text(encoding="utf-8")


def test_every_source_is_explained(park):
    text = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\| ([A-Z][A-Z0-9, -]*) \|", text, re.MULTILINE)
    explained = {key for cell in cells for key in cell.split(", ")}
    used = {
        key
        for figure in park.figures.values()
        if not figure.source.startswith("pipe catalogue")  # filled in: PC of the sources
        for key in re.match(r"[A-Z0-9+-]+", figure.source).group().split("+")
    }
    assert used <= explained


def test_every_figure_states_its_confidence(park):
    assert {figure.confidence for figure in park.figures.values()} == {"H", "M", "L"}


@pytest.mark.slow
def test_profiles_are_what_their_script_makes(tmp_path):
    for package in ("demandlib", "pvlib"):
        pytest.importorskip(package, reason="the profiles are made with symbiosis[profiles]")
    command = [sys.executable, "-W", "ignore", str(FOLDER / "make_profiles.py"), str(tmp_path)]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONUTF8": "1"})
    kept = sorted(path.name for path in (FOLDER / "profiles").iterdir())
    assert sorted(path.name for path in tmp_path.iterdir()) == kept
    for name in kept:
        first = (FOLDER / "profiles" / name).read_text(encoding="utf-8").splitlines()[1].split(",")[1:]
        kept_values, made = (
            np.genfromtxt(folder / name, delimiter=",", skip_header=1, ndmin=2)[:, 1:]
            for folder in (FOLDER / "profiles", tmp_path)
        )
        # the last decimal may turn with another build of numpy: compare numbers, not bytes
        last = np.array([10.0 ** -len(text.partition(".")[2]) for text in first])
        assert kept_values.shape == made.shape == (8760, len(first))
        assert (np.abs(kept_values - made) <= 1.01 * last).all()


@pytest.mark.parametrize(
    ("technology", "useful"),
    [
        ("asnaes.condensing_turbine", {"power": 1.0}),
        ("asnaes.steam_extraction", {"power": 1.0, "steam": STEAM}),
        ("asnaes.heat_extraction", {"power": 1.0, "heat": 1.0}),
        ("utility.backpressure_steam", {"power": 1.0, "steam": STEAM}),
        ("utility.backpressure_heat", {"power": 1.0, "heat": 1.0}),
    ],
)
def test_no_path_of_the_live_steam_gives_more_energy_than_it_takes(park, technology, useful):
    given = sum(weight * ratio(park, technology, carrier) for carrier, weight in useful.items())
    taken = LIVE * -ratio(park, technology, "live_steam")
    assert 0.4 * taken < given <= 1.001 * taken  # ratios are rounded to four figures


@pytest.mark.parametrize(
    "technology",
    [
        "asnaes.condensing_turbine",
        "asnaes.steam_extraction",
        "asnaes.heat_extraction",
        "utility.backpressure_steam",
    ],
)
def test_tonnes_of_the_live_steam_close(park, technology):
    flows = (
        ratio(park, technology, k)
        for k in ("live_steam", "steam", "feed_water")
        if k in park.technologies[technology].ratios
    )
    assert sum(flows) == pytest.approx(0.0, abs=2e-3)


@pytest.mark.parametrize("owner", ["asnaes", "utility"])
def test_condensate_needs_less_steam_than_make_up(park, owner):
    from symbiosis.park.steam import steam, water

    taken = -ratio(park, f"{owner}.condensate_intake", "steam")
    back, feed, heating = water(90.0), water(104.0), steam(1.0, 200.0)
    assert taken == pytest.approx(
        (feed.enthalpy - back.enthalpy) / (heating.enthalpy - back.enthalpy), abs=1e-4
    )
    assert -ratio(park, f"{owner}.condensate_intake", "condensate") == pytest.approx(1.0 - taken, abs=1e-4)


def test_own_boilers_take_back_what_users_return(park):
    for n in ("novo", "refinery"):
        own = [t for t in park.technologies.values() if t.enterprise == n and t.rated_on == "steam"]
        shares = {-ratio(park, t.label, "condensate") for t in own}
        assert shares == {park.demands[f"{n}.steam"].condensate_return}


def test_mains_come_in_sizes_and_lead_to_everybody(park):
    pipes = [s for s in park.segments.values() if s.corridor != "streets"]
    assert {s.network for s in pipes} == {"steam_main", "district_heat"}
    for s in (*pipes, park.links["chilled_main"]):
        assert s.size_names.startswith("DN")
        assert all(s.size_loss)
    assert all(
        s.one_way and all(s.size_minimum_flow_per_length)
        for s in park.segments.values()
        if s.network == "steam_main"
    )
    # three kilometres from the station to Novo, as documented
    way = [park.segments[f"steam_main.{c}"] for c in ("board_road", "novo_road")]
    assert sum(map(park.length, way)) == pytest.approx(3.1, abs=0.1)


def test_streets_and_the_main_to_the_town_lose_nearly_a_fifth_of_the_heat(park):
    streets, main = (park.segments[f"district_heat.{road}"] for road in ("streets", "shore_road"))
    wide = main.size_loss[main.size_names.split().index("DN500")]
    lost = streets.standing_loss * park.length(streets) + wide * park.length(main)
    assert 8760 * lost / (200_000 + 8760 * lost) == pytest.approx(0.193, abs=0.001)


def test_make_up_is_heated_by_steam(park):
    from symbiosis.park.steam import steam, water

    make_up = -ratio(park, "asnaes.make_up", "steam")
    cold, feed, taken = water(10.0, 0.1), water(104.0), steam(1.0, 200.0)
    assert make_up == pytest.approx(
        (feed.enthalpy - cold.enthalpy) / (taken.enthalpy - cold.enthalpy), abs=1e-4
    )
    assert -ratio(park, "asnaes.make_up", "process_water") == pytest.approx(1.0 - make_up, abs=1e-4)


@pytest.mark.parametrize(
    ("technology", "fuel"),
    [
        ("refinery.oil_boiler", "fuel_oil"),
        ("refinery.gas_burner", "refinery_gas"),
        ("novo.gas_boiler", "natural_gas"),
        ("novo.wood_boiler", "wood_chips"),
        ("novo.electric_boiler", "power"),
        ("utility.gas_boiler", "natural_gas"),
    ],
)
def test_steam_boilers_are_85_to_100_percent_efficient(park, technology, fuel):
    assert 0.85 <= STEAM / -ratio(park, technology, fuel) < 1.0


def test_full_load_gives_the_documented_ash_and_gypsum(park):
    boiler = park.technologies["asnaes.coal_boiler"]
    gypsum = 24 * boiler.capacity * ratio(park, "asnaes.coal_boiler", "gypsum")  # t/d
    ash = boiler.capacity * ratio(park, "asnaes.coal_boiler", "fly_ash")  # t/h
    assert gypsum == pytest.approx(250, rel=0.06)
    assert ash == pytest.approx(50 * 640 / 1500, rel=0.03)
    assert boiler.capacity * LIVE * 0.45 == pytest.approx(640, rel=0.01)


def test_the_heat_pump_uses_the_documented_water(park):
    pump = park.technologies["utility.heat_pump"]
    water = pump.capacity_max * -ratio(park, "utility.heat_pump", "warm_effluent")  # m3/h
    taken = 1.0 + ratio(park, "utility.heat_pump", "power")  # MWh of its heat from the water
    assert water == pytest.approx(6_000_000 / 8760, rel=0.01)
    assert taken / -ratio(park, "utility.heat_pump", "warm_effluent") == pytest.approx(4.19 / 360, rel=0.01)


@pytest.mark.real
def test_the_integrated_park_picks_the_exchanges_that_were_built(park):
    results = solve(park, "integrated_park")
    built = set(results.capacity.asset.values[results.capacity.values > 1e-6])
    assert {
        "gypsum_road",
        "ash_ship",
        "sulphur_road",
        "sludge_tankers",
        "gas_pipe_gyproc",
        "gas_pipe_asnaes",
        "cooling_water_pipe",
        "effluent_pipe",
        "lake_water_main",
        "steam_main.novo",
        "district_heat.town",
        "steam_main.novo_road",
        "steam_main.refinery_road",
        "condensate_novo_asnaes",
        "district_heat.shore_road",
    } <= built
    assert "ats_tankers" not in built
