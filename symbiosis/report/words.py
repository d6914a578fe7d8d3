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
    "discard": ("discarding", "处置"),
    "levy": ("levies on emissions", "排放费"),
    "peak_charge": ("peak charge", "需量电费"),
    "sale": ("sales", "售出"),
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
    "supply": ("arises: {}", "自产：{}"),
    "used": ("used: {}", "用于：{}"),
    "demand": ("demand: {}", "需求：{}"),
    "leaving": ("sent: {}", "送出：{}"),
    "fed": ("fed: {}", "送入：{}"),
    "sold": ("sold: {}", "售出：{}"),
    "charged": ("charged: {}", "储存：{}"),
    "discarded": ("discarded: {}", "处置：{}"),
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


def pick(pair: tuple[str, str], language: Language) -> str:
    """Return the English or the Chinese one of a pair."""
    return pair[1] if language == "zh" else pair[0]
