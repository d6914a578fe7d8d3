"""Steam headers: what feeds and draws every header in a design, in tonnes and in heat, with their sums.

Heat counts as enthalpy from liquid water at 0 °C; a header that balances in tonnes balances in heat,
since whatever enters it must enter at its own pressure and temperature.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symbiosis.park.carrier_state import is_steam, state_of

if TYPE_CHECKING:
    from symbiosis.results.results import Results
    from symbiosis.study.design.ladder import Ladder

Row = list[Any]


@dataclass(frozen=True)
class Header:
    """What enters and leaves one steam header in the year (or window), in tonnes and in heat [GJ]."""

    enterprise: str
    header: str
    pressure: float
    temperature: float
    tonnes_in: float
    tonnes_out: float
    heat_in: float
    heat_out: float


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


def headers_of(results: Results) -> Iterator[Header]:
    """Yield every header at every enterprise through which steam flows."""
    for row in _summed(results):
        enterprise, label, pressure, temperature, entering, leaving, enthalpy = row
        if entering > 1e-3 or leaving > 1e-3:
            heat = (entering * enthalpy, leaving * enthalpy)
            yield Header(enterprise, label, pressure, temperature, entering, leaving, *heat)


def _summed(results: Results) -> Iterator[tuple[str, str, float, float, float, float, float]]:
    sums: dict[tuple[str, str], list[float]] = {}
    for enterprise, label, _, _, role, _, tonnes, _ in rows_of(results):
        if role != "sum":
            both = sums.setdefault((enterprise, label), [0.0, 0.0])
            both[0 if tonnes > 0.0 else 1] += abs(tonnes)
    for (enterprise, label), (entering, leaving) in sums.items():
        state = state_of(results.park.carriers[label])
        assert state is not None  # the park's checks have computed it
        yield enterprise, label, state.pressure, state.temperature, entering, leaving, state.enthalpy


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
