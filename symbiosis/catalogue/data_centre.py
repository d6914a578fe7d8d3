"""Data centres: the power they need, and the heat that arises at their servers."""

from __future__ import annotations

from symbiosis.catalogue.heat_machines import MachineError
from symbiosis.park import Carrier, Demand, Supply, Varying

OVERHEAD, RECOVERED = 0.2, 0.9  # where nothing is stated: assumed


def data_centre(
    label: str,
    power: Carrier,
    heat: Carrier,
    load: Varying | float,
    overhead: float = OVERHEAD,
    recovered: float = RECOVERED,
) -> tuple[Demand, Supply]:
    """Return the power that a data centre needs and the heat that arises at its servers.

    `load` is that of the servers [MW]; `overhead` what cooling and supply take on top, `recovered` the
    share of the servers' heat that reaches water. Name the carrier by its temperature, e.g. warm_35.
    """
    given = Varying.of(load)
    needed, arising = (
        Varying(given.value * factor, given.profile) for factor in servers(overhead, recovered)
    )
    return (
        Demand(label=f"{label}_power", carrier=power.label, rate=needed),
        Supply(label=f"{label}_heat", carrier=heat.label, rate=arising),
    )


def servers(overhead: float, recovered: float) -> tuple[float, float]:
    """Return the power that a data centre needs and the heat it gives, per load of its servers.

    Raises MachineError where more heat is recovered than the servers take.

    >>> servers(0.25, 0.9)
    (1.25, 0.9)
    """
    if overhead < 0.0 or not 0.0 <= recovered <= 1.0:
        raise MachineError("servers give off no more heat than they take power, and need no less than that.")
    return 1.0 + overhead, recovered
