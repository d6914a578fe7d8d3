"""Losses as a study file names them.

losses:
  main_in_january: {network: steam_main, hours: 72 h, months: [1], frequency: 0.05 1/a}
  works_gone: {enterprise: works}                       for good
limits: {town.heat: 20 %, "*.power": 0 %}               a need's own limit, beyond the curve's
prices: {town.heat: 2000 CNY/MWh}                       what falling short costs, where a loss has a frequency
"""

from __future__ import annotations

from typing import Any

from symbiosis.park.problems import did_you_mean
from symbiosis.study.losses.contingency import Loss
from symbiosis.study.losses.lost import KINDS
from symbiosis.tables.evidence import as_scalar
from symbiosis.tables.quantities import number_with_unit
from symbiosis.tables.reading import as_block, as_names, as_text
from symbiosis.tables.source import Block, Listing, Node, Scalar, TextError

EXAMPLE = "Write losses: {main_out: {network: steam_main, hours: 72 h, months: [1]}}."
WORDS = (*KINDS, "hours", "months", "frequency")
STEPS = 5


def read_losses(block: Block) -> dict[str, Any]:
    """Return losses, limits and prices of a study; raises TextError for the first that cannot be taken."""
    node = block.entries.get("losses")
    if node is None:
        raise TextError("a study of resilience needs losses.", EXAMPLE, block.place)
    given = as_block(node, EXAMPLE)
    losses: list[Loss] = []
    places: dict[str, str] = {}
    for name, entry in given.entries.items():
        for loss in _losses(name, as_block(entry, EXAMPLE), given.keys[name]):
            losses.append(loss)
            places[loss.name] = given.keys[name]
    if not losses:
        raise TextError("there are no losses.", EXAMPLE, node.place)
    return {
        "losses": tuple(losses),
        "places": places,
        "limits": _limits(block.entries.get("limits")),
        "prices": _prices(block.entries.get("prices")),
        "steps": _steps(block.entries.get("steps")),
    }


def _losses(name: str, block: Block, place: str) -> list[Loss]:
    """Return a loss once for every month it is looked at in."""
    for key in block.entries:
        if key not in WORDS:
            raise TextError(f'"{key}" is not known here.', did_you_mean(key, WORDS), block.keys[key])
    things = [(kind, label) for kind in KINDS for label in _names(block.entries.get(kind))]
    if not things:
        raise TextError(f"{name} loses nothing.", EXAMPLE, place)
    hours = _number(block, "hours", "h")
    if hours is not None and hours <= 0.0:
        raise TextError("hours are more than 0.", "Write hours: 72 h.", block.entries["hours"].place)
    frequency = _number(block, "frequency", "1/a")
    if frequency is not None and frequency < 0.0:
        raise TextError("a frequency is not below 0.", "Write 0.05 1/a.", block.entries["frequency"].place)
    months = _months(block, hours)
    named = [f"{name} in month {month}" if len(months) > 1 else name for month in months]
    each = None if frequency is None else frequency / len(months)
    return [Loss(one, tuple(things), hours, month, each) for one, month in zip(named, months, strict=True)]


def _names(node: Node | None) -> list[str]:
    if node is None:
        return []
    return [as_text(node)] if isinstance(node, Scalar) else list(as_names(node))


def _number(block: Block, key: str, unit: str) -> float | None:
    if key not in block.entries:
        return None
    return number_with_unit(as_scalar(block.entries[key]).text, unit)


def _months(block: Block, hours: float | None) -> list[int]:
    node = block.entries.get("months")
    if node is None:
        return [0]
    if hours is None:
        raise TextError(
            "months need hours.", "Add hours: 72 h; a loss without hours is for good.", node.place
        )
    items = node.items if isinstance(node, Listing) else [node]
    found = [as_text(item) for item in items]
    good = [word for word in found if word.isascii() and word.isdigit() and 1 <= int(word) <= 12]
    if not found or good != found or len(set(found)) < len(found):
        raise TextError("months are numbers from 1 to 12, each once.", "Write months: [1, 7].", node.place)
    return [int(word) for word in found]


def _limits(node: Node | None) -> dict[str, float]:
    if node is None:
        return {}
    block, found = as_block(node, "{town.heat: 20 %}"), {}
    for pattern, entry in block.entries.items():
        share = number_with_unit(as_scalar(entry).text, "1")
        if not 0.0 <= share <= 1.0:
            raise TextError("a limit is a share of the need.", "Write 0 % to 100 %.", entry.place)
        found[pattern] = share
    return found


def _prices(node: Node | None) -> dict[str, tuple[str, str]]:
    """Return the text of every price and its place; the carrier says in which unit it is read."""
    if node is None:
        return {}
    block = as_block(node, "{town.heat: 2000 CNY/MWh}")
    return {pattern: (as_scalar(entry).text, entry.place) for pattern, entry in block.entries.items()}


def _steps(node: Node | None) -> int:
    if node is None:
        return STEPS
    number = number_with_unit(as_scalar(node).text, "1")
    if number != int(number) or not 1 <= number <= 100:
        raise TextError("steps is a whole number from 1 to 100.", "Write steps: 5.", node.place)
    return int(number)
