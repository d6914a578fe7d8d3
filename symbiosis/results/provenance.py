"""What made a result: versions, the question's file, the day."""

from __future__ import annotations

import platform
from datetime import UTC, datetime
from functools import cache
from importlib import metadata

PACKAGES = ("symbiosis", "pyomo", "highspy", "numpy", "scipy", "xarray")


def versions() -> dict[str, str]:
    """Return the versions of this package, of what it stands on, and of Python."""
    return {**_installed(), "python": platform.python_version(), "system": platform.system()}


@cache  # looked up on disk, which would cost every case of a study some milliseconds
def _installed() -> dict[str, str]:
    found = {}
    for package in PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:  # run from a checkout that was not installed
            found[package] = "not installed"
    return found


def stamp() -> str:
    """Return the present moment in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
