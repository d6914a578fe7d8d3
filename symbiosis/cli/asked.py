"""What was typed about how to solve: gap, time, forms of the hour, steps of the year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from symbiosis.park import Park
    from symbiosis.solver import Options

Gap = Annotated[
    str, typer.Option(help="How far from the best a plan may stay: a share (0.1 %) or money (20000 CNY/a).")
]
TimeLimit = Annotated[
    str | None, typer.Option(help="Longest time for one solve, e.g. 90 s, 10 min, 2 h.", show_default=False)
]
Threads = Annotated[int | None, typer.Option(help="Processor cores for one solve.", show_default=False)]
Method = Annotated[
    str,
    typer.Option(
        help="choose; simplex, ipm, hipo or pdlp for programs without integers; "
        "certified: loose, then proved, for large parks."
    ),
]
FixedCharges = Annotated[
    str,
    typer.Option(
        help="How routes with a fixed cost are written: aggregated (one row for the capacity they share) or "
        "per_carrier (also one row per carrier: more rows, a bound that is no worse)."
    ),
]
Forms = Annotated[
    list[str] | None,
    typer.Option(
        "--form",
        help="How the program is written, e.g. --form limits=rows; may be repeated. Names: limits, "
        "capacity_rows, given, units, alike, fixed_charges.",
        show_default=False,
    ),
]
Weeks = Annotated[
    str | None,
    typer.Option(
        help="Solve these weeks for the year, e.g. 3,16,29,42; `all` for every step.", show_default=False
    ),
]
TypicalDays = Annotated[
    int | None,
    typer.Option(help="Solve so many typical days (and extreme ones) for the year.", show_default=False),
]
Segments = Annotated[
    int | None,
    typer.Option(help="Cut every typical period into so many steps of unequal length.", show_default=False),
]
TypicalWeeks = Annotated[
    int | None,
    typer.Option(help="Solve so many typical weeks (and extreme ones) for the year.", show_default=False),
]

Honest = Annotated[
    bool,
    typer.Option(help="After typical periods, dispatch the whole year with the design that they gave."),
]

UNITS_OF_TIME = {"s": 1.0, "min": 60.0, "h": 3600.0}


def options_of(
    park: Park,
    gap: str,
    time_limit: str | None,
    threads: int | None,
    method: str,
    seed: int = 0,
    forms: Mapping[str, str] | None = None,
) -> Options:
    """Return solver options from what was typed; raises OptionError with a sentence."""
    from symbiosis.solver import OptionError, Options

    share, money = _gap(gap, park.settings.currency)
    given: dict[str, Any] = {"method": method, "threads": threads, "seed": seed}
    given.update(forms or {})
    if share is not None:
        given["gap"] = share
    else:
        given["gap_money"] = money
    if time_limit is not None:
        given["time_limit"] = _seconds(time_limit)
    try:
        return Options(**given)
    except TypeError as error:  # pragma: no cover - typer has checked the types
        raise OptionError((str(error),)) from None


def forms_of(words: list[str] | None, **others: str) -> dict[str, str]:
    """Return forms from words such as limits=rows, beside others; raises OptionError with a sentence."""
    from symbiosis.blocks.forms import choices
    from symbiosis.solver import OptionError

    found = dict(others)
    for word in words or []:
        name, equals, choice = (part.strip() for part in word.partition("="))
        if not equals or name not in choices():
            known = ", ".join(f"{name}={'|'.join(some)}" for name, some in choices().items())
            raise OptionError((f'--form "{word}": write one of {known}.',))
        found[name] = choice
    return found


def _gap(text: str, currency: str) -> tuple[float | None, float | None]:
    from symbiosis.solver import OptionError

    number, _, unit = text.replace("%", " %").strip().partition(" ")
    unit = unit.strip()
    try:
        value = float(number)
    except ValueError:
        raise OptionError(
            (f'--gap "{text}": write a share such as 0.1 %, or money such as 20000 {currency}/a.',)
        ) from None
    if unit == "%":
        return value / 100.0, None
    if unit in (currency, f"{currency}/a"):
        return None, value
    raise OptionError((f'--gap "{text}": needs a unit; write {value:g} % or {value:g} {currency}/a.',))


def _seconds(text: str) -> float:
    from symbiosis.solver import OptionError

    number = text.strip().rstrip("".join({*"".join(UNITS_OF_TIME)}))
    try:
        return float(number) * UNITS_OF_TIME[text.strip()[len(number) :]]
    except (ValueError, KeyError):
        raise OptionError(
            (f'--time-limit "{text}": write a number and s, min or h, e.g. "10 min".',)
        ) from None


def horizon_of(
    park: Park,
    weeks: str | None,
    typical_days: int | None = None,
    typical_weeks: int | None = None,
    segments: int | None = None,
) -> Any:
    """Return the horizon: what was typed (weeks, every step for `all`, typical ones), else the park's own."""
    from symbiosis.horizon.spec import HorizonError, from_spec, full
    from symbiosis.horizon.spec import weeks as chosen_weeks

    asked = {"--weeks": weeks, "--typical-days": typical_days, "--typical-weeks": typical_weeks}
    given = [name for name, value in asked.items() if value is not None]
    if len(given) > 1:
        raise HorizonError(f"{' and '.join(given)} exclude each other; give one of them.")
    cut = {} if segments is None else {"segments": segments}
    if typical_days is not None:
        return from_spec(park.calendar, {"typical_days": typical_days, **cut}, park)
    if typical_weeks is not None:
        return from_spec(park.calendar, {"typical_weeks": typical_weeks, **cut}, park)
    if cut:
        raise HorizonError("--segments cuts typical periods; give --typical-days or --typical-weeks too.")
    if weeks is None:
        return from_spec(park.calendar, park.horizon, park)
    if weeks.strip() == "all":
        return full(park.calendar)
    try:
        return chosen_weeks(park.calendar, [int(week) for week in weeks.split(",")])
    except ValueError as error:
        if isinstance(error, HorizonError):
            raise
        raise HorizonError(f'--weeks "{weeks}": write numbers separated by commas, or all.') from None
