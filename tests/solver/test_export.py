"""A program written as LP or MPS is read back by HiGHS as the same program, under the park's words."""

from __future__ import annotations

import json
from dataclasses import fields

import numpy as np
import pytest
from typer.testing import CliRunner

from symbiosis.cli import app
from symbiosis.solver import Options, solve
from symbiosis.solver.arrays import Labelled
from symbiosis.solver.export import export, names, read_model, spelled
from symbiosis.solver.gate import admit
from tests.solver.certified.parks import PROGRAMS


@pytest.mark.parametrize("ending", [".lp", ".mps"])
@pytest.mark.parametrize("name", ["fixed costs", "everything, chained", "cap and peak"])
def test_what_is_read_back_is_what_was_written(tmp_path, name, ending):
    program = PROGRAMS[name]()
    problem = admit(program).problem
    again, (rows, columns) = read_model(export(program, tmp_path / f"园 区{ending}"))
    # A reader may put columns in another order; the names say which is which.
    column = [columns.index(n) for n in names(problem.columns, program.column_label)]
    row = [rows.index(n) for n in names(problem.rows, program.row_label)]
    assert again.matrix.toarray()[np.ix_(row, column)] == pytest.approx(problem.matrix.toarray(), rel=1e-12)
    sides = (("row_lower", row), ("row_upper", row), ("column_lower", column), ("column_upper", column))
    for part, order in (*sides, ("cost", column)):
        assert getattr(again, part)[order] == pytest.approx(getattr(problem, part), rel=1e-12)
    assert (again.integer[column] == problem.integer).all()
    parts = {part.name: getattr(again, part.name) for part in fields(again)}
    named = Labelled(**parts, row_label=rows.__getitem__, column_label=columns.__getitem__)
    options = Options(gap=0.0)
    assert solve(named, options).objective == pytest.approx(solve(program, options).objective, rel=1e-9)


def test_names_are_spelled_in_letters_that_readers_take():
    assert spelled("balance[mill, steam, 17]") == "balance(mill,steam,17)"
    assert spelled("flow[a-b:c]") == "flow(a_b~c)"


def test_names_stay_different():
    labels = ["x[a-b]", "x[a_b]", "y"]
    assert names(3, labels.__getitem__) == ["x(a_b)", "x(a_b)~1", "y"]


def test_other_endings_are_refused(tmp_path):
    with pytest.raises(ValueError, match=r"\.lp, \.mps"):
        export(PROGRAMS["cap and peak"](), tmp_path / "park.txt")


def test_the_command(tmp_path):
    out = tmp_path / "firms.lp"
    park = "scenarios/three_firms"
    done = CliRunner().invoke(app, ["export", "integrated_park", park, str(out), "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    problem, _ = read_model(out)
    assert (problem.rows, problem.columns) == (told["rows"], told["columns"])
    wrong = CliRunner().invoke(app, ["export", "integrated_park", park, str(tmp_path / "firms.txt")])
    assert wrong.exit_code == 2
