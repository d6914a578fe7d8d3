"""Which inputs matter, over all of their ranges at once: screening by Morris, shares of variance by Sobol.

    Morris   μ* = mean |change of the output per step of one input|, σ = its spread: curved or entangled
    Sobol    S1 = share of the output's variance that one input explains alone, ST with all it takes part in

Points and indices come from SALib (Iwanaga, Usher and Herman 2022); inputs are axes with a range, or the
park's figures with low and high, each spread evenly over its range.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from symbiosis.scenario.apply import apply
from symbiosis.study.axes import DIGITS, Axis
from symbiosis.study.kinds.costs import Records
from symbiosis.study.kinds.every import Findings, Stages, ranged_figures
from symbiosis.study.running.case import Case
from symbiosis.study.study import Study, StudyError

LEVELS = 4  # of each input, for Morris


def sensitivity(study: Study) -> Stages:
    """Solve the points that the method asks for, then work out how much each input matters."""
    axes, left = _inputs(study)
    if not axes:
        raise StudyError(
            "no figure of the park states a range, and the study has no axes: nothing is varied."
        )
    method, output = study.kind, study.details["of"]
    library = _salib()
    problem = {
        "num_vars": len(axes),
        "names": [axis.name for axis in axes],
        "bounds": [[axis.numbers[0], axis.numbers[-1]] for axis in axes if axis.numbers is not None],
    }
    points = library.sample(method, problem, study.details["points"], study.details["seed"])
    points = np.array([[float(f"{x:.{DIGITS}g}") for x in row] for row in points])
    cases = [_case(study, axes, row) for row in points]
    records = yield cases
    values = [_value(records, case, output) for case in cases]
    missing = [case.name for case, value in zip(cases, values, strict=True) if value is None]
    said = [f"{path}: left out, since its range cannot be reached by scaling it" for path in left]
    if missing:
        said.append(
            f"{len(missing)} of {len(cases)} points have no plan, the first {missing[0]}: "
            "indices need all of them. Narrow the ranges."
        )
        return Findings((), tuple(said))
    answers = np.array(values, dtype=float)
    if float(np.ptp(answers)) <= 1e-9 * max(1.0, float(np.abs(answers).max())):
        return Findings(
            (), (*said, f"{output} is the same at all {len(cases)} points: none of these matters.")
        )
    rows = library.analyse(method, problem, points, answers, study.details["seed"])
    rows.sort(key=lambda row: -row["mu_star" if method == "morris" else "total"])
    unit = f"{study.park.settings.currency}{study.per_year}" if output == "cost" else ""
    return Findings(tuple(rows), (*(_sentence(method, row, unit) for row in rows), *said), {"output": output})


def _inputs(study: Study) -> tuple[list[Axis], list[str]]:
    if study.axes:
        return list(study.axes), []
    park = apply(study.park, (*study.changes, *study.scenarios[0].changes))
    return ranged_figures(park, study.details["figures"])


def _case(study: Study, axes: Sequence[Axis], row: Any) -> Case:
    question, scenario = study.questions[0], study.scenarios[0]
    labels: dict[str, str | float] = {"question": question, "scenario": scenario.name}
    labels |= {axis.name: float(x) for axis, x in zip(axes, row, strict=True)}
    changes = [axis.change(axis.text(float(x))) for axis, x in zip(axes, row, strict=True)]
    return study.case(question, scenario, labels, *changes)


def _value(records: Records, case: Case, output: str) -> float | None:
    record = records.get(case.name)
    if record is None or record.indicators is None or record.status == "suspect":
        return None
    found = record.indicators
    if "cost" not in found:
        return None
    word, _, carrier = output.partition(" ")
    return float(found["cost"] if word == "cost" else found.get("emission", {}).get(carrier, 0.0))


class _Salib:
    """The two methods of SALib behind one pair of calls."""

    def __init__(self, samplers: Mapping[str, Any], analysers: Mapping[str, Any]) -> None:
        self.samplers, self.analysers = samplers, analysers

    def sample(self, method: str, problem: Mapping[str, Any], points: int, seed: int) -> Any:
        if method == "morris":
            return self.samplers[method].sample(problem, points, num_levels=LEVELS, seed=seed)
        return self.samplers[method].sample(problem, points, calc_second_order=False, seed=seed)

    def analyse(
        self, method: str, problem: Mapping[str, Any], points: Any, answers: Any, seed: int
    ) -> list[dict[str, Any]]:
        words: dict[str, str]
        if method == "morris":
            found = self.analysers[method].analyze(problem, points, answers, num_levels=LEVELS, seed=seed)
            words = {"mu": "mu", "mu_star": "mu_star", "mu_star_conf": "mu_star_conf", "sigma": "sigma"}
        else:
            found = self.analysers[method].analyze(problem, answers, calc_second_order=False, seed=seed)
            words = {"first": "S1", "first_conf": "S1_conf", "total": "ST", "total_conf": "ST_conf"}
        return [
            {"input": name, **{ours: float(found[theirs][i]) for ours, theirs in words.items()}}
            for i, name in enumerate(problem["names"])
        ]


def _salib() -> _Salib:
    try:
        import SALib.analyze.morris
        import SALib.analyze.sobol
        import SALib.sample.morris
        import SALib.sample.sobol
    except ImportError:
        raise StudyError("this kind of study needs SALib: pip install symbiosis[sensitivity].") from None
    return _Salib(
        {"morris": SALib.sample.morris, "sobol": SALib.sample.sobol},
        {"morris": SALib.analyze.morris, "sobol": SALib.analyze.sobol},
    )


def _sentence(method: str, row: Mapping[str, Any], unit: str) -> str:
    if method == "morris":
        moves = f"{row['mu_star']:,.4g} {unit}".strip()
        return f"{row['input']}: moves it by {moves} over its range, spread {row['sigma']:,.4g}"
    return f"{row['input']}: explains {row['first']:.0%} alone, {row['total']:.0%} with what it takes part in"
