"""A report as a Word document: headings, sentences, figures as pictures, tables that can be edited."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symbiosis.report.contents import Page, Picture
from symbiosis.report.style import style
from symbiosis.report.table import Table

if TYPE_CHECKING:
    from docx.document import Document
    from matplotlib.figure import Figure

LATIN, CHINESE = "Calibri", "Microsoft YaHei"
WIDE = 25.0  # cm between the margins of a sheet on its side
SMALL, SMALLER = 8.0, 7.0  # points; tables of many columns are set smaller


def write_document(page: Page, path: Path) -> Path:
    """Write the page to a Word file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    document = _empty(page)
    document.add_heading(page.title, level=0)
    if page.subtitle:
        document.add_paragraph(page.subtitle)
    for section in page.sections:
        document.add_heading(section.title, level=1)
        for sentence in section.sentences:
            document.add_paragraph(sentence)
        for part in section.parts:
            if isinstance(part, Picture):
                _picture(document, part)
            else:
                if part.title != section.title:
                    document.add_heading(part.title[:1].upper() + part.title[1:], level=2)
                _table(document, part)
    unfinished = path.with_name(path.name + ".part")
    try:
        document.save(str(unfinished))
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def _empty(page: Page) -> Document:
    """A document on A4 sheets on their side, with a font for each script and no author."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document = docx.Document()
    sheet = document.sections[0]
    sheet.orientation = WD_ORIENT.LANDSCAPE
    sheet.page_width, sheet.page_height = Cm(29.7), Cm(21.0)
    sheet.left_margin = sheet.right_margin = Cm((29.7 - WIDE) / 2.0)
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        look: Any = document.styles[name]
        look.font.name = LATIN
        fonts = look.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), CHINESE)
    normal: Any = document.styles["Normal"]
    normal.font.size = Pt(10.5)
    document.core_properties.author = "symbiosis"
    document.core_properties.comments = ""
    document.core_properties.title = page.title[:255]
    return document


def _picture(document: Document, picture: Picture) -> None:
    from docx.shared import Cm

    shape = document.add_picture(_png(picture.figure), width=Cm(WIDE))
    highest = Cm(14.5)
    if shape.height > highest:
        shape.width, shape.height = round(shape.width * highest / shape.height), highest
    described = shape._inline.docPr  # what is read out where the picture cannot be seen
    described.set("descr", picture.says)


def _png(figure: Figure) -> io.BytesIO:
    out = io.BytesIO()
    with style():
        figure.savefig(out, format="png", metadata={"Software": "symbiosis"})
    out.seek(0)
    return out


def _table(document: Document, table: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    made = document.add_table(rows=table.length + 1, cols=len(table.columns), style="Light Grid Accent 1")
    size = Pt(SMALL if len(table.columns) <= 8 else SMALLER)
    texts = [[column.heading for column in table.columns]]
    texts += [[c.shown(v) for c, v in zip(table.columns, row, strict=True)] for row in table.rows]
    for i, (row, cells) in enumerate(zip(made.rows, texts, strict=True)):
        for column, cell, text in zip(table.columns, row.cells, cells, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            run = paragraph.add_run(text)
            run.font.size, run.font.bold = size, i == 0
            if column.decimals is not None:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    head = made.rows[0]._tr.get_or_add_trPr()
    repeated = OxmlElement("w:tblHeader")  # the headings stand on every sheet
    repeated.set(qn("w:val"), "true")
    head.append(repeated)
    document.add_paragraph()
