"""Which columns of a program are the product of two others, in a park with pools."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from symbiosis.formulation.program import Program

Places = NDArray[np.int64]


class Products(NamedTuple):
    """Columns path = share · flow, one entry per product; `pool` numbers the mix that a share belongs to."""

    path: Places
    share: Places
    flow: Places
    pool: Places


def products(program: Program) -> Products | None:
    """Return the products of a program; None when no pool mixes anything."""
    found = program.columns.find("path")
    if not found or not found[0][1].index:
        return None
    (paths, path), *_ = found
    (shares, share), *_ = program.columns.find("pool_share")
    (blends, blend), *_ = program.columns.find("blend")
    row_of_share = {label: i for i, label in enumerate(share.index)}
    row_of_blend = {label: i for i, label in enumerate(blend.index)}
    pools = list(dict.fromkeys(label[0] for label in share.index))
    at_share, at_blend = shares.places(share), blends.places(blend)
    of_share = np.array([row_of_share[label[:2]] for label in path.index])
    of_blend = np.array([row_of_blend[label[2:]] for label in path.index])
    steps = at_share.shape[1]
    number = np.array([pools.index(label[0]) for label in path.index])
    mixes = number[:, None] * steps + np.arange(steps)[None, :]
    return Products(
        paths.places(path).ravel().astype(np.int64),
        at_share[of_share].ravel().astype(np.int64),
        at_blend[of_blend].ravel().astype(np.int64),
        mixes.ravel().astype(np.int64),
    )
