"""The benchmark of materials lists what it measures, goes on where it stood, and compares like with like."""

from __future__ import annotations

import json
from argparse import Namespace

import pytest

from benchmarks import materials
from benchmarks import materials_park as parks
from benchmarks.materials_worker import measure

WISH = {
    "sizes": [4],
    "ways": list(materials.WAYS),
    "gap": 0.01,
    "limit": 30.0,
    "wall": None,
    "anew": False,
}


def measured(subject, **more):
    return {
        "form": subject.form, "charges": subject.charges, "screened": subject.screened,
        "enterprises": subject.enterprises, "gap_asked": subject.gap, "limit": subject.limit,
        "date": "2026-01-01", "load_before": 0.0, "finished": True, "pairs": 3, "rows": 10, "columns": 5,
        "nonzeros": 20, "integers": 1,
        "screening": 0.1, "building": 0.2, "relaxing": 0.3, "solving": 4.0, "relaxation": 90e6, "cost": 100e6,
        "bound": 99e6, "gap": 0.01, "peak_mb": 100, **more,
    }  # fmt: skip


def test_small_sizes_come_first_and_every_way_is_there():
    found = materials.subjects([80, 20], list(materials.WAYS), 0.01, 60.0)
    assert [s.enterprises for s in found] == [20] * len(materials.WAYS) + [80] * len(materials.WAYS)
    assert len({s.key for s in found}) == len(found)


def test_the_table_says_what_took_too_long_and_what_failed():
    one, two, three = materials.subjects([20], list(materials.WAYS)[:3], 0.01, 60.0)
    failed = {k: v for k, v in measured(three).items() if k not in ("rows", "columns")}
    lines = materials.table([measured(two, finished=False), failed, measured(one)])
    assert (
        "| 20 | routes | 3 | 10 | 5 | 20 | 1 | 0.10 | 0.20 | 0.3 | 90.0% | 4.0 | 1.00% | 100.00 | 100 |"
        in lines[2]
    )
    assert "> 60" in lines[3]
    assert "failed" in lines[4]
    assert len({line.count("|") for line in lines}) == 1


def test_it_goes_on_where_it_stood(tmp_path, monkeypatch):
    asked = []

    def once(subject, wall):
        asked.append(subject.key)
        return measured(subject)

    monkeypatch.setattr(materials, "RESULTS", tmp_path)
    monkeypatch.setattr(materials, "PATH", tmp_path / "materials.json")
    monkeypatch.setattr(materials, "write_section", lambda name, lines: None)
    monkeypatch.setattr(materials, "once", once)
    some = WISH | {"ways": ["routes"], "quiet": False}
    materials.run(Namespace(**some))
    materials.run(Namespace(**(some | {"ways": ["routes", "hubs"]})))
    assert asked == ["4 pairwise aggregated screened", "4 network aggregated screened"]
    assert set(json.loads((tmp_path / "materials.json").read_text(encoding="utf-8"))["measured"]) == set(
        asked
    )


def test_what_takes_too_long_in_all_is_ended_and_tried_again_only_with_more_time():
    (subject,) = materials.subjects([4], ["routes"], 0.01, 30.0)
    known = materials.once(subject, wall=0.01)
    assert (known["finished"], known["wall"]) == (False, 0.01)
    assert "| > 0.01 s in all |" in materials.table([known])[2]
    assert materials.enough(known, subject, 0.01)
    assert not materials.enough(known, subject, 60.0)
    assert not materials.enough(known, subject, None)


def test_quiet_writes_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(materials, "PATH", tmp_path / "materials.json")
    monkeypatch.setattr(materials, "write_section", lambda name, lines: pytest.fail("wrote"))
    monkeypatch.setattr(materials, "once", lambda subject, wall: measured(subject))
    materials.run(Namespace(**WISH, quiet=True))
    assert not list(tmp_path.iterdir())


def test_screening_leaves_some_of_the_compatible_pairs():
    park = parks.without_routes(12)
    every, kept = set(parks.compatible(park)), parks.offered(park)
    assert len(kept) == len(set(kept))
    assert set(kept) < every


def test_both_forms_of_fixed_costs_find_the_same_plan():
    size = {"screened": True, "enterprises": 4, "gap": 1e-6, "limit": 60.0}
    loose, tight = (measure("pairwise", charges, **size) for charges in ("aggregated", "per_carrier"))
    assert loose["finished"]
    assert tight["finished"]
    assert loose["cost"] == pytest.approx(tight["cost"], rel=1e-5)
    assert loose["relaxation"] <= tight["relaxation"] * (1.0 + 1e-9)
    assert loose["rows"] < tight["rows"]
    assert measure("network", "aggregated", **size)["finished"]
