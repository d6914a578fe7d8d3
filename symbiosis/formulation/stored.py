"""A program in a file: all arrays, compressed, with the names of rows and columns and their time.

The file is a zip of plain arrays (`.npz`) and one text; nothing in it is ever executed when it is read.
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from symbiosis.formulation.axes import Family, Layout, Members
from symbiosis.horizon.horizon import Group, Horizon
from symbiosis.park.profile import Calendar

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from symbiosis.formulation.program import Program

Floats = NDArray[np.float64]
FORMAT = 1
NUMBERS = ("row_lower", "row_upper", "column_lower", "column_upper", "cost", "integer")
STEPWISE = ("start", "hours", "represents", "cost_weight", "previous", "period", "first", "last")
OF_GROUP = ("step", "member", "hours", "stands_for")


class ProgramFileError(ValueError):
    """A file that is not a program of this package; the message names it."""


@dataclass(frozen=True, eq=False)
class Block:
    """A named block of rows or columns: the labels of its items, and where the first stands in its family."""

    name: str
    index: tuple[tuple[str, ...], ...]
    start: int


@dataclass(frozen=True, eq=False)
class StoredProgram:
    """A program read from a file: what a `Program` has, except the hour it was made from.

    It can be solved, checked and written as MPS or LP, but not repeated over another horizon.
    """

    matrix: csr_array
    row_lower: Floats
    row_upper: Floats
    column_lower: Floats
    column_upper: Floats
    cost: Floats
    offset: float
    integer: NDArray[np.bool_]
    columns: Layout
    rows: Layout
    horizon: Horizon

    @property
    def shape(self) -> tuple[int, int]:
        """Number of rows and columns."""
        return int(self.row_lower.size), int(self.column_lower.size)

    def column_label(self, j: int) -> str:
        """Return a column's name in the park's words."""
        return self.columns.label(j)

    def row_label(self, i: int) -> str:
        """Return a row's name in the park's words."""
        return self.rows.label(i)


def save_program(program: Program | StoredProgram, path: Path | str) -> Path:
    """Write a program to one compressed file; the old file stays until the new one is whole."""
    path = Path(path)
    matrix, horizon = program.matrix, program.horizon
    arrays: dict[str, Any] = {name: getattr(program, name) for name in NUMBERS}
    arrays |= {"start": matrix.indptr, "index": matrix.indices, "value": matrix.data}
    arrays |= {f"horizon_{name}": getattr(horizon, name) for name in STEPWISE}
    arrays["horizon_start"] = horizon.start.astype("datetime64[m]").astype(np.int64)
    for kind, group in horizon.groups.items():
        arrays |= {f"group_{kind}_{name}": getattr(group, name) for name in OF_GROUP}
    calendar = horizon.calendar
    text = {
        "format": FORMAT,
        "offset": program.offset,
        "columns": _layout_out(program.columns, "columns", arrays),
        "rows": _layout_out(program.rows, "rows", arrays),
        "calendar": [
            str(calendar.start),
            calendar.steps,
            calendar.hours,
            calendar.time_zone,
            calendar.annual,
        ],
        "horizon": [horizon.years, horizon.cyclic, horizon.title],
        "groups": {kind: group.names for kind, group in horizon.groups.items()},
    }
    arrays["text"] = np.frombuffer(json.dumps(text, ensure_ascii=False).encode("utf-8"), dtype=np.uint8)
    half = path.with_name(f".{path.name}.half")
    try:
        with half.open("wb") as file:
            np.savez_compressed(file, **arrays)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
    return path


def load_program(path: Path | str) -> StoredProgram:
    """Read what `save_program` wrote.

    Raises ProgramFileError when the file is something else, OSError when it is not there.
    """
    from scipy.sparse import csr_array

    path = Path(path)
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        text = json.loads(arrays["text"].tobytes().decode("utf-8"))
        if text["format"] > FORMAT:
            raise ProgramFileError(f"{path.name}: has format {text['format']}; update symbiosis to read it.")
        numbers: dict[str, Any] = {name: arrays[name] for name in NUMBERS}
        shape = (numbers["row_lower"].size, numbers["column_lower"].size)
        return StoredProgram(
            matrix=csr_array((arrays["value"], arrays["index"], arrays["start"]), shape=shape),
            **numbers,
            offset=float(text["offset"]),
            columns=_layout_in(text["columns"], "columns", arrays),
            rows=_layout_in(text["rows"], "rows", arrays),
            horizon=_horizon_in(text, arrays),
        )
    except (ValueError, KeyError, TypeError, IndexError, zipfile.BadZipFile, EOFError) as error:
        if isinstance(error, ProgramFileError):
            raise
        raise ProgramFileError(f"{path.name}: is not a program written by this package ({error}).") from None


def _layout_out(layout: Layout, side: str, arrays: dict[str, Any]) -> list[Any]:
    out = []
    for number, family in enumerate(layout.families):
        members = family.members
        for name in ("step", "member"):
            if (values := getattr(members, name)) is not None:
                arrays[f"{side}_{number}_{name}"] = values
        blocks = [[block.name, block.start, block.index] for block in family.blocks]
        out.append([family.axis, family.start, family.width, members.count, members.names, blocks])
    return out


def _layout_in(text: list[Any], side: str, arrays: dict[str, Any]) -> Layout:
    families = []
    for number, (axis, start, width, count, names, blocks) in enumerate(text):
        step, member = arrays.get(f"{side}_{number}_step"), arrays.get(f"{side}_{number}_member")
        named = tuple(Block(name, tuple(map(tuple, index)), first) for name, first, index in blocks)
        families.append(Family(axis, start, width, Members(count, step, member, tuple(names)), named))
    return Layout(tuple(families))


def _horizon_in(text: dict[str, Any], arrays: dict[str, Any]) -> Horizon:
    first, steps, hours, zone, annual = text["calendar"]
    years, cyclic, title = text["horizon"]
    of_steps = {name: arrays[f"horizon_{name}"] for name in STEPWISE}
    of_steps["start"] = of_steps["start"].astype("datetime64[m]")
    groups = {
        kind: Group(tuple(names), *(arrays[f"group_{kind}_{name}"] for name in OF_GROUP))
        for kind, names in text["groups"].items()
    }
    return Horizon(
        calendar=Calendar(np.datetime64(first), steps, hours, zone, annual),
        years=years,
        cyclic=cyclic,
        title=title,
        groups=groups,
        **of_steps,
    )
