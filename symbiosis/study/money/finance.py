"""What a design earns, for each enterprise and for each thing built: cash flows between two results.

A saving is what running costs and upkeep fall by against the baseline, and what is settled with others;
the annuities of the design are taken out, and what was bought is put in their place, once:
price = yearly payment · present worth of its lifetime.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiosis.park.finance import EVERYONE, Finance
from symbiosis.park.money import present_worth
from symbiosis.study.money.cash_flow import CashFlow, Purchase, cash_flow, irr, npv, payback
from symbiosis.study.study import StudyError

if TYPE_CHECKING:
    from symbiosis.park.park import Park
    from symbiosis.results.results import Results
    from symbiosis.study.design.accounts import Accounts
    from symbiosis.study.design.ladder import Ladder

NOTHING = 1e-6


@dataclass(frozen=True, eq=False)
class Project:
    """One enterprise's part of a plan, the park's, or one plant's: its cash flow and what it comes to.

    `saving` [money/a] is what a year of operation brings, `invested` [money] what is paid at the start.
    """

    label: str
    saving: float
    invested: float
    flow: CashFlow

    @property
    def rate(self) -> float:
        """Cost of capital at which it is discounted [1/a]."""
        return self.flow.rate

    def figures(self) -> dict[str, float | None]:
        """Net present value, internal rate and payback: before tax, after tax, and for the owner's money."""
        said: dict[str, float | None] = {}
        for name in ("before_tax", "after_tax", "equity"):
            cash = getattr(self.flow, name)
            said |= {f"npv_{name}": npv(cash, self.rate), f"irr_{name}": irr(cash)}
        for name in ("before_tax", "after_tax"):
            cash = getattr(self.flow, name)
            said |= {f"payback_{name}": payback(cash), f"payback_dynamic_{name}": payback(cash, self.rate)}
        return said


def terms_of(park: Park, enterprise: str) -> Finance:
    """Return an enterprise's terms: its own, else everyone's, else none at all."""
    return park.finances.get(enterprise) or park.finances.get(EVERYONE) or Finance(label=EVERYONE)


def projects(ladder: Ladder, design: str = "integrated_park", baseline: str = "stand_alone") -> list[Project]:
    """Return the park's cash flow, then that of every enterprise whose costs or investments change.

    Raises StudyError where either rung has no plan, or covers less or more than a year.
    """
    after, before = ladder[design], ladder[baseline]
    for rung in (after, before):
        if rung.results is None:
            raise StudyError(f"{rung.name} has no plan: {rung.problem}")
    assert after.results is not None
    assert before.results is not None
    return between(after.results, before.results, after.accounts, before.accounts)


def between(
    design: Results,
    baseline: Results,
    accounts: Accounts | None = None,
    accounts_before: Accounts | None = None,
) -> list[Project]:
    """Return the cash flows of moving from one result to another; the park's comes first.

    Without accounts nothing is settled between enterprises.
    """
    for results in (design, baseline):
        if results.data is None:
            raise StudyError(f"{results.question} has no plan: {results.outcome.sentence}.")
        if results.horizon.years != 1.0:
            raise StudyError(
                "the result covers a window, not a year, so that what is saved each year is not known: "
                "solve weeks that stand for the year, or the whole calendar."
            )
    park, found = design.park, []
    settled, before = _settled(accounts), _settled(accounts_before)
    years = max(1, round(park.settings.study_period))
    for enterprise in park.enterprises:
        bought = _bought(design, baseline, enterprise)
        saving = _running(baseline, enterprise) - _running(design, enterprise)
        saving += settled.get(enterprise, 0.0) - before.get(enterprise, 0.0)
        if abs(saving) <= NOTHING and not bought:
            continue
        rate = park.rate_of_discount(enterprise)
        flow = cash_flow(saving, bought, terms_of(park, enterprise), years, rate)
        found.append(Project(enterprise, saving, sum(p.price for p in bought), flow))
    return [_together(park, found), *found] if found else []


def _together(park: Park, found: list[Project]) -> Project:
    flow = found[0].flow
    for project in found[1:]:
        flow = flow + project.flow
    whole = CashFlow(flow.years, park.settings.discount_rate, flow.lines)
    return Project("park", sum(p.saving for p in found), sum(p.invested for p in found), whole)


def _settled(accounts: Accounts | None) -> dict[str, float]:
    return {} if accounts is None else {a.enterprise: a.received - a.paid for a in accounts.accounts}


def _running(results: Results, enterprise: str) -> float:
    return sum(value for _, value in _lines(results, enterprise, investment=False))


def _lines(results: Results, enterprise: str, investment: bool) -> list[tuple[str, float]]:
    cost = results.cost
    rows = zip(cost["owner"].values, cost["category"].values, cost["item"].values, cost.values, strict=True)
    return [
        (str(item), float(value))
        for owner, category, item, value in rows
        if owner == enterprise and (category == "investment") == investment
    ]


def _bought(design: Results, baseline: Results, enterprise: str) -> list[Purchase]:
    """What the design buys and the baseline does not; below 0 what only the baseline buys."""
    prices: dict[tuple[str, float], float] = {}
    for results, sign in ((design, 1.0), (baseline, -1.0)):
        rate, lifetimes = results.park.rate_of_discount(enterprise), _lifetimes(results.park)
        for item, yearly in _lines(results, enterprise, investment=True):
            price = sign * yearly * present_worth(lifetimes[item], rate)
            key = (item, lifetimes[item])
            prices[key] = prices.get(key, 0.0) + price
    return [
        Purchase(item, price, lifetime) for (item, lifetime), price in prices.items() if abs(price) > NOTHING
    ]


def _lifetimes(park: Park) -> Mapping[str, float]:
    every = {asset.label: asset.lifetime for _, asset in park.assets()}  # type: ignore[attr-defined]
    every |= {label: network.lifetime for label, network in park.networks.items()}
    return {label: lifetime for label, lifetime in every.items() if lifetime is not None}
