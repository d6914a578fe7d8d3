"""A figure as files: SVG for print, PNG for everything else, the same bytes every time."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from symbiosis.report.style import style

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def save(figure: Figure, path: str | Path) -> tuple[Path, Path]:
    """Write `path`.svg and `path`.png and return their paths; a suffix .svg or .png of `path` is dropped.

    Each file is written beside its place and then moved there. Raises OSError when it cannot be.
    """
    stem = Path(path)
    if stem.suffix.lower() in (".svg", ".png"):
        stem = stem.with_suffix("")
    svg, png = stem.with_name(stem.name + ".svg"), stem.with_name(stem.name + ".png")
    with style():
        _write(figure, svg, {"Date": None, "Creator": "symbiosis"})
        _write(figure, png, {"Software": "symbiosis"})
    return svg, png


def _write(figure: Figure, path: Path, metadata: dict[str, str | None]) -> None:
    unfinished = path.with_name(path.name + ".part")
    try:
        with unfinished.open("wb") as file:
            figure.savefig(file, format=path.suffix[1:], metadata=metadata)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
