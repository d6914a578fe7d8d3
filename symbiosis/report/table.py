"""A table of the report: the same for the page, the workbook and the document.

Columns carry their unit and how many decimals people see; cells keep every digit.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from symbiosis.report.text import Language, decimals_for, number, plain_text, scale

Cell = str | float | None
EACH = -1  # decimals: every number of the column by itself


@dataclass(frozen=True)
class Column:
    """One column: a heading, a unit, and values that are text (`decimals` is None) or numbers."""

    title: str
    values: tuple[Cell, ...]
    unit: str = ""
    decimals: int | None = None

    @property
    def heading(self) -> str:
        """Title and unit."""
        return f"{self.title} [{self.unit}]" if self.unit else self.title

    def shown(self, value: Cell) -> str:
        """Return a cell as people read it; an empty one is empty.

        >>> Column("cost", (1234.56,), "CNY", 1).shown(1234.56)
        '1,234.6'
        """
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        return each(value) if self.decimals == EACH else number(value, self.decimals or 0)


def each(value: float) -> str:
    """Return a number with three digits that mean something, however small; whole numbers stay whole.

    >>> each(1234.56), each(25.0), each(0.0157), each(0.00002)
    ('1,235', '25', '0.0157', '2e-05')
    """
    if value == 0.0 or not math.isfinite(value):
        return "0" if value == 0.0 else "∞" if value > 0.0 else "−∞"
    places = 2 - math.floor(math.log10(abs(value)))
    if places > 6:
        return f"{value:.3g}".replace("-", "−", 1) if value < 0.0 else f"{value:.3g}"
    text = number(value, max(0, places))
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True)
class Table:
    """A named table; all columns have the same length."""

    name: str
    title: str
    columns: tuple[Column, ...]
    note: str = ""

    def __post_init__(self) -> None:
        lengths = {len(column.values) for column in self.columns}
        if len(lengths) > 1:
            raise ValueError(f"the columns of table {self.name} differ in length: {sorted(lengths)}")

    @property
    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """The rows."""
        return zip(*(column.values for column in self.columns), strict=True)

    @property
    def length(self) -> int:
        """How many rows there are."""
        return len(self.columns[0].values) if self.columns else 0


def words(title: str, values: Sequence[str]) -> Column:
    """Return a column of text, without what is no character to be seen."""
    return Column(title, tuple(plain_text(value) for value in values))


def numbers(title: str, values: Sequence[float | None], unit: str = "", digits: int = 4) -> Column:
    """Return a column of numbers as they are, with enough decimals for the largest.

    >>> numbers("size", [12.345, 0.5], "MW").decimals
    2
    """
    known = [value for value in values if value is not None]
    return Column(title, tuple(values), unit, decimals_for(known, digits))


def mixed(title: str, values: Sequence[float | None]) -> Column:
    """Return a column whose numbers have units of their own, so that each is rounded by itself."""
    return Column(title, tuple(values), decimals=EACH)


def money(
    columns: Mapping[str, Sequence[float | None]], unit: str, language: Language, digits: int = 4
) -> list[Column]:
    """Return columns of money by title on one scale, such as 万元/a."""
    known = [value for values in columns.values() for value in values if value is not None]
    factor, scaled = scale(known, unit, language)
    decimals = min(2, decimals_for([value / factor for value in known], digits))
    return [
        Column(title, tuple(None if v is None else v / factor for v in values), scaled, decimals)
        for title, values in columns.items()
    ]
