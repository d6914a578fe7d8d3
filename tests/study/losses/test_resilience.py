"""One partner out at a time, by hand."""

from __future__ import annotations

import pytest

from symbiosis.study.as_built import as_built
from symbiosis.study.losses.resilience import outages
from tests.parks import cap, need, optimum, pipe, plant, shop, small_park


@pytest.fixture(scope="module")
def design():
    """The works burns gas at 1 for heat; the mill gets 4 through a pipe (capacity 5), else from its own
    boiler of 3 at twice the gas price."""
    return optimum(
        small_park(
            2,
            need("mill.heat", 4.0),
            plant("works.boiler", "heat", {"gas": -1.0}, capacity=10.0),
            plant("mill.boiler", "heat", {"oil": -1.0}, capacity=3.0),
            shop("gas", 1.0, "works"),
            shop("oil", 2.0, "mill"),
            pipe("works", "mill", "heat", capacity=5.0, label="main"),
        )
    )


def test_the_design_runs_as_it_was_planned(design):
    park = as_built(design)
    assert park.links["main"].capacity == pytest.approx(5.0, rel=1e-6)
    assert not any(asset.expandable for asset in (*park.links.values(), *park.technologies.values()))
    assert optimum(park).outcome.objective == pytest.approx(design.outcome.objective)


def test_losses_by_hand(design):
    """Normal: 4 x 1 x 2 h = 8.  Without the pipe: 3 x 2 x 2 h = 12, and 1 x 2 h is not served."""
    found = {outage.lost: outage for outage in outages(design)}
    main = found["main"]
    assert main.extra_cost == pytest.approx(12 - 8)
    assert main.extra_by_owner == pytest.approx({"works": -8.0, "mill": 12.0})
    (short,) = main.shortfalls
    assert (short.enterprise, short.carrier, short.surplus) == ("mill", "heat", False)
    assert short.amount == pytest.approx(2.0)
    assert found["works.boiler"].shortfalls == main.shortfalls
    assert found["mill.boiler"].extra_cost == pytest.approx(0.0)
    assert found["mill.boiler"].shortfalls == ()


def test_the_worst_comes_first(design):
    assert outages(design)[0].lost in ("works", "main", "works.boiler", "gas_market")


def test_an_enterprise_that_is_lost_takes_its_needs_and_its_bill_along(design):
    """Without the works the mill burns oil as without the pipe: 12, where the works paid all 8 before.
    Without the mill nobody needs anything, and the works pays nothing."""
    found = {outage.lost: outage for outage in outages(design) if outage.kind == "enterprise"}
    assert found["works"].extra_by_owner == pytest.approx({"mill": 12.0})
    assert found["works"].extra_cost == pytest.approx(12.0)
    assert found["works"].shortfalls[0].amount == pytest.approx(2.0)
    assert found["mill"].extra_by_owner == pytest.approx({"works": -8.0})
    assert found["mill"].shortfalls == ()


def test_only_the_kinds_asked_for_are_lost(design):
    assert {outage.kind for outage in outages(design, kinds=["market"])} == {"market"}


def test_what_a_plant_takes_falls_short_as_what_it_makes():
    """Paper takes 2 of steam each, no need by itself: without half of it half of the paper is short."""
    r = optimum(
        small_park(
            1,
            need("mill.paper", 4.0),
            plant("mill.machine", "paper", {"steam": -2.0}, capacity=9.0),
            plant("mill.boiler", "steam", {"gas": -1.0}, capacity=4.0),
            plant("mill.second", "steam", {"gas": -1.0}, capacity=4.0),
            shop("gas", 1.0, "mill"),
        )
    )
    found = {outage.lost: outage for outage in outages(r)}
    (short,) = found["mill.boiler"].shortfalls
    assert (short.carrier, short.amount) == ("paper", pytest.approx(2.0, rel=1e-5))
    assert found["gas_market"].shortfalls[0].amount == pytest.approx(4.0)


def test_a_plant_that_must_run_names_the_balance_that_fails():
    # half a load takes 4 of steam in any hour
    r = optimum(
        small_park(
            1,
            need("mill.paper", 4.0),
            plant(
                "mill.machine",
                "paper",
                {"steam": -2.0},
                capacity=4.0,
                unit_size=4.0,
                minimum_load=0.5,
                must_run=True,
            ),
            plant("mill.boiler", "steam", {"gas": -1.0}, capacity=9.0),
            shop("gas", 1.0, "mill"),
        )
    )
    found = {outage.lost: outage for outage in outages(r)}
    assert "steam at mill: up to 4 MW short" in found["mill.boiler"].impossible[0]


def test_a_cap_holds_in_an_outage_too():
    """Without the clean plant the dirty one must run; the cap (1 t in this hour) lets a quarter of it."""
    r = optimum(
        small_park(
            1,
            need("mill.heat", 4.0),
            plant("mill.clean", "heat", {"gas": -1.0}, capacity=10.0, running_cost=5.0),
            plant("mill.dirty", "heat", {"gas": -1.0, "co2": 1.0}, capacity=10.0),
            shop("gas", 1.0, "mill"),
            cap("co2", 8760.0),
        )
    )
    found = {outage.lost: outage for outage in outages(r)}
    assert found["mill.clean"].shortfalls[0].amount == pytest.approx(3.0)
