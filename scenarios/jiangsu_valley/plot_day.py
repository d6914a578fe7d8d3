"""Draw a day of a result: what gives and takes power in the park, what is in its stores, and the price.

symbiosis solve scenarios/jiangsu_valley integrated_park --output valley.nc
python scenarios/jiangsu_valley/plot_day.py valley.nc day.png 2025-07-15
"""

from __future__ import annotations

import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

from symbiosis.results.results import Results
from symbiosis.results.store import load_results

COLOURS = ("#4c78a8", "#f2b134", "#72b7b2", "#9aa5b1", "#54a24b", "#b279a2", "#e45756", "#ff9da6")


def flows(results: Results, at: np.ndarray) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Return what gives power and what takes it [MW] in some steps, added up over the park."""
    park, data = results.park, results.data
    assert data is not None

    def total(name: str, labels: list[str], signs: dict[str, float] | None = None) -> np.ndarray:
        array = data[name]
        rows = {str(label): row for label, row in zip(array[array.dims[0]].values, array.values, strict=True)}
        return sum(((signs or {}).get(k, 1.0) * rows[k][at] for k in labels if k in rows), np.zeros(at.sum()))

    trades = [f"{m.label}:{n}" for m in park.markets.values() if m.carrier == "power" for n in m.members]
    batteries = [s.label for s in park.stores.values() if s.carrier == "power"]
    suns = [t for t in park.technologies if t.endswith(".pv")]
    givers = {"bought": total("purchase", trades), "sun": total("activity", suns)}
    givers["batteries"] = total("discharge", batteries)
    hours = results.horizon
    used = {"cold": 0.0, "heat pumps": 0.0}
    for label, plant in park.technologies.items():
        ratio = plant.ratios.get("power")
        if ratio is not None and ratio.value < 0.0:
            shape = (
                np.ones(len(hours))
                if ratio.profile is None
                else hours.sample(park.profiles[ratio.profile].values)
            )
            kind = "heat pumps" if plant.rated_on == "heat" else "cold"
            used[kind] = used[kind] - ratio.value * shape[at] * total("activity", [label])
    takers = {"loads": np.zeros(at.sum()), **{k: np.asarray(v) for k, v in used.items()}}
    for label, demand in park.demands.items():
        if demand.carrier == "power":
            shape = hours.sample(park.series(demand.rate))[at]
            moved = total("caught_up", [label]) - total("deferred", [label])
            moved = moved + total("early", [label]) - total("due", [label])
            takers["loads"] = takers["loads"] + shape + moved - total("interrupted", [label])
    takers["into batteries"] = total("charge", batteries)
    takers["sold"] = total("sale", trades)
    return givers, takers


def main(result: Path, picture: Path, day: str) -> None:
    """Draw the day."""
    results = load_results(result)
    at = results.horizon.start.astype("datetime64[D]") == np.datetime64(day)
    if not at.any():
        raise SystemExit(
            f"{day} is not in this result; it has {np.unique(results.horizon.start.astype('datetime64[D]'))}"
        )
    givers, takers = flows(results, at)
    hour = np.arange(at.sum() + 1)
    market = next(m for m in results.park.markets.values() if m.carrier == "power")
    price = results.horizon.sample(results.park.series(market.purchase_price))[at]
    figure, panels = plt.subplots(
        2, 1, figsize=(9.0, 6.4), sharex=True, height_ratios=(1.0, 3.0), layout="constrained"
    )
    panels[0].stairs(price, hour, color="#333333", lw=1.6)
    panels[0].set_ylabel("purchase price\nCNY/MWh")
    panels[0].set_ylim(0.0, None)
    panels[0].set_title(f"Power of the park on {day}, hour by hour", loc="left")
    for side, sign in ((givers, 1.0), (takers, -1.0)):
        under = np.zeros(at.sum())
        for number, (name, values) in enumerate(side.items()):
            colour = COLOURS[number if sign > 0 else 3 + number]
            panels[1].stairs(
                sign * (under + values), hour, baseline=sign * under, fill=True, color=colour, label=name
            )
            under = under + values
    panels[1].axhline(0.0, color="black", lw=0.8)
    panels[1].set_ylabel("taken  ←  MW  →  given")
    panels[1].set_xlabel("hour of the day, Beijing time")
    panels[1].set_xticks(range(0, 25, 2))
    panels[1].set_xlim(0, 24)
    panels[1].legend(loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False)
    figure.savefig(picture, dpi=130)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
