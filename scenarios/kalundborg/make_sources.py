"""Write the table of SOURCES.md from park.yaml: every number with its range, source and confidence.

Run `python scenarios/kalundborg/make_sources.py` after a change of park.yaml. Numbers that are no
statement about the world (the limit up to which a size is searched, a ratio of 1) are listed as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

HERE = Path(__file__).parent
BEGIN, END = "<!-- table: begin -->\n", "<!-- table: end -->\n"
SECTIONS = (
    "park",
    "carriers",
    "enterprises",
    "technologies",
    "stores",
    "supplies",
    "demands",
    "outlets",
    "markets",
    "links",
    "networks",
    "levies",
)
NUMBER = re.compile(r"-?[0-9.]+(e-?[0-9]+)?\s*\S*")
# What bare numbers are, by the last word of their path
BARE = {
    "capacity_max": "limit of the search: what the full flow needs",
    "units_max": "one is on offer",
    "study_period": "A1",
    "price_year": "price level of the technology costs",
    "year": "calendar only: first of January a Sunday, no leap day",
    "x": "origin of the map",
    "y": "origin of the map",
    "lifetime": "as the pipes",
    "superheat": "A22: what steam must keep at the end of each pipe",
    "velocity": "A23: wide mains",
    "price_factor": "A22 (steam), A23 (water): money of 2025 in the ground per EUR of the catalogue",
    "fee": "free of charge, assumed",
}


def main() -> None:
    """Replace the table between the two marks."""
    path = HERE / "SOURCES.md"
    text = path.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    path.write_text(head + BEGIN + table() + END + tail, encoding="utf-8", newline="\n")


def table() -> str:
    """Return one row per number of park.yaml."""
    park = YAML(typ="safe", pure=True).load((HERE / "park.yaml").read_text(encoding="utf-8"))
    lines = ["| path | value | range | source | confidence |", "|---|---|---|---|---|"]
    for section in SECTIONS:
        for name, cells in rows(section, park[section]):
            lines.append(f"| {name} | " + " | ".join(cells) + " |")
    for name, entry in park["meters"].items():
        lines.append(f"| meters.{name} | {entry['total']} | | {entry['source']} | H |")
    return "\n".join(lines) + "\n"


def rows(path: str, node: Any) -> Iterator[tuple[str, tuple[str, str, str, str]]]:
    """Yield the path of every number with its value, range, source and confidence."""
    if isinstance(node, dict) and ("value" in node or "profile" in node):
        shown = node["value"] if "value" in node else f"profile {node['profile']}"
        span = f"{node['low']} … {node['high']}" if "low" in node else ""
        yield path, (str(shown), span, node.get("source", ""), node.get("confidence", ""))
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from rows(f"{path}.{key}", value)
    elif isinstance(node, list) and node and isinstance(node[0], dict):
        for value in node:
            yield from rows(path, value)
    elif is_number(node):
        last = path.rpartition(".")[2]
        source = "no statement: one unit in, one out" if ".ratios." in path else BARE[last]
        yield path, (str(node), "", source, "")


def is_number(node: Any) -> bool:
    """Tell whether a bare entry is a number, with or without a unit."""
    if isinstance(node, bool):
        return False
    return isinstance(node, int | float) or (isinstance(node, str) and NUMBER.fullmatch(node) is not None)


if __name__ == "__main__":
    main()
