"""Hubs for one carrier with a connection per member."""

from __future__ import annotations

from dataclasses import dataclass

from symbiosis.park.asset import Asset
from symbiosis.park.fields import choice, flag, name, number, text, varying
from symbiosis.park.legal import Lawful
from symbiosis.park.piped import Piped
from symbiosis.park.profile import Varying


@dataclass(frozen=True, kw_only=True)
class Connection(Asset):
    """A member's connection to a network: how much it may feed in or draw."""

    label: str
    network: str
    enterprise: str = name("member", "enterprises")
    direction: str = choice("what the member may do", ("feed", "draw", "both"), "both")


@dataclass(frozen=True, kw_only=True)
class Segment(Piped):
    """A pipe of a network along a corridor; what flows may go either way unless `one_way` is set."""

    label: str
    network: str
    corridor: str = name("corridor that it follows", "corridors")
    one_way: bool = flag("whether flow goes only from the corridor's origin to its destination", False)


@dataclass(frozen=True, kw_only=True)
class Network(Lawful):
    """A hub for one carrier with a connection per member, in place of a link per pair.

    With segments, members are where their enterprises are, and what is fed in reaches those who draw
    through the pipes that are laid along corridors.
    """

    label: str
    carrier: str = name("what it carries", "carriers")
    owner: str = name("enterprise that builds, runs and settles it", "enterprises")
    connections: tuple[Connection, ...] = ()
    segments: tuple[Segment, ...] = ()
    loss: float = number("share of what is fed in that is lost", "1", 0.0, lower=0.0, upper=1.0)
    standing_loss: float = number(
        "lost in every hour while the hub stands, however little flows", "{rate}", 0.0, lower=0.0
    )
    exists: bool = flag("whether the hub stands today", False)
    investment: float = number("one-off payment for the hub", "{money}", 0.0, lower=0.0)
    lifetime: float | None = number("years that the hub lasts", "a", None, above=0.0)
    fixed_om: float = number("yearly cost of the hub", "{money}/a", 0.0, lower=0.0)
    price: Varying | None = varying(
        "paid by members to the owner per amount drawn", "{money}/{amount}", None, lower=0.0
    )
    feed_price: Varying | None = varying(
        "paid by the owner to members per amount fed in", "{money}/{amount}", None, lower=0.0
    )
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")

    @property
    def pieces(self) -> tuple[Connection | Segment, ...]:
        """Its connections, then its pipes."""
        return (*self.connections, *self.segments)

    def __post_init__(self) -> None:
        for field in ("price", "feed_price"):
            given = getattr(self, field)
            object.__setattr__(self, field, None if given is None else Varying.of(given))
