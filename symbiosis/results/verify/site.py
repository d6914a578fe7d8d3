"""Does what stands fit on its site, at most one of a group of exclusive options, dangerous things apart?

Σ use · C ≤ area                              ground of an enterprise; its roof and what buildings there offer
Σ C / critical quantity ≤ hazard_max          stores of hazardous substances at an enterprise
at most one asset of a group has a capacity above 0
of two plants or stores closer than one must keep from the other, at most one has a capacity above 0
"""

from __future__ import annotations

from symbiosis.park import Park, Store, Technology
from symbiosis.results.verify.assets import all_assets, largest_of
from symbiosis.results.verify.reading import Tables
from symbiosis.results.verify.verdict import Ledger

FAMILY = "site"
STANDS = 1e-6  # of the largest size: below it, an option does not stand


def check(park: Park, tables: Tables, ledger: Ledger) -> None:
    """Add up areas by enterprise, and count what stands of each group."""
    sizes = tables["capacity"]
    for n, enterprise in park.enterprises.items():
        here = {
            label: thing
            for things in (park.technologies, park.stores)
            for label, thing in things.items()
            if label.rpartition(".")[0] == n
        }
        for area, use in (("roof", "roof_use"), ("ground", "ground_use")):
            limit = getattr(enterprise, area)
            offered = [
                thing.roof_given * float(sizes[label])
                for label, thing in here.items()
                if area == "roof" and thing.roof_given > 0.0
            ]
            if limit is not None or offered:
                limit = (limit or 0.0) + sum(offered)
                taken = sum(getattr(thing, use) * float(sizes[label]) for label, thing in here.items())
                what = f"takes up more {area} than there is"
                ledger.at_most(FAMILY, what, n, taken, limit, 1e-6 * max(1.0, limit))
        if enterprise.hazard_max is not None:
            held = sum(
                float(sizes[label]) / critical
                for label, store in park.stores.items()
                if store.enterprise == n and (critical := park.carriers[store.carrier].hazard_quantity)
            )
            what = "may hold more of hazardous substances than its site may"
            limit = enterprise.hazard_max
            ledger.at_most(FAMILY, what, n, held, limit, 1e-6 * max(1.0, limit))
    _apart(park, tables, ledger)
    standing: dict[str, list[str]] = {}
    for label, asset in all_assets(park).items():
        if asset.exclusive and float(sizes[label]) > STANDS * max(1.0, largest_of(asset)):
            standing.setdefault(asset.exclusive, []).append(label)
    for group, labels in standing.items():
        if len(labels) > 1:
            ledger.fail(FAMILY, f"has more than one that stands: {', '.join(labels)}", group)


def _apart(park: Park, tables: Tables, ledger: Ledger) -> None:
    things: list[Technology | Store] = [*park.technologies.values(), *park.stores.values()]
    sizes = tables["capacity"]
    up = [thing for thing in things if float(sizes[thing.label]) > STANDS * max(1.0, largest_of(thing))]
    for one in up:
        for other in up if one.separation > 0.0 else ():
            here, there = park.enterprises[one.enterprise], park.enterprises[other.enterprise]
            asked = other.neighbour_class and other.neighbour_class in one.separated_from.split()
            if here is there or not asked:
                continue
            if here.x is None or here.y is None or there.x is None or there.y is None:
                continue
            km = ((here.x - there.x) ** 2 + (here.y - there.y) ** 2) ** 0.5
            if km < one.separation - 1e-6:
                ledger.fail(FAMILY, f"stands {km:.3f} km from {other.label}, closer than it may", one.label)
