"""What is typed about a meter's export, as plain data; raises TextError with a sentence."""

from __future__ import annotations

import math
from typing import Any

from symbiosis.tables.metering.fill import RULES
from symbiosis.tables.metering.importing import How
from symbiosis.tables.quantities import number_with_unit
from symbiosis.tables.source import TextError

READINGS = {None: None, "interval": "amount", "register": "register", "rate": "rate"}


def how_of(
    column: str,
    sheet: str,
    unit: str,
    reading: str | None,
    stamps: str | None,
    multiplier: float | None,
    ct: str,
    pt: str,
    rollover: float | None,
    clock: str,
    fill: str | None,
    max_gap: str | None,
) -> How:
    """Return what was typed about an export."""
    _one_of("--reading", reading, [word for word in READINGS if word])
    _one_of("--stamps", stamps, ["begin", "end"])
    _one_of("--clock", clock, ["standard", "local"])
    _one_of("--fill", fill, list(RULES))
    if (fill is None) != (max_gap is None):
        raise TextError("--fill and --max-gap belong together.", 'Say e.g. --fill linear --max-gap "2 h".')
    if fill == "even" and reading != "register":
        raise TextError("--fill even spreads what a register counted.", "Say --reading register.")
    if multiplier is not None and (ct or pt):
        raise TextError("--multiplier and --ct, --pt say the same.", "Keep one of the two.")
    if ct or pt:
        multiplier = math.prod(_ratio(word, text) for word, text in (("--ct", ct), ("--pt", pt)) if text)
    if rollover is not None and not (rollover > 0.0 and reading == "register"):
        raise TextError("--rollover is above 0 and belongs to --reading register.", "Leave it out.")
    given: dict[str, Any] = {"kind": READINGS[reading], "stamps": stamps, "fill": fill}
    return How(
        column=column,
        sheet=sheet,
        unit=unit,
        multiplier=multiplier,
        local=clock == "local",
        capacity=rollover,
        max_gap=0.0 if max_gap is None else number_with_unit(max_gap, "h"),
        **given,
    )


def _one_of(option: str, given: str | None, known: list[str]) -> None:
    if given is not None and given not in known:
        raise TextError(f'{option} "{given}" is not known.', f"Write {' or '.join(known)}.")


def _ratio(option: str, text: str) -> float:
    """Return a transformer's ratio.

    >>> _ratio("--ct", "300/5")
    60.0
    """
    above, slash, below = text.partition("/")
    try:
        ratio = float(above) / float(below) if slash else float(above)
    except (ValueError, ZeroDivisionError):
        ratio = math.nan
    if not (math.isfinite(ratio) and ratio > 0.0):
        raise TextError(f'{option} "{text}" is no ratio.', "Write it as 300/5.")
    return ratio
