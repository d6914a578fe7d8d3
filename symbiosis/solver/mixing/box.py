"""The relaxation over a box: every product within its envelope for the box's limits, as one linear program.

Its bound is proved from its duals, so it holds for every plan inside the box whatever the solver says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from symbiosis.solver.arrays import Floats, Problem
from symbiosis.solver.certificate import certify
from symbiosis.solver.gate import admit
from symbiosis.solver.highs import objective_scale
from symbiosis.solver.mixing.search import WIDE, Search

if TYPE_CHECKING:
    from highspy import Highs

ITERATIONS = 20_000  # of the simplex, in one box
CORNERS = 4  # rows of an envelope


@dataclass(eq=False)
class Box:
    """Limits of all columns, what the relaxation proves for them, and where it stands."""

    low: Floats
    high: Floats
    bound: float
    x: Floats | None = None
    price: Floats | None = None  # of the program's own rows
    reduced: Floats | None = None
    basis: Any = None


class Relaxation:
    """The program with envelopes; only their coefficients and the limits differ from box to box."""

    def __init__(self, search: Search) -> None:
        import highspy

        plain = admit(search.wide, max(search.options.largest_range, WIDE)).problem
        self.rows, self.size = plain.rows, plain.columns
        every = [*search.triples, *search.beside]
        self.path, self.share, self.flow = (np.array(part) for part in zip(*every, strict=True))
        count = self.path.size
        start = plain.start[-1] + 3 * np.arange(1, CORNERS * count + 1, dtype=np.int32)
        columns = np.column_stack((self.path, self.flow, self.share))
        self.head = plain.value
        endless = np.full(2 * count, np.inf)
        self.plain = Problem(
            start=np.concatenate((plain.start, start)).astype(np.int32),
            index=np.concatenate((plain.index, np.tile(columns, (CORNERS, 1)).ravel())).astype(np.int32),
            value=np.concatenate((plain.value, np.ones(3 * CORNERS * count))),
            row_lower=np.concatenate((plain.row_lower, -endless, -endless)),
            row_upper=np.concatenate((plain.row_upper, endless, endless)),
            column_lower=plain.column_lower,
            column_upper=plain.column_upper,
            cost=plain.cost,
            offset=plain.offset,
            integer=np.zeros(self.size, dtype=np.bool_),
        )
        self.scale = objective_scale(self.plain)
        self.highs: Highs = highspy.Highs()
        for name, value in (
            ("output_flag", False),
            ("presolve", "off"),
            ("solver", "simplex"),
            ("threads", 1),
            ("simplex_iteration_limit", ITERATIONS),
        ):
            self.highs.setOptionValue(name, value)

    def over(self, low: Floats, high: Floats) -> Problem:
        """Return the linear program of a box."""
        a, b, least, most = low[self.share], high[self.share], low[self.flow], high[self.flow]
        one = np.ones_like(a)
        corners = ((a, least), (b, most), (b, least), (a, most))
        envelopes = [np.column_stack((one, -share, -flow)) for share, flow in corners]
        ends = [-share * flow for share, flow in corners]
        count, plain = a.size, self.plain
        row_lower, row_upper = plain.row_lower.copy(), plain.row_upper.copy()
        row_lower[self.rows : self.rows + 2 * count] = np.concatenate(ends[:2])
        row_upper[self.rows + 2 * count :] = np.concatenate(ends[2:])
        value = np.concatenate((self.head, np.concatenate(envelopes).ravel()))
        return Problem(
            **{
                **plain.__dict__,
                "index": plain.index.copy(),  # a sparse matrix may put its columns in order, in place
                "value": value,
                "row_lower": row_lower,
                "row_upper": row_upper,
                "column_lower": low,
                "column_upper": high,
            }
        )

    def solve(self, box: Box, seconds: float | None) -> Box | None:
        """Return the box with what its relaxation proves; None when no plan lies in it."""
        import highspy

        problem = self.over(box.low, box.high)
        highs = self.highs
        highs.passModel(
            problem.columns,
            problem.rows,
            problem.nonzeros,
            int(highspy.MatrixFormat.kRowwise),
            int(highspy.ObjSense.kMinimize),
            problem.offset * self.scale,
            problem.cost * self.scale,
            problem.column_lower,
            problem.column_upper,
            problem.row_lower,
            problem.row_upper,
            problem.start,
            problem.index,
            problem.value,
            problem.integer.astype(np.int32),
        )
        highs.setOptionValue("time_limit", np.inf if seconds is None else highs.getRunTime() + seconds)
        if box.basis is not None:
            highs.setBasis(box.basis)
        highs.run()
        if highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return None
        solution = highs.getSolution()
        if solution.dual_valid and solution.value_valid:
            x, dual = np.array(solution.col_value), np.array(solution.row_dual) / self.scale
            box.x = np.clip(x, box.low, box.high)
            box.price, box.reduced = dual[: self.rows], problem.cost - problem.matrix.T @ dual
            box.bound = max(box.bound, certify(problem, box.x, dual).bound)
            box.basis = highs.getBasis()
        return box
