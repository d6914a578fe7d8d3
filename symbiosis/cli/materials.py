"""What is exchanged, how it is moved, and where wastes go, in a few lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symbiosis.cli.terminal import tell
from symbiosis.park.fields import unit_text
from symbiosis.park.written import written
from symbiosis.results.concentrations import concentrations
from symbiosis.results.haulage import trips
from symbiosis.results.residue import COMING, GOING, Residue, residues
from symbiosis.results.verify.flows import FEASIBILITY
from symbiosis.results.verify.streams import OUT
from symbiosis.words import told

if TYPE_CHECKING:
    from symbiosis.park.park import Park
    from symbiosis.results.results import Results
    from symbiosis.study.design.ladder import Ladder

DUST = 1e-9  # share of the largest amount


def tell_exchanged(results: Results, exchanged: dict[str, float]) -> None:
    """Print what is exchanged with its unit and what it is measured on, and how it is moved in loads.

    `exchanged` has amounts by route (`link:carrier`) or by connection to a network.
    """
    park = results.park
    if exchanged:
        tell("  exchanged in the year")
    for name, value in exchanged.items():
        tell(f"    {name:<40} {value:>18,.6g} {_measured(park, _carrier(park, name))}")
    for trip in trips(results):
        unit = unit_text("{amount}", park.carriers[park.links[trip.link].carrier].unit, "")
        tell(
            f"    {trip.link} by {trip.mode}: {trip.loads:,.0f} loads of {trip.load_size:g} {unit}, "
            f"freight paid by {trip.payer}"
        )


def tell_residues(results: Results) -> None:
    """Print what became of every waste: over the park, then at each enterprise that has to do with it."""
    park = results.park
    rank = {k: i for i, k in enumerate(park.carriers)}
    found = sorted(residues(results), key=lambda r: (rank[r.carrier], r.enterprise != ""))
    if found:
        tell("  where wastes go, in the year")
    for one in found:
        at = f"  {one.enterprise}" if one.enterprise else f"{one.carrier} [{_measured(park, one.carrier)}]"
        tell(f"    {at}: {_said(one)}")


def concentrations_as_data(results: Results) -> list[dict[str, Any]]:
    """Return what mixes or is limited, with its mean over the year and its highest and lowest limits."""
    represents = results.horizon.represents
    return [
        {
            "enterprise": one.enterprise,
            "thing": one.item,
            "side": one.side,
            "carrier": one.carrier,
            "quality": one.quality,
            "unit": results.park.qualities[one.quality].unit,
            "mean": one.mean(represents),
            "highest": float(one.values.max()),
            "at_most": None if one.highest is None else one.highest.tolist(),
            "at_least": None if one.lowest is None else one.lowest.tolist(),
        }
        for one in concentrations(results)
    ]


def tell_concentrations(results: Results) -> None:
    """Print the mean quality of everything that mixes or is limited, and its limit."""
    represents = results.horizon.represents
    flowing = [one for one in concentrations(results) if one.flow.max() > FEASIBILITY]
    if flowing:
        tell("  qualities, means of the year")
    for one in flowing:
        unit = results.park.qualities[one.quality].unit
        limits = [
            f"{word} {limit.min():g}"
            if limit.min() == limit.max()
            else f"{word} {limit.min():g} to {limit.max():g}"
            for word, limit in (("at least", one.lowest), ("at most", one.highest))
            if limit is not None
        ]
        said = f" ({', '.join(limits)})" if limits else ""
        what = "leaving" if one.side == OUT else "taken by"
        tell(f"    {f'{what} {one.item}, {one.quality}':<40} {one.mean(represents):>12,.6g} {unit}{said}")


def rows_of_funnel(ladder: Ladder) -> tuple[tuple[str, int], ...]:
    """Return what became of the candidate exchanges in the integrated design, from possible to chosen."""
    from symbiosis.study.matching.funnel import funnel

    best = ladder["integrated_park"].results
    return () if best is None or best.data is None else funnel(best).rows


def tell_funnel(ladder: Ladder) -> None:
    """Print it: pairs possible, screened out and why, offered, in the model, chosen."""
    rows = rows_of_funnel(ladder)
    if rows:
        tell("candidate exchanges: pairs of something that arises and another enterprise")
    for what, count in rows:
        tell(f"  {count:>6}  {told(what)}")


def _said(one: Residue) -> str:
    least = DUST * max(abs(value) for value in one.amounts.values())
    words = [
        f"{told('into store' if way == 'stored' else way)} {written(one.amounts[way])}"
        for way in (*COMING, *GOING)
        if abs(one.amounts[way]) > least
    ]
    if not one.enterprise and one.lost > least:
        words.append(told(f"lost on the way {written(one.lost)}"))
    sent = [f"{whom} {written(amount)}" for whom, amount in one.to.items() if amount > least]
    return ", ".join(words) + (f" ({told('to')} " + ", ".join(sent) + ")" if sent else "")


def _carrier(park: Park, name: str) -> str:
    link, _, carrier = name.rpartition(":")
    return carrier if link else park.networks[park.connections[name].network].carrier


def _measured(park: Park, carrier: str) -> str:
    """Return the unit of a carrier's amount and what it is measured on: dry, wet, at which pressure."""
    thing = park.carriers[carrier]
    basis = f", {thing.basis}" if thing.basis else ""
    return unit_text("{amount}", thing.unit, "") + basis
