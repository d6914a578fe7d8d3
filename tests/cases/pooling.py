"""Published pooling problems read as parks: components bought, tanks as pools, products sold."""

from __future__ import annotations

import json
from typing import Any

from symbiosis.park import Market
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
