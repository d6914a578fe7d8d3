"""What can be measured: the subject and its sizes, the ways to bring it to HiGHS, the phases of a way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchmarks.subject import Sites, grow

PHASES = ("describe", "build", "hand_over")
"""`describe`: numbers → the tool's own data (a park, a network); `build`: → model; `hand_over`: → HiGHS."""

COUNTED = ("build", "hand_over")
"""The phases whose sum is *the* time, and whose peak is *the* memory: from data in memory to HiGHS."""


@dataclass(frozen=True)
class Subject:
    """A family of problems: how to grow one, and named sizes (enterprises, hours)."""

    name: str
    grow: Callable[[int, int], Sites]
    sizes: Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Way:
    """One way to bring the subject to HiGHS: a module of `benchmarks.ways` with the phases as functions.

    `peer` is the folder of `benchmarks/peers` whose packages it runs with; none for this package's own.
    """

    name: str
    title: str
    module: str
    peer: str | None
    versions: tuple[str, ...]


SITES = Subject("sites", grow, {"small": (3, 48), "full": (20, 1000)})

OURS, FLOOR = "symbiosis", "highs"

WAYS = (
    Way(FLOOR, "HiGHS alone: passModel on ready arrays", "highs_arrays", "highspy", ("highspy",)),
    Way(OURS, "symbiosis: one hour, tiled", "symbiosis_park", None, ("symbiosis", "pyomo", "highspy")),
    Way("linopy", "linopy → highspy", "linopy_arrays", "linopy", ("linopy", "highspy")),
    Way("pypsa", "PyPSA → linopy → highspy", "pypsa_network", "pypsa", ("pypsa", "linopy", "highspy")),
    Way("pyomo_form", "Pyomo rules → standard form", "pyomo_standard_form", "pyomo", ("pyomo", "highspy")),
    Way("pyomo_highs", "Pyomo rules → highs", "pyomo_highs", "pyomo", ("pyomo", "highspy")),
    Way("pyomo_appsi", "Pyomo rules → appsi_highs", "pyomo_appsi", "pyomo", ("pyomo", "highspy")),
    Way("solph", "oemof.solph → Pyomo → highs", "solph_system", "oemof", ("oemof.solph", "pyomo", "highspy")),
)


def way(name: str) -> Way:
    """Return a way by name."""
    return next(w for w in WAYS if w.name == name)
