"""The cash flow of a plan over the years, and what financiers ask of it.

    cash before tax  = −investment·(1 + contingency) + grant − VAT on it + VAT got back + saving
                       − bought again + worth at the end
    tax              = rate · (saving − depreciation [− interest] + worth at the end − book value)
    equity           = cash before tax − tax + borrowed − interest − repaid
    NPV(r)           = Σ_y cash_y / (1 + r)^y,        IRR: the one r with NPV = 0

Years are counted from the first payment: without construction all of it is paid in year 0; with c years
of construction in equal parts at the ends of years 1…c, and the first saving comes in year c + 1. All is
paid at the end of its year, in money of the price year, before inflation.

What wears out within the years looked at is bought again for the same money (without grant or
contingency). At the end it is worth what its remaining years are worth to a buyer who reckons at the same
rate: annuity · present worth of the years left. What a plan buys no longer counts the other way round, on
the same terms. With no tax, debt, grant, contingency or construction the
net present value is therefore exactly (saving − annuities) · present worth of the years.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from symbiosis.park.finance import Finance
from symbiosis.park.money import annuity, present_worth

Floats = NDArray[np.float64]

LINES = (
    "investment",
    "contingency",
    "grant",
    "tax_on_investment",
    "tax_got_back",
    "saving",
    "bought_again",
    "worth_at_end",
    "income_tax",
    "tax_relief_on_interest",
    "borrowed",
    "interest",
    "repaid",
)
BEFORE_TAX = LINES[:8]
AFTER_TAX = LINES[:9]


@dataclass(frozen=True)
class Purchase:
    """Something bought: its price [money] and how long it lasts [a]; below 0 it is bought no longer."""

    item: str
    price: float
    lifetime: float


@dataclass(frozen=True, eq=False)
class CashFlow:
    """Money in (+) and out (−) by line and year; `lines[name]` has one value for each of `years`."""

    years: NDArray[np.int64]
    rate: float
    lines: dict[str, Floats] = field(repr=False)

    @property
    def before_tax(self) -> Floats:
        """The plan's own cash flow before income tax, however it is financed."""
        return self._sum(BEFORE_TAX)

    @property
    def after_tax(self) -> Floats:
        """The plan's own cash flow after income tax, as if there were no debt."""
        return self._sum(AFTER_TAX)

    @property
    def equity(self) -> Floats:
        """What the owner pays and gets, after tax and debt."""
        return self._sum(LINES)

    def _sum(self, names: Iterable[str]) -> Floats:
        return np.asarray(np.sum([self.lines[name] for name in names], axis=0))

    def __add__(self, other: CashFlow) -> CashFlow:
        """Add another enterprise's cash flow, year by year; the shorter one ends earlier."""
        longer, shorter = (self, other) if self.years.size >= other.years.size else (other, self)
        missing = longer.years.size - shorter.years.size
        lines = {k: longer.lines[k] + np.pad(shorter.lines[k], (0, missing)) for k in LINES}
        return CashFlow(longer.years, self.rate, lines)


def cash_flow(
    saving: float, purchases: Iterable[Purchase], terms: Finance, years: int, rate: float
) -> CashFlow:
    """Return the cash flow of saving so much a year [money/a] by buying things.

    `years` of operation are looked at; `rate` is the cost of capital [1/a].

    >>> flow = cash_flow(300.0, [Purchase("boiler", 1000.0, 5)], Finance(label="everyone"), 5, 0.08)
    >>> flow.before_tax.tolist()
    [-1000.0, 300.0, 300.0, 300.0, 300.0, 300.0]
    >>> round(npv(flow.before_tax, 0.08), 2), round(irr(flow.before_tax), 4)
    (197.81, 0.1524)
    """
    building = int(terms.construction)
    lines = {name: np.zeros(building + years + 1) for name in LINES}
    operating = slice(building + 1, None)
    lines["saving"][operating] = saving
    written_off, book = np.zeros_like(lines["saving"]), 0.0
    for bought in purchases:
        left = _buy(bought, terms, lines, years, rate)
        written_off += left[0]
        book += left[1]
    _value_added_tax(terms, lines)
    profit = lines["saving"] - written_off
    profit[-1] += lines["worth_at_end"][-1] - book
    _debt(terms, lines)
    lines["income_tax"] = -_tax(profit, terms)
    lines["tax_relief_on_interest"] = -_tax(profit + lines["interest"], terms) - lines["income_tax"]
    return CashFlow(np.arange(building + years + 1), rate, lines)


