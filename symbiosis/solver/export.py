"""A program as MPS or LP, with names that can be read, for other solvers and for the curious."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from symbiosis.solver.arrays import Arrays
from symbiosis.solver.gate import admit
from symbiosis.solver.highs import SolverError

FORMATS = (".lp", ".mps")
LONGEST = 200  # characters of a name; readers of LP files refuse much longer ones
REFUSED = re.compile(r"[^A-Za-z0-9!\"#$%&(),.;?@_'`{}~]")
PLAIN = {"[": "(", "]": ")", ":": "~", "-": "_", " ": ""}


def spelled(label: str) -> str:
    """Return a label in characters that LP and MPS allow; others become their number.

    >>> spelled("exchange[pipe:steam, 17]")
    'exchange(pipe~steam,17)'
    >>> spelled("activity[造纸.boiler, 3]")
    'activity(u9020u7eb8.boiler,3)'
    """
    plain = "".join(PLAIN.get(letter, letter) for letter in label)
    name = REFUSED.sub(lambda found: f"u{ord(found[0]):04x}", plain)
    return name if len(name) <= LONGEST else name[:LONGEST]


def names(count: int, label: Callable[[int], str]) -> list[str]:
    """Return a name for each row or column; what is spelled alike is told apart by its number."""
    seen: dict[str, int] = {}
    out = []
    for place in range(count):
        name = spelled(label(place))
        if name in seen:
            name = f"{name}~{place}"
        seen[name] = place
        out.append(name)
    return out


def export(program: Arrays, path: Path | str) -> Path:
    """Write a program as `.lp` or `.mps`, in the park's own money and units.

    Raises ValueError for another ending, ProgramError for a program that does not pass the gate, SolverError
    when HiGHS cannot write the file.
    """
    import highspy

    path = Path(path)
    if not path.name.endswith(FORMATS):
        raise ValueError(f"{path.name}: give it one of the endings {', '.join(FORMATS)}.")
    problem = admit(program, float("inf")).problem
    highs: Any = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = problem.columns, problem.rows
    lp.col_cost_, lp.offset_ = problem.cost, problem.offset
    lp.col_lower_, lp.col_upper_ = problem.column_lower, problem.column_upper
    lp.row_lower_, lp.row_upper_ = problem.row_lower, problem.row_upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = (
        problem.start,
        problem.index,
        problem.value,
    )
    if problem.has_integers:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[int(whole)] for whole in problem.integer]
    lp.col_names_ = names(problem.columns, program.column_label)
    lp.row_names_ = names(problem.rows, program.row_label)
    path.parent.mkdir(parents=True, exist_ok=True)
    ok = highspy.HighsStatus.kOk
    if highs.passModel(lp) != ok:
        raise SolverError("HiGHS did not take the program that was to be written.")
    if highs.writeModel(str(path)) == highspy.HighsStatus.kError:
        raise SolverError(f"HiGHS could not write {path}.")
    return path


def read_model(path: Path | str) -> tuple[Any, tuple[list[str], list[str]]]:
    """Read an `.lp` or `.mps` file through HiGHS: the program's arrays, and names of its rows and columns.

    Raises SolverError when HiGHS cannot read it.
    """
    import highspy

    from symbiosis.solver.arrays import Problem

    highs: Any = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    if highs.readModel(str(path)) == highspy.HighsStatus.kError:
        raise SolverError(f"HiGHS could not read {path}.")
    highs.ensureRowwise()
    lp = highs.getLp()
    whole = highspy.HighsVarType.kInteger
    kinds = [kind == whole for kind in lp.integrality_] or [False] * lp.num_col_
    problem = Problem(
        start=np.asarray(lp.a_matrix_.start_, dtype=np.int32),
        index=np.asarray(lp.a_matrix_.index_, dtype=np.int32),
        value=np.asarray(lp.a_matrix_.value_, dtype=np.float64),
        row_lower=np.asarray(lp.row_lower_, dtype=np.float64),
        row_upper=np.asarray(lp.row_upper_, dtype=np.float64),
        column_lower=np.asarray(lp.col_lower_, dtype=np.float64),
        column_upper=np.asarray(lp.col_upper_, dtype=np.float64),
        cost=np.asarray(lp.col_cost_, dtype=np.float64),
        offset=float(lp.offset_),
        integer=np.array(kinds, dtype=bool),
    )
    return problem, (list(lp.row_names_), list(lp.col_names_))
