"""HiGHS' own `passModel` on ready arrays: the floor that no modelling layer can go below."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from benchmarks.subject import PLANTS, Floats, Sites

FLOWS = ("gas", "boiler", "chp", "pv", "charge", "discharge", "level", "bought", "sold")


@dataclass(frozen=True)
class Arrays:
    """A program as HiGHS takes it, by columns."""

    cost: Floats
    column_upper: Floats
    row_lower: Floats
    row_upper: Floats
    start: np.ndarray
    index: np.ndarray
    value: Floats


def describe(sites: Sites) -> Arrays:
    """Write the equations of `benchmarks.subject` as arrays, by hand."""
    n, t = sites.enterprises, sites.hours
    numbers = iter(np.arange(n * (len(PLANTS) + len(FLOWS) * t), dtype=np.int32))
    size = {plant: np.fromiter(numbers, np.int32, n)[:, None] for plant in PLANTS}
    flow = {name: np.fromiter(numbers, np.int32, n * t).reshape(n, t) for name in FLOWS}
    boiler_heat, chp_heat, chp_power, loss = (
        values[:, None] for values in (sites.boiler_heat, sites.chp_heat, sites.chp_power, sites.loss)
    )
    none, free = np.zeros((n, t)), np.full((n, t), -np.inf)
    before = np.roll(flow["level"], 1, axis=1)

    equations = [  # lower, upper, then (column, coefficient) pairs
        (none, none, (flow["gas"], 1.0), (flow["boiler"], -1.0), (flow["chp"], -1.0)),
        (sites.heat, sites.heat, (flow["boiler"], boiler_heat), (flow["chp"], chp_heat),
         (flow["discharge"], 1.0), (flow["charge"], -1.0)),
        (sites.power, sites.power, (flow["chp"], chp_power), (flow["pv"], 1.0),
         (flow["bought"], 1.0), (flow["sold"], -1.0)),
        (free, none, (flow["boiler"], 1.0), (size["boiler"], -1.0)),
        (free, none, (flow["chp"], 1.0), (size["chp"], -1.0)),
        (free, none, (flow["pv"], 1.0), (size["pv"], -sites.sun)),
        (free, none, (flow["level"], 1.0), (size["store"], -1.0)),
        (none, none, (flow["level"], 1.0), (before, loss - 1.0), (flow["charge"], -1.0),
         (flow["discharge"], 1.0)),
    ]  # fmt: skip
    rows, columns, values = [], [], []
    for k, (_, _, *terms) in enumerate(equations):
        for column, coefficient in terms:
            rows.append(np.arange(k * n * t, (k + 1) * n * t, dtype=np.int32))
            columns.append(np.broadcast_to(column, (n, t)).ravel())
            values.append(np.broadcast_to(coefficient, (n, t)).ravel())
    row, column, value = map(np.concatenate, (rows, columns, values))
    row, column, value = row[value != 0], column[value != 0], value[value != 0]
    order = np.lexsort((row, column))

    cost = np.zeros(n * (len(PLANTS) + len(FLOWS) * t))
    upper = np.full(cost.size, np.inf)
    for plant in PLANTS:
        cost[size[plant]], upper[size[plant]] = sites.payment(plant), sites.capacity_max[plant]
    for name, price in (("gas", sites.gas_price), ("bought", sites.buy), ("sold", -sites.sell)):
        cost[flow[name]], upper[flow[name]] = price, sites.trade_limit
    start = np.concatenate(([0], np.cumsum(np.bincount(column, minlength=cost.size)))).astype(np.int32)
    lower, above = (np.concatenate([equation[side].ravel() for equation in equations]) for side in (0, 1))
    return Arrays(cost, upper, lower, above, start, row[order], value[order])


def build(arrays: Arrays) -> Arrays:
    """Nothing to build: the arrays are ready."""
    return arrays


def hand_over(arrays: Arrays) -> highspy.Highs:
    """Pass the arrays."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    status = highs.passModel(
        arrays.cost.size, arrays.row_lower.size, arrays.value.size, int(highspy.MatrixFormat.kColwise),
        int(highspy.ObjSense.kMinimize), 0.0, arrays.cost, np.zeros(arrays.cost.size), arrays.column_upper,
        arrays.row_lower, arrays.row_upper, arrays.start, arrays.index, arrays.value,
        np.zeros(arrays.cost.size, dtype=np.int32),
    )  # fmt: skip
    if status == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS refused the arrays")
    return highs
