"""The desk of the page: parks that were brought, designs that were made, in one folder."""

from __future__ import annotations

import csv
import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from symbiosis.park.labels import label_fault
from symbiosis.web.jobs import Choice, Job

UPLOAD_MAX = 50 * 1024 * 1024  # bytes of a workbook that is brought
RESULT = "deals.json"  # stands in every folder of a design


class DeskError(ValueError):
    """Something that was brought or asked for cannot be taken, in one sentence."""


@dataclass(frozen=True)
class Made:
    """A design on the desk: its folder, and the rows of its summary by column."""

    name: str
    folder: Path
    rows: tuple[dict[str, str], ...]


class Desk:
    """Parks and designs in `folder` (made if need be); one job runs at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.parks, self.designs = self.folder / "parks", self.folder / "designs"
        for place in (self.parks, self.designs):
            place.mkdir(parents=True, exist_ok=True)
        self.job: Job | None = None

    def known_parks(self) -> list[Path]:
        """Return the parks on the desk, the newest first."""
        found = [p for p in self.parks.iterdir() if p.suffix == ".xlsx" or (p / "park.yaml").is_file()]
        return sorted(found, key=lambda p: p.stat().st_mtime, reverse=True)

    def bring(self, name: str, content: BinaryIO) -> Path:
        """Put a workbook on the desk; raises DeskError for what is no workbook or too large."""
        stem = Path(name.replace("\\", "/")).name.removesuffix(".xlsx")
        fault = label_fault(stem)
        if not name.endswith(".xlsx") or fault is not None:
            raise DeskError(f'"{name}": bring a workbook .xlsx whose name has letters, digits, _ and - only.')
        data = content.read(UPLOAD_MAX + 1)
        if len(data) > UPLOAD_MAX:
            raise DeskError(f'"{name}" is larger than {UPLOAD_MAX // 2**20} MB.')
        target = self.parks / f"{stem}.xlsx"
        part = target.with_suffix(".part")
        part.write_bytes(data)
        if not zipfile.is_zipfile(part):
            part.unlink()
            raise DeskError(f'"{name}" is not a workbook of Excel.')
        part.replace(target)
        return target

    def open(self, typed: str) -> Path:
        """Return a park by the path that was typed; raises DeskError where none is."""
        path = Path(typed.strip()).expanduser()
        if not typed.strip() or not (
            (path / "park.yaml").is_file() or (path.is_file() and path.suffix in (".yaml", ".xlsx"))
        ):
            raise DeskError(f'"{typed}": there is no park.yaml and no workbook.')
        return path.resolve()

    def start(self, park: Path, choice: Choice) -> Job:
        """Start the design of a park; raises DeskError while another one runs."""
        if self.job is not None and self.job.running:
            raise DeskError("a design is running; stop it first.")
        stem = re.sub(r"\W+", "_", park.stem if park.is_file() else park.name) or "park"
        name = f"{stem}-{datetime.now():%Y%m%d-%H%M%S}"
        folder = self.designs / name
        arguments = ["design", str(park), "--out", str(folder), *choice.arguments()]
        self.job = Job(folder, arguments, choice.lang)
        self.job.start()
        return self.job

    def made(self) -> list[Made]:
        """Return the finished designs, the newest first."""
        folders = [p for p in self.designs.iterdir() if (p / RESULT).is_file()]
        folders.sort(key=lambda p: p.stat().st_mtime, reverse=True)
        return [Made(p.name, p, tuple(_rows(p / "summary.csv"))) for p in folders]

    def find(self, name: str) -> Path:
        """Return a design's folder by its name; raises DeskError for any other."""
        folder = next((made.folder for made in self.made() if made.name == name), None)
        if folder is None:
            raise DeskError(f'there is no design "{name}".')
        return folder


def _rows(file: Path) -> list[dict[str, str]]:
    if not file.is_file():
        return []
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
