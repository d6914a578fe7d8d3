"""Every verb on every kind of path, checked against numbers of the park of three firms."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from symbiosis.park import ParkError, Varying
from symbiosis.scenario import Scenario, add, apply, choose, put, remove, scale
from symbiosis.tables import digest, read_park

FIRMS = Path(__file__).resolve().parents[2] / "scenarios" / "three_firms"


@pytest.fixture(scope="module")
def firms():
    return read_park(FIRMS)


def problem_of(park, *changes):
    with pytest.raises(ParkError) as caught:
        apply(park, Scenario("trial", changes))
    return str(caught.value.problems[0])


def test_no_change_is_the_same_park(firms):
    assert apply(firms, Scenario("base")) is firms


def test_set_reads_units_as_park_files_do(firms):
    # 1.2 CNY per kilowatt-hour are 1200 per megawatt-hour
    changed = apply(firms, [put("markets.gas.purchase_price", "1.2 CNY/kWh")])
    assert changed.markets["gas"].purchase_price == Varying(1200.0)
    assert firms.markets["gas"].purchase_price == Varying(400.0)  # the park given is as it was


def test_set_takes_a_number_with_its_evidence(firms):
    value = {"value": "500 CNY/MWh", "low": "400 CNY/MWh", "high": "700 CNY/MWh", "source": "a guess"}
    changed = apply(firms, [put("markets.gas.purchase_price", value)])
    assert changed.figures["markets.gas.purchase_price"].high == 700.0


def test_a_number_without_its_unit_is_refused(firms):
    assert "unit is missing" in problem_of(firms, put("markets.gas.purchase_price", 450))


def test_scale_multiplies_what_follows_a_profile(firms):
    changed = apply(firms, [scale("demands.paper_mill.*.rate", "150 %")])
    before, after = firms.demands["paper_mill.steam"].rate, changed.demands["paper_mill.steam"].rate
    assert after == Varying(before.value * 1.5, before.profile)


def test_scale_leaves_alone_what_is_not_stated(firms):
    changed = apply(firms, [scale("technologies.*.investment_per_capacity", 0.5)])
    assert changed.technologies["paper_mill.new_boiler"].investment_per_capacity == 600_000.0
    assert changed.technologies["paper_mill.old_boiler"].investment_per_capacity is None


def test_scale_of_a_profile_scales_its_values(firms):
    name = next(iter(firms.profiles))
    changed = apply(firms, [scale(f"profiles.{name}", 2)])
    assert np.array_equal(changed.profiles[name].values, 2 * firms.profiles[name].values)


def test_one_entry_of_ratios_and_emissions(firms):
    changed = apply(
        firms,
        [put("technologies.power_plant.unit.ratios.coal", -3), scale("markets.*.emissions.co2", 0.5)],
    )
    assert changed.technologies["power_plant.unit"].ratios["coal"] == Varying(-3.0)
    assert changed.technologies["power_plant.unit"].ratios["gypsum"] == Varying(0.025)
    assert changed.markets["gas"].emissions["co2"] == Varying(0.1)


def test_words_in_brackets_select(firms):
    changed = apply(firms, [put("links.*[kind=energy].capacity_max", "3 t/h")])
    assert [link.capacity_max for link in changed.links.values()] == [5.0, 3.0]
    changed = apply(firms, [scale("technologies.*[enterprise=paper_mill].capacity", 2)])
    assert [t.capacity for t in changed.technologies.values()] == [50.0, 15.0, 24.0, 0.0]


def test_remove_takes_a_thing_or_resets_a_field(firms):
    changed = apply(firms, [remove("links.steam_pipe"), remove("links.gypsum_road.capacity_max")])
    assert list(changed.links) == ["gypsum_road"]
    assert changed.links["gypsum_road"].capacity_max is None


def test_an_enterprise_leaves_with_all_it_has(firms):
    changed = apply(firms, [remove("enterprises.board_mill")])
    assert list(changed.enterprises) == ["power_plant", "paper_mill"]
    assert "board_mill.gypsum" not in changed.demands
    assert "gypsum_road" not in changed.links
    assert "natural_gypsum" not in changed.markets  # it had no other member


def test_an_enterprise_arrives(firms):
    arrival = [
        add("enterprises.glass_works", {"x": "1 km", "y": "1 km"}),
        add("demands.glass_works.gas", {"carrier": "gas", "rate": "2 MW"}),
        add("markets.gas.members", ["glass_works"]),
    ]
    changed = apply(firms, arrival)
    assert changed.markets["gas"].members == ("paper_mill", "glass_works")
    assert changed.demands["glass_works.gas"].rate == Varying(2.0)


def test_choose_keeps_only_what_is_named(firms):
    assert list(apply(firms, [choose("links.*", "gypsum_road")]).links) == ["gypsum_road"]


def test_horizon_and_settings_can_be_set(firms):
    changed = apply(firms, [put("park.horizon", {"annualised": False}), put("park.discount_rate", "5 %")])
    assert changed.horizon["annualised"] is False
    assert changed.settings.discount_rate == 0.05


def test_changes_are_made_in_order(firms):
    first = Scenario("first", (put("markets.gas.purchase_price", "100 CNY/MWh"),))
    second = Scenario("second", (scale("markets.gas.purchase_price", 3),))
    assert apply(firms, first + second).markets["gas"].purchase_price == Varying(300.0)
    assert apply(firms, second + first).markets["gas"].purchase_price == Varying(100.0)


def test_changes_that_undo_each_other_give_an_equal_park(firms):
    there_and_back = [scale("markets.gas.purchase_price", 2), scale("markets.gas.purchase_price", 0.5)]
    assert digest(apply(firms, there_and_back)) == digest(firms)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (scale("markets.gaz.purchase_price", 2), 'Did you mean "markets.gas.purchase_price"?'),
        (scale("market.gas.purchase_price", 2), 'Did you mean "markets"?'),
        (scale("markets.*.purchase_pric", 2), "Did you mean"),
        (scale("links.*[kind=water].capacity_max", 2), "nothing that the path matches has kind=water"),
        (scale("links.*[knd=water].capacity_max", 2), '"knd" is nothing to select by here'),
        (scale("links.steam_pipe.title", 2), "holds no number"),
        (scale("markets.gas.purchase_price", -1), "a factor is not negative"),
        (scale("markets.gas.purchase_price", "much"), "not a number"),
        (put("links.steam_pipe", 3), "acts on a field"),
        (put("markets.gas.purchase_price", "450 CNY/t"), "markets.gas.purchase_price"),
        (put("demands.board_mill.gypsum.rate", "-1 t/h"), "is below 0"),
        (add("links.steam_pipe", {}), "this label is taken"),
        (add("links.new pipe", {"origin": "paper_mill"}), "the label holds a space"),
        (add("enterprises.mill", {"rolle": "town"}), "this word is not known here"),
        (remove("carriers.gas"), "a carrier is not removed"),
        (remove("markets.gas.carrier"), "carrier cannot be left out"),
        (choose("links.*", "gypsum_rod"), "is none of what the path matches"),
        (put("markets.gas.members", ["nobody"]), "markets.gas.members"),
    ],
)
def test_bad_changes_say_what_to_mend(firms, change, said):
    message = problem_of(firms, change)
    assert said in message, message
    assert message.startswith("scenario trial"), message


@pytest.mark.parametrize("change", [remove("enterprises.*"), remove("enterprises.?*")])
def test_somebody_stays(firms, change):
    assert "no enterprise is left. Leave at least one." in problem_of(firms, change)


def test_a_section_that_is_empty_by_then_says_so(firms):
    said = problem_of(firms, remove("links.*"), scale("links.steam_pipe.lifetime", 2))
    assert "nothing in the park has this path. Nothing is left in this section." in said


def test_qualities_are_known_to_the_changes_that_follow(firms):
    changed = apply(
        firms,
        Scenario(
            "trial",
            (
                add("qualities.salt", {"unit": "mg/L"}),
                put("markets.gas.quality", {"salt": "3 g/L"}),
            ),
        ),
    )
    assert changed.markets["gas"].quality["salt"].value == pytest.approx(3000.0)


@pytest.fixture(scope="module")
def salty(firms):
    return apply(
        firms,
        Scenario(
            "salty",
            (
                add("qualities.salt", {"unit": "mg/L"}),
                add("qualities.ash", {"unit": "%"}),
                put("markets.gas.quality", {"salt": "3 g/L", "ash": "5 %"}),
                put("technologies.power_plant.unit.quality", {"gypsum": {"ash": "8 %"}}),
            ),
        ),
    )


def test_one_quality_is_set_scaled_and_removed(salty):
    changed = apply(salty, [put("markets.gas.quality.salt", "1 g/L"), scale("markets.*.quality.ash", 2)])
    assert changed.markets["gas"].quality["salt"].value == pytest.approx(1000.0)
    assert changed.markets["gas"].quality["ash"].value == pytest.approx(10.0)
    left = apply(salty, [remove("markets.gas.quality.salt")])
    assert dict(left.markets["gas"].quality) == {"ash": salty.markets["gas"].quality["ash"]}


def test_one_quality_of_one_carrier(salty):
    path = "technologies.power_plant.unit.quality.gypsum.ash"
    assert _ash(apply(salty, [put(path, "6 %")])) == pytest.approx(6.0)
    assert _ash(apply(salty, [scale(path, 0.5)])) == pytest.approx(4.0)
    assert not apply(salty, [remove(path)]).technologies["power_plant.unit"].quality


def _ash(park):
    return park.technologies["power_plant.unit"].quality["gypsum"]["ash"].value


def test_a_quality_is_added_only_where_none_stands(salty):
    both = apply(salty, [add("technologies.power_plant.unit.quality.gypsum.salt", "2 mg/L")])
    assert set(both.technologies["power_plant.unit"].quality["gypsum"]) == {"ash", "salt"}
    for path in ("markets.gas.quality.salt", "technologies.power_plant.unit.quality.gypsum"):
        assert "there already" in problem_of(salty, add(path, "2 mg/L"))
    assert "not there yet" in problem_of(salty, put("markets.gas.quality.sulphur", "2 mg/L"))


def test_a_quality_that_is_no_number_is_named(salty):
    assert "unit is missing" in problem_of(salty, put("markets.gas.quality.salt", 3))
