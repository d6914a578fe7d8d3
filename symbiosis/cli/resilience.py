"""`symbiosis resilience RESULT`: what the loss of each enterprise, link, network, plant or market does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbiosis.cli.terminal import EXIT_INPUT, AsJson, answer, reported, say, tell
from symbiosis.cli.words import Lang, language_of
from symbiosis.words import left, right, told

NAMED = "Where a plant lacks what it takes, it makes less: the need that its product serves is named."

if TYPE_CHECKING:
    from symbiosis.study.losses.resilience import Outage


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def resilience(
        result: Annotated[Path, typer.Argument(help="Result file of a design.", show_default=False)],
        hours: Annotated[
            float | None,
            typer.Option(help="Lose it for so many hours in every month, not for good.", show_default=False),
        ] = None,
        months: Annotated[
            str, typer.Option(help='Months for --hours, e.g. "1 7"; every month when empty.')
        ] = "",
        kind: Annotated[
            str, typer.Option(help='Lose only these kinds, e.g. "enterprise market"; all when empty.')
        ] = "",
        out: Annotated[
            Path | None, typer.Option(help="Folder for a table and a figure.", show_default=False)
        ] = None,
        lang: Lang = "",
        as_json: AsJson = False,
    ) -> None:
        """Lose one thing at a time: extra cost, who pays it, what is not served; worst first."""
        with reported(as_json):
            from symbiosis.results.store import load_results

            design = load_results(result)
            if hours is not None:
                _briefly(design, hours, _months(months), _kinds(kind), as_json, out, lang)
                return
            found = _for_good(design, _kinds(kind), as_json)
            years = design.horizon.years
            money = f"{design.park.settings.currency}{'/a' if years == 1.0 else ''}"
            _write(design.park, [(outage, "") for outage in found], years, money, out, lang, as_json)
            if as_json:
                answer([_as_data(outage) for outage in found])
                return
            heads = f"{left(told('lost'), 44)}{right(told(f'extra cost [{money}]'), 22)}"
            tell(f"{heads}  {told('not served')}")
            for outage in found:
                lost = left(f"{told(outage.kind)} {outage.lost}", 44)
                tell(f"{lost}{_money(outage):>22}  {_not_served(design.park, outage, years)}")
            say(told(NAMED))


def _months(typed: str) -> list[int]:
    from symbiosis.solver import OptionError

    words = typed.replace(",", " ").split()
    if not all(word.isascii() and word.isdigit() and 1 <= int(word) <= 12 for word in words):
        raise OptionError((f'--months "{typed}": write numbers from 1 to 12, e.g. "1 7".',))
    return [int(word) for word in words]


def _kinds(typed: str) -> list[str]:
    from symbiosis.park.problems import did_you_mean
    from symbiosis.solver import OptionError
    from symbiosis.study.losses.lost import KINDS

    kinds = typed.replace(",", " ").split()
    for word in kinds:
        if word not in KINDS:
            raise OptionError((f'--kind "{word}" is nothing that is lost. {did_you_mean(word, KINDS)}',))
    return kinds


def _for_good(design: Any, kinds: list[str], as_json: bool) -> tuple[Outage, ...]:
    from symbiosis.study.losses.resilience import outages
    from symbiosis.study.study import StudyError

    try:
        return outages(design, None if as_json else lambda what: say(f"without {what}"), kinds)
    except StudyError as error:
        say(str(error))
        raise typer.Exit(EXIT_INPUT) from None


def _write(
    park: Any, found: Any, years: float, money: str, out: Path | None, lang: str, as_json: bool
) -> None:
    """Write the table and the matrix, where a folder is named."""
    if out is None:
        return
    from symbiosis.report.losses import write

    for path in write(park, found, years, money, out, language_of(lang)):
        if not as_json:
            say(f"written: {path}")


def _briefly(
    design: Any, hours: float, months: list[int], kinds: list[str], as_json: bool, out: Path | None, lang: str
) -> None:
    from symbiosis.park.totals import HOURS_OF_YEAR
    from symbiosis.study.losses.short_outage import short_outages
    from symbiosis.study.study import StudyError

    try:
        heard = None if as_json else lambda what: say(f"without {what}")
        found = short_outages(design, hours, months, heard, kinds)
    except StudyError as error:
        say(str(error))
        raise typer.Exit(EXIT_INPUT) from None
    years, named = hours / HOURS_OF_YEAR, [(short.outage, short.start) for short in found]
    _write(design.park, named, years, design.park.settings.currency, out, lang, as_json)
    if as_json:
        answer([{"month": s.month, "start": s.start, **_as_data(s.outage)} for s in found])
        return
    money_head = right(told(f"extra cost [{design.park.settings.currency}]"), 22)
    tell(f"{left(told('lost'), 44)}{left(told('from'), 18)}{money_head}  {told('not served')}")
    for short in found:
        lost = left(f"{told(short.outage.kind)} {short.outage.lost}", 44)
        money, missed = _money(short.outage), _not_served(design.park, short.outage, years)
        tell(f"{lost}{short.start:<18}{money:>22}  {missed}")
    say(told(NAMED))


def _money(outage: Outage) -> str:
    return "" if outage.impossible else f"{round(outage.extra_cost) or 0:,}"  # never -0


def _not_served(park: Any, outage: Outage, years: float) -> str:
    from symbiosis.park.totals import shown_total, shown_unit
    from symbiosis.park.written import written

    if outage.impossible:
        return told(f"cannot be run at all: {outage.impossible[0]}")
    said = []
    for s in outage.shortfalls:
        carrier = park.carriers[s.carrier]
        unit = shown_unit(carrier, 0.0)
        word = "too much" if s.surplus else "short"
        amount = written(shown_total(carrier, s.amount, years), 4)
        said.append(told(f"{s.carrier} at {s.enterprise}: {amount} {unit} {word}"))  # each by itself
    return "; ".join(said)


def _as_data(outage: Outage) -> dict[str, Any]:
    return {
        "kind": outage.kind,
        "lost": outage.lost,
        "extra_cost": None if outage.impossible else outage.extra_cost,
        "extra_by_owner": outage.extra_by_owner,
        "shortfalls": [
            {"enterprise": s.enterprise, "carrier": s.carrier, "amount": s.amount, "surplus": s.surplus}
            for s in outage.shortfalls
        ],
        "impossible": list(outage.impossible),
    }
