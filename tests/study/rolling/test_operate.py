"""Rolling operation by hand: a tank of 2 MWh, a need of 1 MW, power at 1 or 3 an hour, nothing in the tank.

With everything foreseen the four hours [1, 1, 3, 3] cost 4: the tank is filled in the cheap ones. Without
the tank they cost 8.
"""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from symbiosis.horizon.spec import full
from symbiosis.park import ParkError, Store
from symbiosis.park.profile import Calendar, Profile, Varying
from symbiosis.questions import solve
from symbiosis.study.rolling.operate import JOURNAL, operate, profiles_used
from symbiosis.study.study import StudyError
from tests.parks import cap, need, plant, shop, small_park

TARIFF = (1, 1, 3, 3)


def design(*more, tank=2.0, **market):
    """A design over two hours at 3 and 1: storing never pays, so its tank is empty throughout."""
    profiles = [
        Profile("price", np.array([3.0, 1.0]), "CNY/MWh"),
        Profile("load", np.array([1.0, 1.0]), "MW"),
    ]
    park = small_park(
        2,
        need("mill.power", Varying(1.0, "load")),
        shop("power", Varying(1.0, "price"), "mill", **market),
        Store(label="mill.tank", carrier="power", capacity=tank, initial_level=0.0),
        *more,
        calendar=Calendar(np.datetime64("2025-01-01T00:00"), 2),
        profiles=profiles,
    )
    return solve(park, "integrated_park", full(park.calendar, cyclic=False))


def measured(folder, **columns):
    """Write hours from 2 January on; `price_forecast=` is the column `price forecast [CNY/MWh]`."""
    units = {"price": "CNY/MWh", "load": "MW"}
    named = {name.replace("_", " "): values for name, values in columns.items()}
    lines = [",".join(["time", *(f"{name} [{units[name.split()[0]]}]" for name in named)])]
    for hour, row in enumerate(zip(*named.values(), strict=True)):
        lines.append(",".join([f"2025-01-{2 + hour // 24:02d}T{hour % 24:02d}:00", *map(str, row)]))
    path = folder / "measured.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_long_look_ahead_that_comes_true_is_the_optimum(tmp_path):
    data = measured(tmp_path, price=TARIFF * 2, load=[1] * 8)
    found = operate(design(), data, tmp_path, ahead=4, step=2)
    assert [run.cost for run in found.windows] == pytest.approx([4, 0, 4, 0], abs=1e-4)
    assert [run.cost for run in found.best] == pytest.approx([4, 0, 4, 0], abs=1e-4)
    assert found.windows[0].levels["mill.tank"][-1] == pytest.approx(2.0, abs=1e-4)
    assert (found.cost, found.optimum) == pytest.approx((8.0, 8.0), abs=1e-4)
    assert (found.missing, found.forecast, found.planned) == ((), (), ())


def test_what_a_short_look_ahead_loses(tmp_path):
    # two hours at a time: the cheap ones see no reason to store, and each block of four costs 8 instead of 4
    data = measured(tmp_path, price=TARIFF * 2, load=[1] * 8)
    found = operate(design(), data, tmp_path, ahead=2, step=2)
    assert [run.cost for run in found.windows] == pytest.approx([2, 6, 2, 6], abs=1e-4)
    assert (found.gap, found.share) == pytest.approx((8.0, 1.0), abs=1e-4)


def test_what_a_wrong_forecast_loses(tmp_path):
    # 0.5 was foreseen for the first dear hours, and 0.4 after them: nothing is stored, 6 is paid instead of 2
    data = measured(tmp_path, price=TARIFF * 2, load=[1] * 8, price_forecast=[1, 1, 0.5, 0.5, 0.4, 0.4, 3, 3])
    found = operate(design(), data, tmp_path, ahead=4, step=2)
    assert found.forecast == ("price",)
    assert [run.cost for run in found.windows] == pytest.approx([2, 6, 4, 0], abs=1e-4)
    assert found.gap == pytest.approx(4.0, abs=1e-4)


def test_a_need_comes_before_the_level_that_was_planned(tmp_path):
    # 2 MW can be bought: 4 in two hours, of which 3.5 is needed, not 2 as foreseen: 0.5 is left, not 2
    data = measured(tmp_path, price=TARIFF, load=[1, 2.5, 1, 1], load_forecast=[1, 1, 1, 1])
    found = operate(design(purchase_limit=2.0), data, tmp_path, ahead=4, step=2)
    assert found.missing == ()
    assert found.windows[0].below["mill.tank"] == pytest.approx(1.5, abs=1e-4)
    assert [run.cost for run in found.windows] == pytest.approx([4.0, 4.5], abs=1e-4)
    assert found.gap == pytest.approx(0.0, abs=1e-4)


