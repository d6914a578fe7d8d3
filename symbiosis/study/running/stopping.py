"""When does a run stop? On SIGTERM, on Ctrl-C, and when its time is over."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType


@contextmanager
def stopping(stop: Path, until: float | None) -> Iterator[None]:
    """While entered, SIGTERM, Ctrl-C and the end of the time given make the stop file appear."""

    def note(number: int, frame: FrameType | None) -> None:
        if stop.exists() and number == signal.SIGINT:
            raise KeyboardInterrupt
        stop.touch()

    main = threading.current_thread() is threading.main_thread()
    before = {s: signal.signal(s, note) for s in (signal.SIGTERM, signal.SIGINT)} if main else {}
    timer = None
    if until is not None:
        timer = threading.Timer(max(until - time.time(), 0.0), stop.touch)
        timer.daemon = True
        timer.start()
    try:
        yield
    finally:
        if timer is not None:
            timer.cancel()
        for number, handler in before.items():
            signal.signal(number, handler)
