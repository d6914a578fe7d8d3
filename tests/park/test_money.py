"""Money over time, by hand."""

from __future__ import annotations

import pytest

from symbiosis.park.money import annuity, owner_of, present_worth, replacement, upfront
from tests.formulation.parks import rich_park

PARK = rich_park(2)


def test_without_interest_an_investment_is_spread_evenly():
    assert annuity(100.0, lifetime=4, rate=0.0) == 25.0


def test_one_year_at_eight_percent():
    assert annuity(100.0, lifetime=1, rate=0.08) == pytest.approx(108.0)


def test_two_years_by_hand():
    # 1/1.1 + 1/1.21 = 1.7355371900826446
    assert present_worth(2, 0.1) == pytest.approx(1.7355371900826446)


def test_a_link_costs_its_length():
    # e0 (0, 0) to e1 (1, 0): 1 km; 1e4 per km, 100 per capacity
    assert upfront(PARK, PARK.links["pipe"]) == (1e4, 100.0)


def test_owners():
    assert owner_of(PARK, PARK.links["pipe"]) == "e1"
    assert owner_of(PARK, PARK.connections["main.e0"]) == "works"
    assert owner_of(PARK, PARK.technologies["e0.boiler"]) == "e0"


def test_replacement_of_what_lasts_five_of_twenty_years():
    # again = 1e5 + 5e4/4 = 112500 per MW; AF(20) = 9.8181474, AF(5) = 3.9927100 at 8 %
    share = 1 - 3.99271003708 / 9.81814740681
    assert replacement(PARK, PARK.technologies["e0.boiler"]) == pytest.approx(112500 / 9.81814740681 * share)


def test_what_outlasts_the_study_needs_no_replacement():
    assert replacement(PARK, PARK.technologies["e0.pv"]) == 0.0
