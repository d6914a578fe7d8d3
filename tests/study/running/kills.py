"""Processes that are killed at a chosen point of writing a result: a worker, its controller, or both."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

WORKER = """
import os, pathlib, signal
from symbiosis.results import files, store
from symbiosis.study.running import answer
from symbiosis.study.running import worker
Path, Worker = pathlib.Path, worker.Worker

def die():
    pathlib.Path({once!r}).touch()
    if {both}:
        os.kill(os.getppid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)

def before(owner, name):
    setattr(owner, name, lambda *a, **k: die())

def after(owner, name):
    whole = getattr(owner, name)
    def does(*a, **k):
        last = name != "tell" or a[1]["event"] == "finished"  # progress is told, too
        if last and name == "tell":  # who hears the answer is quick to end this worker
            pathlib.Path({once!r}).touch()
            if {both}:
                os.kill(os.getppid(), signal.SIGSTOP)
        whole(*a, **k)
        if last:
            die()
    setattr(owner, name, does)

def half(owner, name):
    def groups(parts, path):
        path.write_bytes(b"\\x89HDF")
        die()
    def seal(path):
        with path.open("ab") as file:
            file.write(files.SEAL[:7])
        die()
    def tell(self, event):
        if event["event"] == "finished":
            self._events.write('{{"event": "fin')
            self._events.flush()
            die()
    setattr(owner, name, {{"_write_groups": groups, "_seal": seal, "tell": tell}}[name])

if not pathlib.Path({once!r}).exists():
    {kind}({owner}, {name!r})
worker.main()
"""

CONTROLLER = """
import os, signal, sys
from pathlib import Path
from symbiosis.study.running import archive
from symbiosis.study.running import run as running
from symbiosis.study.running.crew import Alone
from tests.study.tiny import gas_price, heat_study
{before}
if __name__ == "__main__":
    study = heat_study(kind="sweep", axes=(gas_price({prices}),))
    ran = running.run(study, Path(sys.argv[1]), Alone(*{command}))
    print("complete" if ran.complete else "stopped" if ran.stopped else "open")
"""


def worker_killed(folder, point, both=False):
    """Return the command of a worker that is killed once, `before`, `after` or `half` through a function."""
    kind, owner, name = point.split(" ")
    script = folder / "worker.py"
    once = str(folder / "killed")
    text = WORKER.format(once=once, both=both, kind=kind, owner=owner, name=name)
    script.write_text(text, encoding="utf-8")
    return (sys.executable, str(script))


def controller(folder, before="", prices="10, 15, 20, 25, 30", command=()):
    """Start a process that runs a study of a few cases after some lines of Python."""
    script = folder / "controller.py"
    given = f"({command!r},)" if command else "()"
    script.write_text(CONTROLLER.format(before=before, prices=prices, command=given), encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, str(script), str(folder / "run")],
        env=env,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
