"""A report as one HTML file that opens anywhere, offline: figures, styles, a font and a small script inside.

Every name is escaped; a content security policy allows nothing from outside and no script but the one
that sorts tables.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from pathlib import Path

from symbiosis.report.contents import Page, Picture
from symbiosis.report.svg import inline
from symbiosis.report.table import Cell, Column, Table
from symbiosis.report.web_font import font_face
from symbiosis.report.words import pick

FOLDED = 40  # rows of a table above which it starts folded


def html(page: Page) -> str:
    """Return the page as HTML text."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    parts = files("symbiosis") / "report" / "templates"
    script, look = ((parts / name).read_text(encoding="utf-8") for name in ("report.js", "report.css"))
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    drawn: dict[str, str] = {}
    for section in page.sections:
        for picture in section.pictures:
            drawn[picture.name] = Markup(inline(picture.figure, f"f{len(drawn)}", picture.says))
    template = environment.from_string((parts / "report.html").read_text(encoding="utf-8"))
    text = template.render(
        page=page,
        policy=f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; img-src data:; "
        "font-src data:; "
        "base-uri 'none'; form-action 'none'",
        script=Markup(script),
        look=Markup(look),
        drawn=drawn,
        is_picture=lambda part: isinstance(part, Picture),
        cells=_cells,
        folded=lambda table: table.length > FOLDED,
        sort_hint=pick(("sort by this column", "按此列排序"), page.language),
        show_all=pick(("show all {} rows", "展开全部 {} 行"), page.language),
        tongue={"en": "en", "zh": "zh-CN"}[page.language],
    )
    return text.replace("</style>", f"{font_face(text)}</style>", 1)


def write_html(page: Page, path: Path) -> Path:
    """Write the page to a file, whole or not at all."""
    text = html(page)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".part")
    try:
        unfinished.write_text(text, encoding="utf-8", newline="\n")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def _cells(table: Table, row: tuple[Cell, ...]) -> list[tuple[str, str, str]]:
    """Class, sort key and text of every cell of a row."""
    return [_cell(column, value) for column, value in zip(table.columns, row, strict=True)]


def _cell(column: Column, value: Cell) -> tuple[str, str, str]:
    if column.decimals is None:
        return "text", "", column.shown(value)
    return "number", "" if value is None else repr(value), column.shown(value)
