"""The scaling benchmark lists what it measures, goes on where it stood, and says what did not finish."""

from __future__ import annotations

import json
from argparse import Namespace

import pytest

from benchmarks import scale
from benchmarks.scale_worker import measure

WISH = {"sizes": ["1x48"], "gap": 1e-3, "limit": 30.0, "anew": False}


def measured(method, seconds, enterprises=3, hours=100, finished=True):
    return {
        "method": method, "enterprises": enterprises, "hours": hours, "limit": 60.0, "finished": finished,
        "seconds": seconds, "nonzeros": 2_000_000, "gap": None, "peak_mb": 100,
    }  # fmt: skip


def test_small_sizes_come_first():
    keys = [subject.key for subject in scale.subjects(["10x24", "2x48"], ["certified", "hipo"], 1e-3, 60.0)]
    assert keys == ["certified 2 x 48", "hipo 2 x 48", "certified 10 x 24", "hipo 10 x 24"]


def test_what_did_not_finish_is_said_to_take_longer():
    lines = scale.table([measured("hipo", 60.0, finished=False), measured("certified", 10.0)])
    assert "| **certified** | 10.0 | 5.0 |" in lines[2]
    assert "> 60" in lines[3]


def test_growth_is_a_slope_between_the_ends():
    told = scale.growth([measured("certified", 1.0, hours=100), measured("certified", 8.0, hours=400)])
    assert told == [
        "At 3 enterprises, from 100 to 400 hours: certified time grows with the power 1.50, memory with 0.00."
    ]


def test_a_benchmark_goes_on_where_it_stood(tmp_path, monkeypatch):
    asked = []

    def once(subject):
        asked.append(subject.key)
        return measured(subject.method, 1.0, 1, 48) | {"date": "2026-01-01", "load_before": 0.0}

    monkeypatch.setattr(scale, "RESULTS", tmp_path)
    monkeypatch.setattr(scale, "PATH", tmp_path / "scale.json")
    monkeypatch.setattr(scale, "write_section", lambda name, lines: None)
    monkeypatch.setattr(scale, "once", once)
    scale.run(Namespace(methods=["certified"], **WISH))
    scale.run(Namespace(methods=["certified", "simplex"], **WISH))
    assert asked == ["certified 1 x 48", "simplex 1 x 48"]
    assert set(json.loads((tmp_path / "scale.json").read_text(encoding="utf-8"))["measured"]) == set(asked)
    assert (tmp_path / "scale.png").exists()


def test_both_kinds_of_method_find_the_same_cost():
    size = {"enterprises": 1, "hours": 48, "limit": 60.0}
    loose, exact = measure("certified", gap=1e-3, **size), measure("simplex", gap=0.0, **size)
    assert loose["finished"]
    assert exact["finished"]
    assert loose["cost"] == pytest.approx(exact["cost"], rel=1.1e-3)
