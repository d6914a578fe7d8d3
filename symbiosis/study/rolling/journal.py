"""What a rolling operation has done so far: one JSON line per window, so that a stopped run goes on.

The first line is the fingerprint of what the run is of; a line cut off by a kill is done again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from symbiosis.study.study import StudyError


class Journal:
    """The journal of one run; raises StudyError where the file is another run's."""

    def __init__(self, path: Path, fingerprint: str) -> None:
        self.path = path
        self._known: dict[str, Any] = {}
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.is_file() else []
        whole = [line for line in lines if line.endswith("\n")]
        if whole:
            self._take_up(whole, fingerprint)
            if len(whole) < len(lines):
                path.write_text("".join(whole), encoding="utf-8", newline="\n")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("", encoding="utf-8")
            self._add({"operation": fingerprint})

    def _take_up(self, lines: list[str], fingerprint: str) -> None:
        try:
            events = [json.loads(line) for line in lines]
            own = events[0]["operation"] == fingerprint
            self._known = {event["of"]: event["data"] for event in events[1:]}
        except (ValueError, KeyError, TypeError):
            raise StudyError(
                f"{self.path} is no journal of an operation: delete it or use another --out."
            ) from None
        if not own:
            raise StudyError(
                f"{self.path} is of another result, other data or other windows: "
                "delete it or use another --out."
            )

    def found(self, of: str) -> Any:
        """Return what was noted of a window, as it was read; None when it is not done."""
        return self._known.get(of)

    def note(self, of: str, data: Mapping[str, Any]) -> Any:
        """Add a window and see it safely on disk; returns it as it will be read."""
        self._known[of] = self._add({"of": of, "data": data})["data"]
        return self._known[of]

    def _add(self, event: Mapping[str, Any]) -> Any:
        line = json.dumps(event, ensure_ascii=False, allow_nan=False)
        with self.path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())
        return json.loads(line)
