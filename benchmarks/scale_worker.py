"""Measure one subject of the scaling benchmark here: `python -m benchmarks.scale_worker SUBJECT_JSON`.

The clock runs from the assembled program to the answer. Memory is the peak of this process and the peak
of its largest child, added.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.scale_losing import PARKS, for_the_season
from symbiosis.formulation.build import compiled
from symbiosis.formulation.change import with_price
from symbiosis.formulation.program import Program
from symbiosis.formulation.tile import tile
from symbiosis.horizon.horizon import Horizon
from symbiosis.horizon.spec import full, window
from symbiosis.horizon.typical import typical
from symbiosis.park.park import Park
from symbiosis.park.profile import Varying
from symbiosis.questions import load
from symbiosis.questions import solve as ask
from symbiosis.solver import Options, Outcome, solve
from symbiosis.solver.child import ChildRunner
from symbiosis.solver.gate import admit
from symbiosis.solver.highs import Attempt
from symbiosis.solver.standing import Standing
from symbiosis.study.generate import generate
from symbiosis.study.honest import honest_cost

SEED = 7
QUESTION = "integrated_park"
LINKS, PLANTS = 60, 10
FIXED_SHARE = 0.2  # fixed cost of a link or plant as a share of its largest investment


def horizon_of(park: Park, hours: int) -> Horizon:
    """Return the year, or its first hours standing for it."""
    if hours >= park.calendar.steps:
        return full(park.calendar)
    return window(park.calendar, 0, hours, annualised=True)


def program_of(enterprises: int, hours: int) -> Program:
    """Return the integrated question of a generated park over its first hours, standing for the year."""
    return assembled(generate(enterprises, SEED), hours)


def assembled(park: Park, hours: int) -> Program:
    """Return the integrated question of a park over its first hours."""
    question = load(QUESTION)
    return tile(compiled(question.build, question.scope(park)), horizon_of(park, hours))


def with_fixed_costs(park: Park) -> Park:
    """Return a park in which 60 links (others are not offered) and 10 plants have a fixed cost."""

    def lumpy(asset: Any) -> Any:
        most = (asset.investment_per_capacity or 0.0) * asset.capacity_max
        if hasattr(asset, "investment_per_capacity_length"):
            most += asset.investment_per_capacity_length * park.length(asset) * asset.capacity_max
        return replace(asset, investment=FIXED_SHARE * most)

    links = {label: lumpy(link) for label, link in list(park.links.items())[:LINKS]}
    plants = dict(park.technologies)
    growing = [
        label for label, plant in plants.items() if plant.expandable and plant.capacity_max is not None
    ]
    for label in growing[:PLANTS]:
        plants[label] = lumpy(plants[label])
    return park.replace(links=links, technologies=plants)


def told(outcome: Outcome) -> dict[str, Any]:
    """Return what is kept of an outcome."""
    return {
        "finished": outcome.status in ("optimal", "within_gap"),
        "cost": outcome.objective,
        "gap": outcome.gap,
        "stages": {name: round(seconds, 2) for name, seconds in outcome.seconds.items()},
        "memory": outcome.memory,
    }


def certified(program: Program, gap: float, limit: float, dask: str | None = None) -> dict[str, Any]:
    """Solve by this package's certified method."""
    return told(solve(program, Options(method="certified", gap=gap, time_limit=limit, dask=dask)))


def monolithic(program: Program, method: str, limit: float) -> dict[str, Any]:
    """Solve the whole program by HiGHS at its default tolerance, without crossover, ended at the limit."""
    problem = admit(program).problem
    runner = ChildRunner(problem, Attempt(method=method, crossover="off", time_limit=limit))
    if not runner.wait(limit):
        runner.kill()
        return {"finished": False, "status": "limit", "cost": None, "gap": None, "stages": {}}
    run = runner.result()
    cost = None if run.x is None else float(problem.cost @ run.x) + problem.offset
    found = {"finished": run.status == "Optimal", "status": run.status, "cost": cost}
    return {**found, "gap": None, "stages": {}}


