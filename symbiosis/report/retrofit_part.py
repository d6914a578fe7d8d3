"""Options for what stands, as a part of a park's report: alone and in the integrated design."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.report.retrofit import (
    KINDS,
    MODES,
    WORDS,
    amount_of,
    as_built_in,
    done_to,
    figure,
    name_of,
    size_of,
)
from symbiosis.report.table import EACH, Column, Table, money, numbers, words
from symbiosis.report.text import Language, scale, title_of
from symbiosis.report.words import pick, say
from symbiosis.study.money.retrofit_options import options_of
from symbiosis.words import told

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from symbiosis.park.park import Park
    from symbiosis.report.veil import Veil
    from symbiosis.study.design.ladder import Ladder
    from symbiosis.study.money.option_worth import Option, Worth
    from symbiosis.study.money.retrofit import Retrofit

Part = tuple[list[str], list[Table], list[tuple[str, str, "Figure"]]]

NOT_YET = (
    "The park states {} options for plants that stand and measures; what each is worth is not worked out "
    "yet: symbiosis report FOLDER --retrofit does that and keeps it.",
    "园区给出 {} 个既有设备改造方案与节能措施，其效益尚未计算："
    "运行 symbiosis report FOLDER --retrofit 计算并保存。",
)
COMPARED = (
    "Alone: today's plan with the option against today's plan. In the design: the best plan of the park with "
    "it against the best one without it; where the best plan leaves it out, it is forced in. What the gaps "
    "of the two plans leave open stands beside the saving (±). What does not come back within its life has "
    "no payback. Spared is {}, over the whole park.",
    "单独：在现状方案上实施该方案，与现状比较。整体优化中：含该方案的园区最优方案与不含时比较；"
    "未被采用的方案强制纳入。两个求解间隙造成的不确定量列于节约额之旁（±）。寿命期内不能回收的投资不列回收期。"
    "减排量为全园区的{}。",
)
TAKEN = ("The integrated design takes: {}.", "整体优化方案采用：{}。")
IN_PLACE = ("in place of {}", "替代{}")
SPARED = ("spared a year", "年减排")
NO_PLAN = ("{}: no plan. {}", "{}：无可行方案。{}")
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
    chosen = [done_to(found.park, a.option, tongue) for a in found.options if a.chosen]
    joint = "；" if tongue == "zh" else "; "
    taken = pick(TAKEN, tongue).format(joint.join(chosen)) if chosen else pick(NONE_TAKEN, tongue)
    tables = [table_of(found, tongue, mode) for mode in MODES]
    drawn = ("abatement_curve", say("retrofit", tongue), figure(found, tongue))
    return [pick(COMPARED, tongue).format(emission), taken], tables, [drawn]


def table_of(found: Retrofit, tongue: Language, mode: str) -> Table:
    """Return what each option is worth, `alone` or `integrated`; why some are not assessed stands below."""
    park, currency, options = found.park, found.park.settings.currency, found.options
    amount = amount_of(park, found.emission)
    worths: list[Worth] = [getattr(a, mode) for a in options]
    built = [as_built_in(a, mode) for a in options]
    names = [name_of(park, a.option.label, tongue) for a in options]
    kinds = [_kind(park, a.option, tongue) for a in options]

    def title(word: str) -> str:
        return pick(WORDS[word], tongue).format(found.emission)

    def of(field: str, times: float = 1.0) -> list[float | None]:
        return [None if w.problem or getattr(w, field) is None else times * getattr(w, field) for w in worths]

    paid: list[float | None] = [option.investment for option in built]
    (invested,) = money({title("investment"): paid}, currency, tongue)
    factor, unit = scale([option.investment for option in built], currency, tongue)
    worth = [None if value is None else value / factor for value in of("npv")]  # on the scale of what is paid
    yearly = {title("saving"): of("saving"), "±": of("left_open")}
    spared = pick(SPARED, tongue)  # of what is said above
    heading = pick(("{} ({})", "{}（{}）"), tongue).format(title("option"), pick(MODES[mode], tongue))
    columns = [
        words(heading, names),
        words(title("kind"), kinds),
        words(title("size"), [size_of(park, option) for option in built]),
        invested,
        *money(yearly, f"{currency}/a", tongue),
        Column(title("payback"), tuple(of("payback")), "a", 1),
        Column(title("npv"), tuple(worth), unit, invested.decimals),
        Column(title("irr"), tuple(of("irr", 100.0)), "%", 1),
        numbers(spared, of("spared"), f"{amount}/a"),
        Column(title("abatement"), tuple(of("abatement_cost")), f"{currency}/{amount}", EACH),
    ]
    colon = pick((": ", "："), tongue)
    unfit = [(a.option, w.problem) for a, w in zip(options, worths, strict=True) if w.problem]
    no_plan = pick(NO_PLAN, tongue)
    why = " ".join(no_plan.format(done_to(park, o, tongue), told(problem, tongue)) for o, problem in unfit)
    return Table(
        f"retrofit_{mode}", f"{title('title')}{colon}{pick(MODES[mode], tongue)}", tuple(columns), why
    )


def _kind(park: Park, option: Option, tongue: Language) -> str:
    """Return what kind of option it is; one in another's place names that, with its works if they differ."""
    if option.kind != "replacement":
        return pick(KINDS[option.kind], tongue)
    home = park.technologies[option.label].enterprise
    old = [park.technologies[label] for label in option.replaces]
    titles = [
        ((plant.title_zh if tongue == "zh" else "") or plant.title)
        if plant.enterprise == home and plant.title
        else name_of(park, plant.label, tongue)
        for plant in old
    ]
    return pick(IN_PLACE, tongue).format(pick((", ", "、"), tongue).join(titles))
