"""Programs of a few rows for the solver's tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Numbers = float | Sequence[float]


@dataclass
class Small:
    """Arrays with plain labels: `row 0`, `column 0`."""

    matrix: csr_array
    row_lower: NDArray[np.float64]
    row_upper: NDArray[np.float64]
    column_lower: NDArray[np.float64]
    column_upper: NDArray[np.float64]
    cost: NDArray[np.float64]
    offset: float
    integer: NDArray[np.bool_]

    def row_label(self, i: int) -> str:
        return f"row {i}"

    def column_label(self, j: int) -> str:
        return f"column {j}"


def program(
    rows: Sequence[Sequence[float]],
    *,
    row_lower: Numbers = -np.inf,
    row_upper: Numbers = np.inf,
    lower: Numbers = 0.0,
    upper: Numbers = np.inf,
    cost: Numbers = 0.0,
    offset: float = 0.0,
    integer: Sequence[int] = (),
) -> Small:
    """A program from dense rows; one number stands for all rows or columns."""
    matrix = csr_array(np.atleast_2d(np.array(rows, dtype=float)))
    count, columns = matrix.shape

    def spread(numbers: Numbers, size: int) -> NDArray[np.float64]:
        return np.array(np.broadcast_to(np.asarray(numbers, dtype=float), (size,)))

    mask = np.zeros(columns, dtype=bool)
    mask[list(integer)] = True
    return Small(
        matrix,
        spread(row_lower, count),
        spread(row_upper, count),
        spread(lower, columns),
        spread(upper, columns),
        spread(cost, columns),
        offset,
        mask,
    )


def two_boilers(demand: float = 4.0) -> Small:
    """Meet a demand from a cheap boiler (1 each, at most 3) and a dear one (2 each), plus 3 a year."""
    return program([[1, 1]], row_lower=demand, row_upper=demand, upper=[3, np.inf], cost=[1, 2], offset=3.0)


def one_plant(big: float, plants: int = 1) -> Small:
    """Make at least 10 in plants that cost 1000 each to build and 1 each to run: made ≤ big · built."""
    made, built = list(range(plants)), list(range(plants, 2 * plants))
    rows = [[1.0] * plants + [0.0] * plants]
    for i in range(plants):
        row = [0.0] * (2 * plants)
        row[made[i]], row[built[i]] = 1.0, -big
        rows.append(row)
    return program(
        rows,
        row_lower=[10.0] + [-np.inf] * plants,
        row_upper=[np.inf] + [0.0] * plants,
        upper=[np.inf] * plants + [1.0] * plants,
        cost=[1.0] * plants + [1000.0] * plants,
        integer=built,
    )


def lots(big: float) -> Small:
    """Six plants with a fixed cost serve six periods through a leaking store; made ≤ big · built."""
    rng = np.random.default_rng(1)
    plants, periods = 6, 6
    yields, demand = rng.uniform(0.5, 1, (plants, periods)), rng.uniform(5, 10, periods)
    columns = plants + plants * periods + periods
    rows = []
    for t in range(periods):
        row = np.zeros(columns)
        row[plants + t : plants + plants * periods : periods] = yields[:, t]
        row[plants + plants * periods + t] = -1.0
        if t:
            row[plants + plants * periods + t - 1] = 0.9
        rows.append(row)
    for i in range(plants):
        for t in range(periods):
            row = np.zeros(columns)
            row[plants + i * periods + t], row[i] = 1.0, -big
            rows.append(row)
    made = plants * periods
    return program(
        [list(row) for row in rows],
        row_lower=[*demand, *([-np.inf] * made)],
        row_upper=[*demand, *([0.0] * made)],
        upper=[*([1.0] * plants), *([np.inf] * (made + periods))],
        cost=[*rng.uniform(50, 100, plants), *rng.uniform(1, 2, made), *([0.0] * periods)],
        integer=list(range(plants)),
    )


def knapsack(items: int, rows: int = 5, seed: int = 0) -> Small:
    """A market split: whole numbers whose best plan takes far longer than a test to find and prove."""
    rng = np.random.default_rng(seed)
    weights = rng.integers(0, 100, (rows, items)).astype(float)
    target = np.floor(weights.sum(axis=1) / 2)
    slack = np.hstack((np.eye(rows), -np.eye(rows)))
    return program(
        [list(row) for row in np.hstack((weights, slack))],
        row_lower=list(target),
        row_upper=list(target),
        upper=[1.0] * items + [np.inf] * (2 * rows),
        cost=[0.0] * items + [1.0] * (2 * rows),
        offset=100.0,
        integer=list(range(items)),
    )
