"""The shape of an operating region: which points belong together, and whether its outline is sound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

Point = tuple[float, float]
Piece = tuple[int, ...]


def pieces(shape: str, outline: Sequence[Point]) -> list[Piece]:
    """Return the convex pieces of a region as the numbers of their points.

    `outline` are the points by the first two flows (by the first alone where there is no second).
    One piece for mixtures and for a convex polygon, triangles for any other, segments for a curve.
    """
    every = tuple(range(len(outline)))
    if shape == "mixtures" or len(outline) < 3:
        return [every]
    if shape == "curve":
        return list(pairwise(every))
    return [every] if _is_convex(outline) else list(_triangles(outline))


def crossing(outline: Sequence[Point]) -> tuple[int, int] | None:
    """Return two sides of a polygon (by the number of their first point) that meet where they should not."""
    count = len(outline)
    for a in range(count):
        for b in range(a + 1, count):
            neighbours = b == a + 1 or (a == 0 and b == count - 1)
            if not neighbours and _meet(
                outline[a], outline[a - count + 1], outline[b], outline[b - count + 1]
            ):
                return a, b
    return None


def area(outline: Sequence[Point]) -> float:
    """Return the area that a polygon goes round: above 0 when it turns left.

    >>> area([(0, 0), (2, 0), (2, 1), (0, 1)])
    2.0
    """
    return sum(_cross(outline[i - 1], outline[i]) for i in range(len(outline))) / 2.0


def _cross(a: Point, b: Point) -> float:
    return a[0] * b[1] - a[1] * b[0]


def _turn(a: Point, b: Point, c: Point) -> float:
    """Return above 0 when a → b → c turns left."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _is_convex(outline: Sequence[Point]) -> bool:
    turns = [_turn(outline[i - 2], outline[i - 1], outline[i]) for i in range(len(outline))]
    return min(turns) >= 0.0 or max(turns) <= 0.0


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    ends = _turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b)
    if ends[0] * ends[1] < 0.0 and ends[2] * ends[3] < 0.0:
        return True
    checks = ((a, b, c, ends[0]), (a, b, d, ends[1]), (c, d, a, ends[2]), (c, d, b, ends[3]))
    return any(turn == 0.0 and _between(p, q, r) for p, q, r, turn in checks)


def _between(a: Point, b: Point, c: Point) -> bool:
    return all(min(a[i], b[i]) <= c[i] <= max(a[i], b[i]) for i in (0, 1))


def _triangles(outline: Sequence[Point]) -> Iterator[Piece]:
    """Cut ears off a polygon until a triangle is left."""
    left = list(range(len(outline)))
    if area(outline) < 0.0:
        left.reverse()
    while len(left) > 3:
        ear = next((i for i in range(len(left)) if _is_ear(outline, left, i)), None)
        if ear is None:  # only points in line are left
            return
        piece = left[ear - 1], left[ear], left[(ear + 1) % len(left)]
        if _turn(*(outline[i] for i in piece)) > 0.0:
            yield tuple(sorted(piece))
        del left[ear]
    yield tuple(sorted(left))


def _is_ear(outline: Sequence[Point], left: list[int], i: int) -> bool:
    a, b, c = (outline[left[j % len(left)]] for j in (i - 1, i, i + 1))
    if _turn(a, b, c) < 0.0:
        return False
    others = (outline[j] for j in left if outline[j] not in (a, b, c))
    return not any(_turn(a, b, p) >= 0.0 and _turn(b, c, p) >= 0.0 and _turn(c, a, p) >= 0.0 for p in others)
