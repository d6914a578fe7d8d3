"""Waste gas in files: what fuels form, cleaners of several pollutants, and `device: {type: gas_cleaning}`."""

from __future__ import annotations

from pathlib import Path

import pytest

from symbiosis.park import Levy
from symbiosis.tables.convert import convert
from symbiosis.tables.read import read_park
from tests.parks import optimum
from tests.tables.folder import folder, problems

CARRIERS = (
    "  co2: {kind: emission, unit: t/h}\n",
    "  co2: {kind: emission, unit: t/h}\n  so2: {kind: emission, unit: kg/h}\n"
    "  nox: {kind: emission, unit: kg/h}\n  dust: {kind: emission, unit: t/h}\n"
    "  limestone: {kind: material, unit: t/h}\n  urea: {kind: material, unit: kg/h}\n"
    "  ash: {kind: waste, unit: t/h}\n  flue_gas: {kind: emission, unit: Nm3/h}\n",
)
OLD = "    ratios: {gas: -0.75 MWh/t, steam: 1, co2: 150 kg/t}\n"
BURNS = (
    "    ratios:\n      {coal: -0.8 MWh/t, steam: 1, co2: 150 kg/t, nox: 0.5 kg/t, dust: 8 kg/t,\n"
    "       flue_gas: 1000 Nm3/t}\n"
    "    burns: {coal: {sulphur: 90 %}}\n"
)
SULPHUR = (
    "enterprises:\n",
    "qualities:\n  sulphur: {unit: kg/GJ, burns_to: so2, burns_by: 1.998}\nenterprises:\n",
)
COAL = "  coal: {carrier: coal, members: [mill], purchase_price: 700 CNY/t}\n"
MARKETS = (
    COAL,
    COAL.replace("700 CNY/t", "700 CNY/t, quality: {sulphur: 0.4 g/MJ}")
    + "  limestone: {carrier: limestone, members: [mill], purchase_price: 40 CNY/t}\n"
    "  urea: {carrier: urea, members: [mill], purchase_price: 2000 CNY/t}\n",
)
ASH = ("  mill.landfill: {", "  mill.pond: {carrier: ash, fee: 25 CNY/t}\n  mill.landfill: {")
CLEANER = """\
  mill.cleaner:
    device:
      type: gas_cleaning
      treats: [mill.boiler]
      gas: flue_gas
      so2: so2
      so2_removal: 95 %
      sorbent_carrier: limestone
      sorbent_purity: 100 %
      sorbent_per_sulphur: 1
      gypsum: gypsum
      gypsum_moisture: 0
      gypsum_purity: 1
      nox: nox
      nox_removal: 60 %
      reducer: urea
      reducer_carrier: urea
      slip: 0
      dust: dust
      dust_removal: 99 %
      ash: ash
    capacity: 20000 Nm3/h
"""


def made(tmp_path: Path, cleaner: str = CLEANER) -> Path:
    return folder(
        tmp_path, CARRIERS, SULPHUR, (OLD, BURNS), MARKETS, ASH, ("demands:\n", cleaner + "demands:\n")
    )


def test_a_device_cleans_of_three_pollutants_by_stoichiometry(tmp_path: Path) -> None:
    """CaCO3/SO2 1.5625, gypsum/SO2 2.6878, urea/2 NO2 0.6527; so2 is in kg, limestone in t."""
    park = read_park(made(tmp_path))
    cleaner = park.technologies["mill.cleaner"]
    assert {k: ratio.value for k, ratio in cleaner.ratios.items()} == {"flue_gas": -1.0}
    expected = {"limestone": -1.5625e-3, "gypsum": 2.6878e-3}
    assert cleaner.taken_beside["so2"] == pytest.approx(expected, rel=3e-4)
    assert cleaner.taken_beside["nox"] == pytest.approx({"urea": -0.6527}, rel=2e-4)
    assert cleaner.taken_beside["dust"] == pytest.approx({"ash": 1.0})
    assert cleaner.treats == ("mill.boiler",)
    assert {k: s.value for k, s in cleaner.captured_max.items()} == pytest.approx(
        {"flue_gas": 1.0, "so2": 0.95, "nox": 0.6, "dust": 0.99}
    )
    assert "gas_cleaning" in park.figures["technologies.mill.cleaner.captures.nox.urea"].source


def test_what_a_fuel_forms_is_read_with_its_units(tmp_path: Path) -> None:
    """0.4 g/MJ is 0.4 kg/GJ."""
    park = read_park(made(tmp_path))
    assert park.markets["coal"].quality["sulphur"].value == pytest.approx(0.4)
    assert park.technologies["mill.boiler"].burns["coal"]["sulphur"].value == pytest.approx(0.9)
    assert park.qualities["sulphur"].burns_by == pytest.approx(1.998)


def test_the_plan_burns_cleans_and_verifies(tmp_path: Path) -> None:
    """At 12 t/h: 9.6 MW · 3.6 GJ · 0.4 kg · 1.998 · 0.9 = 24.86 kg/h of so2, of which 5 % are left."""
    park = read_park(made(tmp_path))
    price = Levy(label="so2", carrier="so2", price=10.0)
    r = optimum(park.replace(levies={"so2": price}))
    load = park.profiles["load"].values
    assert r.emission_total("so2") == pytest.approx(24.859 * 0.05 * float(load.sum()), rel=1e-4)


def test_all_of_it_goes_to_a_workbook_and_back(tmp_path: Path) -> None:
    path = made(tmp_path)
    park, again = read_park(path), read_park(convert(path, tmp_path / "book" / "park.xlsx"))
    for label in ("mill.cleaner", "mill.boiler"):
        assert again.technologies[label] == park.technologies[label]
    assert again.qualities == park.qualities


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("      sorbent_carrier: limestone\n", "", "so2 is cleaned, but sorbent_carrier is not named"),
        ("      ash: ash\n", "      ash: coal\n", "coal is in MW; measure it in t/h or kg/h"),
        ("      reducer: urea\n", "      reducer: milk\n", "'milk' is not known; write ammonia or urea"),
        ("      nox_removal: 60 %\n", "      nox_removal: 160 %\n", "is no share"),
        ("[mill.boiler]", "[mill.kiln]", "is not declared under technologies"),
    ],
)
def test_what_is_wrong_with_the_device_is_said(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    said = [str(p) for p in problems(made(tmp_path, CLEANER.replace(old, new)))]
    assert any("mill.cleaner" in line and sentence in line for line in said), said
