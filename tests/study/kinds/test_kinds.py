"""What the kinds of study find, on a park whose answers are known by heart."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from symbiosis.park.figure import Figure
from symbiosis.park.frozen import FrozenDict
from symbiosis.scenario import Scenario, add, put, scale
from symbiosis.study.axes import Sample, unit_cube
from symbiosis.study.kinds.every import stages, tornado
from symbiosis.study.kinds.totals import tally
from symbiosis.study.running import answer as answering
from symbiosis.study.running.archive import Record
from symbiosis.study.running.run import identities, run
from symbiosis.study.study import StudyError
from symbiosis.words import told
from tests.study.tiny import CHEAP, CLEAN, DEAR, gas_price, heat_park, heat_study, run_here

WATER = (
    add("carriers.water", {"kind": "water", "unit": "m3/h"}),
    add("markets.tap", {"carrier": "water", "members": ["mill"], "purchase_price": "1 CNY/m3"}),
    put("technologies.mill.rod.ratios", {"power": -1, "heat": 1, "water": "-0.5 m3/MWh"}),
)


def walk(study, answer):
    """Run a study's stages with an answer made up for each case; return its findings and all cases."""
    going, seen = stages(study), []
    cases = next(going)
    try:
        while True:
            seen += cases
            records = {case.name: Record(case.name, "optimal", indicators=answer(case)) for case in cases}
            cases = going.send(records)
    except StopIteration as end:
        return end.value, seen


def test_a_front_trades_cost_against_emissions(tmp_path):
    # from 4380 t at 657 000 to nothing at 876 000: 50 CNY/t all along
    study = heat_study(kind="front", details={"minimise": ("cost", "emission co2"), "points": 3})
    ran = run(study, tmp_path)
    assert ran.complete
    found = [(row["cost"], row["emission co2"]) for row in ran.findings.rows]
    wanted = [(CHEAP, 4380.0), ((CHEAP + CLEAN) / 2, 2190.0), (CLEAN, 0.0)]
    assert np.allclose(found, wanted, rtol=1e-5, atol=0.05)
    assert "50 CNY/t" in ran.findings.sentences[1]


def test_points_of_a_front_go_on_from_each_other(tmp_path, monkeypatch):
    """The first point has no limit; all others have the matrix of the second."""
    monkeypatch.setattr(answering, "_kept", {})
    details = {"minimise": ("cost", "emission co2"), "points": 6}
    ran = run_here(heat_study(kind="front", details=details), tmp_path)
    found = [(row["cost"], row["emission co2"]) for row in ran.findings.rows]
    share = np.linspace(0.0, 1.0, 6)
    assert np.allclose([cost for cost, _ in found], CHEAP + share * (CLEAN - CHEAP), rtol=1e-5)
    assert np.allclose([co2 for _, co2 in found], (1.0 - share) * 4380.0, atol=0.05)
    (standing,) = answering._kept.values()
    assert (standing.solved, standing.kept_in_all) == (6, 4)


def test_prices_of_a_break_even_go_on_from_each_other(tmp_path, monkeypatch):
    """Rods at 20 000 CNY/MW for a year, power at 50: worth it once 1.25 MWh of gas cost more than 52.28."""
    monkeypatch.setattr(answering, "_kept", {})
    park = heat_park()
    rod = dataclasses.replace(
        park.technologies["mill.rod"],
        capacity=0.0,
        capacity_max=9.0,
        investment_per_capacity=20_000.0,
        lifetime=1.0,
    )
    park = park.replace(technologies=FrozenDict({**park.technologies, rod.label: rod}))
    details = {"axis": gas_price(0, 100), "enters": "technologies.mill.rod", "within": 0.05}
    ran = run_here(heat_study(park=park, kind="break_even", details=details), tmp_path)
    tried = [row["price"] for row in ran.findings.rows]
    built = {row["price"]: row["built"] for row in ran.findings.rows}
    turn = (50.0 + 20_000.0 / 8760.0) / 1.25
    assert built == {price: price > turn for price in tried}
    (standing,) = answering._kept.values()
    assert (standing.solved, standing.kept_in_all) == (len(tried), len(tried) - 1)


def test_what_is_bought_is_tallied_like_an_emission():
    from symbiosis.scenario import apply

    park = apply(heat_park(), WATER)
    carrier, changes = tally(park, "purchase water")
    counted = apply(park, changes)
    assert counted.is_emission(carrier)
    assert counted.markets["tap"].emissions[carrier].value == 1.0
    assert tally(park, "emission co2") == ("co2", [])


@pytest.mark.parametrize(
    ("total", "said"),
    [
        ("emission co3", 'Did you mean "co2"?'),
        ("purchase co2", "Write emission co2"),
        ("emission gas", "Write purchase gas or discard gas"),
        ("discard gas", "nothing of the kind"),
    ],
)
def test_a_total_that_does_not_exist_is_named(total, said):
    with pytest.raises(StudyError) as caught:
        tally(heat_park(), total)
    assert said in str(caught.value)


def test_a_front_of_three_objectives_cuts_both_totals():
    study = heat_study(
        kind="front",
        scenarios=(Scenario("wet", WATER),),
        details={"minimise": ("cost", "emission co2", "purchase water"), "points": 3},
    )
    tallied = "total.purchase.water"

    def answer(case):
        if case.least:
            return {"bound": 0.0, "cost": 0.0}
        return {"cost": CHEAP, "emission": {"co2": 4380.0, tallied: 100.0}}

    _, cases = walk(study, answer)
    names = [case.name for case in cases]
    assert sum("least" in name for name in names) == 2
    assert sum("point=point" in name for name in names) == 9
    assert len(list(identities(study, cases))) == 12  # every change fits the park