def test_what_falls_short_is_named_with_its_hour(tmp_path):
    # 1 MWh fits into the tank; in the second hour 2 + 1 meet a need of 4
    data = measured(tmp_path, price=TARIFF, load=[1, 4, 1, 1])
    found = operate(design(tank=1.0, purchase_limit=2.0), data, tmp_path, ahead=4, step=2)
    (short,) = found.missing
    assert (short.enterprise, short.carrier, short.surplus) == ("mill", "power", False)
    assert (short.amount, short.hours) == pytest.approx((1.0, 1.0), abs=1e-4)
    assert short.first == "2025-01-02 01:00"
    assert found.best_missing[0].amount == pytest.approx(1.0, abs=1e-4)
    assert found.cost == pytest.approx(2 + 2 + 3 + 3, abs=1e-4)  # what is short costs nothing


def test_stores_end_as_full_as_they_began(tmp_path):
    # the plan of 1 January ends with 1 MWh because it must; 1 is bought back at 1 before the dear hour
    r = design()
    stores = dict(r.park.stores)
    stores["mill.tank"] = Store(
        label="mill.tank", carrier="power", capacity=2.0, initial_level=1.0, final_level_min=1.0
    )
    r = solve(r.park.replace(stores=stores), "integrated_park", full(r.park.calendar, cyclic=False))
    lines = ["time,price [CNY/MWh],load [MW]", "2025-01-01T02:00,3,1", "2025-01-01T03:00,1,1"]
    path = tmp_path / "measured.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = operate(r, path, tmp_path, ahead=2, step=1)
    assert found.begin["mill.tank"] == pytest.approx(1.0, abs=1e-4)
    assert found.end(found.windows)["mill.tank"] == pytest.approx(1.0, abs=1e-4)
    assert (found.cost, found.optimum) == pytest.approx((2.0, 2.0), abs=1e-4)


def test_a_demand_charge_is_that_of_the_highest_hour_of_all_windows(tmp_path):
    # filling the tank makes a peak of 2 MW in the first and third window: it is charged for once
    data = measured(tmp_path, price=TARIFF * 2, load=[1] * 8)
    found = operate(design(peak_charge=7.3), data, tmp_path, ahead=4, step=2)
    charge = 2 * 7.3 * 12 * 8 / 8760  # 8 hours' share of a month
    assert found.peak_charge == pytest.approx((charge, charge), abs=1e-4)
    assert found.cost == pytest.approx(8 + charge, abs=1e-4)


def test_units_go_on_as_they_were_left(tmp_path):
    # nothing is needed in the first window: the boiler is off, and starting it in the second costs 5
    boiler = plant("mill.boiler", "heat", {"gas": -1.0}, capacity=1.0, minimum_load=0.5, start_cost=5.0)
    r = design(boiler, need("mill.heat", Varying(1.0, "load")), shop("gas", 0.0, "mill"))
    data = measured(tmp_path, price=[1] * 4, load=[0, 0, 1, 1])
    found = operate(r, data, tmp_path, ahead=2, step=2)
    assert [run.on["mill.boiler"] for run in found.windows] == [0, 1]
    assert [run.cost for run in found.windows] == pytest.approx([0, 2 + 5], abs=1e-3)
    assert found.gap == pytest.approx(0.0, abs=1e-3)


def test_a_stopped_run_goes_on_where_it_was(tmp_path):
    data = measured(tmp_path, price=TARIFF * 2, load=[1] * 8)
    first = operate(design(), data, tmp_path, ahead=2, step=2)
    journal = tmp_path / JOURNAL
    lines = journal.read_text(encoding="utf-8").splitlines(keepends=True)
    assert len(lines) == 1 + 4 + 1  # what it is of, four windows, the optimum
    journal.write_text("".join(lines[:3]) + lines[3][:40], encoding="utf-8")  # killed in the third window
    said = []
    again = operate(design(), data, tmp_path, ahead=2, step=2, progress=said.append)
    assert said == ["window 3 of 4", "window 4 of 4", "the optimum of all hours"]
    assert (again.windows, again.best) == (first.windows, first.best)
    assert [json.loads(line)["of"] for line in journal.read_text(encoding="utf-8").splitlines()[1:]] == [
        *("0", "2", "4", "6"),
        "optimum",
    ]


