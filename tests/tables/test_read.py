"""Everything a park.yaml can get wrong, and the sentence that says so."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from symbiosis.park.figure import Figure
from symbiosis.park.profile import Varying
from symbiosis.tables.read import read_park, read_with_notes
from tests.tables.folder import PARK, PROFILES, folder, good, only_problem, problems


def line_of(text: str) -> int:
    """Return the line of the unspoiled park in which a text first stands."""
    return PARK[: PARK.index(text)].count("\n") + 1


BOILER = line_of("mill.boiler")
RATIOS = "ratios: {gas: -0.75 MWh/t, steam: 1, co2: 150 kg/t}"

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
    "no unit": (
        "capacity: 20 t/h",
        "capacity: 20",
        f'park.yaml:{BOILER + 3} technologies.mill.boiler.capacity = "20": the unit is missing. '
        "Write 20 t/h.",
    ),
    "decimal comma": (
        "capacity: 20 t/h",
        "capacity: 12,5 t/h",
        f'park.yaml:{BOILER + 3} technologies.mill.boiler.capacity = "12,5 t/h": '
        "not a number (decimal comma?). Write 12.5.",
    ),
    "thousands mark": (
        "capacity: 20 t/h",
        "capacity: 1,200 t/h",
        f'park.yaml:{BOILER + 3} technologies.mill.boiler.capacity = "1,200 t/h": '
        "a comma may be a decimal comma or a thousands mark. Write 1200 or 1.200.",
    ),
    "space in a number": (
        "capacity_max: 60 t/h",
        "capacity_max: 1 200 t/h",
        f'park.yaml:{BOILER + 4} technologies.mill.boiler.capacity_max = "1 200 t/h": '
        "a space stands inside the number. Write 1200 t/h.",
    ),
    "power where steam is meant": (
        "capacity: 20 t/h",
        "capacity: 20 kVA",
        f'park.yaml:{BOILER + 3} technologies.mill.boiler.capacity = "20 kVA": kVA is given where '
        "t/h is expected. "
        "State the carrier's lower_heating_value (e.g. 23 GJ/t), or write t/h.",
    ),
    "power where energy is needed": (
        "rate: 2 t/h",
        "rate: 2 t",
        f'park.yaml:{line_of("mill.gypsum:")} supplies.mill.gypsum.rate = "2 t": '
        "t is mass, but mass/time is expected. Write a number in t/h.",
    ),
    "tesla": (
        "capacity: 20 t/h",
        "capacity: 20 T/h",
        f'park.yaml:{BOILER + 3} technologies.mill.boiler.capacity = "20 T/h": '
        'the unit "T" is ambiguous. T is tesla. Write t for tonnes.',
    ),
    "unit in capitals": (
        "lower_heating_value: 7 MWh/t",
        "lower_heating_value: 7 MWH/t",
        f'park.yaml:{line_of("  coal:")} carriers.coal.lower_heating_value = "7 MWH/t": '
        'the unit "MWH" is not known. Capitals matter: did you mean MWh?',
    ),
    "heating value in the wrong field": (
        "lower_heating_value: 7 MWh/t",
        "lower_heating_value: {value: 36 MJ/Nm3, source: bill}",
        f"park.yaml:{line_of('  coal:')} carriers.coal.lower_heating_value.value = "
        '"36 MJ/Nm3": MJ/Nm3 is energy/normal volume. '
        "State it as lower_heating_value_volume: 36 MJ/Nm3.",
    ),
    "normal volume without a heating value": (
        "purchase_price: {profile: gas_price}",
        "purchase_price: 3.5 元/Nm3",
        f'park.yaml:{line_of("  gas: {carrier")} markets.gas.purchase_price = "3.5 元/Nm3": '
        "元/Nm3 is given where CNY/MWh is expected. State the carrier's lower_heating_value_volume "
        "(e.g. 35.5 MJ/Nm3), or write CNY/MWh.",
    ),
    "peak charge per amount": (
        "purchase_price: {profile: gas_price}",
        "purchase_price: {profile: gas_price}, peak_charge: 0.1 元/kWh",
        f'park.yaml:{line_of("  gas: {carrier")} markets.gas.peak_charge = "0.1 元/kWh": '
        "元/kWh is paid per amount; this is paid per capacity and month. "
        "Write a number in CNY/(MW)/month.",
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
    "share above one": (
        "    lifetime: 20 a",
        "    lifetime: 20 a\n    availability: 85",
        f'park.yaml:{BOILER + 7} technologies.mill.boiler.availability = "85": is above 1. Did '
        "you mean 85 %?",
    ),
    "negative": (
        "capacity: 20 t/h",
        "capacity: -20 t/h",
        f'park.yaml:{BOILER + 3} technologies.mill.boiler.capacity = "-20 t/h": is below 0. '
        "Write it without a minus sign; the name of the field says which way it counts.",
    ),
    "lifetime zero": (
        "lifetime: 20 a",
        "lifetime: 0 a",
        f'park.yaml:{BOILER + 6} technologies.mill.boiler.lifetime = "0 a": must be above 0.',
    ),
    "discount rate as a number of percent": (
        "discount_rate: 8 %",
        "discount_rate: 8",
        'park.yaml:7 park.discount_rate = "8": is above 1. Did you mean 8 %?',
    ),
    "not a number": (
        "capacity: 20 t/h",
        "capacity: .nan",
        f'park.yaml:{BOILER + 3} technologies.mill.boiler.capacity = ".nan": this is not a finite number. '
        "Write the number, or leave the line out if it does not apply.",
    ),
    "too large": (
        "capacity: 20 t/h",
        "capacity: 1e400 t/h",
        f'park.yaml:{BOILER + 3} technologies.mill.boiler.capacity = "1e400 t/h": the number is too large. '
        "Write a finite number in a fitting unit.",
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
    "a word where a number belongs": (
        "capacity: 20 t/h",
        "capacity: on",
        f'park.yaml:{BOILER + 3} technologies.mill.boiler.capacity = "on": this is not a number. '
        "Write a number with its unit, e.g. 12 t/h.",
    ),
    "time of day": (
        "lifetime: 20 a",
        "lifetime: 12:30:00",
        f'park.yaml:{BOILER + 6} technologies.mill.boiler.lifetime = "12:30:00": '
        "a time of day stands here, not a number. Write a number with its unit, e.g. 12.5 h.",
    ),
    "range": (
        "lifetime: 20 a",
        "lifetime: 15-20 a",
        f'park.yaml:{BOILER + 6} technologies.mill.boiler.lifetime = "15-20 a": a range stands '
        "here, not a number. "
        "Write {unknown: true, low: …, high: …} with units.",
    ),
    "formula": (
        "lifetime: 20 a",
        'lifetime: "=A1"',
        f'park.yaml:{BOILER + 6} technologies.mill.boiler.lifetime = "=A1": '
        "a formula stands here, not a number. Write the number itself.",
    ),
    "full-width digits": (
        "lifetime: 20 a",
        "lifetime: ２０ a",
        f'park.yaml:{BOILER + 6} technologies.mill.boiler.lifetime = "２０ a": '
        "full-width digits or signs stand here. Write 20 a.",
    ),
    "newton cubic metres": (
        "gypsum: {kind: waste, unit: t/h}",
        "gypsum: {kind: waste, unit: t/h}\n  air: {kind: material, unit: Nm^3/h}",
        f'park.yaml:{line_of("  gypsum:") + 1} carriers.air.unit = "Nm^3/h": '
        '"Nm^3/h" may be read as newton times cubic metre. Write Nm3 (or 标方): m³ at 0 °C.',
    ),
    "carrier measured by the year": (
        "gypsum: {kind: waste, unit: t/h}",
        "gypsum: {kind: waste, unit: t/h}\n  air: {kind: material, unit: 万t/a}",
        f'park.yaml:{line_of("  gypsum:") + 1} carriers.air.unit = "万t/a": a carrier\'s unit is '
        "an amount per hour. "
        "Write t/h, kg/h, m3/h, Nm3/h, GJ/h, kW or MW; values in other units (万t/a) are converted.",
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
    "ratio without a unit": (
        RATIOS,
        RATIOS.replace("-0.75 MWh/t", "-0.75"),
        f'park.yaml:{BOILER + 2} technologies.mill.boiler.ratios.gas = "-0.75": the unit is missing. '
        "Write -0.75 MWh/t.",
    ),
    "ratio that is no ratio": (
        RATIOS,
        RATIOS.replace("-0.75 MWh/t", "-0.75 MWh"),
        f'park.yaml:{BOILER + 2} technologies.mill.boiler.ratios.gas = "-0.75 MWh": '
        '"MWh" is not an amount per amount. Write it in MWh/t.',
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
    "profile without a scale": (
        "{profile: load, scale: 12 t/h}",
        "{profile: load}",
        f'park.yaml:{line_of("mill.steam:")} demands.mill.steam.rate: profile "load" [1]: 1 is a '
        "plain number, but "
        "mass/time is expected. The profile has no dimension: add a scale, e.g. scale: 8 t/h.",
    ),
    "profile scaled twice": (
        "{profile: gas_price}",
        "{profile: gas_price, scale: 3 CNY/MWh}",
        f'park.yaml:{line_of("  gas: {carrier")} markets.gas.purchase_price: profile "gas_price" [CNY/MWh]: '
        "CNY/MWh × CNY/MWh is CNY^2/energy^2, but CNY/energy is expected. Write a number in CNY/MWh.",
    ),
    "annual total that is a flow": (
        "rate: 2 t/h",
        "rate: {annual: 2 t/h, shape: flat}",
        f'park.yaml:{line_of("mill.gypsum:")} supplies.mill.gypsum.rate.annual = "2 t/h": '
        "an annual total is an amount per year, not a flow. Write it in units like t/a or GWh/a.",
    ),
    "annual total without a shape": (
        "rate: 2 t/h",
        "rate: {annual: 2 t/a}",
        f"park.yaml:{line_of('mill.gypsum:')} supplies.mill.gypsum.rate: the total has no shape. "
        "Add shape: one of flat, two_shift, day_shift, weekdays, or a profile.",
    ),
    "unknown shape": (
        "rate: 2 t/h",
        "rate: {annual: 2 t/a, shape: two_shifts}",
        f'park.yaml:{line_of("mill.gypsum:")} supplies.mill.gypsum.rate.shape = "two_shifts": '
        'there is no shape of this name. Did you mean "two_shift"?',
    ),
    "annual price": (
        "fee: 50 CNY/t",
        "fee: {annual: 50 CNY/a, shape: flat}",
        f"park.yaml:{line_of('mill.landfill')} outlets.mill.landfill.fee: "
        "an annual total makes sense for flows only. Write a number or a profile.",
    ),
    "range that is none": (
        "lifetime: 20 a",
        "lifetime: {value: 20 a, low: 25 a}",
        f"park.yaml:{BOILER + 6} technologies.mill.boiler.lifetime: low ≤ value ≤ high does not "
        "hold: 25 a ≤ 20 a. "
        "Correct the range.",
    ),
    "unknown without a range": (
        "lifetime: 20 a",
        "lifetime: {unknown: true, low: 10 a}",
        f"park.yaml:{BOILER + 6} technologies.mill.boiler.lifetime: an unknown number needs its range. "
        "Add low and high.",
    ),
    "confidence in words": (
        "lifetime: 20 a",
        "lifetime: {value: 20 a, confidence: high}",
        f'park.yaml:{BOILER + 6} technologies.mill.boiler.lifetime.confidence = "high": this is '
        "no confidence. "
        "Write H (read in a source), M (weak) or L (assumption).",
    ),
    "a format of the future": (
        "format: 1",
        "format: 2",
        'park.yaml:1 format = "2": the format is not known. This version reads format 1.',
    ),
    "no format": (
        "format: 1\n",
        "",
        "park.yaml:1 format: the format is missing. Begin with `format: 1`.",
    ),
    "unknown time zone": (
        "Asia/Shanghai",
        "Asia/Shanghia",
        'park.yaml:8 park.time.time_zone = "Asia/Shanghia": this time zone is not known. '
        "Write a name like Asia/Shanghai, Europe/Berlin or UTC.",
    ),
    "date that does not exist": (
        "start: 2023-01-01T00:00",
        "start: 2024-02-30",
        'park.yaml:8 park.time.start = "2024-02-30": this date or time does not exist. '
        "Check month, day, hour and offset.",
    ),
    "invisible character in a name": (
        "mill.landfill",
        "mill.land\u200bfill",
        f"park.yaml:{line_of('mill.landfill')}: an invisible character U+200B stands in this line. "
        "Delete it (retype the word).",
    ),
    "nul": (
        "excluding VAT",
        "excluding\0VAT",
        "park.yaml:6: an invisible character U+0000 stands in this line. Delete it (retype the word).",
    ),
    "duplicate key": (
        "    lifetime: 20 a",
        "    lifetime: 20 a\n    lifetime: 25 a",
        f'park.yaml:{BOILER + 7}: "lifetime" is given twice, first in line {BOILER + 6}. Keep one '
        "of the two.",
    ),
    "duplicate thing": (
        "  mill.landfill: {",
        "  mill.landfill: {carrier: gypsum, fee: 1 CNY/t}\n  mill.landfill: {",
        f'park.yaml:{line_of("mill.landfill") + 1}: "mill.landfill" is given twice, first in line '
        f"{line_of('mill.landfill')}. Keep one of the two.",
    ),
    "tab": (
        "    lifetime: 20 a",
        "\tlifetime: 20 a",
        f"park.yaml:{BOILER + 6}: a tab stands in this line. Indent with spaces, never with tabs.",
    ),
    "full-width colon": (
        "    lifetime: 20 a",
        "    lifetime：20 a",
        f"park.yaml:{BOILER + 6}: a full-width colon (：) stands in this line. "
        "Write an ordinary colon and a space: `name: value`.",
    ),
    "anchor": (
        "lifetime: 20 a",
        "lifetime: &life 20 a",
        f"park.yaml:{BOILER + 6}: anchors (&life) are not allowed. Write the value out.",
    ),
    "alias": (
        "lifetime: 20 a",
        "lifetime: *life",
        f"park.yaml:{BOILER + 6}: aliases (*name) are not allowed. Write the value out.",
    ),
    "merge key": (
        "    lifetime: 20 a",
        "    <<: {lifetime: 20 a}",
        f"park.yaml:{BOILER + 6}: merge keys (<<) are not allowed. Write the values out.",
    ),
    "tag": (
        "lifetime: 20 a",
        "lifetime: !!python/object/apply:os.system [ls]",
        f"park.yaml:{BOILER + 6}: tags (!name) are not allowed. Write the plain value, in quotes if need be.",
    ),
    "second document": (
        "demands:",
        "---\ndemands:",
        f"park.yaml:{line_of('demands:')}: a second document begins here. One document per file: "
        "delete `---`.",
    ),
    "open bracket": (
        "[mill]",
        "[mill",
        f"park.yaml:{line_of('  coal: {carrier')}: a bracket is not closed, or a comma is missing. "
        "Close every { and [, and separate entries by commas.",
    ),
    "nested without end": (
        "lifetime: 20 a",
        "lifetime: " + "[" * 3000,
        f"park.yaml:{BOILER + 6}: nested deeper than 20 levels.",
    ),
}


@pytest.mark.parametrize("case", ONE_PROBLEM)
def test_one_problem_is_one_sentence_with_place_and_remedy(tmp_path: Path, case: str) -> None:
    old, new, sentence = ONE_PROBLEM[case]
    assert only_problem(folder(tmp_path, (old, new))) == sentence


def test_every_problem_of_the_folder_comes_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    found = problems(
        folder(
            tmp_path,
            ("discount_rate: 8 %", "discount_rate: 8"),
            ("capacity: 20 t/h", "capcity: 20 t/h"),
            ("lifetime: 20 a", "lifetime: 20"),
            ("members: [mill]", "members: [mil]"),
            ("fee: 50 CNY/t", "fee: 50 EUR/t"),
        )
    )
    assert [problem.path for problem in found] == [
        "park.discount_rate",
        "technologies.mill.boiler.capcity",
        "technologies.mill.boiler.lifetime",
        "outlets.mill.landfill.fee",
        "markets.coal.members",
    ]
    assert all(problem.place.startswith("park.yaml:") for problem in found)


def test_what_only_follows_from_an_unread_field_is_not_reported(tmp_path: Path) -> None:
    # the boiler's ratios are unread, so nothing seems to make steam; the demand for it is not to blame
    broken = (RATIOS, "ratios: nothing")
    assert only_problem(folder(tmp_path, broken)) == (
        f'park.yaml:{BOILER + 2} technologies.mill.boiler.ratios = "nothing": '
        "carriers with numbers are expected here. Write {gas: -0.75 MWh/t, steam: 1}."
    )


def test_a_problem_of_the_finished_park_gets_its_line(tmp_path: Path) -> None:
    sentence = only_problem(folder(tmp_path, ("capacity_max: 60 t/h", "capacity_max: 10 t/h")))
    assert sentence == (
        f'park.yaml:{BOILER + 4} technologies.mill.boiler.capacity_max = "10 t/h": '
        "is below the capacity that stands today, 20. Raise it, or lower capacity."
    )


def test_an_empty_file_says_how_to_begin(tmp_path: Path) -> None:
    (tmp_path / "park.yaml").write_text("# nothing\n", encoding="utf-8")
    assert only_problem(tmp_path) == (
        "park.yaml: the file is empty. Begin with `format: 1`, `park:`, `carriers:` and `enterprises:`."
    )


def test_a_folder_without_a_park_says_so(tmp_path: Path) -> None:
    (tmp_path / "park.yml").write_text(PARK, encoding="utf-8")
    assert "there is no park.yaml here. Rename park.yml to park.yaml." in only_problem(tmp_path)
    assert "there is no such file or folder." in only_problem(tmp_path / "nowhere")


def test_missing_sections_are_named(tmp_path: Path) -> None:
    (tmp_path / "park.yaml").write_text("format: 1\nstores: {}\n", encoding="utf-8")
    said = {str(problem) for problem in problems(tmp_path)}
    for section in ("park", "carriers", "enterprises"):
        assert f"park.yaml {section}: this section is missing. Add `{section}:` to park.yaml." in said


def test_utf16_and_workbooks_are_named(tmp_path: Path) -> None:
    (tmp_path / "park.yaml").write_bytes(PARK.encode("utf-16"))
    assert "saved as UTF-16" in only_problem(tmp_path)
    (tmp_path / "park.yaml").write_bytes(b"PK\x03\x04rest")
    assert "Excel workbook" in only_problem(tmp_path)


def test_gb18030_and_byte_order_marks_are_read(tmp_path: Path) -> None:
    text = PARK.replace("name: two_firms", "name: two_firms\n  title_zh: 两家企业")
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        target = folder(tmp_path / encoding)
        (target / "park.yaml").write_bytes(text.encode(encoding))
        assert read_park(target).settings.title_zh == "两家企业"


def test_traps_of_yaml_stay_text_where_text_is_meant(tmp_path: Path) -> None:
    park = read_park(folder(tmp_path, ("name: two_firms", "name: two_firms\n  title: NO\n  title_zh: 010")))
    assert (park.settings.title, park.settings.title_zh) == ("NO", "010")


def test_numbers_are_decimal(tmp_path: Path) -> None:
    park = read_park(folder(tmp_path, ("capacity: 20 t/h", "capacity: 010 t/h"), ("60 t/h", "1e3 t/h")))
    boiler = park.technologies["mill.boiler"]
    assert (boiler.capacity, boiler.capacity_max) == (10.0, 1000.0)


def test_values_arrive_in_the_park_s_units(tmp_path: Path) -> None:
    park = good(tmp_path)
    boiler = park.technologies["mill.boiler"]
    assert boiler.investment_per_capacity == 900_000.0
    assert boiler.ratios == {"gas": Varying(-0.75), "steam": Varying(1.0), "co2": Varying(0.15)}
    assert park.markets["coal"].purchase_price == Varying(100.0)  # 700 CNY/t over 7 MWh/t
    assert park.markets["gas"].members == ("mill", "town")
    assert park.settings.discount_rate == 0.08
    assert park.series(park.demands["mill.steam"].rate).tolist() == [6.0, 12.0, 12.0, 6.0]


def test_ratios_convert_each_side_by_its_own_heating_value(tmp_path: Path) -> None:
    # 0.14 t of coal per t of steam is 0.98 MWh/t; both sides in mass would otherwise pass as they are
    park = read_park(folder(tmp_path, ("gas: -0.75 MWh/t", "coal: -0.14 t/t")))
    assert park.technologies["mill.boiler"].ratios["coal"].value == pytest.approx(-0.98, rel=1e-15)


def test_evidence_is_kept_in_the_park_s_units(tmp_path: Path) -> None:
    figure = (
        "{value: 90 万元/(t/h), low: 0.8 M CNY/(t/h), high: 1000 CNY/(kg/h), source: offer, confidence: M}"
    )
    park = read_park(folder(tmp_path, ("90 万元/(t/h)", figure)))
    path = "technologies.mill.boiler.investment_per_capacity"
    assert park.figures[path] == Figure(900_000.0, 800_000.0, 1_000_000.0, "offer", "M")


def test_an_unknown_number_is_the_middle_of_its_range(tmp_path: Path) -> None:
    park = read_park(folder(tmp_path, ("20 a", "{unknown: true, low: 10 a, high: 20 a}")))
    assert park.technologies["mill.boiler"].lifetime == 15.0
    assert park.figures["technologies.mill.boiler.lifetime"].assumed


def test_evidence_of_ratios_follows_the_rated_carrier(tmp_path: Path) -> None:
    ratios = "per: gas\n    ratios: {gas: -1, steam: {value: 1.25 t/MWh, low: 1 t/MWh, source: plate}}"
    park = read_park(folder(tmp_path, (RATIOS, ratios)))
    assert park.technologies["mill.boiler"].ratios["gas"].value == -0.8
    assert park.figures["technologies.mill.boiler.ratios.steam"] == Figure(1.0, 0.8, None, "plate")


def test_an_annual_total_is_kept_exactly(tmp_path: Path) -> None:
    rate = "{annual: 8760 t/a, shape: two_shift}"
    time = "{year: 2024, time_zone: Asia/Shanghai}"
    start = "{start: 2023-01-01T00:00, steps: 4, time_zone: Asia/Shanghai}"
    target = folder(tmp_path, ("rate: 2 t/h", f"rate: {rate}"), (start, time), profiles=None)
    text = (target / "park.yaml").read_text(encoding="utf-8")
    text = text.replace("{profile: load, scale: 12 t/h}", "12 t/h").replace(
        "{profile: gas_price}", "300 CNY/MWh"
    )
    (target / "park.yaml").write_text(text, encoding="utf-8")
    park = read_park(target)
    values = park.series(park.supplies["mill.gypsum"].rate)
    assert values.size == 8784
    assert values.sum() == pytest.approx(8760.0, rel=1e-12)
    assert values[:6].max() == 0.0
    assert np.ptp(values[6:22]) == 0.0
    assert park.profiles["shape:two_shift"].assumed


def test_the_horizon_is_kept_as_plain_data(tmp_path: Path) -> None:
    park = read_park(
        folder(
            tmp_path, ("discount_rate: 8 %", "discount_rate: 8 %\n  horizon: {weeks: [3, 16], cyclic: true}")
        )
    )
    assert dict(park.horizon) == {"weeks": (3, 16), "cyclic": True}


def test_members_of_networks_become_connections(tmp_path: Path) -> None:
    network = (
        "networks:\n"
        "  main: {carrier: steam, owner: mill, exists: true, members: {mill: {direction: feed, "
        "capacity: 20 t/h},\n"
        "    town: {direction: draw, capacity: 5 t/h}}}\n"
    )
    park = read_park(folder(tmp_path, ("markets:\n", f"{network}markets:\n")))
    assert {c.label: c.capacity for c in park.connections.values()} == {"main.mill": 20.0, "main.town": 5.0}
    sentence = only_problem(
        folder(tmp_path / "b", ("markets:\n", network.replace("5 t/h", "5 MW") + "markets:\n"))
    )
    assert "networks.main.town.capacity" in sentence
    assert sentence.startswith(f"park.yaml:{line_of('markets:') + 2} ")


def test_a_file_path_and_folders_with_spaces_and_chinese_are_read(tmp_path: Path) -> None:
    target = folder(tmp_path / "园区 一")
    assert read_park(target / "park.yaml") == read_park(str(target))


def test_gas_is_bought_in_normal_cubic_metres_and_burnt_in_megawatts(tmp_path: Path) -> None:
    park = read_park(
        folder(
            tmp_path,
            ("gas: {kind: energy, unit: MW}", GAS_BY_VOLUME),
            (
                "purchase_price: {profile: gas_price}",
                "purchase_price: 3.6 元/标方, peak_charge: 48 元/(kW·月)",
            ),
            ("gas: -0.75 MWh/t", "gas: -75 Nm3/t"),
        )
    )
    assert park.carriers["gas"].lower_heating_value_volume == pytest.approx(0.01, rel=1e-15)
    assert park.markets["gas"].purchase_price == Varying(pytest.approx(360.0, rel=1e-15))
    assert park.markets["gas"].peak_charge == 48_000.0
    assert park.technologies["mill.boiler"].ratios["gas"] == Varying(pytest.approx(-0.75, rel=1e-15))


GAS_BY_VOLUME = "gas: {kind: energy, unit: MW, lower_heating_value_volume: 36 MJ/Nm3}"


def test_units_with_a_stated_reading_are_noted(tmp_path: Path) -> None:
    changes = (
        ("    capacity: 20 t/h", "    title: 20 kVA"),
        ("capacity_max: 60 t/h", "capacity_max: {value: 60 蒸吨, source: 70 MVA}"),
        ("investment_per_capacity: 90 万元/(t/h)", "investment_per_capacity: 90 万元/蒸吨"),
    )
    notes = read_with_notes(folder(tmp_path, *changes))[1]
    assert notes == (f"蒸吨 is read as t/h of steam, not as 0.7 MW: park.yaml:{BOILER + 4} and 1 more.",)
    assert read_with_notes(folder(tmp_path / "plain"))[1] == ()


def test_units_of_profiles_are_noted_too(tmp_path: Path) -> None:
    profiles = PROFILES.replace("gas_price [CNY/MWh]", "gas_price [CNY/MWh],transformer [kVA]")
    rows = profiles.splitlines()
    profiles = "\n".join([rows[0], *(f"{row},1" for row in rows[1:])]) + "\n"
    notes = read_with_notes(folder(tmp_path, profiles=profiles))[1]
    assert notes == ("kVA is read as kW, with power factor 1: profiles/p.csv:1.",)