def by_typical_days(enterprises: int, days: int, gap: float, limit: float) -> dict[str, Any]:
    """Design on typical days, then dispatch the year with the design; the gap is against the year's bound."""
    park = generate(enterprises, SEED)
    horizon = typical(park, days)
    begun = time.perf_counter()
    results = ask(park, QUESTION, horizon, Options(gap=gap, time_limit=limit))
    design = time.perf_counter() - begun
    bound = solve(
        assembled(park, park.calendar.steps), Options(method="certified", gap=gap, time_limit=limit)
    ).bound
    begun = time.perf_counter()
    honest = honest_cost(results, options=Options(gap=gap, time_limit=limit), bound=bound)
    return {
        "finished": True,
        "seconds": round(design, 2),
        "seconds_of_honest_cost": round(time.perf_counter() - begun, 2),
        "periods": int(horizon.period.max()) + 1,
        "estimate": honest.estimate,
        "cost": honest.cost,
        "error": honest.error,
        "gap": honest.gap,
        "short": len(honest.short),
        "served": honest.cost if honest.serves else honest.serving and honest.serving.cost,
        "gap_serving": honest.gap if honest.serves else honest.gap_serving,
        "larger": 0 if honest.serving is None else len(honest.serving.larger),
    }


def by_workers(program: Program, workers: int, gap: float, limit: float) -> dict[str, Any]:
    """Solve certified with so many dask workers on this machine."""
    import distributed

    with distributed.LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1",
        memory_limit=None, silence_logs=50,
    ) as cluster:  # fmt: skip
        found = certified(program, gap, limit, cluster.scheduler_address)
    return {**found, "dispatch": found["stages"].get("dispatch", 0.0) + found["stages"].get("improve", 0.0)}


def once_more(enterprises: int, hours: int, limit: float, solved: bool) -> dict[str, Any]:
    """Change the price of gas: the time until the solver may start, made anew and in place.

    Both programs are also solved, and must cost the same, when that is asked for.
    """
    park = generate(enterprises, SEED)
    dearer = Varying.of(park.markets["gas"].purchase_price or 0.0)
    dearer = replace(dearer, value=1.3 * dearer.value)
    changed = park.replace(
        markets={**park.markets, "gas": replace(park.markets["gas"], purchase_price=dearer)}
    )
    program = assembled(park, hours)
    standing = Standing(Options(method="simplex", time_limit=limit if solved else 1e-3, gap=1e-6))
    standing.solve(program)
    begun = time.perf_counter()
    fresh = assembled(changed, hours)
    anew = Standing(Options(method="simplex", time_limit=limit if solved else 1e-3, gap=1e-6))
    made = time.perf_counter() - begun
    first = anew.solve(fresh)
    begun = time.perf_counter()
    quick = with_price(program, park, "gas", dearer)
    changing = time.perf_counter() - begun
    second = standing.solve(quick)
    if not np.allclose(quick.cost, fresh.cost, rtol=1e-12, atol=0.0):
        raise AssertionError("the program changed in place is another one than the one made anew")
    same = None
    if solved and first.objective is not None and second.objective is not None:
        same = bool(np.isclose(first.objective, second.objective, rtol=1e-6))
    return {
        "finished": True,
        "seconds": round(changing + standing.prepared, 4),
        "anew": round(made + anew.prepared, 4),
        "same": same,
        "iterations": [first.iterations, second.iterations],
    }


CHANGED = {"integers": with_fixed_costs, "few integers": with_fixed_costs, "seasonal": for_the_season}


def measure(
    method: str, enterprises: int, hours: int, gap: float, limit: float, kind: str = "solve", amount: int = 0
) -> dict[str, Any]:
    """Measure one subject; seconds, memory, size and what came out."""
    program = None
    start = time.perf_counter()
    if kind == "typical":
        found = by_typical_days(enterprises, amount, gap, limit)
    elif kind == "again":
        found = once_more(enterprises, hours, limit, solved=enterprises * hours <= 10_000)
    else:
        park = generate(enterprises, SEED)
        program = assembled(CHANGED.get(kind, lambda park: park)(park), hours)
        start = time.perf_counter()
        if kind in PARKS:
            outcome = solve(program, Options(method=method, gap=gap, time_limit=limit))
            found = {**told(outcome), "solved_by": outcome.method.split(":")[0].split(" (")[0]}
        elif kind == "dask":
            found = by_workers(program, amount, gap, limit)
        elif method == "certified":
            found = certified(program, gap, limit)
        elif kind == "integers":
            found = told(solve(program, Options(method=method, gap=gap, time_limit=limit)))
        else:
            found = monolithic(program, method, limit)
    seconds = round(time.perf_counter() - start, 2)
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    size = {}
    if program is not None:
        size = {"rows": program.shape[0], "columns": program.shape[1], "nonzeros": program.nonzeros}
    return {"seconds": seconds, "peak_mb": round(sum(peaks) * 1024 / 1e6), **size, **found}


if __name__ == "__main__":
    print(json.dumps(measure(**json.loads(sys.argv[1]))))
