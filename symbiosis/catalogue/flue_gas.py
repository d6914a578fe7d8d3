"""What fuels send up the stack and what cleaning it takes, by stoichiometry.

    SO2 + CaCO3 + ½ O2 + 2 H2O → CaSO4·2H2O + CO2            limestone gypsum process
    SO2 + CaO   + ½ O2 + 2 H2O → CaSO4·2H2O                  the same with quicklime
    4 NO + 4 NH3 + O2 → 4 N2 + 6 H2O                         NOx is counted as NO2
    4 NO + 2 CO(NH2)2 + O2 → 4 N2 + 4 H2O + 2 CO2            the same with urea
    S + O2 → SO2,  ash · share that flies → dust             per tonne of fuel

Everything is in tonnes per tonne; carriers must be measured in t/h (or kg/h, all alike).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symbiosis.catalogue.substance import tonnes_per_tonne
from symbiosis.park import Technology

SORBENTS = {"limestone": "CaCO3", "lime": "CaO"}
REDUCERS = {"ammonia": ("NH3", 1.0), "urea": ("CO(NH2)2", 0.5)}


def so2_per_fuel(sulphur: float, kept_in_ash: float = 0.0) -> float:
    """Return SO2 per fuel [t/t] from its sulphur [t/t] and the share of it that stays in the ash.

    >>> round(so2_per_fuel(0.01, 0.1), 5)
    0.01798
    """
    return (
        _share("sulphur", sulphur) * (1.0 - _share("kept_in_ash", kept_in_ash)) * tonnes_per_tonne("SO2", "S")
    )


def dust_per_fuel(ash: float, flying: float) -> float:
    """Return raw dust per fuel [t/t] from its ash [t/t] and the share of the ash that flies."""
    return _share("ash", ash) * _share("flying", flying)


def desulphurisation(
    label: str,
    treats: Sequence[str],
    removal: float,
    so2: str = "so2",
    sorbent: str = "limestone",
    sorbent_carrier: str = "limestone",
    sorbent_purity: float = 0.95,
    sorbent_per_sulphur: float = 1.03,
    gypsum: str = "gypsum",
    gypsum_moisture: float = 0.10,
    gypsum_purity: float = 0.95,
    power: str = "",
    power_per_so2: float = 0.0,
    co2: str = "",
    **more: Any,
) -> Technology:
    """Return a scrubber that turns SO2 into gypsum, rated on the SO2 it takes.

    `sorbent_per_sulphur` is moles of calcium per mole of sulphur; `gypsum_moisture` and `gypsum_purity`
    are shares of the wet and of the dry by-product; `power_per_so2` in MWh/t; `co2`, where given, tallies
    what limestone gives off. `more` are fields of the technology. Raises ValueError where chemistry refuses.

    >>> scrubber = desulphurisation("plant.fgd", ["plant.boiler"], 0.95, sorbent_purity=1.0,
    ...     sorbent_per_sulphur=1.0, gypsum_moisture=0.0, gypsum_purity=1.0)
    >>> {k: round(v.value, 3) for k, v in scrubber.ratios.items()}
    {'so2': -1.0, 'limestone': -1.562, 'gypsum': 2.688}
    """
    if sorbent not in SORBENTS:
        raise ValueError(f"{label}: sorbent {sorbent!r} is not known; write {' or '.join(SORBENTS)}.")
    if sorbent_per_sulphur < 1.0:
        raise ValueError(f"{label}: {sorbent_per_sulphur:g} mol of calcium cannot bind a mole of sulphur.")
    formula = SORBENTS[sorbent]
    bought = sorbent_per_sulphur * tonnes_per_tonne(formula, "SO2") / _above("sorbent_purity", sorbent_purity)
    dry = tonnes_per_tonne("CaSO4·2H2O", "SO2") / _above("gypsum_purity", gypsum_purity)
    wet = dry / _above("gypsum_moisture", 1.0 - _share("gypsum_moisture", gypsum_moisture))
    ratios = {so2: -1.0, sorbent_carrier: -bought, gypsum: wet}
    if power and power_per_so2:
        ratios[power] = -power_per_so2
    if co2 and sorbent == "limestone":
        ratios[co2] = tonnes_per_tonne("CO2", "SO2")
    return _cleaner(label, so2, ratios, treats, removal, more)


def denitrification(
    label: str,
    treats: Sequence[str],
    removal: float,
    nox: str = "nox",
    reducer: str = "ammonia",
    reducer_carrier: str = "ammonia",
    slip: float = 0.02,
    power: str = "",
    power_per_nox: float = 0.0,
    co2: str = "",
    **more: Any,
) -> Technology:
    """Return a reduction of NOx (counted as NO2) with ammonia or urea, rated on the NOx it takes.

    `slip` is the share of the reducer that passes unused.

    >>> scr = denitrification("plant.scr", ["plant.boiler"], 0.85, slip=0.0)
    >>> round(scr.ratios["ammonia"].value, 4)
    -0.3702
    """
    if reducer not in REDUCERS:
        raise ValueError(f"{label}: reducer {reducer!r} is not known; write {' or '.join(REDUCERS)}.")
    formula, moles = REDUCERS[reducer]
    taken = tonnes_per_tonne(formula, "NO2", moles) / _above("slip", 1.0 - _share("slip", slip))
    ratios = {nox: -1.0, reducer_carrier: -taken}
    if power and power_per_nox:
        ratios[power] = -power_per_nox
    if co2 and reducer == "urea":
        ratios[co2] = tonnes_per_tonne("CO2", "NO2", 0.5)
    return _cleaner(label, nox, ratios, treats, removal, more)


def dedusting(
    label: str,
    treats: Sequence[str],
    removal: float,
    dust: str = "dust",
    collected: str = "fly_ash",
    power: str = "",
    power_per_dust: float = 0.0,
    **more: Any,
) -> Technology:
    """Return a filter that turns dust into as much fly ash, rated on the dust it takes."""
    ratios = {dust: -1.0, collected: 1.0}
    if power and power_per_dust:
        ratios[power] = -power_per_dust
    return _cleaner(label, dust, ratios, treats, removal, more)


def _cleaner(
    label: str,
    rated_on: str,
    ratios: dict[str, float],
    treats: Sequence[str],
    removal: float,
    more: dict[str, Any],
) -> Technology:
    if not treats:
        raise ValueError(f"{label}: there is nothing to clean; name the plants at its stack in `treats`.")
    if "" in ratios:
        raise ValueError(f"{label}: name the carriers of its reagent and of its by-product.")
    share = {rated_on: _share("removal", removal)}
    return Technology(
        label=label, rated_on=rated_on, ratios=ratios, treats=tuple(treats), captured_max=share, **more
    )


def _share(name: str, value: float) -> float:
    if not 0.0 <= value <= 1.0:
        raise ValueError(f"{name} = {value:g} is no share: write 0 to 1.")
    return value


def _above(name: str, value: float) -> float:
    if not 0.0 < value <= 1.0:
        raise ValueError(f"{name} leaves {value:g} of it: write a share above 0 and up to 1.")
    return value
