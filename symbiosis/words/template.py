"""One sentence with gaps, in English and Chinese: does a text come from it, and what stood in its gaps.

Gaps are numbered in the English as its f-string has them. The Chinese names them in its own order and says
what a gap holds: a number, `{0:n}`; a word of the park's files, `{0:field}`, `{0:section}`, `{0:choice}`; a
single word of the catalogue itself, `{0:word}`. Anything else is a name or a number and stays as it is,
unless it is a sentence that the catalogue knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from string import Formatter

WEAK = 6  # letters: a template with fewer, such as "{0} of {1}", says little about what it is
NUMBER = r"\s*[-+−~]?(?:[\d,.]+(?:e[-+]?\d+)?|inf|nan)\s?%?"


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
    def rank(self) -> tuple[int, int]:
        """What says more is tried first."""
        return -self.weight, -sum(map(len, self.literals))

    @cached_property
    def mark(self) -> str:
        """The longest literal: a text without it does not come from this template."""
        return max(self.literals, key=len)

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The gaps that hold a number, whatever else fits there."""
        return frozenset(gap for _, gap, kind in self.filling if gap is not None and kind == "n")

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """The template with its numbers as numbers; needed where a name may hold what follows it."""
        parts = [re.escape(self.literals[0])]
        for gap, literal in enumerate(self.literals[1:]):
            any_text = ".*?" if literal else ".*"  # of two side by side the first has all
            parts += [f"({NUMBER if gap in self.numbers else any_text})", re.escape(literal)]
        return re.compile("".join(parts), re.DOTALL)

    def gaps(self, text: str) -> tuple[str, ...] | None:
        """Return what stands in the gaps of a text that comes from this template, else None.

        >>> Template("{0} is not {1}.", "").gaps("steam is not water.")
        ('steam', 'water')
        >>> Template("by {0}, {1} s", "{0}，{1:n} 秒").gaps("by branch, cut, 12 s")
        ('branch, cut', '12')
        """
        found = self._split(text)
        if found is not None and self.numbers:
            match = self._pattern.fullmatch(text)
            found = None if match is None else match.groups()
        return None if found is None or not self._is_sure(found) else found

    def _split(self, text: str) -> tuple[str, ...] | None:
        """Return the gaps of a text, each as short as it can be; of two side by side the first has all."""
        first, *rest = self.literals
        if not rest:
            return () if text == first else None
        end = len(text) - len(rest[-1])
        if not text.startswith(first) or end < len(first) or text[end:] != rest[-1]:
            return None
        found, at = [], len(first)
        for number, literal in enumerate(rest[:-1]):
            mark = next((later for later in rest[number:-1] if later), None)
            stop = end if mark is None else text.find(mark, at, end)
            if stop < 0:
                return None
            found.append(text[at:stop])
            at = stop + len(literal)
        return (*found, text[at:end])

    def _is_sure(self, found: tuple[str, ...]) -> bool:
        """Tell whether no gap spans lines or columns, and a sentence that says little holds single words."""
        speaks = (
            self.weight >= WEAK
            or self.numbers
            or (self.literals[0] and any(literal.endswith(": ") for literal in self.literals))
        )
        many = "  " if speaks else " "
        if "\n" in self.english:
            return True
        return not any(many in gap.strip() or "\n" in gap for gap in found)
