"""A questionnaire workbook for one firm: a question per row, with room for value, unit and source."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from symbiosis.park.park import Park
from symbiosis.tables.excel.write import FONT, UNITS
from symbiosis.tables.glossary import Language, field_name, sheet_name
from symbiosis.tables.questionnaire.questions import Question

ANSWER = ("value", "unit", "low", "high", "source", "date", "contact", "confidence")
COLUMNS = ("path", "question", "now", *ANSWER)
WIDTHS = (10, 58, 16, 12, 12, 10, 10, 28, 12, 18, 10)
SPARE = 40  # empty rows for what the firm adds

HOW = {
    "en": (
        "Questions to {firm}, for the study of {park}",
        "Fill in the orange columns; leave a row empty when you do not know.",
        "value and unit: as your meter or document states them; units are converted. Example: 12 t/h.",
        "source: the document, meter or person, with its date; contact: who may be asked.",
        "confidence: H read in a document or on a meter, M estimated from data, L a guess. "
        "low and high: the range you hold possible.",
        "Please leave the first column and the sheet names as they are, and return this file.",
    ),
    "zh": (
        "{park}数据调查表：{firm}",
        "请填写橙色列；不清楚的行可以留空。",
        "取值和单位：按仪表或文件所示填写，单位由程序换算。例：12 t/h。",
        "来源：文件、仪表或提供人及其日期；联系人：可以进一步询问的人。",
        "可信度：H 有文件或仪表依据，M 由数据估算，L 猜测。下限、上限：您认为可能的范围。",
        "请勿改动第一列和工作表名称，填好后将本文件寄回。",
    ),
}


def write_form(
    park: Park, enterprise: str, asked: Sequence[Question], path: Path, language: Language
) -> Path:
    """Write the questionnaire and return its path; raises FileExistsError rather than replacing anything."""
    import xlsxwriter

    if path.exists():
        raise FileExistsError(f"{path} exists already; name another file.")
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".part")
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        book = xlsxwriter.Workbook(str(unfinished), plain)
        _fill(book, park, enterprise, asked, language)
        book.close()
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def _fill(book: Any, park: Park, enterprise: str, asked: Sequence[Question], language: Language) -> None:
    base = {"font_name": FONT[language], "font_size": 10, "valign": "top"}
    title = book.add_format({**base, "bold": True, "font_size": 14})
    text = book.add_format({**base, "text_wrap": True, "num_format": "@"})
    head = book.add_format({**base, "bold": True, "bottom": 1, "bg_color": "#EAEEF2"})
    to_fill = book.add_format({**base, "bold": True, "bottom": 1, "bg_color": "#FBE3C8"})
    firm = park.enterprises[enterprise]
    name = (firm.title_zh if language == "zh" else firm.title) or firm.title or enterprise
    study = park.settings.title_zh if language == "zh" else park.settings.title
    about = book.add_worksheet(sheet_name("about", language))
    about.set_column(0, 0, 100)
    for row, line in enumerate(HOW[language]):
        shown = line.format(firm=name, park=study or park.settings.name)
        about.write_string(row, 0, shown, text if row else title)
    about.write_string(7, 0, f"park: {park.settings.name}", text)
    about.write_string(8, 0, f"enterprise: {enterprise}", text)
    sheet = book.add_worksheet(sheet_name("questions", language))
    for column, (word, wide) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
        fill = column >= COLUMNS.index("value")
        sheet.write_string(0, column, field_name(word, language), to_fill if fill else head)
        sheet.set_column(column, column, wide)
    for row, question in enumerate(asked, 1):
        sheet.write_string(row, 0, question.path, text)
        sheet.write_string(row, 1, question.text, text)
        sheet.write_string(row, 2, question.now, text)
        sheet.write_string(row, COLUMNS.index("unit"), question.unit, text)
    last = len(asked) + SPARE
    units = COLUMNS.index("unit")
    known = list(dict.fromkeys([*(q.unit for q in asked if q.unit), *UNITS]))[:20]
    sheet.data_validation(1, units, last, units, {"validate": "list", "source": known, "show_error": False})
    trust = COLUMNS.index("confidence")
    sheet.data_validation(1, trust, last, trust, {"validate": "list", "source": ["H", "M", "L"]})
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.activate()
