"""Heat targets of random stream sets against linear programs that know nothing of problem tables.

Streams are cut at every temperature where one ends; a piece of heat may then go to any piece of need that is
nowhere hotter. Levels are further streams whose heat is free, asked for one after another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise, product

import numpy as np
import pytest
from scipy.optimize import linprog

from symbiosis.heat import HeatStream, Level, cascade, targets
from symbiosis.heat.levels import place

Range = tuple[float, float]  # shifted temperatures: top, bottom


class Transport:
    """Heat from hot to cold pieces as a linear program; amounts of levels are variables of it."""

    def __init__(self, streams: Sequence[HeatStream], levels: Sequence[Level]) -> None:
        mine = [(s.top, s.bottom) for s in streams]
        ranges = [r for level in levels for r in (level.heating_range, level.cooling_range)]
        self.cuts = sorted({t for r in (*mine, *ranges) for t in r})
        names = [("above", ""), ("below", "")]
        names += [("heats", x.name) for x in levels if x.heats]
        names += [("cools", x.name) for x in levels if x.cools]
        self.amounts = {name: i for i, name in enumerate(names)}
        hot = [
            (piece, {"": s.duty * share})
            for s in streams
            if s.hot
            for piece, share in self.cut(s.top, s.bottom)
        ]
        cold = [
            (p, {"": s.duty * share}) for s in streams if not s.hot for p, share in self.cut(s.top, s.bottom)
        ]
        everywhere = max(self.cuts, default=0.0), min(self.cuts, default=0.0)
        hot += [((everywhere[0],) * 2, {("above", ""): 1.0})]
        cold += [((everywhere[1],) * 2, {("below", ""): 1.0})]
        for x in levels:
            if x.heats:
                hot += [(p, {("heats", x.name): share}) for p, share in self.cut(*x.heating_range)]
            if x.cools:
                cold += [(p, {("cools", x.name): share}) for p, share in self.cut(*x.cooling_range)]
        ways = [
            (i, j)
            for (i, (h, _)), (j, (c, _)) in product(enumerate(hot), enumerate(cold))
            if h[0] >= c[0] and h[1] >= c[1]
        ]
        # every piece gives or gets just what it holds
        self.rows = np.zeros((len(hot) + len(cold), len(names) + len(ways)))
        self.right = np.zeros(len(hot) + len(cold))
        for row, (_, holds) in enumerate([*hot, *cold]):
            for name, share in holds.items():
                if name == "":
                    self.right[row] = share
                else:
                    self.rows[row, self.amounts[name]] = -share
        for column, (i, j) in enumerate(ways, len(names)):
            self.rows[i, column] = self.rows[len(hot) + j, column] = 1.0
        self.fixed: list[tuple[np.ndarray, float]] = []

    def cut(self, top: float, bottom: float) -> Iterable[tuple[Range, float]]:
        if top == bottom:
            return [((top, top), 1.0)]
        inside = [t for t in self.cuts if bottom <= t <= top]
        return [((b, a), (b - a) / (top - bottom)) for a, b in pairwise(inside)]

    def least(self, names: Iterable[tuple[str, str]], sign: float = 1.0) -> float:
        """Return the least (with sign −1 the largest) sum of some amounts, and hold it from now on."""
        cost = np.zeros(self.rows.shape[1])
        cost[[self.amounts[name] for name in names]] = 1.0
        rows = np.vstack([self.rows, *(row for row, _ in self.fixed)])
        right = np.concatenate([self.right, [value for _, value in self.fixed]])
        found = linprog(sign * cost, A_eq=rows, b_eq=right)
        assert found.status == 0, found.message
        value = float(cost @ found.x)
        self.fixed.append((cost, value))
        return value


def a_set(rng: np.random.Generator, places: Sequence[str], most: int) -> list[HeatStream]:
    """Return streams at round temperatures, so that ends meet; some of them are phase changes."""
    streams = []
    for i in range(int(rng.integers(2, most))):
        ends = 5.0 * rng.integers(2, 40, size=2)
        hot = bool(ends[0] > ends[1]) if ends[0] != ends[1] else bool(rng.integers(2))
        shift = float(rng.choice([0.0, 2.5, 5.0, 10.0]))
        duty = float(rng.integers(1, 60))
        streams.append(HeatStream(f"s{i}", ends[0], ends[1], duty, hot, shift, str(rng.choice(places))))
    return streams


def some_levels(rng: np.random.Generator) -> list[Level]:
    """Return heating above everything, one to three mains and cooling below everything."""
    levels = [Level("top", 260.0, 260.0, cools=False), Level("bottom", 0.0, -5.0, heats=False)]
    for i in range(int(rng.integers(1, 4))):
        hot = 5.0 * float(rng.integers(6, 36))
        drop = float(rng.choice([0.0, 0.0, 20.0, 30.0]))
        levels.append(Level(f"main_{i}", hot, hot - drop, float(rng.choice([0.0, 2.5]))))
    return levels


@pytest.mark.parametrize("seed", range(200))
def test_least_heating_and_cooling(seed):
    streams = a_set(np.random.default_rng(seed), ["site"], 12)
    found, known = cascade(streams), Transport(streams, ())
    assert found.heating == pytest.approx(known.least([("above", "")]), abs=1e-6)
    assert found.cooling == pytest.approx(known.least([("below", "")]), abs=1e-6)
    above = {
        t: sum((1 if s.hot else -1) * s.duty * _part_above(s, t) for s in streams)
        for t in {s.top for s in streams} | {s.bottom for s in streams}
    }
    for pinch in found.pinches:
        if not found.threshold:  # no heat crosses a pinch: what lacks above is all that lacks
            assert found.heating == pytest.approx(-above[pinch], abs=1e-6) or _is_a_step(streams, pinch)


def _part_above(stream: HeatStream, t: float) -> float:
    if stream.top == stream.bottom:
        return float(stream.top > t)
    return float(np.clip((stream.top - t) / (stream.top - stream.bottom), 0.0, 1.0))


def _is_a_step(streams: Sequence[HeatStream], t: float) -> bool:
    return any(s.top == s.bottom == t for s in streams)


@pytest.mark.parametrize("seed", range(200, 260))
def test_heat_enters_as_cool_and_leaves_as_warm_as_it_can(seed):
    rng = np.random.default_rng(seed)
    streams, levels = a_set(rng, ["site"], 10), some_levels(rng)
    found, known = place(streams, levels), Transport(streams, levels)
    heats, cools = (
        [name for name in known.amounts if name[0] in pair]
        for pair in (("above", "heats"), ("below", "cools"))
    )
    assert found.cascade.heating == pytest.approx(known.least(heats), abs=1e-6)
    assert found.cascade.cooling == pytest.approx(known.least(cools), abs=1e-6)
    for level in sorted((x for x in levels if x.heats), key=lambda x: (x.top, x.bottom)):
        most = known.least([("heats", level.name)], sign=-1.0)
        assert found.heating[level.name] == pytest.approx(most, abs=1e-5)
    for level in sorted((x for x in levels if x.cools), key=lambda x: (-x.top, -x.bottom)):
        most = known.least([("cools", level.name)], sign=-1.0)
        assert found.cooling[level.name] == pytest.approx(most, abs=1e-5)


@pytest.mark.parametrize("seed", range(300, 360))
def test_a_site_through_mains(seed):
    rng = np.random.default_rng(seed)
    streams, levels = a_set(rng, ["mill", "works", "town"], 14), some_levels(rng)
    found = targets(streams, levels)
    assert found.mains is not None
    # what enterprises give to mains and take from levels, passed on to where it is no hotter
    flows = [
        HeatStream(x.name, x.top, x.bottom, found.mains.given[x.name], True) for x in levels if x.is_main
    ]
    flows += [HeatStream(x.name, x.bottom, x.top, found.mains.used[x.name], False) for x in levels if x.heats]
    lacking = Transport(flows, ()).least([("above", "")])
    above = sum(p.heating_above for p in found.alone.values())
    assert found.heating_through_mains == pytest.approx(lacking + above, abs=1e-6)
    assert found.pooled.cascade.heating <= found.heating_through_mains + 1e-6 <= found.heating_alone + 2e-6
