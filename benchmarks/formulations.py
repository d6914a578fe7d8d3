"""Ways to write one and the same park, each against its alternative: size, bound of the relaxation, time."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.environments import ROOT
from benchmarks.formulations_table import table
from benchmarks.report import RESULTS, machine, today, write_section

PATH = RESULTS / "formulations.json"
YEAR = 8760


@dataclass(frozen=True)
class Pair:
    """One option on one park: the forms of both choices, the compact one first."""

    option: str
    park: str
    size: int
    hours: int
    compact: dict[str, str]
    other: dict[str, str]


PAIRS = (
    Pair("bounds instead of rows", "operated", 6, 1460, {}, {"limits": "rows"}),
    Pair("given flows as numbers", "operated", 6, 1460, {}, {"given": "columns"}),
    Pair("canonical units", "operated", 6, 1460, {}, {"power_in": "W"}),
    Pair("equal enterprises merged", "workshops", 10, 1460, {"alike": "merged"}, {"alike": "separate"}),
    Pair("implied capacity rows dropped", "engines", 6, 672, {}, {"capacity_rows": "all"}),
    Pair("equal units counted", "engines", 6, 672, {}, {"units": "one_by_one"}),
    Pair("aggregated fixed charges", "materials", 40, YEAR, {}, {"fixed_charges": "per_carrier"}),
    Pair("hubs instead of routes", "materials", 40, YEAR, {"form": "hubs"}, {"form": "routes"}),
    Pair("screened candidates", "materials", 40, YEAR, {}, {"screened": "no"}),
)


@dataclass(frozen=True)
class Subject:
    """One way of writing one park; `limit` is in seconds, for the relaxation and for the search each."""

    park: str
    size: int
    hours: int
    forms: dict[str, str]
    gap: float
    limit: float

    @property
    def key(self) -> str:
        """The name its measurement is kept under."""
        words = " ".join(f"{name}={word}" for name, word in sorted(self.forms.items())) or "compact"
        return f"{self.park} {self.size} x {self.hours} {words}"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may be asked."""
    parser.add_argument("--only", nargs="+", default=[], help="options whose name holds one of these texts")
    parser.add_argument("--limit", type=float, default=120.0, help="seconds for each (default: 120)")
    parser.add_argument("--gap", type=float, default=0.01, help="gap of the searches (default: 0.01)")
    parser.add_argument("--small", action="store_true", help="tiny sizes; prints, and changes no file")
    parser.add_argument("--list", action="store_true", help="name the subjects and what is measured already")
    parser.add_argument("--anew", action="store_true", help="measure again what has been measured")


def run(options: argparse.Namespace) -> int:
    """Measure what is missing, one fresh process after the other, and show everything measured."""
    pairs = chosen(options.only, options.small)
    kept: dict[str, Any] = {}
    if PATH.exists() and not options.small:
        kept = json.loads(PATH.read_text(encoding="utf-8"))["measured"]
    for subject in subjects(pairs, options.gap, options.limit):
        known = kept.get(subject.key)
        done = known is not None and (known["finished"] or known["limit"] >= subject.limit)
        if options.list:
            print(f"{subject.key:<60} {'measured' if done else 'to be measured'}")
        elif options.anew or not done:
            print(f"{subject.key} …", file=sys.stderr, flush=True)
            kept[subject.key] = once(subject)
            if not options.small:
                keep(kept)
    if not options.list:
        show(pairs, kept, options.small)
    return 0


def chosen(only: Sequence[str], small: bool) -> list[Pair]:
    """Return the pairs whose option holds one of some texts, tiny ones when asked for."""
    found = [pair for pair in PAIRS if not only or any(text in pair.option for text in only)]
    return [shrunk(pair) for pair in found] if small else found


def shrunk(pair: Pair) -> Pair:
    """Return a pair at a size of seconds."""
    hours = pair.hours if pair.park == "materials" else 48
    return Pair(pair.option, pair.park, {"materials": 8}.get(pair.park, 2), hours, pair.compact, pair.other)


def subjects(pairs: Sequence[Pair], gap: float, limit: float) -> list[Subject]:
    """Return both sides of every pair, each once."""
    every = [
        Subject(pair.park, pair.size, pair.hours, forms, gap, limit)
        for pair in pairs
        for forms in (pair.compact, pair.other)
    ]
    return list({subject.key: subject for subject in every}.values())


def once(subject: Subject) -> dict[str, Any]:
    """Measure one subject in a fresh process; what fails is kept as unfinished, with its last words."""
    command = [sys.executable, "-m", "benchmarks.formulations_worker", json.dumps(asdict(subject))]
    surroundings = os.environ | {"PYTHONPATH": str(ROOT)}
    load = os.getloadavg()[0]
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, encoding="utf-8")
    asked = asdict(subject)
    about = {**asked, "gap_asked": asked["gap"], "date": today(), "load_before": round(load, 1)}
    if done.returncode:
        return {**about, "finished": False, "failed": done.stderr[-500:]}
    return {**about, **json.loads(done.stdout.splitlines()[-1])}


def keep(kept: dict[str, Any]) -> None:
    """Write everything measured so far; a run that is ended goes on from here."""
    RESULTS.mkdir(exist_ok=True)
    half = PATH.with_suffix(".half")
    text = json.dumps({"machine": machine(), "measured": kept}, indent=1, ensure_ascii=False)
    half.write_text(text + "\n", encoding="utf-8")
    half.replace(PATH)


def show(pairs: Sequence[Pair], kept: dict[str, Any], small: bool) -> None:
    """Print the table, and bring README.md and its plot up to date unless the sizes are tiny."""
    sides = [(pair.option, *(kept.get(s.key) for s in subjects([pair], 0.0, 0.0))) for pair in pairs]
    measured = [(option, *both) for option, *both in sides if len(both) == 2 and None not in both]
    lines = table(measured)
    print("\n".join(lines))
    if small or not measured:
        return
    from benchmarks.formulations_plot import draw  # matplotlib: only where a figure is made

    draw(measured, RESULTS / "formulations.png")
    where, every = machine(), [side for _, *both in measured for side in both]
    loads = [m["load_before"] for m in every]
    told = (
        f"Limits of {max(m['limit'] for m in every):g} s, searches to a gap of {every[0]['gap_asked']:g}, "
        f"{max(m['date'] for m in every)}; {where['system']} {where['architecture']}, {where['cores']} cores "
        f"(load before each run: {min(loads):g} to {max(loads):g}), {where['memory_gb']:g} GB, "
        f"Python {where['python']}."
    )
    write_section("formulations", [told, "", *lines])
