"""A generated park is the same for the same seed, has a plan, and can be written and read."""

from __future__ import annotations

import pytest

from symbiosis.horizon.spec import window
from symbiosis.questions import solve
from symbiosis.solver import Options
from symbiosis.study.generate import RADIUS, UTILITY, generate
from symbiosis.tables.read import read_park
from symbiosis.tables.write import write_park


def test_the_same_seed_makes_the_same_park():
    assert generate(4, seed=1) == generate(4, seed=1)
    assert generate(4, seed=1) != generate(4, seed=2)


def test_it_has_as_many_enterprises_as_asked_beside_the_utility():
    park = generate(5, seed=3)
    assert len(park.enterprises) == 6
    assert park.enterprises[UTILITY].role == "utility"
    with pytest.raises(ValueError, match="at least one"):
        generate(0)


def test_links_join_neighbours_only():
    park = generate(12, seed=7)
    assert park.links
    for link in park.links.values():
        a, b = park.enterprises[link.origin], park.enterprises[link.destination]
        assert (a.x - b.x) ** 2 + (a.y - b.y) ** 2 <= RADIUS**2


def test_every_figure_is_marked_as_assumed():
    park = generate(3)
    assert park.figures
    assert all(figure.assumed for figure in park.figures.values())


@pytest.mark.parametrize("fixed_costs", [False, True])
def test_a_week_of_it_has_a_plan(fixed_costs):
    park = generate(2, seed=5, fixed_costs=fixed_costs)
    results = solve(park, horizon=window(park.calendar, 0, 168, annualised=True), options=Options(gap=1e-2))
    assert results.outcome.has_plan
    assert results.verdict.ok, results.verdict


def test_it_can_be_written_and_read(tmp_path):
    park = generate(2, seed=5)
    write_park(park, tmp_path / "made")
    assert read_park(tmp_path / "made") == park
