"""The controller's side of one worker: give it a case, hear the answer, replace it when it dies."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from symbiosis.study.running.archive import DEATHS

COMMAND = (sys.executable, "-P", "-m", "symbiosis.study.running.worker")
LOOK = 0.2  # seconds between two looks for the stop file
PATIENCE = 20.0  # seconds that a worker gets to save its plan
CASES = 100  # cases before a worker is replaced, whatever it holds on to by then
TAIL = 1000

Event = dict[str, Any]


class Hand:
    """One worker process at a time; `stop` is a file whose appearance asks to end."""

    def __init__(self, stop: Path, command: Sequence[str] = COMMAND) -> None:
        self.stop = stop
        self.command = tuple(command)
        self._process: subprocess.Popen[str] | None = None
        self._events: queue.Queue[Event | None] = queue.Queue()
        self._errors: Any = None
        self._done = 0

    def solve(
        self, order: Mapping[str, Any], died: int = 0, heard: Callable[[Event], None] | None = None
    ) -> list[Event]:
        """Return what happened to a case, last event last; `died` counts workers it has taken before.

        A case whose worker dies is given to another one once; then it is `set_aside`.
        """
        events: list[Event] = []
        while not self.stop.exists():
            event = self._once(order, heard)
            events.append(event)
            if event["event"] != "died":
                return events
            died += 1
            if died >= DEATHS:
                message = f"its worker died {died} times: {event['message']}"
                return [*events, {"event": "set_aside", "case": order["case"], "message": message}]
        return [*events, {"event": "stopped", "case": order["case"]}]

    def _once(self, order: Mapping[str, Any], heard: Callable[[Event], None] | None) -> Event:
        process = self._ready()
        assert process.stdin is not None
        with contextlib.suppress(OSError):  # a worker that is gone is noticed below
            process.stdin.write(json.dumps(order, ensure_ascii=False) + "\n")
            process.stdin.flush()
        asked, waited = False, 0.0
        while True:
            try:
                event = self._events.get(timeout=LOOK)
            except queue.Empty:
                waited += LOOK if asked else 0.0
                if waited > PATIENCE:
                    self.close(by_force=True)
                    return {"event": "stopped", "case": order["case"]}
                if not asked and self.stop.exists():
                    asked = True
                    with contextlib.suppress(OSError):
                        process.stdin.write("stop\n")
                        process.stdin.flush()
                continue
            if event is None:
                return self._death(order["case"])
            if event["event"] != "progress":
                self._done += 1
                return event
            if heard is not None:
                heard(event)

    def _ready(self) -> subprocess.Popen[str]:
        if self._process is not None and (self._done >= CASES or self._process.poll() is not None):
            self.close()
        if self._process is None:
            self._errors = tempfile.TemporaryFile(  # noqa: SIM115 - it lives as long as the worker
                "w+", encoding="utf-8", errors="replace"
            )
            self._process = subprocess.Popen(
                self.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                encoding="utf-8",
                env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            )
            self._events, self._done = queue.Queue(), 0
            threading.Thread(target=_read, args=(self._process, self._events), daemon=True).start()
        return self._process

    def _death(self, case: str) -> Event:
        assert self._process is not None
        code = self._process.wait()
        self._errors.seek(0)
        words = self._errors.read()[-TAIL:].strip().splitlines()
        how = f"killed by signal {-code}" if code < 0 else f"ended with {code}"
        self.close()
        return {"event": "died", "case": case, "message": ": ".join([how, *words[-1:]])}

    @property
    def process(self) -> int | None:
        """The worker's process id."""
        return None if self._process is None else self._process.pid

    def close(self, by_force: bool = False) -> None:
        """End the worker; one that does not end by itself is killed."""
        if self._process is None:
            return
        process, self._process = self._process, None
        assert process.stdin is not None
        with contextlib.suppress(OSError):
            process.stdin.close()
        if by_force:
            process.kill()
        try:
            process.wait(5.0)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()
        if self._errors is not None:
            self._errors.close()


def _read(process: subprocess.Popen[str], events: queue.Queue[Event | None]) -> None:
    assert process.stdout is not None
    with contextlib.suppress(ValueError):  # closed while it was read
        for line in process.stdout:
            try:
                events.put(json.loads(line))
            except ValueError:
                continue  # cut off by a kill
    events.put(None)
