"""The numbers with evidence: value, range, source and confidence, each with the unit of its field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symbiosis.catalogue.money import not_localised
from symbiosis.park.fields import specs, unit_text
from symbiosis.park.park import SECTIONS
from symbiosis.report.evidence import GRADES, Support, counts, grade_of
from symbiosis.report.table import Column, Table, mixed, words
from symbiosis.report.text import pretty
from symbiosis.report.veil import Veil
from symbiosis.report.words import GRADES as GRADE_WORDS
from symbiosis.report.words import pick, say

if TYPE_CHECKING:
    from symbiosis.park.park import Park

FOREIGN = (
    "Costs of other countries as they are, not localised for China: {}. "
    "A localisation factor or an offer is due.",
    "以下设备直接采用国外造价，未作本地化修正：{}。请给出本地化系数或国内报价。",
)
OWN = ("technologies", "stores", "supplies", "demands", "outlets", "meters")


def assumptions(park: Park, veil: Veil) -> Table:
    """Every figure that the reader may see, assumed ones first."""
    tongue = veil.language
    seen = [(path, figure) for path, figure in park.figures.items() if _visible(path, veil)]
    seen.sort(key=lambda entry: -_rank(grade_of(entry[1])))
    return Table(
        "assumptions",
        say("assumptions", tongue),
        (
            words(say("number", tongue), [veil.text(path) for path, _ in seen]),
            mixed(say("value", tongue), [figure.value for _, figure in seen]),
            mixed(say("low", tongue), [figure.low for _, figure in seen]),
            mixed(say("high", tongue), [figure.high for _, figure in seen]),
            words(say("unit", tongue), [unit_of(park, path) for path, _ in seen]),
            words(say("confidence", tongue), [grade_of(figure) for _, figure in seen]),
            words(say("source", tongue), [veil.text(figure.source) for _, figure in seen]),
        ),
    )


def foreign_costs(park: Park, veil: Veil) -> list[str]:
    """Say which things rest on foreign costs as they are; nothing where none does."""
    found = [label for label in not_localised(park.figures) if veil.open or label.startswith(f"{veil.only}.")]
    if not found or veil.reader == "public":
        return []
    return [pick(FOREIGN, veil.language).format(", ".join(veil.text(label) for label in found))]


def _rank(grade: str) -> int:
    return ("H", "M", "L").index(grade) if grade else -1


def _visible(path: str, veil: Veil) -> bool:
    if veil.open:
        return True
    section, _, rest = path.partition(".")
    mine = section in OWN and veil.reader == "one" and rest.startswith(f"{veil.only}.")
    return mine or path.startswith(f"enterprises.{veil.only}.")


def unit_of(park: Park, path: str) -> str:
    """Return the unit of the field that a figure belongs to; empty where it has none of its own."""
    section, _, rest = path.partition(".")
    if section == "park":
        return ""
    things: dict[str, Any] = dict(getattr(park, section, {})) if section in SECTIONS else {}
    if section == "networks":
        things |= dict(park.connections) | dict(park.segments)
    label = max((name for name in things if rest.startswith(f"{name}.")), key=len, default="")
    if not label:
        return ""
    thing, field = things[label], rest[len(label) + 1 :]
    first, _, more = field.partition(".")
    spec = specs(type(thing)).get(first)
    if spec is None:
        return ""
    carrier = _carrier(park, thing)
    rate = park.carriers[carrier].unit if carrier in park.carriers else ""
    if spec.unit == "ratio":
        top = park.carriers[more].unit if more in park.carriers else ""
        amounts = [unit_text("{amount}", unit, "") for unit in (top, rate) if unit]
        return pretty("/".join(amounts)) if len(set(amounts)) == 2 else ""
    try:
        text = unit_text(spec.unit, rate, park.settings.currency, getattr(thing, "capacity_unit", "{rate}"))
    except KeyError:  # a template over something else than the thing's carrier
        return ""
    return "" if text == "1" else pretty(text)


def _carrier(park: Park, thing: Any) -> str:
    network = getattr(thing, "network", None)
    if network is not None:
        return park.networks[network].carrier
    carriers = getattr(thing, "carriers", ())
    return str(getattr(thing, "carrier", "") or (carriers[0] if carriers else ""))


def grades(park: Park, found: Support | None, veil: Veil) -> Table:
    """How many numbers have each grade, and the share of the saving's money that rests on them."""
    tongue = veil.language
    number_of = counts(park)
    share = None if found is None else tuple(100.0 * found.shares[g] for g in GRADES)
    rows = [pick(GRADE_WORDS[grade], tongue) for grade in GRADES]
    columns = [
        words(say("grade", tongue), rows),
        Column(say("figures", tongue), tuple(float(number_of[g]) for g in GRADES), "", 0),
    ]
    if share is not None:
        columns.append(Column(say("share", tongue), share, "%", 0))
    return Table("evidence", say("grade", tongue), tuple(columns))
