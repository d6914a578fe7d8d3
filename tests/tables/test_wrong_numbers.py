"""What numbers, units and evidence of a park can get wrong, and the sentence that says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tables.folder import BOILER, RATIOS, folder, line_of, only_problem

# what is replaced, by what, and the one problem that must be reported
ONE_PROBLEM = {
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
        "State the carrier's lower_heating_value (e.g. 23 GJ/t), of steam its pressure and "
        "return_temperature, or write t/h.",
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
}


@pytest.mark.parametrize("case", ONE_PROBLEM)
def test_a_wrong_number_is_one_sentence_with_place_and_remedy(tmp_path: Path, case: str) -> None:
    old, new, sentence = ONE_PROBLEM[case]
    assert only_problem(folder(tmp_path, (old, new))) == sentence
