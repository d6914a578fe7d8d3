"""From possible to chosen, on the plant and the board mill of the match tests."""

import pytest

from symbiosis.park import Demand, Enterprise, Link, Market, Outlet, Supply
from symbiosis.questions import solve
from symbiosis.report.funnel import STAGES, funnel_table
from symbiosis.report.veil import veil_for
from symbiosis.solver import Options
from symbiosis.study.matching.funnel import funnel, with_candidates
from symbiosis.study.matching.match import REASONS, match
from tests.study.matching.test_match import park_with


@pytest.fixture(scope="module")
def park():
    """A plant's gypsum for a near mill and one beyond the radius; a third needs nothing of it."""
    return park_with(
        enterprises=[
            Enterprise(label="plant", x=0.0, y=0.0),
            Enterprise(label="mill", x=10.0, y=0.0),
            Enterprise(label="far_mill", x=300.0, y=0.0),
            Enterprise(label="office", x=1.0, y=0.0),
        ],
        supplies=[Supply(label="plant.gypsum", carrier="gypsum", rate=3.0)],
        demands=[Demand(label=f"{n}.gypsum", carrier="gypsum", rate=2.0) for n in ("mill", "far_mill")],
        outlets=[Outlet(label="plant.tip", carrier="gypsum", fee=50.0)],
        markets=[
            Market(label="quarry", carrier="gypsum", members=("mill", "far_mill"), purchase_price=120.0)
        ],
    )


def test_without_links_nothing_is_chosen(park):
    found = funnel(solve(park, "integrated_park"))
    assert found.rows == (
        ("possible", 3),
        ("no use for it there", 1),
        ("out of radius", 1),
        ("offered", 1),
        ("with a link in the model", 0),
        ("chosen", 0),
        ("exchanged beyond what was offered", 0),
    )


def test_candidates_enter_the_design_and_are_chosen(park):
    offered, matching = with_candidates(park)
    assert [(link.origin, link.destination) for link in offered.links.values()] == [("plant", "mill")]
    assert with_candidates(offered)[0].links == offered.links  # nothing is added twice
    found = funnel(solve(offered, "integrated_park", options=Options(gap=0.0)))
    assert (found.offered, found.in_model, found.chosen) == (1, 1, (("plant", "mill", "gypsum"),))
    assert matching.possible == 3


def test_a_link_of_the_planners_own_counts_apart(park):
    """The far mill is out of radius, but here there is a free way: both mills are served."""
    links = [
        Link(label=f"to_{n}", origin="plant", destination=n, carriers=("gypsum",), capacity=9.0, length=1.0)
        for n in ("mill", "office")
    ]
    office = Outlet(label="office.garden", carrier="gypsum", fee=0.0)
    wider = park.replace(links={x.label: x for x in links}, outlets={**park.outlets, office.label: office})
    found = funnel(solve(wider, "integrated_park"))
    assert found.chosen == (("plant", "mill", "gypsum"),)
    assert found.beyond == (("plant", "office", "gypsum"),)
    assert found.possible == sum(found.screened.values()) + found.offered


def test_every_stage_has_its_words(park):
    assert {*REASONS, "possible", "chosen"} <= set(STAGES)
    table = funnel_table(solve(park, "integrated_park"), veil_for(park, "zh"))
    assert next(table.rows) == ("可能的配对", 3.0)
    assert match(park).possible == 3
