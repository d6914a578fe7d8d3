"""The qualities of a plan: what leaves every pool, tank and treatment, and what is taken within limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park.park import Park
from symbiosis.results.verify.admission import decided
from symbiosis.results.verify.reading import read_tables
from symbiosis.results.verify.streams import Stream, streams
from symbiosis.results.verify.verdict import Ledger

if TYPE_CHECKING:
    from xarray import Dataset

    from symbiosis.results.results import Results


def with_concentrations(park: Park, horizon: Horizon, data: Dataset) -> Dataset:
    """Return a result with `concentration` (stream, step), in the unit of each quality; 0 without a flow."""
    if not park.qualities or "blend" not in data:
        return data
    found = _found(park, horizon, data)
    if not found:
        return data
    names = [stream.label for stream in found]
    values = np.array([stream.values for stream in found])
    units = [park.qualities[stream.quality].unit for stream in found]
    out = data.assign_coords(
        stream=("stream", np.array(names, dtype=str)),
        stream_of=("stream", np.array([stream.item for stream in found], dtype=str)),
        stream_side=("stream", np.array([stream.side for stream in found], dtype=str)),
        stream_carrier=("stream", np.array([stream.carrier for stream in found], dtype=str)),
        stream_quality=("stream", np.array([stream.quality for stream in found], dtype=str)),
        concentration_unit=("stream", np.array(units, dtype=str)),
    )
    common = units[0] if len(set(units)) == 1 else "see concentration_unit"
    attrs = {"units": common, "long_name": "quality of what leaves a mix or is taken within limits"}
    return out.assign(concentration=(("stream", "step"), values, attrs))


def concentrations(results: Results) -> list[Stream]:
    """Return every stream of a plan with its qualities, flows and limits over the steps."""
    if results.data is None or "blend" not in results.data:
        return []
    return _found(results.park, results.horizon, results.data)


def _found(park: Park, horizon: Horizon, data: Dataset) -> list[Stream]:
    ledger = Ledger(np.datetime_as_string(horizon.start.astype("datetime64[m]")))
    with np.errstate(over="ignore", invalid="ignore"):
        tables = read_tables(park, horizon, data, ledger)
        return list(streams(decided(park, tables, ledger), horizon, tables))
