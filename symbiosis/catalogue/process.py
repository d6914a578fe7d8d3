"""What an enterprise of a type takes and gives per amount of product, its own intermediates included."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from symbiosis.catalogue.library import library
from symbiosis.catalogue.rows import SOURCE, Coefficient
from symbiosis.park.figure import Figure

OWN = {"cement": "clinker", "urea": "ammonia"}  # types that make this intermediate themselves
TRUST = "HML"


@dataclass(frozen=True)
class Need:
    """One carrier that a type takes or gives per amount of its product."""

    carrier: str
    direction: str
    figure: Figure


def needs_of(label: str, bought: Container[str] = ()) -> tuple[Need, ...]:
    """Return what a type takes and gives, each carrier once per direction.

    Intermediates it makes itself (the clinker of a cement works) are replaced by what they need, unless
    they are among `bought`. Raises KeyError for an unknown type.

    >>> [f"{n.carrier} {n.figure.value:.3f}" for n in needs_of("cement") if n.carrier == "co2"]
    ['co2 0.344']
    """
    own = OWN.get(label)
    found: dict[tuple[str, str], list[Figure]] = {}
    for coefficient in library().types[label].coefficients:
        if coefficient.variant:
            continue
        if coefficient.direction == "in" and coefficient.carrier == own and own not in bought:
            for inner in needs_of(own, bought):
                figure = _times(inner.figure, coefficient)
                found.setdefault((inner.carrier, inner.direction), []).append(figure)
        else:
            found.setdefault((coefficient.carrier, coefficient.direction), []).append(coefficient.figure)
    return tuple(Need(carrier, direction, _sum(figures)) for (carrier, direction), figures in found.items())


def scaled(figure: Figure, factor: float) -> Figure:
    """Return a figure times a positive number, with its evidence."""
    low, high = (None if bound is None else bound * factor for bound in (figure.low, figure.high))
    return Figure(figure.value * factor, low, high, figure.source, figure.confidence)


def _times(figure: Figure, by: Coefficient) -> Figure:
    """Return the product of two figures; the range holds both ranges, the confidence is the weaker."""
    low, high = (
        (a if a is not None else figure.value) * (b if b is not None else by.figure.value)
        for a, b in ((figure.low, by.figure.low), (figure.high, by.figure.high))
    )
    return Figure(figure.value * by.figure.value, low, high, figure.source, _weaker(figure, by.figure))


def _sum(figures: list[Figure]) -> Figure:
    if len(figures) == 1:
        return figures[0]
    low, high = (
        sum(f.value if bound is None else bound for f, bound in ((f, getattr(f, end)) for f in figures))
        for end in ("low", "high")
    )
    texts = dict.fromkeys(f.source.removeprefix(f"{SOURCE}: ") for f in figures)
    source = f"{SOURCE}: {' + '.join(texts)}"
    return Figure(sum(f.value for f in figures), low, high, source, _weaker(*figures))


def _weaker(*figures: Figure) -> str:
    return max((f.confidence for f in figures), key=TRUST.index)
