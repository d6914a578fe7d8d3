"""SO2 from the sulphur of what is burnt: coal of 2 % and of 0.5 %, 10 t/h of it, a tenth stays in the ash."""

import dataclasses

import pytest

from symbiosis.horizon import full
from symbiosis.park import Carrier, ParkError, Quality
from symbiosis.park.quality import Pool
from symbiosis.questions import load
from symbiosis.results.verify import verify
from tests.formulation.compare import assert_same_program
from tests.formulation.test_same_program import both
from tests.parks import at, drain, given, levy, need, optimum, paid, pipe, plant, series, shop, small_park

SULPHUR = Quality(label="sulphur", unit="%", burns_to="so2", burns_by=2.0)
SO2 = Carrier(label="so2", kind="emission", unit="kg/h")
COAL = Carrier(label="coal", kind="energy", unit="t/h")


def boiler(**more):
    """A boiler that burns a tonne of coal for a unit of heat."""
    burns = more.pop("burns", {"coal": {"sulphur": 0.9}})
    return plant("mill.boiler", "heat", {"coal": -1.0}, capacity=20.0, burns=burns, **more)


def works(*more, price=1.0, steps=2, unit=SO2, quality=SULPHUR, rich=2.0, lean=0.5, heat=10.0, plants=None):
    """A mill that may burn coal rich in sulphur at 50 or coal with less at 80, and pays for SO2."""
    return small_park(
        steps,
        quality,
        unit,
        COAL,
        need("mill.heat", heat),
        plants or boiler(),
        shop("coal", 50.0, "mill", label="rich", quality={"sulphur": rich}),
        shop("coal", 80.0, "mill", label="lean", quality={"sulphur": lean}),
        levy("so2", price),
        *more,
    )


def test_so2_is_twice_the_sulphur_burnt_less_what_stays():
    """10 t/h · 2 % · 2 · 0.9 = 360 kg/h from the rich coal; a levy of 1 costs less than 30 a tonne more."""
    r = optimum(works())
    assert at(r, "purchase", "rich:mill") == [10, 10]
    assert r.emission_total("so2") == pytest.approx(2 * 360)
    assert paid(r, "levy") == pytest.approx(2 * 360)


def test_a_dear_emission_buys_the_other_coal():
    """27 kg less of SO2 a tonne for 30 more: worth it above 1.11 a kilogram; 90 kg/h are left."""
    assert at(optimum(works(price=1.1)), "purchase", "lean:mill") == [0, 0]
    r = optimum(works(price=1.2))
    assert at(r, "purchase", "lean:mill") == [10, 10]
    assert r.emission_total("so2") == pytest.approx(2 * 90)


def test_the_factor_follows_a_profile_of_the_coal():
    r = optimum(works(rich=series(2.0, 1.0), lean=series(2.0, 2.0)))
    assert r.emission_total("so2") == pytest.approx(360 + 180)


def test_what_a_link_brings_burns_with_the_quality_of_its_origin():
    """The mine's coal costs nothing and has 1 %: 4 t/h of it, 6 of the rich: 72 + 216."""
    r = optimum(works(
        dataclasses.replace(given("mine.coal", 4.0), quality={"sulphur": 1.0}), pipe("mine", "mill", "coal"),
    ))  # fmt: skip
    assert r.emission_total("so2") == pytest.approx(2 * (72 + 216))


def test_energy_and_mass_are_joined_by_the_heating_value():
    """10 MW of coal of 5 MWh/t are 2 t/h: 2 · 2 % · 2 · 0.9 t/h."""
    coal = Carrier(label="coal", kind="energy", unit="MW", lower_heating_value=5.0)
    tonnes = Carrier(label="so2", kind="emission", unit="t/h")
    r = optimum(small_park(
        1, SULPHUR, tonnes, coal, need("mill.heat", 10.0), boiler(),
        shop("coal", 50.0, "mill", quality={"sulphur": 2.0}), levy("so2", 1.0),
    ))  # fmt: skip
    assert r.emission_total("so2") == pytest.approx(0.072)


def test_a_scrubber_takes_what_was_formed():
    scrubber = plant(
        "mill.scrubber", "so2", {"so2": -1.0, "gypsum": 2.7}, treats=("mill.boiler",),
        captured_max={"so2": 0.95}, capacity=1000.0,
    )  # fmt: skip
    r = optimum(works(scrubber, drain("mill.gypsum")))
    assert at(r, "activity", "mill.scrubber") == [342, 342]
    assert r.emission_total("so2") == pytest.approx(2 * 18)


def test_tiling_and_writing_out_agree():
    park = works(rich=series(2.0, 1.0), heat=series(10.0, 4.0))
    question = load("integrated_park")
    assert_same_program(*both(question.build, question.scope(park), full(park.calendar)))


def test_the_checker_finds_an_emission_that_is_too_small():
    r = optimum(works())
    market = dataclasses.replace(r.park.markets["rich"], quality={"sulphur": 3.0})
    other = r.park.replace(markets={**r.park.markets, "rich": market})
    said = [str(f) for f in verify(other, r.horizon, r.data, r.outcome.objective).findings]
    assert any("mill:so2" in f and "differs from activity times factors" in f for f in said), said


@pytest.mark.parametrize(
    ("park", "path", "sentence"),
    [
        (lambda: works(plants=boiler(burns={"coal": {"sulfur": 1.0}})), "burns", "is not declared"),
        (lambda: works(plants=boiler(burns={"coal": {"sulphur": 1.1}})), "burns", "is above 1"),
        (lambda: works(plants=boiler(burns={"heat": {"sulphur": 1.0}})), "burns", "is not taken"),
        (lambda: works(plants=boiler(burns={"oil": {"sulphur": 1.0}})), "burns", "is no flow of this"),
        (lambda: works(plants=boiler(burns={"sulphur": 1.0})), "burns", "is stated by carrier first"),
        (lambda: works(quality=Quality(label="sulphur", unit="%")), "burns", "burns to nothing"),
        (
            lambda: works(quality=dataclasses.replace(SULPHUR, unit="kg/GJ")),
            "burns",
            "from which no mass follows for coal in t/h",
        ),
        (
            lambda: works(quality=dataclasses.replace(SULPHUR, burns_to="coal")),
            "burns_to",
            "is not an emission",
        ),
        (lambda: works(shop("coal", 9.0, "mill", label="bare")), "quality", "which mill.boiler burns"),
        (
            lambda: works(Pool(label="mill.yard", carrier="coal")),
            "burns",
            "coal that mill.yard mixes",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_worked_out_has_its_sentence(park, path, sentence):
    with pytest.raises(ParkError) as caught:
        park()
    said = [str(problem) for problem in caught.value.problems]
    assert any(f".{path}" in line and sentence in line for line in said), said


def test_an_emission_counts_once():
    twice = boiler()
    twice = dataclasses.replace(twice, ratios={**twice.ratios, "so2": 3.0})
    with pytest.raises(ParkError, match="which its ratios emit too: it would count twice"):
        works(plants=twice)
