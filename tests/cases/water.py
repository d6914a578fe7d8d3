"""Published water networks read as parks: processes as water uses, sources as supplies, sinks as demands."""

from __future__ import annotations

from collections.abc import Iterable

from symbiosis.park import Demand, Market, Supply, Technology
from symbiosis.park.park import Park
from symbiosis.park.quality import Quality, WaterUse
from tests.parks import drain, pipe, small_park

# Wang and Smith 1994 (Chem. Eng. Sci. 49:981), four processes: inlet and outlet limits [ppm], load [kg/h]
WANG_SMITH = (
    ("p1", 0.0, 100.0, 2.0),
    ("p2", 50.0, 100.0, 5.0),
    ("p3", 50.0, 800.0, 30.0),
    ("p4", 400.0, 800.0, 4.0),
)
REGENERATED = {"cod": 5.0}  # ppm, fixed outlet

# Polley and Polley 2000 (Chem. Eng. Prog. 96:47): flow [t/h], quality [ppm]
SINKS = ((50.0, 20.0), (100.0, 50.0), (80.0, 100.0), (70.0, 200.0))
SOURCES = ((50.0, 50.0), (100.0, 100.0), (70.0, 150.0), (60.0, 250.0))

COD = Quality(label="cod", unit="ppm")


def fresh(*members: str, price: float = 1.0) -> Market:
    """Return clean water at one price."""
    return Market(label="fresh", carrier="water", members=members, purchase_price=price, quality={"cod": 0.0})


def wash(name: str, inlet: float, outlet: float, load: float) -> WaterUse:
    """Return a water-using operation with a load in kg/h; ppm·t/h is a gram."""
    return WaterUse(
        label=f"{name}.wash",
        carrier="water",
        load={"cod": 1000.0 * load},
        quality={"cod": outlet},
        quality_max={"cod": inlet},
    )


def every_pair(names: Iterable[str], carrier: str, prefix: str = "") -> list:
    """Return a free link from each to each other."""
    listed = list(names)
    return [pipe(a, b, carrier, label=f"{prefix}{a}_{b}") for a in listed for b in listed if a != b]


def processes(reuse: bool = True, regeneration_cost: float | None = None, table=WANG_SMITH) -> Park:
    """Return water uses with fresh water at 1 per tonne; with reuse and recycling if asked."""
    names = [name for name, *_ in table]
    things = [COD, fresh(*names), *(wash(*row) for row in table), *(drain(f"{n}.water") for n in names)]
    if reuse:
        things += every_pair(names, "water")
    if regeneration_cost is not None:
        things.append(
            Technology(
                label="works.regeneration",
                rated_on="water",
                ratios={"water": -1.0},
                returns=1.0,
                quality={"water": REGENERATED},
                capacity=1000.0,
                running_cost=regeneration_cost,
            )
        )
        things += [pipe(n, "works", "water") for n in names] + [pipe("works", n, "water") for n in names]
    return small_park(1, *things)


def regenerated_once(table=WANG_SMITH) -> Park:
    """Return water uses whose operations may be split: in fresh water, and in water regenerated once."""
    names = [name for name, *_ in table]
    regeneration = Technology(
        label="works.regeneration",
        rated_on="water",
        ratios={"water": -1.0, "again": 1.0},
        quality={"again": REGENERATED},
        capacity=1000.0,
    )
    parts = [
        WaterUse(
            label=f"{name}.wash_again",
            carrier="again",
            part_of=f"{name}.wash",
            quality={"cod": outlet},
            quality_max={"cod": inlet},
        )
        for name, inlet, outlet, _ in table
    ]
    things = [COD, fresh(*names), regeneration, *(wash(*row) for row in table), *parts]
    things += [drain(f"{n}.{carrier}") for n in names for carrier in ("water", "again")]
    things += every_pair(names, "water") + every_pair(names, "again", "again_")
    things += [pipe(n, "works", "water") for n in names]
    things += [pipe("works", n, "again", label=f"back_{n}") for n in names]
    return small_park(1, *things)


def sources_and_sinks(sinks=SINKS, sources=SOURCES) -> Park:
    """Return a supply per source and a demand per sink, each at an enterprise of its own."""
    takers = [f"sink_{j}" for j in range(len(sinks))]
    things = [COD, fresh(*takers)]
    for i, (flow, quality) in enumerate(sources):
        given = Supply(label=f"source_{i}.water", carrier="water", rate=flow, quality={"cod": quality})
        things += [given, drain(f"source_{i}.water")]
        things += [pipe(f"source_{i}", taker, "water") for taker in takers]
    for taker, (flow, limit) in zip(takers, sinks, strict=True):
        things.append(Demand(label=f"{taker}.water", carrier="water", rate=flow, quality_max={"cod": limit}))
    return small_park(1, *things)
