"""Published pooling problems read as parks: components bought, tanks as pools, products sold."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from symbiosis.park import Demand, Market
from symbiosis.park.park import Park
from symbiosis.park.quality import Pool, Quality
from tests.parks import pipe, small_park


def component(name: str, price: float, most: float, quality: dict[str, float]) -> Market:
    """Return a market that sells a component to an enterprise of its name."""
    return Market(
        label=name,
        carrier="oil",
        members=(name,),
        purchase_price=price,
        purchase_limit=most,
        quality=quality,
    )


def product(name: str, price: float, most: float, limits: dict[str, float]) -> Market:
    """Return a market that buys a product within limits from an enterprise of its name."""
    return Market(
        label=name, carrier="oil", members=(name,), sale_price=price, sale_limit=most, quality_max=limits
    )


def haverly(most: float = 100.0, dear: float = 16.0) -> Park:
    """Haverly 1978 (ACM SIGMAP Bull. 25): one pool of two crudes, a third beside it, two products."""
    roomy = max(300.0, 2 * most)
    return small_park(
        1,
        Quality(label="sulphur", unit="%"),
        component("a", 6.0, roomy, {"sulphur": 3.0}),
        component("b", dear, roomy, {"sulphur": 1.0}),
        component("c", 10.0, roomy, {"sulphur": 2.0}),
        product("x", 9.0, most, {"sulphur": 2.5}),
        product("y", 15.0, 200.0, {"sulphur": 1.5}),
        Pool(label="tank.pool", carrier="oil", throughput_max=roomy),
        pipe("a", "tank", "oil"),
        pipe("b", "tank", "oil"),
        *(pipe(origin, to, "oil") for origin in ("tank", "c") for to in ("x", "y")),
    )


def from_text(text: str) -> Park:
    """Read the JSON form of a pooling problem."""
    given: dict[str, Any] = json.loads(text)
    things: list[Any] = [Quality(label=q, unit="1") for q in given["components"][0]["quality"]]
    for c in given["components"]:
        things.append(component(c["name"], c["price"], c["upper"], c["quality"]))
    for p in given["products"]:
        things.append(product(p["name"], p["price"], p["upper"], p["quality_upper"]))
    for name, size in given["pool_size"].items():
        things.append(Pool(label=f"{name}.pool", carrier="oil", throughput_max=size))
    for arc in given["component_to_pool_fraction"]:
        things.append(pipe(arc["component"], arc["pool"], "oil"))
    for arc in given["pool_to_product_bound"]:
        things.append(pipe(arc["pool"], arc["product"], "oil", capacity=arc["bound"]))
    for arc in given["component_to_product_bound"]:
        things.append(pipe(arc["component"], arc["product"], "oil", capacity=arc["bound"]))
    return small_park(1, *things)


# Adhya, Tawarmalani and Sahinidis 1999 (Ind. Eng. Chem. Res. 38:1956), first to third problem: prices and
# qualities of components; prices, largest amounts and limits of products. The first counts four qualities
ADHYA = (
    (7.0, (1.0, 6.0, 4.0, 0.5, 5.0, 9.0)),
    (3.0, (4.0, 1.0, 3.0, 2.0, 4.0, 4.0)),
    (2.0, (4.0, 5.5, 3.0, 0.9, 7.0, 10.0)),
    (10.0, (3.0, 3.0, 3.0, 1.0, 3.0, 4.0)),
    (5.0, (1.0, 2.7, 4.0, 1.6, 3.0, 7.0)),
    (5.0, (1.8, 2.7, 4.0, 3.5, 6.1, 3.0)),
    (9.0, (5.0, 1.0, 1.7, 2.9, 3.5, 2.9)),
    (11.0, (3.0, 3.0, 3.0, 1.0, 5.0, 2.0)),
)
ADHYA_PRODUCTS = (
    (16.0, 10.0, (3.0, 3.0, 3.25, 0.75, 6.0, 5.0)),
    (25.0, 25.0, (4.0, 2.5, 3.5, 1.5, 7.0, 6.0)),
    (15.0, 30.0, (1.5, 5.5, 3.9, 0.8, 7.0, 6.0)),
    (10.0, 10.0, (3.0, 4.0, 4.0, 1.8, 8.0, 6.0)),
)
# and the fourth
ADHYA4 = (
    (15.0, (0.5, 1.9, 1.3, 1.0)),
    (7.0, (1.4, 1.8, 1.7, 1.6)),
    (4.0, (1.2, 1.9, 1.4, 1.4)),
    (5.0, (1.5, 1.2, 1.7, 1.3)),
    (6.0, (1.6, 1.8, 1.6, 2.0)),
    (3.0, (1.2, 1.1, 1.4, 2.0)),
    (5.0, (1.5, 1.5, 1.5, 1.5)),
    (5.0, (1.4, 1.6, 1.2, 1.6)),
)
ADHYA4_PRODUCTS = (
    (10.0, 15.0, (1.2, 1.7, 1.4, 1.7)),
    (25.0, 25.0, (1.4, 1.3, 1.8, 1.4)),
    (30.0, 10.0, (1.3, 1.3, 1.9, 1.9)),
    (6.0, 20.0, (1.2, 1.1, 1.7, 1.6)),
    (10.0, 15.0, (1.6, 1.9, 2.0, 2.5)),
)
# Ben-Tal, Eiger and Gershovitz 1994 (Math. Program. 63:193), fifth problem
BEN_TAL = ((6.0, (3.0, 1.0)), (16.0, (1.0, 3.0)), (15.0, (1.2, 5.0)), (12.0, (1.5, 2.5)))
BEN_TAL_PRODUCTS = (
    (18.0, 100.0, (2.5, 2.0)),
    (15.0, 200.0, (1.5, 2.5)),
    (19.0, 100.0, (2.0, 2.6)),
    (16.0, 100.0, (2.0, 2.0)),
    (14.0, 100.0, (2.0, 2.0)),
)
# Foulds, Haugland and Jornsten 1992 (Optimization 24:165), second and third problem
FOULDS = ((6.0, (3.0,)), (16.0, (1.0,)), (10.0, (2.0,)), (3.0, (3.5,)), (13.0, (1.5,)), (7.0, (2.5,)))
FOULDS_PRODUCTS = ((9.0, 100.0, (2.5,)), (15.0, 200.0, (1.5,)), (6.0, 100.0, (3.0,)), (12.0, 200.0, (2.0,)))
# fourth and fifth problem, as GAMS Model Library 254 (`pool`) lists them: pools that each component enters
FOULDS4_INTO = ((1,), (2, 3), (3, 4, 5), (1, 4, 6, 7), (2, 3, 5, 8), (3, 4, 5, 6), (1, 4, 6, 7), (2, 5, 7, 8),
                (6, 7, 8), (1, 8), (2,))  # fmt: skip
FOULDS5_INTO = ((1, 7), (1, 3, 7), (1, 3, 7), (1, 3, 5, 7), (3, 5, 8), (5, 8), (4, 5, 8), (2, 4, 6, 8),
                (2, 4, 6), (2, 4, 6), (2, 6))  # fmt: skip
# the third as 11 components of one price and quality each: those of its 32 that are alike are one
FOULDS3_INTO = ((8,), (7, 8), (6, 7, 8), (5, 6, 7, 8), (4, 5, 6, 7), (3, 4, 5, 6), (2, 3, 4, 5), (1, 2, 3, 4),
                (1, 2, 3), (1, 2), (1,))  # fmt: skip


def tanks(
    components: Sequence[tuple[float, Sequence[float]]],
    products: Sequence[tuple[float, float, Sequence[float]]],
    qualities: int,
    most: float,
    into: Sequence[Sequence[int]],
    out: Sequence[Sequence[float]],
    beside: Mapping[int, Sequence[float]] | None = None,
    size: float | None = None,
) -> Park:
    """Return a standard pooling problem.

    `into[c]` are the pools that component c enters, `out[p]` the largest flows from pool p to every product,
    `beside[c]` those from component c to every product.
    """

    def named(values: Sequence[float]) -> dict[str, float]:
        return {f"q{k}": float(value) for k, value in enumerate(values[:qualities], 1)}

    things: list[Any] = [Quality(label=f"q{k}", unit="1") for k in range(1, qualities + 1)]
    for c, (price, values) in enumerate(components, 1):
        things.append(component(f"c{c}", price, most, named(values)))
        things += [pipe(f"c{c}", f"o{p}", "oil") for p in into[c - 1]]
    for x, (price, amount, limits) in enumerate(products, 1):
        things.append(product(f"p{x}", price, amount, named(limits)))
    for p, capacities in enumerate(out, 1):
        things.append(Pool(label=f"o{p}.pool", carrier="oil", throughput_max=most if size is None else size))
        things += [pipe(f"o{p}", f"p{x}", "oil", capacity=float(b)) for x, b in enumerate(capacities, 1)]
    for c, capacities in (beside or {}).items():
        things += [pipe(f"c{c}", f"p{x}", "oil", capacity=float(b)) for x, b in enumerate(capacities, 1)]
    return small_park(1, *things)


def adhya(number: int) -> Park:
    """Return one of four problems with several qualities."""
    if number == 4:
        out = ((15, 25, 10, 20, 15), (10, 20, 15, 15, 25))
        return tanks(ADHYA4, ADHYA4_PRODUCTS, 4, 85.0, [(1,)] * 4 + [(2,)] * 4, out)
    if number == 3:
        out = ((10, 25, 30, 10), (10, 10, 25, 30), (30, 10, 10, 25))
        into = [(1,)] * 2 + [(2,)] * 3 + [(3,)] * 3
        return tanks(ADHYA, ADHYA_PRODUCTS, 6, 75.0, into, out)
    qualities = {1: 4, 2: 6}[number]
    out = ((10, 25, 30, 10), (30, 10, 10, 25))
    return tanks(ADHYA[:5], ADHYA_PRODUCTS, qualities, 75.0, [(1,)] * 2 + [(2,)] * 3, out)


def ben_tal() -> Park:
    """Return the fifth problem: three pools of four components each, one more component beside them."""
    into = [(p,) for p in (1, 2, 3) for _ in BEN_TAL] + [()]
    out = ((100, 200, 100, 100, 100), (100, 100, 100, 200, 100), (200, 100, 100, 100, 100))
    components = [*BEN_TAL * 3, (10.0, (2.0, 2.5))]
    return tanks(components, BEN_TAL_PRODUCTS, 2, 600.0, into, out, {13: (100, 200, 100, 100, 100)})


def foulds(number: int) -> Park:
    """Return the second problem, or one of three whose eight pools compete for sixteen products."""
    if number == 2:
        out = (100, 200, 100, 200)
        into = [(1,), (1,), (), (2,), (2,), ()]
        return tanks(FOULDS, FOULDS_PRODUCTS, 1, 600.0, into, (out, out), {3: out, 6: out})
    components = [(10.0 + i, ((20 - i) / 10,)) for i in range(11)]
    if number > 3:
        components.reverse()
    products = [(20.0 - 0.5 * j, 1.0, ((105 + 5 * j) / 100,)) for j in range(16)]
    into = {3: FOULDS3_INTO, 4: FOULDS4_INTO, 5: FOULDS5_INTO}[number]
    return tanks(components, products, 1, 16.0, into, [[1.0] * 16] * 8)


RT2_SOLD = 5.0 * (190.0 + 230.0 + 150.0)  # what five of each product bring; they must be made in any case


def rehfeldt() -> Park:
    """Rehfeldt and Tisljar's second problem: limits from both sides, five at least of every product."""
    qualities = ("density", "benzene", "ron", "mon")

    def named(*values: float) -> dict[str, float]:
        return dict(zip(qualities, values, strict=True))

    things: list[Any] = [
        *(Quality(label=q, unit="1") for q in qualities),
        component("c1", 49.2, 60.9756, named(0.82, 3.0, 99.2, 90.5)),
        component("c2", 62.0, 161.29, named(0.62, 0.0, 87.9, 83.5)),
        component("c3", 300.0, 5.0, named(0.75, 0.0, 114.0, 98.7)),
        Pool(label="o1.pool", carrier="oil", throughput_max=12.5),
        Pool(label="o2.pool", carrier="oil", throughput_max=17.5),
        *(pipe(c, o, "oil") for c in ("c1", "c2", "c3") for o in ("o1", "o2")),
        *(pipe("o1", p, "oil", capacity=12.5) for p in ("p1", "p2", "p3")),
        *(pipe("o2", p, "oil", capacity=17.5) for p in ("p1", "p2", "p3")),
        pipe("c1", "p2", "oil", capacity=7.5),
        pipe("c2", "p1", "oil", capacity=161.29),
        pipe("c2", "p3", "oil", capacity=161.29),
        pipe("c3", "p1", "oil", capacity=7.5),
    ]
    low = named(0.74, 0.0, 95.0, 85.0), named(0.74, 0.0, 96.0, 88.0), named(0.74, 0.0, 91.0, 83.5)
    for p, price, least, benzene in zip(
        ("p1", "p2", "p3"), (190, 230, 150), low, (3.0, 0.9, 3.0), strict=True
    ):
        limits = {"quality_max": named(0.79, benzene, 114.0, 98.7), "quality_min": least}
        things.append(Demand(label=f"{p}.oil", carrier="oil", rate=5.0, **limits))
        things.append(
            Market(label=p, carrier="oil", members=(p,), sale_price=float(price), sale_limit=295.0, **limits)
        )
    return small_park(1, *things)


