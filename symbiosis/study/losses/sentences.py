"""What a curve of losses says to people: what every point costs, builds, keeps, and what falls short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from symbiosis.park.fields import unit_text
from symbiosis.park.written import written

if TYPE_CHECKING:
    from symbiosis.park.park import Park

SHOWN = 6  # sizes in a sentence
Row = Mapping[str, Any]


def sentences(park: Park, rows: Sequence[Row], units: Mapping[str, str], per_year: str) -> Iterator[str]:
    """Yield a few sentences for every point of the curve; `units` has the unit of every need by its place."""
    money = f"{park.settings.currency}{per_year}"
    for row in rows:
        share = f"{row['share']:.0%}"
        if row["cost"] is None:
            yield from _why_not(row, share)
            continue
        extra = 0.0 if row["extra"] is None else row["extra"]
        yield f"up to {share} of a need may fall short: {row['cost']:,.0f} {money}, {extra:+,.0f}"
        if row["added"]:
            yield f"it builds {_largest(row['added'])}"
        if row["stands"]:
            yield f"of what stands today it keeps {_largest(row['stands'])}"
        for label, amount in row["kept"].items():
            yield f"{label} never holds less than {written(amount, 4)} {_held(park, label)}, kept for a loss"
        for loss, amounts in row["short"].items():
            for place, amount in amounts.items():
                part = f"{row['of'][loss][place]:.1%}"
                yield f"without {loss}: {written(amount, 4)} {units[place]} of {place} fall short, {part}"
        for loss in row["failed"]:
            yield f"WARNING: without {loss} the design has no plan; it is not to be used"
        if "expected" in row:
            yield f"running what is left in losses is expected to cost {row['expected']:,.0f} {money}"


def _why_not(row: Row, share: str) -> Iterator[str]:
    if row.get("untried"):
        yield f"WARNING: the design for up to {share} has no plan of the year; it is not to be used"
        return
    yield f"up to {share} of a need may fall short: no design"
    for reason in row["reasons"]:
        if reason["least"] is None:
            nothing = f"without {reason['loss']} nothing that may be built leaves a lawful plan"
            yield f"{nothing}: {reason['why']}" if reason["why"] else nothing
            continue
        for place, part in reason["least"].items():
            yield f"without {reason['loss']} at least {part:.1%} of {place} fall short, whatever is built"


def _largest(sizes: Mapping[str, float]) -> str:
    largest = sorted(sizes.items(), key=lambda item: -abs(item[1]))[:SHOWN]
    return ", ".join(f"{label} {'+' if size > 0.0 else ''}{written(size, 4)}" for label, size in largest)


def _held(park: Park, label: str) -> str:
    return unit_text("{amount}", park.carriers[park.stores[label].carrier].unit, "")
