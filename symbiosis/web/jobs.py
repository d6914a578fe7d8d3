"""Commands run for the page: each in a process of its own, heard line by line, stopped in order.

A design that is stopped hears what Ctrl-C would say: it keeps the plans in hand and writes its folder.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LINES = 400  # of a job's talk that are kept
PATIENCE = 60.0  # seconds between asking a job to stop and ending it


@dataclass(frozen=True)
class Choice:
    """What is asked of a design, as it is typed; empty means the command's own default."""

    weeks: str = ""
    gap: str = ""
    time_limit: str = ""
    threads: str = ""
    method: str = ""
    lang: str = "en"

    def arguments(self) -> list[str]:
        """Return the options of the command."""
        given = {
            "--weeks": self.weeks,
            "--gap": self.gap,
            "--time-limit": self.time_limit,
            "--threads": self.threads,
            "--method": self.method,
            "--lang": self.lang,
        }
        return [f"{option}={text.strip()}" for option, text in given.items() if text.strip()]


def command(*arguments: str) -> list[str]:
    """Return the command line of a `symbiosis` command in this installation."""
    return [sys.executable, "-m", "symbiosis.cli", *arguments]


def ask(*arguments: str, lang: str = "en", seconds: float = 120.0) -> dict[str, Any]:
    """Run a short command with `--json` and return its answer; raises RuntimeError with its sentence.

    What the answer says is English, a sentence on standard error is in `lang`.
    """
    done = subprocess.run(
        [*command(*arguments), "--json"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=seconds,
        env=environment(lang),
        check=False,
    )
    try:
        answer = json.loads(done.stdout)
    except json.JSONDecodeError:
        raise RuntimeError(done.stderr.strip()[-2000:] or f"ended with code {done.returncode}") from None
    return answer if isinstance(answer, dict) else {"answer": answer}


def environment(lang: str) -> dict[str, str]:
    """Return the surroundings of a command: its language, and talk that is heard at once."""
    ours = {"PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1", "SYMBIOSIS_PROGRESS": "1"}
    return {**os.environ, **ours, "SYMBIOSIS_LANG": lang}


@dataclass
class Job:
    """One design that runs: what it says, how long it takes, and how it ended."""

    folder: Path
    arguments: Sequence[str]
    lang: str = "en"
    lines: deque[str] = field(default_factory=lambda: deque(maxlen=LINES))
    started: float = field(default_factory=time.monotonic)
    ended: float | None = None
    code: int | None = None
    asked_to_stop: bool = False
    _process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start the command; its output is read in the background."""
        self._process = subprocess.Popen(
            command(*self.arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            env=environment(self.lang),
            start_new_session=True,  # Ctrl-C in the terminal of the server is the server's alone
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        process = self._process
        assert process is not None
        assert process.stdout is not None
        with process.stdout as said:
            for line in said:
                self.lines.append(line.rstrip())
        self.code = process.wait()
        self.ended = time.monotonic()

    @property
    def running(self) -> bool:
        """Tell whether it has not ended."""
        return self._process is not None and self.ended is None

    @property
    def seconds(self) -> float:
        """How long it has run, or ran."""
        return (self.ended or time.monotonic()) - self.started

    def stop(self) -> None:
        """Ask it to end in order; a minute later it is ended."""
        if not self.running or self._process is None:
            return
        self.asked_to_stop = True
        self._process.send_signal(signal.SIGINT)
        timer = threading.Timer(PATIENCE, self.kill)
        timer.daemon = True
        timer.start()

    def kill(self) -> None:
        """End it and all that it started, now."""
        if self.running and self._process is not None:
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def wait(self, seconds: float) -> bool:
        """Wait for its end; return whether it came."""
        until = time.monotonic() + seconds
        while self.running and time.monotonic() < until:
            time.sleep(0.05)
        return not self.running