def test_a_journal_of_something_else_is_not_taken_up(tmp_path):
    data = measured(tmp_path, price=TARIFF, load=[1] * 4)
    operate(design(), data, tmp_path, ahead=2, step=2)
    with pytest.raises(StudyError, match="is of another result, other data or other windows"):
        operate(design(), data, tmp_path, ahead=4, step=2)
    (tmp_path / JOURNAL).write_text("[]\n", encoding="utf-8")
    with pytest.raises(StudyError, match="is no journal of an operation"):
        operate(design(), data, tmp_path, ahead=4, step=2)


@pytest.mark.parametrize(
    ("ahead", "step", "said"),
    [
        (1, 2, "--ahead 1 is shorter than --step 2"),
        (4, 1.5, "--step 1.5: write whole steps of the park, each of 1 h"),
        (0.5, 2, "--ahead 0.5: write whole steps"),
        (math.nan, 2, "--ahead nan: write whole steps"),
        (4, math.inf, "--step inf: write whole steps"),
        (8, 8, "the data have 4 h, fewer than --step 8"),
    ],
)
def test_windows_that_make_no_sense(tmp_path, ahead, step, said):
    data = measured(tmp_path, price=TARIFF, load=[1] * 4)
    with pytest.raises(StudyError, match=said):
        operate(design(), data, tmp_path, ahead=ahead, step=step)


def test_what_is_not_measured_is_as_planned_where_the_plan_has_it(tmp_path):
    path = tmp_path / "measured.csv"
    path.write_text("time,load [kW]\n2025-01-01T00:00,1000\n2025-01-01T01:00,2000\n", encoding="utf-8")
    found = operate(design(), path, tmp_path, ahead=2, step=2)
    assert found.planned == ("price",)
    assert found.cost == pytest.approx(3 * 1 + 1 * 2, abs=1e-4)


def test_what_holds_over_a_year_is_told(tmp_path):
    # 1 t/h may be emitted on average: the dirty boiler may run its two hours of each window
    dirty = plant("mill.old", "heat", {"gas": -1.0, "co2": 1.0}, capacity=1.0)
    r = design(dirty, need("mill.heat", 1.0), shop("gas", 0.0, "mill"), cap("co2", 8760.0))
    assert profiles_used(r.park) == {"price", "load"}
    found = operate(r, measured(tmp_path, price=TARIFF, load=[1] * 4), tmp_path, ahead=2, step=2)
    assert (found.missing, found.shared, found.anew) == ((), ("caps.co2_cap",), ())
    with pytest.raises(ParkError):
        operate(r, measured(tmp_path, load=[1] * 4), tmp_path, ahead=2, step=2)


def test_a_value_beyond_its_use_is_named_with_its_file_and_hour(tmp_path):
    with pytest.raises(ParkError) as caught:
        operate(design(), measured(tmp_path, price=TARIFF, load=[1, 1, -1, 1]), tmp_path, ahead=2, step=2)
    (problem,) = caught.value.problems
    assert (problem.place, problem.field) == ("measured.csv", "rate")
    assert "below 0 in 1 steps, first 2025-01-02T02:00" in problem.message


def test_a_plan_that_fails_its_check_is_not_operated(tmp_path, monkeypatch):
    from symbiosis.results.results import Results

    data = measured(tmp_path, price=TARIFF, load=[1] * 4)
    r = design()
    monkeypatch.setattr(Results, "status", "suspect")
    with pytest.raises(StudyError, match="hours from 2025-01-02 00:00 did not pass its own recomputation"):
        operate(r, data, tmp_path, ahead=2, step=2)


def test_hours_without_lawful_operation_say_so(tmp_path):
    # at least 1 MW has to be bought all year, and 0.5 is all that is used
    r = design(tank=0.0)
    markets = {"power_market": shop("power", Varying(1.0, "price"), "mill", purchase_annual_min=8760.0)}
    park = r.park.replace(markets=markets)
    r = solve(park, "integrated_park", full(park.calendar, cyclic=False))
    with pytest.raises(StudyError, match="the hours from 2025-01-02 00:00 cannot be run"):
        operate(r, measured(tmp_path, price=TARIFF, load=[0.5] * 4), tmp_path, ahead=2, step=2)
