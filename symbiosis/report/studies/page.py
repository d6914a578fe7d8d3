"""The report of a study: its answer, figures and tables, how cases differ, every case, what was asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from symbiosis.report import studies
from symbiosis.report.assumptions import assumptions
from symbiosis.report.contents import Page, Picture, Section
from symbiosis.report.studies import alternatives, fairness, futures, resilience
from symbiosis.report.studies.cases import cases_table
from symbiosis.report.studies.differences import differences
from symbiosis.report.studies.headline import headline
from symbiosis.report.studies.inputs import asked_table, changes_table, made_table
from symbiosis.report.studies.words import KINDS, word
from symbiosis.report.table import Table
from symbiosis.report.text import Language, plain_text
from symbiosis.report.veil import veil_for
from symbiosis.report.words import pick, say
from symbiosis.words.translate import told as in_words

if TYPE_CHECKING:
    from symbiosis.study.running.told import Told

SENTENCES = 60  # of the study's own; findings.json has them all


def study_page(told: Told, language: str = "en") -> Page:
    """Return the report of a study that was run, for whoever may see all of it.

    Raises ValueError for a language that is neither `en` nor `zh`, StudyError for a damaged folder.
    """
    if language not in ("en", "zh"):
        raise ValueError(f'a report speaks "en" or "zh", not "{language}".')
    tongue: Language = "zh" if language == "zh" else "en"
    found = tuple(section for section in _sections(told, tongue) if section.sentences or section.parts)
    settings = told.park.settings
    park = (settings.title_zh if tongue == "zh" else "") or settings.title or settings.name
    subtitle = f"{pick(KINDS[told.kind], tongue)} · {plain_text(park)}"
    title = (told.title_zh if tongue == "zh" else "") or told.title
    return Page(plain_text(title.replace("_", " ")), subtitle, tongue, found)


def _sections(told: Told, language: Language) -> Iterator[Section]:
    cases = told.cases()
    yield Section("headline", say("headline", language), tuple(headline(told, cases, language)), ())
    yield _section(
        "findings", word("findings", language), [], [*_pictures(told, language), *_tables(told, language)]
    )
    own = [plain_text(in_words(sentence, language)) for sentence in told.sentences[:SENTENCES]]
    yield _section("words", word("in_words", language), own, [])
    said, tables = differences(told, cases, language)
    yield _section("differences", word("differences", language), said, tables)
    yield _section("cases", word("cases", language), [], [cases_table(told, cases, language)])
    asked = [asked_table(told, language), changes_table(told, language)]
    yield _section("inputs", word("asked", language), [], asked)
    evidence = assumptions(told.park, veil_for(told.park, language))
    yield _section("assumptions", say("assumptions", language), [], [evidence])
    yield _section("made_with", word("made", language), [], [made_table(told, language)])


def _section(name: str, title: str, sentences: list[str], parts: Sequence[Table | Picture]) -> Section:
    kept = tuple(part for part in parts if isinstance(part, Picture) or part.length)
    return Section(name, title, tuple(sentences), kept)


def _pictures(told: Told, language: Language) -> Iterator[Picture]:
    for name, drawn in studies.figures(told, language).items():
        title = pick(KINDS[told.kind], language) if name == told.kind else name.removeprefix("sweep_")
        yield Picture.of(name, title, drawn)


def _tables(told: Told, language: Language) -> Iterator[Table]:
    if told.kind not in ("comparison", "sweep"):  # whose findings are their cases
        yield studies.table(told, language)
    if told.kind == "alternatives":
        yield alternatives.sizes(told, language)
    if told.kind == "uncertainty":
        yield futures.worth(told, language)
    if told.kind == "resilience":
        yield resilience.payers_table(told, language)
        yield resilience.short_table(told, language)
    if told.kind == "fairness":
        yield fairness.payments(told, language)
        yield fairness.rules(told, language)
