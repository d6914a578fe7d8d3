"""Many cases of one park: cases a minute with one and two workers, and as fresh processes.

Workers solve every case, each from the last basis of the case before. The same cases one by one, each
solved anew, and each in a process of its own, take many times longer: of these only the first few are
run, for the rate. A way that is stopped goes on where it stood, and finished ways are not run again.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.environments import ROOT
from benchmarks.report import RESULTS, machine, today, write_section

PATH = RESULTS / "sweep.json"
FOLDER = ROOT / ".benchmarks" / "sweep"
WAYS = ("two workers", "one worker", "one worker, each anew", "fresh processes")
FEW = 4  # cases of the slow ways
SETTLED = 10  # cases after which a process has loaded what it will
OUTSIDE, GROWTH = 0.20, 0.05  # shares aimed at: time outside the solver, growth of memory


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may be asked."""
    parser.add_argument("--cases", type=int, default=200, help="cases (default: 200)")
    parser.add_argument("--few", type=int, default=FEW, help="cases solved anew (default: 4)")
    parser.add_argument("--enterprises", type=int, default=10, help="of the park (default: 10)")
    parser.add_argument("--days", type=int, default=12, help="typical days (default: 12)")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    parser.add_argument("--no-write", action="store_true", help="print only; leave README.md as it is")


def run(options: argparse.Namespace) -> int:
    """Run the same cases every way, show what was measured; a run that was stopped goes on where it stood."""
    kept = {} if options.no_write or not PATH.exists() else json.loads(PATH.read_text(encoding="utf-8"))
    size = f"{options.cases} cases, {options.enterprises} enterprises, {options.days} typical days"
    measured: dict[str, Any] = kept.get(size, {})
    for way in options.ways:
        if measured.get(way, {}).get("complete"):
            continue
        print(f"{way}: {size} …", file=sys.stderr, flush=True)
        measured[way] = once(way, options)
        if not options.no_write:
            kept[size] = measured
            RESULTS.mkdir(exist_ok=True)
            PATH.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print("\n".join([*table(measured), "", *aims(measured)]))
    if not options.no_write:
        where = machine()
        told = f"{size}, {today()}; {where['system']}, {where['cores']} cores, Python {where['python']}."
        write_section("sweep", [told, "", *table(measured), "", *aims(measured)])
    return 0


def once(way: str, options: argparse.Namespace) -> dict[str, Any]:
    """Run the cases one way; seconds are summed over takings-up, since finished cases are never repeated."""
    from symbiosis.study.running import hand
    from symbiosis.study.running.case import code_digest
    from symbiosis.study.running.crew import Alone, local
    from symbiosis.study.running.run import run as run_study

    size = f"{options.cases}-{options.enterprises}-{options.days}"
    folder = FOLDER / f"{way.replace(', ', '-').replace(' ', '-')}-{size}-{code_digest()[:8]}"
    if options.no_write and folder.is_dir():
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    clock = folder / "clock.json"
    before = json.loads(clock.read_text(encoding="utf-8")) if clock.exists() else 0.0
    held: list[float] = []  # MB of this process after each case
    known, started = hand.CASES, time.monotonic()
    study = study_of(options, way)

    def heard(event: Mapping[str, Any], _tally: Any) -> None:
        _held(event, held)

    hand.CASES = 1 if way == "fresh processes" else known
    try:
        with local(2) if way == "two workers" else nullcontext(Alone()) as crew:
            ran = run_study(study, folder, crew, listener=heard)
    finally:
        hand.CASES = known
        spent = before + time.monotonic() - started
        clock.write_text(json.dumps(spent), encoding="utf-8")
    if not ran.known:
        raise SystemExit(f"{way}: no case was answered: {next(iter(ran.messages.values()), 'stopped')}")
    return {**summary([record for _, record in ran.known], spent, held), "complete": ran.complete}


