"""What the folder of a run tells: findings, their units and sentences, and the park they are of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symbiosis.study.archive import thaw
from symbiosis.study.collect import DATASET, FINDINGS
from symbiosis.study.study import StudyError

if TYPE_CHECKING:
    from xarray import Dataset

    from symbiosis.park.park import Park

Row = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Told:
    """A study that was run: its findings as `rows` and `sentences`; `axes` names what varied, with units."""

    folder: Path
    name: str
    title: str
    kind: str
    currency: str
    per_year: str
    axes: Mapping[str, str]
    units: Mapping[str, str]
    rows: tuple[Row, ...]
    sentences: tuple[str, ...]
    complete: bool
    park: Park

    @property
    def money(self) -> str:
        """The unit of cost."""
        return f"{self.currency}{self.per_year}"

    def dataset(self) -> Dataset:
        """Return everything that was collected, over questions, scenarios and axes."""
        import xarray

        with xarray.open_dataset(self.folder / DATASET, engine="netcdf4") as file:
            return file.load()


def load_told(folder: Path | str) -> Told:
    """Open the folder of a run; raises StudyError when nothing was collected there."""
    path = Path(folder)
    try:
        found = json.loads((path / FINDINGS).read_text(encoding="utf-8"))
        about = found["study"]
        park = thaw(path / about["inputs"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StudyError(
            f"{path} is no folder of a study that was run ({error}); run the study first."
        ) from None
    return Told(
        path,
        about["name"],
        about["title"],
        about["kind"],
        about["currency"],
        about["per_year"],
        about["axes"],
        found["units"],
        tuple(found["findings"]),
        tuple(found["sentences"]),
        bool(about["complete"]),
        park,
    )
