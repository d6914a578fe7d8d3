"""The figures' own words in English and Chinese."""

from __future__ import annotations

from symbiosis.report.text import Language

CATEGORIES = {  # in the order of the stack; what is missing here follows with its own name
    "purchase": ("purchase", "采购"),
    "investment": ("investment, as annuity", "投资年金"),
    "fixed_om": ("fixed O&M", "固定运维"),
    "replacement": ("replacement", "更新"),
    "running": ("running", "运行"),
    "freight": ("freight", "运费"),
    "loading": ("loading", "装卸费"),
    "discard": ("discarding", "处置"),
    "levy": ("levies on emissions", "排放费"),
    "peak_charge": ("peak charge", "需量电费"),
    "transformer_charge": ("transformer charge", "容量电费"),
    "start_up": ("starting", "启动"),
    "shut_down": ("shutting down", "停机"),
    "interruption": ("interruption", "中断补偿"),
    "tax": ("environmental protection tax", "环境保护税"),
    "fee": ("fees", "规费"),
    "quota_purchase": ("quotas bought", "配额购入"),
    "quota_auction": ("quotas at auction", "配额拍卖"),
    "offset": ("offsets", "碳抵消"),
    "quota_sale": ("quotas sold", "配额售出"),
    "quota_kept": ("quotas kept", "配额结转"),
    "sale": ("sales", "售出"),
    "entry_value": ("value of being there", "入驻价值"),
    "exit": ("closing", "退出成本"),
    "retirement": ("retiring what stands", "退役成本"),
}

ROLES = {
    "producer": ("producer", "生产企业"),
    "utility": ("utility operator", "公用工程"),
    "town": ("town", "城镇"),
    "outside": ("outside the park", "园区外"),
}

TERMS = {  # roles of a balance term: with the name of what gives or takes, and added up over an enterprise
    "made": ("{}", "{}"),
    "bought": ("bought: {}", "购入：{}"),
    "arriving": ("arriving: {}", "来自：{}"),
    "drawn": ("drawn: {}", "取自：{}"),
    "discharged": ("discharged: {}", "释放：{}"),
    "spoiled": ("spoiled in {}", "变质：{}"),
    "supply": ("arises: {}", "自产：{}"),
    "returned": ("given back: {}", "回送：{}"),
    "mixed": ("mixed: {}", "混合：{}"),
    "used": ("used: {}", "用于：{}"),
    "start_up": ("to start: {}", "启动：{}"),
    "taken": ("taken: {}", "取用：{}"),
    "blended": ("blended: {}", "掺配：{}"),
    "pooled": ("into the mix: {}", "汇入：{}"),
    "demand": ("demand: {}", "需求：{}"),
    "condensate": ("condensate of: {}", "凝结水：{}"),
    "later_condensate": ("condensate later: {}", "凝结水（延后）：{}"),
    "less_condensate": ("condensate missing: {}", "凝结水（减少）：{}"),
    "put_off": ("put off: {}", "推迟：{}"),
    "caught_up": ("caught up: {}", "补用：{}"),
    "interrupted": ("not met: {}", "中断：{}"),
    "leaving": ("sent: {}", "送出：{}"),
    "fed": ("fed: {}", "送入：{}"),
    "sold": ("sold: {}", "售出：{}"),
    "charged": ("charged: {}", "储存：{}"),
    "discarded": ("discarded: {}", "处置：{}"),
    "recovered": ("recovered into: {}", "回收至：{}"),
    "heating": ("heats process streams: {}", "工艺加热：{}"),
}

STATUS = {
    "optimal": ("optimal", "最优"),
    "within_gap": ("within the gap", "在允许间隙内"),
    "feasible_time_limit": ("stopped at the time limit", "到时停止"),
    "no_solution_yet": ("no plan yet", "尚无方案"),
    "infeasible": ("infeasible", "不可行"),
    "unbounded": ("unbounded", "无界"),
    "suspect": ("FAILS ITS CHECK", "未通过校核"),
}


