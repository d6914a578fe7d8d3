"""Which problems of a park read in part are its own, and which only follow from what was not read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from symbiosis.park.fields import specs
from symbiosis.park.park import SECTIONS
from symbiosis.park.problems import Problem
from symbiosis.tables.reading import Reading

Things = Mapping[str, Mapping[str, Any]]


def further(found: tuple[Problem, ...], reading: Reading, things: Things) -> Iterator[Problem]:
    """Yield the finished park's own problems that are not consequences of what could not be read."""
    known = {(p.section, p.label, p.field) for p in reading.problems}
    for problem in found:
        if not reading.problems:
            yield reading.located(problem)
            continue
        thing = (problem.section, problem.label)
        owner = problem.label.rpartition(".")[0]
        follows = (
            problem.section in ("demands", "supplies")
            and not problem.field
            and owner in things["enterprises"]
        )
        in_doubt = thing in reading.doubtful and not _is_undeclared(problem, things)
        undeclared = problem.section != "park" and (problem.section, "") in reading.doubtful
        if in_doubt or follows or undeclared or (*thing, problem.field) in known:
            continue
        # a name whose declaration could not be read is not undeclared
        if problem.value and any(problem.value == label for _, label in reading.doubtful):
            continue
        yield reading.located(problem)


def _is_undeclared(problem: Problem, things: Things) -> bool:
    """Tell whether a problem is about a name that nothing bears, which no other field can cause."""
    kind = SECTIONS.get(problem.section)
    spec = specs(kind).get(problem.field) if kind else None
    if spec is None or not spec.refers_to or not problem.value:
        return False
    return problem.value not in things[spec.refers_to]


_CELL = re.compile(r'(Sheet ".*", cell )([A-Z]+)([0-9]+)')


def by_place(problem: Problem) -> tuple[str, int, str]:
    """Return a key that puts problems in the order of the files and their lines, or sheets and rows."""
    cell = _CELL.fullmatch(problem.place)
    if cell is not None:
        return cell.group(1), int(cell.group(3)), f"{cell.group(2):>3}{problem.path}"
    file, _, rest = problem.place.partition(":")
    digits = rest.partition(",")[0]
    return file, int(digits) if digits.isdigit() else 0, problem.path
