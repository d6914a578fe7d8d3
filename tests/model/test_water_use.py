"""Circuits that evaporate: as much is blown down as keeps the circuit within its limits, by hand."""

import pytest

from symbiosis.park import Market, Outlet
from symbiosis.park.evaporation import tower
from symbiosis.park.problems import ParkError
from symbiosis.park.quality import Quality, WaterUse
from symbiosis.water.of_park import water_targets
from tests.parks import at, drain, optimum, series, small_park

SALT, SILICA = Quality(label="salt", unit="mg/L"), Quality(label="silica", unit="mg/L")


def mains(**quality):
    return Market(label="mains", carrier="water", members=("mill",), purchase_price=1.0, quality=quality)


def circuit(**more):
    return WaterUse(label="mill.circuit", carrier="water", **more)


def bought(r):
    return at(r, "purchase", "mains:mill")


def test_a_tower_blows_down_what_its_limit_asks_for():
    # make-up at 50, circuit at 200: four cycles, a third of the 30 that evaporate
    park = small_park(
        1, SALT, mains(salt=50.0), circuit(evaporation=30.0, quality={"salt": 200.0}), drain("mill.water")
    )
    r = optimum(park)
    assert bought(r) == [40]
    assert at(r, "discard", "mill.water") == [10]
    (found,) = water_targets(park)
    assert found.pooled == pytest.approx(40.0)


def test_a_tower_by_its_circulation():
    use = circuit(circulation=10_000.0, cooling_range=10.0, drift_share=0.001, quality={"salt": 200.0})
    r = optimum(small_park(1, SALT, mains(salt=50.0), use, drain("mill.water")))
    asked = tower(10_000.0, 10.0, cycles=4.0, drift_share=0.001)
    assert bought(r) == [pytest.approx(asked.make_up)]
    assert at(r, "discard", "mill.water") == [pytest.approx(asked.blow_down)]


def test_cycles_may_be_limited_beside_the_qualities():
    use = circuit(evaporation=30.0, quality={"salt": 200.0}, cycles_max=3.0)
    r = optimum(small_park(1, SALT, mains(salt=50.0), use, drain("mill.water")))
    assert bought(r) == [45]


def test_a_boiler_whose_steam_follows_the_hour():
    # steam of 18 and 9 from feed water at 5, at most 50 in the boiler: ten cycles
    use = circuit(evaporation=series(18, 9), quality={"salt": 50.0})
    r = optimum(small_park(2, SALT, mains(salt=5.0), use, drain("mill.water")))
    assert bought(r) == [20, 10]


def test_the_quality_that_binds_decides():
    # salt would allow four cycles, silica two; the blow-down then holds 100 of salt: a river may take it
    use = circuit(evaporation=30.0, quality={"salt": 200.0, "silica": 150.0})
    river = Outlet(label="mill.water", carrier="water", fee=0.0, quality_max={"salt": 100.0})
    park = small_park(1, SALT, SILICA, mains(salt=50.0, silica=75.0), use, river)
    assert bought(optimum(park)) == [pytest.approx(60.0)]


def test_a_dirtier_inlet_asks_for_more():
    # 30 evaporate; a load of 300 is picked up besides: M · 50 + 300 = (M − 30) · 200
    use = circuit(evaporation=30.0, load={"salt": 300.0}, quality={"salt": 200.0})
    r = optimum(small_park(1, SALT, mains(salt=50.0), use, drain("mill.water")))
    assert bought(r) == [42]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"circulation": 10.0},
            "water_uses.mill.circuit.cooling_range: is a cooling tower without cooling_range.",
        ),
        (
            {"circulation": 10.0, "cooling_range": 5.0, "evaporation": 1.0},
            "states its evaporation twice: as such, and by circulation and cooling_range.",
        ),
        ({"evaporation": 11.0, "flow": 10.0}, "loses 11 by evaporation and drift, more than the flow"),
        ({"evaporation": 11.0, "cycles_max": 1.0}, "cycles_max"),
    ],
)
def test_what_makes_no_sense_is_a_sentence(fields, sentence):
    with pytest.raises(ParkError) as caught:
        small_park(1, SALT, mains(salt=1.0), circuit(quality={"salt": 9.0}, **fields), drain("mill.water"))
    assert sentence in str(caught.value)
