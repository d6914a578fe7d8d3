"""The report of a design: which sections it has, for a reader and in a language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from symbiosis.park.scale import LawAsPieces, laws_as_pieces
from symbiosis.report import pictures, plan_tables, tables, whole_year
from symbiosis.report.assumptions import assumptions, foreign_costs, grades
from symbiosis.report.concentrations import concentration_table
from symbiosis.report.contents import Page, Picture, Section
from symbiosis.report.districts import crossing_table, districts_table
from symbiosis.report.evidence import Support, support
from symbiosis.report.funnel import funnel_table
from symbiosis.report.headline import headline
from symbiosis.report.land import land_table
from symbiosis.report.policy import (
    approval_table,
    carbon_table,
    compliance_table,
    quota_table,
    tax_table,
)
from symbiosis.report.residue import residue_table, trips_table
from symbiosis.report.table import Table
from symbiosis.report.text import Language, plain_text
from symbiosis.report.veil import Veil, veil_for, veiled
from symbiosis.report.words import pick, say
from symbiosis.words import told

if TYPE_CHECKING:
    from symbiosis.report.site_plan import SitePlan
    from symbiosis.results.results import Results
    from symbiosis.study.design.ladder import Ladder, Rung

CONDITIONAL = (
    "What one more unit needed would cost, with the plants as they are decided: conditional, not a price.",
    "设备方案不变时多需一个单位的费用：为条件值，不是价格。",
)
MARGINAL = ("What one more unit needed would cost.", "多需一个单位的费用。")
SETTLED = (
    "Exchanges without a contract are settled halfway between the giver's floor and the taker's ceiling, "
    "each found alone. Settlement moves money between enterprises and adds up to nothing.",
    "无合同的交换按供方底价与受方上限的中值结算，二者各自单独求得；结算仅在企业间转移，合计为零。",
)
DISPATCH = (
    "The week with the greatest throughput of what the place has most of.",
    "该处流量最大的一周。",
)
FLOWS = (
    "What crosses the fences of enterprises in a year: bought, exchanged, sold, discarded. Exchanges count "
    "as sent.",
    "一年内跨越企业边界的流量：购入、交换、售出与处置；交换量按送出计。",
)
PUBLIC = (
    "For the public: enterprises are called by letters; money of single enterprises, places and plants are "
    "left out.",
    "公开版：企业以字母代称，不含单个企业的金额、位置与设备。",
)
LAW = (
    "{label}: investment follows size to the power {exponent:g} from {smallest:g} to {largest:g}, as "
    "{pieces} straight pieces that are at most {error:.2%} off.",
    "{label}：投资按规模的 {exponent:g} 次幂（{smallest:g} 至 {largest:g}），"
    "以 {pieces} 段直线代替，误差不超过 {error:.2%}。",
)
ONE = (
    "For {}: its own accounts, plants and exchanges; the others are partners by letter.",
    "供{}使用：仅含其自身的收支、设备与交换；其他企业以字母代称。",
)


def page(
    ladder: Ladder,
    language: str = "en",
    enterprise: str = "",
    public: bool = False,
    plan: SitePlan | None = None,
) -> Page:
    """Return the report of a ladder for everybody, for one enterprise, or for the public.

    A site `plan` is drawn below the map.

    Raises ValueError for a language that is neither `en` nor `zh`, UnknownEnterpriseError for an
    enterprise that the park does not have.
    """
    if language not in ("en", "zh"):
        raise ValueError(f'a report speaks "en" or "zh", not "{language}".')
    tongue: Language = "zh" if language == "zh" else "en"
    veil = veil_for(ladder.park, tongue, enterprise, public)
    seen = veiled(ladder, veil)
    best = chosen(seen)
    sections = [
        Section(name, say(name, tongue), tuple(sentences), tuple(_filled(parts)))
        for name, sentences, parts in _sections(seen, best, veil, plan)
    ]
    kept = tuple(s for s in sections if s.sentences or s.parts)
    return Page(_title(seen, veil), _subtitle(veil), tongue, kept)


def law_in_words(law: LawAsPieces) -> tuple[str, str]:
    """Say how a power law of investment stands in the model, in both languages."""
    return LAW[0].format(**vars(law)), LAW[1].format(**vars(law))


def chosen(ladder: Ladder) -> Rung:
    """Return the design that the report is about: the richest that has a plan."""
    planned = [rung for rung in ladder.rungs if rung.results is not None and rung.results.data is not None]
    return planned[-1] if planned else ladder.rungs[-1]


def _title(ladder: Ladder, veil: Veil) -> str:
    if veil.reader == "public":
        return pick(("An industrial park", "某工业园区"), veil.language)
    if veil.reader == "one":
        return veil.names[veil.only]
    settings = ladder.park.settings
    own = (settings.title_zh if veil.language == "zh" else "") or settings.title or settings.name
    return plain_text(own)


def _subtitle(veil: Veil) -> str:
    if veil.reader == "one":
        return pick(ONE, veil.language).format(veil.names[veil.only])
    return pick(PUBLIC, veil.language) if veil.reader == "public" else ""


def _filled(parts: list[Table | Picture]) -> Iterator[Table | Picture]:
    return (part for part in parts if isinstance(part, Picture) or part.length)


_Parts = tuple[str, list[str], list[Table | Picture]]


def _sections(ladder: Ladder, best: Rung, veil: Veil, plan: SitePlan | None) -> Iterator[_Parts]:
    results, tongue = best.results, veil.language
    found = _support(ladder, best)
    yield "headline", headline(ladder, best, found, veil), []
    if veil.reader != "one":
        said = [*_remarks(ladder, veil), *whole_year.sentences(best, veil)] if veil.open else []
        yield "ladder", said, [*pictures.of_ladder(ladder, veil), *whole_year.tables(ladder, veil)]
    if results is None or results.data is None:
        yield "solver", [told(best.problem, tongue)] if veil.open else [], [tables.solves(ladder, veil)]
        return
    screened = [funnel_table(results, veil)] if veil.open else []
    mapped = pictures.of_map(results, veil, plan)
    yield "map", [], [*mapped, plan_tables.exchanges(ladder, best, veil), *screened]
    if veil.open:
        yield "flows", [pick(FLOWS, tongue)], list(pictures.of_flows(results, veil))
    if veil.reader != "public":
        wastes = residue_table(results, veil)
        yield "residues", [], [wastes, trips_table(results, veil)]
        mixes = concentration_table(results, veil)
        yield "concentrations", [], [mixes] if mixes.length else []
        yield "investments", [], [plan_tables.plants(results, veil), land_table(results, veil)]
        yield "finance", *pictures.of_finance(ladder, best, veil)
        yield "retrofit", *pictures.of_retrofit(ladder, veil)
    if veil.open:
        yield "losses", *pictures.of_losses(ladder, veil)
        yield "dispatch", [pick(DISPATCH, tongue)], list(pictures.of_dispatch(results, veil))
    yield "energy", [], list(pictures.of_energy(results, veil))
    if veil.reader != "public":
        yield "accounts", [pick(SETTLED, tongue)], pictures.of_accounts(ladder, best, veil)
    if veil.open and ladder.park.districts:
        yield "districts", [], [districts_table(best, veil), crossing_table(best, veil)]
    left = [] if veil.reader == "one" else [tables.footprint(ladder, veil)]
    yield "footprint", [], [*left, plan_tables.emissions(results, veil), carbon_table(results, veil)]
    yield "policy", [], _policy(results, veil)
    yield "indicators", *_indicators(ladder, results, veil)
    if veil.reader != "public":
        prices = plan_tables.marginal(results, veil)
        text = CONDITIONAL if results.outcome.prices_conditional else MARGINAL
        yield "marginal", [pick(text, tongue)] if prices.length else [], [prices]
        today = next((rung.results for rung in ladder.rungs if rung.name == "as_is"), None)
        yield (
            "meters",
            [],
            [plan_tables.meters(today, veil)] if today is not None and today.data is not None else [],
        )
    of_all = [] if veil.reader == "one" else [grades(ladder.park, found, veil)]
    foreign = foreign_costs(ladder.park, veil)
    curves = [pick(law_in_words(law), tongue) for law in laws_as_pieces(results.park)] if veil.open else []
    yield "assumptions", [*foreign, *curves], [*of_all, assumptions(ladder.park, veil)]
    warned = [told(warning, tongue) for warning in results.outcome.warnings] if veil.open else []
    yield "solver", warned, [tables.solves(ladder, veil), tables.made_with(results, veil)]


def _remarks(ladder: Ladder, veil: Veil) -> Iterator[str]:
    """Yield what is to be said of the designs beside each other, each by its title."""
    for remark in ladder.remarks:
        said = told(remark, veil.language)
        for rung in ladder.rungs:
            said = re.sub(rf"\b{rung.name}\b", pick((rung.title, rung.title_zh), veil.language), said)
        yield said


def _policy(results: Results, veil: Veil) -> list[Table | Picture]:
    """What the regulator asks: limits, approvals, taxes, quotas."""
    if veil.reader == "public":
        return []
    of = (compliance_table, approval_table, tax_table, quota_table)
    return [table(results, veil) for table in of]


def _indicators(ladder: Ladder, results: Results, veil: Veil) -> tuple[list[str], list[Table | Picture]]:
    """The schemes that the park names, today beside the plan."""
    named = ladder.park.settings.schemes.replace(",", " ").split()
    if veil.reader == "one" or not named:
        return [], []
    from symbiosis.report.indicators import sentences, table
    from symbiosis.study.policy.score import score
    from symbiosis.tables.scheme import read_scheme

    today = next((rung.results for rung in ladder.rungs if rung.name == "as_is"), None)
    before = today if today is not None and today.data is not None else None
    reports = [score(read_scheme(name), results, before) for name in named]
    said = [
        f"{pick((r.scheme.title, r.scheme.title_zh), veil.language)}: {sentence}"
        for r in reports
        for sentence in sentences(r, veil.language)
    ]
    return said, [table(report, veil.language) for report in reports]


def _support(ladder: Ladder, best: Rung) -> Support | None:
    for against in ("stand_alone", "as_is"):
        other = next((rung for rung in ladder.rungs if rung.name == against != best.name), None)
        if other is not None and other.results is not None and other.results.data is not None:
            assert best.results is not None
            return support(best.results, other.results) if best.results.data is not None else None
    return None
