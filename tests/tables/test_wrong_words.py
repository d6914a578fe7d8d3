"""What names, words and labels of a park can get wrong, and the sentence that says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tables.folder import BOILER, RATIOS, folder, line_of, only_problem

# what is replaced, by what, and the one problem that must be reported
ONE_PROBLEM = {
    "misspelt field": (
        "    capacity: 20 t/h",
        "    capcity: 20 t/h",
        f"park.yaml:{BOILER + 3} technologies.mill.boiler.capcity: this word is not known here. "
        'Did you mean "capacity"?',
    ),
    "annuity is never entered": (
        "    lifetime: 20 a",
        "    lifetime: 20 a\n    annuity: 3 CNY",
        f"park.yaml:{BOILER + 7} technologies.mill.boiler.annuity: this word is not known here. "
        "Enter investment, investment_per_capacity and lifetime; the annuity follows from them.",
    ),
    "misspelt section": (
        "outlets:",
        "outlts:",
        f'park.yaml:{line_of("outlets:")} outlts: this section is not known. Did you mean "outlets"?',
    ),
    "heating value in the wrong field": (
        "lower_heating_value: 7 MWh/t",
        "lower_heating_value: {value: 36 MJ/Nm3, source: bill}",
        f"park.yaml:{line_of('  coal:')} carriers.coal.lower_heating_value.value = "
        '"36 MJ/Nm3": MJ/Nm3 is energy/normal volume. '
        "State it as lower_heating_value_volume: 36 MJ/Nm3.",
    ),
    "colon in a label": (
        "mill.landfill:",
        "mill:landfill:",
        f'park.yaml:{line_of("mill.landfill")} outlets.mill:landfill: the label holds ":", which '
        "results use to join labels. Use letters of any script, digits, _ and -, with dots between parts.",
    ),
    "long label": (
        "mill.landfill:",
        f"mill.{'l' * 60}:",
        f"park.yaml:{line_of('mill.landfill')} outlets.mill.{'l' * 60}: the label has 65 characters. "
        "Use at most 64; titles may be longer.",
    ),
    "name of the park": (
        "name: two_firms",
        "name: ../two_firms",
        f'park.yaml:{line_of("name: two_firms")} park.name = "../two_firms": the label holds "/". '
        "Use letters of any script, digits, _ and -, with dots between parts.",
    ),
    "another currency": (
        "fee: 50 CNY/t",
        "fee: 50 EUR/t",
        f'park.yaml:{line_of("mill.landfill")} outlets.mill.landfill.fee = "50 EUR/t": the '
        "park's currency is CNY, "
        "this is in EUR. Convert it to CNY at a stated exchange rate and price year.",
    ),
    "blank": (
        "capacity: 20 t/h",
        "capacity:",
        f"park.yaml:{BOILER + 3} technologies.mill.boiler.capacity: nothing is written here. "
        "Write a value, or delete the line if it does not apply.",
    ),
    "null": (
        "tax_basis: excluding VAT",
        "tax_basis: null",
        'park.yaml:6 park.tax_basis = "null": nothing is written here. '
        "Write a value, or delete the line if it does not apply.",
    ),
    "a word for yes": (
        "    lifetime: 20 a",
        "    lifetime: 20 a\n    retirable: NO",
        f'park.yaml:{BOILER + 7} technologies.mill.boiler.retirable = "NO": yes or no is expected '
        "here. Write false.",
    ),
    "currency by name": (
        "currency: CNY",
        "currency: 元",
        'park.yaml:4 park.currency = "元": this is not an ISO currency code. Write CNY.',
    ),
    "year that is no year": (
        "price_year: 2024",
        "price_year: 2024.5",
        'park.yaml:5 park.price_year = "2024.5": a whole number is expected here. Write 2024.',
    ),
    "not one of the words": (
        "role: town}",
        "role: twon}",
        f'park.yaml:{line_of("  town:")} enterprises.town.role = "twon": not one of the words allowed here. '
        'Did you mean "town"?',
    ),
    "unknown carrier in ratios": (
        RATIOS,
        RATIOS.replace("gas", "gaz"),
        f"park.yaml:{BOILER + 2} technologies.mill.boiler.ratios.gaz: is not declared under carriers. "
        'Did you mean "gas"?',
    ),
    "unknown carrier": (
        "carrier: gypsum, fee",
        "carrier: gypsun, fee",
        f'park.yaml:{line_of("mill.landfill")} outlets.mill.landfill.carrier = "gypsun": '
        'is not declared under carriers. Did you mean "gypsum"?',
    ),
    "unknown enterprise": (
        "mill.landfill",
        "mil.landfill",
        f'park.yaml:{line_of("mill.landfill")} outlets.mil.landfill: names enterprise "mil", '
        "which is not declared. "
        'Did you mean "mill"?',
    ),
    "unknown member": (
        "members: [mill]",
        "members: [mil]",
        f'park.yaml:{line_of("  coal: {carrier")} markets.coal.members = "mil": is not declared '
        "under enterprises. "
        'Did you mean "mill"?',
    ),
    "one name where a list belongs": (
        "members: [mill]",
        "members: mill",
        f'park.yaml:{line_of("  coal: {carrier")} markets.coal.members = "mill": a list is expected here. '
        "Write [mill] or all.",
    ),
    "named twice": (
        "members: [mill]",
        "members: [mill, mill]",
        f'park.yaml:{line_of("  coal: {carrier")} markets.coal.members = "[mill, mill]": "mill" '
        "is named twice. "
        "Name it once.",
    ),
    "per a carrier that is not there": (
        RATIOS,
        "per: coal\n    " + RATIOS.replace("-0.75 MWh/t, steam: 1, co2: 150 kg/t", "-1, steam: 1.2 t/MWh"),
        f'park.yaml:{BOILER + 2} technologies.mill.boiler.per = "coal": '
        "the ratios are stated per this carrier, which is not among them. Known: gas, steam.",
    ),
    "label where a field belongs": (
        "  mill.gypsum: {carrier: gypsum, rate: 2 t/h}",
        "  mill.gypsum: {carrier: gypsum, rate: 2 t/h}\n  rate: 3 t/h",
        f'park.yaml:{line_of("mill.gypsum:") + 1} supplies.rate = "3 t/h": the field rate stands '
        "where the label of "
        "a thing is expected. Indent it one level deeper, under its thing.",
    ),
    "label without its enterprise": (
        "mill.landfill",
        "landfill",
        f"park.yaml:{line_of('mill.landfill')} outlets.landfill: does not name its enterprise. "
        "Write enterprise.thing, e.g. paper_mill.boiler.",
    ),
    "two carriers that differ by case": (
        "  gypsum: {kind: waste, unit: t/h}",
        "  gypsum: {kind: waste, unit: t/h}\n  Gypsum: {kind: waste, unit: t/h}",
        f'park.yaml:{line_of("  gypsum:") + 1} carriers.Gypsum: differs from "gypsum" by case alone. '
        "Rename one of them.",
    ),
    "missing field": (
        "carrier: gypsum, fee: 50 CNY/t",
        "carrier: gypsum",
        f"park.yaml:{line_of('mill.landfill')} outlets.mill.landfill.fee: this is missing "
        "(paid per amount discarded). Write fee: … CNY/t.",
    ),
    "profile by its bare name": (
        "rate: 2 t/h",
        "rate: load",
        f'park.yaml:{line_of("mill.gypsum:")} supplies.mill.gypsum.rate = "load": '
        "the name of a profile stands where a number is expected. Write {profile: load}.",
    ),
    "unknown profile": (
        "profile: gas_price",
        "profile: gaz_price",
        f'park.yaml:{line_of("  gas: {carrier")} markets.gas.purchase_price = "gaz_price": '
        'there is no profile of this name. Did you mean "gas_price"?',
    ),
    "unknown shape": (
        "rate: 2 t/h",
        "rate: {annual: 2 t/a, shape: two_shifts}",
        f'park.yaml:{line_of("mill.gypsum:")} supplies.mill.gypsum.rate.shape = "two_shifts": '
        'there is no shape of this name. Did you mean "two_shift"?',
    ),
    "confidence in words": (
        "lifetime: 20 a",
        "lifetime: {value: 20 a, confidence: high}",
        f'park.yaml:{BOILER + 6} technologies.mill.boiler.lifetime.confidence = "high": this is '
        "no confidence. "
        "Write H (read in a source), M (weak) or L (assumption).",
    ),
    "unknown time zone": (
        "Asia/Shanghai",
        "Asia/Shanghia",
        'park.yaml:8 park.time.time_zone = "Asia/Shanghia": this time zone is not known. '
        "Write a name like Asia/Shanghai, Europe/Berlin or UTC.",
    ),
}


@pytest.mark.parametrize("case", ONE_PROBLEM)
def test_a_wrong_word_is_one_sentence_with_place_and_remedy(tmp_path: Path, case: str) -> None:
    old, new, sentence = ONE_PROBLEM[case]
    assert only_problem(folder(tmp_path, (old, new))) == sentence
