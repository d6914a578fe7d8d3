"""Has somebody pressed Ctrl-C?"""

from __future__ import annotations

import signal
import threading
from types import FrameType, TracebackType
from typing import Any


class CtrlC:
    """While entered, the first Ctrl-C is noted instead of raised; a second one raises `KeyboardInterrupt`.

    Python raises wherever it stands, which may be where a plan would be lost; noting it lets the search
    end in order. SIGTERM, by which schedulers end jobs, counts as one where nobody else listens for it.
    Outside the main thread, and where Ctrl-C is ignored, nothing is changed.
    """

    def __init__(self) -> None:
        self.pressed = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> CtrlC:
        if threading.current_thread() is threading.main_thread():
            if signal.getsignal(signal.SIGINT) not in (None, signal.SIG_IGN):
                self._before[signal.SIGINT] = signal.signal(signal.SIGINT, self._note)
            if signal.getsignal(signal.SIGTERM) == signal.SIG_DFL:
                self._before[signal.SIGTERM] = signal.signal(signal.SIGTERM, self._note)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _note(self, number: int, frame: FrameType | None) -> None:
        if self.pressed:
            raise KeyboardInterrupt
        self.pressed = True
