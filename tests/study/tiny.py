"""A park whose best plan is known by heart, as a study.

The mill needs 2 MW of heat in every hour of the year: from gas at 30 CNY/MWh (1.25 MWh of gas and
0.25 t of CO2 per MWh of heat: 37.5) or from power at 50. So heat costs 2 × 37.5 × 8760 = 657 000 a year
and emits 4380 t; without CO2 it costs 2 × 50 × 8760 = 876 000.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from symbiosis.park import Market, Technology
from symbiosis.scenario import Scenario, put, scale
from symbiosis.solver.options import Options
from symbiosis.study.axes import Axis
from symbiosis.study.running.answer import answer
from symbiosis.study.running.run import Ran, run
from symbiosis.study.study import Study
from tests.parks import A_YEAR, need, small_park

CHEAP, CLEAN = 2 * 37.5 * A_YEAR, 2 * 50 * A_YEAR
YEARLY = put("park.horizon", {"annualised": "true"})
DEAR = Scenario("dear_gas", (scale("markets.gas.purchase_price", 2),))


def heat_park(**fields: Any) -> Any:
    """Return the park."""
    return small_park(
        1,
        Technology(
            label="mill.burner", rated_on="heat", ratios={"gas": -1.25, "heat": 1, "co2": 0.25}, capacity=9.0
        ),
        Technology(label="mill.rod", rated_on="heat", ratios={"power": -1, "heat": 1}, capacity=9.0),
        need("mill.heat", 2.0),
        Market(label="gas", carrier="gas", members=("mill",), purchase_price=30.0),
        Market(label="grid", carrier="power", members=("mill",), purchase_price=50.0),
        **fields,
    )


def gas_price(*prices: float) -> Axis:
    """Return an axis of gas prices."""
    texts = tuple(f"{price:g} CNY/MWh" for price in prices)
    return Axis("gas_price", "markets.gas.purchase_price", "set", texts, prices, "CNY/MWh")


def heat_study(**fields: Any) -> Study:
    """Return a study of the park."""
    given: dict[str, Any] = {"changes": (YEARLY,), "options": Options(gap=1e-6, threads=1)}
    return Study("heat", fields.pop("park", None) or heat_park(), **{**given, **fields})


class Here:
    """A crew that answers in this process, where what a worker does is not what is tested."""

    workers = 1

    def solve(self, orders: Any, stop: Path, heard: Any) -> Any:
        """Yield the events of every case."""
        for order, _ in orders:
            try:
                record = answer(Path(order["folder"]), order["inputs"], order)
                yield [{"event": "finished", **record.as_data}]
            except Exception as error:
                message = f"{type(error).__name__}: {error}"
                yield [{"event": "failed", "case": order["case"], "message": message}]


def run_here(study: Study, folder: Path) -> Ran:
    """Run a study in this process."""
    return run(study, folder, Here())


def results_in(folder: Path) -> dict[str, bytes]:
    """Return the files of all results by name."""
    return {path.name: path.read_bytes() for path in (folder / "results").glob("*.nc")}
