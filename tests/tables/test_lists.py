"""Sections as CSV: the same things as in YAML, and what a table can get wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from symbiosis.tables.read import read_park
from tests.tables.folder import PARK, folder, good, only_problem, problems

START = PARK.index("technologies:")
END = PARK.index("demands:")
BOILER = (PARK[START:END], "")
HEADER = (
    "enterprise,label,rated_on,ratios.gas [MWh/t],ratios.steam,ratios.co2 [kg/t],capacity [t/h],capacity_max,"
)
HEADER += "investment_per_capacity [万元/(t/h)],lifetime [a]"
ROW = "mill,boiler,steam,-0.75,1,150,20,60 t/h,90,20"


def table(*rows: str, header: str = HEADER) -> str:
    """Return a CSV text."""
    return "\n".join([header, *rows]) + "\n"


def test_a_section_may_stand_in_a_table(tmp_path: Path) -> None:
    target = folder(tmp_path / "csv", BOILER, technologies=table(ROW))
    assert read_park(target) == good(tmp_path / "yaml")


def test_the_order_of_columns_and_empty_lines_do_not_matter(tmp_path: Path) -> None:
    def turned(line: str) -> str:
        return ",".join(reversed(line.split(",")))

    target = folder(
        tmp_path / "csv", BOILER, technologies=table("", turned(ROW), ",,,,,,,,,", header=turned(HEADER))
    )
    assert read_park(target) == good(tmp_path / "yaml")


def test_a_table_saved_by_chinese_excel_is_read(tmp_path: Path) -> None:
    text = table(ROW + ",锅炉", header=f"{HEADER},title_zh").encode("gb18030")
    park = read_park(folder(tmp_path, BOILER, technologies=text))
    assert park.technologies["mill.boiler"].title_zh == "锅炉"


def test_ids_stay_text(tmp_path: Path) -> None:
    park = read_park(folder(tmp_path, enterprises="label,role\n007,town\n7,town\nNA,town\nnull,town\n"))
    assert list(park.enterprises) == ["mill", "town", "007", "7", "NA", "null"]


def test_evidence_and_varying_values_have_columns(tmp_path: Path) -> None:
    old = "  mill.gypsum: {carrier: gypsum, rate: 2 t/h}\n"
    header = "label,carrier,rate [t/h],rate.source,rate.profile,rate.scale [kg/h]"
    rows = ("mill.gypsum,gypsum,2,meter,-,-", "mill.ash,gypsum,-,-,load,3000")
    park = read_park(folder(tmp_path, (f"supplies:\n{old}", ""), supplies=table(*rows, header=header)))
    assert park.supplies["mill.gypsum"].rate.value == 2.0
    assert park.figures["supplies.mill.gypsum.rate"].source == "meter"
    assert park.series(park.supplies["mill.ash"].rate).tolist() == [1.5, 3.0, 3.0, 1.5]


def test_connections_have_a_table_of_their_own(tmp_path: Path) -> None:
    network = "networks:\n  main: {carrier: steam, owner: mill, exists: true}\nmarkets:\n"
    rows = "network,enterprise,direction,capacity [t/h]\nmain,mill,feed,20\nmain,town,draw,5\n"
    park = read_park(folder(tmp_path, ("markets:\n", network), connections=rows))
    assert park.connections["main.town"].capacity == 5.0


CASES = {
    "blank cell": (
        table("mill,boiler,steam,-0.75,1,150,,60 t/h,90,20"),
        "technologies.csv:2, capacity [t/h] technologies.mill.boiler.capacity: the cell is blank. "
        "Write the value, or - where the field does not apply.",
    ),
    "decimal comma": (
        table('mill,boiler,steam,-0.75,1,150,"20,5",60 t/h,90,20'),
        'technologies.csv:2, capacity [t/h] technologies.mill.boiler.capacity = "20,5": '
        "not a number (decimal comma?). Write 20.5.",
    ),
    "excel error": (
        table("mill,boiler,steam,-0.75,1,150,#DIV/0!,60 t/h,90,20"),
        'technologies.csv:2, capacity [t/h] technologies.mill.boiler.capacity = "#DIV/0!": '
        "the cell holds an Excel error. Repair the formula, then save again.",
    ),
    "unit in the cell too": (
        table("mill,boiler,steam,-0.75,1,150,20 t/h,60 t/h,90,20"),
        'technologies.csv:2, capacity [t/h] technologies.mill.boiler.capacity = "20 t/h": '
        'the column is in [t/h], the cell adds "t/h". Write the number alone.',
    ),
    "no unit anywhere": (
        table("mill,boiler,steam,-0.75,1,150,20,60,90,20"),
        'technologies.csv:2, capacity_max technologies.mill.boiler.capacity_max = "60": the unit is missing. '
        "Write 60 t/h.",
    ),
    "short row": (
        table(ROW, "mill,kettle,steam,-0.75,1,150,20"),
        "technologies.csv:3: the row has 7 cells, the header 10. A value is missing from column "
        '8 ("capacity_max") on.',
    ),
    "long row": (
        table(ROW, "mill,kettle,steam,-0,75,1,150,20,60 t/h,90,20"),
        "technologies.csv:3: the row has 11 cells, the header 10. Check for a decimal comma or "
        "an unquoted comma; "
        "use a decimal point, quote text with commas.",
    ),
    "label twice": (
        table(ROW, ROW),
        "technologies.csv:3 technologies.mill.boiler: the label stands twice, first in technologies.csv:2. "
        "Rename one of them.",
    ),
    "no label": (
        table(ROW, "mill,,steam,-0.75,1,150,20,60 t/h,90,20"),
        "technologies.csv:3 technologies: the row has no label. Fill the label in.",
    ),
    "unknown column": (
        table(ROW, header=HEADER.replace("lifetime", "lifetme")),
        "technologies.csv:1 technologies.mill.boiler.lifetme: this word is not known here. Did "
        'you mean "lifetime"?',
    ),
    "unknown unit in a header": (
        table(ROW, header=HEADER.replace("[t/h]", "[T/h]")),
        'technologies.csv:1 technologies.capacity = "capacity [T/h]": the unit "T" is ambiguous. '
        "T is tesla. Write t for tonnes.",
    ),
    "empty brackets": (
        table(ROW, header=HEADER.replace("[t/h]", "[]")),
        'technologies.csv:1 technologies.capacity = "capacity []": the brackets hold no unit. '
        "Write [t/h], or [1] for plain numbers.",
    ),
    "the same header twice": (
        table(ROW, header=HEADER.replace("capacity_max", "capacity")),
        'technologies.csv:1: columns 7 and 8 are both named "capacity". Rename one of them.',
    ),
    "semicolons": (
        table(ROW.replace(",", ";"), header=HEADER.replace(",", ";")),
        "technologies.csv:1: columns are separated by semicolons. Save with commas, and decimals "
        "with a point.",
    ),
    "open quotation mark": (
        table('mill,"boiler,steam,-0.75,1,150,20,60 t/h,90,20'),
        "technologies.csv:2: the row cannot be read (unexpected end of data). Check its quotation marks.",
    ),
    "empty": (
        "",
        "technologies.csv: the file is empty. Write a header and at least one row, or delete the file.",
    ),
    "utf-16": (
        table(ROW).encode("utf-16"),
        "technologies.csv: the file is saved as UTF-16 (Excel: “Unicode text”). Save it as UTF-8.",
    ),
    "zero-width": (
        table(ROW.replace("boiler", "boi\u200dler")),
        "technologies.csv:2: an invisible character U+200D stands in this line. Delete it.",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_one_fault_is_one_sentence(tmp_path: Path, case: str) -> None:
    text, sentence = CASES[case]
    found = [str(problem) for problem in problems(folder(tmp_path, BOILER, technologies=text))]
    said = [one for one in found if one.startswith("technologies.csv")]
    assert said == [sentence]


def test_a_thing_given_in_two_files_names_both(tmp_path: Path) -> None:
    line = PARK[: PARK.index("  mill.boiler:")].count("\n") + 1
    assert only_problem(folder(tmp_path, technologies=table(ROW))) == (
        f"technologies.csv:2 technologies.mill.boiler: the label is given twice, first in park.yaml:{line}. "
        "Keep one of the two."
    )


def test_a_table_that_is_no_section_is_named(tmp_path: Path) -> None:
    assert only_problem(folder(tmp_path, technolgies=table(ROW))) == (
        'technolgies.csv: this is no section of a park. Did you mean "technologies"?'
    )


def test_workbooks_are_named(tmp_path: Path) -> None:
    target = folder(tmp_path)
    (target / "links.xlsx").write_bytes(b"PK\x03\x04")
    assert only_problem(target) == (
        "links.xlsx: lists are read from CSV files only. Save it as links.csv (CSV UTF-8)."
    )
