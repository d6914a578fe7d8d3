"""Questions: what may be asked of a park, and how one is answered.

A question is a Python file with `build(m, park)`, which writes one hour in blocks, and, if it offers
only part of what may be built, `scope(park)`. The package's own stand in `models/`; a researcher's own
file is given by its path.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import logging
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from symbiosis.park.park import Park
from symbiosis.park.problems import ParkError, did_you_mean
from symbiosis.results.provenance import versions

if TYPE_CHECKING:
    from symbiosis.formulation.hold import Design
    from symbiosis.formulation.program import Program
    from symbiosis.horizon.horizon import Horizon
    from symbiosis.results.results import Results
    from symbiosis.solver.options import Options
    from symbiosis.solver.progress import Progress
    from symbiosis.solver.standing import Standing

LADDER = ("as_is", "stand_alone", "raw_material_exchange", "central_energy", "integrated_park")


class QuestionError(ValueError):
    """A question that cannot be asked; the message names the file and the remedy."""


@dataclass(frozen=True)
class Question:
    """A question read from its file: its name, what it offers, how it writes an hour."""

    name: str
    path: Path
    source: str
    scope: Callable[[Park], Park]
    build: Callable[[Any, Park], None]

    @property
    def digest(self) -> str:
        """SHA-256 of the question's file."""
        return hashlib.sha256(self.source.encode("utf-8")).hexdigest()


def models_folder() -> Path:
    """Return the folder of the package's own questions, in a wheel or beside a checkout's package."""
    package = Path(__file__).resolve().parent
    inside = package / "models"
    return inside if inside.is_dir() else package.parent / "models"


def available() -> list[str]:
    """Return the names of the package's own questions."""
    return sorted(path.stem for path in models_folder().glob("*.py") if not path.stem.startswith("_"))


def load(name: str | Path) -> Question:
    """Load a question by name (`integrated_park`) or by the path of its file.

    Raises QuestionError when there is no such question or its file has no `build`. Loading runs the
    file: give only files that you would run.
    """
    path = Path(name)
    if path.suffix != ".py":
        path = models_folder() / f"{name}.py"
        if not path.is_file():
            raise QuestionError(f'there is no question "{name}". {did_you_mean(str(name), available())}')
    if not path.is_file():
        raise QuestionError(f"there is no file {path}.")
    module = _module(path)
    build = getattr(module, "build", None)
    if not callable(build):
        raise QuestionError(f"{path} has no function build(m, park).")
    scope = getattr(module, "scope", lambda park: park)
    source = path.read_text(encoding="utf-8")
    if path.resolve().parent == models_folder():
        return Question(path.stem, path, source, scope, build)
    return Question(path.stem, path, source, _own_scope(path, scope), _own_build(path, build))


def _own_scope(path: Path, scope: Callable[[Park], Any]) -> Callable[[Park], Park]:
    def offered(park: Park) -> Park:
        with _blaming(path):
            found = scope(park)
        if not isinstance(found, Park):
            raise QuestionError(
                f"{path.name}: scope(park) returns no park. End it with `return offer(park, …)`."
            )
        return found

    return offered


def _own_build(path: Path, build: Callable[[Any, Park], Any]) -> Callable[[Any, Park], None]:
    def written(m: Any, park: Park) -> None:
        with _blaming(path):
            build(m, park)
        if not hasattr(m, "cost"):
            raise QuestionError(
                f"{path.name}: build(m, park) states no cost. End it with cost.minimise(m, park)."
            )

    return written


@contextmanager
def _blaming(path: Path) -> Iterator[None]:
    """Say in which line of somebody's own question something failed; other failures pass as they are."""
    log = logging.getLogger("pyomo.core")
    before = log.level
    log.setLevel(logging.CRITICAL + 1)  # it would say the same in ten lines first
    try:
        yield
    except (QuestionError, ParkError):
        raise
    except Exception as error:
        own = isinstance(error, SyntaxError) and error.filename == str(path)
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == str(path)]
        lines += [error.lineno] if isinstance(error, SyntaxError) and own else []
        if not lines:
            raise
        said = error.msg if isinstance(error, SyntaxError) else " ".join(str(error).split())
        raise QuestionError(f"{path.name}:{lines[-1]}: {type(error).__name__}: {said}") from error
    finally:
        log.setLevel(before)


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"symbiosis_question_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise QuestionError(f"{path} cannot be loaded as Python.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    with _blaming(path):
        spec.loader.exec_module(module)
    return module


