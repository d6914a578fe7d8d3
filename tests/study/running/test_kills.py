"""Killed at every point of the write protocol: no finished case is lost, none counts that is not whole.

Sixteen points in the worker, each with the worker alone and (but one) with its controller killed, and five
in the controller: 36 kills. What a kill cannot do, a disk can: results cut off or with a bit flipped are in
test_run.py.
"""

from __future__ import annotations

import signal
import time

import pytest

from symbiosis.study.running.archive import Archive, thaw
from symbiosis.study.running.crew import Alone
from symbiosis.study.running.run import run
from tests.study.running.kills import controller, worker_killed
from tests.study.tiny import CHEAP, heat_study, results_in

POINTS = {
    "before anything": "before answer answer",
    "with the park changed": "after answer apply",
    "solved, not written": "before store write",
    "before the file is opened": "before files _write_groups",
    "half written": "half files _write_groups",
    "before the seal": "after files _write_groups",
    "half sealed": "half files _seal",
    "sealed": "after files _seal",
    "flushed": "after files _flush",
    "compared, not renamed": "after files _compare",
    "renamed": "after Path replace",
    "renamed for good": "after files _flush_folder",
    "before it is hashed": "before answer sha256_of",
    "before it is told": "before Worker tell",
    "half told": "half Worker tell",
    "told": "after Worker tell",
}
QUICK = ("half written", "compared, not renamed", "renamed")

# Replaces what the controller does with its third line of the journal, or with its inputs.
MOMENTS = {
    "before it is journaled": (
        "lines = [0]\nwhole = archive.Archive.note\ndef note(self, event):\n    lines[0] += 1\n"
        "    os.kill(os.getpid(), signal.SIGKILL) if lines[0] == 3 else whole(self, event)\n"
        "archive.Archive.note = note"
    ),
    "half a line journaled": (
        "lines = [0]\nwhole = archive.Archive.note\ndef note(self, event):\n    lines[0] += 1\n"
        '    if lines[0] == 3:\n        self._file.write(\'{"event": "fin\')\n        self._file.flush()\n'
        "        os.kill(os.getpid(), signal.SIGKILL)\n    whole(self, event)\narchive.Archive.note = note"
    ),
    "journaled": (
        "lines = [0]\nwhole = archive.Archive.note\ndef note(self, event):\n    whole(self, event)\n"
        "    lines[0] += 1\n    os.kill(os.getpid(), signal.SIGKILL) if lines[0] == 3 else None\n"
        "archive.Archive.note = note"
    ),
}
BEFORE = {  # and what it does with the inputs, before any case is asked for
    "inputs half written": (
        "import numpy\ndef half(file, **arrays):\n    file.write(b'PK')\n    file.flush()\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\nnumpy.savez_compressed = half"
    ),
    "inputs written": (
        "whole = running.freeze\ndef freeze(park, path):\n    whole(park, path)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\nrunning.freeze = freeze"
    ),
}


def some_slow(names, quick):
    return [name if name in quick else pytest.param(name, marks=pytest.mark.slow) for name in names]


def trusted(folder):
    """Return what the archive takes as finished, by case: every result file is read and checked again."""
    archive = Archive(folder)
    names = {name.removesuffix(".nc") for name in results_in(folder)}
    found = archive.records(names)
    archive.close()
    return {name: record.status for name, record in found.items()}


@pytest.mark.parametrize("point", some_slow(POINTS, QUICK))
def test_a_worker_killed_while_it_writes_loses_and_fakes_nothing(tmp_path, point):
    command = worker_killed(tmp_path, POINTS[point])
    events = []
    ran = run(
        heat_study(), tmp_path / "run", Alone(command), listener=lambda e, tally: events.append(e["event"])
    )
    assert (tmp_path / "killed").is_file(), (events, ran.messages)
    seen = [event for event in events if event != "progress"]
    assert seen == (["finished"] if point == "told" else ["died", "finished"])
    ((_, record),) = ran.known
    assert record.indicators["cost"] == pytest.approx(CHEAP)
    assert list(trusted(tmp_path / "run").values()) == ["optimal"]


@pytest.mark.parametrize("point", some_slow([p for p in POINTS if p != "before anything"], ("renamed",)))
def test_worker_and_controller_killed_together_lose_and_fake_nothing(tmp_path, point):
    command = worker_killed(tmp_path, POINTS[point], both=True)
    with controller(tmp_path, prices="30", command=command) as process:
        process.wait()
    assert process.returncode == -signal.SIGKILL
    before = results_in(tmp_path / "run")
    assert set(trusted(tmp_path / "run").values()) <= {"optimal"}
    with controller(tmp_path, prices="30") as process:
        assert process.stdout.read().strip() == "complete"
    after = results_in(tmp_path / "run")
    assert len(after) == 1
    assert {name: after[name] for name in before} == before  # what was whole is not solved again


@pytest.mark.parametrize("moment", some_slow(MOMENTS, ("half a line journaled",)))
def test_a_controller_killed_at_the_journal_loses_nothing(tmp_path, moment):
    with controller(tmp_path, MOMENTS[moment]) as process:
        process.wait()
    assert process.returncode == -signal.SIGKILL
    finished = results_in(tmp_path / "run")
    assert len(finished) >= 3
    with controller(tmp_path) as process:
        assert process.stdout.read().strip() == "complete"
    after = results_in(tmp_path / "run")
    assert len(after) == 5
    assert {name: after[name] for name in finished} == finished  # none of them was solved again


@pytest.mark.slow
@pytest.mark.parametrize("moment", BEFORE)
def test_a_controller_killed_while_it_freezes_the_inputs_leaves_none_that_are_cut_off(tmp_path, moment):
    with controller(tmp_path, BEFORE[moment]) as process:
        process.wait()
    assert process.returncode == -signal.SIGKILL
    frozen = list((tmp_path / "run").glob("inputs-*"))
    assert len(frozen) == (moment == "inputs written")
    assert all(thaw(path).settings.name == "test" for path in frozen)
    with controller(tmp_path) as process:
        assert process.stdout.read().strip() == "complete"


def test_sigterm_ends_in_order_and_the_run_is_taken_up(tmp_path):
    with controller(tmp_path) as process:
        while process.poll() is None and not results_in(tmp_path / "run"):
            time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        assert process.stdout.read().strip() in ("stopped", "complete")
    assert process.returncode == 0
    assert not list((tmp_path / "run").glob(".stop*"))
    with controller(tmp_path) as process:
        assert process.stdout.read().strip() == "complete"
