"""Parks of a few lines for tests, and the questions tests put to their answers.

Every yearly payment is scaled by hours/8760 on a short calendar, so `A_YEAR = 8760` money a year is
one money an hour: an investment of `3 * A_YEAR` with a lifetime of one year and no interest costs 3 per hour.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pytest

from symbiosis.park import (
    Cap,
    Carrier,
    Connection,
    Corridor,
    Demand,
    Enterprise,
    Junction,
    Levy,
    Link,
    Market,
    Network,
    Outlet,
    Segment,
    Supply,
    Technology,
)
from symbiosis.park.fields import Spec, specs
from symbiosis.park.park import SECTIONS, Park
from symbiosis.park.profile import Calendar, Profile, Varying
from symbiosis.park.settings import Settings

A_YEAR = 8760.0
EMISSIONS = ("co2", "nox")


def series(*values: float) -> Varying:
    """Return a number that takes these values hour by hour; `small_park` declares the profile.

    >>> series(10, 2.5, -1).profile
    'p_10_2d5_m1'
    """
    words = [f"{value:.12g}".replace("-", "m").replace(".", "d") for value in values]
    return Varying(1.0, "_".join(["p", *words]))


def _values(name: str) -> list[float]:
    return [float(word.replace("m", "-").replace("d", ".")) for word in name.split("_")[1:]]


def small_park(
    steps: int,
    *things: Any,
    rate: float = 0.0,
    hours: float = 1.0,
    study_period: float = 20.0,
    calendar: Calendar | None = None,
    profiles: Iterable[Profile] = (),
    name: str = "test",
) -> Park:
    """Return a park of these things; carriers and enterprises that they name are declared for them."""
    calendar = calendar or Calendar.short(steps, hours)
    sections: dict[str, dict[str, Any]] = {section: {} for section in SECTIONS}
    kinds = {kind: section for section, kind in SECTIONS.items()}
    for thing in things:
        sections[kinds[type(thing)]][thing.label] = thing
    for carrier in dict.fromkeys(word for thing in things for word in _carriers(thing)):
        kind, unit = ("emission", "t/h") if carrier in EMISSIONS else ("energy", "MW")
        sections["carriers"].setdefault(carrier, Carrier(label=carrier, kind=kind, unit=unit))
    for enterprise in dict.fromkeys(word for thing in things for word in _enterprises(thing)):
        sections["enterprises"].setdefault(enterprise, Enterprise(label=enterprise))
    declared = {profile.name: profile for profile in profiles}
    for profile in dict.fromkeys(word for thing in things for word in _profiles(thing)):
        if profile not in declared:
            declared[profile] = Profile(profile, np.array(_values(profile)))
    return Park(
        settings=Settings(
            name=name,
            currency="CNY",
            price_year=2024,
            tax_basis="excluding VAT",
            discount_rate=rate,
            study_period=study_period,
        ),
        calendar=calendar,
        profiles=declared,
        **sections,
    )


def _carriers(thing: Any) -> Iterator[str]:
    yield from (getattr(thing, field) for field in ("carrier", "rated_on") if getattr(thing, field, ""))
    yield from getattr(thing, "carriers", ())
    yield from getattr(thing, "ratios", ())
    yield from (*getattr(thing, "points", ()), *getattr(thing, "start_flows", ()))
    yield from getattr(thing, "emissions", ())
    yield from getattr(thing, "parts", ())


def _enterprises(thing: Any) -> Iterator[str]:
    if isinstance(thing, Corridor):
        return  # its ends may be junctions; enterprises are named elsewhere
    yield from (
        getattr(thing, field)
        for field in ("enterprise", "origin", "destination", "owner")
        if getattr(thing, field, "")
    )
    yield from getattr(thing, "members", ())
    yield from (connection.enterprise for connection in getattr(thing, "connections", ()))


def _profiles(thing: Any) -> Iterator[str]:
    for part in (*getattr(thing, "connections", ()), *getattr(thing, "segments", ())):
        yield from _profiles(part)
    for field in dataclasses.fields(thing):
        value = getattr(thing, field.name)
        for entry in value.values() if isinstance(value, Mapping) else (value,):
            if isinstance(entry, Varying) and entry.profile is not None:
                yield entry.profile


def need(label: str, rate: Any, carrier: str = "") -> Demand:
    """Return a demand; `mill.steam` needs steam unless told otherwise."""
    return Demand(label=label, carrier=carrier or label.rpartition(".")[2], rate=rate)


def given(label: str, rate: Any, carrier: str = "") -> Supply:
    """Return a flow that arises anyway."""
    return Supply(label=label, carrier=carrier or label.rpartition(".")[2], rate=rate)


def shop(carrier: str, price: Any, *members: str, **more: Any) -> Market:
    """Return a market that sells to its members at a price, without limit unless told otherwise."""
    label = more.pop("label", f"{carrier}_market")
    return Market(label=label, carrier=carrier, members=members, purchase_price=price, **more)


def drain(label: str, fee: Any = 0.0, **more: Any) -> Outlet:
    """Return an outlet; `mill.waste` discards waste."""
    return Outlet(label=label, carrier=label.rpartition(".")[2], fee=fee, **more)


def pipe(origin: str, destination: str, carrier: str, **more: Any) -> Link:
    """Return a link for one carrier, labelled `origin_destination`; by default it stands and is free."""
    more = {"length": 0.0, **({} if "capacity_max" in more else {"capacity": 1000.0}), **more}
    label = more.pop("label", f"{origin}_{destination}")
    return Link(label=label, origin=origin, destination=destination, carriers=(carrier,), **more)


def member(network: str, enterprise: str, direction: str, **more: Any) -> Connection:
    """Return a connection to a network."""
    return Connection(
        label=f"{network}.{enterprise}", network=network, enterprise=enterprise, direction=direction, **more
    )


def hub(label: str, carrier: str, owner: str, *connections: Connection, **more: Any) -> Network:
    """Return a network."""
    return Network(label=label, carrier=carrier, owner=owner, connections=connections, **more)


def junctions(**at: tuple[float, float]) -> list[Junction]:
    """Return junctions by label, with their coordinates."""
    return [Junction(label=label, x=x, y=y) for label, (x, y) in at.items()]


def way(label: str, origin: str, destination: str, length: float | None = None) -> Corridor:
    """Return a corridor between two places."""
    return Corridor(label=label, origin=origin, destination=destination, length=length)


def laid(network: str, corridor: str, **more: Any) -> Segment:
    """Return a pipe of a network along a corridor; by default it stands."""
    more = {**({} if "capacity_max" in more else {"capacity": 1000.0}), **more}
    return Segment(label=f"{network}.{corridor}", network=network, corridor=corridor, **more)


def plant(label: str, makes: str, takes: Mapping[str, Any] | None = None, **more: Any) -> Technology:
    """Return a technology rated on what it makes, with ratios of what else it takes or gives."""
    return Technology(label=label, rated_on=makes, ratios={makes: 1.0, **(takes or {})}, **more)


def cap(carrier: str, limit: float, enterprise: str = "") -> Cap:
    """Return a yearly limit on an emission."""
    return Cap(label=f"{carrier}_cap", carrier=carrier, limit=limit, enterprise=enterprise)


def levy(carrier: str, price: Any, enterprise: str = "") -> Levy:
    """Return a price on an emission."""
    return Levy(label=f"{carrier}_levy", carrier=carrier, price=price, enterprise=enterprise)


def optimum(park: Park, annualised: bool | None = None, cyclic: bool = True) -> Any:
    """Solve for the cheapest plan in which everything is allowed; it is optimal, verified and adds up."""
    from symbiosis.horizon.spec import full
    from symbiosis.questions import solve
    from symbiosis.solver import Options

    horizon = full(park.calendar, annualised=annualised, cyclic=cyclic)
    r = solve(park, "integrated_park", horizon=horizon, options=Options(gap=0.0))
    assert r.outcome.status == "optimal", (r.outcome, r.outcome.warnings)
    assert r.verdict.ok, r.verdict
    assert float(r.cost.sum()) == pytest.approx(r.outcome.objective, rel=1e-8, abs=1e-8)
    return r


def paid(r: Any, category: str, owner: str | None = None, item: str | None = None) -> float:
    """Return what the cost lines of a category come to, of one owner or one item if asked."""
    lines = r.cost
    keep = lines["category"].values == category
    if owner is not None:
        keep = keep & (lines["owner"].values == owner)
    if item is not None:
        keep = keep & (lines["item"].values == item)
    return float(lines.values[keep].sum())


def at(r: Any, variable: str, label: str) -> Any:
    """Return one thing's value as a number, or its values over the steps as a list.

    Rounded to a millionth so that a solver's 4.9999999 reads 5.
    """
    data = r.data[variable]
    values = data.sel({data.dims[0]: label}).values
    numbers = [round(float(value), 6) + 0.0 for value in values.ravel()]  # + 0.0: no -0.0
    return numbers if values.ndim else numbers[0]


def _renamed(given: Mapping[str, Any], name: Callable[[str], str], value: Callable[..., Any]) -> Any:
    return {
        name(key): _renamed(entry, name, value) if isinstance(entry, Mapping) else value(entry, None)
        for key, entry in given.items()
    }


def relabelled(park: Park, word: Callable[[str], str]) -> Park:
    """Return the same park with every name changed; the parts of `mill.boiler` are changed one by one."""

    def name(label: str) -> str:
        return ".".join(word(part) for part in label.split(".")) if label else label

    def value(given: Any, spec: Spec | None) -> Any:
        if isinstance(given, Varying):
            return given if given.profile is None else Varying(given.value, word(given.profile))
        if spec is not None and spec.kind == "ratios":
            return {name(carrier): value(ratio, None) for carrier, ratio in given.items()}
        if spec is not None and spec.kind == "qualities":
            return _renamed(given, name, value)
        if spec is not None and spec.kind == "points":
            return {name(carrier): numbers for carrier, numbers in given.items()}
        if spec is not None and spec.refers_to:
            return name(given) if isinstance(given, str) else tuple(name(entry) for entry in given)
        return given

    def thing(given: Any) -> Any:
        known = specs(type(given))
        fields = {f.name: value(getattr(given, f.name), known.get(f.name)) for f in dataclasses.fields(given)}
        fields["label"] = name(given.label)
        if isinstance(given, Corridor):
            fields |= {"origin": name(given.origin), "destination": name(given.destination)}
        if isinstance(given, Connection | Segment):
            fields["network"] = name(given.network)
        if isinstance(given, Network):
            fields["connections"] = tuple(thing(connection) for connection in given.connections)
            fields["segments"] = tuple(thing(segment) for segment in given.segments)
        return type(given)(**fields)

    sections = {section: [thing(entry) for entry in getattr(park, section).values()] for section in SECTIONS}
    profiles = [dataclasses.replace(profile, name=word(profile.name)) for profile in park.profiles.values()]
    return park.replace(**sections, profiles=profiles)


def joined(first: Park, second: Park) -> Park:
    """Return one park of the things of two; the labels must differ, settings and calendar are the first's."""
    both: dict[str, Any] = {}
    for section in (*SECTIONS, "profiles"):
        one, other = getattr(first, section), getattr(second, section)
        assert not set(one) & set(other), f"{section} of both parks share a label"
        both[section] = {**one, **other}
    return first.replace(**both)


def reordered(park: Park, order: Callable[[list[Any]], list[Any]]) -> Park:
    """Return the same park with the things of every section in another order."""
    sections = (*SECTIONS, "profiles")
    return park.replace(
        **{section: dict(order(list(getattr(park, section).items()))) for section in sections}
    )


def halved(park: Park) -> Park:
    """Return the same park with every step cut into two halves."""
    given = park.calendar
    calendar = dataclasses.replace(given, steps=2 * given.steps, hours=given.hours / 2)
    profiles = [dataclasses.replace(p, values=np.repeat(p.values, 2)) for p in park.profiles.values()]
    return park.replace(calendar=calendar, profiles=profiles)
