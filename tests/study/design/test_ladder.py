"""The ladder of a park of two: monotone, settled, and honest about what it cannot prove."""

from __future__ import annotations

import dataclasses

import pytest

from symbiosis.horizon import full
from symbiosis.park import (
    Calendar,
    Carrier,
    Demand,
    Enterprise,
    Link,
    Market,
    Meter,
    Outlet,
    Park,
    Requirement,
    Settings,
    Supply,
    Varying,
)
from symbiosis.questions import solve
from symbiosis.solver import Options
from symbiosis.study.design.accounts import settle
from symbiosis.study.design.ladder import Rung, climb
from symbiosis.study.design.order import remarks, tightened
from symbiosis.study.interval import Interval
from symbiosis.study.reconcile import reconcile


def two_firms(**link):
    """A gives 3 t/h of ash that costs 10 to dump; B buys 2 t/h for 40; a road costs 6 a tonne."""
    return Park(
        settings=Settings(name="two", currency="CNY", price_year=2024, tax_basis="none", discount_rate=0.0),
        calendar=Calendar.short(10),
        carriers=[Carrier(label="ash", kind="waste", unit="t/h")],
        enterprises=[Enterprise(label="a"), Enterprise(label="b")],
        supplies=[Supply(label="a.ash", carrier="ash", rate=3.0)],
        demands=[Demand(label="b.ash", carrier="ash", rate=2.0)],
        outlets=[Outlet(label="a.tip", carrier="ash", fee=10.0)],
        markets=[Market(label="pit", carrier="ash", members=("b",), purchase_price=40.0)],
        links=[
            Link(
                label="road",
                origin="a",
                destination="b",
                carriers=("ash",),
                capacity_max=5.0,
                investment_per_capacity=0.0,
                lifetime=1,
                running_cost=6.0,
                **link,
            )
        ],
        meters=[Meter(label="b.ash", carrier="ash", flow="purchase", total=17520.0)],
    )


@pytest.fixture(scope="module")
def ladder():
    return climb(two_firms())


def test_costs_by_hand(ladder):
    # ten hours: today 3·10 + 2·40 = 110 an hour; with the road 1·10 + 2·6 = 22
    assert [rung.plan for rung in ladder.rungs] == pytest.approx([1100, 1100, 220, 1100, 220])
    assert ladder.saving("raw_material_exchange").value == pytest.approx(880)
    assert ladder.synergy.value == pytest.approx(0)
    assert ladder.remarks == ()


def test_waste_and_verification(ladder):
    assert ladder["as_is"].discarded("waste") == pytest.approx({"t/h": 30.0})
    assert ladder["integrated_park"].discarded("waste") == pytest.approx({"t/h": 10.0})
    assert all(rung.results.verdict.ok for rung in ladder.rungs)


def test_an_exchange_is_split_equally(ladder):
    """A avoids 20 t at 10 = 200, so it would give for -200; B saves 800 - 120 of road = 680.  Paid: 240."""
    accounts = ladder["integrated_park"].accounts
    (deal,) = accounts.deals
    assert (deal.floor, deal.ceiling, deal.payment) == pytest.approx((-200, 680, 240))
    assert {a.enterprise: a.gain for a in accounts.accounts} == pytest.approx({"a": 440, "b": 440})
    assert accounts.total == pytest.approx(220)


@pytest.mark.parametrize(
    ("terms", "payment"),
    [
        ({"price": 15.0}, 300.0),
        ({"gate_fee": 4.0}, -80.0),
        ({"price": Varying(15.0), "gate_fee": 4.0}, 220.0),
    ],
)
def test_a_contract_decides(terms, payment):
    ladder = climb(two_firms(**terms))
    (deal,) = ladder["integrated_park"].accounts.deals
    assert deal.basis == "contract"
    assert deal.payment == pytest.approx(payment)
    assert ladder["integrated_park"].accounts.total == pytest.approx(220)


def test_marginal_settlement_is_indicative(ladder):
    """A still dumps a tonne, so its ash is worth -10 to it: A pays 20 t x 10."""
    results, alone = ladder["integrated_park"].results, ladder["stand_alone"].results
    (deal,) = settle(results, alone, "marginal").deals
    assert deal.payment == pytest.approx(-200)
    assert "indicative" in deal.basis


