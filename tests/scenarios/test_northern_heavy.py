"""The park of library types: its generated files are what their scripts make, and enough is on offer."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from symbiosis import read_park, solve
from symbiosis.study.indicative import indicative
from symbiosis.study.match import OFFERED, match

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
