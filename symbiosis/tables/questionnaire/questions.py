"""What a firm is asked: the numbers of its own plants, flows, stores, outlets and meters, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from symbiosis.park.fields import specs, unit_text
from symbiosis.park.labels import enterprise_of
from symbiosis.park.park import SECTIONS, Park
from symbiosis.park.profile import Varying
from symbiosis.tables.glossary import Language, choice_name
from symbiosis.tables.quantities import split_number
from symbiosis.tables.reading import Where
from symbiosis.tables.source import Block, Node, Scalar, TextError
from symbiosis.tables.yaml_out import flow, plain_text

ASKED: Mapping[str, tuple[str, ...]] = {
    "enterprises": ("output",),
    "technologies": ("capacity", "remaining_life", "minimum_load", "fixed_om", "running_cost", "ratios"),
    "stores": ("capacity", "loss"),
    "demands": ("rate", "shift_share", "interruptible"),
    "supplies": ("rate",),
    "outlets": ("fee", "limit", "annual_limit"),
    "meters": ("total",),
}
WORDS: Mapping[str, tuple[str, str]] = {  # {what} is a carrier, {per} the one a plant is rated on
    "enterprises.output": ("What is your yearly output?", "贵企业的年产量是多少？"),
    "technologies.capacity": ("{name}: how large is it today?", "{name}：现有规模多大？"),
    "technologies.remaining_life": ("{name}: how many more years will it last?", "{name}：还能使用多少年？"),
    "technologies.minimum_load": (
        "{name}: down to which share of its size can it run?",
        "{name}：最低可运行到额定规模的百分之几？",
    ),
    "technologies.fixed_om": (
        "{name}: what does it cost a year for each unit of its size, run or not (staff, upkeep)?",
        "{name}：无论开停，每单位规模每年的人工、维护等费用是多少？",
    ),
    "technologies.running_cost": (
        "{name}: what does each amount it makes cost beside fuel (chemicals, wear)?",
        "{name}：除燃料外，每单位产出的费用（药剂、磨损等）是多少？",
    ),
    "technologies.ratios.taken": (
        "{name}: how much {what} does it take for each unit of {per}? (no minus sign)",
        "{name}：每单位{per}消耗多少{what}？（不写负号）",
    ),
    "technologies.ratios.given": (
        "{name}: how much {what} does it give for each unit of {per}?",
        "{name}：每单位{per}产出多少{what}？",
    ),
    "stores.capacity": ("{name}: how much {what} does it hold?", "{name}：可储存多少{what}？"),
    "stores.loss": (
        "{name}: which share of its content is lost per hour?",
        "{name}：每小时损失储量的百分之几？",
    ),
    "demands.rate": ("{what}: how much do you need, on average?", "{what}：平均需要多少？"),
    "demands.rate.annual": ("{what}: how much do you need in a year?", "{what}：全年需要多少？"),
    "demands.shift_share": (
        "{what}: which share of the need could wait some hours?",
        "{what}：需求的百分之几可以推迟几小时？",
    ),
    "demands.interruptible": (
        "{what}: which share of the need could be cut at short notice?",
        "{what}：需求的百分之几可以临时中断？",
    ),
    "supplies.rate": ("{what}: how much arises, on average?", "{what}：平均产生多少？"),
    "supplies.rate.annual": ("{what}: how much arises in a year?", "{what}：全年产生多少？"),
    "outlets.fee": ("{what}: what do you pay to get rid of it?", "{what}：处置单价是多少？"),
    "outlets.limit": ("{what}: how much may you discard at most?", "{what}：处置流量的上限是多少？"),
    "outlets.annual_limit": ("{what}: how much may you discard in a year?", "{what}：许可的年处置量是多少？"),
    "meters.total": (
        "{what}, {flow}: what was metered over a year?",
        "{what}（{flow}）：全年计量总量是多少？",
    ),
}
WITHOUT_EVIDENCE = ("output",)  # fields that are text in the park


@dataclass(frozen=True)
class Question:
    """One number that a firm is asked for; `path` is where the answer goes."""

    path: str
    where: Where
    text: str
    unit: str
    now: str  # what the park says today


def questions(
    park: Park, sections: Mapping[str, Node], enterprise: str, language: Language
) -> list[Question]:
    """Return what one enterprise is asked; raises ValueError for one that the park does not have."""
    if enterprise not in park.enterprises:
        raise ValueError(
            f'there is no enterprise "{enterprise}"; the park has {", ".join(park.enterprises)}.'
        )
    found: list[Question] = []
    for section, fields in ASKED.items():
        block = sections.get(section)
        for label, entry in (block.entries if isinstance(block, Block) else {}).items():
            owner = label if section == "enterprises" else enterprise_of(label)
            thing = getattr(park, section).get(label)
            if owner != enterprise or not isinstance(entry, Block) or thing is None:
                continue
            for field in fields:
                found += _of_field(park, Where(section, label, field), thing, entry, language)
    return found


def _of_field(park: Park, where: Where, thing: Any, entry: Block, language: Language) -> Iterator[Question]:
    node = entry.entries.get(where.field)
    if where.field == "output" and node is None:
        return  # no type fills this enterprise in
    if where.field == "ratios":
        for carrier, value in (node.entries if isinstance(node, Block) else {}).items():
            if carrier != getattr(thing, "rated_on", ""):
                yield _question(park, where.of(carrier), thing, value, language)
        return
    if isinstance(node, Block) and "annual" in node.entries:
        yield _question(park, where.of("annual"), thing, node.entries["annual"], language)
        return
    if isinstance(node, Block) and not set(node.entries) & {"value", "unknown"}:
        return  # follows hourly values, which come from meters
    yield _question(park, where, thing, node, language)


def _question(park: Park, where: Where, thing: Any, node: Node | None, language: Language) -> Question:
    shown = node.entries.get("value") if isinstance(node, Block) else node
    now = "" if node is None else plain_text(shown) if isinstance(shown, Scalar) else flow(node)
    if unsigned(where):
        now = now.lstrip("-")
    value = value_of(park, where)
    gives = not isinstance(value, float) or value >= 0.0
    text = _words(park, where, thing, language, gives)
    return Question(where.path, where, text, _unit(park, where, thing, shown), now)


def unsigned(where: Where) -> bool:
    """Tell whether a number is asked without its sign: the question says whether it is taken or given."""
    return where.field.startswith("ratios.")


def _words(park: Park, where: Where, thing: Any, language: Language, gives: bool) -> str:
    """Return the question in plain words."""
    field, _, inner = where.field.partition(".")
    key = f"{field}.{inner}" if inner == "annual" else field
    if field == "ratios":
        key = "ratios.given" if gives else "ratios.taken"
    carrier = inner if field == "ratios" else str(getattr(thing, "carrier", ""))
    what = _title(park.carriers[carrier], language) if carrier in park.carriers else ""
    per = getattr(thing, "rated_on", "")
    words = {
        "name": _title(thing, language),
        "what": what,
        "per": _title(park.carriers[per], language) if per in park.carriers else "",
        "flow": choice_name(getattr(thing, "flow", ""), language),
    }
    return WORDS[f"{where.section}.{key}"][language == "zh"].format(**words)


def _title(thing: Any, language: Language) -> str:
    chinese, english = getattr(thing, "title_zh", ""), getattr(thing, "title", "")
    return str((chinese if language == "zh" else english) or english or chinese or thing.label)


def _unit(park: Park, where: Where, thing: Any, node: Node | None) -> str:
    """Return the unit the park's number is written in, or that of the field."""
    if isinstance(node, Scalar):
        try:
            return split_number(plain_text(node))[1]
        except TextError:
            return node.unit or ""
    kind = SECTIONS[where.section]
    spec = specs(kind)[where.field.partition(".")[0]]
    carrier = getattr(thing, "carrier", getattr(thing, "rated_on", ""))
    rate = park.carriers[carrier].unit if carrier in park.carriers else ""
    capacity = getattr(kind, "capacity_unit", "{rate}")
    unit = unit_text(spec.unit, rate, park.settings.currency, capacity)
    return "" if unit in ("1", "ratio") else unit


def value_of(park: Park, where: Where) -> float | str | None:
    """Return the number that stands at a place of the park, in the park's unit; None when there is none."""
    thing = getattr(park, where.section).get(where.label)
    field, _, inner = where.field.partition(".")
    found = getattr(thing, field, None)
    if field == "ratios":
        found = (found or {}).get(inner)
    if isinstance(found, Varying):
        return found.value
    return found if found is None or isinstance(found, str) else float(found)
