"""Dispatch with valve points, and regions that are not convex, against what others found and a second way."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy.optimize import linprog

from symbiosis.horizon import full
from symbiosis.park import Store, Technology
from symbiosis.questions import solve
from symbiosis.solver import Options
from tests.cases import dispatch
from tests.parks import at, need, optimum, series, shop, small_park


def of_the_plan(r, units):
    """Return what a plan truly costs: the lines that it was found with cut valleys short."""
    return sum(
        dispatch.true_cost(unit, at(r, "activity", f"plant.unit_{i}")[0]) for i, unit in enumerate(units)
    )


def test_three_units_with_valve_points():
    # 8234.07 is the best known, at 300.27, 149.73 and 400 MW
    r = optimum(dispatch.valves(dispatch.THREE, 850.0, 24))
    assert of_the_plan(r, dispatch.THREE) == pytest.approx(8234.07, rel=1e-5)
    assert r.outcome.bound <= 8234.072
    assert at(r, "activity", "plant.unit_2")[0] == pytest.approx(400.0)


@pytest.mark.slow
@pytest.mark.parametrize(("load", "best"), [(1800.0, 17963.83), (2520.0, 24169.92)])
def test_thirteen_units_with_valve_points(load, best):
    park = dispatch.valves(dispatch.THIRTEEN, load, 6)
    r = solve(park, "integrated_park", full(park.calendar), Options(gap=2e-4))
    assert r.verdict.ok
    assert r.outcome.bound <= best
    assert of_the_plan(r, dispatch.THIRTEEN) == pytest.approx(best, rel=1e-3)


L_SHAPE = ((0, 0), (2, 0), (2, 1), (1, 1), (1, 2), (0, 2))  # corners as places in (heat, power) below


def a_case(rng):
    """Return two CHP units whose regions have a notch, and what is needed in two hours."""
    units = []
    for _ in range(2):
        heat, power = (np.cumsum(rng.integers(1, 30, size=3)).astype(float) for _ in range(2))
        cost = rng.integers(0, 200), rng.integers(1, 40), rng.integers(0, 20)
        units.append((heat, power, tuple(map(float, cost))))
    return units, rng.integers(0, 120, size=2).astype(float), rng.integers(0, 120, size=2).astype(float)


def as_park(units, power, heat, room):
    plants = []
    for i, (h, p, (a, b, c)) in enumerate(units):
        points = {"heat": [h[x] for x, _ in L_SHAPE], "power": [p[y] for _, y in L_SHAPE]}
        cost = tuple(a + b * p[y] + c * h[x] for x, y in L_SHAPE)
        plants.append(
            Technology(
                label=f"plant.chp_{i}",
                rated_on="power",
                points=points,
                point_cost=cost,
                shape="polygon",
                capacity=p[2],
                start_cost=0.0,
                retirable=False,
            )
        )
    return small_park(
        2,
        need("plant.power", series(*power)),
        need("plant.heat", series(*heat)),
        shop("power", 30.0, "plant", sale_price=4.0),
        shop("heat", 25.0, "plant"),
        Store(label="plant.tank", carrier="heat", capacity=room, initial_level=0.0, retirable=False),
        *plants,
    )


def in_turn(units, power, heat, room):
    """Return the least cost over every choice of off, low and broad, or high and narrow, hour by hour."""
    boxes = []
    for h, p, (a, b, c) in units:
        low = ((h[0], h[2]), (p[0], p[1]))
        high = ((h[0], h[1]), (p[0], p[2]))
        boxes.append((((0.0, 0.0), (0.0, 0.0), 0.0, b, c), (*low, a, b, c), (*high, a, b, c)))
    best = np.inf
    for choice in product(range(3), repeat=4):
        # per hour: power and heat of both units, power bought and sold, heat bought, charge and discharge
        cost, bounds, rows, right, fixed = [], [], np.zeros((4, 18)), np.zeros(4), 0.0
        for t in range(2):
            taken = [boxes[i][choice[2 * t + i]] for i in range(2)]
            for hs, ps, a, b, c in taken:
                cost += [b, c]
                bounds += [ps, hs]
                fixed += a
            cost += [30.0, -4.0, 25.0, 0.0, 0.0]
            bounds += [(0.0, None)] * 5
            at_hour = 9 * t
            rows[2 * t, at_hour : at_hour + 6] = [1, 0, 1, 0, 1, -1]
            rows[2 * t + 1, at_hour : at_hour + 9] = [0, 1, 0, 1, 0, 0, 1, -1, 1]
            right[2 * t : 2 * t + 2] = power[t], heat[t]
        level = np.zeros((4, 18))  # between nothing and room after either hour
        for t in range(2):
            level[2 * t, [7, 16][: t + 1]], level[2 * t, [8, 17][: t + 1]] = 1.0, -1.0
            level[2 * t + 1] = -level[2 * t]
        found = linprog(cost, level, [room, 0.0] * 2, rows, right, bounds)
        if found.status == 0:
            best = min(best, found.fun + fixed)
    return best


@pytest.mark.parametrize("seed", range(24))
def test_regions_with_a_notch_against_every_choice_of_pieces(seed):
    rng = np.random.default_rng(seed)
    units, power, heat = a_case(rng)
    room = float(rng.integers(0, 60))
    r = optimum(as_park(units, power, heat, room), cyclic=False)
    assert r.outcome.objective == pytest.approx(in_turn(units, power, heat, room), rel=1e-7, abs=1e-6)
