"""Where things stand on the sheet: enterprises by coordinates, far ones at the edge, hubs among members.

Positions are in points (1/72 inch) of the map's frame, so that distances to labels and markers are
those that the eye sees.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from symbiosis.park.park import Park
from symbiosis.report.flows import HUB, Routes

Floats = NDArray[np.float64]
# Spots by place, km of what is beyond the frame, points per km, where 0 km stands.
_Ground = tuple[dict[str, Floats], dict[str, float], float | None, tuple[float, float]]

NEAR = 34.0  # markers closer than this [points] are moved apart
BORDER = 52.0  # room for labels around the outermost marker [points]


@dataclass(frozen=True)
class Sheet:
    """The frame of the map, `width` by `height` [points], `spots` by place; `scale`, `origin`: km to points.

    `far` holds the distance [km] of enterprises that stand beyond the frame and are drawn at its edge;
    `scale` is None where coordinates are missing and places stand on a circle; `moved` says that
    neighbours were moved apart.
    """

    width: float
    height: float
    spots: dict[str, Floats]
    far: dict[str, float]
    scale: float | None
    origin: tuple[float, float]
    moved: bool


def spread(park: Park, routes: Routes, width: float, height: float) -> Sheet:
    """Return where every enterprise and every hub in use stands."""
    names = list(park.enterprises)
    known = {
        n: np.array([e.x, e.y], dtype=float)
        for n, e in park.enterprises.items()
        if e.x is not None and e.y is not None
    }
    if len(known) < len(names):
        ground: _Ground = (_circle(names, width, height), {}, None, (0.0, 0.0))
    else:
        ground = _on_the_ground(park, known, width, height)
    spots, far, scale, origin = ground
    members = _members(routes)
    for hub, mine in members.items():
        spots[hub] = np.mean([spots[n] for n in mine], axis=0) + np.array([0.0, 0.5])
    moved = _apart(spots, width, height)
    return Sheet(width, height, spots, far, scale, origin, moved)


def _members(routes: Routes) -> dict[str, list[str]]:
    """Enterprises by hub: those with a flow, or all candidates where nothing flows."""
    pairs = [(f.origin, f.destination) for f in routes.flows]
    out: dict[str, list[str]] = {}
    for source in (pairs, list(routes.idle), list(routes.candidates)):
        found: dict[str, list[str]] = {}
        for a, b in source:
            hub, other = (a, b) if a.startswith(HUB) else (b, a)
            if hub.startswith(HUB) and hub not in out:
                found.setdefault(hub, []).append(other)
        out |= found
    return out


def _circle(names: list[str], width: float, height: float) -> dict[str, Floats]:
    angles = math.pi / 2.0 - 2.0 * math.pi * np.arange(len(names)) / max(1, len(names))
    radii = np.array([width / 2.0 - 1.4 * BORDER, height / 2.0 - BORDER])
    middle = np.array([width, height]) / 2.0
    # Enterprises stand on the ellipse that fills the sheet.
    return {n: middle + radii * [math.cos(a), math.sin(a)] for n, a in zip(names, angles, strict=True)}


def _on_the_ground(park: Park, known: dict[str, Floats], width: float, height: float) -> _Ground:
    inside = [n for n, e in park.enterprises.items() if e.role != "outside"] or list(known)
    points = np.array([known[n] for n in inside]) if inside else np.zeros((1, 2))
    low, high = points.min(axis=0), points.max(axis=0)
    reach = 0.3 * max(float((high - low).max()), 0.5)
    # What lies outside the park but near it widens the frame; what is far is drawn at the edge.
    near = [
        known[n]
        for n in known
        if n not in inside and (known[n] >= low - reach).all() and (known[n] <= high + reach).all()
    ]
    points = np.vstack([points, *near])
    low, high = points.min(axis=0), points.max(axis=0)
    span = np.maximum(high - low, 0.02)
    distant = [n for n in known if not ((known[n] >= low - 1e-9).all() and (known[n] <= high + 1e-9).all())]
    border = BORDER * (1.9 if distant else 1.0)
    scale = float(min((width - 2.4 * border) / span[0], (height - 2.0 * border) / span[1]))
    middle = (low + high) / 2.0
    centre = np.array([width, height]) / 2.0
    spots: dict[str, Floats] = {}
    far: dict[str, float] = {}
    edge = centre - np.array([1.1 * BORDER, 0.62 * BORDER])
    for n, point in known.items():
        away = (point - middle) * scale
        beyond = float(np.max(np.abs(away) / edge))
        if n in distant and beyond > 1.0:
            far[n] = float(np.hypot(*(point - middle)))
            away = away / beyond
        spots[n] = centre + away
    return spots, far, scale, (float(centre[0] - middle[0] * scale), float(centre[1] - middle[1] * scale))


def _apart(spots: dict[str, Floats], width: float, height: float) -> bool:
    """Push markers that would overlap apart, bit by bit; tell whether an enterprise was moved much."""
    names = sorted(spots)
    place = np.array([spots[n] for n in names])
    before = place.copy()
    hub = [n.startswith(HUB) for n in names]
    near = min(NEAR, 0.6 * math.sqrt(width * height / max(1, len(names))))
    for _ in range(60):
        between = place[:, None, :] - place[None, :, :]
        distance = np.hypot(between[..., 0], between[..., 1])
        np.fill_diagonal(distance, np.inf)
        if distance.min(initial=np.inf) >= near - 0.5:
            break
        for i, j in zip(*np.nonzero(np.triu(distance < near)), strict=True):
            gap = place[i] - place[j]
            length = float(np.hypot(*gap))
            angle = 2.4 * (int(i) + int(j))  # any direction will do for two at the same place
            way = gap / length if length > 1e-6 else np.array([math.cos(angle), math.sin(angle)])
            push = max(0.0, near - length) * way
            share = 0.5 if hub[i] == hub[j] else 1.0 if hub[i] else 0.0  # a hub gives way to an enterprise
            place[i] += share * push
            place[j] -= (1.0 - share) * push
    place = np.clip(place, [26.0, 18.0], [width - 26.0, height - 18.0])
    spots.update(zip(names, place, strict=True))
    shifts = np.hypot(*(place - before).T)
    return any(shift > 4.0 and not n.startswith(HUB) for n, shift in zip(names, shifts, strict=True))
