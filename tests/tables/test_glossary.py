"""Every section, field and choice has one Chinese name, and no two share one."""

from __future__ import annotations

from collections import Counter

import pytest

from symbiosis.park.fields import specs
from symbiosis.park.park import SECTIONS
from symbiosis.park.settings import Settings
from symbiosis.tables.glossary import CHOICES, FIELDS, SHEETS

KINDS = (*SECTIONS.values(), Settings)
AS_THEY_ARE = {"", "1", "2", "3", "WGS84", "CGCS2000", "GCJ-02"}


def test_every_section_has_a_sheet_s_name() -> None:
    assert SECTIONS.keys() <= SHEETS.keys()


def test_every_field_has_a_name() -> None:
    assert {field for kind in KINDS for field in specs(kind)} <= FIELDS.keys()


def test_every_choice_has_a_name() -> None:
    offered = {word for kind in KINDS for spec in specs(kind).values() for word in spec.choices}
    assert offered - AS_THEY_ARE <= CHOICES.keys()


@pytest.mark.parametrize("names", [SHEETS, FIELDS, CHOICES])
def test_no_two_share_a_name(names: dict[str, str]) -> None:
    assert [name for name, count in Counter(names.values()).items() if count > 1] == []
