"""Offered exchanges as rows of links.csv, to be dropped into the folder and mended where assumed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symbiosis.park import Link
from symbiosis.park.fields import spec_of, unit_text
from symbiosis.park.park import Park
from symbiosis.study.matching.match import Candidate

NUMBERS = (
    "capacity_max",
    "investment_per_capacity",
    "investment_per_length",
    "investment_per_capacity_length",
    "lifetime",
    "fixed_om_share",
    "freight",
    "running_cost",
    "loss_per_length",
)
ASSUMED = ("investment_per_length", "investment_per_capacity_length", "freight", "running_cost")
SOURCE = "process library: working assumption in a usual range; replace it by an offer"


def link_rows(park: Park, candidates: Iterable[Candidate]) -> Iterator[list[str]]:
    """Yield header and rows; a column whose unit is the same in every row has it in its header.

    Only candidates with a link of their own give a row: not those the park declares already, nor those
    whose taker needs another plant first. What is zero everywhere is left out.
    """
    links = [candidate.link for candidate in candidates if candidate.link is not None]
    fields = [f for f in NUMBERS if any(getattr(link, f) for link in links) or f == NUMBERS[1]]
    units = {field: [_unit(park, link, field) for link in links] for field in fields}
    common = {field: found[0] for field, found in units.items() if len(set(found)) == 1}
    header = ["label", "origin", "destination", "carriers", "mode"]
    for field in fields:
        header.append(f"{field} [{common[field]}]" if field in common else field)
        if field in ASSUMED:
            header += [f"{field}.source", f"{field}.confidence"]
    yield header
    for row, link in enumerate(links):
        cells = [link.label, link.origin, link.destination, link.carriers[0], link.mode]
        for field in fields:
            number = getattr(link, field)
            skipped = not number and field not in NUMBERS[:2]
            text = repr(float(f"{number:.6g}"))
            cells.append("-" if skipped else text if field in common else f"{text} {units[field][row]}")
            if field in ASSUMED:
                cells += ["-", "-"] if skipped else [SOURCE, "L"]
        yield cells


def _unit(park: Park, link: Link, field: str) -> str:
    return unit_text(spec_of(Link, field).unit, park.carriers[link.carrier].unit, park.settings.currency)
