"""Waste gas and its cleaners: 1 t/h of fuel gives 0.1 of so2; what is emitted costs a levy of 100."""

import dataclasses

import pytest

from symbiosis.horizon import full
from symbiosis.park import Carrier, ParkError
from symbiosis.questions import load
from symbiosis.results.verify import verify
from tests.formulation.compare import assert_same_program
from tests.formulation.test_same_program import both
from tests.parks import (
    A_YEAR,
    at,
    drain,
    given,
    levy,
    need,
    optimum,
    paid,
    plant,
    series,
    shop,
    small_park,
)

SO2 = Carrier(label="so2", kind="emission", unit="t/h")
DUST = Carrier(label="dust", kind="emission", unit="t/h")


def scrubber(label="mill.scrubber", share=0.9, treats=("mill.boiler",), **more):
    """A scrubber that takes so2 with twice as much lime, and gives three times as much gypsum."""
    given = {"capacity": 10.0, **more}
    return plant(
        label, "so2", {"so2": -1.0, "lime": -2.0, "gypsum": 3.0}, treats=treats, captured_max={"so2": share},
        **given,
    )  # fmt: skip


def works(*cleaners, heat=10.0, lime=5.0, price=100.0, **boiler):
    """A mill whose boiler burns fuel that costs nothing, pays for lime and is paid nothing for gypsum."""
    return small_park(
        2,
        SO2,
        need("mill.heat", heat),
        plant("mill.boiler", "heat", {"fuel": -1.0, "so2": 0.1}, capacity=20.0, **boiler),
        shop("fuel", 0.0, "mill"),
        shop("lime", lime, "mill"),
        drain("mill.gypsum", 1.0),
        levy("so2", price),
        *cleaners,
    )


def test_without_a_cleaner_everything_is_emitted():
    assert optimum(works()).outcome.objective == pytest.approx(2 * 1.0 * 100)


def test_a_cleaner_takes_its_share_with_reagent_and_by_product():
    """0.9 of 1 t/h: 0.1 · 100 for what is left, 1.8 · 5 for lime, 2.7 · 1 for gypsum."""
    r = optimum(works(scrubber()))
    assert at(r, "activity", "mill.scrubber") == [0.9, 0.9]
    assert r.emission_total("so2") == pytest.approx(0.1 * A_YEAR / A_YEAR * 2)
    assert paid(r, "levy") == pytest.approx(2 * 10)
    assert paid(r, "purchase") == pytest.approx(2 * 9)
    assert paid(r, "discard") == pytest.approx(2 * 2.7)


def test_it_does_not_run_when_reagent_is_dearer_than_the_levy():
    """2 · 60 for lime and 3 for gypsum against 100."""
    assert at(optimum(works(scrubber(), lime=60.0)), "activity", "mill.scrubber") == [0, 0]


def test_its_capacity_limits_it_and_its_size_is_decided():
    assert at(optimum(works(scrubber(capacity=0.5))), "activity", "mill.scrubber") == [0.5, 0.5]
    new = {"capacity": 0.0, "capacity_max": 2.0, "investment_per_capacity": 50 * A_YEAR, "lifetime": 1.0}
    r = optimum(works(scrubber(**new)))
    assert at(r, "new", "mill.scrubber") == 0.9  # 100 − 13 saved per tonne, 50 to have it


def test_the_share_follows_the_plant_and_its_own_profile():
    """10 and 4 of heat: 1 and 0.4 of so2; 90 % of the first, 50 % of the second."""
    r = optimum(works(scrubber(share=series(0.9, 0.5)), heat=series(10, 4)))
    assert at(r, "activity", "mill.scrubber") == [0.9, 0.2]


def test_a_cleaner_behind_another_takes_of_what_is_left():
    second = scrubber("mill.second", 0.5, ("mill.boiler", "mill.scrubber"))
    r = optimum(works(scrubber(), second))
    assert at(r, "activity", "mill.second") == [0.05, 0.05]
    assert paid(r, "levy") == pytest.approx(2 * 5)


def test_one_cleaner_serves_two_plants_and_no_third():
    """The kiln emits 0.2, the dryer 0.3 past the cleaner; 0.9 · (1 + 0.2) are taken."""
    park = works(
        scrubber(treats=("mill.boiler", "mill.kiln")),
        plant("mill.kiln", "brick", {"fuel": -1.0, "so2": 0.2}, capacity=5.0),
        plant("mill.dryer", "wood", {"fuel": -1.0, "so2": 0.3}, capacity=5.0),
        need("mill.brick", 1.0),
        need("mill.wood", 1.0),
    )
    r = optimum(park)
    assert at(r, "activity", "mill.scrubber") == [1.08, 1.08]
    assert paid(r, "levy") == pytest.approx(2 * (0.12 + 0.3) * 100)


