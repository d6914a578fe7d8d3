"""Random small parks that have a plan by construction, and the plan.

Every enterprise may buy and discard every carrier, so buying each need and discarding each by-product
is always a plan: the *witness*. Everything else (plants, stores, links, a network, caps, peaks) may help
but cannot make that plan impossible: yearly caps allow what the witness emits.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from symbiosis.park import Enterprise, Link, Market, Outlet, Store, Technology
from symbiosis.park.park import Park
from symbiosis.park.profile import Varying
from tests.parks import A_YEAR, cap, given, hub, levy, member, need, series, shop, small_park

CARRIERS = ("heat", "power", "water")


def often(examples: int) -> settings:
    """Try so many parks, the same ones every time; a failing one is shown as drawn."""
    return settings(
        max_examples=examples,
        phases=[Phase.generate],  # making it smaller first takes minutes of solving
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


class Drawn(NamedTuple):
    """A park and what buying everything would cost."""

    park: Park
    witness: float


def values(low: float, high: float) -> st.SearchStrategy[float]:
    """Numbers with one decimal, 0 among them where the range holds it."""
    return st.integers(round(low * 10), round(high * 10)).map(lambda tenths: tenths / 10)


@st.composite
def profiles(draw: Any, steps: int, low: float, high: float) -> Varying:
    """A constant, or a value for every step."""
    if draw(st.booleans()):
        return Varying(draw(values(low, high)))
    return series(*draw(st.lists(values(low, high), min_size=steps, max_size=steps)))


@st.composite
def sizes(draw: Any, lumpy: bool = True) -> dict[str, Any]:
    """How large something is or may be, and what having it costs."""
    kinds = ["standing", "kept at a cost", "wearing out", "free to grow"]
    yes_or_no = ["fixed cost", "smallest size", "nameplates", "curve"]
    kind = draw(st.sampled_from([*kinds, *yes_or_no] if lumpy else kinds))
    asset: dict[str, Any] = {"design_margin": draw(st.sampled_from([0.0, 0.0, 0.25]))}
    price = A_YEAR * draw(values(0.0, 2.0))
    new = {
        "capacity_max": 12.0,
        "investment_per_capacity": price,
        "lifetime": draw(st.sampled_from([1.0, 2.0, 20.0])),
        "fixed_om_share": draw(st.sampled_from([0.0, 0.05])),
    }
    if kind == "standing":
        return {**asset, "capacity": draw(values(0.1, 10.0))}
    if kind == "kept at a cost":
        kept = {"fixed_om": A_YEAR * draw(values(0.0, 1.0)), "retirable": draw(st.booleans())}
        return {**asset, "capacity": draw(values(0.1, 10.0)), **kept}
    if kind == "wearing out":
        return {
            **asset,
            **new,
            "capacity": 6.0,
            "capacity_max": 6.0,
            "remaining_life": draw(values(0.0, 25.0)),
        }
    if kind == "fixed cost":
        return {**asset, **new, "investment": A_YEAR * draw(values(0.1, 10.0))}
    if kind == "smallest size":
        return {**asset, **new, "capacity_min": draw(values(0.1, 8.0)), "capacity": 2.0}
    if kind == "curve":
        first, bend = draw(values(0.0, 4.0)), draw(values(0.0, 10.0))
        curve = {"scale_sizes": (first, 6.0, 12.0), "scale_investments": (A_YEAR, 8 * A_YEAR)}
        curve["scale_investments"] += ((8 + bend) * A_YEAR,)
        return {**asset, **new, **curve, "investment_per_capacity": None}
    if kind == "nameplates":
        units = {"sizes": (1.5, 4.0), "units_max": draw(st.sampled_from([1.0, None]))}
        return {**asset, **new, **units, "investment": price}
    return {**asset, **new, "capacity": draw(st.sampled_from([0.0, 2.0]))}


@st.composite
def technologies(draw: Any, label: str, steps: int) -> Technology:
    """A boiler, a cogeneration plant, a heat pump or a pump."""
    more = {"running_cost": draw(values(0.0, 1.0)), **draw(sizes())}
    if draw(st.booleans()):
        more["availability"] = draw(profiles(steps, 0.0, 1.0))
    if draw(st.integers(0, 3)) == 0:
        more["activity_max"] = A_YEAR * draw(values(0.0, 5.0))
    kind = draw(st.sampled_from(["boiler", "chp", "heat pump", "pump"]))
    if kind == "boiler":
        return Technology(label=label, rated_on="heat", ratios={"gas": -1.0, "heat": 0.8, "co2": 0.2}, **more)
    if kind == "chp":
        ratios = {"gas": -1.0, "power": 0.4, "heat": 0.4, "co2": 0.2}
        return Technology(label=label, rated_on="power", ratios=ratios, **more)
    if kind == "heat pump":
        taken = draw(profiles(steps, 0.2, 0.6))
        ratios = {"heat": 1.0, "power": Varying(-taken.value, taken.profile)}
        return Technology(label=label, rated_on="heat", ratios=ratios, **more)
    return Technology(label=label, rated_on="water", ratios={"water": 1.0, "power": -0.1}, **more)


@st.composite
def stores(draw: Any, label: str) -> Store:
    """A store with losses, rates and a floor (none where it must be kept: filling the floor costs)."""
    size = draw(sizes())
    return Store(
        label=label,
        carrier=draw(st.sampled_from(CARRIERS)),
        loss=draw(st.sampled_from([0.0, 0.1])),
        charge_efficiency=draw(st.sampled_from([1.0, 0.9])),
        discharge_efficiency=draw(st.sampled_from([1.0, 0.8])),
        charge_max=draw(st.sampled_from([None, 0.5])),
        discharge_max=draw(st.sampled_from([None, 0.4])),
        level_min=draw(st.sampled_from([0.0, 0.1])) if size.get("retirable", True) else 0.0,
        running_cost=draw(st.sampled_from([0.0, 0.1])),
        **size,
    )


@st.composite
def links(draw: Any, label: str, enterprises: list[str]) -> Link:
    """A link for one or two carriers, some with a least flow."""
    ends = draw(st.permutations(enterprises))
    return Link(
        label=label,
        origin=ends[0],
        destination=ends[1],
        carriers=draw(st.sampled_from([("heat",), ("water",), ("power", "heat")])),
        length=draw(values(0.0, 5.0)),
        loss=draw(st.sampled_from([0.0, 0.1])),
        loss_per_length=draw(st.sampled_from([0.0, 0.02])),
        freight=draw(st.sampled_from([0.0, 0.1])),
        running_cost=draw(st.sampled_from([0.0, 0.2])),
        minimum_flow=draw(st.sampled_from([0.0, 0.0, 1.5])),
        owner=draw(st.sampled_from(["", *enterprises])),
        **draw(sizes()),
    )


@st.composite
def random_parks(draw: Any, with_stores: bool = True, steps: int | None = None) -> Drawn:
    """Two to four enterprises over one to six steps."""
    steps = draw(st.integers(1, 6)) if steps is None else steps
    hours = draw(st.sampled_from([0.5, 1.0, 2.0]))
    names = [f"e{i}" for i in range(1, draw(st.integers(2, 4)) + 1)]
    rates = [draw(st.sampled_from([None, 0.0, 0.5])) for _ in names]
    things: list[Any] = [Enterprise(label=n, discount_rate=r) for n, r in zip(names, rates, strict=True)]
    for name in names:
        for carrier in draw(st.lists(st.sampled_from(CARRIERS), unique=True)):
            things.append(need(f"{name}.need_{carrier}", draw(profiles(steps, 0.0, 8.0)), carrier))
        for carrier in draw(st.lists(st.sampled_from(CARRIERS), max_size=1)):
            things.append(given(f"{name}.gives_{carrier}", draw(profiles(steps, 0.0, 8.0)), carrier))
        things += [
            Outlet(label=f"{name}.{carrier}_away", carrier=carrier, fee=draw(values(0.0, 2.0)))
            for carrier in CARRIERS
        ]
    factor = draw(values(0.0, 1.0))
    for carrier in CARRIERS:
        things.append(
            Market(
                label=f"{carrier}_market",
                carrier=carrier,
                members=tuple(names),
                purchase_price=draw(profiles(steps, 4.0, 9.0)),
                sale_price=draw(profiles(steps, 0.0, 3.5)) if draw(st.booleans()) else None,
                sale_limit=draw(values(0.0, 5.0)),
                emissions={"co2": factor} if carrier == "power" else {},
                peak_charge=draw(st.sampled_from([0.0, 300.0])),
            )
        )
    for carrier in CARRIERS:  # cheap at one of them, so that exchange may pay
        price, limit = draw(profiles(steps, 0.0, 3.0)), draw(profiles(steps, 0.0, 9.0))
        source = {"label": f"{carrier}_source", "purchase_limit": limit}
        things.append(shop(carrier, price, draw(st.sampled_from(names)), **source))
    things.append(shop("gas", draw(profiles(steps, 0.5, 3.0)), *names))
    for i in range(draw(st.integers(1, 3))):
        things.append(draw(technologies(f"{draw(st.sampled_from(names))}.plant_{i}", steps)))
    if with_stores:
        for i in range(draw(st.integers(0, 2))):
            things.append(draw(stores(f"{draw(st.sampled_from(names))}.store_{i}")))
    for i in range(draw(st.integers(1, 4))):
        things.append(draw(links(f"link_{i}", names)))
    if draw(st.booleans()):
        things.append(_network(draw, names))
    if draw(st.booleans()):
        things.append(levy("co2", draw(profiles(steps, 0.0, 5.0)), draw(st.sampled_from(["", *names]))))
    park = small_park(steps, *things, rate=0.08, hours=hours)
    allowed = _emitted(park, factor) * draw(st.sampled_from([1.0, 1.5, 4.0]))
    if draw(st.booleans()):
        park = park.replace(caps=[cap("co2", allowed + 1e-6)], carriers={**_co2(), **park.carriers})
    return Drawn(park, witness_cost(park))


def _co2() -> dict[str, Any]:
    return dict(small_park(1, levy("co2", 0.0)).carriers)


def _network(draw: Any, names: list[str]) -> Any:
    stands = draw(st.booleans())
    members = []
    for name in names:
        direction = draw(st.sampled_from(["feed", "draw", "both"]))
        free = {"capacity_max": 8.0, "investment_per_capacity": 0.0, "lifetime": 1.0}
        size = {"capacity": 8.0} if stands else free
        members.append(member("main", name, "both" if name == names[0] else direction, **size))
    price = {} if stands else {"investment": A_YEAR * draw(values(0.0, 10.0)), "lifetime": 2.0}
    return hub(
        "main", "heat", names[-1], *members, loss=draw(st.sampled_from([0.0, 0.1])), exists=stands, **price
    )


def _surplus(park: Park, name: str, carrier: str) -> Any:
    """What is needed less what arises, in every step."""

    def total(flows: Any) -> Any:
        own = [park.series(flow.rate) for flow in flows if (flow.enterprise, flow.carrier) == (name, carrier)]
        return sum(own, park.series(0.0))

    return total(park.demands.values()) - total(park.supplies.values())


def _emitted(park: Park, factor: float) -> float:
    """Yearly emission of the witness: what comes with the power it buys."""
    bought = sum(float(_surplus(park, name, "power").clip(0.0).sum()) for name in park.enterprises)
    return bought * factor / park.calendar.steps * A_YEAR


def witness_cost(park: Park) -> float:
    """Return what it costs to buy every need and discard every by-product, and to keep what must be kept."""
    hours, years = park.calendar.hours, park.calendar.hours_total / A_YEAR
    total = 0.0
    for name in park.enterprises:
        taxed = [policy for policy in park.levies.values() if policy.enterprise in ("", name)]
        for carrier in CARRIERS:
            net = _surplus(park, name, carrier)
            market, outlet = park.markets[f"{carrier}_market"], park.outlets[f"{name}.{carrier}_away"]
            price = park.series(market.purchase_price)
            for factor in market.emissions.values():
                price = price + sum(park.series(factor) * park.series(policy.price) for policy in taxed)
            total += hours * float(
                (net.clip(0.0) * price - net.clip(None, 0.0) * park.series(outlet.fee)).sum()
            )
            total += market.peak_charge * 12.0 * years * float(net.clip(0.0).max())
    for section in (park.technologies, park.stores, park.links):
        total += sum(a.fixed_om * a.capacity * years for a in section.values() if not a.retirable)
    return total
