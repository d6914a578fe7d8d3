"""What a study asked, as plain data that stands beside its findings."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symbiosis.study.study import Study


def statement(study: Study) -> dict[str, Any]:
    """Return questions, scenarios, changes, axes, sample and options of a study, as they can be written."""
    return {
        "questions": list(study.questions),
        "scenarios": [
            {"name": s.name, "title": s.title, "changes": [c.as_data for c in s.changes]}
            for s in study.scenarios
        ],
        "changes": [change.as_data for change in study.changes],
        "axes": [
            {"name": a.name, "path": a.path, "verb": a.verb, "values": list(a.values), "unit": a.unit}
            for a in study.axes
        ],
        "sample": None if study.sample is None else asdict(study.sample),
        "options": {key: value for key, value in asdict(study.options).items() if value is not None},
        "details": {key: _plain(value) for key, value in study.details.items()},
        "horizon": _horizon(study),
    }


def _horizon(study: Study) -> str:
    """Return the time that the cases look at, in words."""
    from symbiosis.horizon.spec import from_spec
    from symbiosis.scenario.apply import apply

    park = apply(study.park, study.changes)
    return from_spec(park.calendar, park.horizon, park).title


def _plain(value: Any) -> Any:
    """Return a detail as numbers and words; things with a name (measures) by their names."""
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    if isinstance(value, dict):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    return str(getattr(value, "path", "") or getattr(value, "name", value))
