"""Problems that other tools ship cost as parks what they cost there; no tool is needed for it."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from benchmarks.environments import CACHE
from benchmarks.live.cases import CASES, case, urban
from symbiosis import read_park
from tests.parks import at, optimum, paid


@pytest.mark.parametrize("name", ["emission_constraint", "simple", "on_off"])
def test_as_a_park_it_costs_what_its_tool_says(name):
    park = read_park(case(name).folder)
    r = optimum(park, annualised=False, cyclic=bool(park.horizon.get("cyclic", True)))
    assert r.outcome.objective == pytest.approx(case(name).known, rel=1e-7)


def test_emissions_stay_below_the_limit_of_three_hours():
    # 0.01 t from each of 60 MWh of biomass, 0.2 t from each of the 80/0.58 MWh of gas that give the rest
    r = optimum(read_park(case("emission_constraint").folder), annualised=False)
    assert at(r, "emission", "region:co2") == pytest.approx(0.6 + 0.2 * 80 / 0.58, abs=1e-5)


def test_the_tank_of_the_office_keeps_what_must_be_left():
    r = optimum(read_park(case("simple").folder), annualised=False, cyclic=False)
    assert at(r, "level", "office.tank")[-1] == pytest.approx(200.0)


def test_a_district_with_data_of_its_tool():
    folder = CACHE / "parks" / "urban_scale"
    if not (folder / "profiles" / "hours.csv").is_file():
        pytest.skip("its hourly data come with Calliope: run `python -m benchmarks peers` first")
    r = optimum(read_park(folder), annualised=False)
    assert r.outcome.objective == pytest.approx(case("urban_scale").known, rel=1e-6)
    assert at(r, "capacity", "x1.chp") == pytest.approx(260.9467, abs=1e-3)  # as Calliope sizes it
    assert paid(r, "purchase", item="grid") == pytest.approx(12.706374, rel=1e-4)


def test_sunshine_per_area_becomes_power_per_panel():
    # 7 m2 per kW, 85 % after the inverter: 0.1 kWh/m2 are 0.595 kWh
    columns = urban({"sun": [0.1], "export_price": [0.04], "power_X1": [2.0]})
    assert columns["sun [1]"] == pytest.approx([0.595])
    assert list(columns) == ["power_X1 [kW]", "sun [1]", "export_price [GBP/kWh]"]


@pytest.mark.parametrize("problem", CASES, ids=lambda problem: problem.name)
def test_every_tool_has_an_environment_and_a_script(problem):
    assert (problem.folder / "peer.py").is_file()
    pinned = (Path(CACHE.parent) / "benchmarks" / "peers" / problem.peer / "requirements.txt").read_text(
        "utf-8"
    )
    assert all(f"{package.lower()}==" in pinned.lower() for package in problem.packages)


@pytest.mark.slow
def test_the_profiles_are_what_their_script_makes(tmp_path):
    pytest.importorskip("demandlib", reason="the profiles are made with symbiosis[profiles]")
    folder = case("simple").folder
    spec = importlib.util.spec_from_file_location("make_profiles", folder / "make_profiles.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.main(tmp_path)
    made, kept = (
        np.genfromtxt(place / "week.csv", delimiter=",", skip_header=1)[:, 1:]
        for place in (tmp_path, folder / "profiles")
    )
    assert np.abs(made - kept).max() <= 2e-7
