"""What a plant's permit allows at its stack or outlet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from symbiosis.park.fields import ratios, text
from symbiosis.park.frozen import FrozenDict


@dataclass(frozen=True, kw_only=True)
class Permit:
    """The stack that a plant shares with others, and the emissions that are allowed there."""

    stack: str = text("stack or outlet that it shares with other plants of its enterprise", "")
    permitted: Mapping[str, Any] = ratios(
        "emission that its permit allows per activity", "ratio", "carriers", FrozenDict
    )
