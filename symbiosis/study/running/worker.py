"""A process that answers cases one at a time: orders come in as JSON lines, events go out the same way.

It is started with `python -P -m symbiosis.study.running.worker`, so nothing is forked and nothing pickled.
The end of its standard input means that its controller is gone: it ends at once. The line `stop`, SIGTERM
and SIGINT mean: save the best plan so far.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symbiosis.solver.progress import Progress

STOP = "stop"


class Worker:
    """The worker's side of the conversation."""

    def __init__(self, orders: IO[str], events: IO[str]) -> None:
        self._lines: queue.Queue[str] = queue.Queue()
        self._events = events
        self._busy = False
        self._stopped = False
        threading.Thread(target=self._listen, args=(orders,), daemon=True).start()

    def _listen(self, orders: IO[str]) -> None:
        for line in orders:
            if line.strip() == STOP:
                os.kill(os.getpid(), signal.SIGTERM)
            else:
                self._lines.put(line)
        os._exit(0)  # nobody is there to hear the answer; what is half written has another name

    def stop(self, number: int, frame: FrameType | None) -> None:
        """Pass SIGTERM on as the Ctrl-C that a running solve ends in order on."""
        self._stopped = True
        if self._busy:
            signal.raise_signal(signal.SIGINT)
        else:
            raise SystemExit(0)

    def tell(self, event: Mapping[str, Any]) -> None:
        """Send one event."""
        self._events.write(json.dumps(event, ensure_ascii=False, allow_nan=False, default=str) + "\n")
        self._events.flush()

    def run(self) -> None:
        """Answer orders until there are no more."""
        while not self._stopped:
            order = json.loads(self._lines.get())
            self._busy = True
            self.tell(self._answer(order))
            self._busy = False

    def _answer(self, order: Mapping[str, Any]) -> dict[str, Any]:
        from symbiosis.study.running.answer import answer

        case = order["case"]

        def heard(seen: Progress) -> None:
            self.tell({"event": "progress", "case": case, "seconds": seen.seconds, "gap": seen.gap})

        try:
            record = answer(Path(order["folder"]), order["inputs"], order, heard)
        except KeyboardInterrupt:
            self._stopped = True
            return {"event": "stopped", "case": case}
        except Exception as error:  # told to the controller, which goes on with other cases
            return {"event": "failed", "case": case, "message": f"{type(error).__name__}: {error}"}
        return {"event": "finished", **record.as_data}


def main() -> None:
    """Talk over standard input and output; whatever libraries print goes to standard error."""
    events = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    worker = Worker(sys.stdin, events)
    signal.signal(signal.SIGTERM, worker.stop)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    worker.run()


if __name__ == "__main__":
    main()
