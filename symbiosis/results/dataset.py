"""From a solution's columns to labelled arrays in the park's words, with units.

Variables and dimensions: capacity, kept, new, units (asset); size_units (choice); hub (network); admitted
(optional); activity (technology, step); mix (point, step); captured (capturing, step); passed (duct, step);
on, start, stop (committed, step); cold_start (warming, step); concentration (stream, step), traced;
deferred, caught_up, backlog (shiftable, step); early, due, ahead (hastened, step); run_start (batch, step);
interrupted (interruptible, step); level, charge, discharge (store, step); exchange (route, step); feed,
draw (connection, step); forth, back (segment, step); purchase, sale (trade, step); discard (outlet, step);
intake (water_use, step); part (recipe_part, step); throughput (pool, step); heat_taken (heating, step);
heat_given (cooling, step); blend (pair, step); peak (trade, month); emission (emitter); flow (term, step):
every term of every balance; cost (line); shadow_price (place, step).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from symbiosis.formulation.evaluate import Evaluator
from symbiosis.formulation.program import Program
from symbiosis.park.asset import Asset
from symbiosis.park.fields import unit_text
from symbiosis.park.park import Park
from symbiosis.park.quantities import own_units
from symbiosis.results.duals import put_prices
from symbiosis.results.variables import COUNTED, RIGHTS, STEP_VARIABLES, carrier_named, carrier_of

if TYPE_CHECKING:
    from xarray import DataArray, Dataset

    from symbiosis.solver.outcome import Outcome

Floats = NDArray[np.float64]


def to_dataset(park: Park, program: Program, outcome: Outcome) -> Dataset:
    """Return a solution as a dataset; `outcome` must hold a plan."""
    import xarray

    writer = Writer(park, program, outcome)
    writer.sizes()
    writer.steps()
    writer.flows_and_emissions()
    writer.accounts()
    put_prices(writer)
    horizon = program.horizon
    coords = {
        "step": ("step", horizon.start.astype("datetime64[s]"), {"long_name": "start, local standard time"}),
        "hours": ("step", horizon.hours, {"units": "h", "long_name": "length of the step"}),
        "represents": ("step", horizon.represents, {"units": "h", "long_name": "hours it stands for"}),
        "cost_weight": (
            "step",
            horizon.cost_weight,
            {"units": "h", "long_name": "hours times probability and discount"},
        ),
        "period": ("step", horizon.period, {"units": "1", "long_name": "period it belongs to"}),
    }
    return xarray.Dataset(writer.out, coords=coords)


class Writer:
    """Puts one part of a solution after the other, in the words and units of the park."""

    def __init__(self, park: Park, program: Program, outcome: Outcome) -> None:
        assert outcome.x is not None
        self.park, self.program, self.outcome = park, program, outcome
        self.x: Floats = outcome.x
        self.evaluator = Evaluator(program, self.x)
        self.out: dict[str, DataArray] = {}

    # -- helpers ---------------------------------------------------------------------------------

    def unit(self, carrier: str, template: str = "{rate}") -> str:
        """Return the unit of a carrier's rate, amount or price."""
        return unit_text(template, self.park.carriers[carrier].unit, self.park.settings.currency)

    def block(self, name: str) -> dict[str, Floats]:
        """Return the values of a variable by label; empty where the program has none."""
        taken = self.program.values(name, self.x)
        if taken is None:
            return {}
        return {":".join(label): values for label, values in zip(*taken, strict=True)}

    def put(
        self,
        name: str,
        dims: tuple[str, ...],
        labels: Sequence[str],
        values: Any,
        meaning: str,
        units: Sequence[str] | str,
        more: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """Add a variable; units that differ from item to item become a coordinate of their own."""
        import xarray

        coords: dict[str, Any] = {dims[0]: _text(labels)}
        if isinstance(units, str):
            common = units
        else:
            common = units[0] if len(set(units)) == 1 else "see " + f"{name}_unit"
            if len(set(units)) > 1:
                coords[f"{name}_unit"] = (dims[0], _text(units))
        for key, texts in (more or {}).items():
            coords[key] = (dims[0], _text(texts))
        array = np.asarray(values, dtype=float)
        attrs = {"units": common or "1", "long_name": meaning}
        self.out[name] = xarray.DataArray(array, dims=dims, coords=coords, attrs=attrs)

    # -- parts -----------------------------------------------------------------------------------

    def sizes(self) -> None:
        """What is kept, new and built of every asset, hubs, enterprises and rights."""
        every: dict[str, Asset] = {a.label: a for _, a in self.park.assets()}  # type: ignore[attr-defined]
        kept, new = self.block("kept"), self.block("new")
        build, units = self.block("build"), self.block("units")
        carrier = {i: carrier_of(self.park, asset) for i, asset in every.items()}
        unit = [self.unit(carrier[i], asset.capacity_unit) for i, asset in every.items()]
        labels = list(every)

        def of(block: dict[str, Floats]) -> Floats:
            return np.array([float(block[i][0]) if i in block else 0.0 for i in labels])

        bought = of(build)
        for key, values in units.items():
            bought[labels.index(key.rpartition(":")[0])] += float(values[0])
        self.put("capacity", ("asset",), labels, of(kept) + of(new), "capacity, kept and new", unit)
        self.put("kept", ("asset",), labels, of(kept), "capacity of today that is kept", unit)
        self.put("new", ("asset",), labels, of(new), "new capacity", unit)
        self.put("units", ("asset",), labels, bought, "units built", "1")
        if units:
            named = [every[key.rpartition(":")[0]] for key in units]
            sizes = [int(key.rpartition(":")[2]) for key in units]
            titles = [asset.names_of_sizes[z] for asset, z in zip(named, sizes, strict=True)]
            built = [float(v[0]) for v in units.values()]
            more = {"size_name": titles}
            self.put("size_units", ("choice",), list(units), built, "units of each size", "1", more)
        self.rights()
        there = self.block("admitted")
        if there:
            whether = [float(v[0]) for v in there.values()]
            self.put("admitted", ("optional",), list(there), whether, "whether an enterprise is there", "1")
        hubs = self.block("hub")
        if hubs:
            self.put(
                "hub",
                ("network",),
                list(hubs),
                [v[0] for v in hubs.values()],
                "whether the hub is built",
                "1",
            )

    def rights(self) -> None:
        """What is bought, sold and kept of quotas, offsets, what fees are paid on, and the tax by month."""
        park, currency = self.park, self.park.settings.currency
        for name, meaning in RIGHTS.items():
            found = self.block(name)
            held = {**park.quotas, **park.fees}
            units = [
                "t"
                if label in park.offsets
                else own_units(held[label.partition(":")[0]], park.carriers, currency)[0]
                for label in found
            ]
            if found:
                self.put(
                    name, (f"{name}_of",), list(found), [float(v[0]) for v in found.values()], meaning, units
                )
        for name, meaning in (
            ("tax_base", "equivalents of the last that counts"),
            ("tax_above", "equivalents over it"),
        ):
            found = self.block(name)
            if found:
                months = self.program.horizon.groups["month"].names
                values = np.array(list(found.values()))
                self.put(name, (f"{name}_of", "month"), list(found), values, meaning, "1")
                self.out[name] = self.out[name].assign_coords(month=_text(months))

    def steps(self) -> None:
        """What flows or runs in every step, peaks by month, seasonal contents."""
        park = self.park
        trades = [f"{m}:{n}" for m, market in park.markets.items() for n in market.members]
        full = {"trade": trades, "connection": list(park.connections), "segment": list(park.segments)}
        for name, (dim, meaning) in STEP_VARIABLES.items():
            block = self.block(name)
            labels = full.get(dim, list(block))
            if not labels:
                continue
            nothing = np.zeros(len(self.program.horizon))
            values = np.array([block.get(label, nothing) for label in labels])
            template = "{amount}" if name in ("level", "backlog", "ahead") else "{rate}"
            units = [self.unit(carrier_named(park, dim, label), template) for label in labels]
            self.put(name, (dim, "step"), labels, values, meaning, "1" if dim in COUNTED else units)
        for name, meaning in (
            ("peak", "largest purchase in a month"),
            ("excess", "demand above the contract and its tolerance"),
        ):
            peaks = self.block(name)
            if not peaks:
                continue
            months = self.program.horizon.groups["month"].names
            nothing = np.zeros(len(months))
            values = np.array([peaks.get(label, nothing) for label in trades])
            units = [self.unit(carrier_named(park, "trade", label)) for label in trades]
            self.put(name, ("trade", "month"), trades, values, meaning, units)
            self.out[name] = self.out[name].assign_coords(month=_text(months))

        carried = self.block("carried")
        order = self.program.horizon.groups["order"].names
        if carried and order:
            units = [self.unit(park.stores[j].carrier, "{amount}") for j in carried]
            meaning = "content of a seasonal store at the end of a real period of the year"
            self.put(
                "carried", ("seasonal_store", "order"), list(carried), list(carried.values()), meaning, units
            )
            self.out["carried"] = self.out["carried"].assign_coords(order=_text(order))

    def flows_and_emissions(self) -> None:
        """Every term of every balance, and what is emitted in the year."""
        hour, horizon = self.program.hour, self.program.horizon
        items = hour.flows.items
        if items:
            labels = [f"{n}:{k}:{role}:{item}" for n, k, role, item, _ in items]
            signs = np.array([sign for *_, sign in items], dtype=float)
            more = {
                "enterprise": [i[0] for i in items],
                "carrier": [i[1] for i in items],
                "role": [i[2] for i in items],
                "by": [i[3] for i in items],
            }
            values = self.evaluator.flows() * signs[:, None]
            units = [self.unit(k) for _, k, *_ in items]
            self.put("flow", ("term", "step"), labels, values, "what gives (+) or takes (-)", units, more)
        totals: dict[str, float] = {}
        sources: dict[tuple[str, str, str], float] = {}
        gross = self.evaluator.emissions() * horizon.represents[None, :]
        for (n, k, _, item, _), values in zip(hour.emissions.items, gross, strict=True):
            totals[f"{n}:{k}"] = totals.get(f"{n}:{k}", 0.0) + fsum(values)
            sources[n, k, item] = sources.get((n, k, item), 0.0) + fsum(values)
        if totals:
            names = ("source_enterprise", "source_carrier", "source_of")
            self.put(
                "emitted",
                ("source",),
                [":".join(source) for source in sources],
                list(sources.values()),
                "emitted in the year by one plant, market or outlet",
                [self.unit(k, "{amount}") for _, k, _ in sources],
                {name: [source[i] for source in sources] for i, name in enumerate(names)},
            )
            more = {
                "emitting_enterprise": [e.partition(":")[0] for e in totals],
                "emission_carrier": [e.partition(":")[2] for e in totals],
            }
            units = [self.unit(e.partition(":")[2], "{amount}") for e in totals]
            self.put(
                "emission",
                ("emitter",),
                list(totals),
                list(totals.values()),
                "emitted in the year",
                units,
                more,
            )

    def accounts(self) -> None:
        """Every line of the bill."""
        lines: dict[tuple[str, str, str], float] = {}
        for line, money in self.evaluator.payments():
            lines[line] = lines.get(line, 0.0) + money
        labels = [f"{owner}:{category}:{item}" for owner, category, item in lines]
        more = {
            "owner": [owner for owner, _, _ in lines],
            "category": [category for _, category, _ in lines],
            "item": [item for _, _, item in lines],
        }
        annual = "{money}/a" if self.program.horizon.years == 1.0 else "{money}"
        unit = unit_text(annual, "1", self.park.settings.currency)
        self.put("cost", ("line",), labels, list(lines.values()), "cost by line", unit, more)


def _text(labels: Sequence[str]) -> NDArray[np.str_]:
    return np.array(list(labels), dtype=str)
