"""Land and buildings of a plan as a table of the report: plots, plot ratios, roofs, ground, floors let."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.report.table import Table, mixed, words
from symbiosis.report.veil import Veil
from symbiosis.report.words import pick
from symbiosis.results.land import sites

if TYPE_CHECKING:
    from symbiosis.results.results import Results

TITLE = ("Land and buildings", "用地与建筑")
AT = ("enterprise", "企业")
COLUMNS = {
    "land": ("land, km2", "用地 km2"),
    "floor_area": ("floor area, m2", "建筑面积 m2"),
    "plot_ratio": ("plot ratio", "容积率"),
    "density": ("building density", "建筑密度"),
    "roof_taken": ("roof taken up, m2", "占用屋顶 m2"),
    "roof": ("roof there is, m2", "可用屋顶 m2"),
    "ground_taken": ("ground taken up, m2", "占用地面 m2"),
    "ground": ("ground there is, m2", "可用地面 m2"),
    "floor_needed": ("floor needed, m2", "所需楼面 m2"),
    "floor_rented": ("floor rented, m2", "租入楼面 m2"),
    "floor_let": ("floor let, m2", "租出楼面 m2"),
}
NOTE = (
    "Floor area and ground covered are what an enterprise states and what the plan builds there. Where no "
    "roof or ground is stated, it is not limited.",
    "建筑面积与占地包括企业所报数值与方案新建部分；未填屋顶或地面面积者不受限制。",
)


def land_table(results: Results, veil: Veil) -> Table:
    """Return a row per enterprise with land, roof, ground or floor; columns without a number are left out."""
    tongue = veil.language
    shown = [site for site in sites(results) if veil.sees(site.enterprise)]
    columns = [words(pick(AT, tongue), [veil.names[site.enterprise] for site in shown])]
    for name, title in COLUMNS.items():
        values = [getattr(site, name) or None for site in shown]
        if any(values):
            columns.append(mixed(pick(title, tongue), values))
    return Table("land", pick(TITLE, tongue), tuple(columns), pick(NOTE, tongue))
