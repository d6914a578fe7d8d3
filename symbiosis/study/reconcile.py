"""Does today's plan look like today?  Metered annual totals beside those of the as-is design."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiosis.park.fields import unit_text

if TYPE_CHECKING:
    from symbiosis.results.results import Results

ROLES = {
    "purchase": ("bought",),
    "sale": ("sold",),
    "discard": ("discarded",),
    "made": ("made",),
    "arriving": ("arriving", "drawn"),
    "leaving": ("leaving", "fed"),
}


@dataclass(frozen=True)
class Comparison:
    """One metered total beside the model's; `deviation` is (modelled − metered) / metered."""

    label: str
    enterprise: str
    carrier: str
    flow: str
    metered: float
    modelled: float
    unit: str

    @property
    def deviation(self) -> float | None:
        """Relative deviation; None where nothing was metered."""
        return None if self.metered == 0.0 else (self.modelled - self.metered) / self.metered


def reconcile(results: Results) -> tuple[Comparison, ...]:
    """Compare a result with the park's meters; yearly amounts in the carrier's amount unit.

    >>> Comparison("mill.gas", "mill", "gas", "purchase", 100.0, 103.0, "MWh/a").deviation
    0.03
    """
    park, data = results.park, results.data
    if data is None or "flow" not in data:
        return ()
    flow = data["flow"]
    amounts = (abs(flow.values) * results.horizon.represents[None, :]).sum(axis=1) / results.horizon.years
    rows = list(
        zip(flow["enterprise"].values, flow["carrier"].values, flow["role"].values, amounts, strict=True)
    )
    return tuple(
        Comparison(
            meter.label,
            meter.enterprise,
            meter.carrier,
            meter.flow,
            meter.total,
            float(
                sum(
                    a
                    for n, k, role, a in rows
                    if (n, k) == (meter.enterprise, meter.carrier) and role in ROLES[meter.flow]
                )
            ),
            unit_text("{amount}/a", park.carriers[meter.carrier].unit, park.settings.currency),
        )
        for meter in park.meters.values()
    )
