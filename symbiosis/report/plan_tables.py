"""The tables of one plan in a report: exchanges, plants, emissions, marginal costs, meters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from symbiosis.park.money import invested, owner_of
from symbiosis.report.sheets import NOTHING
from symbiosis.report.table import Table, mixed, money, numbers, words
from symbiosis.report.text import Language, amount_shown, amount_unit, called, colon, money_unit, pretty
from symbiosis.report.veil import Veil
from symbiosis.report.words import BASES, METERED, pick, say
from symbiosis.study.reconcile import reconcile

if TYPE_CHECKING:
    from symbiosis.park.asset import Asset
    from symbiosis.park.park import Park
    from symbiosis.results.results import Results
    from symbiosis.study.design.accounts import Deal
    from symbiosis.study.design.ladder import Ladder, Rung

DUST = 1e-9  # a share of the whole that is a solver's, not a chimney's


def exchanges(ladder: Ladder, rung: Rung, veil: Veil) -> Table:
    """Every exchange of a design that the reader may see, with floor, ceiling and price if theirs."""
    tongue, park = veil.language, ladder.park
    deals: list[Deal] = [] if rung.accounts is None else list(rung.accounts.deals)
    mine = (d for d in deals if veil.reader == "public" or veil.sees(d.giver, d.taker))
    shown = sorted((d for d in mine if d.amount > NOTHING), key=lambda d: (d.carrier, -d.amount))
    columns = [
        words(say("giver", tongue), [veil.names[d.giver] for d in shown]),
        words(say("taker", tongue), [veil.names[d.taker] for d in shown]),
        words(say("carrier", tongue), [_what(park, d, veil) for d in shown]),
        mixed(say("amount", tongue), [_shown(ladder, d) for d in shown]),
        words(say("unit", tongue), [amount_unit(park, d.carrier, ladder.horizon.years) for d in shown]),
    ]
    if veil.reader != "public":
        unit = [_price_unit(park, d.carrier, tongue, ladder.horizon.years) for d in shown]
        year = money_unit(park.settings.currency, ladder.horizon.years == 1.0)
        floors = [_per(d.floor, _shown(ladder, d)) if veil.sees(d.giver) else None for d in shown]
        ceilings = [_per(d.ceiling, _shown(ladder, d)) if veil.sees(d.taker) else None for d in shown]
        columns += [
            mixed(say("floor", tongue), floors),
            mixed(say("price", tongue), [_per(d.payment, _shown(ladder, d)) for d in shown]),
            mixed(say("ceiling", tongue), ceilings),
            words(say("price_unit", tongue), unit),
            *money({say("payment", tongue): [d.payment for d in shown]}, year, tongue),
            words(say("basis", tongue), [pick(BASES.get(d.basis, (d.basis,) * 2), tongue) for d in shown]),
        ]
    return Table("exchanges", say("map", tongue), tuple(columns))


def _what(park: Park, deal: Deal, veil: Veil) -> str:
    what = veil.called(park.carriers[deal.carrier])
    if deal.item.endswith(":fee"):
        return pick(("{} (use of the network)", "{}（管网使用费）"), veil.language).format(what)
    return what


def _shown(ladder: Ladder, deal: Deal) -> float:
    """Return the amount of a deal in the unit of the table."""
    return amount_shown(ladder.park, deal.carrier, deal.amount, ladder.horizon.years)


def _per(money_of: float | None, amount: float) -> float | None:
    """Return money per amount; what a solver leaves beside nothing is nothing."""
    price = None if money_of is None else money_of / amount
    return 0.0 if price is not None and abs(price) < DUST else price


def _price_unit(park: Park, carrier: str, language: Language, years: float) -> str:
    """Return money per amount; of floor, money per area and year."""
    currency = "元" if language == "zh" and park.settings.currency == "CNY" else park.settings.currency
    a_year = "/a" if years == 1.0 and park.carriers[carrier].kind == "space" else ""
    return f"{currency}/{amount_unit(park, carrier, 0.0)}{a_year}"


def plants(results: Results, veil: Veil) -> Table:
    """What stands or is built: kept, new as installed, what of it is needed, and its investment."""
    tongue, park, data = veil.language, results.park, results.data
    rows: list[list[Any]] = []
    if data is not None:
        capacity = data["capacity"]
        own = capacity.coords.get("capacity_unit")
        for i, (label, section, asset) in enumerate(_assets(park, capacity["asset"].values.tolist())):
            size, new = float(capacity.values[i]), float(data["new"].values[i])
            owner = owner_of(park, asset)
            if size <= NOTHING or not veil.sees(owner):
                continue
            units = float(data["units"].values[i])
            rows.append(
                [
                    _asset_name(park, label, section, asset, veil),
                    veil.names[owner],
                    float(data["kept"].values[i]) or None,
                    new if new > NOTHING else None,
                    new / (1.0 + asset.design_margin) if new > NOTHING else None,
                    units if units > 0.5 else None,
                    pretty(str(own.values[i]) if own is not None else capacity.attrs["units"]),
                    invested(park, asset, units, new, results.by_size(label)) if new > NOTHING else None,
                ]
            )
    cells: list[Any] = list(zip(*rows, strict=True)) or [()] * 8
    return Table(
        "plants",
        say("investments", tongue),
        (
            words(say("plant", tongue), cells[0]),
            words(say("owner", tongue), cells[1]),
            mixed(say("kept", tongue), cells[2]),
            mixed(say("new", tongue), cells[3]),
            mixed(say("calculated", tongue), cells[4]),
            mixed(say("units", tongue), cells[5]),
            words(say("unit", tongue), cells[6]),
            *money({say("invested", tongue): cells[7]}, park.settings.currency, tongue),
        ),
    )


def _assets(park: Park, labels: list[str]) -> Iterator[tuple[str, str, Asset]]:
    for label in labels:
        for section in ("technologies", "stores", "links", "connections", "segments"):
            if label in getattr(park, section):
                yield label, section, getattr(park, section)[label]
                break


def _asset_name(park: Park, label: str, section: str, asset: Any, veil: Veil) -> str:
    """Name a plant; lines between enterprises by what they carry, since their names may tell of others."""
    tongue = veil.language
    if section == "connections":
        network = park.networks[asset.network]
        name = called(network, tongue) if veil.open else veil.called(park.carriers[network.carrier])
        name = say("connection", tongue).format(name)
        return f"{veil.names[asset.enterprise]}{colon(tongue)}{name}" if veil.open else name
    if section == "segments":
        way = called(park.corridors[asset.corridor], tongue) if veil.open else say("pipe", tongue)
        network = park.networks[asset.network]
        of = called(network, tongue) if veil.open else veil.called(park.carriers[network.carrier])
        return f"{of}{colon(tongue)}{way}"
    if section == "links":
        if veil.open:
            return called(asset, tongue)
        what = say("link", tongue).format(veil.called(park.carriers[asset.carriers[0]]))
        return f"{what}{colon(tongue)}{veil.names[asset.origin]} → {veil.names[asset.destination]}"
    return veil.called(asset)


def emissions(results: Results, veil: Veil) -> Table:
    """What each enterprise emits in the year."""
    tongue, park = veil.language, results.park
    rows: list[tuple[str, str, float, str]] = []
    if results.data is not None and "emission" in results.data:
        found = results.data["emission"]
        for n, k, value in zip(
            found["emitting_enterprise"].values.tolist(),
            found["emission_carrier"].values.tolist(),
            found.values.tolist(),
            strict=True,
        ):
            whole = results.emission_total(k)
            if veil.sees(n) and abs(value) > max(NOTHING, DUST * abs(whole)):
                unit = amount_unit(park, k, results.horizon.years)
                rows.append((veil.names[n], veil.called(park.carriers[k]), value, unit))
    cells = list(zip(*rows, strict=True)) or [()] * 4
    return Table(
        "emissions",
        say("emission", tongue),
        (
            words(say("enterprise", tongue), cells[0]),
            words(say("emission", tongue), cells[1]),
            mixed(say("amount", tongue), cells[2]),
            words(say("unit", tongue), cells[3]),
        ),
    )


def marginal(results: Results, veil: Veil) -> Table:
    """What one more unit needed would cost, by place: mean over the year, least and greatest."""
    tongue, park = veil.language, results.park
    rows: list[list[Any]] = []
    if results.data is not None and "shadow_price" in results.data:
        price = results.data["shadow_price"]
        weight = results.horizon.cost_weight
        for place, values in zip(price["place"].values.tolist(), price.values, strict=True):
            n, _, k = str(place).partition(":")
            if veil.sees(n) and np.isfinite(values).all() and np.abs(values).max(initial=0.0) > 1e-9:
                each = 1.0 / amount_shown(park, k, 1.0, 1.0)  # a square metre let for a year
                mean = each * float((weight * values).sum() / weight.sum())
                unit = _price_unit(park, k, tongue, 1.0)
                ends = each * float(values.min()), each * float(values.max())
                rows.append([veil.names[n], veil.called(park.carriers[k]), mean, *ends, unit])
    cells: list[Any] = list(zip(*rows, strict=True)) or [()] * 6
    return Table(
        "marginal_costs",
        say("marginal", tongue),
        (
            words(say("enterprise", tongue), cells[0]),
            words(say("carrier", tongue), cells[1]),
            mixed(say("mean", tongue), cells[2]),
            mixed(say("least", tongue), cells[3]),
            mixed(say("most", tongue), cells[4]),
            words(say("unit", tongue), cells[5]),
        ),
    )


def meters(today: Results, veil: Veil) -> Table:
    """Metered totals beside those of today's plan."""
    tongue, park = veil.language, today.park
    rows = [row for row in reconcile(today) if veil.sees(row.enterprise)]
    shares = [None if row.deviation is None else 100.0 * row.deviation for row in rows]
    return Table(
        "meters",
        say("meters", tongue),
        (
            words(say("enterprise", tongue), [veil.names[row.enterprise] for row in rows]),
            words(say("carrier", tongue), [veil.called(park.carriers[row.carrier]) for row in rows]),
            words(say("flow", tongue), [pick(METERED[row.flow], tongue) for row in rows]),
            mixed(say("metered", tongue), [row.metered for row in rows]),
            mixed(say("modelled", tongue), [row.modelled for row in rows]),
            words(say("unit", tongue), [amount_unit(park, row.carrier, 1.0) for row in rows]),
            numbers(say("deviation", tongue), shares, "%", 2),
        ),
    )
