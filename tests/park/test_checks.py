"""Every check is a sentence that names the place and the remedy; all are raised together."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from symbiosis.park import (
    Cap,
    Carrier,
    Connection,
    Demand,
    Enterprise,
    Link,
    Market,
    Network,
    ParkError,
    Profile,
    Supply,
    Technology,
    Varying,
)
from tests.formulation.parks import rich_park

PARK = rich_park(4)


def problems(**changes):
    with pytest.raises(ParkError) as caught:
        PARK.replace(**changes)
    return [str(problem) for problem in caught.value.problems]


def with_one(section, thing):
    return {section: {**getattr(PARK, section), thing.label: thing}}


def back(**fields):
    pipe = PARK.links["pipe"]
    ends = {"origin": pipe.destination, "destination": pipe.origin, "carriers": pipe.carriers}
    return Link(label="back", **{**ends, "back_of": "pipe", **fields})


def changed(section, label, **fields):
    things = dict(getattr(PARK, section))
    things[label] = dataclasses.replace(things[label], **fields)
    return {section: things}


OTHER_MAIN = Network(
    label="other",
    carrier="heat",
    owner="e0",
    connections=(Connection(label="other/e0", network="other", enterprise="e0"),),
)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            changed("technologies", "e0.pv", lifetime=float("nan")),
            'technologies.e0.pv.lifetime = "nan": is not a finite',
        ),
        (changed("technologies", "e0.pv", capacity_max=-1.0), 'capacity_max = "-1": is below 0'),
        (changed("stores", "e0.tank", loss=3.0), 'stores.e0.tank.loss = "3": is above 1. Did you mean 3 %?'),
        (
            changed("links", "pipe", destination="e7"),
            'links.pipe.destination = "e7": is not declared under enterprises. Known: e0, e1',
        ),
        (changed("links", "pipe", mode="teleport"), "not one of the words allowed here"),
        (
            changed("technologies", "e0.pv", availability=Varying(1.0, "snu")),
            'is not a profile of this park. Did you mean "sun"?',
        ),
        (with_one("demands", Demand(label="heat", carrier="heat", rate=1.0)), "does not name its enterprise"),
        (with_one("demands", Demand(label="e9.heat", carrier="heat", rate=1.0)), 'names enterprise "e9"'),
        (with_one("enterprises", Enterprise(label="e:1")), 'enterprises.e:1: the label holds ":"'),
        (
            with_one("carriers", Carrier(label="a b", kind="energy", unit="MW")),
            "carriers.a b: the label holds a",
        ),
        (with_one("demands", Demand(label="e0./", carrier="heat", rate=1.0)), 'the label holds "/"'),
        (with_one("networks", OTHER_MAIN), 'networks.other/e0: the label holds "/"'),
        (
            {"settings": dataclasses.replace(PARK.settings, name="../x")},
            'park.name = "../x": the label holds "/"',
        ),
        (with_one("enterprises", Enterprise(label="E0")), 'differs from "e0" by case alone'),
        (
            {"profiles": {**PARK.profiles, "short": Profile("short", np.ones(3))}},
            "has 3 values, the calendar has 4 steps",
        ),
        (
            changed("technologies", "e0.boiler", capacity_max=1.0),
            "is below the capacity that stands today, 4",
        ),
        (changed("technologies", "e0.pv", investment_per_capacity=None), "may be built but states no cost"),
        (changed("technologies", "e0.pv", lifetime=None), "may be built but states no lifetime"),
        (changed("technologies", "e0.chp", capacity_min=50.0), "is more than the room for new capacity, 10"),
        (changed("technologies", "e0.boiler", sizes=(80.0,)), "none fits into the room"),
        (changed("stores", "e0.tank", final_level_min=30.0), "is more than the store can hold, 20"),
        (changed("links", "pipe", destination="e0"), "goes from an enterprise to itself"),
        (changed("links", "pipe", carriers=()), "carries nothing"),
        (
            changed("links", "pipe", carriers=("heat", "ash")),
            "shares one capacity among carriers of different units (MW, t/h)",
        ),
        (changed("links", "pipe", carriers=("co2",)), "is an emission, which is tallied"),
        (
            with_one("links", back(origin="e0", destination="e1")),
            "does not run the other way between the same",
        ),
        (changed("links", "pipe", back_of="pipe"), "this link states its own. Delete it here"),
        (with_one("links", back(carriers=("gas",))), "carries heat. Let both carry the same"),
        (changed("links", "pipe", loss=0.995), "loses everything on the way"),
        (
            changed("caps", "all", carrier="heat"),
            "is not an emission. Declare the carrier with kind: emission",
        ),
        (changed("markets", "gas", emissions={"ash": 1.0}), "is not an emission"),
        (changed("markets", "grid", sale_price=Varying(75.0)), "buying to sell would earn without end"),
        (changed("markets", "gas", purchase_price=None), "neither sells nor buys"),
        (
            with_one("supplies", Supply(label="works.ash", carrier="ash", rate=1.0)),
            'nothing takes "ash" away',
        ),
        (
            with_one("demands", Demand(label="works.gas", carrier="gas", rate=1.0)),
            "which nothing can bring to works",
        ),
        (
            with_one("technologies", Technology(label="e0.x", rated_on="gas", ratios={"heat": 1.0})),
            "has no ratio",
        ),
        (
            with_one("technologies", Technology(label="e0.x", rated_on="heat", ratios={"heat": "cop"})),
            "must have a constant ratio that is not zero",
        ),
        (
            with_one("links", Link(label="main.e0", origin="e0", destination="e1", carriers=("heat",))),
            "has the same label as something under",
        ),
    ],
)
def test_a_problem_is_a_sentence(changes, sentence):
    assert any(sentence in problem for problem in problems(**changes)), problems(**changes)


def test_a_profile_out_of_range_is_named_by_its_first_hour():
    found = problems(profiles={**PARK.profiles, "sun": Profile("sun", np.array([0.0, 0.5, 1.4, -0.1]))})
    assert any("is above 1 in 1 steps, first 2025-01-01T02:00" in problem for problem in found)
    assert any("is below 0 in 1 steps, first 2025-01-01T03:00" in problem for problem in found)


def test_a_gap_in_a_profile_is_named_by_its_hour():
    found = problems(profiles={**PARK.profiles, "price": Profile("price", np.array([1.0, np.nan, 1.0, 1.0]))})
    assert any(
        "profiles.price: is not a number at 2025-01-01T01:00 (value 2)" in problem for problem in found
    )


def test_a_length_is_needed_where_it_counts():
    enterprises = {**PARK.enterprises, "e1": Enterprise(label="e1")}
    assert any(
        "has no length, and its ends have no coordinates" in p for p in problems(enterprises=enterprises)
    )


def test_a_network_needs_both_sides_and_a_hub_for_what_stands():
    connection = Connection(label="new.e0", network="new", enterprise="e0", direction="feed", capacity=1.0)
    found = problems(
        **with_one("networks", Network(label="new", carrier="heat", owner="works", connections=(connection,)))
    )
    assert any("has nobody who feeds or nobody who draws" in problem for problem in found)
    assert any("but does not exist itself. Write exists: true" in problem for problem in found)


def test_all_problems_are_raised_at_once():
    found = problems(
        **changed("links", "pipe", loss=2.0),
        **changed("stores", "e0.tank", carrier="steam"),
        **with_one("caps", Cap(label="x", carrier="nox", limit=-1.0)),
    )
    assert len(found) == 4


def test_a_choice_of_kind_is_checked():
    assert any(
        "not one of the words" in p
        for p in problems(**with_one("carriers", Carrier(label="z", kind="heat", unit="MW")))
    )


def test_names_come_before_sense():
    """A market with an unknown member is named once, not followed by a crash of later checks."""
    found = problems(
        **with_one("markets", Market(label="m", carrier="heat", members=("nobody",), purchase_price=1.0))
    )
    assert found == ['markets.m.members = "nobody": is not declared under enterprises. Known: e0, e1, works.']
