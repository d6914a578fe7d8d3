"""Coalitions of one park a minute: each anew or from a neighbour's end, one at a time or two."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping
from typing import Any

import numpy as np

from benchmarks.report import RESULTS, machine, today, write_section

PATH = RESULTS / "fairness.json"
WAYS = ("as `fair` does it", "two workers", "simplex, each anew", "simplex, from a neighbour's end")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may be asked."""
    parser.add_argument("--enterprises", type=int, default=8, help="of the park (default: 8)")
    parser.add_argument("--days", type=int, default=4, help="typical days (default: 4)")
    parser.add_argument("--coalitions", type=int, default=32, help="of the walk through all (default: 32)")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    parser.add_argument("--no-write", action="store_true", help="print only; leave README.md as it is")


def run(options: argparse.Namespace) -> int:
    """Measure every way on the same coalitions; what is measured already is not measured again."""
    kept = {} if options.no_write or not PATH.exists() else json.loads(PATH.read_text(encoding="utf-8"))
    size = f"{options.enterprises} enterprises, {options.days} typical days, {options.coalitions} coalitions"
    measured: dict[str, Any] = kept.get(size, {})
    for way in options.ways:
        if way in measured:
            continue
        print(f"{way}: {size} …", file=sys.stderr, flush=True)
        measured[way] = once(way, options)
        if not options.no_write:
            kept[size] = measured
            RESULTS.mkdir(exist_ok=True)
            PATH.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    agreed(measured)
    print("\n".join(table(measured)))
    if not options.no_write:
        where = machine()
        told = f"{size}, {today()}; {where['system']}, {where['cores']} cores, Python {where['python']}."
        write_section("fairness", [told, "", *table(measured)])
    return 0


def groups(players: tuple[str, ...], count: int) -> list[tuple[str, ...]]:
    """Return coalitions, the largest first; each differs from the one before by one player (a Gray code).

    >>> groups(("a", "b"), 3)
    [('a', 'b'), ('b',), ('a',)]
    """
    whole = 2 ** len(players) - 1
    walk = [whole ^ (i ^ (i >> 1)) for i in range(whole + 1)]
    named = [tuple(p for k, p in enumerate(players) if s >> k & 1) for s in walk if s]
    return named[:count]


def once(way: str, options: argparse.Namespace) -> dict[str, Any]:
    """Solve the coalitions one way; return seconds, those of building, and what everybody costs."""
    from symbiosis.horizon.spec import from_spec
    from symbiosis.solver.options import Options
    from symbiosis.study.generate import generate

    park = generate(options.enterprises - 1, seed=1)  # and a shared operator
    horizon = from_spec(park.calendar, {"typical_days": options.days}, park)
    chosen = groups(tuple(park.enterprises), options.coalitions)
    begun = time.monotonic()
    if way in WAYS[:2]:
        workers = 2 if way == "two workers" else 1
        costs, solves = by_costs(park, horizon, chosen, Options(gap=1e-4), workers), len(chosen)
        building = None
    else:
        costs, building = by_simplex(park, horizon, chosen, start=way == WAYS[3])
        solves = len(chosen)
    spent = time.monotonic() - begun
    return {"seconds": spent, "building": building, "coalitions": solves, "costs": costs}


def by_costs(
    park: Any, horizon: Any, chosen: list[tuple[str, ...]], options: Any, workers: int
) -> list[float]:
    """Return what coalitions cost by the package's own way: built, solved and verified, each by itself."""
    from symbiosis.study.sharing.costs import Costs

    costs = Costs(park, "integrated_park", horizon, options, workers)
    costs.find(sorted(map(frozenset, chosen), key=costs.groups.turn))
    return [costs.known[frozenset(names)].high for names in chosen]


def by_simplex(
    park: Any, horizon: Any, chosen: list[tuple[str, ...]], start: bool
) -> tuple[list[float], float]:
    """Return what coalitions cost and the seconds of building; a start carries a basis over by names."""
    import highspy

    from symbiosis.park.part import part
    from symbiosis.questions import assemble, load
    from symbiosis.solver.gate import admit
    from symbiosis.solver.highs import objective_scale, pass_model
    from symbiosis.solver.neighbour import start_from
    from symbiosis.solver.options import Options

    question = load("integrated_park")
    offered = question.scope(park)
    costs, building, last = [], 0.0, None
    for names in chosen:
        begun = time.monotonic()
        program = assemble(part(offered, names), question, horizon)
        problem = admit(program, Options().largest_range).problem
        scale = objective_scale(problem)
        highs: Any = highspy.Highs()
        for name, value in (("output_flag", False), ("solver", "simplex"), ("threads", 1)):
            highs.setOptionValue(name, value)
        pass_model(highs, problem, scale, [])
        basis = start_from(program, *last) if start and last is not None else None
        if basis is not None:
            highs.setBasis(basis)
        building += time.monotonic() - begun
        highs.run()
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"{', '.join(names)}: {highs.modelStatusToString(highs.getModelStatus())}")
        costs.append(highs.getInfo().objective_function_value / scale)
        last = program, highs.getBasis()
    return costs, building


def agreed(measured: Mapping[str, Mapping[str, Any]]) -> None:
    """Raise where two ways give another cost for a coalition, beyond their gap."""
    every = [np.asarray(found["costs"]) for found in measured.values()]
    for costs in every[1:]:
        worst = float((np.abs(costs - every[0]) / np.maximum(1.0, np.abs(every[0]))).max())
        if worst > 2e-4:
            raise RuntimeError(f"two ways differ by {worst:.2g} in what a coalition costs")


def table(measured: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the lines of a Markdown table."""
    lines = ["| way | coalitions | seconds | coalitions a minute | building |", "|---|---:|---:|---:|---:|"]
    for way, found in measured.items():
        share = "" if found["building"] is None else f"{found['building'] / found['seconds']:.0%}"
        rate = 60.0 * found["coalitions"] / found["seconds"]
        lines.append(f"| {way} | {found['coalitions']} | {found['seconds']:.1f} | {rate:.1f} | {share} |")
    return lines
