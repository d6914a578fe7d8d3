"""The page's own words in English and Chinese."""

from __future__ import annotations

WORDS = {
    "park": ("Park", "园区"),
    "path": ("Folder of a park, or its park.yaml or workbook", "园区文件夹、park.yaml 或工作簿的路径"),
    "open": ("Open", "打开"),
    "bring": ("Bring a workbook (.xlsx)", "上传工作簿（.xlsx）"),
    "on_desk": ("Parks on the desk", "已上传的园区"),
    "check": ("Check", "检查"),
    "checking": ("Checking …", "正在检查……"),
    "sound": ("The park is sound: {}", "检查通过：{}"),
    "problems": ("{} problems; mend them and check again.", "发现{}处问题，请修改后重新检查。"),
    "place": ("where", "位置"),
    "value": ("value", "取值"),
    "message": ("what is wrong", "问题"),
    "remedy": ("what to do", "处理办法"),
    "enterprise": ("enterprise", "企业"),
    "what": ("what", "项目"),
    "total": ("a year", "年总量"),
    "options": ("Options", "选项"),
    "weeks": (
        "weeks, e.g. 3,16,29,42; all; empty: the park's own",
        "计算周，如 3,16,29,42；all 为全年；留空按园区设定",
    ),
    "gap": ("gap, e.g. 0.1 %", "允许间隙，如 0.1 %"),
    "time_limit": ("longest time for one solve, e.g. 10 min", "单次求解时限，如 10 min"),
    "run": ("Design", "开始设计"),
    "stop": ("Stop", "停止"),
    "stopping": ("Stopping; plans in hand are kept.", "正在停止，已得方案将保留。"),
    "running": ("Running for {} s", "已运行 {} 秒"),
    "done": ("Done in {} s", "完成，用时 {} 秒"),
    "stopped": ("Stopped after {} s; what was found is kept.", "运行 {} 秒后停止，已保留所得方案。"),
    "failed": ("Ended with code {}: see the last lines.", "异常结束（代码 {}），请看最后几行。"),
    "designs": ("Designs", "设计方案"),
    "compare": ("Compare", "对比"),
    "design": ("design", "方案"),
    "report": ("Report", "报告"),
    "workbook": ("Workbook", "工作簿"),
    "document": ("Word document", "Word 文档"),
    "writing": ("Writing the report …", "正在生成报告……"),
    "none": ("Nothing yet.", "暂无。"),
    "look": ("Look", "查看"),
}

COLUMNS = {  # of the summary that are shown, by the beginning of their heading
    "title": ("design", "方案"),
    "status": ("outcome", "求解结果"),
    "cost": ("cost", "费用"),
    "saving against stand-alone [": ("saving against stand-alone", "相对各自独立节省"),
    "saving against stand-alone, proved": ("… proved at least", "……至少（已证）"),
    "co2": ("CO2", "CO2"),
}

STATES = (  # outcomes of a solve, whose names the commands translate
    *("optimal", "within_gap", "feasible_time_limit", "no_solution_yet"),
    *("infeasible", "unbounded", "suspect"),
)


def say(key: str, language: str) -> str:
    """Return a text of the page in a language."""
    return WORDS[key][1 if language == "zh" else 0]
