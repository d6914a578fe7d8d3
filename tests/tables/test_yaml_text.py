"""What the text of a park.yaml can get wrong before it means anything, and the sentence that says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tables.folder import BOILER, folder, line_of, only_problem

# what is replaced, by what, and the one problem that must be reported
ONE_PROBLEM = {
    "a format of the future": (
        "format: 1",
        "format: 2",
        'park.yaml:1 format = "2": the format is not known. This version reads format 1.',
    ),
    "no format": (
        "format: 1\n",
        "",
        "park.yaml:1 format: the format is missing. Begin with `format: 1`.",
    ),
    "date that does not exist": (
        "start: 2023-01-01T00:00",
        "start: 2024-02-30",
        'park.yaml:8 park.time.start = "2024-02-30": this date or time does not exist. '
        "Check month, day, hour and offset.",
    ),
    "invisible character in a name": (
        "mill.landfill",
        "mill.land\u200bfill",
        f"park.yaml:{line_of('mill.landfill')}: an invisible character U+200B stands in this line. "
        "Delete it (retype the word).",
    ),
    "nul": (
        "excluding VAT",
        "excluding\0VAT",
        "park.yaml:6: an invisible character U+0000 stands in this line. Delete it (retype the word).",
    ),
    "duplicate key": (
        "    lifetime: 20 a",
        "    lifetime: 20 a\n    lifetime: 25 a",
        f'park.yaml:{BOILER + 7}: "lifetime" is given twice, first in line {BOILER + 6}. Keep one '
        "of the two.",
    ),
    "duplicate thing": (
        "  mill.landfill: {",
        "  mill.landfill: {carrier: gypsum, fee: 1 CNY/t}\n  mill.landfill: {",
        f'park.yaml:{line_of("mill.landfill") + 1}: "mill.landfill" is given twice, first in line '
        f"{line_of('mill.landfill')}. Keep one of the two.",
    ),
    "tab": (
        "    lifetime: 20 a",
        "\tlifetime: 20 a",
        f"park.yaml:{BOILER + 6}: a tab stands in this line. Indent with spaces, never with tabs.",
    ),
    "full-width colon": (
        "    lifetime: 20 a",
        "    lifetime：20 a",
        f"park.yaml:{BOILER + 6}: a full-width colon (：) stands in this line. "
        "Write an ordinary colon and a space: `name: value`.",
    ),
    "anchor": (
        "lifetime: 20 a",
        "lifetime: &life 20 a",
        f"park.yaml:{BOILER + 6}: anchors (&life) are not allowed. Write the value out.",
    ),
    "alias": (
        "lifetime: 20 a",
        "lifetime: *life",
        f"park.yaml:{BOILER + 6}: aliases (*name) are not allowed. Write the value out.",
    ),
    "merge key": (
        "    lifetime: 20 a",
        "    <<: {lifetime: 20 a}",
        f"park.yaml:{BOILER + 6}: merge keys (<<) are not allowed. Write the values out.",
    ),
    "tag": (
        "lifetime: 20 a",
        "lifetime: !!python/object/apply:os.system [ls]",
        f"park.yaml:{BOILER + 6}: tags (!name) are not allowed. Write the plain value, in quotes if need be.",
    ),
    "second document": (
        "demands:",
        "---\ndemands:",
        f"park.yaml:{line_of('demands:')}: a second document begins here. One document per file: "
        "delete `---`.",
    ),
    "open bracket": (
        "[mill]",
        "[mill",
        f"park.yaml:{line_of('  coal: {carrier')}: a bracket is not closed, or a comma is missing. "
        "Close every { and [, and separate entries by commas.",
    ),
    "nested without end": (
        "lifetime: 20 a",
        "lifetime: " + "[" * 3000,
        f"park.yaml:{BOILER + 6}: nested deeper than 20 levels.",
    ),
}


@pytest.mark.parametrize("case", ONE_PROBLEM)
def test_a_wrong_text_is_one_sentence_with_place_and_remedy(tmp_path: Path, case: str) -> None:
    old, new, sentence = ONE_PROBLEM[case]
    assert only_problem(folder(tmp_path, (old, new))) == sentence
