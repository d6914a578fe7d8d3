"""Published water networks read as parks: processes as water uses, sources as supplies, sinks as demands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from symbiosis.park import Demand, Market, Outlet, Supply, Technology
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

# Two contaminants, after the second example of Wang and Smith 1994: flow [t/h], (inlet, outlet) limits [ppm]
TWO_CONTAMINANTS = {"p1": (40.0, ((0, 100), (25, 75))), "p2": (35.0, ((80, 240), (30, 90)))}
# Three of a refinery, after Takama and others 1980 (Comput. Chem. Eng. 4:251): oil, H2S, suspended solids
REFINERY = {
    "stripping": (45.0, ((0, 15), (0, 400), (0, 35))),
    "desulphurisation": (34.0, ((20, 120), (300, 12500), (45, 180))),
    "desalting": (56.0, ((120, 220), (20, 45), (200, 9500))),
}

# Typed from memory of the literature, not from the papers: meeting the published answer is their only check.
# Olesen and Polley 1997 (Trans. IChemE 75A), six processes: columns as in WANG_SMITH
OLESEN_POLLEY = (
    ("p1", 25.0, 80.0, 2.0),
    ("p2", 25.0, 100.0, 5.0),
    ("p3", 25.0, 200.0, 4.0),
    ("p4", 50.0, 100.0, 5.0),
    ("p5", 50.0, 800.0, 30.0),
    ("p6", 400.0, 800.0, 4.0),
)

# Sorin and Bedard 1999 (Process Saf. Environ. 77:305): flow [t/h], quality [ppm]
SORIN_BEDARD = (
    ((120.0, 0.0), (80.0, 50.0), (80.0, 50.0), (140.0, 140.0), (80.0, 170.0), (195.0, 240.0)),
    ((120.0, 100.0), (80.0, 140.0), (140.0, 180.0), (80.0, 230.0), (195.0, 250.0)),
)
# El-Halwagi 1997, Pollution Prevention through Process Integration: acrylonitrile [kg/s, ppm of ammonia]
ACRYLONITRILE = (((1.2, 0.0), (5.8, 10.0)), ((0.8, 0.0), (5.0, 14.0), (5.9, 25.0), (1.4, 34.0)))
# Alves and Towler 2002 (Ind. Eng. Chem. Res. 41:5759): hydrogen of a refinery [mol/s, % of hydrogen]
HYDROGEN = (
    ((2495.0, 80.61), (180.2, 78.85), (720.7, 75.14), (554.4, 77.57)),
    ((623.8, 93.0), (415.8, 80.0), (1801.9, 75.0), (138.6, 75.0), (457.4, 70.0), (346.5, 73.0)),
)
# Kazantzi and El-Halwagi 2005 (Chem. Eng. Prog. 101:28): solvent [kg/s]; vapour pressures [atm] mix as p^1.44
DEGREASING = (((5.0, 3.0**1.44), (2.0, 4.0**1.44)), ((4.0, 6.0**1.44), (3.0, 2.5**1.44)))

COD = Quality(label="cod", unit="ppm")


def fresh(*members: str, price: float = 1.0, quality: float = 0.0) -> Market:
    """Return clean water at one price."""
    return Market(
        label="fresh", carrier="water", members=members, purchase_price=price, quality={"cod": quality}
    )


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


def sources_and_sinks(sinks=SINKS, sources=SOURCES, bought: float = 0.0) -> Park:
    """Return a supply per source and a demand per sink, each at an enterprise of its own."""
    takers = [f"sink_{j}" for j in range(len(sinks))]
    things = [COD, fresh(*takers, quality=bought)]
    for i, (flow, quality) in enumerate(sources):
        given = Supply(label=f"source_{i}.water", carrier="water", rate=flow, quality={"cod": quality})
        things += [given, drain(f"source_{i}.water")]
        things += [pipe(f"source_{i}", taker, "water") for taker in takers]
    for taker, (flow, limit) in zip(takers, sinks, strict=True):
        things.append(Demand(label=f"{taker}.water", carrier="water", rate=flow, quality_max={"cod": limit}))
    return small_park(1, *things)


def several(
    table: Mapping[str, tuple[float, Sequence[tuple[float, float]]]],
    reuse: bool = True,
    together: bool = False,
) -> Park:
    """Return operations with loads of several contaminants, given by a limiting flow and limits.

    `together` puts them into one enterprise, where water may go from each to each without a link.
    """
    here = dict.fromkeys(table, "works") if together else {p: p for p in table}
    names = [f"q{k}" for k in range(1, 1 + len(next(iter(table.values()))[1]))]
    none = dict.fromkeys(names, 0.0)
    things: list[Any] = [Quality(label=q, unit="ppm") for q in names]
    things.append(
        Market(
            label="fresh", carrier="water", members=tuple(dict.fromkeys(here.values())), purchase_price=1.0,
            quality=none,
        )
    )  # fmt: skip
    things += [drain(f"{n}.water") for n in dict.fromkeys(here.values())]
    for p, (flow, limits) in table.items():
        of = dict(zip(names, limits, strict=True))
        use = WaterUse(
            label=f"{here[p]}.{p}_wash" if together else f"{p}.wash",
            carrier="water",
            load={q: flow * (out - inlet) for q, (inlet, out) in of.items()},
            quality={q: float(out) for q, (_, out) in of.items()},
            quality_max={q: float(inlet) for q, (inlet, _) in of.items()},
        )
        things.append(use)
    return small_park(1, *things, *(every_pair(table, "water") if reuse and not together else []))


def treated(limit: float = 10.0) -> Park:
    """Karuppiah and Grossmann 2006 (Comput. Chem. Eng. 30:650), first example: two uses, two treatments.

    Each treatment removes 95 % of one contaminant; everything may go anywhere, also round and round, and the
    discharge is limited. A tonne costs 1 as fresh water and 1 through a treatment.
    """
    names, uses = ("a", "b"), {"u1": (40.0, (1000.0, 1500.0), 0.0), "u2": (50.0, (1000.0, 1000.0), 50.0)}
    none = dict.fromkeys(names, 0.0)
    things: list[Any] = [Quality(label=q, unit="ppm") for q in names]
    things.append(
        Market(
            label="fresh", carrier="water", members=tuple(uses), purchase_price=1.0, quality=none,
        )
    )  # fmt: skip
    for u, (flow, load, inlet) in uses.items():
        things.append(
            WaterUse(
                label=f"{u}.wash",
                carrier="water",
                flow=flow,
                load=dict(zip(names, load, strict=True)),
                quality_max=dict.fromkeys(names, inlet),
                quality={q: inlet + one / flow for q, one in zip(names, load, strict=True)},
            )
        )
    for t, removal in (("t1", {"a": 0.95}), ("t2", {"b": 0.95})):
        things.append(
            Technology(
                label=f"{t}.unit", rated_on="water", ratios={"water": -1.0}, returns=1.0, removal=removal,
                capacity=200.0, running_cost=1.0,
            )
        )  # fmt: skip
    places = (*uses, "t1", "t2")
    things += [pipe(n, "river", "water") for n in places]
    things.append(
        Outlet(label="river.water", carrier="water", fee=0.0, quality_max=dict.fromkeys(names, limit))
    )
    return small_park(1, *things, *every_pair(places, "water"))


# Galan and Grossmann 1998 (Ind. Eng. Chem. Res. 37:4036), examples of given plants: (flow [t/h], ppm of each
# contaminant), share of each that a plant removes, limits at the outlet. Numbers as in models of these
# examples that others have published; of the second no answer is known here
GALAN_GROSSMANN = {
    1: (((40.0, (100, 20)), (40.0, (15, 200))), ((0.95, 0), (0, 0.976)), (10, 10)),
    4: (
        ((13.1, (390, 16780, 25)), (32.7, (10, 110, 100)), (56.5, (25, 40, 35))),
        ((0.999, 0, 0), (0.9, 0.9, 0.97), (0, 0.95, 0.2)),
        (2, 2, 5),
    ),
    7: (
        ((20.0, (600, 500, 500)), (15.0, (400, 200, 100)), (5.0, (200, 1000, 200))),
        ((0.9, 0, 0), (0, 0.99, 0), (0, 0, 0.8)),
        (100, 100, 100),
    ),
}


def effluents(number: int) -> Park:
    """Return streams that plants clean before they leave together; a tonne through a plant costs 1."""
    streams, plants, limits = GALAN_GROSSMANN[number]
    names = [f"q{k}" for k in range(1, 1 + len(limits))]
    things: list[Any] = [Quality(label=q, unit="ppm") for q in names]
    for i, (flow, values) in enumerate(streams):
        quality = dict(zip(names, map(float, values), strict=True))
        things.append(Supply(label=f"s{i}.water", carrier="water", rate=flow, quality=quality))
    for i, shares in enumerate(plants):
        removal = {q: share for q, share in zip(names, shares, strict=True) if share}
        things.append(
            Technology(
                label=f"t{i}.plant", rated_on="water", ratios={"water": -1.0}, returns=1.0, removal=removal,
                capacity=1000.0, running_cost=1.0,
            )
        )  # fmt: skip
    works = [f"t{i}" for i in range(len(plants))]
    from_streams = [f"s{i}" for i in range(len(streams))]
    things += [pipe(a, b, "water") for a in from_streams for b in (*works, "river")]
    things += [pipe(a, b, "water") for a in works for b in (*works, "river") if a != b]
    of_river = dict(zip(names, map(float, limits), strict=True))
    things.append(Outlet(label="river.water", carrier="water", fee=0.0, quality_max=of_river))
    return small_park(1, *things)
