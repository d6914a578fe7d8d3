"""Possible routes between two enterprises."""

from __future__ import annotations

from dataclasses import dataclass

from symbiosis.park.fields import choice, name, names, number, text, varying
from symbiosis.park.haulage import MODES, Haulage
from symbiosis.park.legal import Lawful
from symbiosis.park.piped import Piped
from symbiosis.park.profile import Varying


@dataclass(frozen=True, kw_only=True)
class Link(Piped, Haulage, Lawful):
    """A possible route between two enterprises for one or more carriers that share its capacity."""

    label: str
    origin: str = name("enterprise that gives", "enterprises")
    destination: str = name("enterprise that receives", "enterprises")
    carriers: tuple[str, ...] = names("what may flow; the first one names the unit", "carriers")
    mode: str = choice("how it moves", MODES, "pipe")
    along: str = choice(
        "how its length is measured where none is stated", ("straight line", "corridors"), "straight line"
    )
    freight: float = number("cost per amount and km", "{money}/{amount}/km", 0.0, lower=0.0)
    loss: float = number("share lost on the way", "1", 0.0, lower=0.0, upper=1.0)
    loss_per_length: float = number("share lost per km", "1/km", 0.0, lower=0.0, upper=1.0)
    minimum_flow: float = number("least flow when it runs at all", "{rate}", 0.0, lower=0.0)
    back_of: str = name(
        "link whose capacity it uses in the other direction, as of a cable; it has and costs none itself",
        "links",
        "",
    )
    takes: str = text(
        "which supply, market, technology, water use or pool at its origin it takes from, "
        "where several differ in quality",
        "",
    )
    price: Varying | None = varying("paid by the receiver to the giver", "{money}/{amount}", None, lower=0.0)
    gate_fee: Varying | None = varying(
        "paid by the giver to the receiver", "{money}/{amount}", None, lower=0.0
    )
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "carriers", tuple(self.carriers))
        for field in ("price", "gate_fee"):
            given = getattr(self, field)
            object.__setattr__(self, field, None if given is None else Varying.of(given))

    @property
    def carrier(self) -> str:
        """The carrier that names the unit of its capacity."""
        return self.carriers[0]

    @property
    def payer(self) -> str:
        """The enterprise that pays for it: the owner, or else the receiver."""
        return self.owner or self.destination

    @property
    def freight_payer(self) -> str:
        """The enterprise that pays for moving what it carries."""
        return {"giver": self.origin, "taker": self.destination}.get(self.freight_by, self.payer)
