"""The residue balance of a small park whose flows are known: it closes, and says who got what."""

import dataclasses

import pytest

from symbiosis.park import Carrier, Market, Store, Technology
from symbiosis.results.residue import residues
from tests.parks import drain, given, need, optimum, pipe, series, shop, small_park

ASH = Carrier(label="ash", kind="waste", unit="t/h", basis="dry")


@pytest.fixture(scope="module")
def answer():
    """A plant's 10 of ash: 4 to the kiln with 10 % lost, 2 sold, 1 washed, the rest tipped."""
    park = small_park(
        2,
        ASH,
        Carrier(label="sludge", kind="waste", unit="t/h"),
        given("plant.ash", series(10, 10)),
        pipe("plant", "kiln", "ash", capacity=4.0, loss=0.1),
        Technology(
            label="kiln.use",
            rated_on="brick",
            ratios={"brick": 1.0, "ash": -0.9, "power": -1.0},
            capacity=9.0,
        ),
        need("kiln.brick", 4.0),
        shop("brick", 900.0, "kiln"),
        shop("power", 1.0, "kiln", "plant"),
        Market(label="trader", carrier="ash", members=("plant",), sale_price=5.0, sale_limit=2.0),
        Technology(
            label="plant.washing",
            rated_on="ash",
            ratios={"ash": -1.0, "sludge": 0.5},
            returns=0.3,
            capacity=1.0,
        ),
        drain("plant.ash", 50.0),
        drain("plant.sludge", 1.0),
    )
    return optimum(park)


def by_place(answer):
    return {(r.enterprise, r.carrier): r for r in residues(answer)}


def test_every_balance_closes(answer):
    found = residues(answer)
    assert found
    for one in found:
        assert one.residual == pytest.approx(0.0, abs=1e-9)


def test_what_arose_and_where_it_went(answer):
    at_plant = by_place(answer)["plant", "ash"]
    amounts = {way: value for way, value in at_plant.amounts.items() if value}
    assert amounts == {
        "arose": 20,
        "sent": pytest.approx(8),
        "sold": pytest.approx(4),
        "treated": pytest.approx(2 * 0.7),
        "discarded": pytest.approx(20 - 8 - 4 - 1.4),
    }
    assert at_plant.to == {"kiln": pytest.approx(8)}
    assert at_plant.through == {"plant.ash": pytest.approx(6.6)}
    assert by_place(answer)["plant", "sludge"].amounts["arose"] == pytest.approx(1.0)


def test_the_park_as_a_whole_and_what_was_lost_on_the_way(answer):
    whole = by_place(answer)["", "ash"]
    assert whole.amounts["used"] == pytest.approx(7.2)
    assert whole.lost == pytest.approx(0.8)
    assert whole.amounts["arose"] == pytest.approx(7.2 + 1.4 + 4 + 6.6 + whole.lost)


def test_only_wastes_unless_asked(answer):
    assert {r.carrier for r in residues(answer)} == {"ash", "sludge"}
    assert "power" in {r.carrier for r in residues(answer, ("energy",))}


def test_stock_is_drawn_and_filled():
    """8 arise in the first hour and go in the second: nothing is left, half has spoiled into compost."""
    park = small_park(
        2,
        Carrier(label="hay", kind="waste", unit="t/h"),
        Carrier(label="compost", kind="waste", unit="t/h"),
        given("farm.hay", series(8, 0)),
        need("farm.hay", series(0, 4)),
        Store(
            label="farm.barn", carrier="hay", capacity=9.0, loss=0.5, spoils_to="compost", initial_level=0.0
        ),
        drain("farm.compost"),
    )
    found = {r.carrier: r for r in residues(optimum(park, cyclic=False)) if r.enterprise}
    assert found["hay"].amounts["stored"] == pytest.approx(4)  # 8 in, 4 out
    assert found["hay"].amounts["used"] == pytest.approx(4)
    assert found["compost"].amounts["arose"] == pytest.approx(4)
    assert all(r.residual == pytest.approx(0.0, abs=1e-9) for r in found.values())


def test_a_result_without_a_plan_has_none(answer):
    assert residues(dataclasses.replace(answer, data=None)) == ()


def test_the_table_shows_everybody_everything_and_others_their_own(answer):
    from symbiosis.report.residue import residue_table
    from symbiosis.report.veil import veil_for

    whole = residue_table(answer, veil_for(answer.park, "en"))
    assert whole.length == 5  # ash at three places, sludge at one, and both over the park
    assert [column.title for column in whole.columns][:3] == ["waste", "at", "arose"]
    assert "kiln" in whole.columns[-1].values
    assert "dry" in whole.columns[-2].values
    own = residue_table(answer, veil_for(answer.park, "zh", "kiln"))
    assert own.length == 1
    assert own.columns[0].title == "废物"


def test_the_table_of_loads():
    from symbiosis.report.residue import trips_table
    from symbiosis.report.veil import veil_for

    road = {"mode": "truck", "load_size": 30.0, "load_cost": 60.0, "freight_by": "giver"}
    park = small_park(
        1, shop("sand", 0.0, "quarry"), need("town.sand", 6.0), pipe("quarry", "town", "sand", **road)
    )
    r = optimum(park)
    table = trips_table(r, veil_for(r.park, "en"))
    assert next(table.rows)[:2] == ("quarry → town", "truck")
    assert next(table.rows)[2] == pytest.approx(6 / 30)
    assert next(table.rows)[-1] == "quarry"
