"""Everything that a result must satisfy, in order.

Tolerances. A solver keeps a row to about 1e-7, so what it decides is allowed 1e-6 of the largest flow
at that place (at least 1e-6). What is merely computed from those decisions, a cost line or a yearly
emission, is allowed 1e-9 of the sum of its terms' sizes; the sum of all lines against the objective
1e-8, since a solver adds up in another order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park import Park
from symbiosis.results.verify import (
    admission,
    batches,
    cleaning,
    demands,
    emissions,
    flows,
    heat,
    limits,
    money,
    plausible,
    qualities,
    regions,
    requirements,
    reserves,
    rights,
    site,
    sizes,
    steam,
    stores,
    streams,
    units,
)
from symbiosis.results.verify.reading import read_tables
from symbiosis.results.verify.verdict import Ledger, Verdict

if TYPE_CHECKING:
    from xarray import Dataset


def verify(park: Park, horizon: Horizon, data: Dataset, objective: float) -> Verdict:
    """Recompute a result from its inputs and say whether it holds.

    `data` has the variables of a result (capacity (asset), activity (technology, step), cost (line),
    …) and `objective` is the total that the solver claims, in the park's money. Nothing is raised on
    a bad result: whatever is missing, misnamed or wrong becomes a finding.
    """
    ledger = Ledger(np.datetime_as_string(horizon.start.astype("datetime64[m]")))
    with np.errstate(over="ignore", invalid="ignore"):  # absurd numbers become findings, not warnings
        tables = read_tables(park, horizon, data, ledger)
        stated = park
        park = admission.decided(stated, tables, ledger)
        sizes.check(park, tables, ledger)
        site.check(park, tables, ledger)
        flows.check(park, horizon, tables, data, ledger)
        limits.check(park, horizon, tables, ledger)
        stores.check(park, horizon, tables, ledger)
        heat.check(park, horizon, tables, ledger)
        steam.check(park, horizon, tables, ledger)
        units.check(park, horizon, tables, ledger)
        regions.check(park, horizon, tables, ledger)
        reserves.check(park, horizon, tables, ledger)
        demands.check(park, horizon, tables, ledger)
        batches.check(park, horizon, tables, ledger)
        qualities.check(park, horizon, tables, ledger)
        if "concentration" in data:
            said = zip(data["stream"].values.tolist(), data["concentration"].values, strict=True)
            streams.check(park, horizon, tables, dict(said), ledger)
        cleaning.check(park, horizon, tables, ledger)
        emitted = emissions.check(park, horizon, tables, data, ledger)
        year = requirements.Year(park, horizon, tables)
        requirements.check(park, year, ledger)
        admission.check(stated, horizon, tables, year, ledger)
        rights.check(park, horizon, tables, year, ledger)
        money.check(park, horizon, tables, emitted, year, data, objective, ledger)
        plausible.check(park, horizon, tables, ledger)
    return ledger.verdict()