def test_emissions_by_operating_point_reach_it_too():
    r = optimum(
        small_park(
            1,
            SO2,
            need("mill.heat", 4.0),
            plant("mill.boiler", "heat", capacity=4.0, points={"heat": (4.0,), "so2": (0.5,)}),
            scrubber(share=0.8),
            shop("lime", 5.0, "mill"),
            drain("mill.gypsum"),
            levy("so2", 100.0),
        )
    )
    assert at(r, "activity", "mill.scrubber") == [0.4]


def test_tiling_and_writing_out_agree():
    park = works(scrubber(share=series(0.9, 0.5)), scrubber("mill.b", 0.5, ("mill.boiler", "mill.scrubber")))
    question = load("integrated_park")
    assert_same_program(*both(question.build, question.scope(park), full(park.calendar)))


def test_a_cleaner_goes_with_the_last_plant_that_it_treats():
    """Today there is no new boiler: neither it nor its scrubber is in the question."""
    new = {"capacity": 0.0, "capacity_max": 9.0, "investment_per_capacity": 0.0, "lifetime": 1.0}
    park = works(shop("heat", 50.0, "mill"), scrubber())
    boiler = dataclasses.replace(park.technologies["mill.boiler"], **new)
    park = park.replace(technologies={**park.technologies, "mill.boiler": boiler})
    assert not load("as_is").scope(park).technologies
    assert len(load("integrated_park").scope(park).technologies) == 2


def test_the_checker_finds_a_cleaner_that_takes_too_much():
    r = optimum(works(scrubber()))
    boiler = r.park.technologies["mill.scrubber"]
    strict = r.park.replace(
        technologies={
            **r.park.technologies,
            "mill.scrubber": dataclasses.replace(boiler, captured_max={"so2": 0.8}),
        }
    )
    said = [str(f) for f in verify(strict, r.horizon, r.data, r.outcome.objective).findings]
    assert any("mill.scrubber" in f and "takes more so2 than its share" in f for f in said), said


@pytest.mark.parametrize(
    ("cleaner", "path", "sentence"),
    [
        (scrubber(share=1.2), "captured_max", "is above 1"),
        (scrubber(treats=()), "captured_max", "nothing is named that reaches it"),
        (scrubber(treats=("mill.oven",)), "treats", 'mill.oven"'),
        (scrubber(treats=("mill.clean",)), "captured_max", "nothing it treats emits so2"),
        (scrubber(treats=("mill.boiler", "mill.scrubber")), "treats", "names itself"),
        (dataclasses.replace(scrubber(), captured_max={}), "treats", "not which share of it is taken"),
        (dataclasses.replace(scrubber(), captured_max={"lime": 0.5}), "captured_max", "is not an emission"),
        (
            dataclasses.replace(scrubber(), captured_max={"so2": 0.9, "dust": 0.5}),
            "captured_max",
            "the ratios take no dust",
        ),
        (scrubber("town.scrubber"), "treats", "stands at another enterprise"),
    ],
)
def test_a_bad_cleaner_has_its_sentence(cleaner, path, sentence):
    clean = plant("mill.clean", "heat", {"fuel": -1.0}, capacity=1.0)
    with pytest.raises(ParkError) as caught:
        works(cleaner, clean, DUST)
    said = [str(problem) for problem in caught.value.problems]
    assert any(f"{cleaner.label}.{path}" in line and sentence in line for line in said), said


def test_two_cleaners_of_one_gas_beside_each_other_are_refused():
    with pytest.raises(ParkError, match=r"takes so2 of mill\.boiler beside mill\.scrubber: it would go twic"):
        works(scrubber(), scrubber("mill.second"))
    with pytest.raises(ParkError, match=r"leaves out what mill\.scrubber treats"):
        works(scrubber(), scrubber("mill.second", 0.5, ("mill.scrubber",)))


def test_a_reagent_that_nobody_brings_is_named():
    park = works(scrubber())
    without = {k: market for k, market in park.markets.items() if k != "lime_market"}
    with pytest.raises(ParkError, match=r'mill.scrubber.ratios = "lime": is needed, and nothing in the park'):
        park.replace(markets=without)


NOX = Carrier(label="nox", kind="emission", unit="t/h")


def train(**more):
    """A cleaner rated on so2 that takes nox with half as much urea, and half of the dust as ash."""
    fields = {
        "captures": {"nox": {"urea": -0.5}, "dust": {"ash": 1.0}},
        "share": 0.9,
        "captured_max": {"so2": 0.9, "nox": 0.8, "dust": 0.5},
        **more,
    }
    share = fields.pop("captured_max")
    return dataclasses.replace(scrubber(share=fields.pop("share")), captured_max=share, **fields)


def stack(*things, kiln=0.0, cleaner=None):
    """The boiler emits 1 of so2, 2 of nox and 0.4 of dust; a kiln 0.5 of so2 and no nox. Levies of 100."""
    return small_park(
        2,
        SO2,
        NOX,
        DUST,
        need("mill.heat", 10.0),
        need("mill.brick", kiln),
        plant("mill.boiler", "heat", {"so2": 0.1, "nox": 0.2, "dust": 0.04}, capacity=20.0),
        plant("mill.kiln", "brick", {"so2": 0.5}, capacity=5.0),
        cleaner or train(),
        shop("lime", 5.0, "mill"),
        shop("urea", 10.0, "mill"),
        drain("mill.gypsum", 1.0),
        drain("mill.ash", 3.0),
        levy("so2", 100.0),
        levy("nox", 100.0),
        levy("dust", 100.0),
        *things,
    )


