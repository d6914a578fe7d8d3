"""The things of a park: carriers, enterprises, what they run, store, need and give away.

Everything here is frozen data with units and meanings declared in place; nothing acts. Labels are
`enterprise.thing` for what an enterprise has, plain names for carriers, enterprises, markets, links
and networks.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from symbiosis.park.asset import Asset
from symbiosis.park.fields import choice, flag, name, names, number, qualities, ratios, text, varying
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.operation import Operation, frozen_points
from symbiosis.park.profile import Varying
from symbiosis.park.quality import Qualities, freeze

KINDS = ("material", "energy", "water", "waste", "emission")
ROLES = ("producer", "utility", "town", "outside")


@dataclass(frozen=True, kw_only=True)
class Carrier:
    """Anything that is balanced: a material, a form of energy, water, a waste; or an emission.

    Emissions are tallied per enterprise and year, not balanced hour by hour.
    """

    label: str
    kind: str = choice("what sort of thing it is", KINDS)
    unit: str = text("unit of its flow, e.g. t/h, MW, m3/h")
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")
    lower_heating_value: float | None = number(
        "heat of combustion without condensation; lets tonnes and megawatt-hours be converted",
        "MWh/t",
        None,
        above=0.0,
    )
    lower_heating_value_volume: float | None = number(
        "heat of combustion without condensation per normal cubic metre at 0 °C; "
        "lets normal cubic metres and megawatt-hours be converted",
        "MWh/Nm3",
        None,
        above=0.0,
    )
    basis: str = text("what the amount is measured on: dry, wet, pressure and temperature", "")
    pressure: float | None = number(
        "pressure of steam (or of water that is kept liquid), absolute or gauge as its unit says",
        "MPa(a)",
        None,
        above=0.0,
    )
    temperature: float | None = number(
        "temperature of steam (saturated when absent) or of water", "°C", None, lower=0.0
    )
    return_temperature: float | None = number(
        "temperature at which the condensate of steam leaves users; lets tonnes and heat be converted",
        "°C",
        None,
        lower=0.0,
    )
    stands_for: str = text("its name in the process library, when it goes by another name here", "")


@dataclass(frozen=True, kw_only=True)
class Enterprise:
    """A company, a shared utility operator, a town, or the world outside, with its place."""

    label: str
    role: str = choice("producer, utility (operates shared plants), town or outside", ROLES, "producer")
    x: float | None = number("position eastwards", "km", None)
    y: float | None = number("position northwards", "km", None)
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")
    discount_rate: float | None = number(
        "its own cost of capital; the park's when absent", "1/a", None, lower=0.0, upper=1.0
    )
    type: str = text("type of the process library that fills in what it takes and gives, e.g. cement", "")
    output: str = text("yearly output of its type's product with its unit, e.g. 1.2 Mt/a", "")


def _enterprise_of(label: str) -> str:
    return label.rpartition(".")[0]


@dataclass(frozen=True, kw_only=True)
class Technology(Operation):
    """A converter: signed flows per unit of activity (below 0 takes, above 0 gives).

    Activity is the flow of the carrier it is rated on; ratios are divided by that carrier's own
    ratio on creation, so they may be given per unit of any flow.

    >>> chp = Technology(label="mill.chp", rated_on="power",
    ...                  ratios={"gas": -1.0, "power": 0.35, "steam": 0.49})
    >>> round(chp.ratios["gas"].value, 3), chp.ratios["power"].value
    (-2.857, 1.0)
    """

    label: str
    rated_on: str = name("carrier whose flow is the activity and the capacity", "carriers")
    ratios: Mapping[str, Any] = ratios(
        "signed flow of each carrier per unit of activity", "ratio", "carriers", FrozenDict
    )
    availability: Varying = varying("usable share of capacity", "1", Varying(1.0), lower=0.0, upper=1.0)
    activity_max: float | None = number("most that may be run in a year", "{amount}/a", None, lower=0.0)
    returns: float = number(
        "share of the rated carrier it takes that it gives back, cleaned", "1", 0.0, lower=0.0, upper=1.0
    )
    quality: Qualities = qualities("quality of each carrier it gives (or gives back)")
    quality_max: Qualities = qualities("highest quality of each carrier it takes")
    quality_min: Qualities = qualities("lowest quality of each carrier it takes")
    removal: Qualities = qualities(
        "share of each concentration that is removed from what is given back", "1", "qualities", 0.0, 1.0
    )
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")

    def __post_init__(self) -> None:
        given = {carrier: Varying.of(ratio) for carrier, ratio in self.ratios.items()}
        own = given.get(self.rated_on)
        if own is not None and own.profile is None and own.value not in (0.0, 1.0, -1.0):
            scale = abs(own.value)
            given = {k: Varying(ratio.value / scale, ratio.profile) for k, ratio in given.items()}
        for field in ("points", "start_flows"):
            object.__setattr__(self, field, frozen_points(getattr(self, field)))
        rated = self.points.get(self.rated_on)
        if rated and self.rated_on not in given:
            given[self.rated_on] = Varying(math.copysign(1.0, sum(rated)))
        object.__setattr__(self, "ratios", FrozenDict(given))
        object.__setattr__(self, "availability", Varying.of(self.availability))
        freeze(self, "quality", "quality_max", "quality_min", "removal")

    @property
    def directions(self) -> Mapping[str, float]:
        """Every carrier that it moves, above 0 where it gives and below 0 where it takes."""
        signs = {carrier: sum(flows) for carrier, flows in (*self.points.items(), *self.start_flows.items())}
        return {**signs, **{carrier: ratio.value for carrier, ratio in self.ratios.items()}}

    @property
    def enterprise(self) -> str:
        """The enterprise it stands at."""
        return _enterprise_of(self.label)

    @property
    def carrier(self) -> str:
        """The carrier it is rated on."""
        return self.rated_on


@dataclass(frozen=True, kw_only=True)
class Store(Asset):
    """A buffer for one carrier; capacity is the amount it holds."""

    capacity_unit: ClassVar[str] = "{amount}"

    label: str
    carrier: str = name("what it holds", "carriers")
    loss: float = number("share of the content lost per hour", "1/h", 0.0, lower=0.0, upper=1.0)
    charge_efficiency: float = number("share of what is put in that arrives", "1", 1.0, above=0.0, upper=1.0)
    discharge_efficiency: float = number(
        "share of what is drawn that is delivered", "1", 1.0, above=0.0, upper=1.0
    )
    charge_max: float | None = number("largest filling rate per capacity", "1/h", None, above=0.0)
    discharge_max: float | None = number("largest emptying rate per capacity", "1/h", None, above=0.0)
    level_min: float = number("share of capacity that always stays", "1", 0.0, lower=0.0, upper=1.0)
    level_max: Varying = varying(
        "share of capacity that may be filled at the end of a step", "1", Varying(1.0), lower=0.0, upper=1.0
    )
    one_way: bool = flag("whether it may not be filled and emptied at the same time", False)
    initial_level: float | None = number(
        "content when a chain of steps starts; free (and equal at its end) when absent",
        "{amount}",
        None,
        lower=0.0,
    )
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")

    def __post_init__(self) -> None:
        object.__setattr__(self, "level_max", Varying.of(self.level_max))

    @property
    def enterprise(self) -> str:
        """The enterprise it stands at."""
        return _enterprise_of(self.label)


@dataclass(frozen=True, kw_only=True)
class _Flow:
    label: str
    carrier: str = name("what flows", "carriers")
    rate: Varying = varying("given flow", "{rate}", lower=0.0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rate", Varying.of(self.rate))

    @property
    def enterprise(self) -> str:
        """The enterprise it belongs to."""
        return _enterprise_of(self.label)


@dataclass(frozen=True, kw_only=True)
class Supply(_Flow):
    """A flow that arises anyway (a by-product, a spring); it must be used, sold or discarded."""

    quality: Qualities = qualities("its quality")

    def __post_init__(self) -> None:
        super().__post_init__()
        freeze(self, "quality")


@dataclass(frozen=True, kw_only=True)
class Demand(_Flow):
    """A flow that is required; part of it may wait, part may be interrupted."""

    shift_share: float = number("share that may be put off", "1", 0.0, lower=0.0, upper=1.0)
    shift_hours: float = number("how long it may wait", "h", 0.0, lower=0.0)
    catch_up_max: float | None = number(
        "largest flow at which it is caught up, beside the demand itself", "{rate}", None, lower=0.0
    )
    interruptible: float = number("share that need not be met", "1", 0.0, lower=0.0, upper=1.0)
    interruption_price: float = number("paid per amount not met", "{money}/{amount}", 0.0, lower=0.0)
    interruption_hours: float | None = number(
        "most hours of a year in which it is interrupted", "h/a", None, lower=0.0
    )
    quality_max: Qualities = qualities("highest quality of the mix that meets it")
    quality_min: Qualities = qualities("lowest quality of the mix that meets it")
    supplier_max: Qualities = qualities(
        "largest share of a supplier: a link, market, supply or technology", "1", "", 0.0, 1.0
    )
    supplier_min: Qualities = qualities(
        "smallest share of a supplier: a link, market, supply or technology", "1", "", 0.0, 1.0
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        freeze(self, "quality_max", "quality_min", "supplier_max", "supplier_min")


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """A declared way to get rid of something: sewer, landfill, flare, cooling water, the air.

    Nothing may be discarded except through an outlet; its fee is stated even when it is zero.
    """

    label: str
    carrier: str = name("what may be discarded", "carriers")
    fee: Varying = varying("paid per amount discarded", "{money}/{amount}", lower=0.0)
    limit: float | None = number("largest flow", "{rate}", None, lower=0.0)
    annual_limit: float | None = number("permitted amount in a year", "{amount}/a", None, lower=0.0)
    emissions: Mapping[str, Any] = ratios(
        "emission per amount discarded", "ratio", "carriers", factory=FrozenDict
    )
    quality_max: Qualities = qualities("highest quality of the mix that is discarded")
    quality_min: Qualities = qualities("lowest quality of the mix that is discarded")
    today: bool = flag("whether it is in use today", True)

    def __post_init__(self) -> None:
        object.__setattr__(self, "fee", Varying.of(self.fee))
        freeze(self, "quality_max", "quality_min")
        given = {carrier: Varying.of(factor) for carrier, factor in self.emissions.items()}
        object.__setattr__(self, "emissions", FrozenDict(given))

    @property
    def enterprise(self) -> str:
        """The enterprise it belongs to."""
        return _enterprise_of(self.label)


@dataclass(frozen=True, kw_only=True)
class Market:
    """The world outside for one carrier: what its members may buy and sell, and at what price."""

    label: str
    carrier: str = name("what is traded", "carriers")
    members: tuple[str, ...] = names("enterprises that may trade here", "enterprises")
    purchase_price: Varying | None = varying(
        "paid per amount bought; no purchase when absent", "{money}/{amount}", None
    )
    sale_price: Varying | None = varying(
        "received per amount sold; no sale when absent", "{money}/{amount}", None
    )
    purchase_limit: Varying | None = varying("largest purchase of each member", "{rate}", None, lower=0.0)
    sale_limit: Varying | None = varying("largest sale of each member", "{rate}", None, lower=0.0)
    purchase_annual_min: float | None = number(
        "least yearly purchase of all members together (take or pay)", "{amount}/a", None, lower=0.0
    )
    purchase_annual_max: float | None = number(
        "largest yearly purchase of all members together", "{amount}/a", None, lower=0.0
    )
    peak_charge: float = number(
        "paid each month per largest purchase of a member in that month",
        "{money}/({rate})/month",
        0.0,
        lower=0.0,
    )
    peak_factor: float = number(
        "demand that is metered over the largest purchase of a step, which is a mean", "1", 1.0, lower=1.0
    )
    contracted: float | None = number(
        "demand that each member has contracted; the peak charge is paid on it", "{rate}", None, lower=0.0
    )
    excess_factor: float = number("how often demand above the contract is charged", "1", 2.0, lower=0.0)
    excess_tolerance: float = number(
        "share by which the contract may be exceeded without penalty", "1", 0.05, lower=0.0, upper=1.0
    )
    transformer: float = number(
        "transformer capacity of each member (MVA where the carrier is in MW)", "{rate}", 0.0, lower=0.0
    )
    transformer_charge: float = number(
        "paid each month per transformer capacity", "{money}/({rate})/month", 0.0, lower=0.0
    )
    emissions: Mapping[str, Any] = ratios(
        "emission counted per amount bought", "ratio", "carriers", factory=FrozenDict
    )
    quality: Qualities = qualities("quality of what is bought")
    quality_max: Qualities = qualities("highest quality of the mix that a member sells")
    quality_min: Qualities = qualities("lowest quality of the mix that a member sells")
    today: bool = flag("whether the contract stands today", True)
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")

    def __post_init__(self) -> None:
        for field in ("purchase_price", "sale_price", "purchase_limit", "sale_limit"):
            given = getattr(self, field)
            object.__setattr__(self, field, None if given is None else Varying.of(given))
        object.__setattr__(self, "members", tuple(self.members))
        freeze(self, "quality", "quality_max", "quality_min")
        factors = {carrier: Varying.of(factor) for carrier, factor in self.emissions.items()}
        object.__setattr__(self, "emissions", FrozenDict(factors))


@dataclass(frozen=True, kw_only=True)
class Link(Asset):
    """A possible route between two enterprises for one or more carriers that share its capacity."""

    label: str
    origin: str = name("enterprise that gives", "enterprises")
    destination: str = name("enterprise that receives", "enterprises")
    carriers: tuple[str, ...] = names("what may flow; the first one names the unit", "carriers")
    mode: str = choice("how it moves", ("pipe", "belt", "truck", "rail", "cable", "duct"), "pipe")
    length: float | None = number(
        "length; from coordinates and the detour factor when absent", "km", None, lower=0.0
    )
    investment_per_length: float = number("one-off payment per km built", "{money}/km", 0.0, lower=0.0)
    investment_per_capacity_length: float = number(
        "one-off payment per capacity and km", "{money}/({capacity})/km", 0.0, lower=0.0
    )
    freight: float = number("cost per amount and km", "{money}/{amount}/km", 0.0, lower=0.0)
    loss: float = number("share lost on the way", "1", 0.0, lower=0.0, upper=1.0)
    loss_per_length: float = number("share lost per km", "1/km", 0.0, lower=0.0, upper=1.0)
    minimum_flow: float = number("least flow when it runs at all", "{rate}", 0.0, lower=0.0)
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


@dataclass(frozen=True, kw_only=True)
class Connection(Asset):
    """A member's connection to a network: how much it may feed in or draw."""

    label: str
    network: str
    enterprise: str = name("member", "enterprises")
    direction: str = choice("what the member may do", ("feed", "draw", "both"), "both")


