"""The parts of a report that are drawn, with the tables that stand beside their pictures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from symbiosis.report import energy, tables
from symbiosis.report.contents import Picture
from symbiosis.report.retrofit_part import part_of_report
from symbiosis.report.table import Table
from symbiosis.report.text import Language
from symbiosis.report.veil import Veil
from symbiosis.report.words import pick, say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from symbiosis.report.site_plan import SitePlan
    from symbiosis.results.results import Results
    from symbiosis.study.design.ladder import Ladder, Rung


def of_energy(results: Results, veil: Veil) -> Iterator[Table | Picture]:
    """Headers, mains, starts, monthly peaks, load duration and heat curves, where the park has them."""
    for part in energy.parts(results, veil):
        yield part if isinstance(part, Table) else Picture.of(*part)


def of_ladder(ladder: Ladder, veil: Veil) -> list[Table | Picture]:
    """Costs of all designs: bars, costs and bounds, savings, kinds of cost."""
    from symbiosis.report.ladder import figure

    costs, categories = tables.designs(ladder, veil), tables.bills(ladder, veil)
    if len(ladder.rungs) == 1:
        return [costs, categories]
    picture = Picture("ladder", say("ladder", veil.language), partial(figure, ladder, veil.language))
    return [picture, costs, tables.savings(ladder, veil), categories]


def of_map(results: Results, veil: Veil, plan: SitePlan | None) -> list[Picture]:
    """The map with its exchanges, for readers who see all."""
    from symbiosis.report.exchange_map import figure

    if not veil.open:
        return []
    return [Picture("map", say("map", veil.language), partial(figure, results, veil.language, plan))]


def of_flows(results: Results, veil: Veil) -> Iterator[Picture]:
    """A Sankey for every kind and unit of which three flows or more cross a fence."""
    from symbiosis.report.sankey import KINDS, shown_units

    for kind, (_, title) in KINDS.items():
        for unit in shown_units(results, kind, least=3):
            name = f"flows_{kind}_{unit.replace('/', '_')}"
            draw = partial(_sankey, results, kind, veil.language, unit)
            yield Picture(name, pick(title, veil.language), draw)


def _sankey(results: Results, kind: str, language: Language, unit: str) -> Figure:
    from symbiosis.report.sankey import figure

    drawn = figure(results, kind, language, unit)
    assert drawn is not None  # something of this unit crosses a fence
    return drawn


def of_finance(ladder: Ladder, best: Rung, veil: Veil) -> tuple[list[str], list[Table | Picture]]:
    """Cash flows against stand-alone, where both are plans of a year."""
    from symbiosis.report import finance
    from symbiosis.study.money.finance import between

    alone = next((rung for rung in ladder.rungs if rung.name == "stand_alone" != best.name), None)
    pair = [rung.results for rung in (best, alone) if rung is not None and rung.results is not None]
    if alone is None or len(pair) < 2 or any(r.data is None or r.horizon.years != 1.0 for r in pair):
        return [], []
    found = between(pair[0], pair[1], best.accounts, alone.accounts)
    own = [p for p in found if p.label == (veil.only or "park") and p.invested > 0.0]
    parts: list[Table | Picture] = [finance.overview(ladder.park, found, veil)]
    for project in own:
        who = finance.name_of(project, veil)
        draw = partial(finance.figure, ladder.park, project, who, veil.language)
        parts.append(Picture("cash_flow", who, draw))
        parts.append(finance.cash_table(ladder.park, project, who, veil.language))
    return finance.sentences(ladder.park, found, veil.language), parts


def of_retrofit(ladder: Ladder, veil: Veil) -> tuple[list[str], list[Table | Picture]]:
    """Options for what stands: their curve, then alone and in the design."""
    said, compared, drawn = part_of_report(ladder, veil)
    return said, [*(Picture.of(*one) for one in drawn), *compared]


def of_losses(ladder: Ladder, veil: Veil) -> tuple[list[str], list[Table | Picture]]:
    """What the loss of each partner, plant, line or market does to a design: the matrix, then the table."""
    from symbiosis.report import losses

    kept = ladder.losses
    results = None if kept is None else ladder[kept.design].results
    if kept is None or results is None:
        return [], []
    years, tongue = ladder.horizon.years, veil.language
    unit = f"{ladder.park.settings.currency}{'/a' if years == 1.0 else ''}"
    found = [(outage, "") for outage in kept.outages]

    def matrix() -> Figure:
        drawn = losses.figure(results.park, found, unit, tongue)
        assert drawn is not None  # some loss can be run
        return drawn

    parts: list[Table | Picture] = [losses.table(results.park, found, years, unit, tongue)]
    if any(not outage.impossible for outage in kept.outages):
        parts.insert(0, Picture("losses", pick(losses.TITLE, tongue), matrix))
    return losses.sentences(ladder, kept, tongue), parts


def of_dispatch(results: Results, veil: Veil) -> Iterator[Picture]:
    """The place with most to show, then shared operators and towns, three in all."""
    from symbiosis.report.dispatch import figure, most_interesting
    from symbiosis.results.results import NoPlanError

    try:
        first = most_interesting(results)
    except NoPlanError:
        return
    places = [first]
    for n, enterprise in results.park.enterprises.items():
        if enterprise.role in ("utility", "town") and n != first[0] and len(places) < 3:
            try:
                places.append(most_interesting(results, n))
            except NoPlanError:
                continue
    for n, k in places:
        what, where = veil.called(results.park.carriers[k]), veil.names[n]
        says = pick((f"{what} at {where}", f"{where}：{what}"), veil.language)
        yield Picture(f"dispatch_{n}_{k}", says, partial(figure, results, k, n, veil.language))


def of_accounts(ladder: Ladder, best: Rung, veil: Veil) -> list[Table | Picture]:
    """Who pays and who gains."""
    from symbiosis.report.accounts import figure

    draw = partial(figure, ladder, veil.language, veil.only)
    picture = Picture("accounts", say("accounts", veil.language), draw)
    if veil.reader == "one":
        return [picture, tables.account_by_design(ladder, veil.only, veil)]
    return [picture, tables.accounts(ladder, best, veil)]
