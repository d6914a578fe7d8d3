"""The values of series, and of products of series, over a horizon."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from symbiosis.blocks.language import STEP
from symbiosis.formulation.hour import CompiledHour
from symbiosis.formulation.terms import Terms
from symbiosis.horizon.horizon import Horizon

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class SeriesValues:
    """Evaluates products of series at given steps and group members, each series once."""

    def __init__(self, hour: CompiledHour, horizon: Horizon) -> None:
        self.hour = hour
        self.horizon = horizon
        self._values: dict[int, Floats] = {}
        self._monomials = hour.monomials

    def of(self, number: int) -> Floats:
        """Return a series: a scalar, or one value per step or group member."""
        if number not in self._values:
            self._values[number] = np.asarray(self.hour.series[number].values(self.horizon), dtype=float)
        return self._values[number]

    def product(self, monomial: int, step: Ints | None, member: Ints | None) -> Floats | float:
        """Return Π series at every (step, member); a scalar when it depends on neither."""
        if monomial >= len(self._monomials):  # flows and emissions are compiled late
            self._monomials = self.hour.monomials
        value: Floats | float = 1.0
        for number in self._monomials[monomial]:
            axis = self.hour.series[number].axis
            given = self.of(number)
            if axis == STEP:
                assert step is not None
                value = value * given[step]
            elif axis == "number":
                value = value * float(given)
            else:
                assert member is not None
                value = value * given[member]
        return value

    def coefficients(self, terms: Terms, count: int, step: Ints | None, member: Ints | None) -> Floats:
        """Return every term's coefficient at every place; shape (count, terms)."""
        out = np.empty((count, len(terms)))
        out[:] = terms.coefficient
        for monomial in np.unique(terms.monomial):
            if monomial:
                which = np.flatnonzero(terms.monomial == monomial)
                value = self.product(int(monomial), step, member)
                out[:, which] *= value[:, None] if isinstance(value, np.ndarray) else value
        return out
