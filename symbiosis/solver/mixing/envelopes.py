"""The relaxation: products within their linear envelopes, shares cut into pieces with a yes-or-no each.

Within a piece a ≤ s ≤ b and l ≤ y ≤ u the product v = s · y keeps
v ≥ a·y + l·s − a·l,   v ≥ b·y + u·s − b·u,   v ≤ b·y + l·s − b·l,   v ≤ a·y + u·s − a·u
and it contains every plan, so what is proved for it holds.
"""

from __future__ import annotations

import numpy as np

from symbiosis.solver.arrays import Floats
from symbiosis.solver.extend import Extended
from symbiosis.solver.mixing.search import Search

STRAYS = 1e-7  # a product that is off by less, relative to its largest value, is a product
NARROWEST = 1e-4  # of a piece


def relaxed(search: Search, pieces: bool = True) -> Extended:
    """Return the program with envelopes for its products.

    Without pieces also without integrality, and with all that follows from the products.
    """
    wide = Extended(search.program if pieces else search.wide)
    size = wide.columns
    wide.column_lower, wide.column_upper = search.low[:size].copy(), search.high[:size].copy()
    if not pieces:
        wide.integer = np.zeros_like(wide.integer)
    cut = {s: _pieces(wide, search, s) for s, at in search.cuts.items() if at and pieces}
    for v, s, y in (*search.triples, *(() if pieces else search.beside)):
        low, high = float(search.low[y]), float(search.high[y])
        if s not in cut:
            a, b = float(search.low[s]), float(search.high[s])
            wide.row({v: 1.0, y: -a, s: -low}, lower=-a * low)
            wide.row({v: 1.0, y: -b, s: -high}, lower=-b * high)
            wide.row({v: 1.0, y: -b, s: -low}, upper=-b * low)
            wide.row({v: 1.0, y: -a, s: -high}, upper=-a * high)
            continue
        chosen, at = cut[s]
        parts = [wide.column(0.0, high) for _ in chosen]
        wide.row({y: 1.0, **dict.fromkeys(parts, -1.0)}, 0.0, 0.0)
        for part, z in zip(parts, chosen, strict=True):
            wide.row({part: 1.0, z: -high}, upper=0.0)
            wide.row({part: 1.0, z: -low}, lower=0.0)
        lows, highs = at[:-1], at[1:]
        for edges, end, sense in (
            (lows, low, 1.0),
            (highs, high, 1.0),
            (highs, low, -1.0),
            (lows, high, -1.0),
        ):
            terms = {v: sense, s: -sense * end}
            for edge, part, z in zip(edges, parts, chosen, strict=True):
                terms[part] = -sense * edge
                terms[z] = sense * edge * end
            wide.row(terms, lower=0.0)
    return wide.closed()


def _pieces(wide: Extended, search: Search, s: int) -> tuple[list[int], list[float]]:
    """Add a yes-or-no per piece of a share; return them and the ends of the pieces."""
    at = ends(search, s)
    chosen = [wide.column(0.0, 1.0, integer=True) for _ in at[1:]]
    wide.row(dict.fromkeys(chosen, 1.0), 1.0, 1.0)
    wide.row({s: 1.0, **{z: -a for z, a in zip(chosen, at[:-1], strict=True)}}, lower=0.0)
    wide.row({s: 1.0, **{z: -b for z, b in zip(chosen, at[1:], strict=True)}}, upper=0.0)
    return chosen, at


def ends(search: Search, s: int) -> list[float]:
    """Return where the pieces of a share end, from its least to its largest value."""
    low, high = float(search.low[s]), float(search.high[s])
    margin = 0.1 * NARROWEST
    return [low, *(a for a in search.cuts[s] if low + margin < a < high - margin), high]


def refine(search: Search, x: Floats) -> bool:
    """Cut the pieces in which the relaxation strays from its products; False when nothing strays."""
    stray: dict[int, float] = {}
    for v, s, y in search.triples:
        off = abs(x[v] - x[s] * x[y])
        if off > STRAYS * max(1.0, float(search.high[y])) and s in search.cuts:
            stray[s] = stray.get(s, 0.0) + off
    worst = max(stray.values(), default=0.0)
    done = False
    for s, off in stray.items():
        if off >= 0.1 * worst:
            done |= _cut(search, s, float(x[s]))
    return done


def _cut(search: Search, s: int, value: float) -> bool:
    at = ends(search, s)
    i = int(np.clip(np.searchsorted(at, value, side="right") - 1, 0, len(at) - 2))
    a, b = at[i], at[i + 1]
    if b - a <= NARROWEST:
        return False
    inside = a + 0.15 * (b - a) < value < b - 0.15 * (b - a)
    point = value if inside else 0.5 * (a + b)
    search.cuts[s] = sorted({*search.cuts[s], round(point, 7)})
    return True
