"""Candidate exchanges of small parks, with numbers that can be done in the head."""

from __future__ import annotations

import csv

import pytest

from symbiosis.park import (
    Calendar,
    Carrier,
    Demand,
    Enterprise,
    Levy,
    Link,
    Market,
    Outlet,
    Park,
    Quality,
    Settings,
    Supply,
    Technology,
)
from symbiosis.study.matching import match as m
from symbiosis.study.matching.candidate_links import link_rows
from symbiosis.study.matching.match import match
from symbiosis.study.matching.yearly_streams import Streams
from symbiosis.tables.read import read_park
from tests.tables.folder import folder


def park_with(currency="CNY", distance=10.0, fee=50.0, price=120.0, giver="", taker="", **more):
    """A plant that tips 1 t/h of gypsum and a board mill that buys 2 t/h of it."""
    given = {
        "settings": Settings(
            name="x", currency=currency, price_year=2024, tax_basis="none", discount_rate=0.0
        ),
        "calendar": Calendar.short(2),
        "carriers": [Carrier(label="gypsum", kind="waste", unit="t/h")],
        "enterprises": [
            Enterprise(label="plant", x=0.0, y=0.0, type=giver),
            Enterprise(label="mill", x=distance, y=0.0, type=taker),
        ],
        "supplies": [Supply(label="plant.gypsum", carrier="gypsum", rate=1.0)],
        "demands": [Demand(label="mill.gypsum", carrier="gypsum", rate=2.0)],
        "outlets": [Outlet(label="plant.tip", carrier="gypsum", fee=fee)],
        "markets": [Market(label="quarry", carrier="gypsum", members=("mill",), purchase_price=price)],
    }
    return Park(**given | more)


def only(park):
    (candidate,) = match(park).candidates
    return candidate


def test_a_candidate_says_what_it_moves_and_what_it_saves():
    found = only(park_with())
    assert (found.giver, found.taker, found.carrier, found.verdict) == ("plant", "mill", "gypsum", m.OFFERED)
    assert found.amount == pytest.approx(8760.0)  # the smaller of 1 and 2 t/h
    assert (found.worth_to_giver, found.worth_to_taker, found.break_even) == (50.0, 120.0, 170.0)
    assert found.break_even_per_distance == pytest.approx(17.0)
    assert found.transport == pytest.approx(10 + 0.6 * 10)
    assert found.saving == pytest.approx(8760 * (170 - 16))
    assert not found.estimated
    assert "moisture" in found.quality


def test_pairs_are_counted():
    matching = match(park_with())
    assert matching.possible == 1 == sum(matching.counts.values())
    assert matching.counts[m.OFFERED] == 1


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"distance": 120.0}, m.OUT_OF_RADIUS),
        ({"fee": 0.0, "price": 5.0}, m.TOO_DEAR),
        ({"fee": 0.0, "price": 0.0}, m.NOTHING_AVOIDED),
        ({"demands": []}, m.NO_USE),
    ],
)
def test_what_is_screened_out_says_why(changes, verdict):
    counts = match(park_with(**changes)).counts
    assert counts[verdict] == 1


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ({}, m.OUT_OF_REACH),
        ({"bought": 0.5}, m.OFFERED),  # what may be bought is better: the two may be mixed
        ({"bought": 5.0}, m.OUT_OF_REACH),
        ({"sent": 0.5}, m.OFFERED),  # so is what another plant sends
        ({"sent": 5.0}, m.OUT_OF_REACH),
        ({"washing": {"removal": {"salt": 0.9}}}, m.OFFERED),
        ({"washing": {"quality": {"gypsum": {"salt": 0.5}}}}, m.OFFERED),
        ({"washing": {"quality": {"gypsum": {"salt": 2.0}}}}, m.OUT_OF_REACH),
    ],
)
def test_a_quality_that_nothing_at_hand_can_mend_is_screened_out(more, verdict):
    """The plant's gypsum has 3 of salt; the mill's crusher takes 1 at most and spares it rock it buys."""
    rock = Market(label="quarry", carrier="rock", members=("mill",), purchase_price=120.0)
    crusher = Technology(
        label="mill.crusher",
        rated_on="rock",
        ratios={"rock": 1.0, "gypsum": -1.0},
        capacity=2.0,
        quality_max={"gypsum": {"salt": 1.0}},
    )
    washing = Technology(
        label="mill.washing",
        rated_on="gypsum",
        ratios={"gypsum": -1.0},
        returns=0.9,
        capacity=1.0,
        **more.get("washing", {}),
    )
    bought = Market(
        label="dealer",
        carrier="gypsum",
        members=("mill",),
        purchase_price=200.0,
        quality={"salt": more.get("bought", 0.0)},
    )
    sent = Supply(label="other.gypsum", carrier="gypsum", rate=1.0, quality={"salt": more.get("sent", 0.0)})
    road = Link(
        label="road", origin="other", destination="mill", carriers=("gypsum",), capacity=1.0, length=1.0
    )
    park = park_with(
        carriers=[Carrier(label=k, kind="waste", unit="t/h") for k in ("gypsum", "rock")],
        enterprises=[
            Enterprise(label=n, x=x, y=0.0) for n, x in (("plant", 0.0), ("mill", 10.0), ("other", 11.0))
        ],
        qualities=[Quality(label="salt", unit="%")],
        supplies=[
            Supply(label="plant.gypsum", carrier="gypsum", rate=1.0, quality={"salt": 3.0}),
            *([sent] if "sent" in more else []),
        ],
        demands=[Demand(label="mill.rock", carrier="rock", rate=2.0)],
        outlets=[Outlet(label=f"{n}.tip", carrier="gypsum", fee=50.0) for n in ("plant", "other")],
        links=[road] if "sent" in more else [],
        markets=[rock, *([bought] if "bought" in more else [])],
        technologies=[crusher, *([washing] if "washing" in more else [])],
    )
    found = next(c for c in match(park).candidates if (c.giver, c.taker) == ("plant", "mill"))
    assert found.verdict == verdict
    assert "salt 3 above 1" in found.quality
    assert ("nothing to mix" in found.quality) == (verdict == m.OUT_OF_REACH)


