"""The comparison with other tools says what agrees, what differs, and what was skipped and why."""

from __future__ import annotations

import pytest

from benchmarks import peers
from benchmarks.live.cases import case
from benchmarks.peers import Comparison, PeerError, table

KNOWN = case("simple").known


@pytest.mark.parametrize(
    ("theirs", "ours", "agrees"),
    [
        (KNOWN, KNOWN * (1 + 0.9e-6), True),
        (KNOWN, KNOWN * (1 + 1.1e-6), False),
        (KNOWN * 1.001, KNOWN * 1.001, False),  # the tool no longer gives what it is known for
    ],
)
def test_costs_agree_with_each_other_and_with_what_is_known(theirs, ours, agrees):
    assert Comparison("simple", theirs, ours, {}).agrees is agrees


def test_whole_numbers_are_compared_within_the_gap():
    known = case("on_off").known
    assert Comparison("on_off", known, known * (1 + 9e-5), {}).agrees


def test_the_table_shows_versions_and_what_was_skipped():
    lines = table(
        [
            Comparison("simple", KNOWN, KNOWN, {"flixopt": "9.1.0"}),
            Comparison("urban_scale", skipped="calliope did not run: no wheel\nmore"),
        ]
    )
    assert "flixopt: simple (flixopt 9.1.0)" in lines[2]
    assert "| 0.0e+00 | 1e-06 | agrees |" in lines[2]
    assert lines[3].endswith("| skipped: calliope did not run: no wheel |")


def test_a_tool_that_does_not_answer_is_skipped(monkeypatch, tmp_path):
    def silent(problem, python):
        raise PeerError("simple: it broke")

    monkeypatch.setattr(peers, "python_of", lambda peer, cache: tmp_path)
    monkeypatch.setattr(peers, "live", silent)
    assert peers.compare(case("simple"), tmp_path).skipped == "flixopt did not run: simple: it broke"
