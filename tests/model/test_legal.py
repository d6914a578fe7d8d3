"""Legal class: what says nothing of its consent is not offered; what needs an approval is listed."""

import dataclasses

import pytest

from symbiosis.park import Carrier, ParkError
from symbiosis.park.legal import barred
from symbiosis.results.approvals import approvals
from tests.parks import at, drain, given, need, optimum, pipe, shop, small_park


def two_firms(**line):
    """The mill discards 5 t/h of hazardous waste at 10; the kiln would take it for nothing."""
    return small_park(
        1,
        given("mill.residue", 5.0),
        drain("mill.residue", 10.0),
        drain("kiln.residue", 0.0),
        Carrier(label="residue", kind="waste", unit="t/h", legal="hazardous_waste"),
        pipe("mill", "kiln", "residue", capacity_max=10.0, investment_per_capacity=0.0, lifetime=1.0, **line),
    )


def test_an_undeclared_line_is_not_offered():
    park = two_firms()
    assert list(barred(park)) == [("links", "mill_kiln", "hazardous_waste", "says nothing of its consent")]
    assert optimum(park).outcome.objective == pytest.approx(50)


def test_a_forbidden_one_is_not_offered_either():
    assert optimum(two_firms(consent="forbidden")).outcome.objective == pytest.approx(50)


def test_an_allowed_one_is_built_without_more():
    r = optimum(two_firms(consent="allowed"))
    assert r.outcome.objective == pytest.approx(0)
    assert approvals(r) == ()


def test_one_that_needs_an_approval_is_listed():
    r = optimum(two_firms(consent="needs_approval", approval="transfer licence, province"))
    assert at(r, "exchange", "mill_kiln:residue") == [5]
    ((found,),) = [approvals(r)]
    assert found.legal == "hazardous_waste"
    assert found.approval == "transfer licence, province"
    assert found.enterprises == ("mill", "kiln")
    assert found.new


def test_a_class_of_its_own_for_a_direct_line():
    park = small_park(
        1,
        need("mill.power", 1.0),
        shop("power", 5.0, "mill"),
        shop("power", 1.0, "wind", label="wind_farm"),
        pipe(
            "wind",
            "mill",
            "power",
            capacity_max=1.0,
            investment_per_capacity=0.0,
            lifetime=1.0,
            legal="direct_green_line",
        ),
    )
    assert optimum(park).outcome.objective == pytest.approx(5)
    line = dataclasses.replace(park.links["wind_mill"], consent="needs_approval")
    assert optimum(park.replace(links=[line])).outcome.objective == pytest.approx(1)


def test_a_new_contract_for_a_class_is_not_offered_unless_it_says_so():
    def park(**contract):
        return small_park(
            1,
            given("mill.residue", 5.0),
            drain("mill.residue", 10.0),
            Carrier(label="residue", kind="waste", unit="t/h", legal="hazardous_waste"),
            shop("residue", None, "mill", label="handler", sale_price=-2.0, today=False, **contract),
        )

    assert optimum(park()).outcome.objective == pytest.approx(50)
    assert optimum(park(consent="allowed")).outcome.objective == pytest.approx(10)


def test_what_stands_may_not_be_forbidden():
    with pytest.raises(ParkError, match="stands today, but is forbidden"):
        small_park(
            1,
            given("mill.ash", 1.0),
            drain("kiln.ash", 0.0),
            pipe("mill", "kiln", "ash", consent="forbidden"),
        )
