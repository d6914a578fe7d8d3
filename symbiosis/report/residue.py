"""The residue balance and the moves of a plan as tables of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.report.table import Table, mixed, words
from symbiosis.report.text import amount_unit, called
from symbiosis.report.veil import Veil
from symbiosis.report.words import pick
from symbiosis.results.haulage import trips
from symbiosis.results.residue import COMING, GOING, Residue, residues

if TYPE_CHECKING:
    from symbiosis.park.park import Park
    from symbiosis.results.results import Results

WAYS = {
    "arose": ("arose", "产生"),
    "bought": ("bought", "购入"),
    "received": ("received", "接收"),
    "used": ("used", "利用"),
    "treated": ("treated", "处理"),
    "sent": ("sent on", "送出"),
    "sold": ("sold", "售出"),
    "discarded": ("discarded", "处置"),
    "stored": ("into store", "净入库"),
}
TITLE = ("Where wastes go", "废物去向平衡")
NOTE = (
    "What arose, was bought or received is what was used, treated, sent on, sold, discarded or stored. Over "
    "the park, what was sent and not received was lost on the way.",
    "产生、购入与接收之和等于利用、处理、送出、售出、处置与净入库之和；全园区送出与接收之差为途中损失。",
)
WASTE, AT, TO, UNIT = ("waste", "废物"), ("at", "地点"), ("to", "去向"), ("unit", "单位")
BASIS, WHOLE = ("measured on", "计量基准"), ("the whole park", "全园区")
TRIPS = ("Trucks, trains and ships", "车次与船次")
ROUTE, LOADS, LOAD, MODE, PAYER = (
    ("route", "线路"),
    ("loads in the year", "年车（船）次"),
    ("one load", "每次装载量"),
    ("by", "方式"),
    ("freight paid by", "运费承担方"),
)
MODES = {"truck": ("truck", "汽车"), "rail": ("rail", "铁路"), "ship": ("ship", "水运")}


def residue_table(results: Results, veil: Veil) -> Table:
    """What arose of every waste and what became of it, a row per enterprise and one for the park."""
    park, tongue = results.park, veil.language
    shown = [r for r in residues(results) if veil.open or (r.enterprise and veil.sees(r.enterprise))]
    ways = {way: [_dust(r, way) for r in shown] for way in (*COMING, *GOING)}
    columns = [
        words(pick(WASTE, tongue), [veil.called(park.carriers[r.carrier]) for r in shown]),
        words(pick(AT, tongue), [_place(r, veil) for r in shown]),
        *(mixed(pick(WAYS[way], tongue), found) for way, found in ways.items() if any(found)),
        words(pick(UNIT, tongue), [amount_unit(park, r.carrier, results.horizon.years) for r in shown]),
        words(pick(BASIS, tongue), [veil.text(park.carriers[r.carrier].basis) for r in shown]),
        words(pick(TO, tongue), [_where(park, r, veil) for r in shown]),
    ]
    return Table("residues", pick(TITLE, tongue), tuple(columns), pick(NOTE, tongue))


def trips_table(results: Results, veil: Veil) -> Table:
    """How many loads go over every route that moves things in loads, and who pays for them."""
    park, tongue = results.park, veil.language
    links = park.links
    shown = [t for t in trips(results) if veil.sees(links[t.link].origin, links[t.link].destination)]
    routes = [f"{veil.names[links[t.link].origin]} → {veil.names[links[t.link].destination]}" for t in shown]
    columns = (
        words(pick(ROUTE, tongue), routes),
        words(pick(MODE, tongue), [pick(MODES[t.mode], tongue) for t in shown]),
        mixed(pick(LOADS, tongue), [t.loads for t in shown]),
        mixed(pick(LOAD, tongue), [t.load_size for t in shown]),
        words(pick(UNIT, tongue), [amount_unit(park, links[t.link].carrier, 0.0) for t in shown]),
        words(pick(PAYER, tongue), [veil.names[t.payer] for t in shown]),
    )
    return Table("trips", pick(TRIPS, tongue), columns)


def _dust(residue: Residue, way: str) -> float | None:
    largest = max(abs(value) for value in residue.amounts.values())
    value = residue.amounts[way]
    return value if abs(value) > 1e-9 * largest else None


def _place(residue: Residue, veil: Veil) -> str:
    return veil.names[residue.enterprise] if residue.enterprise else pick(WHOLE, veil.language)


def _where(park: Park, residue: Residue, veil: Veil) -> str:
    """Name whom it was sent to; networks have no name that everybody may read."""
    names = [
        veil.names[whom] if whom in veil.names else called(park.networks[whom], veil.language)
        for whom, amount in residue.to.items()
        if amount > 0.0 and (whom in veil.names or veil.open)
    ]
    return ", ".join(names)
