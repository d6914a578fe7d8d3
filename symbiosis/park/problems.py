"""What is wrong with a park, said in sentences, all at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, where it stands, and what to do about it.

    `section`, `label` and `field` name the place in the park (`technologies`, `paper_mill.boiler`,
    `lifetime`); `place` is the file and line or cell once a reader knows it.
    """

    message: str
    remedy: str = ""
    section: str = ""
    label: str = ""
    field: str = ""
    value: str = ""
    place: str = ""

    @property
    def path(self) -> str:
        """Dotted name of the place in the park, e.g. `technologies.paper_mill.boiler.lifetime`."""
        return ".".join(part for part in (self.section, self.label, self.field) if part)

    def __str__(self) -> str:
        """Return the place, the path, the value, the message and the remedy in one line."""
        where = " ".join(part for part in (self.place, self.path) if part)
        shown = f' = "{self.value}"' if self.value else ""
        head = f"{where}{shown}: " if where else ""
        tail = f" {self.remedy}" if self.remedy else ""
        return f"{head}{self.message}{tail}"


class ParkError(ValueError):
    """A park that cannot be used; `problems` lists every reason."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(f"  - {problem}" for problem in self.problems)
        count = len(self.problems)
        super().__init__(f"{count} problem{'s' if count != 1 else ''} in the park:\n{lines}")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a remedy that names the nearest known word, or lists a few of them.

    >>> did_you_mean("capcity", ["capacity", "lifetime"])
    'Did you mean "capacity"?'
    """
    words = sorted(known)
    close = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    if close:
        return f'Did you mean "{close[0]}"?'
    if not words:
        return "None is declared."
    shown = ", ".join(words[:8])
    return f"Known: {shown}{', …' if len(words) > 8 else ''}."
