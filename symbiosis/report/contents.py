"""What a report holds: sections of sentences, figures and tables, for a reader and in a language.

The page, the workbook and the document are made from the same `Page`, so they tell the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from symbiosis.report.table import Table
from symbiosis.report.text import Language

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, eq=False)
class Picture:
    """A figure, drawn when it is first asked for, and the sentence that stands for it where it is unseen."""

    name: str
    says: str
    draw: Callable[[], Figure]

    @classmethod
    def of(cls, name: str, says: str, figure: Figure) -> Picture:
        """Return a picture that is drawn already."""
        return cls(name, says, lambda: figure)

    @cached_property
    def figure(self) -> Figure:
        """What is drawn."""
        return self.draw()


@dataclass(frozen=True, eq=False)
class Section:
    """A heading with sentences, figures and tables below it."""

    name: str
    title: str
    sentences: tuple[str, ...]
    parts: tuple[Table | Picture, ...]

    @property
    def tables(self) -> list[Table]:
        """Its tables."""
        return [part for part in self.parts if isinstance(part, Table)]

    @property
    def pictures(self) -> list[Picture]:
        """Its figures."""
        return [part for part in self.parts if isinstance(part, Picture)]


@dataclass(frozen=True, eq=False)
class Page:
    """A whole report."""

    title: str
    subtitle: str
    language: Language
    sections: tuple[Section, ...]

    @property
    def tables(self) -> list[Table]:
        """Every table, in order."""
        return [table for section in self.sections for table in section.tables]
