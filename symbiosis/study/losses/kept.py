"""What losses do to a design, on disk: `losses.json` beside its results."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symbiosis.results.files import ResultFileError
from symbiosis.study.losses.resilience import Outage, Shortfall

if TYPE_CHECKING:
    from symbiosis.study.design.ladder import Rung

LOSSES = "losses.json"


@dataclass(frozen=True)
class Losses:
    """Every outage of one design of a ladder, worst first; `cost` tells which plan they are of."""

    design: str
    cost: float
    outages: tuple[Outage, ...]


def save_losses(found: Losses, folder: Path) -> Path:
    """Write what losses do into a folder that exists."""
    file = folder / LOSSES
    text = json.dumps(asdict(found), indent=2, ensure_ascii=False, allow_nan=False)
    file.write_text(text + "\n", encoding="utf-8")
    return file


def load_losses(folder: Path, rungs: Mapping[str, Rung]) -> Losses | None:
    """Return what was kept in the folder of a design; None where nothing was.

    Raises ResultFileError for a file that is damaged or of another plan.
    """
    file = folder / LOSSES
    if not file.is_file():
        return None
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        found = Losses(str(data["design"]), float(data["cost"]), tuple(map(_outage, data["outages"])))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ResultFileError(f"{file}: cannot be read ({error}); delete it, or use --losses.") from None
    rung = rungs.get(found.design)
    results = None if rung is None else rung.results
    strangers = set() if results is None else _named(found) - set(results.park.enterprises)
    if results is None or results.outcome.objective != found.cost or strangers:
        raise ResultFileError(f"{file}: is of another plan; delete it, or use --losses.")
    return found


def _named(found: Losses) -> set[str]:
    payers = {n for outage in found.outages for n in outage.extra_by_owner}
    return payers | {s.enterprise for outage in found.outages for s in outage.shortfalls}


def _outage(entry: Mapping[str, Any]) -> Outage:
    return Outage(
        str(entry["kind"]),
        str(entry["lost"]),
        float(entry["extra_cost"]),
        {str(n): float(cost) for n, cost in entry["extra_by_owner"].items()},
        tuple(Shortfall(**given) for given in entry["shortfalls"]),
        tuple(map(str, entry["impossible"])),
    )
