"""What yearly money and emissions make of an investment: saving, payback, present value, internal rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from symbiosis.park.money import annuity
from symbiosis.study.money.cash_flow import irr, npv, payback

Kind = Literal["replacement", "shutdown", "measure"]
NOTHING = 1e-6  # share of an emission below which an option spares nothing: another plan of the same cost


@dataclass(frozen=True)
class Option:
    """One thing that may be done: what takes whose place, how large, and what it costs at once.

    `label` is the technology that is built, or the old one that is shut down; `replaces` are the plants of
    today that give way; `size` is in the unit of the technology's capacity, `investment` in money.
    """

    label: str
    kind: Kind
    replaces: tuple[str, ...]
    size: float
    investment: float
    lifetime: float
    rate: float


@dataclass(frozen=True)
class Worth:
    """What an option brings in a year, and what that makes of its investment; None where it means nothing.

    Money in the park's currency, `spared` in amounts of the emission a year, `payback` in years,
    `abatement_cost` in money per amount spared. `left_open` is what the gaps of both plans leave open, in
    money a year. `problem` says why there is no plan with it.
    """

    saving: float = 0.0
    avoided: float = 0.0
    spared: float = 0.0
    npv: float = 0.0
    irr: float | None = None
    payback: float | None = None
    abatement_cost: float | None = None
    left_open: float = 0.0
    problem: str = ""


def worth(option: Option, saving: float, avoided: float, spared: float, emitted: float = 1.0) -> Worth:
    """Return what yearly money and emissions make of an option's investment.

    `emitted` is what is emitted without it: sparing less than a billionth of that is sparing nothing.

    >>> o = Option("mill.burner", "replacement", ("mill.old",), 10.0, 1000.0, 2.0, 0.0)
    >>> w = worth(o, saving=600.0, avoided=0.0, spared=10.0)
    >>> w.npv, round(w.payback, 3), w.abatement_cost
    (200.0, 1.667, -10.0)
    """
    years = max(1, round(option.lifetime))
    yearly = saving + avoided
    cash = np.array([-option.investment, *[yearly] * years])
    running = np.array([-option.investment, *[saving] * years])
    capital = annuity(option.investment, option.lifetime, option.rate)
    matters = abs(spared) > NOTHING * max(1.0, abs(emitted))
    return Worth(
        saving,
        avoided,
        spared,
        npv(cash, option.rate),
        irr(cash) if option.investment > 0.0 else None,
        payback(running) if option.investment > 0.0 else None,
        (capital - yearly) / spared if matters and spared > 0.0 else None,
    )
