"""The starter park solves as it is, uses what it explains, and gives a planner something to see."""

from __future__ import annotations

from pathlib import Path

import pytest

import symbiosis
from symbiosis import Options, read_park, solve
from symbiosis.park.park import SECTIONS

FOLDER = Path(symbiosis.__file__).parent / "starter"
LADDER = ("as_is", "stand_alone", "raw_material_exchange", "central_energy", "integrated_park")


@pytest.fixture(scope="module")
def park():
    return read_park(FOLDER)


def test_the_first_steps_are_all_there(park):
    first_steps = (
        "carriers",
        "enterprises",
        "technologies",
        "stores",
        "supplies",
        "demands",
        "outlets",
        "markets",
        "links",
        "networks",
        "levies",
        "meters",
    )
    assert not [section for section in first_steps if not getattr(park, section)]


def test_every_section_opens_with_a_comment():
    lines = (FOLDER / "park.yaml").read_text(encoding="utf-8").splitlines()
    bare = [
        line
        for above, line in zip(["", *lines], lines, strict=False)
        if line.rstrip(":") in SECTIONS and not above.startswith("#")
    ]
    assert bare == ["stores:"]  # one line that its title explains


@pytest.mark.slow
def test_each_step_of_the_ladder_costs_less_than_the_one_before(park):
    plans = {name: solve(park, name, options=Options(prices=False)) for name in LADDER}
    cost = {name: results.outcome.objective for name, results in plans.items()}
    assert cost["as_is"] > cost["stand_alone"] > cost["raw_material_exchange"] > cost["integrated_park"]
    assert cost["stand_alone"] > cost["central_energy"] > cost["integrated_park"]
