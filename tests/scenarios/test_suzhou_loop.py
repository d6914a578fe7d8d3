"""The documented loop: its yields are those on record, and it closes only as a whole."""

from __future__ import annotations

import dataclasses
import importlib.util
from pathlib import Path

import pytest

from symbiosis import read_park, solve
from symbiosis.results.circularity import solid_waste_utilisation

FOLDER = Path(__file__).resolve().parents[2] / "scenarios" / "suzhou_loop"


@pytest.fixture(scope="module")
def park():
    return read_park(FOLDER)


def ratio(park, technology, carrier):
    return park.technologies[technology].ratios[carrier].value


def test_sources_list_every_figure_of_the_park():
    spec = importlib.util.spec_from_file_location("make_sources", FOLDER.parent / "make_sources.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.table(FOLDER) in (FOLDER / "SOURCES.md").read_text(encoding="utf-8")


def test_the_record_of_ten_years_comes_out(park):
    dry = 1.26e6 * ratio(park, "dryer.line", "dry_sludge")  # t from 1.26 Mt of wet sludge
    assert dry == pytest.approx(0.32e6, rel=0.01)
    assert dry * 11.0 / 29.3076 == pytest.approx(120_000, rel=0.01)  # tce
    energy = (
        336e3 * ratio(park, "digester.line", "biogas") / -ratio(park, "digester.upgrading", "biogas")
    )  # MWh
    assert energy / 9.97e-3 == pytest.approx(14e6, rel=0.001)
    assert 336e3 * ratio(park, "digester.line", "waste_oil") == pytest.approx(8700, rel=0.001)


def test_the_sewage_works_gives_500_tonnes_of_sludge_a_day(park):
    water = park.supplies["town.waste_water"].rate.value
    assert 24 * water * ratio(park, "wwtp.treatment", "wet_sludge") == pytest.approx(500, rel=1e-3)


def stated(park, technology, carrier, quality):
    return park.technologies[technology].quality[carrier][quality].value


def test_drying_keeps_the_dry_solids(park):
    """20 % of solids in a tonne are 78.7 % of the 0.254 t on record."""
    wet, dry = stated(park, "wwtp.treatment", "wet_sludge", "moisture"), 21.3
    assert stated(park, "dryer.line", "dry_sludge", "moisture") == dry
    given = ratio(park, "dryer.line", "dry_sludge")
    assert given * (100.0 - dry) == pytest.approx(100.0 - wet, rel=1e-3)


def test_the_heating_value_is_that_of_the_coal_it_replaces(park):
    burnt = -ratio(park, "chp.sludge_feeder", "dry_sludge")  # t per MWh of coal
    value = stated(park, "dryer.line", "dry_sludge", "heating_value")  # MJ/kg, GJ/t
    assert burnt * value == pytest.approx(3.6, rel=1e-3)


def test_upgrading_keeps_98_percent_of_the_methane(park):
    raw = -ratio(park, "digester.upgrading", "biogas")  # m3 per MWh
    share = stated(park, "digester.line", "biogas", "methane") / 100.0
    assert 1000.0 / (raw * share * 9.97) == pytest.approx(0.98, rel=1e-3)


def test_liquor_is_too_strong_for_the_sewer_and_little_beside_the_towns_water(park):
    line, sewer = park.technologies["digester.line"], park.outlets["digester.sewer"]
    town, limits = park.supplies["town.waste_water"], park.technologies["wwtp.treatment"].quality_max
    liquor = 0.8 * 12.5  # m3/h
    for name, limit in limits["waste_water"].items():
        strong, weak = line.quality["waste_water"][name].value, town.quality[name].value
        assert strong > sewer.quality_max[name].value
        assert (liquor * strong + 14583.3 * weak) / (liquor + 14583.3) < limit.value


def test_drying_evaporates_what_the_moistures_say(park):
    given = ratio(park, "dryer.line", "dry_sludge")
    heat = -ratio(park, "dryer.line", "steam") * 2.047  # GJ per t of wet sludge
    assert heat / (1 - given) == pytest.approx(2.7, rel=0.08)  # GJ per t of water


def limited(park, technology, carrier, quality, value):
    """Return the park with another highest quality of what a plant takes."""
    plant = park.technologies[technology]
    limits = {**plant.quality_max[carrier], quality: value}
    changed = dataclasses.replace(plant, quality_max={carrier: limits})
    return park.replace(technologies={**park.technologies, technology: changed})


def test_works_without_room_for_nitrogen_have_liquor_cleaned_on_site(park):
    """By hand: x of 2200 mg/L in 14583.3 m3/h of 38 stay at 39 with x = 14583.3 / 2161."""
    r = solve(limited(park, "wwtp.treatment", "waste_water", "nitrogen", 39.0), "integrated_park")
    assert r.verdict.ok
    piped = r.data["exchange"].sel(route="liquor_pipe:waste_water").mean().item()
    assert piped == pytest.approx(14583.3 / 2161, rel=1e-3)
    assert r.data["discard"].sel(outlet="digester.sewer").mean().item() > 0.9 * 0.97 * (10.0 - piped)


def test_mills_that_ask_for_drier_sludge_end_the_loop(park):
    r = solve(limited(park, "chp.sludge_feeder", "dry_sludge", "moisture", 20.0), "integrated_park")
    assert r.data["capacity"].sel(asset="dryer.line").item() == pytest.approx(0.0, abs=1e-6)


def test_the_loop_closes_only_as_a_whole(park):
    cost = {}
    for question in ("stand_alone", "raw_material_exchange", "central_energy", "integrated_park"):
        results = solve(park, question)
        cost[question] = results.outcome.objective
    assert solid_waste_utilisation(results) == pytest.approx(1.0)
    saved = {name: cost["stand_alone"] - value for name, value in cost.items()}
    assert saved["central_energy"] == pytest.approx(0.0, abs=1.0)
    assert saved["integrated_park"] > 10 * saved["raw_material_exchange"]