def in_a_row() -> Park:
    """One pool that feeds another, products from both: Alfaki and Haugland's first such instance, as data."""
    return small_park(
        1,
        Quality(label="sulphur", unit="%"),
        component("a", 6.0, 18.0, {"sulphur": 3.0}),
        component("b", 16.0, 18.0, {"sulphur": 1.0}),
        component("c", 10.0, 18.0, {"sulphur": 2.0}),
        product("x", 9.0, 10.0, {"sulphur": 2.5}),
        product("y", 13.0, 15.0, {"sulphur": 1.75}),
        product("z", 14.0, 20.0, {"sulphur": 1.5}),
        Pool(label="first.pool", carrier="oil", throughput_max=20.0),
        Pool(label="second.pool", carrier="oil", throughput_max=20.0),
        *(pipe(c, to, "oil") for c, to in (("a", "first"), ("b", "first"), ("c", "second"))),
        *(pipe(c, to, "oil") for c, to in (("a", "x"), ("c", "y"), ("first", "y"))),
        *(pipe(c, to, "oil") for c, to in (("first", "second"), ("second", "x"), ("second", "z"))),
    )


def random_tanks(
    seed: int, components: int = 10, pools: int = 6, products: int = 8, qualities: int = 4
) -> Park:
    """Return a problem drawn at random: six of ten ways exist, limits lie in the middle of qualities."""
    rng = np.random.default_rng(seed)
    given = [
        (float(rng.integers(0, 7)), np.round(rng.uniform(0, 10, qualities), 1).tolist())
        for _ in range(components)
    ]
    asked = [
        (
            float(rng.integers(8, 16)),
            float(rng.integers(20, 60)),
            np.round(rng.uniform(2, 8, qualities), 1).tolist(),
        )
        for _ in range(products)
    ]
    into = [[p + 1 for p in range(pools) if rng.random() < 0.6] or [1 + c % pools] for c in range(components)]
    out = [rng.choice([0.0, 30.0, 60.0], p=[0.4, 0.3, 0.3], size=products).tolist() for _ in range(pools)]
    return tanks(given, asked, qualities, 60.0, into, out, size=100.0)
