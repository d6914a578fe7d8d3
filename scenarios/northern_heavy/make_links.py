"""Write links.csv: the candidate exchanges that `symbiosis match` offers for this park, power lines left out.

Direct power lines between enterprises need a licence that most parks do not have, so they are no candidates
here. Run it after a change of park.yaml; delete links.csv first to match the bare park.
"""

from __future__ import annotations

import csv
import shutil
import sys
import tempfile
from pathlib import Path

from symbiosis import read_park
from symbiosis.study.matching.candidate_links import link_rows
from symbiosis.study.matching.match import match

HERE = Path(__file__).parent


def main(target: Path) -> None:
    """Match the park without links.csv and write what is offered."""
    with tempfile.TemporaryDirectory() as name:
        bare = Path(name) / "park"
        shutil.copytree(HERE, bare, ignore=shutil.ignore_patterns("links.csv", "*.py", "*.md", "__pycache__"))
        park = read_park(bare)
    offered = [candidate for candidate in match(park).offered if candidate.carrier != "power"]
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(link_rows(park, offered))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "links.csv")
