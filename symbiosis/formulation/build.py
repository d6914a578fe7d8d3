"""From a question and a park to a program: write the hour, compile it, repeat it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symbiosis.blocks.forms import Forms
from symbiosis.blocks.language import Step
from symbiosis.formulation.compile import compile_hour
from symbiosis.formulation.hour import CompiledHour
from symbiosis.formulation.program import Program
from symbiosis.formulation.tile import tile
from symbiosis.horizon.horizon import Horizon
from symbiosis.park.park import Park

Builder = Callable[[Step, Park], Any]


def write_hour(builder: Builder, park: Park, forms: Forms | None = None) -> Step:
    """Return one hour of a park, written by a question's `build` function in the forms asked for."""
    m = Step(park, forms)
    builder(m, park)
    return m


def compiled(builder: Builder, park: Park, forms: Forms | None = None) -> CompiledHour:
    """Return one hour of a park as arrays."""
    return compile_hour(write_hour(builder, park, forms))


def build(builder: Builder, park: Park, horizon: Horizon, forms: Forms | None = None) -> Program:
    """Return the program of a question for a park over a horizon."""
    return tile(compiled(builder, park, forms), horizon)
