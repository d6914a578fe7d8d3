"""Several parks beside each other: the bill, energy and emissions of each, and what passes between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.park.district import by_district
from symbiosis.report.table import Table, mixed, money, numbers, words
from symbiosis.report.text import amount_shown, amount_unit, money_unit
from symbiosis.report.veil import Veil
from symbiosis.report.words import pick
from symbiosis.results.yearly import Yearly

if TYPE_CHECKING:
    from symbiosis.study.design.ladder import Rung

HEADS = {
    "districts": ("parks planned together", "各分园区"),
    "crossing": ("what passes between them", "园区间交换"),
    "district": ("park", "分园区"),
    "firms": ("enterprises", "企业数"),
    "cost": ("cost", "费用"),
    "saving": ("saving against stand-alone", "相对各自独立节省"),
    "energy": ("energy used, received included", "用能（含园区间调入）"),
    "carbon": ("CO2, scopes 1 and 2", "二氧化碳（范围一、二）"),
    "water": ("fresh water, received included", "新鲜水（含园区间调入）"),
    "from": ("from", "调出园区"),
    "to": ("to", "调入园区"),
    "what": ("what", "介质"),
    "amount": ("amount sent", "调出量"),
    "unit": ("unit", "单位"),
}


def districts_table(best: Rung, veil: Veil) -> Table:
    """Return one row for every park: bills after settlement, energy, CO2 and fresh water per year."""
    results, accounts, tongue = best.results, best.accounts, veil.language
    assert results is not None
    park = results.park
    theirs = by_district(park.enterprises.values())
    names = [d for d in park.districts if d in theirs]
    years = [Yearly(results, district=d) for d in names]
    columns: dict[str, list[float]] = {"cost": [], "saving": []}
    for d in names if accounts else ():
        found = [
            account for account in (accounts.accounts if accounts else ()) if account.enterprise in theirs[d]
        ]
        gains = [account.gain for account in found if account.gain is not None]
        columns["cost"].append(sum(account.net for account in found))
        if len(gains) == len(found):
            columns["saving"].append(sum(gains))
    bills = {pick(HEADS[k], tongue): values for k, values in columns.items() if len(values) == len(names)}
    unit = money_unit(park.settings.currency, results.horizon.years == 1.0)
    return Table(
        "districts",
        pick(HEADS["districts"], tongue),
        (
            words(pick(HEADS["district"], tongue), [veil.called(park.districts[d]) for d in names]),
            numbers(pick(HEADS["firms"], tongue), [float(len(theirs[d])) for d in names]),
            *money(bills, unit, tongue),
            numbers(pick(HEADS["energy"], tongue), [year("energy") for year in years], "tce/a"),
            numbers(pick(HEADS["carbon"], tongue), [year("carbon") for year in years], "t/a"),
            numbers(pick(HEADS["water"], tongue), [year("fresh_water") for year in years], "m3/a"),
        ),
    )


def crossing_table(best: Rung, veil: Veil) -> Table:
    """Return what one park sends to another."""
    results, tongue = best.results, veil.language
    assert results is not None
    park = results.park
    sums: dict[tuple[str, str, str], float] = {}
    for deal in () if best.accounts is None else best.accounts.deals:
        giver, taker = (park.enterprises[n].district for n in (deal.giver, deal.taker))
        if giver and taker and giver != taker:
            key = (giver, taker, deal.carrier)
            sums[key] = sums.get(key, 0.0) + deal.amount
    return Table(
        "crossing",
        pick(HEADS["crossing"], tongue),
        (
            words(pick(HEADS["from"], tongue), [veil.called(park.districts[a]) for a, _, _ in sums]),
            words(pick(HEADS["to"], tongue), [veil.called(park.districts[b]) for _, b, _ in sums]),
            words(pick(HEADS["what"], tongue), [veil.called(park.carriers[k]) for _, _, k in sums]),
            mixed(
                pick(HEADS["amount"], tongue),
                [amount_shown(park, k, v, results.horizon.years) for (_, _, k), v in sums.items()],
            ),
            words(
                pick(HEADS["unit"], tongue),
                [amount_unit(park, k, results.horizon.years) for _, _, k in sums],
            ),
        ),
    )
