"""Indicators are told in the language of the report: notes and warnings of every shipped scheme."""

from __future__ import annotations

import dataclasses
import re

import pytest

from symbiosis.report.indicators import sentences, table
from symbiosis.study.policy.score import score
from symbiosis.tables.scheme import read_scheme, shipped
from tests.parks import need, optimum, shop, small_park


@pytest.fixture(scope="module")
def plan():
    return optimum(small_park(1, need("mill.heat", 1.0), shop("heat", 1.0, "mill")))


@pytest.mark.parametrize("name", shipped())
def test_what_a_scheme_notes_is_chinese_in_chinese(plan, name):
    scheme = read_scheme(name)
    noted = [one for one in (scheme, *scheme.indicators) if one.note]
    assert all(re.search("[\u4e00-\u9fff]", one.note_zh) for one in noted)
    late = dataclasses.replace(scheme, valid_from="2199-01-01")  # warns for sure
    report = score(late, plan)
    assert f"{scheme.title_zh} 自 2199-01-01 起施行" in "".join(sentences(report, "zh"))
    assert f"{scheme.title} holds from 2199-01-01" in "".join(sentences(report, "en"))
    assert scheme.note_zh in [*sentences(report, "zh"), ""]
    remarks = [row[-1] for row in table(report, "zh").rows]
    for indicator, remark in zip(scheme.indicators, remarks, strict=True):
        if indicator.note and not indicator.formula:
            assert remark == indicator.note_zh
