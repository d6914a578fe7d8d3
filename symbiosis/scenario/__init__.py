"""Scenarios: named, composable changes of a park, as plain data with units."""

from symbiosis.scenario.apply import apply
from symbiosis.scenario.changes import VERBS, Change, Scenario, add, choose, put, remove, scale
from symbiosis.scenario.read import FILE, read_scenarios

__all__ = [
    "FILE",
    "VERBS",
    "Change",
    "Scenario",
    "add",
    "apply",
    "choose",
    "put",
    "read_scenarios",
    "remove",
    "scale",
]
