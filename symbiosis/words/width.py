"""Columns on a terminal, where a Chinese character is as wide as two letters."""

from __future__ import annotations

import unicodedata


def wide(text: str) -> int:
    """Return how many columns of a terminal a text takes.

    >>> wide("CO2"), wide("造纸厂")
    (3, 6)
    """
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def left(text: str, columns: int) -> str:
    """Return a text at the left of so many columns.

    >>> left("费用", 6) + "|"
    '费用  |'
    """
    return text + " " * (columns - wide(text))


def right(text: str, columns: int) -> str:
    """Return a text at the right of so many columns.

    >>> right("费用", 6)
    '  费用'
    """
    return " " * (columns - wide(text)) + text
