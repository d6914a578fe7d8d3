"""Fonts: Latin from matplotlib, Chinese from the package, rare characters from the machine."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from symbiosis.report.typeface.make import FAMILY, MADE

LATIN = "DejaVu Sans"  # comes with matplotlib
# What Linux, Windows and macOS install; matplotlib lists a collection under the name of its first face.
INSTALLED = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "Noto Sans CJK JP",
    "Microsoft YaHei", "SimHei", "DengXian", "PingFang SC", "PingFang HK", "Hiragino Sans GB", "Heiti SC",
    "Heiti TC", "STHeiti", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback",
    "Noto Serif CJK SC", "Noto Serif CJK JP", "Source Han Serif SC", "SimSun", "Arial Unicode MS",
)  # fmt: skip


def families() -> list[str]:
    """Return the fonts to draw with; a character is taken from the first that has it.

    The package's own Chinese comes before the machine's, so that a figure looks the same everywhere; the
    machine's font has the rare characters.
    """
    from matplotlib import font_manager

    names = {entry.name for entry in font_manager.fontManager.ttflist}
    if FAMILY not in names:
        font_manager.fontManager.addfont(MADE)
    return [LATIN, FAMILY, *[name for name in INSTALLED if name in names][:1]]


def drawable(text: str) -> str:
    """Return the text with a box for every character that no font in use has.

    >>> drawable("造纸厂 η \U0001f9ea")
    '造纸厂 η □'
    """
    if text.isascii():
        return text
    from matplotlib import font_manager

    known: set[int] = set()
    for name in families():
        known |= _characters(Path(font_manager.findfont(name, fallback_to_default=False)))
    return "".join(c if ord(c) in known else "□" for c in text)


@lru_cache(maxsize=8)
def _characters(path: Path) -> frozenset[int]:
    from matplotlib import font_manager

    return frozenset(int(code) for code in font_manager.get_font(path).get_charmap())
