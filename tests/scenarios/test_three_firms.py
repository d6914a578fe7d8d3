"""Three firms: the program finds what scenarios/three_firms/README.md computes by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from symbiosis import read_park, solve

FOLDER = Path(__file__).resolve().parents[2] / "scenarios" / "three_firms"
HOURS = 8760
A = 0.08 / (1 - 1.08**-20)  # yearly repayment over 20 years at 8 %

COAL_AND_CO2 = 100 * (150 + 34) * HOURS
LANDFILL = 50 * HOURS
NATURAL_GYPSUM = 2 * 120 * HOURS
AS_IS = COAL_AND_CO2 + LANDFILL + NATURAL_GYPSUM + 6 * 420 * HOURS + 12 * 10_000
STAND_ALONE = (
    COAL_AND_CO2 + LANDFILL + NATURAL_GYPSUM + 5.7 * 420 * HOURS + 4 * 10_000 + 7_200_000 * (A + 0.02)
)
EXCHANGE = STAND_ALONE - (50 + 120 - 6) * HOURS + 100_000 * A
PIPE = (2 * 5_000_000 + 10 / 0.96 * 200_000) * (A + 0.02)
POWER = 40 + 0.2 * 8 / 0.96  # MW with the steam taken out
GYPSUM = 0.025 * POWER  # t/h
CENTRAL = POWER * 2.5 * 184 * HOURS + GYPSUM * LANDFILL + NATURAL_GYPSUM + PIPE
INTEGRATED = POWER * 2.5 * 184 * HOURS + ((2 - GYPSUM) * 120 + GYPSUM * 6) * HOURS + 100_000 * A + PIPE

BY_HAND = {
    "as_is": AS_IS,
    "stand_alone": STAND_ALONE,
    "raw_material_exchange": EXCHANGE,
    "central_energy": CENTRAL,
    "integrated_park": INTEGRATED,
}
IN_README = {
    "as_is": 185_919_600.00,
    "stand_alone": 185_613_175.90,
    "raw_material_exchange": 184_186_721.12,
    "central_energy": 171_931_030.86,
    "integrated_park": 170_444_716.08,
}


@pytest.fixture(scope="module")
def park():
    return read_park(FOLDER)


@pytest.mark.parametrize("question", BY_HAND)
def test_the_plan_costs_what_the_hand_says(park, question):
    results = solve(park, question)
    assert results.outcome.objective == pytest.approx(BY_HAND[question], rel=1e-9)


@pytest.mark.parametrize("question", BY_HAND)
def test_the_readme_states_the_same_cost(question):
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert BY_HAND[question] == pytest.approx(IN_README[question], abs=0.005)
    assert f"{IN_README[question]:,.2f}".replace(",", " ").removesuffix(".00") in text


def test_synergy_is_what_the_extra_gypsum_is_worth():
    synergy = EXCHANGE + CENTRAL - STAND_ALONE - INTEGRATED
    assert synergy == pytest.approx(HOURS / 24 * (50 + 120 - 6), rel=1e-6)


def test_the_mill_builds_for_the_night_and_keeps_the_old_boiler_for_the_day(park):
    results = solve(park, "stand_alone")
    assert float(results.capacity.sel(asset="paper_mill.new_boiler")) == pytest.approx(6.0)
    assert float(results.capacity.sel(asset="paper_mill.old_boiler")) == pytest.approx(4.0)


def test_the_pipe_is_as_large_as_the_day_needs(park):
    results = solve(park, "central_energy")
    assert float(results.capacity.sel(asset="steam_pipe")) == pytest.approx(10 / 0.96)
