"""The park of library types: its generated files are what their scripts make, and enough is on offer."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from symbiosis import read_park, solve
from symbiosis.horizon.spec import coarse
from symbiosis.results.haulage import trips
from symbiosis.scenario import apply, read_scenarios
from symbiosis.solver import Options
from symbiosis.study.design.indicative import indicative
from symbiosis.study.matching.match import OFFERED, match
from symbiosis.water.of_park import water_targets

FOLDER = Path(__file__).resolve().parents[2] / "scenarios" / "northern_heavy"


def script(name, folder=FOLDER):
    spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def park():
    return read_park(FOLDER)


def text(path):
    return path.read_text(encoding="utf-8")


def test_sources_list_every_figure_of_the_park():
    table = script("make_sources", FOLDER.parent).table(FOLDER)
    assert table in text(FOLDER / "SOURCES.md")


def test_profiles_are_what_their_script_makes(tmp_path):
    script("make_profiles").main(tmp_path)
    assert text(tmp_path / "park.csv") == text(FOLDER / "profiles" / "park.csv")


def test_links_are_what_the_matching_offers(tmp_path):
    script("make_links").main(tmp_path / "links.csv")
    assert text(tmp_path / "links.csv") == text(FOLDER / "links.csv")


def test_ten_enterprises_and_thirty_candidates(park):
    assert len(park.enterprises) >= 10
    assert len([link for link in park.links.values() if link.expandable]) >= 30


def test_declared_candidates_are_found_again(park):
    found = {c.declared for c in match(park).candidates if c.verdict == OFFERED}
    assert {"steel_bf_gas_to_chp", "chlorine_caustic_soda_to_alumina", "steel_bf_slag_to_cement"} <= found


def test_slag_fills_the_need_of_the_cement_works(park):
    need = 0.194 * 2_000_000  # t/a
    (slag,) = [c for c in match(park).candidates if (c.carrier, c.taker) == ("bf_slag", "cement")]
    assert slag.amount == pytest.approx(need)


@pytest.mark.real
def test_the_integrated_park_is_indicative_and_uses_the_gases(park):
    results = solve(park, "integrated_park")
    assert results.status in ("optimal", "within_gap")
    assert {"steel", "cement", "urea"} <= set(indicative(results))
    built = set(results.capacity.asset.values[results.capacity.values > 1e-3])
    assert {"steel_co_gas_to_urea", "chlorine_caustic_soda_to_alumina", "steel_bf_slag_to_cement"} <= built


def under(name):
    return apply(read_park(FOLDER), read_scenarios(FOLDER)[name])


def test_water_by_its_salt_has_a_pinch():
    """What the README says: without reuse, each its own, together, in m3/h."""
    (salt,) = water_targets(under("water"), "fresh_water", "salt")
    assert salt.unused == pytest.approx(1862.7, abs=0.1)
    assert salt.fresh_alone == pytest.approx(1479.6, abs=0.1)
    assert (salt.pooled, salt.hour.pinch) == (pytest.approx(1374.3, abs=0.1), 2500.0)


def test_water_uses_take_no_more_in_all_than_the_flows_of_the_library(park):
    """Split demands and uses, at five cycles on fresh water, add up to what the library states."""
    other = under("water")
    for n in ("steel", "paper", "brewery"):
        (whole,) = [d.rate.value for d in park.demands.values() if d.label == f"{n}.fresh_water"]
        rest = other.demands[f"{n}.fresh_water"].rate.value
        uses = [use for use in other.water_uses.values() if use.enterprise == n]
        taken = sum(use.flow.value if use.flow is not None else 1.25 * use.evaporates.value for use in uses)
        assert rest + taken == pytest.approx(whole, rel=1e-3)


def test_a_works_with_economies_of_scale_is_fed_by_trucks():
    park = under("central_waste")
    horizon = coarse(park.calendar, 876, annualised=True)  # ten steps: only the town's heat has a season
    r = solve(park, "integrated_park", horizon=horizon, options=Options(gap=5e-3))
    assert r.verdict.ok
    assert r.outcome.status in ("optimal", "within_gap")
    assert float(r.capacity.sel(asset="burner.line")) >= 1.0
    loads = {trip.link: trip.loads for trip in trips(r)}
    assert loads["mycelium_to_burner"] == pytest.approx(1.1 * 8760 / 10, rel=1e-3)
