"""What every field means, in Chinese, by the registry's own sentence."""

from __future__ import annotations

MEANINGS: dict[str, str] = {}
