"""A plant that burns something gives no more than its fuel holds; machines that take ambient heat may."""

import csv
from importlib import resources

import pytest

from symbiosis.park import Carrier, ParkError
from tests.parks import need, plant, shop, small_park

GAS = Carrier(label="gas", kind="energy", unit="MW", lower_heating_value=13.0)


def heated(takes, *more):
    return small_park(
        1, GAS, *more, plant("mill.unit", "heat", takes, capacity=9.0), need("mill.heat", 1.0),
        *(shop(k, 1.0, "mill") for k in takes if k not in ("co2",)),
    )  # fmt: skip


@pytest.mark.parametrize("takes", [{"gas": -0.5}, {"gas": -0.3, "power": -0.2}, {"oil": -0.8, "co2": 0.2}])
def test_more_than_a_fuel_holds_is_refused(takes):
    with pytest.raises(ParkError, match="more than a fuel holds"):
        heated(takes)


@pytest.mark.parametrize("takes", [{"gas": -0.93}, {"power": -0.3}, {"gas": -0.6, "air_heat": -0.4}])
def test_condensing_boilers_and_heat_pumps_pass(takes):
    assert heated(takes).technologies["mill.unit"].ratios["heat"].value == 1.0


STEAM = Carrier(
    label="steam", kind="energy", unit="t/h", pressure=1.0
)  # 2.777 GJ/t, 2.014 of it above boiling
FEED = Carrier(label="feed", kind="water", unit="t/h", temperature=100.0)  # 0.419 GJ/t
HOT = Carrier(label="hot", kind="energy", unit="MW", temperature=80.0, return_temperature=60.0)
COLD = Carrier(label="cold", kind="energy", unit="MW", temperature=6.0, return_temperature=12.0)
NATURAL_GAS = Carrier(label="natural_gas", kind="energy", unit="MW")
POWER = Carrier(label="power", kind="energy", unit="MW")


def unit(ratios, rated_on):
    """A park with one plant, whose flows are bought and needed."""
    known = {c.label: c for c in (STEAM, FEED, HOT, COLD, NATURAL_GAS, POWER, GAS)}
    return small_park(
        1,
        *(known.get(k, Carrier(label=k, kind="energy", unit="MW")) for k in ratios),
        plant("mill.unit", rated_on, {k: v for k, v in ratios.items() if k != rated_on}, capacity=9.0),
    )


@pytest.mark.parametrize(
    ("rated_on", "ratios", "sentence"),
    [
        # 2.777 GJ are 0.771 MWh: no more hot water than that
        ("hot", {"steam": -1.0, "hot": 1.0}, "out of 0.7714 MWh of heat that it takes, 130%"),
        ("hot", {"steam": -1.0, "hot": 1.0, "feed": 0.5}, "gives 1.058 MWh"),
        # boiling water and steam of 1.0 MPa lie 2.014 GJ apart: 0.559 MWh out of 0.45 of gas
        ("steam", {"natural_gas": -0.45, "steam": 1.0}, "gives 0.5596 MWh out of 0.45 MWh that"),
        ("steam", {"gas": -0.45, "steam": 1.0}, "more than a fuel holds"),
        ("steam", {"hot": -0.5, "steam": 1.0}, "out of 0.5 MWh of heat that it takes, 112%"),
        ("power", {"hot": -0.9, "power": 1.0}, "gives 1 MWh of heat and power out of 0.9 MWh"),
        ("power", {"sun_heat": -0.9, "power": 1.0}, "of power or fuel out of 0.9 MWh that it takes, 111%"),
        # 70 °C out of 30 °C: 343.15 / 40 = 8.58
        ("hot", {"power": -0.1, "hot": 1.0}, "more than an ideal heat pump, which gives 8.58 for 1"),
        # 1.0 MPa boil at 179.9 °C: 453 / 150 = 3.02, and 0.559 / 0.15 = 3.7
        ("steam", {"power": -0.15, "steam": 1.0}, "which gives 3.02 for 1 from 30 °C outside"),
        # the cold is heat taken: 1 + 0.3 of power are less than 4
        ("hot", {"hot": 5.0, "cold": 1.0, "power": -0.3}, "more than an ideal heat pump"),
    ],
)  # fmt: skip
def test_more_heat_or_power_than_is_taken_is_refused(rated_on, ratios, sentence):
    ratios = {k: v / abs(ratios[rated_on]) for k, v in ratios.items()}
    with pytest.raises(ParkError) as told:
        unit(ratios, rated_on)
    assert sentence in str(told.value)


@pytest.mark.parametrize(
    ("rated_on", "ratios"),
    [
        ("hot", {"steam": -1.3, "hot": 1.0}),
        ("hot", {"power": -0.2, "hot": 1.0}),
        ("steam", {"natural_gas": -0.7, "steam": 1.0, "feed": -1.0}),
        ("steam", {"power": -0.671, "steam": 1.0}),
        ("cold", {"power": -0.1, "cold": 1.0}),  # a chiller
        ("cold", {"hot": -1.4, "cold": 1.0}),  # on heat
        ("cold", {"power": -0.395, "cold": 1.0, "hot": 1.395}),  # cold and heat at once
        ("chill", {"steam": -1.35, "chill": 1.0}),  # may be cold: it is not said
        ("anything", {"something": -0.2, "anything": 1.0}),
        ("power", {"natural_gas": -2.0, "power": 1.0, "hot": 0.9}),
        ("hydrogen", {"power": -1.6, "hydrogen": 1.0, "heat": 0.4}),
    ],
)
def test_plants_that_can_be_pass(rated_on, ratios):
    assert unit(ratios, rated_on).technologies["mill.unit"].rated_on == rated_on


def test_gigajoules_are_energy_too():
    gas = Carrier(label="natural_gas", kind="energy", unit="GJ/h")
    with pytest.raises(ParkError, match=r"gives 1 MWh out of 0\.8333 MWh"):
        small_park(
            1, gas, plant("mill.unit", "heat", {"natural_gas": -3.0}, capacity=9.0), need("mill.heat", 1.0)
        )


def catalogue():
    text = (
        resources.files("symbiosis.catalogue").joinpath("data/technologies.csv").read_text(encoding="utf-8")
    )
    rows = list(csv.DictReader(text.splitlines()))
    return [row for row in rows if row["kind"] == "technology" and " " not in row["flows"]]


@pytest.mark.parametrize("row", catalogue(), ids=lambda row: row["technology"])
def test_the_catalogue_gives_no_more_than_it_takes(row):
    """Every technology of the catalogue whose flows are energy alone, fuels by the names of the library."""
    flows = {name: float(number) for name, number in (one.split("=") for one in row["flows"].split(";"))}
    flows = {
        {"gas": "natural_gas", "biomass": "fuel"}.get(name, name): value for name, value in flows.items()
    }
    park = unit(flows, row["rated_on"])
    assert park.technologies["mill.unit"].ratios
