"""Steam headers: what feeds and draws every header in a design, in tonnes and in heat, with their sums.

Heat counts as enthalpy from liquid water at 0 °C; a header that balances in tonnes balances in heat,
since whatever enters it must enter at its own pressure and temperature.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from symbiosis.park.carrier_state import is_steam, state_of

if TYPE_CHECKING:
    from symbiosis.results.results import Results
    from symbiosis.study.ladder import Ladder

Row = list[Any]
HEADINGS = [
    "design", "enterprise", "header", "pressure [MPa(a)]", "temperature [°C]", "flow", "by",
    "steam [t]", "heat [GJ]",
]  # fmt: skip


def header_rows(ladder: Ladder) -> Iterator[Row]:
    """Yield a row per flow into (+) and out of (−) every header of every design, then their sum."""
    yield HEADINGS
    for rung in ladder.rungs:
        if rung.results is not None and rung.results.data is not None:
            yield from ([rung.name, *row] for row in rows_of(rung.results))


def rows_of(results: Results) -> Iterator[Row]:
    """Yield the rows of one design, header by header; amounts are over the year or the window."""
    if results.data is None or "flow" not in results.data:
        return
    flow = results.data["flow"]
    represents = results.data["represents"].values
    park = results.park
    for label, carrier in park.carriers.items():
        if not is_steam(carrier):
            continue
        state = state_of(carrier)
        assert state is not None  # the park's checks have computed it
        scale = 1.0 if carrier.unit == "t/h" else 1e-3  # kg/h
        here = flow.isel(term=flow["carrier"].values == label)
        for enterprise in dict.fromkeys(here["enterprise"].values.tolist()):
            own = here.isel(term=here["enterprise"].values == enterprise)
            amounts = scale * (own.values @ represents)
            head = [enterprise, label, round(state.pressure, 6), round(state.temperature, 2)]
            for role, by, amount in zip(own["role"].values, own["by"].values, amounts, strict=True):
                yield [*head, str(role), str(by), float(amount), float(amount) * state.enthalpy]
            total = float(amounts.sum())
            yield [*head, "sum", "", total, total * state.enthalpy]