def test_a_tornado_puts_each_figure_at_its_ends_and_sorts_them():
    figures = {
        "markets.gas.purchase_price": Figure(30.0, 24.0, 36.0),
        "demands.mill.heat.rate": Figure(2.0, 1.0, 3.0),
        "markets.grid.purchase_price": Figure(50.0, None, 60.0),  # no low end: not varied
    }
    park = dataclasses.replace(heat_park(), figures=FrozenDict(figures))
    study = heat_study(park=park, kind="tornado", details={"figures": "*"})

    def answer(case):
        change = case.changes[-1]
        if change.verb != "scale":
            return {"cost": 600.0}
        return {"cost": 600.0 * float(change.value)}

    found, cases = walk(study, answer)
    assert [row["figure"] for row in found.rows] == ["demands.mill.heat.rate", "markets.gas.purchase_price"]
    assert [row["swing"] for row in found.rows] == pytest.approx([600.0, 240.0])
    assert found.sentences[0] == "demands.mill.heat.rate: low -300 CNY/a, high +300 CNY/a"
    assert told(found.sentences[0], "zh") == "demands.mill.heat.rate：下限 -300 CNY/a，上限 +300 CNY/a"
    assert len(cases) == 5

    asked = tornado(study)  # stopped before anything was solved: of what is not known nothing is said
    next(asked)
    with pytest.raises(StopIteration) as ended:
        asked.send({})
    assert ended.value.value.sentences == ()


def test_what_lies_within_the_gaps_is_not_called_dearer():
    """Base 600, proved from 595. Heat at its low end costs 603, proved from 598: 5 below to 8 above."""
    figures = {
        "markets.gas.purchase_price": Figure(30.0, 24.0, 36.0),
        "demands.mill.heat.rate": Figure(2.0, 1.0, 3.0),
    }
    park = dataclasses.replace(heat_park(), figures=FrozenDict(figures))
    plans = {"0.5": (603.0, 598.0), "1.5": (700.0, 694.0), "0.8": (590.0, 580.0), "1.2": (601.0, 599.0)}

    def answer(case):
        change = case.changes[-1]
        cost, bound = plans[change.value] if change.verb == "scale" else (600.0, 595.0)
        return {"cost": cost, "bound": bound}

    found, _ = walk(heat_study(park=park, kind="tornado", details={"figures": "*"}), answer)
    assert [s for s in found.sentences if "gaps" in s] == [
        "at the low end, the gaps leave open whether these cost more or less: demands.mill.heat.rate",
        "at the high end, the gaps leave open whether these cost more or less: markets.gas.purchase_price",
    ]
    assert told(found.sentences[-1], "zh").startswith("取上限时，求解间隙使以下各项")


def test_a_break_even_is_closed_in_upon():
    study = heat_study(
        kind="break_even",
        details={"axis": gas_price(0, 100), "enters": "technologies.mill.rod", "within": 0.001},
    )

    def answer(case):
        return {"cost": 1.0, "new": {"mill.rod": 1.0 if case.coordinates["price"] > 40.0 else 0.0}}

    found, cases = walk(study, answer)
    built = [row["price"] for row in found.rows if row["built"]]
    spared = [row["price"] for row in found.rows if not row["built"]]
    assert max(spared) <= 40.0 < min(built)
    assert min(built) - max(spared) <= 0.1
    assert "enters between" in found.sentences[0]
    assert len(cases) < 30


def test_no_break_even_is_said():
    study = heat_study(
        kind="break_even", details={"axis": gas_price(0, 9), "enters": "links.pipe", "within": 0.1}
    )
    found, cases = walk(study, lambda case: {"cost": 1.0, "new": {}})
    assert "no break-even between" in found.sentences[0]
    assert len(cases) == 2


def test_a_comparison_tells_differences_from_the_first():
    study = heat_study(scenarios=(Scenario("base"), DEAR))
    found, _ = walk(study, lambda case: {"cost": CLEAN if "dear_gas" in case.name else CHEAP})
    assert [row["against_first"] for row in found.rows] == [0.0, CLEAN - CHEAP]
    assert found.sentences[1].endswith("876,000 CNY, +219,000 against the first")


def test_changes_are_made_in_the_stated_order():
    study = heat_study(scenarios=(DEAR,), axes=(gas_price(10),), changes=(scale("demands.*.rate", 2),))
    case = next(study.cases())
    assert [str(change) for change in case.changes] == [
        "demands.*.rate: scale 2",
        "markets.gas.purchase_price: scale 2",
        "markets.gas.purchase_price: set 10 CNY/MWh",
    ]


@pytest.mark.parametrize("seed", [0, 1])
def test_a_latin_hypercube_has_one_point_in_every_part(seed):
    sample = Sample("latin_hypercube", 7, seed)
    points = unit_cube(3, sample)
    assert np.array_equal(points, unit_cube(3, sample))
    for column in points.T:
        assert sorted(np.floor(column * 7).astype(int)) == list(range(7))


def test_a_sample_stays_in_the_ranges_and_depends_on_its_seed():
    first, again, other = (
        [case.coordinates["gas_price"] for case in heat_study(axes=(gas_price(10, 30),), sample=s).cases()]
        for s in (Sample("random", 20, 1), Sample("random", 20, 1), Sample("random", 20, 2))
    )
    assert first == again != other
    assert all(10.0 <= price <= 30.0 for price in first)