STATEMENTS = {  # of the report: one glossary for the page, the workbook and the document
    "headline": ("In short", "要点"),
    "ladder": ("What each design costs and saves", "各方案的费用与节省"),
    "map": ("Who gives what to whom", "企业间交换"),
    "investments": ("Plants and lines", "设备与管线"),
    "dispatch": ("Operation", "运行"),
    "flows": ("Flows of materials, water and energy", "物料、水与能源流向"),
    "residues": ("Where wastes go, and how things are moved", "废物去向与运输"),
    "finance": ("Cash flow", "现金流"),
    "accounts": ("Who pays and who gains", "各企业收支"),
    "footprint": ("Emissions, fresh water, waste", "排放、新鲜水与废物"),
    "policy": ("Limits, taxes and rights", "约束、税费与配额"),
    "indicators": ("Indicators", "指标"),
    "marginal": ("Marginal costs", "边际成本"),
    "meters": ("Today's plan beside the meters", "现状方案与计量对照"),
    "assumptions": ("What it rests on", "数据与假设"),
    "solver": ("How it was found and checked", "求解与校核"),
    "design": ("design", "方案"),
    "designs": ("costs", "费用"),
    "savings": ("savings", "节省"),
    "status": ("outcome", "求解结果"),
    "cost": ("cost", "费用"),
    "bound": ("proved bound", "已证下界"),
    "against_today": ("saving against today", "相对现状节省"),
    "against_alone": ("saving against stand-alone", "相对各自独立节省"),
    "at_least": ("{}, at least", "{}（至少）"),
    "at_most": ("{}, at most", "{}（至多）"),
    "category": ("kind of cost", "费用类别"),
    "giver": ("giver", "供方"),
    "taker": ("taker", "受方"),
    "carrier": ("what", "物流"),
    "amount": ("amount", "数量"),
    "unit": ("unit", "单位"),
    "price": ("price", "单价"),
    "floor": ("giver's floor", "供方底价"),
    "ceiling": ("taker's ceiling", "受方上限"),
    "price_unit": ("unit of price", "价格单位"),
    "payment": ("paid to giver", "付给供方"),
    "basis": ("settled by", "结算依据"),
    "enterprise": ("enterprise", "企业"),
    "plant": ("plant or line", "设备或管线"),
    "owner": ("owner", "所有者"),
    "kept": ("kept", "保留"),
    "new": ("new, installed", "新增（装机）"),
    "calculated": ("of this needed", "其中计算所需"),
    "units": ("units", "台数"),
    "invested": ("investment", "投资"),
    "own_cost": ("own cost", "自有费用"),
    "received": ("received", "收款"),
    "paid": ("paid", "付款"),
    "net": ("cost after settlement", "结算后费用"),
    "gain": ("gain against stand-alone", "相对各自独立的收益"),
    "today": ("today", "现状"),
    "emission": ("emission", "排放物"),
    "mean": ("mean", "平均"),
    "least": ("least", "最低"),
    "most": ("greatest", "最高"),
    "flow": ("flow", "流向"),
    "metered": ("metered", "计量值"),
    "modelled": ("in the plan", "方案值"),
    "deviation": ("deviation", "偏差"),
    "number": ("number", "数据项"),
    "value": ("value", "取值"),
    "low": ("low", "下限"),
    "high": ("high", "上限"),
    "confidence": ("confidence", "可信度"),
    "source": ("source", "来源"),
    "grade": ("evidence", "依据"),
    "figures": ("numbers", "数据项数"),
    "share": ("share of the saving's money", "占节省金额比重"),
    "gap": ("unproved", "未证差距"),
    "checked": ("independent check", "独立校核"),
    "rows": ("rows", "约束数"),
    "columns": ("columns", "变量数"),
    "integers": ("integers", "整数变量数"),
    "seconds": ("time", "用时"),
    "made_by": ("made with", "生成环境"),
    "version": ("version", "版本"),
    "link": ("line for {}", "{}输送线"),
    "network": ("network", "管网"),
    "connection": ("connection: {}", "接入：{}"),
    "holds": ("holds, {} checks", "通过，{}项"),
    "fails": ("FAILS, {} findings", "未通过，{}处"),
    "unchecked": ("not checked", "未校核"),
    "no_plan": ("no plan", "无方案"),
}

GRADES = {
    "H": ("H: read in a source, or exact", "H：有来源或精确"),
    "M": ("M: weak", "M：较弱"),
    "L": ("L: assumed", "L：假设"),
    "": ("no evidence stated", "未注明依据"),
}

BASES = {
    "contract": ("contract", "合同"),
    "equal split": ("equal split", "平分"),
    "equal split, at marginal costs": ("equal split, at marginal costs", "按边际成本平分"),
    "marginal cost, indicative": ("marginal cost, indicative", "边际成本（参考）"),
    "network at cost": ("network at cost", "管网按成本"),
    "not settled": ("not settled", "未结算"),
}

METERED = {
    "purchase": ("bought", "购入"),
    "sale": ("sold", "售出"),
    "discard": ("discarded", "处置"),
    "made": ("made", "生产"),
    "arriving": ("received", "接收"),
    "leaving": ("sent", "送出"),
}


def say(key: str, language: Language) -> str:
    """Return a statement of the report's glossary."""
    return pick(STATEMENTS[key], language)


def pick(pair: tuple[str, str], language: Language) -> str:
    """Return the English or the Chinese one of a pair."""
    return pair[1] if language == "zh" else pair[0]
