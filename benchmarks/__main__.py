"""Run one benchmark by name: `python -m benchmarks build`.

A benchmark is a module beside this file with `arguments(parser)` and `run(options) -> exit code`.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

BENCHMARKS = ("build", "assemble", "scale", "formulations", "materials", "peers", "sweep", "fairness")


def main() -> int:
    """Read the command line and run the benchmark it names."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = parser.add_subparsers(dest="name", required=True, metavar="NAME")
    for name in BENCHMARKS:
        module = import_module(f"benchmarks.{name}")
        sentence = (module.__doc__ or "").splitlines()[0]
        command = names.add_parser(name, help=sentence, description=sentence)
        module.arguments(command)
        command.set_defaults(run=module.run)
    options = parser.parse_args()
    return int(options.run(options))


if __name__ == "__main__":
    sys.exit(main())
