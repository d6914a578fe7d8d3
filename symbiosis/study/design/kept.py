"""A ladder on disk: one result file per design, and beside them how its exchanges were settled.

`deals.json` holds what only other solves could tell again (floors, ceilings, payments); every cost is
read from the result files, so a ladder that is opened adds up by itself.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symbiosis.questions import LADDER
from symbiosis.results.files import ResultFileError
from symbiosis.study.design.accounts import Accounts, Deal, accounts_of, settle
from symbiosis.study.design.ladder import Ladder, Rung, as_rung
from symbiosis.study.design.order import remarks, tightened

if TYPE_CHECKING:
    from symbiosis.results.results import Results

DEALS = "deals.json"


def save_ladder(ladder: Ladder, folder: Path) -> None:
    """Write every design's result and the settlement into a folder that exists."""
    from symbiosis.results.store import save_results

    said: dict[str, Any] = {}
    for rung in ladder.rungs:
        if rung.results is not None:
            save_results(rung.results, folder / f"{rung.name}.nc")
        deals = None if rung.accounts is None else [asdict(deal) for deal in rung.accounts.deals]
        cost = None if rung.results is None else rung.results.outcome.objective
        said[rung.name] = {"problem": rung.problem, "cost": cost, "deals": deals}
    text = json.dumps({"format": 1, "designs": said}, ensure_ascii=False, indent=1)
    (folder / DEALS).write_text(text + "\n", encoding="utf-8")


def load_ladder(path: Path | str) -> Ladder:
    """Open the folder of a design, or one result file as a ladder of one rung.

    Every plan is verified anew. Raises ResultFileError for a folder without results or with a damaged
    one, and for a settlement, a retrofit table or losses that do not fit them.
    """
    from symbiosis.results.store import load_results
    from symbiosis.study.losses.kept import load_losses
    from symbiosis.study.money.retrofit_kept import load_retrofit

    path = Path(path)
    if not path.is_dir():
        results = load_results(path)
        rung = as_rung(results.question, results)
        if results.data is not None:
            rung = replace(rung, accounts=settle(results))
        return Ladder(results.park, results.horizon, (rung,), ())
    said = _said(path)
    rungs: dict[str, Rung] = {}
    for name in LADDER:
        file = path / f"{name}.nc"
        problem = str(said.get(name, {}).get("problem", "")) or "there is no result file of it"
        rungs[name] = (
            as_rung(name, load_results(file)) if file.is_file() else Rung(name, None, None, None, problem)
        )
    found = {name: rung.results for name, rung in rungs.items() if rung.results is not None}
    if not found:
        raise ResultFileError(
            f"{path} holds no results of a design. Give the folder that `symbiosis design` wrote."
        )
    whole = found.get("integrated_park") or next(iter(found.values()))
    for name, results in found.items():
        if results.park.settings.name != whole.park.settings.name or not _same_hours(results, whole):
            raise ResultFileError(f"{path / name}.nc is of another park or of other hours than the rest.")
        if name in said and said[name].get("cost") != results.outcome.objective:
            raise ResultFileError(
                f"{path / DEALS}: was not written with {name}.nc. Run the design again, or delete {DEALS}."
            )
    rungs = tightened(rungs)
    for name, rung in rungs.items():
        if rung.results is not None and rung.results.data is not None:
            alone = None if name in ("as_is", "stand_alone") else found.get("stand_alone")
            accounts = _settled(path, rung.results, alone, said.get(name, {}).get("deals"))
            rungs[name] = replace(rung, accounts=accounts)
    worth, lost = load_retrofit(path, whole.park), load_losses(path, rungs)
    return Ladder(whole.park, whole.horizon, tuple(rungs.values()), tuple(remarks(rungs)), worth, lost)


def _same_hours(one: Results, other: Results) -> bool:
    a, b = one.horizon, other.horizon
    return len(a) == len(b) and bool((a.start == b.start).all() and (a.represents == b.represents).all())


def _said(folder: Path) -> dict[str, Any]:
    file = folder / DEALS
    if not file.is_file():
        return {}
    try:
        designs = json.loads(file.read_text(encoding="utf-8"))["designs"]
        return {str(name): dict(entry) for name, entry in designs.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ResultFileError(f"{file}: cannot be read ({error}); delete it to settle anew.") from None


def _settled(folder: Path, results: Results, alone: Results | None, given: Any) -> Accounts:
    """Return the settlement as it was kept; without one it is worked out anew."""
    if given is None:
        return settle(results, alone)
    known = {field.name for field in fields(Deal)}
    try:
        deals = [Deal(**{k: v for k, v in entry.items() if k in known}) for entry in given]
        strangers = {n for d in deals for n in (d.giver, d.taker)} - set(results.park.enterprises)
        if strangers:
            raise ValueError(f"{', '.join(sorted(strangers))} is not in this park")
        return accounts_of(results, alone, deals)
    except (TypeError, ValueError, AttributeError) as error:
        sentence = f"{folder / DEALS}: does not fit {results.question} ({error}); delete it to settle anew."
        raise ResultFileError(sentence) from None
