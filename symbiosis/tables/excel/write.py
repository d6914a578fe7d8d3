"""A park's sections as a workbook: sheets with units in the header, drop-downs, a guide; nothing is lost.

Numbers keep every digit. Text stays text, whatever it looks like. What cells of a column may hold is stated
as drop-downs that follow what the workbook declares.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symbiosis.park.fields import Spec, required
from symbiosis.park.profile import Calendar, Profile
from symbiosis.tables.excel.guide import HEADS, explained, fields_listed, how
from symbiosis.tables.excel.layout import KINDS, NUMERIC, Number, Plan, Value, plans, shortest
from symbiosis.tables.glossary import Language, choice_name, field_name, sheet_name
from symbiosis.tables.meanings_zh import meanings
from symbiosis.tables.source import Block, Node, Scalar

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

FONT = {"en": "Calibri", "zh": "Microsoft YaHei"}
SPARE = 300  # rows below the last that drop-downs cover
UNITS = (
    *("t/h", "kg/h", "MW", "kW", "m3/h", "Nm3/h", "GJ/h", "t", "MWh", "m3", "万t/a", "万m3/a", "万kWh/a"),
    *("t/a", "GWh/a", "CNY", "万元", "CNY/t", "CNY/MWh", "元/kWh", "元/m3", "CNY/(t/h)", "CNY/MW"),
    *("万元/(t/h)", "万元/MW", "万元/km", "a", "km", "h", "%", "%/a"),
)
MIDDLE = ("carriers", "enterprises", "technologies", "ratios", "stores", "supplies", "demands")
FIRST = (
    "park",
    *MIDDLE,
    "outlets",
    "markets",
    "links",
    "networks",
    "connections",
    "levies",
    "caps",
    "meters",
)
LAST = ("profiles", "series", "sources")


class _Exact(float):
    """A number that is written with all its digits."""

    def __format__(self, _: str) -> str:
        return shortest(float(self))


def write_workbook(
    sections: Mapping[str, Node],
    calendar: Calendar,
    profiles: Mapping[str, Profile],
    path: str | os.PathLike[str],
    language: Language = "en",
) -> Path:
    """Write sections and their profiles to a new workbook and return its path.

    Raises FileExistsError rather than replacing anything.
    """
    import xlsxwriter

    target = Path(path)
    if target.exists():
        raise FileExistsError(f"{target} exists already; name another file.")
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(target.name + ".part")
    try:
        book = xlsxwriter.Workbook(
            str(unfinished),
            {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        book.set_calc_mode("auto")
        _Writer(book, sections, language).write(calendar, profiles)
        book.close()
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return target


@dataclass
class _Column:
    """A column to be: its field, its unit in the header, or that it is the unit of the one before it."""

    name: str
    unit: str = ""
    of: str = ""
    header: str = field(default="", init=False)


class _Writer:
    def __init__(self, book: Workbook, sections: Mapping[str, Node], language: Language) -> None:
        self.book, self.sections, self.language = book, sections, language
        park = sections.get("park")
        money = park.entries.get("currency") if isinstance(park, Block) else None
        self.money = money.text.strip() if isinstance(money, Scalar) else "CNY"
        base: dict[str, Any] = {"font_name": FONT[language], "font_size": 10}
        self.text = book.add_format({**base, "num_format": "@"})
        self.plain = book.add_format(base)
        self.wrapped = book.add_format({**base, "text_wrap": True, "valign": "top"})
        self.title = book.add_format({**base, "bold": True, "font_size": 14})
        head = {**base, "bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
        self.head = book.add_format({**head, "bg_color": "#EAEEF2"})
        self.needed = book.add_format({**head, "bg_color": "#FBE3C8"})
        self.stamp = book.add_format({**base, "num_format": "yyyy-mm-dd hh:mm"})
        self.sheets: dict[str, Worksheet] = {}
        self.plans: dict[str, Plan] = {}

    def write(self, calendar: Calendar, profiles: Mapping[str, Profile]) -> None:
        self.plans = {plan.section: plan for plan in plans(self.sections)}
        listed = {row["label"] for row in self.plans["profiles"].rows}
        self.plans["profiles"].rows += [{"label": name} for name in profiles if name not in listed]
        rest = [name for name in self.plans if name not in (*FIRST, *LAST)]
        order = ["guide", *FIRST, *LAST, *sorted(rest, key=lambda name: not self.plans[name].rows), "lists"]
        for name in order:
            self.sheets[name] = sheet = self.book.add_worksheet(sheet_name(name, self.language))
            sheet.set_landscape()
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)
        self._guide()
        self._lists()
        self._series(calendar, profiles)
        for name, plan in self.plans.items():
            self._table(self.sheets[name], plan)
            if name in rest and not plan.rows:
                self.sheets[name].set_tab_color("#BBBBBB")

    def _guide(self) -> None:
        sheet = self.sheets["guide"]
        title = "填表说明" if self.language == "zh" else "How to fill in this workbook"
        sheet.write_string(0, 0, title, self.title)
        for number, line in enumerate(how(self.language), 1):
            sheet.write_string(number, 0, line, self.plain)
        row = len(how(self.language)) + 2
        for column, (text, wide) in enumerate(
            zip(HEADS[self.language], (18, 26, 24, 22, 80, 8), strict=True)
        ):
            sheet.write_string(row, column, text, self.head)
            sheet.set_column(column, column, wide)
        for number, cells in enumerate(fields_listed(self.language, meanings()), row + 1):
            for column, text in enumerate(cells):
                sheet.write_string(number, column, text, self.wrapped if column == 4 else self.plain)

    def _lists(self) -> None:
        sheet = self.sheets["lists"]
        tables = [sheet_name(name, self.language) for name in KINDS]
        for column, words in enumerate((tables, UNITS)):
            for row, word in enumerate(words):
                sheet.write_string(row, column, word, self.text)
        sheet.hide()

    def _series(self, calendar: Calendar, profiles: Mapping[str, Profile]) -> None:
        sheet = self.sheets["series"]
        sheet.write_string(0, 0, field_name("time", self.language), self.needed)
        sheet.set_column(0, 0, 17)
        sheet.freeze_panes(1, 1)
        for row, instant in enumerate(calendar.times.astype("datetime64[m]").tolist(), 1) if profiles else ():
            sheet.write_datetime(row, 0, instant, self.stamp)
        for column, profile in enumerate(profiles.values(), 1):
            header = f"{profile.name} [{profile.unit or '1'}]"
            sheet.write_string(0, column, header, self.head)
            sheet.set_column(column, column, max(12, len(header) + 2))
            for row, value in enumerate(profile.values.tolist(), 1):
                sheet.write_number(row, column, _Exact(value), self.plain)

    def _table(self, sheet: Worksheet, plan: Plan) -> None:
        columns = list(self._columns(plan))
        must = set(required(KINDS[plan.section])) if plan.section in KINDS else set()
        for j, column in enumerate(columns):
            needed = column.name in must or column.name in ("label", "network", "table", "field", "of")
            sheet.write_string(0, j, column.header, self.needed if needed else self.head)
            widest = [_width(column.header) * 0.8, *(_width(_shown(row, column)) for row in plan.rows)]
            sheet.set_column(j, j, max(8.0, min(42.0, max(widest) + 3)))
            self._allow(sheet, plan, column, j)
        for i, row in enumerate(plan.rows, 1):
            for j, column in enumerate(columns):
                self._write(sheet, i, j, self._in_cell(plan, row, column))
        sheet.set_row(0, 32)
        fixed = 0 if plan.section in ("park", "sources", "ratios") else 1
        sheet.freeze_panes(1, fixed + (columns[0].name in ("enterprise", "network")))

    def _columns(self, plan: Plan) -> Any:
        """Yield the columns, with a column of units behind each whose rows are not all in one unit."""
        for name in plan.columns:
            column = _Column(name)
            beside = False
            numbers = [v for row in plan.rows if isinstance(v := row.get(name), Number)]
            units = {number.unit for number in numbers}
            template = self._template(plan, name)
            if plan.section not in ("park", "sources", "ratios"):
                if template is not None and "{" in template.replace("{money}", ""):
                    beside = True
                elif len(units) == 1:
                    column.unit = units.pop()
                elif units:
                    beside = True
                elif template is not None and template not in ("1", ""):
                    column.unit = template.replace("{money}", self.money)
            column.header = field_name(name, self.language) + (f" [{column.unit}]" if column.unit else "")
            yield column
            if beside:
                unit = _Column(f"{name}.unit", of=name)
                unit.header = field_name(unit.name, self.language)
                yield unit

    def _template(self, plan: Plan, name: str) -> str | None:
        spec = plan.spec(name)
        if spec is not None and spec.kind in NUMERIC:  # a list's numbers bear their own units
            several = spec.kind == "sizes" and any(row.get(name) for row in plan.rows)
            return None if several else spec.unit
        head, _, last = name.partition(".")
        outer = plan.spec(head)
        return outer.unit if outer is not None and last in ("annual", "base", "fixed", "scale") else None

    def _in_cell(self, plan: Plan, row: Mapping[str, Value], column: _Column) -> Value:
        if column.of:
            number = row.get(column.of)
            return number.unit if isinstance(number, Number) else ""
        value = row.get(column.name, "")
        if isinstance(value, Number):
            return value
        if plan.section in ("park", "sources", "ratios") and column.name == "field":
            return field_name(value, self.language)
        if column.name == "table":
            return sheet_name(value, self.language)
        spec = plan.spec(column.name)
        choice = spec is not None and spec.kind in ("choice", "flag")
        if spec is not None and spec.kind == "names" and value == "all" and self.language == "zh":
            return "全部"
        return choice_name(value, self.language) if choice or value in ("true", "false") else value

    def _write(self, sheet: Worksheet, row: int, column: int, value: Value) -> None:
        if isinstance(value, Number):
            sheet.write_number(row, column, _Exact(float(value.text)), self.plain)
        elif value:
            sheet.write_string(row, column, value, self.text)

    def _allow(self, sheet: Worksheet, plan: Plan, column: _Column, j: int) -> None:
        """State what the cells of a column may hold, and say what it means."""
        spec = plan.spec(column.name)
        rule: dict[str, Any] = {"validate": "any"}
        source = self._declared(plan, column, spec)
        if source is not None:
            rule = {"validate": "list", "source": source, "ignore_blank": True}
            if column.name.endswith("unit"):  # other units that convert are fine too
                rule["show_error"] = False
        if spec is not None:
            rule["input_title"] = field_name(column.name, self.language)[:32]
            rule["input_message"] = explained(column.name, spec, self.language, meanings())[:255]
        if rule != {"validate": "any"}:
            sheet.data_validation(1, j, len(plan.rows) + SPARE, j, rule)

    def _declared(self, plan: Plan, column: _Column, spec: Spec | None) -> str | list[str] | None:
        """Return the drop-down of a column: words, or a range of the workbook."""
        name = column.name
        if name == "table":
            return self._range("lists", "A", len(KINDS))
        if name.endswith(".unit") or (name == "unit" and plan.section in ("ratios", "sources", "carriers")):
            return self._range("lists", "B", len(UNITS))
        if name == "confidence":
            return ["H", "M", "L"]
        if name.endswith(".shape"):
            return None
        if name.endswith("profile"):
            return self._growing("profiles")
        if name in ("unknown", "assumed") or (spec is not None and spec.kind == "flag"):
            return [choice_name(word, self.language) for word in ("true", "false")]
        if spec is not None and spec.kind == "choice":
            return [choice_name(word, self.language) for word in spec.choices if word]
        refers = {"network": "networks"}.get(name, spec.refers_to if spec is not None else "")
        if name == "enterprise" and not refers:
            refers = "enterprises"
        if not refers or (spec is not None and spec.kind != "name"):
            return None
        target = self.plans.get(refers)
        return self._growing(refers) if target is not None and target.columns[0] == "label" else None

    def _range(self, name: str, column: str, rows: int) -> str:
        return f"='{sheet_name(name, self.language)}'!${column}$1:${column}${rows}"

    def _growing(self, name: str) -> str:
        """Return the labels of a sheet, however many there come to be."""
        sheet = f"'{sheet_name(name, self.language)}'!"
        rows = f"{sheet}$A$2:$A${len(self.plans[name].rows) + SPARE + 1}"
        return f"=OFFSET({sheet}$A$2,0,0,MAX(1,COUNTA({rows})),1)"


def _shown(row: Mapping[str, Value], column: _Column) -> str:
    value = row.get(column.of or column.name, "")
    if isinstance(value, Number):
        return value.unit if column.of else value.text
    return "" if column.of else value


def _width(text: str) -> int:
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)
