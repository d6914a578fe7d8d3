"""How a number is written for people."""

from __future__ import annotations

LARGEST = 1e15  # from here on digits say nothing


def written(value: float, digits: int = 6) -> str:
    """Return a number with `digits` that mean something, and no exponent where it is large.

    >>> written(350400.0, 5), written(21900.0), written(0.00012345, 3)
    ('350,400', '21,900', '0.000123')
    """
    if 10.0 ** (digits - 1) <= abs(value) < LARGEST:
        return f"{value:,.0f}"
    return f"{value:,.{digits}g}"
