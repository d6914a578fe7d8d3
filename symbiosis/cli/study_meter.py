"""How a running study is shown: one line that is written over, or one JSON event per line."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import typer

from symbiosis.cli.terminal import say
from symbiosis.words import told

if TYPE_CHECKING:
    from symbiosis.study.running.run import Tally

EVERY = 10.0  # seconds between two lines where nothing can be written over


class StudyMeter:
    """Shows finished, running and failed cases, the rate and the time left."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json
        self._live = sys.stderr.isatty()
        self._last = 0.0

    def __call__(self, event: Mapping[str, Any], tally: Tally) -> None:
        """Show one event."""
        if self.as_json:
            kept = {key: value for key, value in event.items() if key != "indicators"}
            self.line({**kept, "tally": tally.as_data})
            return
        if event["event"] in ("died", "set_aside"):
            self.done()
            say(f"case {event['case']}: {event['message']}")
        text = told(progress(tally))
        if self._live:
            sys.stderr.write(f"\r\x1b[K{text}")
            sys.stderr.flush()
        elif time.monotonic() - self._last >= EVERY:
            self._last = time.monotonic()
            say(text)

    def done(self) -> None:
        """Leave the line that was written over."""
        if self._live and not self.as_json:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    @staticmethod
    def line(data: Mapping[str, Any]) -> None:
        """Write one JSON document in one line to standard output."""
        typer.echo(json.dumps(data, ensure_ascii=False, allow_nan=False, default=str))


def progress(tally: Tally) -> str:
    """Return a tally in one line."""
    left = tally.left
    parts = [
        f"{tally.finished} of {tally.total} finished",
        f"{tally.running} running",
        f"{tally.failed} failed",
        f"{tally.rate:.1f} a minute",
    ]
    if left is not None:
        parts.append(f"{left / 60:.0f} min left" if left >= 90 else f"{left:.0f} s left")
    return " · ".join(parts)
