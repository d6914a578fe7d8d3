"""How the cases of a comparison differ from the first: in words, and number by number side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from symbiosis.report.studies.headline import label
from symbiosis.report.studies.words import item_called, word
from symbiosis.report.table import Table, mixed, words
from symbiosis.report.text import Language, number, pretty, scale
from symbiosis.report.words import pick, say

if TYPE_CHECKING:
    from symbiosis.study.running.told import Row, Told

KIND = "comparison"
MOST = 12  # cases beside each other
TOLD = ("cost", "emission", "discard", "new", "exchange", "draw")  # figures that are told in words
SMALL = 1e-4  # share of the largest below which two numbers are the same for people
BUILT = {
    "comes": ("builds {} ({})", "新建{}（{}）"),
    "goes": ("does not build {}", "不建{}"),
    "changes": ("{} {} ({})", "{} {}（{}）"),
}
SAID = ("{} against {}: {}.", "{}与{}相比：{}。")
NEW = ("none before", "此前为零")
ALIKE = ("no figure differs", "各项数据无差异")
ENTRIES = 10  # differences named in a sentence, the most telling first

Figures = Mapping[tuple[str, str], float]


def differences(told: Told, cases: list[Row], language: Language) -> tuple[list[str], list[Table]]:
    """Return a sentence for each case after the first and one table; nothing for other kinds of study."""
    if told.kind != KIND or not 2 <= len(cases) <= MOST:
        return [], []
    places = [key for key in cases[0] if key in ("question", "scenario") or key in told.axes]
    keys = [tuple(case[key] for key in places) for case in cases]
    found: dict[tuple[str, ...], dict[tuple[str, str], float]] = {key: {} for key in keys}
    units: dict[tuple[str, str], str] = {}
    for row in told.figures():
        where = tuple(row[key] for key in places)
        what = row["figure"], row["item"]
        if where in found and what[0] not in ("bound", "gap"):
            found[where][what] = float(row["value"])
            units[what] = row["unit"]
    shown = [(label(told, case), found[key]) for case, key in zip(cases, keys, strict=True) if found[key]]
    if len(shown) < 2:
        return [], []
    varying = [what for what in units if _differs([figures.get(what, 0.0) for _, figures in shown])]
    (first, before), *others = shown
    said = []
    for name, after in others:
        parts = [
            _part(told, what, before, after, units[what], language)
            for what in _telling(varying, before, after)
        ]
        mark = "；" if language == "zh" else "; "
        said.append(pick(SAID, language).format(name, first, mark.join(parts) or pick(ALIKE, language)))
    return said, [_table(told, varying, shown, units, language)]


def _telling(varying: list[tuple[str, str]], before: Figures, after: Figures) -> list[tuple[str, str]]:
    """Return what is told of two cases: totals, then what is built or sent, the largest change first."""
    changed = [
        what
        for what in varying
        if what[0] in TOLD and _differs([before.get(what, 0.0), after.get(what, 0.0)])
    ]

    def weight(what: tuple[str, str]) -> tuple[int, float]:
        one, other = before.get(what, 0.0), after.get(what, 0.0)
        return TOLD.index(what[0]), -abs(other - one) / max(abs(one), abs(other))

    return sorted(changed, key=weight)[:ENTRIES]


def _differs(values: list[float]) -> bool:
    return max(values) - min(values) > SMALL * max(1e-6, *map(abs, values))


def _part(
    told: Told, what: tuple[str, str], before: Figures, after: Figures, unit: str, language: Language
) -> str:
    figure, item = what
    one, other = before.get(what, 0.0), after.get(what, 0.0)
    name = word("cost", language) if figure == "cost" else item_called(told, figure, item, language)
    if figure == "new" and one == 0.0:
        return pick(BUILT["comes"], language).format(name, _shown(other, unit, language))
    if figure == "new" and other == 0.0:
        return pick(BUILT["goes"], language).format(name)
    share = _shown(100.0 * (other - one) / abs(one), "%", language, True) if one else pick(NEW, language)
    return pick(BUILT["changes"], language).format(name, _shown(other - one, unit, language, True), share)


def _shown(value: float, unit: str, language: Language, signed: bool = False) -> str:
    factor, scaled = scale([value], unit, language) if unit else (1.0, "")
    size = value / factor
    sign = "+" if signed and size > 0.0 else ""
    return f"{sign}{number(size, 2 if abs(size) < 100.0 else 0)} {pretty(scaled)}".strip()


def _table(
    told: Told,
    varying: list[tuple[str, str]],
    shown: list[tuple[str, dict[tuple[str, str], float]]],
    units: Mapping[tuple[str, str], str],
    language: Language,
) -> Table:
    rows = [what for what in varying if what[0] != "capacity" or ("new", what[1]) not in varying]
    return Table(
        "differences",
        word("differences", language),
        (
            words(say("figures", language), [pick(FIGURES[figure], language) for figure, _ in rows]),
            words(
                word("item", language),
                [item_called(told, figure, item, language) if item else "" for figure, item in rows],
            ),
            words(say("unit", language), [pretty(units[what]) for what in rows]),
            *(mixed(name, [figures.get(what, 0.0) for what in rows]) for name, figures in shown),
        ),
    )


FIGURES = {
    "cost": ("cost", "费用"),
    "cost_by_owner": ("cost by who pays", "按承担者的费用"),
    "cost_by_category": ("cost by kind", "按类别的费用"),
    "capacity": ("capacity", "容量"),
    "new": ("new capacity", "新增容量"),
    "exchange": ("sent", "输送量"),
    "draw": ("drawn from the network", "自管网取用量"),
    "purchase": ("bought", "购入量"),
    "sale": ("sold", "售出量"),
    "discard": ("discarded", "处置量"),
    "emission": ("emitted", "排放量"),
}
