"""Every field says in Chinese what it means, and no Chinese is kept for a meaning that is gone."""

from __future__ import annotations

import re

from symbiosis.park.fields import specs
from symbiosis.park.network import Segment
from symbiosis.park.park import SECTIONS
from symbiosis.park.settings import Settings
from symbiosis.tables.excel.layout import KINDS
from symbiosis.tables.meanings_zh import meanings

SHOWN = (
    *SECTIONS.values(),
    Settings,
    Segment,
    *KINDS.values(),
)  # a workbook also has sheets of parts of things
MEANT = {spec.meaning: f"{kind.__name__}.{name}" for kind in SHOWN for name, spec in specs(kind).items()}


def test_every_field_has_a_chinese_meaning() -> None:
    assert [field for meaning, field in MEANT.items() if meaning not in meanings()] == []


def test_no_meaning_is_kept_that_no_field_has() -> None:
    assert meanings().keys() - MEANT.keys() == set()


def test_meanings_are_chinese_and_numbers_in_them_are_the_same() -> None:
    for english, chinese in meanings().items():
        assert re.search("[\u4e00-\u9fff]", chinese), english
        assert set(re.findall(r"\d{3,}", english)) <= set(re.findall(r"\d{3,}", chinese)), english
        assert not chinese.endswith("。"), chinese
