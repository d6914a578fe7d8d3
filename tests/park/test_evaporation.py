"""Make-up and blow-down of cooling towers and boilers, by cycles of concentration."""

import pytest

from symbiosis.park.evaporation import balance_of, boiler, cycles_of, tower


def test_four_cycles_blow_a_third_of_the_vapour_down():
    found = balance_of(30.0, cycles=cycles_of(50.0, 200.0))
    assert (found.make_up, found.blow_down) == (40.0, 10.0)


def test_a_tower_of_ten_thousand_that_cools_by_ten():
    # 0.00153 per K: 153 evaporate, 10 drift; four cycles ask for 51 in all
    found = tower(10_000.0, 10.0, cycles=4.0, drift_share=0.001)
    assert found.evaporation == pytest.approx(153.0)
    assert found.drift == pytest.approx(10.0)
    assert found.blow_down == pytest.approx(41.0)
    assert found.make_up == pytest.approx(204.0)


def test_drift_alone_may_keep_a_circuit_below_its_cycles():
    found = balance_of(30.0, cycles=31.0, drift=3.0)
    assert (found.blow_down, found.make_up, found.cycles) == (0.0, 33.0, 11.0)


def test_a_boiler_blows_down_one_part_in_twenty():
    found = boiler(19.0, cycles=20.0)
    assert (found.make_up, found.blow_down) == (20.0, 1.0)


@pytest.mark.parametrize("ask", [lambda: cycles_of(200.0, 200.0), lambda: balance_of(1.0, cycles=1.0)])
def test_what_cannot_be_is_refused(ask):
    with pytest.raises(ValueError, match="must be"):
        ask()