def study_of(options: argparse.Namespace, way: str) -> Any:
    """Return a sample over the prices of power and gas and the CO2 price of a generated park.

    The slow ways solve points of a smaller sample over the same ranges.
    """
    warm = way in ("one worker", "two workers")
    cases = options.cases if warm else min(options.few, options.cases)
    from symbiosis.scenario.changes import put
    from symbiosis.solver.options import Options
    from symbiosis.study.axes import Axis, Sample
    from symbiosis.study.generate import generate
    from symbiosis.study.study import Study

    paths = ("markets.grid.*_price", "markets.gas.purchase_price", "levies.co2_price.price")
    axes = tuple(Axis(path, path, "scale", ("0.5", "2"), (0.5, 2.0)) for path in paths)
    return Study(
        "sweep",
        generate(options.enterprises, seed=1),
        "sweep",
        changes=(put("park.horizon", {"typical_days": str(options.days)}),),
        axes=axes,
        sample=Sample("latin_hypercube", cases, 1),
        options=Options(gap=1e-3, threads=1, warm=warm),
    )


def summary(records: Sequence[Any], spent: float, held: Sequence[float]) -> dict[str, Any]:
    """Return rate, share of time outside the solver, and how memory grew after the first cases.

    `held` is the controller's memory after each case of this run; a worker's is that of its own cases.
    """
    solving = sum(record.solving for record in records)
    busy = sum(record.seconds for record in records)
    memory = [record.memory for record in records if record.memory]
    return {
        "cases": len(records),
        "seconds": spent,
        "per_minute": 60.0 * len(records) / spent,
        "median_seconds": median(record.seconds for record in records),
        "outside": (busy - solving) / busy,
        "worker_mb": max(memory, default=0.0),
        "worker_growth": growth(memory),
        "controller_growth": growth(held),
    }


def growth(memory: Sequence[float]) -> float | None:
    """Return by which share memory grew after the first cases; None when there were too few.

    >>> growth([100.0] * 10 + [103.0, 102.0])
    0.02
    """
    if len(memory) <= SETTLED:
        return None
    return memory[-1] / memory[SETTLED - 1] - 1.0


def table(measured: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the lines of a Markdown table."""
    lines = [
        "| way | cases | cases a minute | seconds each | outside solving | worker MB | worker growth "
        "| controller growth |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for way, found in measured.items():
        grown = [
            "–" if found[k] is None else f"{found[k]:.1%}" for k in ("worker_growth", "controller_growth")
        ]
        lines.append(
            f"| {way} | {found['cases']} | {found['per_minute']:.2f} | {found['median_seconds']:.1f} "
            f"| {found['outside']:.0%} | {found['worker_mb']:.0f} | {grown[0]} | {grown[1]} |"
        )
    return lines


def aims(measured: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Say what was aimed at and what was reached, way by way.

    >>> found = {"outside": 0.1, "worker_growth": 0.06, "controller_growth": None}
    >>> aims({"one worker": found})[2:]
    ['| one worker: time outside solving | at most 20% | 10.0% | reached |',
     '| one worker: growth of the worker | less than 5% | 6.0% | **missed** |']
    """
    lines = ["| aim | | measured | |", "|---|---:|---:|---|"]
    for way, found in measured.items():
        for key, what, sense, limit in (
            ("outside", "time outside solving", "at most", OUTSIDE),
            ("worker_growth", "growth of the worker", "less than", GROWTH),
            ("controller_growth", "growth of the controller", "less than", GROWTH),
        ):
            value = found[key]
            if value is not None:
                verdict = "reached" if value <= limit else "**missed**"
                lines.append(f"| {way}: {what} | {sense} {limit:.0%} | {value:.1%} | {verdict} |")
    return lines


def _held(event: Mapping[str, Any], into: list[float]) -> None:
    if event["event"] == "finished":
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmRSS"):
                into.append(float(line.split()[1]) / 1e3)
