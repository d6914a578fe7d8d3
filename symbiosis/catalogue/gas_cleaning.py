"""A plant that cleans waste gas of SO2, NOx and dust at once, by stoichiometry; a `device` in files.

It is rated on the first that is named of gas, SO2, NOx and dust, and takes the others beside it, each up to
its own removal and with its own reagent and by-product (see `flue_gas` for the reactions).
"""

from __future__ import annotations

from symbiosis.catalogue.flue_gas import dedusting, denitrification, desulphurisation
from symbiosis.catalogue.heat_machines import MachineError
from symbiosis.park import Carrier, Technology

WEIGHED = {"t/h": 1.0, "kg/h": 1e-3}


def gas_cleaning(
    label: str,
    treats: tuple[str, ...],
    gas: Carrier | None = None,
    so2: Carrier | None = None,
    so2_removal: float = 0.95,
    sorbent: str = "limestone",
    sorbent_carrier: Carrier | None = None,
    sorbent_purity: float = 0.95,
    sorbent_per_sulphur: float = 1.03,
    gypsum: Carrier | None = None,
    gypsum_moisture: float = 0.10,
    gypsum_purity: float = 0.95,
    nox: Carrier | None = None,
    nox_removal: float = 0.80,
    reducer: str = "ammonia",
    reducer_carrier: Carrier | None = None,
    slip: float = 0.02,
    dust: Carrier | None = None,
    dust_removal: float = 0.99,
    ash: Carrier | None = None,
    power: Carrier | None = None,
    power_per_so2: float = 0.0,
    power_per_nox: float = 0.0,
    power_per_dust: float = 0.0,
    co2: Carrier | None = None,
) -> Technology:
    """Return the plant; power in MWh/t of what is taken, shares 0 to 1, everything else as in `flue_gas`.

    Raises MachineError for a pollutant without its reagent or by-product, and for what is not weighed.

    >>> t_h = {"unit": "t/h"}
    >>> plant = gas_cleaning("mill.scrubber", ("mill.boiler",),
    ...     so2=Carrier(label="so2", kind="emission", **t_h),
    ...     sorbent_carrier=Carrier(label="limestone", kind="material", **t_h), sorbent_purity=1.0,
    ...     sorbent_per_sulphur=1.0, gypsum=Carrier(label="gypsum", kind="waste", **t_h), gypsum_moisture=0.0,
    ...     gypsum_purity=1.0, dust=Carrier(label="dust", kind="emission", unit="kg/h"),
    ...     ash=Carrier(label="ash", kind="waste", **t_h))
    >>> {k: round(r.value, 3) for k, r in plant.ratios.items()}, dict(plant.taken_beside)
    ({'so2': -1.0, 'limestone': -1.562, 'gypsum': 2.688}, {'dust': {'ash': 0.001}})
    """
    parts: dict[str, Technology] = {}
    shares: dict[str, float] = {}
    known = [c for c in (so2, sorbent_carrier, gypsum, nox, reducer_carrier, dust, ash, co2) if c is not None]
    name, tallied = power.label if power else "", co2.label if co2 else ""
    try:
        if so2 is not None:
            parts[so2.label] = desulphurisation(
                label, treats, so2_removal, so2.label, sorbent,
                _named(sorbent_carrier, "sorbent_carrier", "so2"), sorbent_purity, sorbent_per_sulphur,
                _named(gypsum, "gypsum", "so2"), gypsum_moisture, gypsum_purity, name, power_per_so2, tallied,
            )  # fmt: skip
            shares[so2.label] = so2_removal
        if nox is not None:
            parts[nox.label] = denitrification(
                label, treats, nox_removal, nox.label, reducer,
                _named(reducer_carrier, "reducer_carrier", "nox"), slip, name, power_per_nox, tallied,
            )  # fmt: skip
            shares[nox.label] = nox_removal
        if dust is not None:
            collected = _named(ash, "ash", "dust")
            parts[dust.label] = dedusting(
                label, treats, dust_removal, dust.label, collected, name, power_per_dust
            )
            shares[dust.label] = dust_removal
    except ValueError as error:
        raise MachineError(str(error)) from None
    if not parts:
        raise MachineError(f"{label}: nothing is cleaned; name so2, nox or dust.")
    units = {carrier.label: _weight(carrier) for carrier in known}
    flows = {
        k: {c: r.value * units[k] / units.get(c, 1.0) for c, r in part.ratios.items() if c != k}
        for k, part in parts.items()
    }
    rated = gas.label if gas is not None else next(iter(parts))
    return Technology(
        label=label,
        rated_on=rated,
        ratios={rated: -1.0, **flows.pop(rated, {})},
        treats=treats,
        captured_max=({gas.label: 1.0} if gas is not None else {}) | shares,
        captures=flows,
    )


def _named(carrier: Carrier | None, word: str, pollutant: str) -> str:
    if carrier is None:
        raise MachineError(f"{pollutant} is cleaned, but {word} is not named.")
    return carrier.label


def _weight(carrier: Carrier) -> float:
    if carrier.unit not in WEIGHED:
        raise MachineError(f"{carrier.label} is in {carrier.unit}; measure it in {' or '.join(WEIGHED)}.")
    return WEIGHED[carrier.unit]
