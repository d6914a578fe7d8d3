"""Do the machine's part of a planner's first hour, and say how long each step took.

    python docs/first_hour.py FOLDER

What a person types in half an hour is typed here at once: three firms, their needs, boilers, prices and
where the numbers come from, about fifty cells. The seconds are the machine's own; how long a person
takes to find and type the numbers is not measured.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

FIRMS = {  # sheet: row (by the words in its first columns): heading: value
    "企业": {
        ("paper_mill",): {"中文名": "晨光纸业", "东向坐标 [km]": 2.1, "北向坐标 [km]": 0.3},
        ("dye_works",): {"中文名": "锦绣印染", "东向坐标 [km]": 2.6, "北向坐标 [km]": 0.9},
        ("board_mill",): {"中文名": "安居石膏板", "东向坐标 [km]": 0.7, "北向坐标 [km]": 1.3},
    },
    "需求": {
        ("paper_mill", "steam"): {"流量.全年总量": 126, "流量.形状": "flat"},
        ("dye_works", "steam"): {"流量.全年总量": 48, "流量.形状": "two_shift"},
        ("dye_works", "water"): {"流量": 62},
        ("board_mill", "gypsum"): {"流量.全年总量": 1.4, "流量.形状": "weekdays"},
    },
    "供给": {("paper_mill", "treated"): {"流量": 95}},
    "设备": {
        ("paper_mill", "boiler"): {"现有容量": 25},
        ("dye_works", "boiler"): {"现有容量": 20},
        ("dye_works", "reuse"): {"最大容量": 80},
    },
    "处置": {("power_plant", "landfill"): {"处置费": 75}, ("paper_mill", "river"): {"处置费": 0.7}},
    "外部市场": {
        ("coal",): {"购入价": 780},
        ("gas",): {"购入价": 365},
        ("water",): {"购入价": 4.8},
        ("natural_gypsum",): {"购入价": 125},
    },
    "输送线": {("gypsum_road",): {"最大容量": 6}, ("reclaimed_pipe",): {"最大容量": 90}},
    "计量": {("paper_mill", "gas_bill"): {"计量总量": 96, "来源": "2024年燃气账单"}},
}
SOURCES = (  # sheet, label, field, low, high, unit, source, confidence
    ("外部市场", "gas", "购入价", 300, 430, "CNY/MWh", "供气合同", "M"),
    ("外部市场", "natural_gypsum", "购入价", 90, 160, "CNY/t", "询价", "L"),
    ("需求", "dye_works.water", "流量", 50, 75, "m3/h", "估算", "L"),
)


def main(folder: Path) -> None:
    """Make a workbook, fill it, check, design and report; print seconds by step."""
    park, plan = folder / "my_park", folder / "plan"
    book = park / "park.xlsx"
    steps: dict[str, Callable[[], object]] = {
        "new --excel": lambda: command("new", park, "--excel", "--lang", "zh"),
        "filling in": lambda: print(f"{fill(book)} cells"),
        "check": lambda: command("check", book),
        "design": lambda: command("design", book, "--lang", "zh", "--out", plan),
        "report": lambda: command("report", plan, "--lang", "zh", "--excel", plan / "results.xlsx"),
        "trace": lambda: command("trace", plan, "integrated_park"),
    }
    for name, step in steps.items():
        started = time.monotonic()
        step()
        print(f"{name}: {time.monotonic() - started:.1f} s", flush=True)


def command(*words: str | Path) -> None:
    """Run a command of symbiosis; a failure ends the hour."""
    subprocess.run([sys.executable, "-m", "symbiosis.cli", *map(str, words)], check=True)


def fill(book: Path) -> int:
    """Type the three firms into the workbook; returns how many cells were typed."""
    import openpyxl

    sheets = openpyxl.load_workbook(book)
    typed = 0
    for sheet, rows in FIRMS.items():
        heads = {cell.value: cell.column for cell in sheets[sheet][1]}
        for label, values in rows.items():
            line = next(
                r for r in sheets[sheet].iter_rows() if tuple(c.value for c in r[: len(label)]) == label
            )
            for head, value in values.items():
                sheets[sheet].cell(line[0].row, heads[head], value)
                typed += 1
    notes = sheets["数据来源"]
    empty = next(r for r in range(2, notes.max_row + 2) if notes.cell(r, 1).value is None)
    for row, entries in enumerate(SOURCES, empty):
        for column, value in enumerate(entries, 1):
            notes.cell(row, column, value)
            typed += 1
    sheets.save(book)
    return typed


if __name__ == "__main__":
    main(Path(sys.argv[1]))
