"""The lock pins every package that pyproject names, at a version it allows, and says nothing else."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements" / "lock.txt").read_text(encoding="utf-8").splitlines()


def wanted() -> list[Requirement]:
    lists = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    requirements = [Requirement(text) for texts in lists for text in texts]
    return [requirement for requirement in requirements if requirement.name != PROJECT["name"]]


def test_every_line_is_a_name_and_a_version():
    assert [line for line in LOCK if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", line)] == []


def test_no_package_is_pinned_twice():
    names = [canonicalize_name(line.partition("==")[0]) for line in LOCK]
    assert sorted(set(names)) == sorted(names)


def test_every_package_the_project_names_is_pinned_within_its_bounds():
    pins = {canonicalize_name(name): version for name, _, version in (line.partition("==") for line in LOCK)}
    loose = [str(r) for r in wanted() if not r.specifier.contains(pins.get(canonicalize_name(r.name), "0"))]
    assert loose == []
