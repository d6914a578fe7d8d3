"""A firm's reply: its answers with file, sheet and cell, or what is wrong with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from symbiosis.park.labels import enterprise_of
from symbiosis.park.park import SECTIONS
from symbiosis.tables.excel.cells import scalar
from symbiosis.tables.excel.grid import Table, check_cells
from symbiosis.tables.excel.sheet import read_book
from symbiosis.tables.glossary import section_named
from symbiosis.tables.questionnaire.form import COLUMNS
from symbiosis.tables.questionnaire.questions import ASKED, WITHOUT_EVIDENCE
from symbiosis.tables.reading import Reading, Where
from symbiosis.tables.source import Block, Node, Scalar, TextError


@dataclass(frozen=True)
class Answer:
    """One number a firm gave, as a piece of a park file; `node` knows its file, sheet and cell."""

    file: str
    where: Where
    node: Node
    given: str
    source: str
    confidence: str
    place: str


@dataclass(frozen=True)
class Reply:
    """What one file says: the park and the enterprise it is about, and its answers."""

    file: str
    park: str
    enterprise: str
    answers: tuple[Answer, ...]
    unanswered: int


def read_reply(path: Path, reading: Reading) -> Reply | None:
    """Return a firm's reply; problems go to `reading` with the file's name, and None when it is no reply."""
    own = Reading()
    reply = _read(path, own)
    for problem in own.problems:
        place = f"{path.name} {problem.place}" if problem.place != path.name else path.name
        where = Where(problem.section, problem.label, problem.field)
        reading.wrong(where, problem.message, problem.remedy, place.strip(), problem.value)
    return reply


def _read(path: Path, reading: Reading) -> Reply | None:
    try:
        book = read_book(path.read_bytes())
    except OSError as error:
        reading.report(path.name, f"the file cannot be read ({error.strerror}).", "Check its permissions.")
        return None
    except TextError as fault:
        reading.report(path.name, fault.message, fault.remedy)
        return None
    sheets = {section_named(sheet.name): sheet for sheet in book.sheets}
    if not {"about", "questions"} <= set(sheets):
        message = "the workbook is no questionnaire of this program."
        reading.report(path.name, message, "Return the file that `symbiosis template` made.")
        return None
    said = " ".join(cell.text for row in sheets["about"].rows.values() for cell in row.values())
    names = {word: re.search(rf"\b{word}: (\S+)", said) for word in ("park", "enterprise")}
    if not all(names.values()):
        message = "the first sheet does not say which park and enterprise it is about."
        reading.report(path.name, message, "Return the file that `symbiosis template` made.")
        return None
    park, enterprise = (found.group(1) for found in names.values() if found is not None)
    check_cells(sheets["questions"], "questions", book, reading)
    table = Table("questions", sheets["questions"])
    columns = table.columns(reading, COLUMNS, ("path", "value", "unit", "source", "confidence"))
    if columns is None:
        return None
    answers, unanswered = [], 0
    for row in table.rows_filled():
        if table.cell(row, columns["value"]) is None and not any(
            table.label(row, columns, word) for word in ("low", "high")
        ):
            unanswered += 1
            continue
        answer = _answer(path.name, table, row, columns, enterprise, reading)
        if answer is not None:
            answers.append(answer)
    return Reply(path.name, park, enterprise, tuple(answers), unanswered)


def _answer(
    file: str, table: Table, row: int, columns: dict[str, int], enterprise: str, reading: Reading
) -> Answer | None:
    """Return the answer of a row; what is missing or foreign is noted."""
    path = table.label(row, columns, "path")
    where = _where(path)
    place = table.place(row, columns["value"])
    if where is None:
        message = "the row does not say which number it answers."
        reading.wrong(Where("questions"), message, "Leave the first column as it was.", place, path)
        return None
    if (where.label if where.section == "enterprises" else enterprise_of(where.label)) != enterprise:
        message = f"this number belongs to another enterprise than {enterprise}."
        reading.wrong(where, message, "Answer for your own enterprise only.", place)
        return None
    before = len(reading.problems)
    unit = table.label(row, columns, "unit") or None
    block = Block(f"{file} {place}")
    for word in ("value", "low", "high"):
        cell = table.cell(row, columns[word]) if word in columns else None
        if cell is None:
            continue
        at = table.place(row, columns[word])
        node = scalar(cell, unit, at, where.of(word), reading)
        if node is not None:
            block.entries[word] = Scalar(node.text, f"{file} {at}", unit=node.unit, cell=True)
            block.keys[word] = f"{file} {at}"
    source = "; ".join(
        text for word in ("source", "date", "contact") if (text := table.label(row, columns, word))
    )
    confidence = table.label(row, columns, "confidence").upper()
    for word, text, remedy in (
        ("source", table.label(row, columns, "source"), "Write where the number was read, or who said it."),
        ("confidence", confidence, "Write H (read), M (estimated) or L (a guess)."),
    ):
        if not text:
            at = table.place(row, columns[word])
            reading.wrong(where.of(word), f"the answer states no {word}.", remedy, at)
    if len(reading.problems) > before or "value" not in block.entries:
        if "value" not in block.entries and len(reading.problems) == before:
            reading.wrong(where, "a range without a value.", "Write the value too.", place)
        return None
    value = block.entries["value"]
    assert isinstance(value, Scalar)
    given = f"{value.text} {value.unit or ''}".strip()
    if where.field in WITHOUT_EVIDENCE:
        return Answer(file, where, Scalar(given, value.place), given, source, confidence, place)
    for word, text in (("source", source), ("confidence", confidence)):
        at = f"{file} {table.place(row, columns[word])}"
        block.entries[word], block.keys[word] = Scalar(text, at, quoted=True), at
    return Answer(file, where, block, given, source, confidence, place)


def _where(path: str) -> Where | None:
    """Return the place that a dotted path names: the label is what stands between section and field."""
    section, _, rest = path.partition(".")
    if section not in ASKED or section not in SECTIONS:
        return None
    words = rest.split(".")
    for count in range(len(words) - 1, 0, -1):
        if words[count] in ASKED[section]:
            return Where(section, ".".join(words[:count]), ".".join(words[count:]))
    return None
