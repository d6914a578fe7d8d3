"""Targets of parks are the designs' least fresh water, found without an optimiser."""

import numpy as np
import pytest

from symbiosis.park import Carrier, Quality, Supply
from symbiosis.park.quality import WaterUse
from symbiosis.water.of_park import water_targets
from tests.cases import water
from tests.parks import at, drain, optimum, series, shop, small_park


def as_water(park):
    return park.replace(carriers=[Carrier(label="water", kind="water", unit="t/h")])


def bought(r):
    return float(r.data["purchase"].sum())


def test_the_published_networks():
    (found,) = water_targets(water.processes())
    assert (found.unused, found.fresh_alone, found.pooled) == (112.5, 112.5, 90.0)
    assert found.pooled == pytest.approx(bought(optimum(water.processes())))
    (found,) = water_targets(as_water(water.sources_and_sinks()))
    assert (found.pooled, found.waste) == (pytest.approx(70.0), pytest.approx(50.0))


@pytest.mark.parametrize("seed", range(6))
def test_a_target_is_what_the_best_design_takes(seed):
    # operations and sources and sinks, everybody linked to everybody
    rng = np.random.default_rng(seed)
    table = []
    for i in range(5):
        inlet = float(rng.integers(0, 8) * 25)
        table.append((f"p{i}", inlet, inlet + float(rng.integers(1, 12) * 25), float(rng.integers(1, 20))))
    park = water.processes(table=table)
    flows, limits = rng.integers(1, 9, 4) * 10.0, rng.integers(1, 8, 4) * 30.0
    sinks = list(zip(flows[:2].tolist(), limits[:2].tolist(), strict=True))
    sources = list(zip(flows[2:].tolist(), limits[2:].tolist(), strict=True))
    for one in (park, as_water(water.sources_and_sinks(sinks, sources))):
        (found,) = water_targets(one)
        assert found.pooled == pytest.approx(bought(optimum(one)))


def test_two_contaminants_take_at_least_the_larger_target():
    found = {one.quality: one.pooled for one in water_targets(water.several(water.TWO_CONTAMINANTS))}
    assert found == {"q1": pytest.approx(47.0), "q2": pytest.approx(80 / 3 + 21.0)}
    assert max(found.values()) <= 54.0


def test_hours_are_weighed_and_the_worst_is_drawn():
    # 2000 from 0 to 100 take 20; 1000 take 10, of which 5 are there
    use = WaterUse(
        label="mill.wash", carrier="water", load={"cod": series(2000.0, 1000.0)}, quality={"cod": 100.0},
        quality_max={"cod": 50.0},
    )  # fmt: skip
    own = Supply(label="mill.rain", carrier="water", rate=series(0.0, 5.0), quality={"cod": 0.0})
    park = small_park(2, water.COD, water.fresh("mill"), use, own, drain("mill.water"))
    (found,) = water_targets(park)
    assert found.pooled == 12.5  # 20 in the first hour, 10 less 5 in the second
    assert found.hour.fresh == 20.0
    assert at(optimum(park), "purchase", "fresh:mill") == [20.0, 5.0]


def test_losses_are_made_up():
    # 6 of 10 evaporate: the mix at 70 leaves at 175 with nothing picked up
    tower = WaterUse(
        label="mill.tower", carrier="water", flow=10.0, loss=0.6, load={"cod": 0.0}, quality={"cod": 175.0},
        quality_max={"cod": 70.0},
    )  # fmt: skip
    dirty = Supply(label="mill.rinse", carrier="water", rate=20.0, quality={"cod": 100.0})
    park = small_park(1, water.COD, water.fresh("mill"), tower, dirty, drain("mill.water"))
    (found,) = water_targets(park)
    assert found.pooled == pytest.approx(3.0)  # 7 at 100 and 3 at 0
    assert bought(optimum(park)) == pytest.approx(3.0)


def test_what_is_not_counted_is_said():
    park = water.processes(regeneration_cost=1.0)
    (found,) = water_targets(park)
    assert found.pooled == 90.0
    assert found.left_out == ("works.regeneration: what it takes or gives is for a plan to decide",)


def test_a_park_without_limits_is_refused():
    with pytest.raises(ValueError, match="no water use and no demand with a limit for any carrier and salt"):
        water_targets(water.processes(), quality="salt")


def test_without_reuse_a_tower_takes_its_make_up_and_a_fixed_flow_itself():
    """500 evaporate from 300 to 1500 mg/L: 625 of make-up; the wash takes its 250 whatever it loses."""
    park = small_park(
        1,
        Carrier(label="water", kind="water", unit="m3/h"),
        Quality(label="salt", unit="mg/L"),
        shop("water", 1.0, "mill", quality={"salt": 300.0}),
        WaterUse(label="mill.tower", carrier="water", evaporation=500.0, quality={"salt": 1500.0}),
        WaterUse(label="mill.wash", carrier="water", flow=250.0, loss=0.6, quality_max={"salt": 1500.0},
                 quality={"salt": 2500.0}),
        drain("mill.water"),
    )  # fmt: skip
    (found,) = water_targets(park)
    assert found.unused == pytest.approx(875.0)
    assert found.pooled <= found.fresh_alone <= found.unused
