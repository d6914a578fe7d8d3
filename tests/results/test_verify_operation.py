"""Whatever is changed in a sound plan of units and operating points, the check of results finds it."""

import functools

import pytest

from symbiosis.horizon import full
from symbiosis.park import Market, Technology
from symbiosis.results.verify import verify
from tests.parks import need, optimum, plant, series, shop, small_park


@functools.cache
def sound():
    boiler = plant(
        "mill.boiler", "heat", {"gas": -1.1}, capacity=10.0, unit_size=5.0, minimum_load=0.4, minimum_up=2.0,
        minimum_down=2.0, start_cost=5.0, start_cost_cold=9.0, cold_after=1.0, stop_cost=1.0, initial_on=0,
        start_flows={"gas": -1.0, "co2": 0.1}, ramp_up=0.8, ramp_down=0.9,
    )  # fmt: skip
    notched = Technology(
        label="mill.chp",
        rated_on="power",
        points={"power": [0, 10, 10, 4, 10, 10, 0], "heat": [0, 0, 4, 5, 6, 10, 10], "gas": [-9] * 7},
        point_cost=[1.0] * 7,
        shape="polygon",
        capacity=10.0,
    )
    curve = Technology(
        label="mill.engine",
        rated_on="power",
        points={"power": [0, 5, 10], "gas": [0, -20, -30], "nox": [0, 1, 2]},
        shape="curve",
        capacity=10.0,
    )
    mixed = Technology(
        label="mill.turbine", rated_on="power", points={"power": [0, 10], "gas": [0, -40]}, capacity=10.0
    )
    park = small_park(
        4,
        need("mill.heat", series(9.0, 14.0, 8.0, 2.0)),
        need("mill.power", series(12.0, 20.0, 14.0, 22.0)),
        shop("heat", 30.0, "mill"),
        shop("power", 60.0, "mill"),
        shop("gas", 1.0, "mill"),
        boiler, notched, curve, mixed,
    )  # fmt: skip
    return park, optimum(park, cyclic=False)


def verdict(change):
    park, r = sound()
    data = r.data.copy(deep=True)
    change(data)
    return verify(park, full(park.calendar, cyclic=False), data, r.outcome.objective)


def test_the_plan_itself_holds():
    assert verdict(lambda data: None).ok


CHANGES = {
    "on": ("committed", "mill.boiler", 0.5, "not a whole number"),
    "start": ("committed", "mill.boiler", 1.0, "do not follow"),
    "stop": ("committed", "mill.boiler", 1.0, "stay off long enough"),
    "cold_start": ("warming", "mill.boiler", -1.0, "starts warm"),
    "activity": ("technology", "mill.boiler", 7.0, "units that are off"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_units(name):
    dim, label, by, said = CHANGES[name]

    def change(data):
        data[name].loc[{dim: label}] += by

    assert said in str(verdict(change))


def test_ramps():
    def change(data):
        data["activity"].loc[{"technology": "mill.boiler"}] = [0.0, 10.0, 0.0, 10.0]

    said = str(verdict(change))
    assert "rises faster" in said
    assert "falls faster" in said


def test_too_many_units():
    def change(data):
        data["on"].loc[{"committed": "mill.boiler"}] = 3.0

    assert "more units than stand" in str(verdict(change))


@pytest.mark.parametrize("label", ["mill.chp:1", "mill.engine:1", "mill.turbine:1"])
def test_points(label):
    def change(data):
        data["mix"].loc[{"point": label}] += 0.5

    said = str(verdict(change))
    assert "no mixture of the points" in said
    assert "balance does not close" in said


def test_a_notch():
    def change(data):
        data["mix"][:] = 0.0
        for label in ("mill.chp:2", "mill.chp:4"):  # halfway between the corners at the mouth of the notch
            data["mix"].loc[{"point": label}] = 0.5

    assert "outside its polygon" in str(verdict(change))


@pytest.mark.parametrize(
    ("name", "said"), [("peak", "exceeds the peak that is paid for"), ("excess", "more than is paid for")]
)
def test_contracted_demand(name, said):
    market = {"peak_charge": 876.0, "contracted": 4.0, "transformer": 9.0, "transformer_charge": 10.0}
    park = small_park(2, need("mill.power", series(3.0, 8.0)), shop("power", 1.0, "mill", **market))
    r = optimum(park)
    data = r.data.copy(deep=True)
    data[name][:] -= 1.0
    assert said in str(verify(park, full(park.calendar), data, r.outcome.objective))


@pytest.mark.parametrize("line", ["mill:transmission_charge:green", "mill:certificate_charge:green"])
def test_charges_of_a_contract_over_a_connection(line):
    grid = shop("power", 4.0, "mill", transmission_charge=2.0, peak_charge=876.0, purchase_limit=9.0)
    green = {"purchase_price": 1.0, "certificate_charge": 0.5, "purchase_limit": 6.0}
    contract = Market(label="green", carrier="power", members=("mill",), through=grid.label, **green)
    park = small_park(1, need("mill.power", 8.0), grid, contract)
    r = optimum(park)

    def said(change):
        data = r.data.copy(deep=True)
        change(data)
        return str(verify(park, full(park.calendar), data, r.outcome.objective))

    def cheaper(data):
        data["cost"].loc[{"line": line}] -= 1.0

    def lower_peak(data):
        data["peak"][:] = 2.0  # what comes over the contract is left out

    assert "line differs" in said(cheaper)
    assert "exceeds the peak that is paid for" in said(lower_peak)


def test_a_curve():
    def change(data):
        data["mix"][:] = 0.0
        for label in ("mill.engine:0", "mill.engine:2"):
            data["mix"].loc[{"point": label}] = 0.5

    assert "no neighbours" in str(verdict(change))


@pytest.mark.parametrize(
    "line", ["mill:start_up:mill.boiler", "mill:shut_down:mill.boiler", "mill:running:mill.chp"]
)
def test_money(line):
    def change(data):
        data["cost"].loc[{"line": line}] += 1.0

    assert "line differs" in str(verdict(change))
