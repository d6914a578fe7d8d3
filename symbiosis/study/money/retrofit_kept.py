"""What options are worth, on disk: `retrofit.json` beside the results of a design."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symbiosis.results.files import ResultFileError
from symbiosis.study.money.option_worth import Option, Worth
from symbiosis.study.money.retrofit import Assessed, Retrofit

if TYPE_CHECKING:
    from symbiosis.park.park import Park

RETROFIT = "retrofit.json"


def as_data(found: Retrofit) -> dict[str, Any]:
    """Return every option with its worth as plain data, and the fingerprint of the park it is of."""
    from symbiosis.tables.canonical import digest

    return {
        "park": digest(found.park),
        "emission": found.emission,
        "currency": found.park.settings.currency,
        "options": [asdict(one) for one in found.options],
    }


def save_retrofit(found: Retrofit, folder: Path) -> Path:
    """Write what options are worth into a folder that exists."""
    file = folder / RETROFIT
    text = json.dumps(as_data(found), indent=2, ensure_ascii=False, allow_nan=False)
    file.write_text(text + "\n", encoding="utf-8")
    return file


def load_retrofit(folder: Path, park: Park) -> Retrofit | None:
    """Return what was kept in a folder for a park; None where nothing was.

    Raises ResultFileError for a file that is damaged or of another park.
    """
    from symbiosis.tables.canonical import digest

    file = folder / RETROFIT
    if not file.is_file():
        return None
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        same = data["park"] == digest(park)
        options = tuple(_assessed(entry) for entry in data["options"]) if same else ()
        emission = str(data["emission"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ResultFileError(f"{file}: cannot be read ({error}); delete it, or assess again.") from None
    if not same:
        raise ResultFileError(f"{file}: is of another park; delete it, or assess again.")
    return Retrofit(park, emission, options)


def _assessed(entry: dict[str, Any]) -> Assessed:
    option, planned = (
        Option(**{**entry[word], "replaces": tuple(entry[word]["replaces"])})
        for word in ("option", "planned")
    )
    alone, integrated = (Worth(**entry[word]) for word in ("alone", "integrated"))
    return Assessed(option, planned, alone, integrated, bool(entry["chosen"]))
