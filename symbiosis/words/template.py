"""One sentence with gaps, in English and Chinese: does a text come from it, and what stood in its gaps.

Gaps are numbered in the English as its f-string has them. The Chinese names them in its own order and says
what a gap holds when it is a word of the park's files: `{0:field}`, `{0:section}`, `{0:choice}`, or a
single word of the catalogue itself, `{0:word}`. Anything else is a name or a number and stays as it is,
unless it is a sentence that the catalogue knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from string import Formatter

WEAK = 6  # letters: a template with fewer, such as "{0} of {1}", says little about what it is
LONGEST, SPACES = 48, 3  # characters and spaces of what a weak template takes into a gap


@dataclass(frozen=True)
class Template:
    """A sentence in both languages, with numbered gaps."""

    english: str
    chinese: str

    @cached_property
    def literals(self) -> tuple[str, ...]:
        """What stands before, between and behind the gaps, in English; one more than there are gaps."""
        parts, text = [], ""
        for literal, gap, _, _ in Formatter().parse(self.english):
            text += literal
            if gap is not None:
                parts.append(text)
                text = ""
        return (*parts, text)

    @cached_property
    def filling(self) -> tuple[tuple[str, int | None, str], ...]:
        """The Chinese in pieces: literal, the gap behind it (None at the end), what that gap holds."""
        pieces = Formatter().parse(self.chinese)
        return tuple((text, None if gap is None else int(gap), spec or "") for text, gap, spec, _ in pieces)

    @cached_property
    def weight(self) -> int:
        """How many letters are said by the sentence itself: the more, the surer a match."""
        return sum(len(re.findall(r"\w", literal)) for literal in self.literals)

    @cached_property
    def mark(self) -> str:
        """The longest literal: a text without it does not come from this template."""
        return max(self.literals, key=len)

    def gaps(self, text: str) -> tuple[str, ...] | None:
        """Return what stands in the gaps of a text that comes from this template, else None.

        >>> Template("{0} is not {1}.", "").gaps("steam is not water.")
        ('steam', 'water')
        """
        first, *middle = self.literals
        if not middle:
            return () if text == first else None
        if not text.startswith(first) or len(text) < len(first) + len(middle[-1]):
            return None
        if middle[-1] and not text.endswith(middle[-1]):
            return None
        found, at, end = [], len(first), len(text) - len(middle[-1])
        for literal in middle[:-1]:
            stop = text.find(literal, at, end) if literal else end  # of two gaps side by side the first has all
            if stop < 0:
                return None
            found.append(text[at:stop])
            at = stop + len(literal)
        found.append(text[at:end])
        if self.weight < WEAK and any(len(g) > LONGEST or g.strip().count(" ") > SPACES for g in found):
            return None
        return tuple(found)
