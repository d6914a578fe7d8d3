"""The qualities of a plan as a table of the report: mixes, and what is taken within limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.report.table import Table, mixed, words
from symbiosis.report.text import amount_unit, called
from symbiosis.report.veil import Veil
from symbiosis.report.words import pick
from symbiosis.results.concentrations import concentrations
from symbiosis.results.verify.flows import FEASIBILITY

if TYPE_CHECKING:
    from symbiosis.results.results import Results
    from symbiosis.results.verify.streams import Stream
    from symbiosis.results.verify.verdict import Floats

TITLE = ("What mixes, and how clean it is", "混合与品质")
NOTE = (
    "Means are over the year, by amounts; lowest and highest are of the hours in which something flows. "
    "Every mix is traced mass by mass from what its sources state.",
    "均值按全年流量加权；最低值与最高值取有流量的时段。各混合流的品质均由来源逐级按质量追溯。",
)
SIDES = {
    "out": ("leaves", "流出"),
    "pooled": ("enters", "流入"),
    "charged": ("enters", "流入"),
    "taken": ("enters", "流入"),
    "used": ("enters", "流入"),
    "demand": ("is delivered", "供应"),
    "discarded": ("is discharged", "排放"),
    "sold": ("is sold", "售出"),
    "blended": ("is blended", "掺配"),
}
AT, WHAT, SIDE, CARRIER, QUALITY = (
    ("at", "地点"), ("thing", "对象"), ("what of it", "流向"), ("carrier", "介质"), ("quality", "品质指标"),
)  # fmt: skip
MEAN, LOW, HIGH = ("mean", "均值"), ("lowest", "最低"), ("highest", "最高")
AT_MOST, AT_LEAST, UNIT = ("at most", "上限"), ("at least", "下限"), ("unit", "单位")
AMOUNT, OF_AMOUNT = ("amount", "数量"), ("unit of amount", "数量单位")


def concentration_table(results: Results, veil: Veil) -> Table:
    """Return the qualities of everything that mixes or is limited, a row for each."""
    park, tongue = results.park, veil.language
    represents, years = results.horizon.represents, results.horizon.years
    shown = [s for s in concentrations(results) if veil.sees(s.enterprise)]

    def each(limit: Floats | None) -> float | None:
        return None if limit is None or limit.min() != limit.max() else float(limit[0])

    columns = (
        words(pick(AT, tongue), [veil.names[s.enterprise] for s in shown]),
        words(pick(WHAT, tongue), [_called(results, s, veil) for s in shown]),
        words(pick(SIDE, tongue), [pick(SIDES.get(s.side, SIDES["used"]), tongue) for s in shown]),
        words(pick(CARRIER, tongue), [veil.called(park.carriers[s.carrier]) for s in shown]),
        words(pick(QUALITY, tongue), [veil.called(park.qualities[s.quality]) for s in shown]),
        mixed(pick(MEAN, tongue), [_mean(s, represents) for s in shown]),
        mixed(pick(LOW, tongue), [_flowing(s)[0] for s in shown]),
        mixed(pick(HIGH, tongue), [_flowing(s)[1] for s in shown]),
        mixed(pick(AT_LEAST, tongue), [each(s.lowest) for s in shown]),
        mixed(pick(AT_MOST, tongue), [each(s.highest) for s in shown]),
        words(pick(UNIT, tongue), [park.qualities[s.quality].unit for s in shown]),
        mixed(pick(AMOUNT, tongue), [float((represents * s.flow).sum()) for s in shown]),
        words(pick(OF_AMOUNT, tongue), [amount_unit(park, s.carrier, years) for s in shown]),
    )
    return Table("concentrations", pick(TITLE, tongue), columns, pick(NOTE, tongue))


def _mean(stream: Stream, represents: Floats) -> float | None:
    """Return the mean quality; None where nothing flows, for 0 would look like a limit that is missed."""
    return stream.mean(represents) if (stream.flow > FEASIBILITY).any() else None


def _flowing(stream: Stream) -> tuple[float | None, float | None]:
    values = stream.values[stream.flow > FEASIBILITY]
    return (float(values.min()), float(values.max())) if values.size else (None, None)


def _called(results: Results, stream: Stream, veil: Veil) -> str:
    park = results.park
    sections = (
        park.pools, park.technologies, park.water_uses, park.stores, park.demands, park.outlets, park.markets,
        park.recipes,
    )  # fmt: skip
    thing = next((section[stream.item] for section in sections if stream.item in section), None)
    own = stream.item.rpartition(".")[2]
    if hasattr(thing, "title"):
        return called(thing, veil.language)
    return veil.called(park.carriers[own]) if own in park.carriers else own.replace("_", " ")
