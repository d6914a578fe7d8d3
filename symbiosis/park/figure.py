"""Where a number comes from: its range, its source, and how far it can be trusted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """The evidence behind one number of a park, in the unit the park keeps it in.

    `confidence` is H (read in a source, or exact stoichiometry), M (weak), L (assumption). `unknown`
    says that only `low` and `high` are known and `value` is their middle.
    """

    value: float
    low: float | None = None
    high: float | None = None
    source: str = ""
    confidence: str = ""
    unknown: bool = False

    @property
    def assumed(self) -> bool:
        """Tell whether the number is an assumption rather than something read or measured."""
        return self.unknown or self.confidence == "L"
