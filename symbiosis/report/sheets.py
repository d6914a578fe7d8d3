"""Tables of a design as CSV that Excel opens: numbers stay numbers, text stays text."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symbiosis.park.totals import shown_total, shown_unit
from symbiosis.results.circularity import FIGURES
from symbiosis.study.design.indicative import MARK, THRESHOLD, library_share
from symbiosis.study.reconcile import reconcile

if TYPE_CHECKING:
    from symbiosis.study.design.ladder import Ladder, Rung
    from symbiosis.study.interval import Interval

Row = Sequence[Any]
NOTHING = 1e-4  # sizes and flows below this are a solver's dust, in any unit of the tables


def plain(value: Any) -> Any:
    """Keep text from being read as a formula; numbers and empty cells stay as they are.

    >>> plain("=HYPERLINK(1)"), plain(-2.5), plain(None)
    ("'=HYPERLINK(1)", -2.5, '')
    """
    if value is None:
        return ""
    if isinstance(value, str) and value.lstrip()[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value


def write_csv(path: Path, rows: Iterable[Row]) -> Path:
    """Write rows as UTF-8 with a byte-order mark, so that Excel reads Chinese."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([plain(value) for value in row] for row in rows)
    return path


def summary(ladder: Ladder) -> Iterator[Row]:
    """One row per design: cost, bound, savings as intervals, CO2, fresh water, waste."""
    money = (
        f"{ladder.park.settings.currency}/a" if ladder.horizon.years == 1.0 else ladder.park.settings.currency
    )
    emissions = [k for k, carrier in ladder.park.carriers.items() if carrier.kind == "emission"]
    water = _units(ladder, "water", "bought")
    waste = _units(ladder, "waste", "discarded")
    yield [
        "design",
        "title",
        "title_zh",
        "status",
        "verified",
        f"cost [{money}]",
        f"proved bound [{money}]",
        f"unproved [{money}]",
        "unproved share of cost [1]",
        *_headings("saving against today", money),
        *_headings("saving against stand-alone", money),
        *(f"{k} [{_amount(ladder.park.carriers[k].unit)}]" for k in emissions),
        *(f"fresh water [{unit}]" for unit in water),
        *(f"waste discarded [{unit}]" for unit in waste),
        *(f"{name} [1]" for name in FIGURES),
        "remark",
    ]
    for rung in ladder.rungs:
        results = rung.results
        verified = "" if results is None or results.verdict is None else "yes" if results.verdict.ok else "no"
        yield [
            rung.name,
            rung.title,
            rung.title_zh,
            results.status if results is not None else "no plan",
            verified,
            rung.plan,
            rung.bound,
            None if rung.cost is None else rung.cost.width,
            None if rung.cost is None else rung.cost.share_unproved,
            *_saving(ladder, rung, "as_is"),
            *_saving(ladder, rung, "stand_alone"),
            *(
                results.emission_total(k) if results is not None and results.data is not None else None
                for k in emissions
            ),
            *(rung.bought("water").get(unit, 0.0) for unit in water.values()),
            *(rung.discarded("waste").get(unit, 0.0) for unit in waste.values()),
            *(
                figure(results) if results is not None and results.data is not None else None
                for figure in FIGURES.values()
            ),
            rung.problem,
        ]


def _headings(what: str, money: str) -> list[str]:
    limits = [f"{what}, proved at least [{money}]", f"{what}, at most [{money}]"]
    return [f"{what} [{money}]", *limits, f"{what}, unproved share [1]"]


def _saving(ladder: Ladder, rung: Rung, against: str) -> list[float | None]:
    saved: Interval | None = None if rung.name == against else ladder.saving(rung.name, against)
    return [None] * 4 if saved is None else [saved.value, saved.low, saved.high, saved.share_unproved]


def _amount(rate: str) -> str:
    return f"{rate[:-2]}/a" if rate.endswith("/h") else f"{rate}h/a"


def _units(ladder: Ladder, kind: str, role: str) -> dict[str, str]:
    seen: dict[str, str] = {}
    for rung in ladder.rungs:
        amounts = rung.bought(kind) if role == "bought" else rung.discarded(kind)
        seen |= {_amount(unit): unit for unit in amounts}
    return seen


def accounts(ladder: Ladder) -> Iterator[Row]:
    """One row per design and enterprise: own cost, settlement, cost after it, gain against stand-alone."""
    money = ladder.park.settings.currency
    yield [
        "design",
        "enterprise",
        "title",
        f"own cost [{money}]",
        f"received [{money}]",
        f"paid [{money}]",
        f"cost after settlement [{money}]",
        f"gain against stand-alone [{money}]",
        "cost resting on library figures [1]",
        "remark",
    ]
    for rung in ladder.rungs:
        shares = library_share(rung.results) if rung.results is not None and rung.accounts is not None else {}
        for account in rung.accounts.accounts if rung.accounts is not None else ():
            title = ladder.park.enterprises[account.enterprise].title
            yield [
                rung.name,
                account.enterprise,
                title,
                account.own_cost,
                account.received,
                account.paid,
                account.net,
                account.gain,
                shares[account.enterprise],
                MARK if shares[account.enterprise] > THRESHOLD else "",
            ]


def exchanges(ladder: Ladder) -> Iterator[Row]:
    """One row per design and exchange: amount, payment and what it rests on."""
    money = ladder.park.settings.currency
    yield [
        "design",
        "exchange",
        "giver",
        "taker",
        "carrier",
        "amount",
        "unit",
        f"payment to giver [{money}]",
        f"giver's floor [{money}]",
        f"taker's ceiling [{money}]",
        "price per unit",
        "settled by",
    ]
    for rung in ladder.rungs:
        for deal in rung.accounts.deals if rung.accounts is not None else ():
            if deal.amount > NOTHING:
                carrier, years = ladder.park.carriers[deal.carrier], ladder.horizon.years
                shown = shown_total(carrier, deal.amount, years)
                yield [
                    rung.name,
                    deal.item,
                    deal.giver,
                    deal.taker,
                    deal.carrier,
                    shown,
                    shown_unit(carrier, years),
                    deal.payment,
                    deal.floor,
                    deal.ceiling,
                    deal.payment / shown,
                    deal.basis,
                ]


def plants(ladder: Ladder) -> Iterator[Row]:
    """One row per design and asset that stands or is built: kept, new, units."""
    yield ["design", "asset", "kept", "new", "capacity", "units", "unit"]
    for rung in ladder.rungs:
        if rung.results is None or rung.results.data is None:
            continue
        data = rung.results.data
        capacity = data["capacity"]
        own = capacity["capacity_unit"].values if "capacity_unit" in capacity.coords else None
        for i, label in enumerate(capacity["asset"].values.tolist()):
            if capacity.values[i] > NOTHING:
                unit = str(own[i]) if own is not None else capacity.attrs["units"]
                yield [
                    rung.name,
                    label,
                    float(data["kept"].values[i]),
                    float(data["new"].values[i]),
                    float(capacity.values[i]),
                    float(data["units"].values[i]),
                    unit,
                ]


def meters(ladder: Ladder) -> Iterator[Row]:
    """Today's metered totals beside the as-is design's."""
    yield ["meter", "enterprise", "carrier", "flow", "metered", "modelled", "unit", "deviation"]
    today = ladder["as_is"].results
    for row in reconcile(today) if today is not None else ():
        yield [
            row.label,
            row.enterprise,
            row.carrier,
            row.flow,
            row.metered,
            row.modelled,
            row.unit,
            row.deviation,
        ]
