"""How an investment is paid for: construction, grants, debt, depreciation and taxes."""

from __future__ import annotations

from dataclasses import dataclass

from symbiosis.park.fields import flag, number

EVERYONE = "everyone"


@dataclass(frozen=True, kw_only=True)
class Finance:
    """The terms on which an enterprise finances what it builds; labelled with the enterprise.

    Terms labelled `everyone` hold for every enterprise without terms of its own. They change no design:
    they turn its savings and investments into a cash flow (see `symbiosis.study.money.cash_flow`).
    """

    label: str
    construction: int = number("years from the first payment to operation", "a", 0, lower=0.0, upper=20.0)
    contingency: float = number(
        "what is put aside for the unforeseen, as a share of investment", "1", 0.0, lower=0.0, upper=2.0
    )
    grant: float = number("share of investment that is granted", "1", 0.0, lower=0.0, upper=1.0)
    value_added_tax: float = number(
        "value-added tax on investment, got back as output tax falls due", "1", 0.0, lower=0.0, upper=1.0
    )
    output_tax: float | None = number(
        "output tax that falls due in a year, against which tax on investment is set; enough when absent",
        "{money}/a",
        None,
        lower=0.0,
    )
    income_tax: float = number("tax on profit", "1", 0.0, lower=0.0, upper=1.0)
    depreciation: float | None = number(
        "years over which investment is written off; its lifetime when absent", "a", None, above=0.0
    )
    scrap: float = number("share of investment that is not written off", "1", 0.0, lower=0.0, upper=1.0)
    debt: float = number("share of investment that is borrowed", "1", 0.0, lower=0.0, upper=1.0)
    interest: float = number("interest on what is borrowed", "1/a", 0.0, lower=0.0, upper=1.0)
    debt_term: int = number("years over which debt is paid back in equal payments", "a", 10, lower=1.0)
    carry_losses: bool = flag(
        "whether a loss waits for later profits of the plan; else it lowers tax on other profits at once",
        False,
    )
