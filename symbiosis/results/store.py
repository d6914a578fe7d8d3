"""A result on disk: everything needed to look at it, check it again and repeat it.

The file freezes the park as the question offered it, the horizon, the labelled arrays, what the solver
said, and where it all came from. Opening it checks its checksums and verifies the plan anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from symbiosis.horizon.horizon import Group, Horizon, no_members
from symbiosis.results.files import Bundle, OlderFormatError, read, write
from symbiosis.results.provenance import versions
from symbiosis.results.results import Results
from symbiosis.results.verify import verify
from symbiosis.solver.outcome import Outcome

if TYPE_CHECKING:
    from symbiosis.park.park import Park

STEPWISE = ("start", "hours", "represents", "cost_weight", "previous", "period", "first", "last")
OUTCOME_PLAIN = (
    "status",
    "stopped_by",
    "rows",
    "columns",
    "nonzeros",
    "integers",
    "coefficient_range",
    "solver",
    "method",
    "iterations",
    "nodes",
    "prices_conditional",
    "prices_from",
)
OUTCOME_NUMBERS = ("objective", "bound", "gap", "gap_money", "violation")


def save_results(results: Results, path: Path | str) -> Path:
    """Write a result to a netCDF file, whole or not at all; returns its path."""
    import xarray

    from symbiosis.tables.canonical import digest, to_json

    park = results.park
    inputs: dict[str, Any] = {"park": to_json(park), **_horizon_out(results.horizon)}
    inputs |= {f"profile {name}": profile.values for name, profile in park.profiles.items()}
    outcome = results.outcome
    said: dict[str, Any] = {name: getattr(outcome, name) for name in OUTCOME_PLAIN}
    said |= {name: _or_nan(getattr(outcome, name)) for name in OUTCOME_NUMBERS}
    said |= {
        "options": json.dumps(asdict(outcome.options)),
        "held": json.dumps(outcome.held, default=str),
        "seconds": json.dumps(outcome.seconds),
        "memory": json.dumps(outcome.memory),
        "certificate": json.dumps(asdict(outcome.certificate) if outcome.certificate else None, default=str),
        "warnings": json.dumps(outcome.warnings, ensure_ascii=False),
        "explanation": json.dumps(results.explanation, ensure_ascii=False),
        "log": "\n".join(outcome.log),
        "verdict": str(results.verdict) if results.verdict is not None else "",
    }
    if outcome.multipliers is not None:
        said["multipliers"] = np.asarray(outcome.multipliers)
    origin = {"question": results.question, "park_digest": digest(park)}
    origin |= {key: str(value) for key, value in results.provenance.items()}
    data = results.data if results.data is not None else xarray.Dataset()
    return write(Bundle(data, inputs, said, origin), path)


def load_results(path: Path | str) -> Results:
    """Open a result; raises ResultFileError when the file is damaged, changed, too old or not a result.

    The plan is verified anew; a plan that fails is opened with `status` "suspect".
    """
    bundle = read(path)
    try:
        park = _park_in(bundle.inputs)
        horizon = _horizon_in(park, bundle.inputs)
        outcome = _outcome_in(bundle.outcome)
        explanation = tuple(json.loads(str(bundle.outcome["explanation"])))
        origin = dict(bundle.provenance)
        question = str(origin.pop("question"))
    except (KeyError, TypeError, ValueError) as error:
        # its checksums hold, so these are the words of another version
        raise _too_old(Path(path), bundle.provenance, error) from error
    has_plan = "cost" in bundle.results and outcome.objective is not None
    data = bundle.results if has_plan else None
    verdict = verify(park, horizon, bundle.results, outcome.objective or 0.0) if has_plan else None
    return Results(question, park, horizon, outcome, data, verdict, explanation, origin)


def _too_old(path: Path, made: Mapping[str, Any], error: Exception) -> OlderFormatError:
    version, day = made.get("version of symbiosis", "?"), str(made.get("made", "?"))[:10]
    return OlderFormatError(
        f"{path.name}: was written by symbiosis {version} on {day} in words that symbiosis "
        f"{versions()['symbiosis']} does not know any more ({type(error).__name__}: {error}). "
        "Solve it again, or open it with the version that wrote it."
    )


def _park_in(inputs: Mapping[str, Any]) -> Park:
    from symbiosis.tables.canonical import from_json

    profiles = {
        name.removeprefix("profile "): np.asarray(values)
        for name, values in inputs.items()
        if name.startswith("profile ")
    }
    return from_json(str(inputs["park"]), profiles)


def _horizon_out(horizon: Horizon) -> dict[str, Any]:
    out: dict[str, Any] = {f"horizon {name}": np.asarray(getattr(horizon, name)) for name in STEPWISE}
    out["horizon start"] = horizon.start.astype("datetime64[s]")
    out |= {"horizon years": horizon.years, "horizon cyclic": horizon.cyclic, "horizon title": horizon.title}
    for kind, group in horizon.groups.items():
        out[f"group {kind} names"] = json.dumps(group.names)
        for name in ("step", "member", "hours", "stands_for"):
            out[f"group {kind} {name}"] = getattr(group, name)
    return out


def _horizon_in(park: Park, inputs: Mapping[str, Any]) -> Horizon:
    kinds = [key.split(" ")[1] for key in inputs if key.startswith("group ") and key.endswith(" names")]
    groups = {
        kind: Group(
            tuple(json.loads(str(inputs[f"group {kind} names"]))),
            *(
                np.asarray(inputs[f"group {kind} {name}"])
                for name in ("step", "member", "hours", "stands_for")
            ),
        )
        for kind in kinds
    }
    groups.setdefault("order", no_members())  # results from before there were seasonal stores
    steps = {name: np.asarray(inputs[f"horizon {name}"]) for name in STEPWISE}
    return Horizon(
        calendar=park.calendar,
        years=float(inputs["horizon years"]),
        cyclic=bool(inputs["horizon cyclic"]),
        title=str(inputs["horizon title"]),
        groups=groups,
        **steps,
    )


def _outcome_in(said: Mapping[str, Any]) -> Outcome:
    from symbiosis.solver.options import Options

    numbers: dict[str, Any] = {
        name: None if np.isnan(value := float(said[name])) else value for name in OUTCOME_NUMBERS
    }
    plain: dict[str, Any] = {name: said[name] for name in OUTCOME_PLAIN if name in said}
    if "multipliers" in said:
        plain["multipliers"] = np.asarray(said["multipliers"], dtype=np.float64)
    return Outcome(
        **plain,
        **numbers,
        options=Options(**json.loads(str(said["options"]))),
        held=json.loads(str(said["held"])),
        seconds=json.loads(str(said["seconds"])),
        memory=json.loads(str(said.get("memory", "{}"))),
        warnings=tuple(json.loads(str(said["warnings"]))),
        log=tuple(str(said["log"]).split("\n")),
    )


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None else float(value)
