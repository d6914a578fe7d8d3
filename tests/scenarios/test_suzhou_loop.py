"""The documented loop: its yields are those on record, and it closes only as a whole."""

from __future__ import annotations

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
    assert 336e3 * ratio(park, "digester.line", "biogas") / 9.97e-3 == pytest.approx(14e6, rel=0.001)
    assert 336e3 * ratio(park, "digester.line", "waste_oil") == pytest.approx(8700, rel=0.001)


def test_the_sewage_works_gives_500_tonnes_of_sludge_a_day(park):
    water = park.supplies["town.waste_water"].rate.value
    assert 24 * water * ratio(park, "wwtp.treatment", "wet_sludge") == pytest.approx(500, rel=1e-3)


def test_drying_evaporates_what_the_moistures_say(park):
    """From 80 to 15 % moisture, dry matter stays: 0.2 / 0.85 = 0.235, less than on record."""
    given = ratio(park, "dryer.line", "dry_sludge")
    assert 0.2 / 0.85 <= given <= 0.2 / 0.85 * 1.15
    heat = -ratio(park, "dryer.line", "steam") * 2.047  # GJ per t of wet sludge
    assert heat / (1 - given) == pytest.approx(2.7, rel=0.08)  # GJ per t of water


def test_the_loop_closes_only_as_a_whole(park):
    cost = {}
    for question in ("stand_alone", "raw_material_exchange", "central_energy", "integrated_park"):
        results = solve(park, question)
        cost[question] = results.outcome.objective
    assert solid_waste_utilisation(results) == pytest.approx(1.0)
    saved = {name: cost["stand_alone"] - value for name, value in cost.items()}
    assert saved["central_energy"] == pytest.approx(0.0, abs=1.0)
    assert saved["integrated_park"] > 10 * saved["raw_material_exchange"]