def test_a_need_that_nothing_meets_today_replaces_nothing():
    road = Link(label="road", origin="plant", destination="mill", carriers=("gypsum",), capacity=1.0)
    assert match(park_with(markets=[], links=[road])).counts[m.NOTHING_REPLACED] == 1


def test_a_declared_link_is_judged_by_its_own_cost():
    road = Link(
        label="road",
        origin="plant",
        destination="mill",
        carriers=("gypsum",),
        length=200.0,
        freight=0.5,
        capacity=1.0,
    )
    found = only(park_with(links=[road]))
    assert (found.declared, found.distance, found.link) == ("road", 200.0, None)
    assert found.transport == pytest.approx(100.0)  # beyond the usual radius, yet somebody declared it
    assert found.verdict == m.OFFERED


def test_in_another_currency_transport_is_left_open():
    found = only(park_with(currency="EUR"))
    assert found.transport is None
    assert found.saving == pytest.approx(8760 * 170)
    assert "before transport" in found.remark


def test_a_carrier_may_go_by_another_name():
    carriers = [Carrier(label="board_rock", kind="waste", unit="t/h", stands_for="gypsum")]
    park = park_with(
        carriers=carriers,
        supplies=[Supply(label="plant.rock", carrier="board_rock", rate=1.0)],
        demands=[Demand(label="mill.rock", carrier="board_rock", rate=2.0)],
        outlets=[Outlet(label="plant.tip", carrier="board_rock", fee=50.0)],
        markets=[Market(label="quarry", carrier="board_rock", members=("mill",), purchase_price=120.0)],
    )
    assert "Gyproc" in only(park).evidence


def replaced_by_ash(**more):
    """Fly ash here, a demand for mineral additions there: joined by the library alone."""
    return park_with(
        carriers=[
            Carrier(label="fly_ash", kind="waste", unit="t/h"),
            Carrier(label="cement_addition", kind="material", unit="t/h"),
        ],
        supplies=[Supply(label="plant.ash", carrier="fly_ash", rate=1.0)],
        demands=[Demand(label="mill.addition", carrier="cement_addition", rate=2.0)],
        outlets=[Outlet(label="plant.tip", carrier="fly_ash", fee=25.0)],
        markets=[Market(label="rock", carrier="cement_addition", members=("mill",), purchase_price=80.0)],
        **more,
    )


def test_the_library_joins_what_has_different_names():
    found = only(replaced_by_ash(giver="coal_power", taker="cement"))
    assert found.break_even == pytest.approx(105.0)
    assert "Aalborg" in found.evidence
    assert "turns fly_ash into cement_addition" in found.remark
    assert found.link is None  # a road alone would not help


