"""What a cell's number format makes of its number: plain, a percentage, a date, or something scaled."""

from __future__ import annotations

import re
from typing import Literal

from symbiosis.tables.excel.archive import Archive
from symbiosis.tables.excel.parts import Attributes, parse

Look = Literal["number", "percent", "date", "scaled"]

_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_BUILT_IN_PERCENT = {9, 10}
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_DATE = re.compile(r"[ymdhs]|年|月|日|时|分|秒", re.IGNORECASE)


def looks(archive: Archive) -> list[Look]:
    """Return what every cell style of a workbook does to numbers, by the number of the style."""
    own: dict[int, str] = {}
    styles: list[Look] = []
    inside: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        inside.append(name)
        if name == "numFmt" and "numFmts" in inside:
            own[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif name == "xf" and "cellXfs" in inside:
            code = int(attributes.get("numFmtId", "0"))
            styles.append(look_of(code, own.get(code)))

    def end(_: str) -> None:
        inside.pop()

    if "xl/styles.xml" in archive.names:
        parse(archive, "xl/styles.xml", start, end)
    return styles


def look_of(number: int, code: str | None) -> Look:
    """Return what a number format does; `code` is its text where the workbook gives one.

    >>> look_of(10, None), look_of(164, "0.0%"), look_of(165, "yyyy/m/d h:mm"), look_of(166, "#,##0.00")
    ('percent', 'percent', 'date', 'number')
    >>> look_of(167, '0!.0,"万"'), look_of(168, "#,##0,")
    ('scaled', 'scaled')
    """
    if code is None:
        if number in _BUILT_IN_PERCENT:
            return "percent"
        return "date" if number in _BUILT_IN_DATES else "number"
    shown = code.partition(";")[0]
    bare = _LITERAL.sub("", shown)
    if "%" in bare or "％" in bare:
        return "percent"
    if _DATE.search(re.sub("general", "", bare, flags=re.IGNORECASE).replace("E+", "").replace("E-", "")):
        return "date"
    # a comma behind the last digit divides by a thousand, !. or \. draws a point that is none
    if re.search(r"[0#?],+(?![,0#?])", bare) or re.search(r"[0#?](!\.|\\\.|\"\.\")[0#?]", shown):
        return "scaled"
    return "number"