def test_several_pollutants_are_taken_each_by_its_share_with_its_own_reagent():
    """0.9 of so2, 1.6 of nox and 0.2 of dust an hour; 0.8 of urea and 0.2 of ash for it."""
    r = optimum(stack())
    assert at(r, "captured", "mill.scrubber:nox") == [1.6, 1.6]
    assert at(r, "captured", "mill.scrubber:dust") == [0.2, 0.2]
    assert paid(r, "levy") == pytest.approx(2 * 100 * (0.1 + 0.4 + 0.2))
    assert paid(r, "purchase") == pytest.approx(2 * (1.8 * 5 + 0.8 * 10))
    assert paid(r, "discard") == pytest.approx(2 * (2.7 * 1 + 0.2 * 3))


def test_a_cleaner_too_small_for_the_gas_takes_less_of_everything():
    """Half of the gas passes: half of what it took of each."""
    r = optimum(stack(cleaner=train(capacity=0.45)))
    assert at(r, "captured", "mill.scrubber:nox") == [0.8, 0.8]
    assert at(r, "captured", "mill.scrubber:dust") == [0.1, 0.1]


def test_the_gas_with_most_in_it_is_cleaned_first():
    """Boiler gas has 2 of nox and 0.4 of dust for each so2, kiln gas none: it passes when there is room."""
    r = optimum(stack(kiln=1.0, cleaner=train(treats=("mill.boiler", "mill.kiln"), capacity=0.9)))
    assert at(r, "passed", "mill.scrubber:mill.boiler") == [1, 1]
    assert at(r, "passed", "mill.scrubber:mill.kiln") == [0, 0]


def test_tiling_and_writing_out_agree_on_several_pollutants():
    park = stack(kiln=1.0, cleaner=train(treats=("mill.boiler", "mill.kiln")))
    question = load("integrated_park")
    assert_same_program(*both(question.build, question.scope(park), full(park.calendar)))


@pytest.mark.parametrize(
    ("shares", "sentence"),
    [
        ({"so2": 0.9, "nox": 0.5, "dust": 0.5}, "takes more nox than its share"),
        ({"so2": 0.45, "nox": 0.8, "dust": 0.5}, "takes more so2 than its share"),
    ],
)
def test_the_checker_finds_too_much_of_any_pollutant(shares, sentence):
    r = optimum(stack())
    strict = r.park.replace(technologies={**r.park.technologies, "mill.scrubber": train(captured_max=shares)})
    said = [str(f) for f in verify(strict, r.horizon, r.data, r.outcome.objective).findings]
    assert any("mill.scrubber" in f and sentence in f for f in said), said


def test_the_checker_finds_nox_taken_from_gas_that_went_past():
    r = optimum(stack(cleaner=train(capacity=0.45)))
    data = r.data.copy(deep=True)
    data["captured"].loc[{"capturing": "mill.scrubber:nox"}] = 1.6
    said = [str(f) for f in verify(r.park, r.horizon, data, r.outcome.objective).findings]
    assert any("takes more nox than is in the gas that passes" in f for f in said), said


@pytest.mark.parametrize(
    ("cleaner", "sentence"),
    [
        (train(captures={"nox": 1.0}), "is stated by emission first"),
        (train(captures={"lime": {}}), "is not an emission"),
        (train(captures={"mercury": {}}), "is not declared under carriers"),
        (train(captures={"nox": {"ure": -1.0}}), "is not declared under carriers"),
        (train(captures={"so2": {}}), "stands in the ratios too"),
        (train(captured_max={"so2": 0.9, "nox": 0.8}), "of which no share is stated"),
    ],
)
def test_several_pollutants_have_their_sentences(cleaner, sentence):
    with pytest.raises(ParkError) as caught:
        stack(cleaner=cleaner)
    said = [str(problem) for problem in caught.value.problems]
    assert any("mill.scrubber" in line and sentence in line for line in said), said


def test_a_cleaner_of_several_needs_the_strength_of_the_gas():
    points = plant("mill.oven", "bread", capacity=1.0, points={"bread": (1.0,), "so2": (0.1,), "nox": (0.1,)})
    with pytest.raises(ParkError, match=r"cannot tell how much nox is in the gas of mill\.oven"):
        stack(points, cleaner=train(treats=("mill.boiler", "mill.oven")))
    with pytest.raises(ParkError, match=r'captures = "nox": follows a profile'):
        stack(
            given("mill.ash", series(1.0, 2.0)), cleaner=train(captures={"nox": {"urea": series(1.0, 2.0)}})
        )
    with pytest.raises(ParkError, match=r"is what mill\.first takes before it"):
        stack(scrubber("mill.first"), cleaner=train(treats=("mill.boiler", "mill.first")))