def _buy(
    bought: Purchase, terms: Finance, lines: dict[str, Floats], years: int, rate: float
) -> tuple[Floats, float]:
    """Enter one purchase; return what is written off by year, and its book value at the end."""
    building, price = int(terms.construction), bought.price
    paid = slice(1, building + 1) if building else slice(0, 1)
    parts = max(building, 1)
    lines["investment"][paid] -= price / parts
    lines["contingency"][paid] -= price * terms.contingency / parts
    lines["grant"][paid] += price * terms.grant / parts
    off, book, born = np.zeros_like(lines["saving"]), 0.0, 0.0
    period = terms.depreciation or bought.lifetime
    while born < years - 1e-9:
        first = born == 0.0
        value = price * (1.0 + terms.contingency - terms.grant) if first else price
        if not first:
            lines["bought_again"][building + math.ceil(born - 1e-9)] -= price
        gone = min(born + bought.lifetime, float(years))
        book = value - _write_off(off[building + 1 :], value * (1.0 - terms.scrap), born, period, gone)
        if born + bought.lifetime <= years + 1e-9:
            off[building + math.ceil(gone - 1e-9)] += book  # what is scrapped is written off at once
            book = 0.0
        born += bought.lifetime
    if born > years + 1e-9:
        lines["worth_at_end"][-1] += annuity(price, bought.lifetime, rate) * present_worth(born - years, rate)
    return off, book


def _write_off(off: Floats, value: float, born: float, period: float, gone: float) -> float:
    """Write value off evenly over `period` years from `born`, until it is `gone`; return how much."""
    edges = np.minimum(np.arange(off.size + 1, dtype=float), gone)
    share = np.diff(np.clip((edges - born) / period, 0.0, 1.0))
    off += value * share
    return float(value * share.sum())


def _value_added_tax(terms: Finance, lines: dict[str, Floats]) -> None:
    """Tax paid on every purchase comes back as output tax falls due, from the first year of operation."""
    paid = terms.value_added_tax * (lines["investment"] + lines["bought_again"])
    due, waiting = np.inf if terms.output_tax is None else terms.output_tax, 0.0
    for year in range(paid.size):
        waiting -= paid[year]
        if year > terms.construction:
            back = min(waiting, due) if waiting > 0.0 else waiting
            lines["tax_got_back"][year] = back
            waiting -= back
    lines["tax_on_investment"] = paid


def _debt(terms: Finance, lines: dict[str, Floats]) -> None:
    """Borrow a share as it is spent; pay interest while building, then equal payments."""
    building, owed = int(terms.construction), 0.0
    lines["borrowed"] = -terms.debt * lines["investment"]
    last = min(building + int(terms.debt_term), owed_until := lines["saving"].size - 1)
    payment = 0.0
    for year in range(owed_until + 1):
        lines["interest"][year] = -terms.interest * owed
        if year == building + 1:
            payment = annuity(owed, int(terms.debt_term), terms.interest)
        if year > building and owed != 0.0:
            repaid = owed if year == last else payment - terms.interest * owed
            lines["repaid"][year] = -repaid
            owed -= repaid
        owed += lines["borrowed"][year]


def _tax(profit: Floats, terms: Finance) -> Floats:
    """Tax by year; a loss lowers other tax at once, or waits for the plan's own profits."""
    if not terms.carry_losses:
        return terms.income_tax * profit
    tax, loss = np.zeros_like(profit), 0.0
    for year, gained in enumerate(profit):
        used = min(loss, max(gained, 0.0))
        loss += max(-gained, 0.0) - used
        tax[year] = terms.income_tax * (max(gained, 0.0) - used)
    return tax


def npv(cash: Floats, rate: float) -> float:
    """Net present value at the first payment [money] of money at the ends of years 0, 1, 2 and so on."""
    return math.fsum(amount / (1.0 + rate) ** year for year, amount in enumerate(cash.tolist()))


def irr(cash: Floats) -> float | None:
    """Internal rate of return [1/a]; None where money does not go out first and come back once.

    With several changes of sign there may be several rates, none of which says anything.
    """
    signs = np.sign(cash[cash != 0.0])
    if signs.size == 0 or signs[0] > 0 or np.count_nonzero(np.diff(signs)) != 1:
        return None
    from scipy.optimize import brentq

    low, high = -0.999, 1.0
    while npv(cash, high) > 0.0:
        high *= 2.0
        if high > 1e6:
            return None
    return float(brentq(lambda rate: npv(cash, rate), low, high, xtol=1e-12, rtol=1e-12))


def payback(cash: Floats, rate: float = 0.0) -> float | None:
    """Years from the first payment until it is paid back for good; None if never.

    Static at rate 0, else dynamic (discounted); within a year money comes evenly.

    >>> payback(np.array([-1000.0, 400.0, 400.0, 400.0]))
    2.5
    """
    worth = cash / (1.0 + rate) ** np.arange(cash.size)
    total = np.cumsum(worth)
    if total[-1] < 0.0 or not (total < 0.0).any():
        return None
    last = int(np.flatnonzero(total < 0.0)[-1])
    return float(last + -total[last] / worth[last + 1])
