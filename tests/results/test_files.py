"""Result files: what is written is read back the same; what was changed, cut off or foreign is said so."""

import dataclasses
import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import netCDF4
import numpy as np
import pytest
import xarray

from symbiosis.results import files
from symbiosis.results.files import (
    Bundle,
    DamagedFileError,
    EditedFileError,
    NewerFormatError,
    NotAResultError,
    read,
    write,
)


def bundle(scale=1.0, steps=24):
    activity = scale * np.random.default_rng(7).random((2, steps))
    data = xarray.Dataset(
        {
            "activity": (("technology", "step"), activity, {"units": "t/h", "long_name": "activity"}),
            "level": (("store", "step"), np.zeros((0, steps)), {"units": "t", "long_name": "content"}),
            "units": (("technology",), [1, 0], {"units": "1", "long_name": "units built"}),
            "hole": (("technology",), [np.nan, -0.0], {"units": "1", "long_name": "odd numbers"}),
        },
        coords={
            "technology": ["造纸厂.锅炉", "mill.pump"],
            "owner": ("technology", ["造纸厂", "mill"]),
            "store": np.array([], dtype=str),
            "step": np.datetime64("2023-01-01T00:00", "s") + np.arange(steps).astype("timedelta64[h]"),
        },
        attrs={"title": "三家企业", "steps": steps},
    )
    return Bundle(
        data,
        inputs={"park": json.dumps({"名": "纸" * 3000}), "demand/steam": np.arange(5.0), "empty": ""},
        outcome={"status": "optimal", "gap": 0.0, "rows": 12, "proved": True, "log": "a\tb\n\n"},
        provenance={"models/integrated park.py": "def build(m, park):\n    ...\n", "-hash": "0f"},
    )


def same(one, other):
    assert one.results.identical(other.results)
    assert [v.dtype.kind for v in one.results.variables.values()]
    for part in ("inputs", "outcome", "provenance"):
        mine, yours = getattr(one, part), getattr(other, part)
        assert mine.keys() == yours.keys()
        for name, value in mine.items():
            assert type(value) is type(yours[name])
            assert np.array_equal(value, yours[name])
    return True


@pytest.fixture
def path(tmp_path):
    folder = tmp_path / "结 果"
    folder.mkdir()
    return folder / "综合 方案.nc"


def test_what_is_written_is_read_back(path):
    first = bundle()
    assert write(first, path) == path
    again = read(path)
    assert same(first, again)
    assert {v.dtype.kind for v in again.results.variables.values()} == set("fiUM")
    assert same(again, read(write(again, path.with_name("again.nc"))))
    assert sorted(p.name for p in path.parent.iterdir()) == ["again.nc", path.name]


def test_xarray_shows_the_same(path):
    first = bundle()
    write(first, path)
    with xarray.open_dataset(path, group="results", engine="netcdf4") as file:
        shown = file.load()
    stored = first.results.drop_vars(["level", "store"])  # nothing stands along a store
    assert set(shown.coords) == set(stored.coords)
    for name in stored.variables:
        assert shown[name].dims == stored[name].dims
        np.testing.assert_array_equal(shown[name].values, stored[name].values)
        assert shown[name].attrs == stored[name].attrs


def test_the_file_is_checked_compressed_and_of_fixed_size(path):
    write(bundle(), path)
    with netCDF4.Dataset(path) as file:
        assert set(file.groups) == set(files.GROUPS)
        assert file.complete == 1
        for group in file.groups.values():
            assert not any(dimension.isunlimited() for dimension in group.dimensions.values())
            for name, variable in group.variables.items():
                if variable.ndim:
                    assert variable.filters()["zlib"], name
                    assert variable.filters()["fletcher32"], name


def test_numbers_need_units_and_a_name(path):
    result = bundle()
    del result.results["activity"].attrs["units"]
    with pytest.raises(ValueError, match="'activity' has no units"):
        write(result, path)
    assert not list(path.parent.iterdir())


@pytest.mark.parametrize("value", [None, {"a": 1}, [1, "a", None], object()])
def test_objects_are_refused(path, value):
    with pytest.raises(TypeError, match="'thing' is"):
        write(Bundle(bundle().results, inputs={"thing": value}), path)
    assert not list(path.parent.iterdir())


def test_objects_among_the_results_are_refused(path):
    data = bundle().results.assign(odd=("technology", np.array([1, "a"], dtype=object)))
    with pytest.raises(TypeError, match="'odd' holds object"):
        write(Bundle(data), path)


@pytest.mark.parametrize("share", [0.0, 0.0001, 0.01, 0.3, 0.7, 0.999])
def test_a_truncated_file_is_damaged(path, share):
    whole = write(bundle(), path).read_bytes()
    path.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(DamagedFileError, match=path.name):
        read(path)


