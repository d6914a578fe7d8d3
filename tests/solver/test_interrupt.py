from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from symbiosis.solver import runner
from symbiosis.solver.runner import News, watch

SCRIPT = """
import json, sys
from symbiosis.solver import Options, solve
from tests.solver.programs import knapsack

def tell(progress):
    if progress.incumbent is not None:
        print("going", flush=True)

items, rows = json.loads(sys.argv[1])
outcome = solve(knapsack(items, rows), progress=tell)
plan = None if outcome.x is None else float(outcome.x.sum())
print(json.dumps([outcome.status, outcome.stopped_by, outcome.exit_code, outcome.objective, plan]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send Ctrl-C to one process alone")
@pytest.mark.parametrize(
    ("items", "rows", "sent"),
    [(40, 6, signal.SIGINT), (1200, 6, signal.SIGINT), (1200, 6, signal.SIGTERM)],
    ids=["in this process", "in a child", "by a scheduler"],
)
def test_ctrl_c_stops_within_seconds_and_keeps_the_best_plan(items, rows, sent):
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, json.dumps([items, rows])],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout.readline() == "going\n"
    pressed = time.monotonic()
    process.send_signal(sent)
    told, _ = process.communicate(timeout=60)
    assert time.monotonic() - pressed < 10
    assert process.returncode == 0
    status, stopped_by, code, objective, plan = json.loads(told.splitlines()[-1])
    assert (status, stopped_by, code) == ("feasible_time_limit", "interrupt", 130)
    assert objective > 100
    assert plan > 0


def test_ctrl_c_works_as_before_once_the_solve_is_over():
    from symbiosis.solver.ctrl_c import CtrlC

    with CtrlC() as ctrl_c:
        signal.raise_signal(signal.SIGINT)
        assert ctrl_c.pressed
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


class Deaf:
    """A run that never ends by itself and hears nothing."""

    def __init__(self):
        self.news = News()
        self.stopped = self.killed = False

    def wait(self, seconds):
        time.sleep(seconds)
        return False

    def stop(self):
        self.stopped = True

    def kill(self):
        self.killed = True

    def result(self):
        raise AssertionError


def test_a_deaf_run_is_asked_then_killed(monkeypatch):
    monkeypatch.setattr(runner, "PATIENCE", 0.2)
    deaf = Deaf()
    watched = watch(deaf, lambda news: None, None, lambda: True)
    assert deaf.stopped
    assert deaf.killed
    assert watched.run is None
    assert watched.stopped_by == "interrupt"


def test_a_run_far_beyond_its_time_limit_is_killed(monkeypatch):
    monkeypatch.setattr(runner, "PATIENCE", 0.2)
    monkeypatch.setattr(runner, "OVERTIME", 0.1)
    deaf = Deaf()
    assert watch(deaf, lambda news: None, 0.1, lambda: False).stopped_by == "time limit"
    assert deaf.killed


def test_a_listener_that_fails_ends_the_run():
    deaf = Deaf()

    def fail(news):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        watch(deaf, fail, None, lambda: False)
    assert deaf.killed
