"""Problems that other tools ship: each solved by its tool, live, and as a park here; the costs must agree."""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.environments import CACHE, python_of
from benchmarks.live.cases import CASES, EXACT, Case, case, park_of
from benchmarks.report import RESULTS, today, write_section

if TYPE_CHECKING:
    from symbiosis.park.park import Park

QUERY = "import json, sys\nfrom importlib.metadata import version\n"
QUERY += "print(json.dumps({name: version(name) for name in sys.argv[1:]}))"


class PeerError(RuntimeError):
    """A peer could not be installed or did not answer; the message holds the end of what it said."""


@dataclass(frozen=True)
class Comparison:
    """What a problem costs by its tool and here, with the tool's versions; or why it was skipped."""

    case: str
    theirs: float | None = None
    ours: float | None = None
    versions: Mapping[str, str] | None = None
    skipped: str = ""

    @property
    def difference(self) -> float:
        """Relative difference of the two costs."""
        assert self.theirs is not None
        assert self.ours is not None
        return abs(self.ours - self.theirs) / abs(self.theirs)

    @property
    def agrees(self) -> bool:
        """Whether both costs are the same, and the tool's is the one known beforehand."""
        if self.skipped:
            return True
        known = case(self.case)
        assert self.theirs is not None
        published = abs(self.theirs - known.known) <= EXACT * abs(known.known)
        return published and self.difference <= known.allowed


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may be asked."""
    parser.add_argument(
        "--cases", nargs="*", default=[c.name for c in CASES], choices=[c.name for c in CASES]
    )
    parser.add_argument("--cache", type=Path, default=CACHE, help="folder of the peers' environments")
    parser.add_argument("--publish", action="store_true", help="write the table into README.md and results/")


def run(options: argparse.Namespace) -> int:
    """Compare the cases asked for, one after the other."""
    found = [compare(case(name), options.cache) for name in options.cases]
    lines = table(found)
    print("\n".join(lines))
    if options.publish:
        whole = {"date": today(), "cases": [asdict(comparison) for comparison in found]}
        text = json.dumps(whole, indent=2, ensure_ascii=False)
        (RESULTS / "peers.json").write_text(text + "\n", encoding="utf-8")
        write_section("peers", [f"{today()}.", "", *lines])
    return 0 if all(comparison.agrees for comparison in found) else 1


def compare(problem: Case, cache: Path) -> Comparison:
    """Solve a problem by its tool in the tool's environment, then as a park here."""
    try:
        python = python_of(problem.peer, cache)
        answer = live(problem, python)
        said = subprocess.run(
            [python, "-c", QUERY, *problem.packages], capture_output=True, text=True, check=True
        )
    except (PeerError, subprocess.CalledProcessError, OSError) as error:
        return Comparison(problem.name, skipped=f"{problem.peer} did not run: {error}")
    park = park_of(problem, answer.get("series", {}), cache / "parks" / problem.name)
    return Comparison(problem.name, answer["objective"], cost(park), json.loads(said.stdout))


def live(problem: Case, python: Path) -> dict[str, Any]:
    """Return what the tool's script wrote."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        command = [python, "-W", "ignore", problem.folder / "peer.py", answer]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600)
        if done.returncode != 0 or not answer.exists():
            raise PeerError(f"{problem.name}: {done.stderr[-2000:]}")
        return dict(json.loads(answer.read_text(encoding="utf-8")))


def cost(park: Park) -> float:
    """Return the cost of the best plan of a park over its own hours; the plan is optimal and verified."""
    from symbiosis.horizon.spec import full
    from symbiosis.questions import solve
    from symbiosis.solver import Options

    horizon = full(park.calendar, annualised=False, cyclic=bool(park.horizon.get("cyclic", True)))
    results = solve(park, "integrated_park", horizon=horizon, options=Options(gap=0.0))
    if results.outcome.status != "optimal" or not results.verdict.ok:
        raise RuntimeError(f"{park.settings.name}: {results.outcome} {results.verdict}")
    return float(results.outcome.objective)


def table(found: Sequence[Comparison]) -> list[str]:
    """Return the comparison as lines of Markdown."""
    lines = [
        "| problem | by its tool | as a park | relative difference | allowed | |",
        "|---|---:|---:|---:|---:|---|",
    ]
    for comparison in found:
        known = case(comparison.case)
        if comparison.skipped:
            lines.append(f"| {known.title} | – | – | – | – | skipped: {comparison.skipped.splitlines()[0]} |")
            continue
        versions = " ".join(f"{name} {number}" for name, number in (comparison.versions or {}).items())
        verdict = "agrees" if comparison.agrees else "**differs**"
        lines.append(
            f"| {known.title} ({versions}) | {comparison.theirs:.7f} | {comparison.ours:.7f} | "
            f"{comparison.difference:.1e} | {known.allowed:g} | {verdict} |"
        )
    return lines
