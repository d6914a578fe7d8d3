"""Which problems are compared with which tool, what they are known to cost, and the park each becomes."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from symbiosis.park.park import Park
from symbiosis.tables import read_park

HERE = Path(__file__).parent
Series = Mapping[str, Sequence[float]]


@dataclass(frozen=True)
class Case:
    """A problem: its folder here, the tool that ships it, its packages, and the cost known beforehand.

    `integer` problems are compared within `GAP`, others within `EXACT`. `known` is the cost that the
    shipped version of the problem is known for.
    """

    name: str
    title: str
    peer: str
    packages: tuple[str, ...]
    known: float
    integer: bool = False

    @property
    def folder(self) -> Path:
        """Where its park and its peer's script are."""
        return HERE / self.name

    @property
    def allowed(self) -> float:
        """Largest relative difference between the tool's cost and the park's."""
        return GAP if self.integer else EXACT


EXACT = 1e-6
GAP = 1e-4  # as our search is told; the peers search to 0

CASES = (
    Case(
        "emission_constraint",
        "oemof.solph: emission_constraint",
        "oemof",
        ("oemof.solph", "pyomo"),
        3379.3103448275863,
    ),
    Case("urban_scale", "Calliope: urban_scale", "calliope", ("calliope", "pyomo", "pulp"), 842.3529094),
    Case("simple", "flixopt: simple", "flixopt", ("flixopt", "linopy", "highspy"), 731.5427566),
    Case(
        "on_off", "flixopt: simple of its tests, on/off", "flixopt", ("flixopt", "linopy", "highspy"),
        81.88394666666667, integer=True,
    ),
)  # fmt: skip


def case(name: str) -> Case:
    """Return a case by name."""
    return next(c for c in CASES if c.name == name)


def park_of(case: Case, series: Series, folder: Path) -> Park:
    """Return the park of a case; a copy with the profiles that come with its tool is kept in `folder`."""
    if not series:
        return read_park(case.folder)
    (folder / "profiles").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(case.folder / "park.yaml", folder / "park.yaml")
    columns = urban(series)
    with (folder / "profiles" / "hours.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["time", *columns])
        for hour, row in enumerate(zip(*columns.values(), strict=True)):
            writer.writerow([f"2005-07-{1 + hour // 24:02d}T{hour % 24:02d}:00", *map(repr, row)])
    return read_park(folder)


def urban(series: Series) -> dict[str, list[float]]:
    """Return Calliope's series as columns: 7 m2 of panels per kW, 85 % of their power after the inverter."""
    columns = {
        f"{name} [kW]": list(values) for name, values in series.items() if name.startswith(("power", "heat"))
    }
    columns["sun [1]"] = [0.85 * 7.0 * value for value in series["sun"]]
    columns["export_price [GBP/kWh]"] = list(series["export_price"])
    return columns
