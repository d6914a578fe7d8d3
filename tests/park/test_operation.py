"""What contradicts itself in points, units and starts is named; shapes are cut as they should."""

import pytest

from symbiosis.park import ParkError, Technology
from symbiosis.park.region import area, crossing, pieces
from tests.parks import need, plant, shop, small_park

POINTS = {"power": [0.0, 10.0, 6.0], "heat": [0.0, 0.0, 8.0]}


def said(**fields):
    given = {"rated_on": "power", "capacity": 10.0, **fields}
    with pytest.raises(ParkError) as caught:
        small_park(
            1, need("mill.power", 1.0), shop("heat", 1.0, "mill"), Technology(label="mill.chp", **given)
        )
    return str(caught.value)


BAD_POINTS = {
    "says nothing of power, which it is rated on": {"points": {"heat": [1.0]}, "ratios": {"power": 1.0}},
    "has lists of different length (power 2, heat 1)": {"points": {"power": [0.0, 1.0], "heat": [1.0]}},
    "has 2 costs for 3 points": {"points": POINTS, "point_cost": [1.0, 2.0]},
    "has no flow of power anywhere": {"points": {"power": [0.0], "heat": [1.0]}, "ratios": {"power": 1.0}},
    "both takes and gives heat": {"points": {"power": [0.0, 1.0], "heat": [1.0, -1.0]}},
    "states heat, which stands among the ratios too": {"points": POINTS, "ratios": {"heat": 0.5}},
    "crosses itself: side 2–3 meets side 4–1": {
        "points": {"power": [0, 10, 0, 10], "heat": [0, 0, 10, 10]}, "shape": "polygon",
    },
    "has point 4 twice": {"points": {"power": [0, 10, 6, 0], "heat": [0, 0, 8, 0]}, "shape": "polygon"},
    "without an area": {"points": {"power": [0, 1, 2], "heat": [0, 1, 2]}, "shape": "polygon"},
    "names one carrier only": {"points": {"power": [0, 1, 2]}, "shape": "curve"},
    "not the largest flow among the points, 10": {"points": POINTS, "unit_size": 5.0},
    "stands beside points, which say it already": {"points": POINTS, "minimum_load": 0.5},
}  # fmt: skip


@pytest.mark.parametrize("sentence", BAD_POINTS)
def test_points_that_make_no_sense(sentence):
    assert sentence in said(**BAD_POINTS[sentence])


BAD_UNITS = {
    "state the size of one unit": {
        "minimum_load": 0.5, "capacity_max": 20.0, "investment_per_capacity": 1.0, "lifetime": 1.0,
    },
    "larger than all that may stand, 10": {"unit_size": 12.0},
    "so its units never start": {"must_run": True, "start_cost": 1.0},
    "cold_after: is missing": {"start_cost_cold": 5.0},
    "below start_cost, 7": {"start_cost": 7.0, "start_cost_cold": 5.0, "cold_after": 1.0},
    "has 2 amounts of heat": {"start_flows": {"heat": [-1.0, -2.0]}},
    "not which units": {"start_cost": 1.0, "initial_hours": 2.0},
    "counts units, which this technology has not": {"initial_on": 1},
    "more than the 1 units that stand": {"start_cost": 1.0, "initial_on": 2},
    "is not a whole number": {"unit_size": 5.0, "initial_on": 1.5},
}  # fmt: skip


@pytest.mark.parametrize("sentence", BAD_UNITS)
def test_units_that_make_no_sense(sentence):
    assert sentence.lower() in said(ratios={"power": 1.0, "heat": -1.0}, **BAD_UNITS[sentence]).lower()


def test_a_negative_point_is_taken():
    technology = Technology(
        label="mill.chp", rated_on="power", points={"power": [-2.0, -4.0], "heat": [5.0, 8.0]}
    )
    assert technology.ratios["power"].value == -1
    assert technology.unit == 4
    assert technology.least_load == 0.5


def test_only_what_is_switched_has_units():
    assert not plant("mill.a", "heat", capacity=1.0, ramp_up=0.5).committed
    assert plant("mill.a", "heat", capacity=1.0, start_cost=1.0).committed
    assert plant("mill.a", "heat", capacity=9.0, unit_size=2.0).most_units == 4


NOTCHED = [(0, 0), (10, 0), (10, 4), (4, 5), (10, 6), (10, 10), (0, 10)]


def test_a_convex_polygon_is_one_piece_either_way_round():
    square = [(0, 0), (1, 0), (1, 1), (0, 1)]
    assert pieces("polygon", square) == [(0, 1, 2, 3)]
    assert pieces("polygon", square[::-1]) == [(0, 1, 2, 3)]


@pytest.mark.parametrize("outline", [NOTCHED, NOTCHED[::-1], NOTCHED[3:] + NOTCHED[:3]])
def test_triangles_fill_the_polygon(outline):
    found = pieces("polygon", outline)
    assert len(found) == 5
    assert sum(abs(area([outline[v] for v in piece])) for piece in found) == pytest.approx(abs(area(outline)))


def test_a_curve_is_cut_at_its_points():
    assert pieces("curve", [(0, 0), (1, 2), (2, 3)]) == [(0, 1), (1, 2)]


def test_sides_that_meet():
    assert crossing(NOTCHED) is None
    assert crossing([(0, 0), (10, 0), (0, 10), (10, 10)]) == (1, 3)
    # a corner that touches a side
    assert crossing([(0, 0), (10, 0), (10, 10), (5, 0), (0, 10)]) is not None
