"""The formulations benchmark: both sides of a pair have the same optimum; the table says what is saved."""

from argparse import Namespace

import pytest

from benchmarks import formulations
from benchmarks.formulations import PAIRS, chosen, shrunk, subjects
from benchmarks.formulations_table import sentence, table
from benchmarks.formulations_worker import measure
from symbiosis.blocks.forms import choices

SAME = [pair for pair in PAIRS if not {"form", "screened"} & {*pair.compact, *pair.other}]


def test_every_form_is_measured():
    asked = {name for pair in PAIRS for name in {**pair.compact, **pair.other}}
    assert set(choices()) <= asked


def test_subjects_are_measured_once():
    keys = [subject.key for subject in subjects(PAIRS, 0.01, 30.0)]
    assert len(set(keys)) == len(keys)
    assert "operated 6 x 1460 compact" in keys
    assert [pair.option for pair in chosen(["units"], False)] == ["canonical units", "equal units counted"]


@pytest.mark.parametrize(
    "pair", [p for p in SAME if p.park in ("operated", "workshops")], ids=lambda p: p.option
)
def test_linear_forms_cost_the_same(pair):
    small = shrunk(pair)
    first, second = (
        measure(small.park, small.size, 24, forms, 1e-3, 30.0) for forms in (pair.compact, pair.other)
    )
    assert first["cost"] == pytest.approx(second["cost"], rel=1e-6)
    assert first["nonzeros"] <= second["nonzeros"]


def test_the_table_says_what_is_saved():
    side = {
        "park": "operated", "size": 4, "hours": 504, "forms": {}, "limit": 30.0, "rows": 10, "columns": 10,
        "nonzeros": 75, "integers": 0, "range": 2.0, "building": 0.1, "relaxing": 1.0, "solving": 1.0,
        "relaxation": 2e6, "cost": 2e6, "gap": 0.0, "finished": True,
    }  # fmt: skip
    other = {**side, "forms": {"limits": "rows"}, "nonzeros": 100, "solving": 3.0}
    lines = table([("bounds instead of rows", side, other)])
    assert lines[2].startswith(
        "| **bounds instead of rows** | operated 4 × 504 h | as by default | 10 | 10 | 75 |"
    )
    assert (
        lines[-1]
        == "- bounds instead of rows: +25.0% of the non-zeros saved; the alternative takes 3.00 × the time."
    )
    late = {**other, "finished": False}
    assert "more than 3.00 × the time" in sentence("x", side, late)
    assert sentence("x", side, {"forms": {}}) == "- x: not measured."


def test_what_is_measured_is_kept_and_not_measured_again(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(formulations, "PATH", tmp_path / "formulations.json")
    monkeypatch.setattr(formulations, "RESULTS", tmp_path)
    monkeypatch.setattr(formulations, "show", lambda *given: None)
    monkeypatch.setattr(
        formulations, "once", lambda s: asked.append(s.key) or {"finished": s.forms == {}, "limit": s.limit}
    )
    wish = Namespace(only=["bounds"], small=False, gap=0.01, limit=30.0, list=False, anew=False)
    assert formulations.run(wish) == 0
    assert formulations.run(wish) == 0
    assert asked == ["operated 6 x 1460 compact", "operated 6 x 1460 limits=rows"]
    wish.limit = 60.0  # what did not finish is tried again with more time
    formulations.run(wish)
    assert asked[2:] == ["operated 6 x 1460 limits=rows"]
