"""One case of a study: what is solved, and the name its content gives it.

A case is its park after the changes, its horizon, its question, the solver's options, the code that
writes and solves it, and the versions beneath. The time limit does not count: a case that was proved
is proved whatever the limit, and one that was stopped can be taken up with a longer one. Comments and
docstrings do not count either.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from symbiosis.questions import Question, load
from symbiosis.results.provenance import versions
from symbiosis.scenario.changes import Change
from symbiosis.solver.options import Options

if TYPE_CHECKING:
    from symbiosis.horizon.horizon import Horizon
    from symbiosis.park.park import Park

CODE = (
    *("park", "horizon", "blocks", "formulation", "solver", "results"),
    *("study/running/tasks", "study/losses", "study/design"),
)  # of an answer
LENGTH = 20  # letters of a case's name: 80 bits
Coordinate = str | float

WAYS = ("time_limit", "checkpoint", "dask")  # options that change how an answer is found, not which


@dataclass(frozen=True)
class Case:
    """One solve: changes of the study's park in order, a question, and where it stands on the axes.

    `least` names a total (`emission co2`) that is minimised instead of cost, to find how low it can go.
    `task` asks for something else than the cheapest plan, as plain data; see `symbiosis.study.running.tasks`.
    `warm` tells that cases beside it differ from it in costs and limits alone, so that one may go on from
    where another ended; see `Options.warm`.
    """

    name: str
    question: str
    changes: tuple[Change, ...] = ()
    coordinates: Mapping[str, Coordinate] = field(default_factory=dict)
    least: str = ""
    task: Mapping[str, Any] = field(default_factory=dict)
    warm: bool = False

    def wishes(self, options: Options) -> Options:
        """Return a study's options as they hold for this case."""
        return replace(options, warm=True) if self.warm else options

    def order(self, identity: str, options: Options) -> dict[str, Any]:
        """Return the case as plain data, for a worker."""
        return {
            "case": identity,
            "name": self.name,
            "question": self.question,
            "changes": [change.as_data for change in self.changes],
            "coordinates": dict(self.coordinates),
            "least": self.least,
            "task": dict(self.task),
            "options": asdict(self.wishes(options)),
        }


def change_of(data: Mapping[str, Any]) -> Change:
    """Return a change from its plain data."""
    verb = next(key for key in data if key != "path")
    return Change(verb, data["path"], data[verb])


def identity(
    park: Park,
    horizon: Horizon,
    question: Question,
    least: str,
    options: Options,
    task: Mapping[str, Any] | None = None,
) -> str:
    """Return the name that a case's content gives it; `park` is the changed one."""
    from symbiosis.tables.canonical import digest

    wishes = {key: value for key, value in asdict(options).items() if key not in WAYS}
    found = versions()
    content = {
        "park": digest(park),
        "horizon": digest_of_horizon(horizon),
        "question": meaning(question.source),
        "least": least,
        "task": dict(task or {}),
        "options": wishes,
        "code": code_digest(),
        "versions": {key: found[key] for key in ("pyomo", "highspy", "numpy", "scipy")},
    }
    text = json.dumps(content, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:LENGTH]


def digest_of_horizon(horizon: Horizon) -> str:
    """Return a fingerprint of the steps, their weights and how they follow each other."""
    total = hashlib.sha256(repr((horizon.years, horizon.cyclic)).encode("utf-8"))
    for name in ("hours", "represents", "cost_weight", "previous", "period", "first", "last"):
        values = np.ascontiguousarray(getattr(horizon, name), dtype="<f8")
        total.update(values.tobytes())
    total.update(horizon.start.astype("datetime64[m]").astype("<i8").tobytes())
    for kind, group in sorted(horizon.groups.items()):
        total.update(kind.encode("utf-8"))
        for values in (group.step, group.member, group.hours, group.stands_for):
            total.update(np.ascontiguousarray(values, dtype="<f8").tobytes())
    return total.hexdigest()


def meaning(source: str) -> str:
    """Return a fingerprint of what a piece of Python does, whatever its comments and docstrings say.

    >>> meaning("x = 1  # one") == meaning("'says'; x = 1") != meaning("x = 2")
    True
    """
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if (
                isinstance(first, ast.Expr)
                and isinstance(first.value, ast.Constant)
                and isinstance(first.value.value, str)
            ):
                node.body = node.body[1:]
    return hashlib.sha256(ast.dump(tree).encode("utf-8")).hexdigest()


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Return a fingerprint of the package's own code, as far as an answer depends on it."""
    package = Path(__file__).resolve().parents[2]
    files = [package / "questions.py"]
    files += [path for name in CODE for path in sorted((package / name).rglob("*.py"))]
    total = hashlib.sha256()
    for path in files:
        total.update(path.relative_to(package).as_posix().encode("utf-8"))
        total.update(meaning(path.read_text(encoding="utf-8")).encode("utf-8"))
    return total.hexdigest()


@lru_cache(maxsize=32)
def asked(name: str) -> Question:
    """Return a question, loaded once."""
    return load(name)