def test_a_link_that_stands_today_is_in_every_rung():
    ladder = climb(two_firms(capacity=2.0))
    assert ladder["as_is"].plan == pytest.approx(220)
    assert ladder["stand_alone"].plan == pytest.approx(220)


def test_meters(ladder):
    # 2 t/h all year is 17520 t; the window is scaled to a year
    (row,) = reconcile(ladder["as_is"].results)
    assert row.modelled == pytest.approx(17520)
    assert row.deviation == pytest.approx(0)


def test_a_question_that_cannot_be_asked_says_so():
    park = two_firms()
    ladder = climb(park.replace(markets={}))
    assert ladder["as_is"].cost is None
    assert "nothing can bring to b" in ladder["as_is"].problem
    assert ladder["integrated_park"].plan == pytest.approx(10 * (1 * 10 + 2 * 6))
    assert ladder.saving("integrated_park") is None
    assert ladder.synergy is None


def test_a_richer_rungs_bound_serves_the_poorer():
    rungs = {
        "stand_alone": Rung("stand_alone", None, Interval(100, 80, 100)),
        "raw_material_exchange": Rung("raw_material_exchange", None, Interval(99, 97, 99)),
        "central_energy": Rung("central_energy", None, Interval(98, 85, 98)),
        "integrated_park": Rung("integrated_park", None, Interval(96, 90, 96)),
        "as_is": Rung("as_is", None, Interval(120, 60, 120)),
    }
    assert {name: rung.bound for name, rung in tightened(rungs).items()} == {
        "stand_alone": 97,
        "raw_material_exchange": 97,
        "central_energy": 90,
        "integrated_park": 90,
        "as_is": 97,
    }


def test_a_ladder_that_is_not_monotone_says_why():
    rungs = {
        name: Rung(name, None, cost)
        for name, cost in (
            ("as_is", Interval(100, 100, 100)),
            ("stand_alone", Interval(101, 99, 101)),
            ("raw_material_exchange", Interval(120, 110, 120)),
            ("central_energy", Interval(90, 90, 90)),
            ("integrated_park", Interval(80, 80, 80)),
        )
    }
    said = list(remarks(rungs))
    assert any("stand_alone costs 1 more than the one for as_is" in r and "within the gap" in r for r in said)
    assert any("raw_material_exchange is proved dearer than stand_alone" in r for r in said)


def test_the_gap_is_asked_of_the_saving():
    """A whole-number road makes a gap; the rung is solved again until the saving is known."""
    park = two_firms(investment=100.0)
    ladder = climb(park, full(park.calendar, annualised=True), Options(gap=0.5), saving_gap=0.001)
    saving = ladder.saving("integrated_park")
    assert saving.width <= 0.001 * saving.value + 1e-6


def test_ctrl_c_ends_the_climb_and_keeps_what_there_is(monkeypatch):
    """The second rung is stopped by Ctrl-C: its plan stays, the others are not asked."""
    from symbiosis.study.design import ladder as module

    asked = []

    def stopped(park, question, *more):
        asked.append(question.name)
        results = solve(park, question, *more)
        if question.name == "stand_alone":
            outcome = dataclasses.replace(
                results.outcome, status="feasible_time_limit", stopped_by="interrupt"
            )
            results = dataclasses.replace(results, outcome=outcome)
        return results

    monkeypatch.setattr(module, "solve", stopped)
    ladder = climb(two_firms())
    assert asked == ["as_is", "stand_alone"]
    assert ladder["stand_alone"].plan == pytest.approx(1100)
    assert "stopped on request" in ladder["integrated_park"].problem


def test_a_design_is_settled_where_nobody_can_be_on_its_own():
    """B may buy no ash, so alone it has none: the designs that exchange still have accounts."""
    local = Requirement(label="local", formula="purchase(ash)", at_most=0.0)
    found = climb(two_firms().replace(requirements=[local]))
    assert found["stand_alone"].plan is None
    together = found["integrated_park"]
    assert together.plan == pytest.approx(220)
    assert together.accounts is not None
    assert sum(account.net for account in together.accounts.accounts) == pytest.approx(220)
    assert [account.gain for account in together.accounts.accounts] == [None, None]
