"""Cash flows whose every figure can be done by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiosis.park.finance import Finance
from symbiosis.park.money import annuity, present_worth
from symbiosis.study.money.cash_flow import Purchase, cash_flow, irr, npv, payback


def terms(**changes: float) -> Finance:
    return Finance(label="everyone", **changes)  # type: ignore[arg-type]


def boiler(price: float = 1000.0, lifetime: float = 5.0) -> list[Purchase]:
    return [Purchase("boiler", price, lifetime)]


@given(
    price=st.floats(1.0, 1e6),
    lifetime=st.integers(1, 40),
    saving=st.floats(0.0, 1e6),
    years=st.integers(1, 30),
    rate=st.floats(0.0, 0.3),
)
def test_the_design_s_annuity_and_the_cash_flow_agree(
    price: float, lifetime: int, saving: float, years: int, rate: float
) -> None:
    flow = cash_flow(saving, boiler(price, lifetime), terms(), years, rate)
    by_annuity = (saving - annuity(price, lifetime, rate)) * present_worth(years, rate)
    assert npv(flow.before_tax, rate) == pytest.approx(by_annuity, rel=1e-9, abs=1e-6 * (price + saving))
    assert (flow.equity == flow.before_tax).all()


def test_construction_contingency_and_grant_by_hand() -> None:
    flow = cash_flow(500.0, boiler(), terms(construction=2, contingency=0.1, grant=0.2), 2, 0.0)
    assert flow.lines["investment"].tolist() == [0.0, -500.0, -500.0, 0.0, 0.0]
    assert flow.lines["contingency"].tolist() == [0.0, -50.0, -50.0, 0.0, 0.0]
    assert flow.lines["grant"].tolist() == [0.0, 100.0, 100.0, 0.0, 0.0]
    assert flow.lines["saving"].tolist() == [0.0, 0.0, 0.0, 500.0, 500.0]
    assert flow.lines["worth_at_end"].tolist() == [0.0, 0.0, 0.0, 0.0, 600.0]  # 3 of its 5 years are left


def test_what_wears_out_is_bought_again() -> None:
    flow = cash_flow(0.0, boiler(lifetime=2.0), terms(), 5, 0.0)
    assert flow.before_tax.tolist() == [-1000.0, 0.0, -1000.0, 0.0, -1000.0, 500.0]


def test_income_tax_after_depreciation_by_hand() -> None:
    # written off 200 a year; tax 25 % of 300 − 200
    flow = cash_flow(300.0, boiler(), terms(income_tax=0.25), 5, 0.08)
    assert flow.after_tax.tolist() == [-1000.0, 275.0, 275.0, 275.0, 275.0, 275.0]
    # faster: 500 a year for two years; a loss of 200 lowers tax on other profits by 50
    flow = cash_flow(300.0, boiler(), terms(income_tax=0.25, depreciation=2.0), 5, 0.08)
    assert flow.lines["income_tax"].tolist() == pytest.approx([0.0, 50.0, 50.0, -75.0, -75.0, -75.0])
    # or it waits: 400 of losses are used up in years 3 and 4
    flow = cash_flow(300.0, boiler(), terms(income_tax=0.25, depreciation=2.0, carry_losses=True), 5, 0.08)
    assert flow.lines["income_tax"].tolist() == pytest.approx([0.0, 0.0, 0.0, 0.0, -50.0, -75.0])


def test_what_is_scrapped_early_is_written_off_at_once() -> None:
    # 100 a year over ten, scrapped after five with 500 left, and its like bought
    flow = cash_flow(0.0, boiler(), terms(income_tax=0.1, depreciation=10.0), 10, 0.0)
    assert flow.lines["income_tax"].tolist() == pytest.approx(
        [0.0, 10.0, 10.0, 10.0, 10.0, 60.0, 10.0, 10.0, 10.0, 10.0, 60.0]
    )


def test_all_that_is_spent_is_written_off_in_the_end() -> None:
    paid = terms(income_tax=1.0, contingency=0.1, grant=0.3, scrap=0.05, depreciation=7.0)
    flow = cash_flow(0.0, boiler(lifetime=4.0), paid, 10, 0.05)
    spent = sum(flow.lines[k].sum() for k in ("investment", "contingency", "grant", "bought_again"))
    assert flow.lines["income_tax"].sum() == pytest.approx(-spent - flow.lines["worth_at_end"].sum())


def test_debt_by_hand() -> None:
    # half borrowed at 10 % for two years: 500 = 288.095… · (1/1.1 + 1/1.21)
    flow = cash_flow(400.0, boiler(lifetime=3.0), terms(debt=0.5, interest=0.1, debt_term=2), 3, 0.0)
    payment = 500.0 * 0.1 / (1.0 - 1.1**-2)
    assert flow.equity.tolist() == pytest.approx([-500.0, 400.0 - payment, 400.0 - payment, 400.0])
    assert flow.lines["repaid"].sum() == pytest.approx(-500.0)


def test_interest_lowers_tax() -> None:
    paid = terms(debt=1.0, interest=0.1, debt_term=1, income_tax=0.2)
    flow = cash_flow(2000.0, boiler(lifetime=1.0), paid, 1, 0.0)
    # saving 2000 − tax 0.2 · (2000 − 1000 − 100) − interest 100 − 1000 repaid
    assert flow.equity.tolist() == pytest.approx([0.0, 720.0])


def test_value_added_tax_comes_back_as_output_tax_falls_due() -> None:
    flow = cash_flow(0.0, boiler(), terms(value_added_tax=0.13), 5, 0.0)
    assert flow.lines["tax_on_investment"].tolist() == [-130.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    assert flow.lines["tax_got_back"].tolist() == [0.0, 130.0, 0.0, 0.0, 0.0, 0.0]
    flow = cash_flow(0.0, boiler(), terms(value_added_tax=0.13, output_tax=50.0), 5, 0.0)
    assert flow.lines["tax_got_back"].tolist() == [0.0, 50.0, 50.0, 30.0, 0.0, 0.0]


def test_rate_of_return_is_the_rate_without_value() -> None:
    cash = np.array([-1000.0, 300.0, 400.0, 500.0])
    rate = irr(cash)
    assert rate is not None
    assert npv(cash, rate) == pytest.approx(0.0, abs=1e-6)
    assert irr(np.array([-100.0, 110.0])) == pytest.approx(0.1)


@pytest.mark.parametrize("cash", [[0.0, 5.0], [-5.0, -1.0], [-10.0, 30.0, -25.0], [0.0, 0.0]])
def test_no_rate_of_return_where_none_says_anything(cash: list[float]) -> None:
    assert irr(np.array(cash)) is None


def test_payback_static_and_discounted() -> None:
    cash = np.array([-1000.0, 550.0, 605.0, 10.0])
    assert payback(cash) == pytest.approx(1.0 + 450.0 / 605.0)
    assert payback(cash, 0.1) == pytest.approx(2.0)  # 500 + 500
    assert payback(np.array([-1000.0, 100.0])) is None
