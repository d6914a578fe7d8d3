"""Does every plant given by points run where it may?

    a = Σ |rated flow at v| · x[v]        Σ x = units that run, or at most the capacity in units

Of a polygon the flows per unit lie inside its outline; on a curve only neighbouring points mix.
"""

from __future__ import annotations

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park import Park, Technology
from symbiosis.results.verify.flows import FEASIBILITY, mixture, series
from symbiosis.results.verify.reading import Tables
from symbiosis.results.verify.verdict import Floats, Ledger

FAMILY = "region"


def check(park: Park, horizon: Horizon, tables: Tables, ledger: Ledger) -> None:
    """Compare the mixtures of every technology with its points."""
    for label, plant in park.technologies.items():
        if not plant.points:
            continue
        rated = np.abs(plant.points[plant.rated_on])
        size = float(tables["capacity"][label])
        mix = mixture(plant, tables)
        tolerance = FEASIBILITY * max(1.0, abs(size), float(rated.max()))
        what = "activity is no mixture of the points"
        ledger.same(FAMILY, what, label, tables["activity"][label] - rated @ mix, tolerance)
        total = mix.sum(axis=0)
        share = series(park, horizon, plant.availability) / (1.0 + plant.design_margin)
        standing = share * size / float(rated.max())
        allowed = 10.0 * FEASIBILITY * max(1.0, float(standing.max()))
        if label in tables["on"]:
            what = "mixes more or less than the units that run"
            ledger.same(FAMILY, what, label, total - tables["on"][label], allowed)
        elif plant.must_run:
            ledger.same(FAMILY, "does not run with all that stands", label, total - standing, allowed)
        else:
            ledger.at_most(FAMILY, "mixes more units than stand", label, total, standing, allowed)
        if plant.shape == "curve":
            _check_curve(label, mix, allowed, ledger)
        elif plant.shape == "polygon":
            _check_polygon(label, plant, mix, tolerance, ledger)


def _check_curve(label: str, mix: Floats, allowed: float, ledger: Ledger) -> None:
    """All but the largest weight and its larger neighbour are zero."""
    padded = np.vstack([np.zeros(mix.shape[1]), mix, np.zeros(mix.shape[1])])
    pairs = padded[:-1] + padded[1:]
    rest = mix.sum(axis=0) - pairs.max(axis=0)
    ledger.at_most(FAMILY, "mixes points that are no neighbours", label, rest, 0.0, allowed)


def _check_polygon(label: str, plant: Technology, mix: Floats, tolerance: float, ledger: Ledger) -> None:
    corners = np.array(list(plant.points.values())[:2]).T
    total = mix.sum(axis=0)
    running = total > 1e-6
    where = (corners.T @ mix)[:, running] / total[running]
    outside = np.array([_outside(corners, place) for place in where.T])
    over = outside * total[running]  # distance in flow, not in flow per unit
    what = "runs outside its polygon"
    ledger.at_most(FAMILY, what, label, over, 0.0, 10.0 * tolerance, ledger.times[running])


def _outside(corners: Floats, place: Floats) -> float:
    """Return how far a place lies outside a polygon (0 inside): even crossings, then the nearest side."""
    following = np.roll(corners, -1, axis=0)
    inside, nearest = False, np.inf
    for a, b in zip(corners, following, strict=True):
        if (a[1] > place[1]) != (b[1] > place[1]):
            inside ^= bool(place[0] < (b[0] - a[0]) * (place[1] - a[1]) / (b[1] - a[1]) + a[0])
        along = np.clip((place - a) @ (b - a) / max(1e-300, float((b - a) @ (b - a))), 0.0, 1.0)
        nearest = min(nearest, float(np.hypot(*(place - a - along * (b - a)))))
    return 0.0 if inside else nearest
