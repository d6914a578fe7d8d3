"""Fonts: which installed one has Chinese, and which characters can be drawn at all."""

from __future__ import annotations

from functools import lru_cache

LATIN = "DejaVu Sans"  # comes with matplotlib
# What Linux, Windows and macOS install; matplotlib lists a collection under the name of its first face.
CHINESE = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "Noto Sans CJK JP",
    "Microsoft YaHei", "SimHei", "DengXian", "PingFang SC", "PingFang HK", "Hiragino Sans GB", "Heiti SC",
    "Heiti TC", "STHeiti", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback",
    "Noto Serif CJK SC", "Noto Serif CJK JP", "Source Han Serif SC", "SimSun", "Arial Unicode MS",
)  # fmt: skip


def chinese_font() -> str | None:
    """Return the name of an installed font with Chinese characters, the best one first."""
    from matplotlib import font_manager

    installed = {entry.name for entry in font_manager.fontManager.ttflist}
    return next((name for name in CHINESE if name in installed), None)


def families() -> list[str]:
    """Return the fonts to draw with; a character is taken from the first that has it."""
    found = chinese_font()
    return [LATIN] if found is None else [LATIN, found]


def drawable(text: str) -> str:
    """Return the text with a box for every character that no font in use has."""
    if text.isascii():
        return text
    from matplotlib import font_manager

    known: set[int] = set()
    for name in families():
        known |= _characters(str(font_manager.findfont(name, fallback_to_default=False)))
    return "".join(c if ord(c) in known else "□" for c in text)


@lru_cache(maxsize=8)
def _characters(path: str) -> frozenset[int]:
    from matplotlib import font_manager

    return frozenset(int(code) for code in font_manager.get_font(path).get_charmap())
