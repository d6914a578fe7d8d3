"""What the hour's named expressions are worth at a solution: flows, emissions, payments."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from symbiosis.blocks.language import STEP
from symbiosis.formulation.expand import Expander
from symbiosis.formulation.hour import Tally
from symbiosis.formulation.program import Program
from symbiosis.formulation.terms import CONSTANT, Terms

Floats = NDArray[np.float64]
AT_ONCE = 4_000_000  # numbers held while expanding, so that a large park stays within memory


class Evaluator:
    """Evaluates the tallies of a program at a solution x; shape (columns,)."""

    def __init__(self, program: Program, x: Floats) -> None:
        self.program, self.x = program, x
        self.expander = Expander(program.hour, program.horizon)

    def series(self, tally: Tally, axis: str = STEP) -> Floats:
        """Return every expression at every repetition; shape (expressions, repetitions)."""
        at = self.expander.members(axis)
        out = np.zeros((tally.terms.expressions, at.count))
        for part in self._parts(tally.terms, at.count):
            terms, columns, values = self.expander.expand(part, at)
            # numpy takes -1 (a constant) as the last column; that value is replaced by one.
            found = self.x[columns] if self.x.size else np.ones(columns.shape)
            found[:, terms.column == CONSTANT] = 1.0
            found *= values
            for e in np.unique(terms.expression):
                out[e] = found[:, terms.expression == e].sum(axis=1)
        return out

    @staticmethod
    def _parts(terms: Terms, count: int) -> list[Terms]:
        if not len(terms):
            return []
        size = max(1, AT_ONCE // max(1, count))
        block = terms.expression // max(1, size // max(1, len(terms) // max(1, terms.expressions)))
        return [terms.select(block == number) for number in np.unique(block)]

    def flows(self) -> Floats:
        """Return every term of every balance; shape (flows, steps)."""
        return self.series(self.program.hour.flows)

    def emissions(self) -> Floats:
        """Return every term of every emission tally; shape (terms, steps)."""
        return self.series(self.program.hour.emissions)

    def payments(self) -> list[tuple[tuple[str, str, str], float]]:
        """Return every line of the accounts as ((owner, category, item), money)."""
        lines: list[tuple[tuple[str, str, str], float]] = []
        for axis, tally in self.program.hour.payments.items():
            values = self.series(tally, axis)
            if axis == STEP:
                values = values * self.program.horizon.cost_weight[None, :]
            lines += [(item, float(total)) for item, total in zip(tally.items, _sums(values), strict=True)]
        return lines


def _sums(values: Floats) -> list[float]:
    from math import fsum

    return [fsum(row) for row in values]
