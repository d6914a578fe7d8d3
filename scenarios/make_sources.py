"""Write the table of a SOURCES.md from its park.yaml: every figure with its range, source and confidence.

`python scenarios/make_sources.py scenarios/northern_heavy` after a change of its park.yaml. Numbers that
types fill in are not listed: they are the process library's and carry its source.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

BEGIN, END = "<!-- table: begin -->\n", "<!-- table: end -->\n"
SECTIONS = (
    "park",
    "carriers",
    "enterprises",
    "technologies",
    "demands",
    "supplies",
    "outlets",
    "markets",
    "links",
    "levies",
)


def main(folder: Path) -> None:
    """Replace the table between the two marks."""
    path = folder / "SOURCES.md"
    head, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    path.write_text(
        head + BEGIN + table(folder) + END + rest.partition(END)[2], encoding="utf-8", newline="\n"
    )


def table(folder: Path) -> str:
    """Return one row per figure of park.yaml."""
    park = YAML(typ="safe", pure=True).load((folder / "park.yaml").read_text(encoding="utf-8"))
    lines = ["| path | value | range | source | confidence |", "|---|---|---|---|---|"]
    for section in SECTIONS:
        for path, entry in figures(section, park.get(section, {})):
            span = f"{entry['low']} … {entry['high']}" if "low" in entry else ""
            lines.append(
                f"| {path} | {entry['value']} | {span} | {entry['source']} | {entry['confidence']} |"
            )
    return "\n".join(lines) + "\n"


def figures(path: str, node: Any) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield every figure below a node with its path."""
    if isinstance(node, dict) and "value" in node:
        yield path, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from figures(f"{path}.{key}", value)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        main(Path(name))
