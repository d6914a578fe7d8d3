"""Design eco-industrial parks: who exchanges what, which plants are shared, what that saves.

The names below are loaded when they are first used, so that `import symbiosis` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symbiosis.park import Park, ParkError
    from symbiosis.questions import solve, to_pyomo
    from symbiosis.results.results import Results
    from symbiosis.results.store import load_results, save_results
    from symbiosis.solver.options import Options
    from symbiosis.study.design.ladder import climb as design
    from symbiosis.tables.read import read_park

__version__ = "0.1.0"

_WHERE = {
    "Options": ("symbiosis.solver.options", "Options"),
    "Park": ("symbiosis.park", "Park"),
    "ParkError": ("symbiosis.park", "ParkError"),
    "Results": ("symbiosis.results.results", "Results"),
    "design": ("symbiosis.study.design.ladder", "climb"),
    "load_results": ("symbiosis.results.store", "load_results"),
    "read_park": ("symbiosis.tables.read", "read_park"),
    "save_results": ("symbiosis.results.store", "save_results"),
    "solve": ("symbiosis.questions", "solve"),
    "to_pyomo": ("symbiosis.questions", "to_pyomo"),
}

__all__ = [
    "Options",
    "Park",
    "ParkError",
    "Results",
    "__version__",
    "design",
    "load_results",
    "read_park",
    "save_results",
    "solve",
    "to_pyomo",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'symbiosis' has no attribute {name!r}")
    module, attribute = _WHERE[name]
    return getattr(import_module(module), attribute)
