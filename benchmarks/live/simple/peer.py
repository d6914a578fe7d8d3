"""`simple`, by flixopt itself: `python peer.py ANSWER.json`; the profiles are those beside this file."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import flixopt as fx
import numpy as np
import pandas as pd

PROFILES = Path(__file__).parent / "profiles" / "week.csv"


def main(answer: Path) -> None:
    """Build the system, solve it and write what it costs."""
    fx.CONFIG.silent()
    with PROFILES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    heat, price = (
        np.array([float(row[name]) for row in rows]) for name in ("heat [kW]", "gas_price [EUR/kWh]")
    )
    system = fx.FlowSystem(pd.date_range("2020-01-15", periods=len(rows), freq="h"))
    boiler = fx.linear_converters.Boiler(
        "boiler",
        thermal_efficiency=0.92,
        thermal_flow=fx.Flow("heat", bus="heat", size=150),
        fuel_flow=fx.Flow("gas", bus="gas"),
    )
    tank = fx.Storage(
        "tank",
        charging=fx.Flow("into", bus="heat", size=100),
        discharging=fx.Flow("out", bus="heat", size=100),
        capacity_in_flow_hours=500,
        initial_charge_state=250,
        minimal_final_charge_state=200,
        eta_charge=0.98,
        eta_discharge=0.98,
        relative_loss_per_hour=0.005,
    )
    system.add_elements(
        fx.Bus("gas"),
        fx.Bus("heat"),
        fx.Effect("costs", "EUR", is_standard=True, is_objective=True),
        boiler,
        tank,
        fx.Source("grid", outputs=[fx.Flow("gas", bus="gas", size=500, effects_per_flow_hour=price)]),
        fx.Sink("office", inputs=[fx.Flow("heat", bus="heat", size=1, fixed_relative_profile=heat)]),
    )
    system.optimize(fx.solvers.HighsSolver(mip_gap=0, time_limit_seconds=60))
    objective = float(system.solution["objective"])
    answer.write_text(json.dumps({"objective": objective}), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
