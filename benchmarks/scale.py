"""Time to a proved answer on generated parks: certified solve beside HiGHS, and what belongs to it."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from benchmarks.environments import ROOT
from benchmarks.report import RESULTS, machine, today, write_section
from benchmarks.scale_subjects import METHODS, Subject, chosen, custom, subjects
from benchmarks.scale_table import sections

PATH = RESULTS / "scale.json"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may be asked."""
    usual = "seconds for each subject (default: 2400; 900 for whole numbers)"
    parser.add_argument("--limit", type=float, default=None, help=usual)
    parser.add_argument("--gap", type=float, default=1e-3, help="gap for certified (default: 0.001)")
    parser.add_argument("--only", nargs="+", default=[], help="subjects whose name holds one of these texts")
    parser.add_argument("--list", action="store_true", help="name the subjects and what is measured already")
    parser.add_argument(
        "--sizes", nargs="+", default=[], help="other sizes, e.g. 10x336, instead of the subjects"
    )
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=list(METHODS), help="for --sizes")
    parser.add_argument("--anew", action="store_true", help="measure again what has been measured")


def run(options: argparse.Namespace) -> int:
    """Measure what is missing, one fresh process after the other, and show everything measured."""
    kept: dict[str, Any] = {}
    if PATH.exists():
        kept = json.loads(PATH.read_text(encoding="utf-8"))["measured"]
    every = subjects(options.gap, options.limit)
    if options.sizes:
        every = custom(options.sizes, options.methods, options.gap, options.limit)
    wanted = chosen(every, options.only)
    if options.list:
        for subject in wanted:
            print(f"{subject.key:<40} limit {subject.limit:g} s  {_state(kept.get(subject.key), subject)}")
        return 0
    for subject in wanted:
        if not options.anew and _state(kept.get(subject.key), subject) == "measured":
            continue
        print(f"{subject.key} …", file=sys.stderr, flush=True)
        kept[subject.key] = once(subject)
        keep(kept)
    show(list(kept.values()))
    return 0


def _state(known: dict[str, Any] | None, subject: Subject) -> str:
    """Tell whether there is nothing left to measure: it finished, or had at least as much time."""
    if known is None or "failed" in known:
        return "to be measured"
    return "measured" if known["finished"] or known["limit"] >= subject.limit else "had less time"


def once(subject: Subject) -> dict[str, Any]:
    """Measure one subject in a fresh process; what fails is kept as unfinished, with its last words."""
    command = [sys.executable, "-m", "benchmarks.scale_worker", json.dumps(asdict(subject))]
    surroundings = os.environ | {"PYTHONPATH": str(ROOT)}
    load = os.getloadavg()[0]
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, encoding="utf-8")
    about = {**asdict(subject), "date": today(), "load_before": round(load, 1)}
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


def show(measured: Sequence[dict[str, Any]]) -> None:
    """Print the tables, and bring README.md and its plot up to date."""
    lines = sections(measured)
    print("\n".join(lines))
    from benchmarks.scale_plot import draw  # matplotlib: only where a figure is made

    draw([m for m in measured if m.get("kind", "solve") == "solve"], METHODS, RESULTS / "scale.png")
    where = machine()
    loads = [m["load_before"] for m in measured]
    limits = ", ".join(f"{limit:g}" for limit in sorted({m["limit"] for m in measured}))
    told = (
        f"Limits of {limits} s, "
        f"{max(m['date'] for m in measured)}; {where['system']} {where['architecture']}, "
        f"{where['cores']} cores (load before each run: {min(loads):g} to "
        f"{max(loads):g}), {where['memory_gb']:g} GB, Python {where['python']}."
    )
    write_section("scale", [told, "", *lines])
