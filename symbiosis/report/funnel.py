"""What became of candidate exchanges, from possible to chosen, as a table of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.report.table import Column, Table, words
from symbiosis.report.veil import Veil
from symbiosis.report.words import pick

if TYPE_CHECKING:
    from symbiosis.results.results import Results

TITLE = ("From possible to chosen", "候选交换筛选")
NOTE = (
    "Pairs of something that arises and another enterprise. A pair is screened out for the first reason that "
    "applies; what is offered enters the design as far as it has a link.",
    "配对：某一产出物与另一企业。按首个适用原因筛除；提供的配对在有连接时进入方案。",
)
STAGE, PAIRS = ("stage", "阶段"), ("pairs", "配对数")
STAGES = {
    "possible": "可能的配对",
    "no use for it there": "对方无此用途",
    "types are not known to exchange it": "无此类企业间交换先例",
    "out of radius": "超出运输半径",
    "quality out of reach: nothing to mix or treat it with": "质量无法达到：无可混配或处理的手段",
    "replaces nothing that is bought or made today": "不替代现有外购或自产",
    "saves nothing, even delivered for nothing": "即使免费送达也无节省",
    "moving it costs more than it saves": "运输费用高于节省",
    "offered": "提供",
    "with a link in the model": "其中模型中有连接",
    "chosen": "其中被选用",
    "exchanged beyond what was offered": "筛选之外的交换",
}


def funnel_table(results: Results, veil: Veil) -> Table:
    """How many pairs there were at every stage."""
    from symbiosis.study.matching.funnel import funnel

    rows = funnel(results).rows
    named = [pick((what, STAGES[what]), veil.language) for what, _ in rows]
    counts = Column(pick(PAIRS, veil.language), tuple(float(count) for _, count in rows), "", 0)
    return Table(
        "funnel",
        pick(TITLE, veil.language),
        (words(pick(STAGE, veil.language), named), counts),
        pick(NOTE, veil.language),
    )
