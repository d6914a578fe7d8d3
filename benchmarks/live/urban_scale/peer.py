"""`urban_scale`, by Calliope itself: `python peer.py ANSWER.json`; its series go into the answer too.

Calliope carries the example, and pulp carries the solver (cbc) that the example asks for.
"""

from __future__ import annotations

import json
import os
import sys
import warnings
from pathlib import Path

import calliope
import pulp


def main(answer: Path) -> None:
    """Run the example; write what it costs, and the hourly data of the days that it solves."""
    warnings.simplefilter("ignore")
    solver = Path(pulp.__file__).parent / "solverdir" / "cbc" / "linux" / "64"
    os.environ["PATH"] = f"{solver}{os.pathsep}{os.environ['PATH']}"
    (solver / "cbc").chmod(0o755)
    model = calliope.examples.urban_scale()
    given = model._model_data.resource.to_pandas()
    series = {
        f"{carrier}_{place}": (-given.loc[f"{place}::demand_{theirs}"]).tolist()
        for place in ("X1", "X2", "X3")
        for carrier, theirs in (("power", "electricity"), ("heat", "heat"))
    }
    series["sun"] = given.loc["X2::pv"].tolist()  # kWh per m2 of panel
    paid = model._model_data.cost_export.sel(costs="monetary", loc_techs_om_cost="X1::chp")
    series["export_price"] = (-paid.to_pandas()).tolist()
    model.run()
    objective = float(model.results.cost.sum())
    answer.write_text(json.dumps({"objective": objective, "series": series}), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
