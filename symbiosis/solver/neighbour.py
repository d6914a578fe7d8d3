"""A start for simplex from where a neighbour of a program ended: what bears the same name stands the same.

Programs of almost the same park (one enterprise more, one link less) share most of their rows and columns.
HiGHS completes such a basis to a whole one, so a start that fits badly costs time, never the answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from symbiosis.formulation.axes import Layout
    from symbiosis.formulation.program import Program

ENOUGH = 0.5  # share of the columns that a neighbour must know: a guess; below it the start is HiGHS' own


def start_from(program: Program, before: Program, basis: Any) -> Any | None:
    """Return a `HighsBasis` for a program from its neighbour's; None where they have too little in common.

    What the neighbour does not have starts at its lower limit (a column) or free to move (a row).
    """
    import highspy

    columns, rows = matched(program.columns, before.columns), matched(program.rows, before.rows)
    if not basis.valid or (columns >= 0).mean() < ENOUGH:
        return None
    status = highspy.HighsBasisStatus
    known_columns, known_rows = list(basis.col_status), list(basis.row_status)
    lower = np.isfinite(program.column_lower)
    found = highspy.HighsBasis()
    found.col_status = [
        known_columns[there] if there >= 0 else (status.kLower if bounded else status.kZero)
        for there, bounded in zip(columns.tolist(), lower.tolist(), strict=True)
    ]
    found.row_status = [known_rows[there] if there >= 0 else status.kBasic for there in rows.tolist()]
    found.valid = found.alien = True
    return found


def matched(mine: Layout, theirs: Layout) -> NDArray[np.int64]:
    """Return where every item of a layout stands in another one, by its name; −1 where it does not."""
    found = np.full(mine.size, -1, dtype=np.int64)
    there = dict(_items(theirs))
    for name, places in _items(mine):
        known = there.get(name)
        if known is not None and known.size == places.size:
            found[places] = known
    return found


def _items(layout: Layout) -> Iterator[tuple[tuple[str, str, tuple[str, ...]], NDArray[np.int64]]]:
    """Yield every item's axis, block and label with its places over the repetitions."""
    for family in layout.families:
        for block in family.blocks:
            for own, places in zip(block.index, family.places(block), strict=True):
                yield (family.axis, block.name, own), places
