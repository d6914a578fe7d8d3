"""How a study file asks for shares of a saving.

by: districts            who shares: enterprises when absent
least: 50 %              of an equal part, for everybody
orders: 200, seed: 1     orders of joining are drawn instead of solving every coalition
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symbiosis.park.problems import did_you_mean
from symbiosis.study.sharing.game import MOST_PLAYERS
from symbiosis.study.sharing.groups import Groups
from symbiosis.study.sharing.sampled import PAIR
from symbiosis.tables.evidence import as_scalar
from symbiosis.tables.quantities import number_with_unit
from symbiosis.tables.reading import as_text, as_whole
from symbiosis.tables.source import Block, TextError

if TYPE_CHECKING:
    from symbiosis.park.park import Park

ENTERPRISES, DISTRICTS = "enterprises", "districts"
EXAMPLES = {"orders": 200, "seed": 1}
MOST_ORDERS, MOST_SEED = 10_000, 999_999_999


def read_sharing(block: Block, park: Park, scenarios: int) -> dict[str, Any]:
    """Return who shares and how; `park` is that of the first scenario.

    Raises TextError for what makes no sense, or cannot be asked of this park.
    """
    entries = block.entries
    if scenarios > 1:
        place = entries["scenarios"].place
        raise TextError("one plan's saving is shared.", "Name one scenario; write a study for each.", place)
    by = as_text(entries["by"]) if "by" in entries else ENTERPRISES
    if by not in (ENTERPRISES, DISTRICTS):
        remedy = did_you_mean(by, (ENTERPRISES, DISTRICTS)) or f"Write {ENTERPRISES} or {DISTRICTS}."
        raise TextError(f'"{by}" share nothing.', remedy, entries["by"].place)
    if by == DISTRICTS and not park.districts:
        raise TextError(
            "the park has no section `districts`.", f"Write by: {ENTERPRISES}.", entries["by"].place
        )
    orders, seed, least = 0, 0, 0.0
    if "orders" in entries:
        orders = _whole(block, "orders", PAIR + 1, MOST_ORDERS)
    if "seed" in entries:
        seed = _whole(block, "seed", 0, MOST_SEED)
    if "least" in entries:
        least = number_with_unit(as_scalar(entries["least"]).text, "1")
        if not 0.0 <= least <= 1.0:
            raise TextError(
                "the least share is between 0 and 100 % of an equal part.",
                "Write least: 50 %.",
                entries["least"].place,
            )
    if orders and least:
        raise TextError(
            "drawn orders give Shapley values alone, without a least share.",
            "Leave out orders or least.",
            entries["least"].place,
        )
    players = len(Groups(park, by == DISTRICTS).players)
    if players < 2:
        place = entries["by"].place if "by" in entries else block.place
        raise TextError("there is nobody to share with.", "", place)
    if not orders and players > MOST_PLAYERS:
        raise TextError(
            f"{players} players are too many to solve every coalition; the most is {MOST_PLAYERS}.",
            "Add orders: 200 to draw orders of joining, or by: districts.",
            block.place,
        )
    return {"by": by, "least": least, "orders": orders, "seed": seed}


def _whole(block: Block, key: str, least: int, most: int) -> int:
    node = block.entries[key]
    try:
        return as_whole(node, least, most, f"{key}: {EXAMPLES[key]}")
    except TextError as fault:
        raise TextError(f"{key}: {fault.message}", fault.remedy, node.place) from None
