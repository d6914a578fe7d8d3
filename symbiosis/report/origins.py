"""Where a number stands in the tables of a report, and what the numbers of that table are made of.

`report.trace` takes the money and the yearly amounts of a design apart, down to the inputs. What else a
table shows (a mean, a share, a count, a price) is said here in one sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiosis.report.words import pick

if TYPE_CHECKING:
    from symbiosis.report.contents import Page
    from symbiosis.report.table import Table
    from symbiosis.study.design.ladder import Ladder

ORIGINS = {  # by the name of a table, or its beginning where many are alike
    "designs": (
        "Cost is the sum of a design's bill (ask for the design by name); the bound is proved by the solver "
        "and checked from its multipliers, so no inputs stand behind it line by line.",
        "费用为该方案各项账单之和（可按方案名称追溯）；下界由求解器证明并由乘子复核，不能逐项追溯到输入。",
    ),
    "savings": (
        "Cost of the design compared with, less cost of this one; the limits come from the bounds of both.",
        "对比方案的费用减去本方案的费用；上下限来自两者的已证下界。",
    ),
    "bills": ("Sum over enterprises of one kind of cost.", "各企业该类费用之和。"),
    "exchanges": (
        "Amount: Σ hours represented · what is sent. Floor: what the giver would earn or save otherwise; "
        "ceiling: what the taker would pay otherwise, each found by solving it alone. Paid: by contract, "
        "else halfway between the two.",
        "数量为 Σ 代表小时 · 输送量；底价为供方不交换时的所得或节省，上限为受方不交换时的支付，均单独求解"
        "得出；付款按合同，无合同时取二者中值。",
    ),
    "funnel": (
        "Pairs counted by the screening of candidate exchanges; `symbiosis match` lists them one by one.",
        "候选交换筛选的配对计数；可用 `symbiosis match` 逐一列出。",
    ),
    "residues": (
        "Σ hours represented · flow, over every term of the balances of wastes.",
        "废物各平衡项的 Σ 代表小时 · 流量。",
    ),
    "trips": (
        "What is sent in the year, divided by `load_size` of the link.",
        "全年输送量除以输送线的单次装载量（load_size）。",
    ),
    "concentrations": (
        "Σ flow · quality of what enters, divided by Σ flow, hour by hour; the mean is weighted by flow.",
        "逐时为流入的 Σ 流量 · 品质除以 Σ 流量；均值按流量加权。",
    ),
    "plants": (
        "Sizes are decisions of the plan within the limits of the park; `symbiosis why` turns one round. "
        "Needed: installed size without its design margin. Investment: prices of the plant at that size.",
        "容量是方案在园区限额内的决策，可用 `symbiosis why` 反问；计算所需为扣除设计裕量的装机；投资为该"
        "规模下的设备价格。",
    ),
    "land": (
        "Σ area per capacity · capacity of what stands and is built, and the areas that enterprises state.",
        "现有与新建设备的 Σ 单位容量面积 · 容量，以及企业填写的面积。",
    ),
    "retrofit": (
        "Two plans of the park are compared, with the option and without it: the saving, and from it the "
        "payback, net present value and cost per amount spared.",
        "比较含与不含该方案的两个园区方案，得出节约额，并由此算出回收期、净现值和单位减排成本。",
    ),
    "finance": (
        "From the years of the cash flow of who is named: its table is below or, for one enterprise, in the "
        "report made with --for.",
        "由所列主体的逐年现金流得出，见下方现金流量表；单个企业的见用 --for 生成的报告。",
    ),
    "cash_flow_": (
        "Investment beyond the design compared with, its saving of one year repeated, and the terms under "
        "`finances`.",
        "相对对比方案新增的投资、逐年重复的年节省，以及融资条件（finances）。",
    ),
    "headers": (
        "Σ hours represented · flow into and out of the header; heat by IAPWS-IF97 at its pressure and "
        "temperature.",
        "进出母管的 Σ 代表小时 · 流量；热量按 IAPWS-IF97 由压力和温度计算。",
    ),
    "pipes": (
        "Largest flow over all steps; what the size can carry and loses comes from the pipe's own fields.",
        "各步中的最大流量；输送能力和损失来自管道自身的字段。",
    ),
    "starts": ("Σ starts, and Σ hours represented · units on.", "Σ 启动次数，以及 Σ 代表小时 · 运行台数。"),
    "peaks": ("Greatest purchase over the steps of the month.", "当月各步中的最大购入量。"),
    "charges": (
        "Months it stands for · (peak charge · peak factor · greatest purchase, or on contract and excess, "
        "+ transformer charge · transformer).",
        "代表月数 ·（需量电价 · 峰值系数 · 最大购入量，或按合同需量及超出部分，+ 容量电价 · 变压器容量）。",
    ),
    "accounts": (
        "Own cost is the sum of the enterprise's bill; received and paid are its exchanges; the gain is "
        "against its cost stand-alone.",
        "自有费用为该企业各项账单之和；收付款为其交换；收益相对其各自独立时的费用。",
    ),
    "districts": (
        "Sums over the enterprises of the district: bills after settlement, energy, CO2 and water of a year.",
        "分园区内各企业之和：结算后费用，以及全年能耗、二氧化碳和水。",
    ),
    "crossing": (
        "Σ hours represented · what is sent between the districts.",
        "分园区之间的 Σ 代表小时 · 输送量。",
    ),
    "footprint": (
        "Σ factor · amount over the year: emissions, fresh water bought, waste discarded.",
        "全年 Σ 因子 · 数量：排放、购入的新鲜水、处置的废物。",
    ),
    "emissions": (
        "Σ factor · activity + Σ factor · purchase + Σ factor · discarded, over hours represented.",
        "Σ 因子 · 运行量 + Σ 因子 · 购入 + Σ 因子 · 处置，按代表小时。",
    ),
    "carbon": (
        "Emissions of greenhouse gases times their warming, by the scope of what emits them.",
        "温室气体排放乘以温室效应系数，按排放源所属范围汇总。",
    ),
    "compliance": (
        "The plan's value of the limited sum; the price is the dual of the limit, divided by its weight.",
        "方案中受限之和的取值；价格为该约束的对偶值除以权重。",
    ),
    "approvals": ("Size of what is new or stands, by its legal class.", "按法律类别列出的新增或现有规模。"),
    "taxes": (
        "Equivalents of the pollutants that count, times the rate; the first ones of each outlet count.",
        "计税污染物的当量数乘以税额标准；每一排放口按前几项计征。",
    ),
    "quotas": (
        "Σ of what the quota counts, what is granted for it, and what is traded at its prices.",
        "配额计量之和、免费分配量以及按价格交易的量。",
    ),
    "indicators_": (
        "The formula of the indicator in its scheme: `symbiosis indicators` names it and what is missing.",
        "按评价体系中该指标的公式；用 `symbiosis indicators` 可查看公式与所缺数据。",
    ),
    "marginal_costs": (
        "Dual of the balance divided by the weight of the step: mean by weight, least and greatest. It "
        "follows from all inputs at once and has no parts.",
        "平衡约束的对偶值除以该步权重：加权平均、最低与最高；它由全部输入共同决定，没有分项。",
    ),
    "meters": (
        "Metered: as stated under `meters`. In the plan: Σ hours represented · flow of today's plan.",
        "计量值为 meters（计量）中所填；方案值为现状方案的 Σ 代表小时 · 流量。",
    ),
    "evidence": (
        "Numbers counted by grade, and the share of the saving's money whose prices have that grade.",
        "按依据等级的数据计数，以及节省金额中价格属于该等级的比重。",
    ),
    "assumptions": ("An input, as it is stated with its source.", "输入数据，与其来源一并填写。"),
    "solver": (
        "What the solver reports of itself: sizes of the program, seconds, and what is left unproved.",
        "求解器自身的报告：模型规模、用时与未证部分。",
    ),
    "made_with": ("Versions and fingerprints, no figures of the plan.", "版本与校验码，不是方案数字。"),
}


OTHER = (
    "Worked out from the plan as a whole; it is not taken apart.",
    "由整个方案计算得出，不再分解。",
)


@dataclass(frozen=True)
class Place:
    """A cell of a report: its table, row and column, what it shows, and what such numbers are made of."""

    table: str
    row: str
    column: str
    shown: str
    origin: str

    def __str__(self) -> str:
        return f"{self.table} · {self.row} · {self.column} = {self.shown}"


def origin(table: Table, language: str) -> str:
    """Return what the numbers of a table are made of."""
    exact = ORIGINS.get(table.name)
    alike = (said for name, said in ORIGINS.items() if table.name.startswith(f"{name.rstrip('_')}_"))
    return pick(exact or next(alike, OTHER), "zh" if language == "zh" else "en")


def places_of(ladder: Ladder, asked: str, language: str) -> list[Place]:
    """Return every cell that shows this number in the reports of a design: the whole one, and each firm's."""
    from symbiosis.report.page import page

    readers = ("", *ladder.park.enterprises)
    found = (place for who in readers for place in places(page(ladder, language, who), asked))
    return list(dict.fromkeys(found))


def places(page: Page, asked: str) -> Iterator[Place]:
    """Yield every cell of a report that shows this number, digit by digit.

    The sign, thousands separators and the length of a minus do not matter.
    """
    wanted = _bare(asked)
    for table in page.tables:
        for row in table.rows:
            named = next((cell for cell in row if isinstance(cell, str)), "")
            for column, cell in zip(table.columns, row, strict=True):
                if isinstance(cell, float | int) and _bare(column.shown(cell)) == wanted:
                    said = origin(table, page.language)
                    yield Place(table.title, named, column.heading, column.shown(cell), said)


def _bare(number: str) -> str:
    return number.strip().lstrip("−-").replace(",", "").replace("，", "")
