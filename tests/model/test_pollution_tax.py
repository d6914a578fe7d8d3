"""The environmental protection tax: equivalents, first pollutants, reductions, whose outlet it is."""

import pytest

from symbiosis.catalogue.factors import factors
from symbiosis.park import Carrier, Outlet, ParkError, Tax
from symbiosis.park.profile import Varying
from symbiosis.park.tax import share_of
from symbiosis.study.money.ledger import tax_bills
from tests.parks import at, drain, given, need, optimum, paid, plant, shop, small_park

AIR = ("so2", "nox", "dust", "co")
LOWEST = 1.2  # CNY per equivalent, table 1 of the law


def pollutants(*names):
    """Carriers in kg/h with the equivalents and media of the shipped table."""
    known = factors().pollutants
    return [
        Carrier(
            label=name,
            kind="emission",
            unit="kg/h",
            pollution_equivalent=known[name].equivalent,
            medium=known[name].medium,
        )
        for name in names
    ]


def stack(*more, emits=None, **fields):
    """10 of heat an hour from a boiler that gives off 95 kg SO2, 190 NOx, 80 dust, 167 CO in all."""
    emits = emits or {"so2": 9.5, "nox": 19.0, "dust": 8.0, "co": 16.7}
    return small_park(
        1,
        need("mill.heat", 10.0),
        plant("mill.boiler", "heat", {"gas": -1.0, **emits}, capacity=20.0, **fields),
        shop("gas", 1.0, "mill"),
        *pollutants(*emits),
        Tax(label="air_tax", medium="air", rate=LOWEST),
        *more,
    )


def test_the_first_three_of_a_stack():
    # 100 equivalents of SO2, 200 of NOx, 20 of dust, 10 of CO: the first three are 320
    assert paid(optimum(stack()), "tax", "mill", "air_tax") == pytest.approx(320 * LOWEST)


def test_thirty_and_fifty_per_cent_below_the_permit():
    # SO2 30 % below pays 75 %, NOx half below pays 50 %, dust in full
    r = optimum(stack(permitted={"so2": 9.5 / 0.7, "nox": 38.0, "dust": 9.0}))
    assert paid(r, "tax") == pytest.approx((75 + 100 + 20) * LOWEST)


@pytest.mark.parametrize(
    ("given_off", "share"), [(100, 1), (71, 1), (70, 0.75), (51, 0.75), (50, 0.5), (0, 0.5)]
)
def test_shares_of_the_law(given_off, share):
    assert share_of(Varying(float(given_off)), Varying(100.0)) == share


def test_water_by_the_lowest_schedule():
    # 1000 m3 at COD 100 mg/L, suspended solids 80, ammonia nitrogen 16, total phosphorus 5, lead 0.5 mg/L:
    # 100, 20, 20, 20 equivalents, of which three count, and lead, of the first class, counts by itself: 20
    emits = {
        "cod": 0.1,
        "suspended_solids": 0.08,
        "ammonia_nitrogen": 0.016,
        "total_phosphorus": 0.005,
        "lead": 0.0005,
    }
    park = small_park(
        1,
        given("mill.water", 1000.0),
        drain("mill.water", emissions=emits),
        *pollutants(*emits),
        Carrier(label="water", kind="water", unit="m3/h"),
        Tax(label="water_tax", medium="water", rate=1.4),
    )
    assert paid(optimum(park), "tax") == pytest.approx((100 + 20 + 20 + 20) * 1.4)


def test_what_goes_to_a_central_works_is_taxed_there():
    # the mill's sewer emits nothing itself; the works emits a tenth
    emits = {"cod": 0.01}
    park = small_park(
        1,
        given("mill.water", 1000.0),
        plant("works.clean", "clean", {"water": -1.0}, capacity=2000.0),
        Outlet(label="works.clean", carrier="clean", fee=0.0, emissions=emits),
        Carrier(label="water", kind="water", unit="m3/h"),
        Carrier(label="clean", kind="water", unit="m3/h"),
        *pollutants("cod"),
        _sewer(),
        Tax(label="water_tax", medium="water", rate=1.4),
    )
    r = optimum(park)
    assert paid(r, "tax", "works") == pytest.approx(10 * 1.4)
    assert paid(r, "tax", "mill") == 0


def _sewer():
    from tests.parks import pipe

    return pipe("mill", "works", "water", capacity=2000.0)


def two_boilers(**more):
    """One stack: a coal boiler gives SO2 and dust, a gas boiler NOx and CO; which three count depends."""
    return small_park(
        1,
        need("mill.heat", 10.0),
        plant(
            "mill.coal_boiler",
            "heat",
            {"coal": -1.0, "so2": 9.5, "dust": 40.0},
            capacity=6.0,
            stack="main",
            **more,
        ),
        plant("mill.gas_boiler", "heat", {"gas": -1.0, "nox": 1.9, "co": 16.7}, capacity=20.0, stack="main"),
        shop("coal", 1.0, "mill"),
        shop("gas", 2.0, "mill"),
        *pollutants(*AIR),
        Tax(label="air_tax", medium="air", rate=0.01),
    )


def test_a_shared_stack_ranks_what_all_its_plants_emit():
    # 6 of coal heat: 60 SO2, 60 dust; 4 of gas heat: 8 NOx, 4 CO: first three 128
    r = optimum(two_boilers())
    assert at(r, "activity", "mill.coal_boiler") == [6]
    assert paid(r, "tax") == pytest.approx(128 * 0.01)
    ((bill,),) = [tax_bills(r)]
    assert bill.money == pytest.approx(128 * 0.01)
    assert bill.counted == ("dust", "so2", "nox") or bill.counted == ("so2", "dust", "nox")


def test_where_shares_differ_the_plan_pays_no_less_than_the_bill():
    # coal dust half below its permit: the law still ranks it first and takes half: 60 + 30 + 8
    r = optimum(two_boilers(permitted={"dust": 80.0}))
    ((bill,),) = [tax_bills(r)]
    assert bill.money == pytest.approx(98 * 0.01)
    assert paid(r, "tax") >= bill.money - 1e-9


def test_a_tax_can_change_the_plan():
    # burning coal saves 1 per unit of heat and costs 20 equivalents
    cheap, dear = (
        small_park(
            1,
            need("mill.heat", 10.0),
            plant("mill.coal_boiler", "heat", {"coal": -1.0, "so2": 19.0}, capacity=20.0),
            shop("coal", 1.0, "mill"),
            shop("heat", 2.0, "mill"),
            *pollutants("so2"),
            Tax(label="air_tax", medium="air", rate=rate),
        )
        for rate in (0.04, 0.06)
    )
    assert at(optimum(cheap), "activity", "mill.coal_boiler") == [10]
    assert at(optimum(dear), "activity", "mill.coal_boiler") == [0]


def test_wrong_taxes_are_named():
    with pytest.raises(ParkError, match="no carrier is such a pollutant"):
        small_park(1, need("a.b", 1.0), shop("b", 1.0, "a"), Tax(label="t", medium="water", rate=1.4))
    with pytest.raises(ParkError, match="is permitted up to 5"):
        stack(permitted={"so2": 5.0})
    with pytest.raises(ParkError, match="what makes one is not stated"):
        small_park(
            1,
            need("a.b", 1.0),
            shop("b", 1.0, "a"),
            Carrier(label="so2", kind="emission", unit="kg/h", medium="air"),
            Tax(label="t", medium="air", rate=1.2),
        )
