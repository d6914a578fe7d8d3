"""The plant of flixopt's own tests, by flixopt itself: `python peer.py ANSWER.json`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import flixopt as fx
import numpy as np
import pandas as pd

HEAT = np.array([30.0, 0, 90, 110, 110, 20, 20, 20, 20])
FULL = np.array([0.8, 0.7, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8])  # at the start of each hour


def main(answer: Path) -> None:
    """Build the system, solve it and write what it costs."""
    fx.CONFIG.silent()
    system = fx.FlowSystem(pd.date_range("2020-01-01", periods=len(HEAT), freq="h"))

    def switched(label: str, bus: str, size: float) -> fx.Flow:
        return fx.Flow(
            label, bus, size=size, relative_minimum=5 / size, status_parameters=fx.StatusParameters()
        )

    boiler = fx.linear_converters.Boiler(
        "boiler",
        thermal_efficiency=0.5,
        thermal_flow=switched("heat", "heat", 50),
        fuel_flow=fx.Flow("gas", "gas"),
    )
    chp = fx.linear_converters.CHP(
        "chp",
        thermal_efficiency=0.5,
        electrical_efficiency=0.4,
        electrical_flow=switched("power", "power", 60),
        thermal_flow=fx.Flow("heat", "heat"),
        fuel_flow=fx.Flow("gas", "gas"),
    )
    tank = fx.Storage(
        "tank",
        charging=fx.Flow("into", "heat", size=1e4),
        discharging=fx.Flow("out", "heat", size=1e4),
        capacity_in_flow_hours=fx.InvestParameters(effects_of_investment=20, fixed_size=30, mandatory=True),
        initial_charge_state=0,
        relative_maximum_charge_state=FULL,
        relative_maximum_final_charge_state=0.8,
        eta_charge=0.9,
        relative_loss_per_hour=0.08,
        prevent_simultaneous_charge_and_discharge=True,
    )
    gas = {"costs": 0.04, "CO2": 0.3}
    system.add_elements(
        fx.Bus("gas"),
        fx.Bus("heat"),
        fx.Bus("power"),
        fx.Effect("costs", "EUR", is_standard=True, is_objective=True, share_from_temporal={"CO2": 0.2}),
        fx.Effect("CO2", "kg", maximum_per_hour=1000),
        boiler,
        chp,
        tank,
        fx.Source("grid", outputs=[fx.Flow("gas", "gas", size=1000, effects_per_flow_hour=gas)]),
        fx.Sink("office", inputs=[fx.Flow("heat", "heat", size=1, fixed_relative_profile=HEAT)]),
        fx.Sink("feed_in", inputs=[fx.Flow("power", "power", effects_per_flow_hour=-0.08)]),
    )
    system.optimize(fx.solvers.HighsSolver(mip_gap=0, time_limit_seconds=60))
    objective = float(system.solution["objective"])
    answer.write_text(json.dumps({"objective": objective}), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