def test_a_type_that_is_not_known_to_take_it_is_screened_out():
    assert match(replaced_by_ash(giver="coal_power", taker="brewery")).counts[m.UNKNOWN_TAKER] == 1


def test_a_plant_at_the_taker_joins_them_in_the_model():
    mixer = Technology(
        label="mill.mixer",
        rated_on="cement_addition",
        ratios={"fly_ash": -1.25, "cement_addition": 1.0},
        capacity_max=2.0,
        investment_per_capacity=0.0,
        lifetime=20.0,
        running_cost=5.0,
    )
    found = only(replaced_by_ash(technologies=[mixer]))
    assert found.worth_to_taker == pytest.approx((80 - 5) / 1.25)
    assert found.link is not None


def test_steam_costs_what_its_fuel_costs():
    carriers = [Carrier(label=k, kind="energy", unit=u) for k, u in (("gas", "MW"), ("steam", "t/h"))]
    boiler = Technology(
        label="mill.boiler", rated_on="steam", ratios={"gas": -0.75, "steam": 1.0, "co2": 0.1}, capacity=9.0
    )
    park = park_with(
        carriers=[*carriers, Carrier(label="co2", kind="emission", unit="t/h")],
        supplies=[Supply(label="plant.steam", carrier="steam", rate=4.0)],
        demands=[Demand(label="mill.steam", carrier="steam", rate=6.0)],
        outlets=[Outlet(label="plant.roof", carrier="steam", fee=0.0)],
        markets=[Market(label="gas", carrier="gas", members=("mill",), purchase_price=400.0)],
        technologies=[boiler],
        levies=[Levy(label="co2", carrier="co2", price=100.0)],
        enterprises=[Enterprise(label="plant", x=0.0, y=0.0), Enterprise(label="mill", x=1.0, y=0.0)],
    )
    found = only(park)
    assert found.worth_to_taker == pytest.approx(0.75 * 400 + 0.1 * 100)
    assert found.amount == pytest.approx(4 * 8760)
    assert Streams(park).used("mill", "gas") == pytest.approx(0.75 * 6 * 8760)
    pipe = found.link
    assert pipe is not None
    assert pipe.capacity_max == pytest.approx(6 / 0.98)  # what is needed, and 2 % lost on the kilometre
    # transport: (3 M + 60 000 × 4 t/h) over 20 years without interest, and 2 % upkeep, per tonne
    assert found.transport == pytest.approx(3_240_000 * (1 / 20 + 0.02) / (4 * 8760))


def test_quality_that_both_sides_state_is_compared():
    from symbiosis.park import Quality

    park = park_with(
        qualities=[Quality(label="chloride", unit="mg/kg")],
        supplies=[Supply(label="plant.gypsum", carrier="gypsum", rate=1.0, quality={"chloride": 300.0})],
        demands=[Demand(label="mill.gypsum", carrier="gypsum", rate=2.0, quality_max={"chloride": 100.0})],
        markets=[
            Market(
                label="quarry",
                carrier="gypsum",
                members=("mill",),
                purchase_price=120.0,
                quality={"chloride": 10.0},
            )
        ],
    )
    assert only(park).quality == "beyond limits: chloride 300 above 100; mix or treat it"


def test_offered_links_read_back_with_their_evidence(tmp_path):
    spoiled = folder(
        tmp_path / "p",
        ("  town: {role: town}", "  town: {role: town, x: 4 km, y: 4 km}"),
        (
            "demands:\n",
            "demands:\n  town.gypsum: {carrier: gypsum, rate: 1 t/h}\n"
            "  town.steam: {carrier: steam, rate: 2 t/h}\n",
        ),
        (
            "markets:\n",
            "markets:\n  rock: {carrier: gypsum, members: [town], purchase_price: 120 CNY/t}\n"
            "  heat: {carrier: steam, members: [town], purchase_price: 900 CNY/t}\n",
        ),
    )
    park = read_park(spoiled)
    rows = list(link_rows(park, match(park).offered))
    with (spoiled / "links.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    again = read_park(spoiled)
    assert set(again.links) == {row[0] for row in rows[1:]} == {"mill_gypsum_to_town"}
    (link,) = again.links.values()
    assert (link.freight, link.running_cost, link.capacity_max) == (0.6, 10.0, 1.0)
    assert again.figures["links.mill_gypsum_to_town.freight"].assumed
    assert match(again).offered[0].declared == "mill_gypsum_to_town"
