"""Gathering what a study found: tables in pieces, and ten thousand cases in little memory."""

from __future__ import annotations

import json
import tracemalloc
from types import SimpleNamespace

import numpy as np
import pytest

from symbiosis.study.axes import Sample
from symbiosis.study.kinds.every import Findings
from symbiosis.study.running.archive import Archive, Record
from symbiosis.study.running.collect import collect
from symbiosis.study.running.parquet import write_parquet
from symbiosis.study.study import StudyError
from tests.study.tiny import gas_price, heat_study

MEGABYTE = 1e6


def made(folder, count, labels):
    """Return a run of made-up cases, as if each had been solved, with so many figures in each."""
    study = heat_study(kind="sweep", axes=(gas_price(10, 30),), sample=Sample("random", count, 1))
    cases = [(case, f"{number:020x}") for number, case in enumerate(study.cases())]
    capacity = {f"mill.plant_{k}": float(k) for k in range(labels)}
    records = {
        name: Record(name, "optimal", indicators={"cost": float(number), "capacity": capacity})
        for number, (_, name) in enumerate(cases)
    }
    return SimpleNamespace(
        study=study,
        folder=folder,
        cases=tuple(cases),
        records=records,
        findings=Findings(),
        messages={},
        complete=True,
        known=[(case, records[name]) for case, name in cases],
    )


def test_parquet_holds_what_csv_holds(tmp_path):
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    collect(made(tmp_path, 3, 2), parquet=True)
    for name in ("cases", "figures"):
        given = pandas.read_csv(tmp_path / f"{name}.csv", encoding="utf-8-sig")
        found = pandas.read_parquet(tmp_path / f"{name}.parquet")
        assert list(found.columns) == list(given.columns)
        assert len(found) == len(given)
    figures = pandas.read_parquet(tmp_path / "figures.parquet")
    assert figures["value"].dtype == float
    assert set(figures["item"].dropna()) == {"mill.plant_0", "mill.plant_1"}


def test_a_column_with_one_word_is_of_words(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = [["a", "b", "c"], [1, 1.5, ""], [2, "two", None]]
    write_parquet(tmp_path / "t.parquet", lambda: iter(rows))
    table = parquet.read_table(tmp_path / "t.parquet").to_pydict()
    assert table == {"a": [1.0, 2.0], "b": ["1.5", "two"], "c": [None, None]}


def test_a_table_without_rows_has_its_headings(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    write_parquet(tmp_path / "t.parquet", lambda: iter([["a"]]))
    assert parquet.read_table(tmp_path / "t.parquet").column_names == ["a"]


def test_without_pyarrow_the_command_to_install_it_is_said(tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(StudyError, match=r"pip install symbiosis\[parquet\]"):
        write_parquet(tmp_path / "t.parquet", lambda: iter([["a"]]))
    assert not list(tmp_path.iterdir())


def test_what_was_collected_tells_what_it_is_of(tmp_path):
    collect(made(tmp_path, 2, 1))
    found = json.loads((tmp_path / "findings.json").read_text(encoding="utf-8"))
    assert found["study"]["kind"] == "sweep"
    assert found["study"]["axes"] == {"gas_price": "CNY/MWh"}
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


@pytest.mark.slow
def test_ten_thousand_cases_are_collected_in_little_memory(tmp_path):
    # 310 000 rows: held as lists of text they would take more than a hundred megabytes
    (tmp_path / "first").mkdir()
    collect(made(tmp_path / "first", 2, 2), parquet=True)  # so that libraries are loaded, and not counted
    ran = made(tmp_path, 10_000, 30)
    tracemalloc.start()
    collect(ran, parquet=True)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    with (tmp_path / "figures.csv").open(encoding="utf-8") as lines:
        assert sum(1 for _ in lines) == 1 + 10_000 * 31
    assert peak < 60 * MEGABYTE, peak


@pytest.mark.slow
def test_what_is_known_of_ten_thousand_cases_fits_in_memory(tmp_path):
    names = [f"{number:020x}" for number in range(10_000)]
    values = np.random.default_rng(1).random(30)
    with (tmp_path / "journal.jsonl").open("w", encoding="utf-8") as journal:
        for name in names:
            capacity = {f"mill.plant_with_a_long_name_{k}": float(v) for k, v in enumerate(values)}
            event = {"event": "finished", "case": name, "status": "optimal"}
            journal.write(json.dumps({**event, "indicators": {"cost": 1.0, "capacity": capacity}}) + "\n")
    archive = Archive(tmp_path)
    tracemalloc.start()
    records = archive.records(set(names))
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert len(records) == 10_000
    assert held < 60 * MEGABYTE, held
