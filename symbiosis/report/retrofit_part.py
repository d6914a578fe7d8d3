"""Options for what stands, as a part of a park's report: alone and in the integrated design."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.report.retrofit import amount_of, figure, name_of, table
from symbiosis.report.text import title_of
from symbiosis.report.words import pick, say
from symbiosis.study.money.retrofit_options import options_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from symbiosis.report.table import Table
    from symbiosis.report.veil import Veil
    from symbiosis.study.design.ladder import Ladder

Part = tuple[list[str], list["Table"], list[tuple[str, str, "Figure"]]]

NOT_YET = (
    "The park states {} options for plants that stand and measures; what each is worth is not worked out "
    "yet: symbiosis report FOLDER --retrofit does that and keeps it.",
    "园区给出 {} 个既有设备改造方案与节能措施，其效益尚未计算："
    "运行 symbiosis report FOLDER --retrofit 计算并保存。",
)
COMPARED = (
    "Alone: today's plan with the option against today's plan. In the design: the best plan of the park with "
    "it against the best one without it; where the best plan leaves it out, it is forced in. What the gaps "
    "of the two plans leave open stands beside the saving. Spared is {}, over the whole park.",
    "单独：在现状方案上实施该方案，与现状比较。整体优化中：含该方案的园区最优方案与不含时比较；"
    "未被采用的方案强制纳入。两个求解间隙造成的不确定量列于节约额之旁。减排量为全园区的{}。",
)
TAKEN = ("The integrated design takes: {}.", "整体优化方案采用：{}。")
NONE_TAKEN = ("The integrated design takes none of them.", "整体优化方案均未采用。")


def part_of_report(ladder: Ladder, veil: Veil) -> Part:
    """Return sentences, tables and figures; empty where the park has no options or the reader may not see."""
    if not veil.open:
        return [], [], []
    tongue, found = veil.language, ladder.retrofit
    if found is None:
        count = len(options_of(ladder.park))
        return ([pick(NOT_YET, tongue).format(count)] if count else []), [], []
    emission = (
        f"{title_of(found.park.carriers[found.emission], tongue)} [{amount_of(found.park, found.emission)}]"
    )
    chosen = [name_of(found.park, a.option.label, tongue) for a in found.options if a.chosen]
    joint = "；" if tongue == "zh" else "; "
    taken = pick(TAKEN, tongue).format(joint.join(chosen)) if chosen else pick(NONE_TAKEN, tongue)
    tables = [table(found, tongue, mode) for mode in ("alone", "integrated")]
    drawn = ("abatement_curve", say("retrofit", tongue), figure(found, tongue))
    return [pick(COMPARED, tongue).format(emission), taken], tables, [drawn]
