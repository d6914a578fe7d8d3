"""How is one program handed to HiGHS, and what does HiGHS give back?

Every call's status is checked and every option is read back, because HiGHS goes on after a refused
model or option as if nothing had happened.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from symbiosis.solver.arrays import Floats, Problem
from symbiosis.solver.certificate import typical_cost

if TYPE_CHECKING:
    from highspy import Highs

OBJECTIVE_AIM = 16.0  # typical cost coefficient HiGHS shall see
OBJECTIVE_MOST = 2.0**24
ROUGH_ITERATIONS = 200_000  # a rough solution took 1e3 to 1e4; a program without plans would run for ever
LINES_KEPT = 2000
FEASIBLE = 2  # HiGHS: values are there and meet all limits within its tolerance

Word = Literal["on", "off", "choose"]


class SolverError(RuntimeError):
    """HiGHS refused a model or an option, or died."""


@dataclass(frozen=True)
class Attempt:
    """Everything that is asked of HiGHS in one run; seconds and money as in `Options`.

    `kkt_tolerance` loosens a first-order method; its values are then returned though they meet the rows
    only roughly.
    """

    method: str = "choose"
    presolve: Word = "choose"
    crossover: Word = "on"
    gap: float = 0.0
    gap_money: float | None = None
    time_limit: float | None = None
    threads: int | None = None
    seed: int = 0
    integer_tolerance: float = 1e-6
    kkt_tolerance: float | None = None


@dataclass(frozen=True, eq=False)
class Run:
    """What one run of HiGHS left behind, in the program's own money.

    `status` is HiGHS's own word. `x` is None unless HiGHS vouches for the values; `row_dual` is
    d objective / d right-hand side. `ray` proves infeasibility (one weight per row) or unboundedness
    (one step per column).
    """

    status: str
    seconds: float
    bound: float | None = None
    x: Floats | None = None
    row_dual: Floats | None = None
    ray: Floats | None = None
    iterations: int = 0
    nodes: int = 0
    options: dict[str, Any] = field(default_factory=dict)
    version: str = ""
    log: tuple[str, ...] = ()

    ARRAYS = ("x", "row_dual", "ray")


@dataclass
class Report:
    """What a running solve tells: log lines, the tree's bound and incumbent, new plans."""

    line: Callable[[str], None] = lambda text: None
    bounds: Callable[[float, float], None] = lambda bound, incumbent: None
    plan: Callable[[Floats], None] = lambda x: None


def objective_scale(problem: Problem) -> float:
    """Return the power of two that brings typical costs near 16 and none above 2²⁴.

    HiGHS judges optimality by absolute tolerances, so the unit of money must not matter. HiGHS's own
    objective scaling is not used: it returns bounds in scaled money.
    """
    largest = float(np.abs(problem.cost).max(initial=0.0))
    if largest == 0:
        return 1.0
    exponent = np.round(np.log2(OBJECTIVE_AIM / typical_cost(problem.cost)))
    most = np.floor(np.log2(OBJECTIVE_MOST / largest))
    return float(2.0 ** min(exponent, most))


def run(
    problem: Problem, attempt: Attempt, report: Report | None = None, stop: threading.Event | None = None
) -> Run:
    """Solve once in the calling thread; `stop` ends the run early and keeps the best plan so far.

    Raises `SolverError` when HiGHS refuses the model or an option.
    """
    import highspy

    report, stop = report or Report(), stop or threading.Event()
    scale = objective_scale(problem)
    highs = highspy.Highs()
    log: list[str] = []
    _listen(highs, problem, scale, report, stop, log)
    options = _set_options(highs, problem, attempt, scale)
    pass_model(highs, problem, scale, log)
    problem = problem.hollow()  # HiGHS has its copy: ours goes where nobody else needs it
    try:
        status = highs.run()
        return _read(highs, problem, scale, status, options, log, rough=attempt.kkt_tolerance is not None)
    finally:
        # The pool of threads belongs to the thread that solved. It goes with it, so that the next solve
        # may ask for another number of threads.
        highspy.Highs.resetGlobalScheduler(False)


def _set_options(highs: Highs, problem: Problem, attempt: Attempt, scale: float) -> dict[str, Any]:
    """Set every option, read it back, and return what HiGHS holds now."""
    wanted: dict[str, Any] = {
        "output_flag": True,  # without it there is no progress of the tree search
        "log_to_console": False,
        "solver": "choose" if problem.has_integers else attempt.method,
        "presolve": attempt.presolve,
        "run_crossover": attempt.crossover,
        "random_seed": attempt.seed,
        "time_limit": np.inf if attempt.time_limit is None else float(attempt.time_limit),
        "threads": attempt.threads or 0,
    }
    if problem.has_integers:
        wanted |= {
            "mip_rel_gap": attempt.gap if attempt.gap_money is None else 0.0,
            "mip_feasibility_tolerance": attempt.integer_tolerance,
            "mip_lp_solver": attempt.method,
            "mip_min_logging_interval": 1.0,
        }
        if attempt.gap_money is not None:
            wanted["mip_abs_gap"] = attempt.gap_money * scale
    if attempt.kkt_tolerance is not None:
        wanted["kkt_tolerance"] = attempt.kkt_tolerance
        wanted["pdlp_iteration_limit"] = ROUGH_ITERATIONS
    held = {}
    for name, value in wanted.items():
        _check(highs.setOptionValue(name, value), f"set {name} to {value}")
        status, held[name] = highs.getOptionValue(name)
        _check(status, f"read {name} back")
        if held[name] != value:
            raise SolverError(f"HiGHS was asked for {name} = {value} but holds {held[name]}.")
    return held


