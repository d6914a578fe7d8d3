"""Which columns of a program are the product of two others, in a park where something mixes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from symbiosis.formulation.program import Program

Places = NDArray[np.int64]
Label = tuple[str, ...]


class Products(NamedTuple):
    """Columns path = share · flow, one entry per product.

    `pool` numbers the mix whose shares add up to 1; it is −1 for a share that stands alone. `safe` is the
    value of a share alone at which a plan counts more than there is: 1 or 0.
    """

    path: Places
    share: Places
    flow: Places
    pool: Places
    safe: NDArray[np.float64]


def products(program: Program) -> Products | None:
    """Return the products of a program; None when nothing mixes."""
    shares, counted = _columns(program, "pool_share"), _columns(program, "counted")
    flows, levels = _columns(program, "blend"), _columns(program, "level")
    pools = list(dict.fromkeys(label[0] for label in shares))
    found: list[tuple[Places, Places, Places, Places, NDArray[np.float64]]] = []
    every = [(label[:2], label[2:], at) for label, at in _columns(program, "path").items()]
    every += [(label, label[:1], at) for label, at in _columns(program, "remains").items()]
    for part, flow, at in every:
        group = np.full(at.size, -1, dtype=np.int64)
        if part in shares:
            group = pools.index(part[0]) * at.size + np.arange(at.size, dtype=np.int64)
        share = shares.get(part, counted.get(part))
        assert share is not None
        safe = np.full(at.size, 0.0 if part[1].startswith("least ") else 1.0)
        found.append((at, share, flows[flow] if flow in flows else levels[flow], group, safe))
    if not found:
        return None
    return Products(*(np.concatenate(part) for part in zip(*found, strict=True)))


def _columns(program: Program, name: str) -> dict[Label, Places]:
    """Return the places of every item of a block of step columns, by label."""
    return {
        label: places.astype(np.int64)
        for family, block in program.columns.find(name)
        for label, places in zip(block.index, family.places(block), strict=True)
    }
