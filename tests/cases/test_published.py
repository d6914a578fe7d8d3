"""Published problems, read as parks, cost what others proved; figures re-typed here with their source.

Where the environment variable SYMBIOSIS_CASES names a folder with the original files, the same problems
and a larger one are read from there too.
"""

import os
from pathlib import Path

import pytest

from tests.cases import published
from tests.parks import joined, optimum, relabelled

SITING = {"cap71": 932615.750, "cap72": 977799.400, "cap73": 1010641.450, "cap74": 1034976.975}
R01 = {"r01.1": 74079.0, "r01.2": 92403.0, "r01.3": 115304.0, "r01.4": 84908.0}
FIXED = {"cap71": 7500.0, "cap72": 12500.0, "cap73": 17500.0, "cap74": 25000.0}
COLUMNS = {
    "r01.1": ("capacity", "fixed_1"),
    "r01.2": ("capacity", "fixed_2"),
    "r01.3": ("capacity", "fixed_3"),
    "r01.4": ("capacity_4", "fixed_1"),
}
ORIGINALS = os.environ.get("SYMBIOSIS_CASES", "")


def original(*parts):
    """Text of an original file; skips where the folder is absent."""
    path = Path(ORIGINALS).joinpath(*parts)
    if not ORIGINALS or not path.is_file():
        pytest.skip("SYMBIOSIS_CASES does not name a folder with the original files")
    return path.read_text(encoding="utf-8")


def cost(park):
    return optimum(park).outcome.objective


@pytest.mark.parametrize("name", SITING)
def test_which_of_16_plants_serve_50_enterprises(name):
    park = published.siting_park(published.siting_figures(FIXED[name]))
    assert cost(park) == pytest.approx(SITING[name], rel=1e-6)


@pytest.mark.parametrize("name", R01)
def test_which_of_35_routes_carry_10_by_products(name):
    flows = published.r01_figures(*COLUMNS[name])
    assert cost(published.network_park(flows)) == pytest.approx(R01[name], rel=1e-6)


def test_goods_of_one_origin_may_be_one_carrier():
    flows = published.per_origin(published.r01_figures(*COLUMNS["r01.2"]))
    assert len(flows.commodities) == 7
    assert cost(published.network_park(flows)) == pytest.approx(R01["r01.2"], rel=1e-6)


def test_a_tree_of_pipes_among_ten_enterprises():
    park = published.network_park(published.k10x90_figures())
    assert cost(park) == pytest.approx(568.0, rel=1e-6)


def test_a_tree_of_pipes_over_a_grid_of_forty():
    flows = published.fcnet(original("network", "g40x132.json"))
    assert cost(published.network_park(flows)) == pytest.approx(26629.0, rel=1e-6)


def test_the_same_tree_as_pipes_of_one_network():
    assert cost(published.pipes_park(published.k10x90_figures())) == pytest.approx(568.0, rel=1e-6)


def test_the_tree_over_a_grid_as_pipes_over_junctions():
    flows = published.fcnet(original("network", "g40x132.json"))
    assert cost(published.pipes_park(flows)) == pytest.approx(26629.0, rel=1e-6)


def test_two_problems_in_one_park_cost_the_sum():
    siting = published.siting_park(published.siting_figures(FIXED["cap71"]))
    network = published.network_park(published.r01_figures(*COLUMNS["r01.1"]))
    both = joined(relabelled(siting, "s_{}".format), relabelled(network, "n_{}".format))
    assert cost(both) == pytest.approx(SITING["cap71"] + R01["r01.1"], rel=1e-6)


@pytest.mark.parametrize("name", SITING)
def test_siting_figures_are_those_of_the_original(name):
    given = published.or_library(original("siting", f"{name}.txt"))
    assert published.siting_figures(FIXED[name]) == given


@pytest.mark.parametrize("name", R01)
def test_network_figures_are_those_of_the_original(name):
    assert published.r01_figures(*COLUMNS[name]) == published.multigen(original("network", f"{name}.dow"))


def test_tree_figures_are_those_of_the_original():
    assert published.k10x90_figures() == published.fcnet(original("network", "k10x90.json"))