def pass_model(highs: Highs, problem: Problem, scale: float, log: list[str]) -> None:
    """Hand the arrays to HiGHS, costs divided by `scale`; raises SolverError when it refuses them."""
    import highspy

    status = highs.passModel(
        problem.columns,
        problem.rows,
        problem.nonzeros,
        int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMinimize),
        problem.offset * scale,
        problem.cost * scale,
        problem.column_lower,
        problem.column_upper,
        problem.row_lower,
        problem.row_upper,
        problem.start,
        problem.index,
        problem.value,
        problem.integer.astype(np.int32),
    )
    if status != highspy.HighsStatus.kOk:
        raise SolverError(f"HiGHS did not take the model as it is: {' '.join(log[-5:])}")
    taken = (highs.getNumRow(), highs.getNumCol(), highs.getNumNz())
    wanted = (problem.rows, problem.columns, problem.nonzeros)
    if taken != wanted:
        raise SolverError(f"HiGHS holds {taken} rows, columns, coefficients, not the {wanted} it was given.")


def _listen(
    highs: Highs, problem: Problem, scale: float, report: Report, stop: threading.Event, log: list[str]
) -> None:
    def on_line(event: Any) -> None:
        text = event.message.rstrip()
        if text and len(log) < LINES_KEPT:
            log.append(text)
        report.line(text)

    def on_tree(event: Any) -> None:
        out = event.data_out
        report.bounds(out.mip_dual_bound / scale, out.mip_primal_bound / scale)

    def on_plan(event: Any) -> None:
        report.plan(np.array(event.data_out.mip_solution))

    def on_pause(event: Any) -> None:
        if stop.is_set():
            event.interrupt()

    highs.cbLogging.subscribe(on_line)
    highs.cbSimplexInterrupt.subscribe(on_pause)
    highs.cbIpmInterrupt.subscribe(on_pause)
    if problem.has_integers:
        highs.cbMipLogging.subscribe(on_tree)
        highs.cbMipImprovingSolution.subscribe(on_plan)
        highs.cbMipInterrupt.subscribe(on_pause)


def read_run(highs: Highs, problem: Problem, scale: float, status: Any) -> Run:
    """Return what a solver that was run by hand left behind."""
    return _read(highs, problem, scale, status, {}, [])


def _read(
    highs: Highs,
    problem: Problem,
    scale: float,
    status: Any,
    options: dict[str, Any],
    log: list[str],
    rough: bool = False,
) -> Run:
    import highspy

    info, model_status = highs.getInfo(), highs.getModelStatus()
    word = str(model_status.name).removeprefix("k")
    if status == highspy.HighsStatus.kError and word not in ("SolveError", "PresolveError", "PostsolveError"):
        word = "SolveError"
    x = dual = ray = bound = None
    if word == "ModelEmpty":  # no columns: all rows are 0
        met = bool(((problem.row_lower <= 0) & (problem.row_upper >= 0)).all())
        return Run(
            "Optimal" if met else "Infeasible",
            0.0,
            None,
            np.zeros(0) if met else None,
            np.zeros(problem.rows),
        )
    solution = highs.getSolution()
    trusted = (rough or info.primal_solution_status == FEASIBLE) and solution.value_valid
    if trusted and word not in ("SolveError", "Infeasible", "Unbounded"):
        x = np.array(solution.col_value)
    if solution.dual_valid and not problem.has_integers:
        dual = np.array(solution.row_dual) / scale
    if problem.has_integers and np.isfinite(info.mip_dual_bound):
        bound = float(info.mip_dual_bound) / scale
    if word == "Infeasible" and not problem.has_integers:
        ray = _ray(highs.getDualRayExist(), highs.getDualRay)
    elif word == "Unbounded" and not problem.has_integers:
        ray = _ray(highs.getPrimalRayExist(), highs.getPrimalRay)
    counts = (info.simplex_iteration_count, info.ipm_iteration_count, info.pdlp_iteration_count)
    return Run(
        status=word,
        seconds=float(highs.getRunTime()),
        bound=bound,
        x=x,
        row_dual=dual,
        ray=ray,
        iterations=sum(max(0, int(count)) for count in counts),
        nodes=max(0, int(info.mip_node_count)),
        options=options,
        version=str(highs.version()),
        log=tuple(log),
    )


def _ray(exists: tuple[Any, bool], get: Callable[[], tuple[Any, bool, Any]]) -> Floats | None:
    """Return a ray HiGHS has at hand; without one, asking for it would solve the program once more."""
    import highspy

    if exists[0] != highspy.HighsStatus.kOk or not exists[1]:
        return None
    status, there, values = get()
    return np.array(values) if status == highspy.HighsStatus.kOk and there else None


def _check(status: Any, what: str) -> None:
    import highspy

    if status != highspy.HighsStatus.kOk:
        raise SolverError(f"HiGHS could not {what}.")


def as_words(attempt: Attempt) -> dict[str, Any]:
    """Return an attempt as plain words and numbers, to be sent to a child process."""
    return asdict(attempt)
