"""A result or a ladder in a few lines for people, or as data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from symbiosis.catalogue.money import NOT_LOCALISED, not_localised
from symbiosis.cli.materials import (
    concentrations_as_data,
    tell_concentrations,
    tell_exchanged,
    tell_residues,
)
from symbiosis.cli.terminal import tell
from symbiosis.park.scale import laws_as_pieces
from symbiosis.park.written import written
from symbiosis.results.haulage import trips
from symbiosis.results.residue import residues
from symbiosis.study.design.indicative import MARK, indicative
from symbiosis.study.honest import over_the_whole_year
from symbiosis.study.reconcile import reconcile
from symbiosis.words import left, right, spoken, told

if TYPE_CHECKING:
    from symbiosis.results.results import Results
    from symbiosis.solver.outcome import Outcome
    from symbiosis.study.design.ladder import Ladder, Rung
    from symbiosis.study.interval import Interval

NOTHING = 1e-4


def money_unit(results: Results) -> str:
    """Return the unit of a result's money: per year, or for the hours of its window."""
    currency = results.park.settings.currency
    return (
        f"{currency}/a"
        if results.horizon.years == 1.0
        else f"{currency} (for {results.horizon.years * 8760:g} h)"
    )


def result_as_data(results: Results, path: Path | None = None) -> dict[str, Any]:
    """Return the gist of a result as plain data."""
    outcome = results.outcome
    data: dict[str, Any] = {
        "question": results.question,
        "status": results.status,
        "cost": outcome.objective,
        "bound": outcome.bound,
        "gap": outcome.gap,
        "money": money_unit(results),
        "verified": None if results.verdict is None else results.verdict.ok,
        "seconds": outcome.seconds,
        "memory": outcome.memory,
        "method": outcome.method,
        "rows": outcome.rows,
        "columns": outcome.columns,
        "nonzeros": outcome.nonzeros,
        "explanation": list(results.explanation),
        "over_the_whole_year": over_the_whole_year(results),
        "file": None if path is None else str(path),
    }
    if results.data is not None:
        data["cost_by_owner"] = results.cost_by("owner")
        data["cost_by_category"] = results.cost_by("category")
        data["capacity"] = _nonzero(results)
        data["exchange"] = _exchanged(results)
        data["indicative"] = indicative(results)
        data["not_localised"] = not_localised(results.park.figures)
        data["scale"] = [vars(law) for law in laws_as_pieces(results.park)]
        data["concentrations"] = concentrations_as_data(results)
        data["residues"] = [{**vars(one), "residual": one.residual} for one in residues(results)]
        data["trips"] = [vars(trip) for trip in trips(results)]
    return data


def tell_result(results: Results) -> None:
    """Print a result for people."""
    outcome, money = results.outcome, money_unit(results)
    settings = results.park.settings
    tell(f"{results.question}: {outcome.sentence}")
    tell(f"  {settings.currency} of {settings.price_year}, {settings.tax_basis}; {results.horizon.title}")
    for sentence in results.explanation:
        tell(f"  {sentence}")
    if results.data is None:
        return
    gap = "" if outcome.gap is None else f": a gap of {outcome.gap_money:,.0f} {money}, {outcome.gap:.3%}"
    tell(f"  cost {outcome.objective:,.0f} {money}, proved bound {outcome.bound:,.0f} {money}{gap}")
    if outcome.method:
        tell(f"  solved by {outcome.method}, {outcome.seconds.get('total', 0.0):,.1f} s{_memory(outcome)}")
    assert results.verdict is not None
    tell(f"  {str(results.verdict).splitlines()[0]}")
    for finding in results.verdict.findings[:10]:
        tell(f"    {finding}")
    for title, lines in (
        ("cost by enterprise", results.cost_by("owner")),
        ("cost by category", _by_category(results)),
        ("capacity, kept and new", _nonzero(results)),
    ):
        if lines:
            tell(f"  {title}")
            for name, value in lines.items():
                tell(f"    {left(name, 40)} {written(value):>18}")
    tell_exchanged(results, _exchanged(results))
    tell_residues(results)
    tell_concentrations(results)
    for line in _marked(results):
        tell(f"  {line}")
    for law in laws_as_pieces(results.park):
        tell(f"  scale: {law}")
    for row in reconcile(results) if results.question == "as_is" else ():
        said = "" if row.deviation is None else f" ({row.deviation:+.1%})"
        where = f"{row.flow} of {row.carrier} at {row.enterprise}"
        metered, modelled = written(row.metered, 5), written(row.modelled, 5)
        tell(f"  metered {where}: {metered} {row.unit}, here {modelled}{said}")
    for line in over_the_whole_year(results):
        tell(f"  {line}")
    for warning in outcome.warnings:
        tell(f"  note: {warning}")


def _memory(outcome: Outcome) -> str:
    """Say how much memory was expected and taken; nothing where it is not known."""
    known = outcome.memory
    if "peak" not in known or "expected" not in known:
        return ""
    taken = known["peak"] + known["peak of the largest process started"]
    return f", memory {taken:,.0f} MB where {known['expected']:,.0f} MB were expected"


def _marked(results: Results) -> list[str]:
    """Return a line for every enterprise whose results are indicative."""
    lines = [f"{n}: {MARK} ({share:.0%} of its cost)" for n, share in indicative(results).items()]
    foreign = not_localised(results.park.figures)
    if foreign:
        lines.append(f"foreign costs, {NOT_LOCALISED} for China: {', '.join(foreign)}")
    return lines


