"""Write the reference of every field of a park, from the registry that also checks them.

`python docs/reference.py OUTPUT.md` writes one table per section of `park.yaml`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from symbiosis.park import Connection
from symbiosis.park.fields import Spec, default_of, required, specs
from symbiosis.park.park import SECTIONS
from symbiosis.park.settings import Settings

UNIT_WORDS = {word: word for word in ("rate", "amount", "capacity", "money", "quality")} | {
    "own": "unit counted",
    "per": "unit of output",
}

OPENING = """\
# Fields of a park

Every word that a park's files may hold. *Rate* is the unit of the carrier's flow (t/h, MW), *amount* the
same times an hour (t, MWh), *capacity* the unit that the thing's size is stated in (the rate, or the amount
for a store), *money* the park's currency. Any unit of the same dimension may be written; it is converted when
the park is read. Where "or profile" stands, the number may follow a profile over time.
"""


def sections() -> dict[str, type]:
    """Return the class behind every section of `park.yaml`, by the name it has there."""
    return {"park": Settings, **SECTIONS, "networks: members": Connection}


def page() -> str:
    """Return the whole reference in Markdown."""
    return "\n".join([OPENING, *(_section(name, kind) for name, kind in sections().items())])


def _section(name: str, kind: type) -> str:
    lines = [
        f"## {name}",
        "",
        (kind.__doc__ or "").strip().splitlines()[0],
        "",
        "| field | unit or form | default | meaning |",
        "|---|---|---|---|",
        *(_row(kind, field, spec) for field, spec in specs(kind).items()),
        "",
    ]
    return "\n".join(lines)


def _row(kind: type, field: str, spec: Spec) -> str:
    default = "**required**" if field in required(kind) else _shown(default_of(kind, field))
    meaning = "; ".join([spec.meaning, *_limits(spec)])
    return f"| `{field}` | {_form(spec)} | {default} | {meaning} |"


def _form(spec: Spec) -> str:
    unit = spec.unit.format(**UNIT_WORDS) or "—"
    forms = {
        "number": unit,
        "varying": f"{unit}, or profile",
        "text": "text",
        "choice": ", ".join(spec.choices),
        "flag": "yes or no",
        "name": f"one of `{spec.refers_to}`",
        "names": f"several of `{spec.refers_to}`",
        "ratios": f"amount per amount, by `{spec.refers_to}`, or profile",
        "sizes": f"list, {unit}",
        "qualities": f"{unit}, by `{spec.refers_to or 'supplier'}`, or profile",
        "points": f"lists by `{spec.refers_to}`, {unit}",
    }
    return forms[spec.kind]


def _limits(spec: Spec) -> Iterator[str]:
    if spec.above is not None:
        yield f"above {spec.above:g}"
    if spec.lower is not None:
        yield f"at least {spec.lower:g}"
    if spec.upper is not None:
        yield f"at most {spec.upper:g}"


def _shown(default: Any) -> str:
    if isinstance(default, bool):
        return "yes" if default else "no"
    if default is None or (not isinstance(default, float) and not str(default)) or default == ():
        return "none"
    if isinstance(default, float):
        return f"{default:g}"
    return "none" if hasattr(default, "keys") else str(default)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
