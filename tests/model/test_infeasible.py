"""A park that cannot work is told so, and what falls short, where, when and by how much."""

import pytest

from symbiosis.questions import solve
from tests.parks import A_YEAR, cap, drain, given, need, pipe, plant, series, shop, small_park


def explained(park):
    """Sentences about why there is no plan."""
    r = solve(park, "integrated_park")
    assert r.outcome.status == "infeasible"
    assert r.data is None
    assert r.explanation
    return r.explanation


def test_a_need_that_cannot_be_met_is_named_with_the_hour_and_the_amount():
    park = small_park(
        3, need("mill.heat", series(5.0, 10.0, 9.0)), shop("heat", 1.0, "mill", purchase_limit=6.0)
    )
    (sentence,) = explained(park)
    assert sentence.startswith("heat at mill: up to 4 MW short in 2 hours (7 MWh)")
    assert "2025-01-01 01:00" in sentence


def test_what_has_nowhere_to_go_is_named():
    park = small_park(2, given("mill.waste", series(3.0, 5.0)), drain("mill.waste", 0.0, limit=4.0))
    (sentence,) = explained(park)
    assert sentence.startswith("waste at mill: up to 1 MW too much")


@pytest.mark.parametrize("rate", [5.0, series(5.0, 5.0)])
def test_a_by_product_and_a_need_that_nothing_evens_out(rate):
    park = small_park(
        2, given("mill.offgas", rate), need("mill.burner", 3.0, carrier="offgas"), need("mill.heat", 1.0),
        shop("heat", 1.0, "mill"),
    )  # fmt: skip
    assert any(sentence.startswith("offgas at mill: up to 2 MW too much") for sentence in explained(park))


def test_a_need_behind_a_narrow_link_is_short_at_its_end():
    park = small_park(
        1, need("mill.heat", 10.0), shop("heat", 1.0, "plant"), pipe("plant", "mill", "heat", capacity=7.0)
    )
    (sentence,) = explained(park)
    assert sentence.startswith("heat at ")
    assert "3 MW short" in sentence


def test_a_cap_that_is_too_tight_is_named():
    # a need of 10 emits 5; 3 are allowed; nothing else could make heat
    park = small_park(
        1,
        need("mill.heat", 10.0),
        plant("mill.boiler", "heat", {"co2": 0.5}, capacity=20.0),
        cap("co2", 3 * A_YEAR),
    )
    assert explained(park) == ("cap co2_cap: must be exceeded by 17520 t/a",)


def test_a_contract_that_must_be_taken_in_vain_is_named():
    # 14 an hour must be taken and only 10 are needed
    park = small_park(1, need("mill.heat", 10.0), shop("heat", 1.0, "mill", purchase_annual_min=14 * A_YEAR))
    (sentence,) = explained(park)
    if sentence.startswith("take-or-pay"):
        assert f"cannot be reached by {4 * A_YEAR:g} MWh/a" in sentence
    else:
        assert sentence.startswith("heat at mill: up to 4 MW too much")


def test_prices_that_earn_without_end_are_not_called_a_plan():
    buys, sells = shop("heat", 1.0, "mill"), shop("heat", None, "mill", label="town", sale_price=5.0)
    r = solve(small_park(1, given("mill.heat", 1.0), buys, sells), "integrated_park")
    assert r.outcome.status == "unbounded"
    assert any("town" in warning for warning in r.outcome.warnings)
