"""Motors: classes at their ratings, the cube law, what is saved over a histogram."""

import pytest

from symbiosis.catalogue.motor import Motor, MotorError, saving

OLD = Motor(132.0, "IE1", "throttle")


def test_half_the_flow_takes_an_eighth_of_the_power_by_speed():
    full, half = (Motor(132.0, "IE3", "speed").power(x) for x in (1.0, 0.5))
    assert half == pytest.approx(full / 8)
    assert full == pytest.approx(132 / 0.956 / 0.97)


def test_static_head_is_lifted_in_proportion_to_the_flow():
    # a half of the head is static: 0.5 · 0.5³ + 0.5 · 0.5
    motor = Motor(132.0, "IE3", "speed", 0.5)
    assert motor.power(0.5) / motor.power(1.0) == pytest.approx(0.3125)


@pytest.mark.parametrize(("control", "share"), [("throttle", 0.8), ("vanes", 0.875), ("bypass", 1.0)])
def test_other_controls_waste_at_part_flow(control, share):
    motor = Motor(75.0, "IE2", control)
    assert motor.power(0.5) == pytest.approx(75 * share / 0.94)


def test_efficiency_between_two_ratings():
    # 55 kW lies between 37 and 75 by log(55/37)/log(75/37) = 0.561
    assert Motor(55.0, "IE3", "throttle").efficiency == pytest.approx(0.939 + 0.561 * 0.011, abs=1e-5)
    assert Motor(5.0, "IE1", "throttle").efficiency == 0.876
    assert Motor(500.0, "IE4", "throttle").efficiency == 0.967


def test_a_drive_saves_over_a_histogram():
    # throttled at 80 %: 0.92 / 0.935; by speed: 0.512 / (0.956 · 0.97)
    new = Motor(132.0, "IE3", "speed")
    assert saving(OLD, new, {0.8: 1.0}) == pytest.approx(1 - (0.512 / (0.956 * 0.97)) / (0.92 / 0.935))
    both = saving(OLD, new, {1.0: 0.5, 0.6: 0.5})
    before, after = (0.5 * m.power(1.0) + 0.5 * m.power(0.6) for m in (OLD, new))
    assert both == pytest.approx(1 - after / before)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Motor(0.0, "IE1", "speed"), "rating must be above 0"),
        (lambda: Motor(1.0, "IE9", "speed"), "no class of motors"),
        (lambda: Motor(1.0, "IE1", "sped"), 'no way to control a flow. Did you mean "speed"'),
        (lambda: Motor(1.0, "IE1", "speed", 2.0), "static head is a share"),
        (lambda: saving(OLD, Motor(132.0, "IE4", "throttle"), {0.8: 0.5}), "add up to 50.0%"),
        (lambda: saving(OLD, Motor(132.0, "IE4", "throttle"), {80.0: 1.0}), "flows from 0 to 120 %"),
        (lambda: saving(OLD, Motor(132.0, "IE1", "bypass"), {0.8: 1.0}), "nothing is saved"),
    ],
)
def test_what_makes_no_sense_is_said(make, sentence):
    with pytest.raises(MotorError) as caught:
        make()
    assert sentence in str(caught.value)
