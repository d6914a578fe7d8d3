"""A program that was written and read is the same program."""

from __future__ import annotations

import io
import pickle
import zipfile

import numpy as np
import pytest

from benchmarks.scale_worker import program_of
from symbiosis.formulation.stored import NUMBERS, ProgramFileError, load_program, save_program
from symbiosis.solver import Options, solve
from tests.solver.certified.parks import PROGRAMS


@pytest.mark.parametrize("name", ["seasonal store", "everything, chained", "periods", "fixed costs"])
def test_everything_comes_back(tmp_path, name):
    program = PROGRAMS[name]()
    path = save_program(program, tmp_path / "名 字.npz")
    again = load_program(path)
    for part in NUMBERS:
        assert np.array_equal(getattr(again, part), getattr(program, part))
    assert (abs(again.matrix - program.matrix)).nnz == 0
    assert again.offset == program.offset
    rows, columns = program.shape
    assert again.shape == (rows, columns)
    assert [again.row_label(i) for i in range(rows)] == [program.row_label(i) for i in range(rows)]
    assert [again.column_label(j) for j in range(columns)] == [
        program.column_label(j) for j in range(columns)
    ]
    assert np.array_equal(again.horizon.previous, program.horizon.previous)
    assert again.horizon.calendar == program.horizon.calendar
    assert set(again.horizon.groups) == set(program.horizon.groups)


def test_it_is_solved_like_the_one_it_came_from(tmp_path):
    program = PROGRAMS["seasonal store"]()
    again = load_program(save_program(program, tmp_path / "p.npz"))
    options = Options(method="certified", gap=1e-3)
    assert solve(again, options).objective == solve(program, options).objective


def test_it_is_compressed(tmp_path):
    """A month of hours: the numbers take less than half of what they take in memory."""
    program = program_of(1, 744)
    size = save_program(program, tmp_path / "p.npz").stat().st_size
    vectors = sum(getattr(program, part).nbytes for part in NUMBERS)
    assert size < 0.5 * (program.matrix.data.nbytes + program.matrix.indices.nbytes + vectors)


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 cut off"])
def test_other_files_are_refused_by_name(tmp_path, content):
    path = tmp_path / "other.npz"
    path.write_bytes(content)
    with pytest.raises(ProgramFileError, match=r"other\.npz"):
        load_program(path)


def test_nothing_in_a_file_is_executed(tmp_path):
    """An array of objects would have to be unpickled; it is refused instead."""
    path = save_program(PROGRAMS["seasonal store"](), tmp_path / "p.npz")
    held = io.BytesIO()
    np.lib.format.write_array_header_1_0(held, {"descr": "|O", "fortran_order": False, "shape": (1,)})
    pickle.dump([print], held)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "bad.npz", "w") as new:
        for name in old.namelist():
            new.writestr(name, held.getvalue() if name == "cost.npy" else old.read(name))
    with pytest.raises(ProgramFileError, match=r"bad\.npz"):
        load_program(tmp_path / "bad.npz")
