"""From a question and a park to a program: write the hour, compile it, repeat it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symbiosis.blocks.language import Step
from symbiosis.formulation.compile import CompiledHour, compile_hour
from symbiosis.formulation.program import Program
from symbiosis.formulation.tile import tile
from symbiosis.horizon.horizon import Horizon
from symbiosis.park.park import Park

Builder = Callable[[Step, Park], Any]


def write_hour(builder: Builder, park: Park, fixed_charges: str = "aggregated") -> Step:
    """Return one hour of a park, written by a question's `build` function."""
    m = Step(park, fixed_charges)
    builder(m, park)
    return m


def compiled(builder: Builder, park: Park, fixed_charges: str = "aggregated") -> CompiledHour:
    """Return one hour of a park as arrays."""
    return compile_hour(write_hour(builder, park, fixed_charges))


def build(builder: Builder, park: Park, horizon: Horizon, fixed_charges: str = "aggregated") -> Program:
    """Return the program of a question for a park over a horizon."""
    return tile(compiled(builder, park, fixed_charges), horizon)
