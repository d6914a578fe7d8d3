"""What the folder of a run tells: findings, their units and sentences, and the park they are of."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symbiosis.study.running.archive import thaw
from symbiosis.study.running.collect import CASES, DATASET, FIGURES, FINDINGS
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
    asked: Mapping[str, Any] = field(default_factory=dict)  # see symbiosis.study.running.statement
    versions: Mapping[str, str] = field(default_factory=dict)
    inputs: str = ""  # the file of the frozen park
    title_zh: str = ""

    @property
    def money(self) -> str:
        """The unit of cost."""
        return f"{self.currency}{self.per_year}"

    def dataset(self) -> Dataset:
        """Return everything that was collected, over questions, scenarios and axes."""
        import xarray

        with xarray.open_dataset(self.folder / DATASET, engine="netcdf4") as file:
            return file.load()

    def cases(self) -> list[Row]:
        """Return every case as a row: coordinates, `status`, `cost`, `gap`, `checks`, `seconds`, `message`.

        What is not known is an empty text. Raises StudyError when the table is damaged.
        """
        return self._rows(CASES)

    def figures(self) -> list[Row]:
        """Return every collected number as a row: coordinates, `figure`, `item`, `value`, `unit`."""
        return self._rows(FIGURES)

    def _rows(self, name: str) -> list[Row]:
        try:
            with (self.folder / name).open(encoding="utf-8-sig", newline="") as file:
                lines = csv.reader(file)
                heads = [head.partition(" [")[0] for head in next(lines)]
                return [dict(zip(heads, line, strict=True)) for line in lines]
        except (OSError, StopIteration, ValueError, csv.Error) as error:
            raise StudyError(f"{self.folder / name} cannot be read ({error}); run the study again.") from None


def load_told(folder: Path | str) -> Told:
    """Open the folder of a run; raises StudyError when nothing was collected there."""
    path = Path(folder)
    try:
        found = json.loads((path / FINDINGS).read_text(encoding="utf-8"))
        about = found["study"]
        asked, told_versions = found["asked"], found["versions"]
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
        asked,
        told_versions,
        about["inputs"],
        about.get("title_zh", ""),
    )
