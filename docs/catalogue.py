"""Write the page of the technology catalogue from its table.

`python docs/catalogue.py OUTPUT.md` writes one table per group, and the rates of exchange.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

from symbiosis.catalogue.money import rates
from symbiosis.catalogue.plants import CatalogueEntry, plants

OPENING = """\
# Technology catalogue

What `from: NAME` fills in. Costs are as their source states them, per unit of the rated flow (of content for
stores); *factor* is what the same plant costs in China over that, an assumption, and "–" where nothing is
known. Least load, space and size range are working assumptions where the source is silent. Confidence of cost
and flows: H read in a source, M weak, L assumed.
"""
HEAD = (
    "| name | what | flows per rated unit | cost | fixed | running | lifetime | least load | space | size "
    "| region | factor | source | |\n|---|---|---|---:|---:|---:|---:|---:|---:|---|---|---:|---|---|"
)


def page() -> str:
    """Return the page in Markdown."""
    entries = sorted(plants().values(), key=lambda entry: entry.group)
    parts = [OPENING]
    for group, found in groupby(entries, key=lambda entry: entry.group):
        parts += [f"## {group}\n", HEAD, *(row(entry) for entry in found), ""]
    parts += ["## Rates of exchange\n", "| year | " + " | ".join(f"CNY/{c}" for c in rates()) + " |"]
    parts.append("|---|" + "---:|" * len(rates()))
    for year in sorted({year for by_year in rates().values() for year in by_year}):
        parts.append(f"| {year} | " + " | ".join(f"{by[year]:g}" for by in rates().values()) + " |")
    return "\n".join(
        [
            *parts,
            "",
            "Means of the year, recalled and weak (M); state your own: `exchange: {EUR: 7.8 CNY}`.",
            "",
        ]
    )


def row(entry: CatalogueEntry) -> str:
    """Return the line of one entry."""
    flows = ", ".join(f"{k} {flow}" for k, flow in entry.flows.items() if k != entry.rated_on) or "–"
    factor = "–" if entry.localisation is None else f"{entry.localisation:g}"
    cells = [
        f"`{entry.label}`",
        f"{entry.title} {entry.title_zh}",
        f"{entry.rated_on}; {flows}" if entry.kind == "technology" else f"store of {entry.rated_on}",
        f"{entry.investment:,.6g} {entry.currency}{entry.price_year}/{entry.per_unit}",
        f"{entry.fixed_om_share:.2%}",
        f"{entry.running_cost:g} {entry.currency}/{entry.amount}",
        f"{entry.lifetime:g} a",
        f"{entry.minimum_load:.0%}" if entry.kind == "technology" else "–",
        f"{entry.space:g} m²/{entry.per_unit} {entry.space_on}",
        f"{entry.size_low:g}–{entry.size_high:g} {entry.unit}",
        entry.region,
        factor,
        f"{entry.source}{'; ' + entry.note if entry.note else ''}",
        entry.confidence,
    ]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
