"""Options for what stands in the report, by hand: of two boilers one to replace, one to shut."""

from types import SimpleNamespace

import pytest

from symbiosis.report.retrofit_part import part_of_report, table_of
from symbiosis.report.veil import veil_for
from symbiosis.study.money.option_worth import Option, Worth
from symbiosis.study.money.retrofit import Assessed, Retrofit
from tests.parks import need, plant, shop, small_park

BURNER = Option("mill.burner", "replacement", ("mill.old",), 10.0, 2e6, 10.0, 0.0)
SHUT = Option("mill.old", "shutdown", ("mill.old",), 0.0, 0.0, 20.0, 0.0)
GOOD = Worth(1e6, 0.0, 1200.0, 8e6, 0.49, 2.0, -666.7, 4e4)
NOISE = Worth(3e4, 0.0, 0.0418, 6e5, None, None, None, 2e4)  # another plan of the same cost
NONE = Worth(problem='demands.mill.heat: needs "heat", which nothing can bring to mill.')


@pytest.fixture
def found():
    park = small_park(
        1,
        need("mill.heat", 1.0),
        shop("gas", 1.0, "mill", emissions={"co2": 0.2}),
        plant("mill.old", "heat", {"gas": -2.0}, capacity=10.0, title="Old boiler", title_zh="旧锅炉"),
        plant("mill.burner", "heat", {"gas": -1.0}, capacity=1.0, title="Burner", title_zh="燃烧器"),
    )
    options = (Assessed(BURNER, BURNER, GOOD, GOOD, False), Assessed(SHUT, SHUT, NONE, NOISE, True))
    return Retrofit(park, "co2", options)


def columns(table):
    return {column.title: [column.shown(value) for value in column.values] for column in table.columns}


def test_what_an_option_takes_the_place_of_stands_beside_it_without_its_works(found):
    shown = columns(table_of(found, "en", "alone"))
    assert shown["kind"] == ["in place of Old boiler", "shut down"]
    assert columns(table_of(found, "zh", "alone"))["类型"] == ["替代旧锅炉", "关停"]
    assert (shown["payback"], shown["spared a year"]) == (["2.0", ""], ["1,200", ""])
    assert shown["±"] == ["0.04", ""]


def test_a_trace_spared_by_another_plan_of_the_same_cost_is_nothing(found):
    shown = columns(table_of(found, "en", "integrated"))
    assert shown["spared a year"] == ["1,200", "0"]
    assert shown["cost per amount spared"] == ["−667", ""]


def test_why_there_is_no_plan_stands_below_without_advice(found):
    assert table_of(found, "en", "alone").note == (
        "Old boiler, mill (shut down): no plan. "
        'demands.mill.heat: needs "heat", which nothing can bring to mill.'
    )
    assert "旧锅炉，mill（关停）：无可行方案。" in table_of(found, "zh", "alone").note
    assert table_of(found, "en", "integrated").note == ""


def test_a_plant_that_the_design_shuts_down_is_not_said_to_be_built(found):
    ladder = SimpleNamespace(retrofit=found, park=found.park)
    for language, said in (
        ("en", "The integrated design takes: Old boiler, mill (shut down)."),
        ("zh", "整体优化方案采用：旧锅炉，mill（关停）。"),
    ):
        (_, taken), _, _ = part_of_report(ladder, veil_for(found.park, language))
        assert taken == said
