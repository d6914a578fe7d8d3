"""Pipes of the catalogue: what they carry and lose, worked out by hand from diameters and steam tables."""

from __future__ import annotations

import itertools
import math

import pytest

from symbiosis.catalogue.pipe_flow import heat_lost_in_air, heat_lost_in_ground, most_mass, velocity_at_drop
from symbiosis.catalogue.pipes import Laying, PipeError, fields_for, pipe_rows, pipes_for, series_names
from symbiosis.park import Carrier

STEAM = Carrier(label="steam", kind="energy", unit="t/h", pressure=1.0, temperature=200.0)
HEAT = Carrier(label="heat", kind="energy", unit="MW", temperature=90.0, return_temperature=50.0)


def only(carrier, name, **more):
    laying = Laying(**{"series": "steam" if carrier is STEAM else "hot_water", "price_factor": 1.0, **more})
    (pipe,) = pipes_for(carrier, Laying(**{**vars(laying), "names": (name,)}))
    return pipe


def test_every_row_is_larger_than_the_one_before_and_says_where_it_is_from():
    for series in series_names():
        rows = [row for row in pipe_rows() if row.series == series]
        assert all(row.inner < row.outer < row.cover for row in rows)
        assert all(
            a.inner < b.inner and a.investment.value <= b.investment.value
            for a, b in itertools.pairwise(rows)
        )
        assert all(row.source and row.investment.source and row.confidence in "HML" for row in rows)


def test_a_steam_main_carries_what_fits_through_it_at_its_velocity():
    # DN200: 0.03349 m2 at 30 m/s is 1.0048 m3/s; 1.0 MPa and 200 °C is 4.854 kg/m3: 17.56 t/h
    assert only(STEAM, "DN200").capacity.value == pytest.approx(17.56, abs=0.01)
    assert only(STEAM, "DN200", velocity=15.0).capacity.value == pytest.approx(8.78, abs=0.01)


def test_a_pressure_drop_limits_small_pipes():
    slow = only(STEAM, "DN50", pressure_drop=50.0).capacity.value
    assert slow == pytest.approx(only(STEAM, "DN50", pressure_drop=200.0).capacity.value / 2.0, rel=0.1)


def test_velocity_at_a_pressure_drop_agrees_with_darcy():
    # V = 1 m/s in 100 mm: Re = 1e5, Colebrook with k/d = 0.0005: f = 0.0202, so 0.0202/0.1·1000/2 = 101 Pa/m
    assert velocity_at_drop(0.1, 101.0, 1000.0, 1e-6) == pytest.approx(1.0, abs=0.01)
    assert most_mass(0.1, 0.5, 101.0, 1000.0, 1e-3) == pytest.approx(0.5 * math.pi / 4 * 0.01 * 3600)


def test_heat_lost_is_the_sum_of_its_resistances():
    # ln(2)/(2π·0.06) = 1.8386, 1/(π·0.4·12) = 0.0663: 190 K over 1.9050
    assert heat_lost_in_air(200.0, 10.0, 0.2, 0.4) == pytest.approx(190.0 / 1.9049, rel=1e-3)
    assert heat_lost_in_air(10.0, 20.0, 0.2, 0.4) == 0.0
    # cold water gains what warm water loses at the same distance from the ground
    assert heat_lost_in_ground(4.0, 8.0, 10.0, 0.1, 0.2) == pytest.approx(
        heat_lost_in_ground(16.0, 12.0, 10.0, 0.1, 0.2)
    )


def test_steam_loses_the_tonnes_whose_condensation_gives_the_heat():
    # DN200 at 10 °C: 99.8 W/m = 0.3592 GJ/h per km; a tonne gives 2.8283 − 0.7625 = 2.0658 GJ: 0.1739,
    # and 0.02 are drained
    assert only(STEAM, "DN200").loss.value == pytest.approx(0.1939, abs=2e-4)
    assert only(STEAM, "DN200", drain=0.0).loss.value == pytest.approx(0.1739, abs=2e-4)


def test_least_flow_keeps_steam_superheated():
    # saturated at 1.0 MPa 2.7771 GJ/t; 0.3592 GJ/h over 0.0512 GJ/t: 7.0 t/h for a kilometre
    dry = only(STEAM, "DN200", superheat=0.0).least_flow.value
    assert dry == pytest.approx(0.3592 / (2.8283 - 2.7771), rel=5e-3)
    assert only(STEAM, "DN200", superheat=5.0).least_flow.value > dry
    assert only(STEAM, "DN200").least_flow.value == 0.0


def test_hot_water_carries_heat_between_its_two_temperatures():
    # DN100 at 150 Pa/m: 1.388 m/s, 0.009009 m2, 965.7 kg/m3: 43.5 t/h; 4.19·40/3600 MWh/t = 0.0466: 2.0 MW
    mw = only(HEAT, "DN100").capacity.value
    assert mw == pytest.approx(2.0, abs=0.05)
    tonnes = Carrier(label="heat", kind="energy", unit="t/h", temperature=90.0, return_temperature=50.0)
    cubes = Carrier(label="heat", kind="energy", unit="m3/h", temperature=90.0, return_temperature=50.0)
    assert only(tonnes, "DN100").capacity.value == pytest.approx(mw / 0.0466, rel=5e-3)
    assert only(cubes, "DN100").capacity.value == pytest.approx(mw / 0.0466 / 0.9657, rel=5e-3)
    # half the difference of temperatures, half the heat
    narrow = Carrier(label="heat", kind="energy", unit="MW", temperature=90.0, return_temperature=70.0)
    assert only(narrow, "DN100").capacity.value == pytest.approx(mw / 2.0, rel=5e-3)


def test_cost_is_the_catalogues_times_the_factor():
    assert only(HEAT, "DN100", price_factor=2.0).investment.value == pytest.approx(2.0 * 397_000.0)
    assert only(HEAT, "DN100").investment.confidence == "M"
    assert only(HEAT, "DN300").investment.confidence == "L"


def test_fields_of_a_link():
    fields = fields_for(STEAM, Laying("steam", 7.8, names=("DN80", "DN100"), superheat=2.0))
    assert fields["size_names"] == "DN80 DN100"
    assert fields["capacity_max"] == fields["sizes"][1] > fields["sizes"][0]
    assert len(fields["size_loss"]) == len(fields["size_minimum_flow_per_length"]) == 2


@pytest.mark.parametrize(
    ("carrier", "laying", "sentence"),
    [
        (STEAM, Laying("hot_water", 1.0), "states no temperature and return_temperature"),
        (HEAT, Laying("steam", 1.0), "is no steam in t/h at a pressure"),
        (STEAM, Laying("steam", 1.0, names=("DN90",)), "the series steam has no DN90; it has DN50"),
        (
            STEAM,
            Laying("steam", 1.0, superheat=30.0),
            "has 20.1 K of superheat, so it cannot arrive with 30 K",
        ),
        (
            Carrier(label="wet", kind="energy", unit="t/h", pressure=0.5),
            Laying("steam", 1.0, superheat=0.0),
            "leave superheat out for saturated steam",
        ),
        (STEAM, Laying("steam", 0.0), "makes pipes free"),
    ],
)
def test_pipes_that_do_not_suit(carrier, laying, sentence):
    with pytest.raises(PipeError) as error:
        pipes_for(carrier, laying)
    assert sentence in str(error.value)
