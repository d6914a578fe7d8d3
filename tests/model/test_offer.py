"""The widest question offers everything; narrower ones leave a park that still makes sense."""

import pytest

from symbiosis.park import Carrier, Enterprise, Technology, offer
from symbiosis.questions import solve
from tests.parks import A_YEAR, at, hub, levy, member, need, optimum, plant, shop, small_park


@pytest.mark.parametrize("role", ["producer", "utility"])
def test_a_plant_rated_on_what_it_captures_may_be_built_by_anybody(role):
    # the boiler emits 5 t; a t captured costs 1 to have and 1 of gas, and saves 10
    capture = Technology(
        label="works.capture", rated_on="co2", ratios={"co2": -1.0, "gas": -1.0},
        capacity_max=5.0, investment_per_capacity=A_YEAR, lifetime=1.0,
    )  # fmt: skip
    park = small_park(
        1,
        Enterprise(label="works", role=role),
        need("works.heat", 10.0),
        plant("works.boiler", "heat", {"gas": -1.0, "co2": 0.5}, capacity=20.0),
        shop("gas", 1.0, "works"),
        levy("co2", 10.0),
        capture,
    )
    r = optimum(park)
    assert at(r, "capacity", "works.capture") == 5
    assert r.outcome.objective == pytest.approx(10 + 5 * 2)


@pytest.mark.parametrize(
    ("question", "cost"),
    [
        ("as_is", 15),
        ("stand_alone", 15),
        ("raw_material_exchange", 15),
        ("central_energy", 5),
        ("integrated_park", 5),
    ],
)
def test_a_network_that_nobody_draws_from_yet_is_no_mistake(question, cost):
    # the steam main stands with its feeder; only connecting the mill is a decision
    park = small_park(
        1,
        need("mill.steam", 5.0),
        shop("steam", 1.0, "plant"),
        shop("steam", 3.0, "mill", label="local"),
        hub(
            "main", "steam", "works",
            member("main", "plant", "feed", capacity=50.0),
            member("main", "mill", "draw", capacity_max=20.0, investment_per_capacity=0.0, lifetime=1.0),
            exists=True,
        ),
    )  # fmt: skip
    r = solve(park, question)
    assert r.verdict.ok
    assert r.outcome.objective == pytest.approx(cost)


def test_units_keep_their_size_when_nothing_may_be_built():
    boiler = plant(
        "mill.boiler", "heat", capacity=8.0, capacity_max=16.0, sizes=(4.0,), investment_per_capacity=1.0,
        lifetime=1.0, minimum_load=0.5,
    )  # fmt: skip
    park = small_park(1, need("mill.heat", 2.0), shop("heat", 9.0, "mill"), boiler)
    assert offer(park, own=False).technologies["mill.boiler"].unit == 4


@pytest.mark.parametrize(
    ("temperature", "shared", "offered"),
    [(None, "energy", False), (None, "water", True), (90.0, "energy", True), (90.0, "water", False)],
)
def test_condensate_goes_with_the_steam_it_comes_from(temperature, shared, offered):
    terms = {"capacity_max": 5.0, "investment_per_capacity": 1.0, "lifetime": 1.0}
    park = small_park(
        1,
        Carrier(label="back", kind="water", unit="t/h", temperature=temperature),
        Enterprise(label="operator", role="utility"),
        hub(
            "return",
            "back",
            "works",
            member("return", "mill", "feed", **terms),
            member("return", "plant", "draw", **terms),
        ),
        Technology(label="operator.polisher", rated_on="back", ratios={"back": 1.0, "power": -0.1}, **terms),
    )
    found = offer(park, own=True, shared={shared})
    assert ("return" in found.networks) == offered
    assert ("operator.polisher" in found.technologies) == offered
