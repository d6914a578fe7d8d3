"""Chinese names of sections, fields and choices, as workbooks and messages write them; one list for all.

A field has the same Chinese name wherever it stands, and no two fields share one, so that a header is
understood in either language.
"""

from __future__ import annotations

from typing import Literal

Language = Literal["en", "zh"]

SHEETS = {  # sections of the park, and the sheets of a workbook that are none
    "guide": "填表说明",
    "park": "园区",
    "qualities": "品质指标",
    "carriers": "物料与能源",
    "enterprises": "企业",
    "technologies": "设备",
    "ratios": "配比",
    "stores": "储存",
    "supplies": "供给",
    "demands": "需求",
    "reserves": "备用",
    "water_uses": "用水单元",
    "recipes": "配方",
    "pools": "混合池",
    "outlets": "处置",
    "markets": "外部市场",
    "links": "输送线",
    "networks": "管网",
    "connections": "管网接入",
    "caps": "排放上限",
    "levies": "排放收费",
    "meters": "计量",
    "streams": "热流股",
    "heat_levels": "热等级",
    "profiles": "曲线说明",
    "series": "逐时数据",
    "sources": "数据来源",
    "lists": "选项",
    "about": "说明",
    "questions": "问题",
}

FIELDS = {
    # columns of a workbook that are no fields
    "label": "代号",
    "table": "表",
    "field": "字段",
    "of": "对象",
    "value": "取值",
    "unit": "单位",
    "low": "下限",
    "high": "上限",
    "source": "来源",
    "confidence": "可信度",
    "unknown": "未知",
    "note": "备注",
    "path": "编号",
    "question": "问题",
    "now": "现有数据",
    "date": "日期",
    "contact": "联系人",
    "assumed": "是否假设",
    "network": "管网",
    "format": "格式版本",
    # numbers that follow something
    "profile": "曲线",
    "scale": "倍数",
    "annual": "全年总量",
    "shape": "形状",
    "shutdown": "停产日期",
    "tariff": "电价方案",
    "base": "平段电价",
    "fixed": "固定部分",
    # the park
    "name": "名称",
    "title": "英文名",
    "title_zh": "中文名",
    "currency": "货币",
    "price_year": "价格年份",
    "tax_basis": "含税口径",
    "discount_rate": "折现率",
    "detour_factor": "绕行系数",
    "study_period": "计算期",
    "time": "时间",
    "year": "年份",
    "start": "开始时刻",
    "steps": "步数",
    "step": "步长",
    "time_zone": "时区",
    "horizon": "求解时段",
    "weeks": "代表周",
    "weights": "权重",
    "every": "合并步长",
    "annualised": "折算为全年",
    # carriers and qualities
    "kind": "类别",
    "lower_heating_value": "低位热值",
    "lower_heating_value_volume": "体积低位热值",
    "basis": "计量基准",
    "pressure": "压力",
    "temperature": "温度",
    "return_temperature": "回水温度",
    "stands_for": "对应库名",
    # enterprises
    "role": "角色",
    "x": "东向坐标",
    "y": "北向坐标",
    "type": "行业类型",
    "output": "年产量",
    # assets
    "capacity": "现有容量",
    "capacity_max": "最大容量",
    "capacity_min": "最小新建容量",
    "sizes": "可选规格",
    "units_max": "最多台数",
    "investment": "固定投资",
    "investment_per_capacity": "单位容量投资",
    "lifetime": "寿命",
    "remaining_life": "剩余寿命",
    "fixed_om": "固定运维费",
    "fixed_om_share": "固定运维费率",
    "running_cost": "运行费",
    "design_margin": "设计裕量",
    "retirable": "可退役",
    "exclusive": "互斥方案组",
    "roof_use": "单位容量占用屋顶面积",
    "ground_use": "单位容量占用地面面积",
    "roof": "可用屋顶面积",
    "ground": "可用地面面积",
    "saves": "所节约的需求",
    "saving": "节约比例",
    "final_level_min": "期末最低存量",
    "back_of": "反向共用的路径",
    "owner": "所有者",
    "enterprise": "企业",
    # technologies
    "points": "工况点",
    "point_cost": "工况点费用",
    "must_run": "必须运行",
    "minimum_load": "最小负荷",
    "unit_size": "单台容量",
    "minimum_up": "最短开机时间",
    "minimum_down": "最短停机时间",
    "start_cost": "启动费",
    "start_cost_cold": "冷态启动费",
    "cold_after": "转冷态时间",
    "stop_cost": "停机费",
    "start_flows": "启动消耗",
    "ramp_up": "升负荷速率",
    "ramp_down": "降负荷速率",
    "initial_on": "初始开机台数",
    "initial_hours": "初始持续时间",
    "rated_on": "额定介质",
    "ratios": "配比",
    "per": "配比基准",
    "availability": "可用率",
    "activity_max": "年最大运行量",
    "returns": "返还比例",
    "quality": "品质",
    "quality_max": "品质上限",
    "quality_min": "品质下限",
    "removal": "去除率",
    # stores
    "carrier": "介质",
    "loss": "损失率",
    "charge_efficiency": "充入效率",
    "discharge_efficiency": "放出效率",
    "charge_max": "最大充入速率",
    "discharge_max": "最大放出速率",
    "level_min": "最低储量比例",
    "level_max": "最高储量比例",
    "one_way": "不同时充放",
    "initial_level": "初始储量",
    # flows
    "rate": "流量",
    "shift_share": "可推迟比例",
    "advance_hours": "可提前时长",
    "advance_max": "提前生产最大流量",
    "runs_per_day": "每日批次数",
    "run_hours": "每批时长",
    "start_earliest": "最早开始时刻",
    "start_latest": "最晚开始时刻",
    "runs_at_once": "同时批次上限",
    "shift_hours": "可推迟时间",
    "catch_up_max": "补用最大流量",
    "interruptible": "可中断比例",
    "interruption_price": "中断补偿价",
    "interruption_hours": "年最长中断时间",
    "supplier_max": "供方最大占比",
    "supplier_min": "供方最小占比",
    "share": "比例",
    "largest_unit": "最大单机备用",
    "load": "污染物负荷",
    "flow": "流量项目",
    "part_of": "所属用水单元",
    "parts": "组分",
    "share_max": "最大占比",
    "share_min": "最小占比",
    "throughput_max": "最大通过量",
    "fee": "处置费",
    "limit": "限额",
    "annual_limit": "年限额",
    "emissions": "排放系数",
    "today": "现状在用",
    # markets
    "members": "成员",
    "purchase_price": "购入价",
    "sale_price": "售出价",
    "purchase_limit": "购入流量上限",
    "sale_limit": "售出流量上限",
    "purchase_annual_min": "年最少购入量",
    "purchase_annual_max": "年最多购入量",
    "peak_charge": "需量电价",
    "peak_factor": "峰值系数",
    "contracted": "合同需量",
    "excess_factor": "超需量倍数",
    "excess_tolerance": "超需量允许比例",
    "transformer": "变压器容量",
    "transformer_charge": "容量电价",
    # links and networks
    "origin": "供方",
    "destination": "受方",
    "carriers": "输送介质",
    "mode": "输送方式",
    "length": "长度",
    "investment_per_length": "单位长度投资",
    "investment_per_capacity_length": "单位容量长度投资",
    "freight": "运费",
    "loss_per_length": "单位长度损失",
    "minimum_flow": "最小流量",
    "takes": "取自",
    "price": "价格",
    "gate_fee": "进门费",
    "exists": "主管已建",
    "feed_price": "上网价",
    "direction": "方向",
    # meters and heat
    "total": "计量总量",
    "supply": "初始温度",
    "target": "目标温度",
    "duty": "热负荷",
    "heat_capacity_flow": "热容流率",
    "dt_contribution": "温差贡献",
    "side": "冷热侧",
    "operation": "运行比例",
    "use": "用途",
}

