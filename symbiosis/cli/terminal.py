"""How commands speak: sentences on standard error, answers on standard output, exit codes."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbiosis.park.written import written
from symbiosis.words import told, told_problem

if TYPE_CHECKING:
    from symbiosis.solver.progress import Progress

EXIT_INPUT, EXIT_SUSPECT, EXIT_INTERRUPTED = 2, 5, 130

ParkFolder = Annotated[
    Path,
    typer.Argument(help="Folder of the park (or its park.yaml), or an Excel workbook.", show_default=False),
]
AsJson = Annotated[bool, typer.Option("--json", help="Answer with one JSON document on standard output.")]


def say(text: str) -> None:
    """Write a line for people to standard error, in the language that is spoken."""
    typer.echo(told(text), err=True)


def tell(text: str = "") -> None:
    """Write a line of the answer for people to standard output, in the language that is spoken."""
    typer.echo(told(text))


def answer(data: Any) -> None:
    """Write a JSON document to standard output."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False, default=str))


@contextmanager
def reported(as_json: bool = False) -> Iterator[None]:
    """Turn what users can mend into sentences and exit code 2; Ctrl-C into 130."""
    from symbiosis.horizon.spec import HorizonError
    from symbiosis.park import ParkError
    from symbiosis.questions import QuestionError
    from symbiosis.results.files import ResultFileError
    from symbiosis.results.results import NoPlanError
    from symbiosis.solver import OptionError, ProgramError, SolverError

    mendable = (HorizonError, NoPlanError, OptionError, OSError, ProgramError, QuestionError, ResultFileError)
    try:
        yield
    except ParkError as error:
        if as_json:
            answer({"status": "input_error", "problems": [_as_data(p) for p in error.problems]})
        else:
            for problem in error.problems:
                typer.echo(told_problem(problem), err=True)
            count = len(error.problems)
            say(f"{count} problem{'s' if count != 1 else ''}; nothing was written.")
        raise typer.Exit(EXIT_INPUT) from None
    except BrokenPipeError:  # the reader (head, less) has seen enough
        raise typer.Exit(0) from None
    except mendable as error:
        if as_json:
            answer({"status": "input_error", "problems": [{"message": _sentence(error)}]})
        else:
            say(_sentence(error))
        raise typer.Exit(EXIT_INPUT) from None
    except SolverError as error:
        if as_json:
            answer({"status": "suspect", "problems": [{"message": f"the solver failed: {error}"}]})
        say(f"the solver failed: {error}")
        raise typer.Exit(EXIT_SUSPECT) from None
    except KeyboardInterrupt:
        say("stopped.")
        raise typer.Exit(EXIT_INTERRUPTED) from None


def _sentence(error: Exception) -> str:
    """Return what an error says to people: what the system says of a file begins with the file."""
    if not isinstance(error, OSError) or error.filename is None:
        return str(error)
    if isinstance(error, FileNotFoundError):
        return f"{error.filename}: there is no such file or folder."
    if isinstance(error, PermissionError):
        return f"{error.filename}: this may not be read or written here."
    return f"{error.filename}: the system says {error.strerror}."


def _as_data(problem: Any) -> dict[str, str]:
    return {
        "place": problem.place,
        "path": problem.path,
        "value": problem.value,
        "message": problem.message,
        "remedy": problem.remedy,
    }


class Meter:
    """Shows progress: one line that is written over on a terminal, a line now and then elsewhere."""

    def __init__(self, quiet: bool, every: float | None = None) -> None:
        self.quiet = quiet
        self.every = float(os.environ.get("SYMBIOSIS_PROGRESS", 10.0)) if every is None else every  # seconds
        self._last: dict[str, float] = {}
        self._live = sys.stderr.isatty()

    def __call__(self, name: str, seen: Progress) -> None:
        """Show one report of a running solve."""
        if self.quiet:
            return
        text = told(f"{name}: {_progress(seen)}")
        if self._live:
            sys.stderr.write(f"\r\x1b[K{text[:160]}")
            sys.stderr.flush()
        elif seen.seconds - self._last.get(name, 0.0) >= self.every:
            self._last[name] = seen.seconds
            typer.echo(text, err=True)

    def listener(self, name: str) -> Callable[[Progress], None]:
        """Return a listener for one solve."""
        return lambda seen: self(name, seen)

    def done(self) -> None:
        """Leave the line that was written over."""
        if self._live and not self.quiet:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _progress(seen: Progress) -> str:
    parts = [f"{seen.seconds:.0f} s", f"{seen.rows} rows, {seen.columns} columns"]
    if seen.incumbent is not None:
        parts.append(f"plan {written(seen.incumbent)}")
    if seen.bound is not None:
        parts.append(f"bound {written(seen.bound)}")
    if seen.gap is not None:
        parts.append(f"gap {seen.gap:.3%}")
    return " · ".join(parts)