def _nonzero(results: Results) -> dict[str, float]:
    capacity = results.capacity
    found = zip(capacity["asset"].values.tolist(), capacity.values.tolist(), strict=True)
    return {str(label): value for label, value in found if value > NOTHING}


def _exchanged(results: Results) -> dict[str, float]:
    assert results.data is not None
    out = {}
    for name, dim in (("exchange", "route"), ("draw", "connection")):
        if name in results.data:
            yearly = results.yearly(results.data[name])
            for label, value in zip(yearly[dim].values.tolist(), yearly.values.tolist(), strict=True):
                if value > NOTHING:
                    out[str(label)] = value
    return out


def rung_as_data(ladder: Ladder, rung: Rung) -> dict[str, Any]:
    """Return one rung of a ladder as plain data."""
    results = rung.results
    return {
        "design": rung.name,
        "title": rung.title,
        "title_zh": rung.title_zh,
        "status": results.status if results is not None else "no plan",
        "cost": rung.plan,
        "bound": rung.bound,
        "gap": None if rung.cost is None else rung.cost.share_unproved,
        "saving_against_today": _interval(ladder, rung, "as_is"),
        "saving_against_stand_alone": _interval(ladder, rung, "stand_alone"),
        "gap_of_saving": _gap_of_saving(ladder, rung),
        "fresh_water": rung.bought("water"),
        "waste": rung.discarded("waste"),
        "gains": {a.enterprise: a.gain for a in rung.accounts.accounts} if rung.accounts is not None else {},
        "over_the_whole_year": over_the_whole_year(results),
        "problem": rung.problem,
    }


def _interval(ladder: Ladder, rung: Rung, against: str) -> list[float] | None:
    saved = None if rung.name == against else ladder.saving(rung.name, against)
    return None if saved is None else [saved.low, saved.value, saved.high]


def _gap_of_saving(ladder: Ladder, rung: Rung) -> float | None:
    saved = None if rung.name == "stand_alone" else ladder.saving(rung.name)
    return None if saved is None else saved.share_unproved


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.2%}"


def tell_ladder(ladder: Ladder) -> None:
    """Print a ladder for people: costs, savings as intervals, synergy, who gains."""
    currency = ladder.park.settings.currency
    money = f"{currency}/a" if ladder.horizon.years == 1.0 else currency
    tell(f"{ladder.park.summary}; {ladder.horizon.title}; {money}")
    widths = {"cost": 18, "unproved": 14, "of cost": 9, "of saving": 11}
    heads = "".join(right(told(head), width) for head, width in widths.items())
    tell(f"{left(told('design'), 28)}{heads}  {told('saving against stand-alone')}")
    for rung in ladder.rungs:
        if rung.cost is None:
            tell(f"{left(_title(rung), 28)}{right(told('no plan'), 18)}{'':>34}  {told(rung.problem)}")
            continue
        saved = None if rung.name == "stand_alone" else ladder.saving(rung.name)
        tell(
            f"{left(_title(rung), 28)}{rung.cost.value:>18,.0f}{rung.cost.width:>14,.0f}"
            f"{_share(rung.cost.share_unproved):>9}{_share(_gap_of_saving(ladder, rung)):>11}"
            f"  {told(say_interval(saved))}"
        )
    for rung in ladder.rungs:
        for line in over_the_whole_year(rung.results):
            tell(f"{left(_title(rung), 28)}{told(line)}")
    synergy = ladder.synergy
    if synergy is not None:
        tell(f"synergy (integrated − exchange − central): {say_interval(synergy)}")
    best = ladder["integrated_park"]
    if best.accounts is not None and any(account.gain is not None for account in best.accounts.accounts):
        tell("integrated, after settlement: what each enterprise gains against stand-alone")
        for account in best.accounts.accounts:
            gain = "" if account.gain is None else f"{account.gain:>18,.0f}"
            tell(f"  {account.enterprise:<26}{gain}")
    if best.results is not None and best.results.data is not None:
        for line in _marked(best.results):
            tell(line)
    for remark in ladder.remarks:
        tell(f"note: {remark}")


def _title(rung: Rung) -> str:
    return rung.title_zh if spoken() == "zh" else rung.title


def _by_category(results: Results) -> dict[str, float]:
    """Return the cost by category; in Chinese by the names that reports use."""
    from symbiosis.report.words import CATEGORIES

    zh = spoken() == "zh"
    lines = results.cost_by("category")
    return {CATEGORIES[name][1] if zh and name in CATEGORIES else name: cost for name, cost in lines.items()}


def say_interval(interval: Interval | None) -> str:
    """Say money within proved limits.

    >>> from symbiosis.study.interval import Interval
    >>> say_interval(Interval(5.0, -1.0, 6.0))
    '5 (proved between -1 and 6: not distinguishable from nothing)'
    """
    if interval is None:
        return ""
    if interval.width <= 1e-6 * max(1.0, abs(interval.value)):
        return f"{interval.value:,.0f}"
    said = f"{interval.value:,.0f} (proved between {interval.low:,.0f} and {interval.high:,.0f}"
    return f"{said}: not distinguishable from nothing)" if interval.sign == 0 else f"{said})"
