"""Stoichiometry against round molar masses, and a stack with three cleaners in a park."""

import pytest

from symbiosis.catalogue.flue_gas import (
    dedusting,
    denitrification,
    desulphurisation,
    dust_per_fuel,
    so2_per_fuel,
)
from symbiosis.catalogue.substance import FormulaError, molar_mass, tonnes_per_tonne
from symbiosis.park import Carrier
from tests.parks import at, drain, levy, need, optimum, plant, shop, small_park

EXACT = {"sorbent_purity": 1.0, "sorbent_per_sulphur": 1.0, "gypsum_moisture": 0.0, "gypsum_purity": 1.0}


@pytest.mark.parametrize(
    ("formula", "round_mass"),
    [
        ("SO2", 64),
        ("CaCO3", 100),
        ("CaSO4·2H2O", 172),
        ("CO(NH2)2", 60),
        ("Ca(OH)2", 74),
        ("CaSO3·0.5H2O", 129),
    ],
)
def test_molar_masses(formula, round_mass):
    assert molar_mass(formula) == pytest.approx(round_mass, rel=3e-3)


@pytest.mark.parametrize("formula", ["", "X2", "CaCO3)", "(CaO", "caco3"])
def test_what_is_no_formula_is_refused(formula):
    with pytest.raises(FormulaError, match="is no formula"):
        molar_mass(formula)


def test_the_figures_of_the_trade():
    """Gypsum per sulphur 5.37, limestone per sulphur 3.12, urea from ammonia and carbon dioxide."""
    assert tonnes_per_tonne("CaSO4·2H2O", "S") == pytest.approx(5.37, abs=0.005)
    assert tonnes_per_tonne("CaCO3", "S") == pytest.approx(3.122, abs=0.005)
    assert tonnes_per_tonne("NH3", "CO(NH2)2", 2) == pytest.approx(0.567, abs=0.001)
    assert tonnes_per_tonne("CO2", "CaCO3") == pytest.approx(0.4397, abs=0.0002)


def test_atoms_are_kept():
    """Calcium and sulphur of gypsum are those of limestone and sulphur dioxide; carbon leaves as CO2."""
    fgd = desulphurisation("p.fgd", ["p.boiler"], 0.9, co2="co2", **EXACT)
    made, taken = fgd.ratios["gypsum"].value, -fgd.ratios["limestone"].value
    gypsum, stone = molar_mass("CaSO4·2H2O"), molar_mass("CaCO3")
    assert made / gypsum == pytest.approx(taken / stone) == pytest.approx(1 / molar_mass("SO2"))
    assert fgd.ratios["co2"].value / molar_mass("CO2") == pytest.approx(taken / stone)


def test_purity_and_moisture():
    """Half pure, half wet: twice the stone, four times the gypsum."""
    exact = desulphurisation("p.fgd", ["p.boiler"], 0.9, **EXACT).ratios
    real = desulphurisation(
        "p.fgd", ["p.boiler"], 0.9, sorbent_purity=0.5, sorbent_per_sulphur=1.0, gypsum_moisture=0.5,
        gypsum_purity=0.5,
    ).ratios  # fmt: skip
    assert real["limestone"].value == pytest.approx(2 * exact["limestone"].value)
    assert real["gypsum"].value == pytest.approx(4 * exact["gypsum"].value)


def test_lime_and_urea():
    lime = desulphurisation("p.fgd", ["p.b"], 0.9, sorbent="lime", sorbent_carrier="lime", co2="co2", **EXACT)
    assert lime.ratios["lime"].value == pytest.approx(-56 / 64, rel=1e-3)
    assert "co2" not in lime.ratios
    urea = denitrification("p.scr", ["p.b"], 0.8, reducer="urea", reducer_carrier="urea", slip=0.0, co2="co2")
    assert urea.ratios["urea"].value == pytest.approx(-30 / 46, rel=1e-3)
    assert urea.ratios["co2"].value == pytest.approx(22 / 46, rel=1e-3)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (lambda: desulphurisation("p.f", ["p.b"], 1.1), "removal = 1.1 is no share"),
        (lambda: desulphurisation("p.f", [], 0.9), "nothing to clean"),
        (
            lambda: desulphurisation("p.f", ["p.b"], 0.9, sorbent_carrier=""),
            "name the carriers of its reagent",
        ),
        (lambda: desulphurisation("p.f", ["p.b"], 0.9, sorbent="sand"), "limestone or lime"),
        (lambda: desulphurisation("p.f", ["p.b"], 0.9, sorbent_per_sulphur=0.9), "cannot bind"),
        (lambda: desulphurisation("p.f", ["p.b"], 0.9, gypsum_moisture=1.0), "gypsum_moisture leaves 0"),
        (lambda: denitrification("p.f", ["p.b"], 0.9, reducer="coal"), "ammonia or urea"),
        (lambda: so2_per_fuel(1.2), "sulphur = 1.2 is no share"),
        (lambda: dust_per_fuel(0.2, -0.1), "flying = -0.1 is no share"),
    ],
)
def test_what_chemistry_refuses(wrong, sentence):
    with pytest.raises(ValueError, match=sentence):
        wrong()


def test_a_stack_with_three_cleaners():
    """100 t/h of coal with 1 % sulphur, 20 % ash of which 80 % fly: each cleaner takes its share."""
    raw = {"so2": so2_per_fuel(0.01), "nox": 0.004, "dust": dust_per_fuel(0.2, 0.8)}
    park = small_park(
        1,
        *(Carrier(label=k, kind="emission", unit="t/h") for k in raw),
        need("plant.heat", 100.0),
        plant("plant.boiler", "heat", {"coal": -1.0, **raw}, capacity=100.0),
        desulphurisation("plant.fgd", ["plant.boiler"], 0.95, capacity=10.0, **EXACT),
        denitrification("plant.scr", ["plant.boiler"], 0.85, capacity=10.0, slip=0.0),
        dedusting("plant.filter", ["plant.boiler"], 0.999, capacity=50.0),
        shop("coal", 1.0, "plant"),
        shop("limestone", 1.0, "plant"),
        shop("ammonia", 1.0, "plant"),
        drain("plant.gypsum"),
        drain("plant.fly_ash"),
        *(levy(k, 1000.0) for k in raw),
    )
    r = optimum(park)
    assert at(r, "activity", "plant.fgd") == [pytest.approx(0.95 * 1.998, abs=1e-3)]
    assert at(r, "activity", "plant.filter") == [pytest.approx(15.984)]
    assert at(r, "discard", "plant.gypsum") == [pytest.approx(0.95 * 5.37, abs=1e-3)]
    assert r.emission_total("nox") == pytest.approx(0.4 * 0.15)
