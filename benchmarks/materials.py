"""Ways to write exchanges of materials: routes or hubs, two forms of fixed costs, screened pairs or all."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.environments import ROOT
from benchmarks.report import RESULTS, machine, today, write_section

SIZES = (20, 80, 320)
WAYS = {  # name → form, fixed charges, whether pairs are screened first
    "routes": ("pairwise", "aggregated", True),
    "routes, a row per carrier": ("pairwise", "per_carrier", True),
    "routes, not screened": ("pairwise", "aggregated", False),
    "routes, a row per carrier, not screened": ("pairwise", "per_carrier", False),
    "hubs": ("network", "aggregated", True),
    "hubs, not screened": ("network", "aggregated", False),
}
PATH = RESULTS / "materials.json"


@dataclass(frozen=True)
class Subject:
    """One way at one size; the limit is in seconds, for the relaxation and for the search each."""

    form: str
    charges: str
    screened: bool
    enterprises: int
    gap: float
    limit: float

    @property
    def key(self) -> str:
        """The name its measurement is kept under."""
        return f"{self.enterprises} {self.form} {self.charges} {'screened' if self.screened else 'all'}"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may be asked."""
    parser.add_argument("--sizes", nargs="+", type=int, default=list(SIZES), help="numbers of enterprises")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    parser.add_argument(
        "--gap", type=float, default=0.01, help="gap that every way must prove (default: 0.01)"
    )
    parser.add_argument("--limit", type=float, default=1200.0, help="seconds for each (default: 1200)")
    parser.add_argument(
        "--wall", type=float, default=None, help="seconds for all of one subject, building included"
    )
    parser.add_argument("--anew", action="store_true", help="measure again what has been measured")
    parser.add_argument("--quiet", action="store_true", help="print the table only; README.md stays as it is")


def run(options: argparse.Namespace) -> int:
    """Measure what is missing, one fresh process after the other, and show everything measured."""
    kept: dict[str, Any] = (
        {} if not PATH.exists() else json.loads(PATH.read_text(encoding="utf-8"))["measured"]
    )
    for subject in subjects(options.sizes, options.ways, options.gap, options.limit):
        known = kept.get(subject.key)
        same = known is not None and known["gap_asked"] == subject.gap
        if same and not options.anew and (known["finished"] or enough(known, subject, options.wall)):
            continue
        print(f"{subject.key} …", file=sys.stderr, flush=True)
        kept[subject.key] = once(subject, options.wall)
        if not options.quiet:
            keep(kept)
    show(list(kept.values()), options.quiet)
    return 0


def enough(known: dict[str, Any], subject: Subject, wall: float | None) -> bool:
    """Tell whether what did not finish had as much time as it would get now."""
    longer = known.get("wall") is not None and (wall is None or wall > known["wall"])
    return bool(known["limit"] >= subject.limit and not longer)


def subjects(sizes: Iterable[int], ways: Sequence[str], gap: float, limit: float) -> list[Subject]:
    """Return every way at every size, small sizes first."""
    return [Subject(*WAYS[way], n, gap, limit) for n in sorted(sizes) for way in ways]


def once(subject: Subject, wall: float | None = None) -> dict[str, Any]:
    """Measure one subject in a fresh process; what fails or takes too long is kept as unfinished, and why."""
    command = [sys.executable, "-m", "benchmarks.materials_worker", json.dumps(asdict(subject))]
    surroundings = os.environ | {"PYTHONPATH": str(ROOT)}
    load = os.getloadavg()[0]
    asked = asdict(subject)
    about = {**asked, "gap_asked": asked.pop("gap"), "date": today(), "load_before": round(load, 1)}
    about.pop("gap")
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=surroundings, capture_output=True, encoding="utf-8", timeout=wall
        )
    except subprocess.TimeoutExpired:
        return {**about, "finished": False, "failed": f"not built and solved within {wall:g} s", "wall": wall}
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


def show(measured: Sequence[dict[str, Any]], quiet: bool) -> None:
    """Print the table, and bring README.md up to date unless told otherwise."""
    lines = table(measured)
    print("\n".join(lines))
    if quiet or not measured:
        return
    where = machine()
    loads = [m["load_before"] for m in measured]
    gaps = ", ".join(f"{gap:g}" for gap in sorted({m["gap_asked"] for m in measured}))
    told = (
        f"To a gap of {gaps}, {max(m['date'] for m in measured)}; {where['system']} {where['architecture']}, "
        f"{where['cores']} cores (load before each run: {min(loads):g} to {max(loads):g}), "
        f"{where['memory_gb']:g} GB, Python {where['python']}."
    )
    write_section("materials", [told, "", *lines])


def table(measured: Sequence[dict[str, Any]]) -> list[str]:
    """Markdown: one line per size and way; the bound of the relaxation is a share of that way's plan."""
    out = [
        "| enterprises | way | pairs | rows | columns | non-zeros | integers | screen [s] | build [s] "
        "| relax [s] | its bound | search [s] | gap | plan [M CNY/a] | peak MB |",
        "|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    names = {way: name for name, way in WAYS.items()}
    order = list(WAYS)
    ranked = sorted(measured, key=lambda m: (m["enterprises"], order.index(names[_way(m)])))
    for m in ranked:
        head = f"| {m['enterprises']} | {names[_way(m)]} "
        if "rows" not in m:
            said = f"> {m['wall']:g} s in all" if m.get("wall") else "failed"
            out.append(f"{head}| {said} " + "| " * 12 + "|")
            continue
        took = f"{m['solving']:.1f}" if m["finished"] else f"> {m['limit']:g}"
        gap = "" if m["gap"] is None else f"{m['gap']:.2%}"
        plan = "" if m["cost"] is None else f"{m['cost'] / 1e6:.2f}"
        bound = "" if not m["cost"] or m["relaxation"] is None else f"{m['relaxation'] / m['cost']:.1%}"
        out.append(
            f"{head}| {m['pairs']} | {m['rows']} | {m['columns']} | {m['nonzeros']} | {m['integers']} "
            f"| {m['screening']:.2f} | {m['building']:.2f} | {m['relaxing']:.1f} | {bound} | {took} "
            f"| {gap} | {plan} | {m['peak_mb']} |"
        )
    return out


def _way(measured: dict[str, Any]) -> tuple[str, str, bool]:
    return measured["form"], measured["charges"], measured["screened"]