def test_no_flipped_byte_goes_unnoticed(path):
    """Found before the netCDF library sees it, which may crash on changed bytes."""
    whole = write(bundle(steps=200), path).read_bytes()
    generator = np.random.default_rng(0)
    for at in generator.integers(len(whole) - files.SEAL_LENGTH, size=300):
        changed = bytearray(whole)
        changed[at] ^= 1 << int(generator.integers(8))
        path.write_bytes(changed)
        with pytest.raises((DamagedFileError, NotAResultError)):
            read(path)


def test_a_lost_seal_alone_changes_nothing(path):
    whole = write(bundle(), path).read_bytes()
    path.write_bytes(whole[: -files.SEAL_LENGTH])
    assert same(bundle(), read(path))


def edit(path, change):
    with netCDF4.Dataset(path, "a") as file:
        change(file)


EDITS = {
    "results/activity": lambda file: file["results/activity"].__setitem__((0, 0), 5.0),
    "results/step": lambda file: file["results/step"].__setitem__(0, 5),
    "results/units": lambda file: file["results/units"].setncattr("units", "2"),
    "results/.attrs": lambda file: file["results"].setncattr("title", "x"),
    "inputs/demand%2Fsteam": lambda file: file["inputs/demand%2Fsteam"].__setitem__(1, 2.0),
    "outcome/gap": lambda file: file["outcome/gap"].__setitem__((), 0.5),
    "provenance/extra": lambda file: (
        file["provenance"].createVariable("extra", "f8").setncatts({"name": "extra", "scalar": "float"})
    ),
}


@pytest.mark.parametrize("what", EDITS)
def test_an_edited_file_names_what_was_edited(path, what):
    write(bundle(), path)
    edit(path, EDITS[what])
    with pytest.raises(EditedFileError, match=f"{what} was changed"):
        read(path)


def test_edited_checksums_are_noticed(path):
    write(bundle(), path)
    edit(path, lambda file: file.setncattr("checksums", "{}"))
    with pytest.raises(EditedFileError, match="list of checksums"):
        read(path)


def test_a_later_format_is_said_to_be_later(path):
    write(bundle(), path)
    edit(path, lambda file: file.setncattr("format", 2))
    with pytest.raises(NewerFormatError, match="has format 2, this version reads up to 1"):
        read(path)


def test_a_file_without_its_end_is_damaged(path):
    write(bundle(), path)
    edit(path, lambda file: file.delncattr("complete"))
    with pytest.raises(DamagedFileError, match="not written to its end"):
        read(path)


def test_other_files_are_not_ours(path):
    path.write_text("time,steam\n", encoding="utf-8")
    with pytest.raises(NotAResultError, match="not a netCDF-4 file"):
        read(path)
    bundle().results.drop_vars(["level", "store"]).to_netcdf(path, engine="netcdf4")
    with pytest.raises(NotAResultError, match="not a result of this package"):
        read(path)
    with pytest.raises(FileNotFoundError):
        read(path.with_name("nothing.nc"))


def test_a_failed_write_leaves_the_old_file(path, monkeypatch):
    write(bundle(), path)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "_flush", full)
    with pytest.raises(OSError, match="No space left"):
        write(bundle(scale=2.0), path)
    assert same(bundle(), read(path))
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_what_reads_back_differently_is_not_kept(path, monkeypatch):
    write(bundle(), path)
    plain = files._write_groups

    def careless(parts, temporary):
        given = parts["results"].variables
        twice = dataclasses.replace(given["activity"], values=2.0 * given["activity"].values)
        changed = dataclasses.replace(parts["results"], variables={**given, "activity": twice})
        plain({**parts, "results": changed}, temporary)

    monkeypatch.setattr(files, "_write_groups", careless)
    with pytest.raises(DamagedFileError, match="reads back differently"):
        write(bundle(), path)
    assert same(bundle(), read(path))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")
@pytest.mark.parametrize("moment", ["_write_groups", "_flush", "_compare"])
def test_killed_before_the_rename_leaves_the_old_file(path, moment):
    write(bundle(), path)
    script = f"""
        import os, signal, sys
        from pathlib import Path
        from symbiosis.results import files
        from tests.results.test_files import bundle
        plain = files.{moment}
        def killed(*arguments):
            plain(*arguments)
            os.kill(os.getpid(), signal.SIGKILL)
        files.{moment} = killed
        files.write(bundle(scale=2.0), Path(sys.argv[1]))
    """
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(path)], env=environment, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert same(bundle(), read(path))
    leftover = [p for p in path.parent.iterdir() if p != path]
    assert [p.suffix for p in leftover] == [".part"]
    assert same(bundle(scale=3.0), read(write(bundle(scale=3.0), path)))
