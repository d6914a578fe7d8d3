"""How a text finds its sentence: names stay, sentences within sentences turn, the unknown stays English."""

from __future__ import annotations

import pytest

from symbiosis.park.problems import Problem
from symbiosis.words import left, right, told, told_change, told_problem
from symbiosis.words.template import Template


def test_english_is_left_alone() -> None:
    assert told("the solver failed: no memory", "en") == "the solver failed: no memory"


@pytest.mark.parametrize("text", ["", "Xyz 12", "a sentence that nobody of this package ever says", "{0} {}"])
def test_what_is_unknown_stays(text: str) -> None:
    assert told(text, "zh") == text


def test_a_sentence_in_a_gap_is_turned_too() -> None:
    assert told("note: is not a number.", "zh") == "提示：不是数字。"
    assert told("case a: stopped.", "zh") == "算例 a：stopped."  # a single word in a gap is a name


def test_sentences_that_follow_each_other_are_taken_apart() -> None:
    assert told("is not a number. Write a number.", "zh") == "不是数字。请填写数字。"


def test_lines_are_turned_one_by_one_and_keep_their_indentation() -> None:
    assert told("  fresh water\n    - no plan", "zh") == "  新鲜水\n    - 无方案"


def test_a_number_is_asked_for_where_a_number_stood() -> None:
    assert told("3 running", "zh") == "运行中 3"
    assert told("boiler running", "zh") == "boiler running"


def test_a_sentence_that_says_little_takes_single_words_only() -> None:
    weak = Template("{0} of {1}", "{1}的{0}")
    assert weak.gaps("flow of steam") == ("flow", "steam")
    assert weak.gaps("a share of the whole saving") is None


def test_no_gap_spans_columns() -> None:
    assert Template("emission {0}", "排放 {0}").gaps("emission  4  checks") is None


def test_two_gaps_side_by_side() -> None:
    found = Template("{0} problem{1}; nothing was written.", "").gaps("2 problems; nothing was written.")
    assert found == ("2", "s")
    assert Template("{0}{1} is missing ({2}).", "").gaps("noon and more is missing (3).") == (
        "noon and more",
        "",
        "3",
    )


def test_a_problem_names_its_section_and_field_in_chinese() -> None:
    problem = Problem(
        "is below 0.",
        "Enter income as a sale price.",
        section="technologies",
        label="mill.boiler",
        field="lifetime",
        value="-3",
        place="park.yaml:12",
    )
    assert told_problem(problem, "zh") == (
        "park.yaml:12 technologies.mill.boiler.lifetime（设备·寿命） = “-3”：小于 0。收入请写成售价。"
    )
    assert told_problem(problem, "en") == str(problem)


def test_words_of_the_files_are_named_by_the_glossary() -> None:
    said = told("is not declared under enterprises.", "zh")
    assert said == "没有在企业中声明。"
    assert told("is part of a power law that lacks scale_exponent and scale_reference.", "zh") == (
        "属于幂律，但缺少规模指数（scale_exponent）和参考规模（scale_reference）。"
    )


def test_a_change_names_its_path_and_its_sides() -> None:
    change = "links.pipe.capacity_max: nothing → 20"
    assert told_change(change, "zh") == "links.pipe.capacity_max（输送线·最大容量）：无 → 20"
    assert told_change("longest time for one solve: not set → 60 s", "zh") == "单次求解时限：未设定 → 60 s"
    assert told_change("status: optimal → within_gap", "zh").startswith("状态：最优 → ")
    assert told_change("links.pipe is gone", "zh") == "输送线 pipe 已去掉"
    assert told_change(change, "en") == change


def test_columns_count_chinese_twice() -> None:
    assert (left("费用", 6), right("费用", 6), left("cost", 6)) == ("费用  ", "  费用", "cost  ")
    assert left("much too long", 4) == "much too long"
