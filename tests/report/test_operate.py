"""The figure of a rolling operation: axes with units, both runs, in two languages."""

from __future__ import annotations

import pytest

from symbiosis.report.operate import figure, table
from symbiosis.study.rolling.operate import operate
from tests.study.rolling.test_operate import TARIFF, design, measured


@pytest.fixture(scope="module")
def operation(tmp_path_factory):
    folder = tmp_path_factory.mktemp("operation")
    return operate(design(), measured(folder, price=TARIFF, load=[1] * 4), folder, ahead=2, step=2)


@pytest.mark.parametrize(
    ("language", "labels", "names"),
    [
        (
            "en",
            ["cost so far\n[CNY]", "more than\nthe optimum\n[CNY]", "content\n[MWh]"],
            ["rolling", "optimum"],
        ),
        ("zh", ["累计费用\n[元]", "比最优多\n[元]", "存量\n[MWh]"], ["滚动运行", "最优（完全预见）"]),
    ],
)
def test_axes_say_what_they_show(operation, language, labels, names):
    drawing = figure(operation, language)
    assert [axes.get_ylabel() for axes in drawing.axes] == labels
    assert [text.get_text() for text in drawing.axes[0].get_legend().get_texts()] == names
    paid = [line.get_ydata().tolist() for line in drawing.axes[0].get_lines()]
    assert paid[0] == pytest.approx([0, 2, 8], abs=1e-4)
    assert paid[1] == pytest.approx([0, 4, 4], abs=1e-4)
    assert drawing.axes[1].get_lines()[0].get_ydata()[-1] == pytest.approx(4.0, abs=1e-4)
    assert drawing.axes[2].get_lines()[1].get_ydata()[2:].tolist() == pytest.approx([2, 1, 0], abs=1e-4)


def test_the_table_has_a_row_per_window(operation):
    found = table(operation, "en")
    assert [column.heading for column in found.columns] == [
        "from",
        "hours [h]",
        "rolling [CNY]",
        "optimum [CNY]",
        "tank (mill), at the end [MWh]",
    ]
    assert [row[0] for row in found.rows] == ["2025-01-02 00:00", "2025-01-02 02:00"]
