"""The park that a command is asked about: as it stands, or under one of its scenarios."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from symbiosis.park import Park

Scenario = Annotated[
    str | None,
    typer.Option(help="A scenario of the park; the park as it stands when absent.", show_default=False),
]


def under(path: Path, scenario: str | None) -> Park:
    """Return a park, under a scenario where one is named; raises StudyError where there is none so named."""
    from symbiosis.park.problems import did_you_mean
    from symbiosis.scenario import apply, read_scenarios
    from symbiosis.study.study import StudyError
    from symbiosis.tables.read import read_park

    if scenario is None:
        return read_park(path)
    known = read_scenarios(path if path.is_dir() else path.parent)
    if scenario not in known:
        raise StudyError(f'there is no scenario "{scenario}". {did_you_mean(scenario, known)}'.strip())
    return apply(read_park(path), known[scenario])
