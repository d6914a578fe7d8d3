"""The catalogue of technologies: complete rows, energy that is not invented, money converted as stated."""

from __future__ import annotations

import pytest

from symbiosis.catalogue.money import NOT_LOCALISED, RateError, conversion, not_localised
from symbiosis.catalogue.plants import plants, search
from symbiosis.park.figure import Figure

HEAT_OF_SURROUNDINGS = {"biomass_chp", "gas_boiler_heat"}  # flue gas condenses: above the lower heating value
COLD = {"compression_chiller", "absorption_chiller", "absorption_chiller_steam", "cooling_tower"}


def energy(entry):
    """What it gives and takes of energy per rated unit, where a flow is energy."""
    numbers = {}
    for carrier, text in entry.flows.items():
        value, _, unit = text.partition(" ")
        if not unit or unit.startswith("MWh/"):
            numbers[carrier] = float(value)
    return numbers


def test_there_are_at_least_forty_with_everything_stated():
    assert len(plants()) >= 40
    for entry in plants().values():
        assert entry.title, entry.label
        assert entry.title_zh, entry.label
        assert entry.source, entry.label
        assert entry.confidence in ("H", "M", "L"), entry.label
        assert entry.investment > 0, entry.label
        assert 5 <= entry.lifetime <= 50, entry.label
        assert 0 < entry.size_low < entry.size_high, entry.label
        assert entry.space > 0, entry.label
        assert entry.space_on in ("roof", "ground"), entry.label
        assert entry.region in ("Europe", "China", "United States"), entry.label
        assert (entry.kind == "store") == (not entry.flows), entry.label
        assert entry.localisation is None or 0.2 <= entry.localisation <= 1, entry.label


@pytest.mark.parametrize(
    "label", sorted(x for x, entry in plants().items() if entry.kind == "technology" and entry.unit == "MW")
)
def test_no_technology_gives_more_energy_than_it_takes(label):
    entry = plants()[label]
    flows = energy(entry)
    taken = -sum(value for value in flows.values() if value < 0)
    given = sum(value for value in flows.values() if value > 0)
    if entry.group == "renewable" or label in COLD:
        return
    assert given <= taken * (1.12 if label in HEAT_OF_SURROUNDINGS else 1.0) + 1e-5


def test_a_word_is_found_in_either_language():
    assert [entry.label for entry in search("chiller")] == [
        "compression_chiller", "absorption_chiller", "absorption_chiller_steam"
    ]  # fmt: skip
    assert search("电解") == [plants()["electrolyser"]]
    assert search("no such thing") == []


def test_money_is_converted_at_the_mean_of_the_year_and_localised():
    found = conversion("EUR", "CNY", 2024, localisation=0.5)
    assert found.factor == pytest.approx(7.7875 * 0.5)
    assert found.said == "× 7.7875 CNY/EUR (mean of 2024) × 0.5 for China (assumed)"
    assert found.assumed


def test_without_a_factor_it_says_that_it_is_not_localised():
    found = conversion("USD", "CNY", 2030)
    assert found.factor == pytest.approx(7.1217)  # the last year that is known
    assert found.said.endswith(NOT_LOCALISED)


def test_the_park_s_own_rate_goes_first_and_nothing_is_localised_abroad():
    assert conversion("EUR", "CNY", 2024, {"EUR": 8.0}, 0.5).factor == 4.0
    assert conversion("USD", "EUR", 2023, localisation=0.5).factor == pytest.approx(7.0467 / 7.66)
    assert conversion("CNY", "EUR", 2024).factor == pytest.approx(1 / 7.7875)


def test_a_currency_without_a_rate_is_named():
    with pytest.raises(RateError, match=r"no rate is known for KRW. Add to park: exchange: \{EUR: … KRW\}"):
        conversion("EUR", "KRW", 2024)


def test_things_with_foreign_costs_are_listed_once():
    foreign = Figure(1.0, source=f"… {NOT_LOCALISED}")
    figures = {
        "technologies.works.orc.investment_per_capacity": foreign,
        "technologies.works.orc.running_cost": foreign,
        "technologies.works.boiler.running_cost": Figure(1.0, source="read"),
    }
    assert not_localised(figures) == ["works.orc"]
