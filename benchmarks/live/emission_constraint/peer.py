"""emission_constraint, by oemof.solph itself: `python peer.py ANSWER.json`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pandas as pd
from oemof import solph
from pyomo.environ import SolverFactory, value


def main(answer: Path) -> None:
    """Build the system, limit its emissions, solve it and write what it costs."""
    hours = pd.date_range("2012-01-01", periods=4, freq="h")
    system = solph.EnergySystem(timeindex=hours, infer_last_interval=False)
    gas, power = solph.Bus("gas"), solph.Bus("power")

    def emitting(factor: float, **more: object) -> solph.Flow:
        return solph.Flow(variable_costs=10, custom_properties={"emission_factor": factor}, **more)

    fixed = solph.Flow(nominal_capacity=200, variable_costs=10, fix=[0.1, 0.2, 0.4])
    biomass = emitting(0.01, nominal_capacity=100, fix=[0.1, 0.2, 0.3])
    plant = solph.components.Converter(
        "gas plant",
        inputs={gas: solph.Flow()},
        outputs={power: solph.Flow(nominal_capacity=200)},
        conversion_factors={power: 0.58},
    )
    system.add(
        gas,
        power,
        plant,
        solph.components.Source("biomass plant", outputs={power: biomass}),
        solph.components.Source("gas grid", outputs={gas: emitting(0.2)}),
        solph.components.Sink("demand", inputs={power: fixed}),
    )
    model = solph.Model(system)
    solph.constraints.emission_limit(model, limit=100)
    SolverFactory("highs").solve(model)
    answer.write_text(json.dumps({"objective": value(model.objective)}), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
