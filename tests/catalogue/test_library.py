"""The library: every row is usable, units are normalised, exact stoichiometry comes out again."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symbiosis.catalogue.library import factor_of, library
from symbiosis.catalogue.process import needs_of, scaled
from symbiosis.park.figure import Figure

# Molar masses [g/mol]
H, C, N, O, NA, S, CL, CA = 1.008, 12.011, 14.007, 15.999, 22.990, 32.06, 35.45, 40.078  # noqa: E741
LIBRARY = library()
ROWS = [c for t in LIBRARY.types.values() for c in t.coefficients]


def figure(kind, carrier, direction="in"):
    (found,) = [n.figure for n in needs_of(kind) if (n.carrier, n.direction) == (carrier, direction)]
    return found


def test_nothing_was_lost():
    assert (len(LIBRARY.types), len(ROWS), len(LIBRARY.matches), len(LIBRARY.steam)) == (22, 114, 34, 10)


@pytest.mark.parametrize("row", ROWS, ids=[f"{r.type}.{r.carrier}.{r.direction}.{r.variant}" for r in ROWS])
def test_a_row_has_a_carrier_a_source_and_a_range(row):
    assert row.amount == LIBRARY.carriers[row.carrier].amount
    assert row.figure.source.startswith("process library: ")
    assert len(row.figure.source) > len("process library: ")
    assert row.figure.confidence in ("H", "M", "L")
    assert row.direction in ("in", "out")
    low, high = row.figure.low, row.figure.high
    assert low is None or low <= row.figure.value
    assert high is None or row.figure.value <= high


def test_every_figure_recalled_and_not_read_is_no_better_than_weak():
    assert {r.figure.confidence for r in ROWS if "recalled, not read" in r.figure.source} == {"M", "L"}


@pytest.mark.parametrize("match", LIBRARY.matches.values(), ids=list(LIBRARY.matches))
def test_a_match_names_known_carriers_and_says_where_it_was_seen(match):
    assert set(match.carriers) | set(match.replaces) <= set(LIBRARY.carriers)
    assert match.evidence or match.confidence == "M"
    assert 0.0 < match.share_most <= 1.0
    assert match.radius > 0.0


def test_every_carrier_has_a_way_of_moving():
    assert {c.transport for c in LIBRARY.carriers.values()} - {"none"} == set(LIBRARY.transport)


@pytest.mark.parametrize(
    ("kind", "carrier", "direction", "exact"),
    [
        ("chlor_alkali", "caustic_soda", "out", (NA + O + H) / CL),
        ("urea", "pure_co2", "in", (C + 2 * O) / (C + O + 2 * N + 4 * H)),
        ("clinker", "co2", "out", 0.65 * 44 / 56 + 0.015 * 44 / 40),
    ],
)
def test_stoichiometry(kind, carrier, direction, exact):
    assert figure(kind, carrier, direction).value == pytest.approx(exact, rel=0.006)


def test_hydrogen_of_electrolysis_is_half_a_mole_per_mole_of_chlorine_atoms():
    mass = figure("chlor_alkali", "hydrogen", "out").value / 33.33  # t per t of Cl2
    assert mass == pytest.approx(2 * H / (2 * CL), rel=0.015)


def test_salt_is_at_least_what_chlorine_needs():
    assert 1.0 < figure("chlor_alkali", "salt").value / ((NA + CL) / CL) < 1.05


def test_urea_takes_its_ammonia():
    (ammonia,) = [c for c in LIBRARY.types["urea"].coefficients if c.carrier == "ammonia"]
    assert ammonia.figure.value == pytest.approx(2 * (N + 3 * H) / (C + O + 2 * N + 4 * H), rel=0.001)
    assert figure("urea", "natural_gas").value == pytest.approx(10.8 * 0.567)
    assert "natural_gas" not in {n.carrier for n in needs_of("urea", bought=("ammonia",))}


def test_gypsum_of_coal_power_follows_from_sulphur_and_is_dry():
    coal, sulphur, removed = 0.38, 0.01, 0.95  # t per MWh, shares
    per_sulphur = (CA + S + 4 * O + 2 * (2 * H + O)) / S
    assert per_sulphur == pytest.approx(5.37, rel=1e-3)
    assert figure("coal_power", "gypsum", "out").value == pytest.approx(
        coal * sulphur * removed * per_sulphur, rel=0.08
    )


def test_clinker_of_a_cement_works_is_counted_once():
    assert figure("cement", "limestone").value == pytest.approx(0.656 * 1.55)
    assert figure("cement", "power").value == pytest.approx(0.040 + 0.656 * 0.0694)
    assert {n.carrier for n in needs_of("cement", bought=("clinker",))} == {
        "clinker", "power", "cement_addition", "gypsum",
    }  # fmt: skip


def test_energy_units():
    assert figure("steel", "bf_gas", "out").value == pytest.approx(1400 * 3.25 / 3600)
    assert figure("coal_power", "coal").value == pytest.approx(0.38 * 23 / 3.6)
    assert figure("recycled_paper", "steam").value == pytest.approx(5 / 2.066)
    assert factor_of("3.25/3600") == Fraction(325, 360000)


@pytest.mark.parametrize("level", LIBRARY.steam.values(), ids=list(LIBRARY.steam))
def test_steam_tables_agree_with_themselves(level):
    if level.enthalpy is None:
        return
    assert level.condensing == pytest.approx(level.enthalpy - level.saturated_liquid, abs=1e-3)
    assert level.from_feedwater == pytest.approx(level.enthalpy - 0.4365, abs=1.5e-3)


def test_an_unknown_type_is_a_key_error():
    with pytest.raises(KeyError):
        needs_of("perpetuum_mobile")


def test_a_scaled_figure_keeps_its_evidence():
    assert scaled(Figure(2.0, 1.0, None, "x", "L"), 3.0) == Figure(6.0, 3.0, None, "x", "L")