def solve(
    park: Park,
    question: str | Path | Question = "integrated_park",
    horizon: Horizon | None = None,
    options: Options | None = None,
    progress: Callable[[Progress], None] | None = None,
    standing: Standing | None = None,
) -> Results:
    """Answer one question about a park: build, solve, verify.

    `standing` holds the program of an earlier answer; a program that differs from it in costs and limits
    alone starts from where that one ended (`symbiosis.solver.standing`).

    `horizon` defaults to the park's own choice. Raises ParkError when the question leaves the park
    without a way to meet a demand, HorizonError, QuestionError or OptionError when what is asked makes
    no sense; an infeasible park is a result with an explanation.
    """
    from symbiosis.formulation.build import compiled
    from symbiosis.formulation.polynomial import NotLinearError
    from symbiosis.formulation.products import products
    from symbiosis.formulation.tile import tile
    from symbiosis.horizon.spec import from_spec
    from symbiosis.results.finish import finish
    from symbiosis.solver.merged import solve_merged as run
    from symbiosis.solver.options import Options
    from symbiosis.solver.pools import solve_products

    asked = question if isinstance(question, Question) else load(question)
    offered = asked.scope(park)
    over = from_spec(park.calendar, park.horizon, park) if horizon is None else horizon
    wished = options or Options()
    try:
        hour = compiled(asked.build, offered, wished)
    except NotLinearError as error:
        raise QuestionError(f"{asked.path.name}: {error}") from error
    program = tile(hour, over)
    mixing = products(program)
    if mixing is None:
        outcome = run(program, wished, progress) if standing is None else standing.solve(program)
    else:
        outcome = solve_products(program, mixing, options, progress)
    return finish(
        asked.name,
        offered,
        program,
        outcome,
        provenance={"question_source": asked.source, "question_digest": asked.digest},
    )


def holding(question: Question, design: Design) -> Question:
    """Return a question with part of its design held: `{"new": {"mill.boiler": (2.0, None)}}`."""
    from symbiosis.formulation.hold import hold

    return replace(question, build=hold(question.build, design))


def assemble(
    park: Park,
    question: str | Path | Question = "integrated_park",
    horizon: Horizon | None = None,
    options: Options | None = None,
) -> Program:
    """Return the program of a question over a horizon (the park's own choice by default), not yet solved.

    Of `options` only what decides how the program is written counts.
    """
    from symbiosis.formulation.build import build
    from symbiosis.horizon.spec import from_spec

    asked = question if isinstance(question, Question) else load(question)
    over = from_spec(park.calendar, park.horizon, park) if horizon is None else horizon
    if options is None:
        return build(asked.build, asked.scope(park), over)
    return build(asked.build, asked.scope(park), over, options)


def repeat(
    before: Results, progress: Callable[[Progress], None] | None = None
) -> tuple[Results, tuple[str, ...]]:
    """Solve a result's question again from the inputs frozen in it; also return remarks.

    A question of the package is taken as it is today, and a remark says when its file has changed; one
    of somebody's own is never run from inside a result file, so its path must be given to `solve`.
    """
    name = before.question
    if name not in available():
        raise QuestionError(
            f'"{name}" is not a question of this package; solve it with the path of its file instead.'
        )
    asked = load(name)
    remarks = []
    if before.provenance.get("question_digest") != asked.digest:
        remarks.append(f"the file of {name} has changed since this result was made")
    for key, version in versions().items():
        then = before.provenance.get(f"version of {key}")
        if then not in (None, version):
            remarks.append(f"{key} was {then}, is now {version}")
    if "held" in before.provenance:
        asked = holding(asked, json.loads(before.provenance["held"]))
    # The park in a result is as the question offered it; offering it again would change nothing.
    return solve(before.park, asked, before.horizon, before.outcome.options, progress), tuple(remarks)


def to_pyomo(
    park: Park, question: str | Path | Question = "integrated_park", horizon: Horizon | None = None
) -> Any:
    """Return the question as a plain Pyomo ConcreteModel with every step written out."""
    from symbiosis.formulation.build import write_hour
    from symbiosis.formulation.reference import reference
    from symbiosis.horizon.spec import from_spec

    asked = question if isinstance(question, Question) else load(question)
    over = from_spec(park.calendar, park.horizon, park) if horizon is None else horizon
    return reference(write_hour(asked.build, asked.scope(park)), over)
