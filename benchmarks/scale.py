"""Time to a proved answer on generated parks: certified solve beside HiGHS on the whole program."""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.environments import ROOT
from benchmarks.report import RESULTS, machine, today, write_section

METHODS = {
    "certified": "**certified**",
    "hipo": "HiPO, no crossover",
    "ipm": "IPX, no crossover",
    "simplex": "simplex",
    "hipdlp": "HiPDLP at its own default tolerance",
}
SIZES = ((3, 1460), (3, 4380), (3, 8760), (10, 8760))
PATH = RESULTS / "scale.json"


@dataclass(frozen=True)
class Subject:
    """One method on one park; the limit is in seconds."""

    method: str
    enterprises: int
    hours: int
    gap: float
    limit: float

    @property
    def key(self) -> str:
        """The name its measurement is kept under."""
        return f"{self.method} {self.enterprises} x {self.hours}"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may be asked."""
    parser.add_argument("--limit", type=float, default=2400.0, help="seconds for each (default: 2400)")
    parser.add_argument("--gap", type=float, default=1e-3, help="gap for certified (default: 0.001)")
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=list(METHODS))
    parser.add_argument("--sizes", nargs="+", default=[f"{n}x{h}" for n, h in SIZES], help="e.g. 10x8760")
    parser.add_argument("--anew", action="store_true", help="measure again what has been measured")


def run(options: argparse.Namespace) -> int:
    """Measure what is missing, one fresh process after the other, and show everything measured."""
    kept: dict[str, Any] = (
        {} if not PATH.exists() else json.loads(PATH.read_text(encoding="utf-8"))["measured"]
    )
    for subject in subjects(options.sizes, options.methods, options.gap, options.limit):
        known = kept.get(subject.key)
        if known and not options.anew and (known["finished"] or known["limit"] >= subject.limit):
            continue
        print(f"{subject.key} …", file=sys.stderr, flush=True)
        kept[subject.key] = once(subject)
        keep(kept)
    show(list(kept.values()))
    return 0


def subjects(sizes: Iterable[str], methods: Sequence[str], gap: float, limit: float) -> list[Subject]:
    """Return every method at every size, small sizes first."""
    pairs = sorted(tuple(int(part) for part in size.split("x")) for size in sizes)
    return [Subject(method, n, h, gap, limit) for n, h in pairs for method in methods]


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
    """Print the table, and bring README.md and its plot up to date."""
    lines = [*table(measured), "", *growth(measured)]
    print("\n".join(lines))
    from benchmarks.scale_plot import draw  # matplotlib: only where a figure is made

    draw(measured, METHODS, RESULTS / "scale.png")
    where = machine()
    loads = [m["load_before"] for m in measured]
    limits = ", ".join(f"{limit:g}" for limit in sorted({m["limit"] for m in measured}))
    told = (
        f"Limits of {limits} s, "
        f"{max(m['date'] for m in measured)}; {where['system']} {where['architecture']}, "
        f"{where['cores']} cores shared with other work (load before each run: {min(loads):g} to "
        f"{max(loads):g}), {where['memory_gb']:g} GB, Python {where['python']}."
    )
    write_section("scale", [told, "", *lines])


def table(measured: Sequence[dict[str, Any]]) -> list[str]:
    """Markdown: one line per size and method."""
    out = [
        "| enterprises × hours | million non-zeros | method | seconds | per million | gap | peak MB |",
        "|---|---:|---|---:|---:|---:|---:|",
    ]
    order = list(METHODS)
    for m in sorted(measured, key=lambda m: (m["enterprises"], m["hours"], order.index(m["method"]))):
        size = f"{m['enterprises']} × {m['hours']}"
        if "seconds" not in m:
            out.append(f"| {size} | | {METHODS[m['method']]} | failed | | | |")
            continue
        millions = m["nonzeros"] / 1e6
        took = f"{m['seconds']:.1f}" if m["finished"] else f"> {m['limit']:g}"
        rate = f"{m['seconds'] / millions:.1f}" if m["finished"] else ""
        gap = "" if m["gap"] is None else f"{m['gap']:.3%}"
        name = METHODS[m["method"]]
        out.append(f"| {size} | {millions:.2f} | {name} | {took} | {rate} | {gap} | {m['peak_mb']} |")
    return out


def growth(measured: Sequence[dict[str, Any]]) -> list[str]:
    """Say how the certified method's time grows, as slopes between the ends of the log–log lines."""
    done = [m for m in measured if m["method"] == "certified" and m["finished"]]
    out = []
    for fixed, moving in (("enterprises", "hours"), ("hours", "enterprises")):
        for value in sorted({m[fixed] for m in done}):
            line = sorted((m for m in done if m[fixed] == value), key=lambda m: m[moving])
            if len(line) < 2:
                continue
            first, last = line[0], line[-1]
            ratio = math.log(last[moving] / first[moving])
            time = math.log(last["seconds"] / first["seconds"]) / ratio
            memory = math.log(last["peak_mb"] / first["peak_mb"]) / ratio
            out.append(
                f"At {value} {fixed}, from {first[moving]} to {last[moving]} {moving}: certified time grows "
                f"with the power {time:.2f}, memory with {memory:.2f}."
            )
    return out