@dataclass(frozen=True, kw_only=True)
class Network:
    """A hub for one carrier with a connection per member, in place of a link per pair."""

    label: str
    carrier: str = name("what it carries", "carriers")
    owner: str = name("enterprise that builds, runs and settles it", "enterprises")
    connections: tuple[Connection, ...] = ()
    loss: float = number("share of what is fed in that is lost", "1", 0.0, lower=0.0, upper=1.0)
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

    def __post_init__(self) -> None:
        for field in ("price", "feed_price"):
            given = getattr(self, field)
            object.__setattr__(self, field, None if given is None else Varying.of(given))


@dataclass(frozen=True, kw_only=True)
class Cap:
    """A yearly limit on an emission, for one enterprise or the whole park."""

    label: str
    carrier: str = name("emission that is limited", "carriers")
    limit: float = number("most that may be emitted in a year", "{amount}/a", lower=0.0)
    enterprise: str = name("whose emissions; all when absent", "enterprises", "")


@dataclass(frozen=True, kw_only=True)
class Levy:
    """A price on an emission, paid by whoever emits."""

    label: str
    carrier: str = name("emission that is priced", "carriers")
    price: Varying = varying("paid per amount emitted", "{money}/{amount}", lower=0.0)
    enterprise: str = name("whose emissions; all when absent", "enterprises", "")

    def __post_init__(self) -> None:
        object.__setattr__(self, "price", Varying.of(self.price))


@dataclass(frozen=True, kw_only=True)
class Meter:
    """A measured annual total that today's plan is compared with."""

    label: str
    carrier: str = name("what was metered", "carriers")
    flow: str = choice(
        "which flow was metered", ("purchase", "sale", "discard", "made", "arriving", "leaving")
    )
    total: float = number("metered total of a year", "{amount}/a", lower=0.0)
    source: str = text("where the total was read", "")

    @property
    def enterprise(self) -> str:
        """The enterprise it belongs to."""
        return _enterprise_of(self.label)