CHOICES = {
    "true": "是",
    "false": "否",
    "material": "物料",
    "energy": "能源",
    "water": "水",
    "waste": "废物",
    "emission": "排放",
    "producer": "生产企业",
    "utility": "公用工程",
    "town": "城镇",
    "outside": "园区外",
    "mixtures": "任意混合",
    "polygon": "多边形",
    "curve": "折线",
    "pipe": "管道",
    "belt": "皮带",
    "truck": "卡车",
    "rail": "铁路",
    "cable": "电缆",
    "duct": "风管",
    "feed": "送入",
    "draw": "取用",
    "both": "双向",
    "purchase": "购入",
    "sale": "售出",
    "discard": "处置",
    "made": "生产",
    "arriving": "接收",
    "leaving": "送出",
    "hot": "热",
    "cold": "冷",
    "main": "主管",
    "heating": "加热",
    "cooling": "冷却",
}

NUMBER_WORDS = (  # what may stand beside a number, in its block or behind a dot
    *("value", "low", "high", "source", "confidence", "unknown", "unit"),
    *("profile", "scale", "annual", "shape", "shutdown", "tariff", "base", "fixed"),
    *("year", "start", "steps", "step", "time_zone", "weeks", "weights", "every", "annualised"),
)

_SHEETS_BACK = {chinese: name for name, chinese in SHEETS.items()}
_FIELDS_BACK = {chinese: name for name, chinese in FIELDS.items()}
_CHOICES_BACK = {chinese: name for name, chinese in CHOICES.items()}


def sheet_name(section: str, language: Language) -> str:
    """Return the name of a section's sheet."""
    return SHEETS.get(section, section) if language == "zh" else section


def section_named(sheet: str) -> str:
    """Return the section that a sheet of either language holds, or the name as it stands.

    >>> section_named("设备"), section_named(" Technologies ")
    ('technologies', 'technologies')
    """
    name = sheet.strip()
    return _SHEETS_BACK.get(name) or (name.lower() if name.lower() in SHEETS else name)


def field_name(field: str, language: Language) -> str:
    """Return a dotted field's name in a language.

    >>> field_name("rate.profile", "zh")
    '流量.曲线'
    """
    if language == "en":
        return field
    return ".".join(FIELDS.get(part, part) for part in field.split("."))


def field_named(name: str) -> str:
    """Return the dotted field that a name of either language stands for, or the name as it stands.

    >>> field_named("流量.曲线"), field_named("capacity")
    ('rate.profile', 'capacity')
    """
    first, *rest = (part.strip() for part in name.split("."))
    inner = (_FIELDS_BACK[part] if _FIELDS_BACK.get(part) in NUMBER_WORDS else part for part in rest)
    return ".".join((_FIELDS_BACK.get(first, first), *inner))


def choice_name(word: str, language: Language) -> str:
    """Return a choice's name in a language."""
    return CHOICES.get(word, word) if language == "zh" else word


def choice_named(word: str) -> str:
    """Return the choice that a word of either language stands for, or the word as it stands."""
    return _CHOICES_BACK.get(word.strip(), word)
