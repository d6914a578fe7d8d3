"""What every field means, in Chinese, by the registry's own sentence.

Sentence and Chinese stand side by side in `meanings_zh.tsv`, one field a line.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def meanings() -> dict[str, str]:
    """Return the Chinese of every field's meaning."""
    text = (files("symbiosis.tables") / "meanings_zh.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t", 1) for line in text.splitlines() if line)
