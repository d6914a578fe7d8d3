"""Where a figure comes from: its formula, the figures it is made of, and the inputs behind them.

Every figure of a design has an address, from the whole to its parts:

    integrated_park                                     cost of a design
    integrated_park/saving                              against stand-alone
    integrated_park/paper_mill                          one enterprise's own cost
    integrated_park/paper_mill/account                  after settlement
    integrated_park/paper_mill/purchase                 of one kind
    integrated_park/paper_mill/purchase/gas             one line, with the inputs it is made of
    integrated_park/exchange/steam_pipe:steam           what is paid for an exchange
    integrated_park/plant/paper_mill.boiler             what is invested in a plant
    integrated_park/emission/paper_mill:co2             what an enterprise emits

A figure is found by its address or by the number that a table shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from symbiosis.park.fields import specs
from symbiosis.park.money import owner_of
from symbiosis.park.profile import Varying
from symbiosis.park.written import written
from symbiosis.report.assumptions import unit_of
from symbiosis.report.evidence import FIELDS, SECTIONS, grade_of
from symbiosis.report.formulas import FORMULAS

if TYPE_CHECKING:
    from symbiosis.park.park import Park
    from symbiosis.results.results import Results
    from symbiosis.study.design.ladder import Ladder, Rung

AMOUNTS = (  # what lines are in proportion to: variable of the results, its dimension
    ("purchase", "trade"),
    ("sale", "trade"),
    ("discard", "outlet"),
    ("activity", "technology"),
    ("exchange", "route"),
)
SCALES = (1.0, 1e3, 1e4, 1e6, 1e8, 1e9)  # that tables divide by: thousand, 万, million, 亿, billion
FOUND_MAX = 20


@dataclass(frozen=True)
class Input:
    """A number of the park: where it stands, its value, and its evidence; `source` is empty if none is."""

    path: str
    value: str
    unit: str
    source: str
    grade: str


@dataclass(frozen=True)
class Entry:
    """A figure with its formula, the addresses it is made of, and the inputs behind it."""

    address: str
    value: float
    unit: str
    formula: str
    parts: tuple[str, ...] = ()
    inputs: tuple[Input, ...] = ()


def entries(ladder: Ladder) -> dict[str, Entry]:
    """Return every figure of a ladder by its address."""
    found: dict[str, Entry] = {}
    for rung in ladder.rungs:
        if rung.results is not None and rung.results.data is not None:
            for entry in _of_rung(ladder, rung, rung.results):
                found[entry.address] = entry
    return found


def search(found: dict[str, Entry], asked: str) -> list[Entry]:
    """Return the figures meant by an address, by its end, or by a number as a table shows it.

    A number matches on any of the scales that tables use (万元, million), to the digits that are given.
    """
    if asked in found:
        return [found[asked]]
    ends = [entry for address, entry in found.items() if address.endswith(f"/{asked}")]
    if ends:
        return ends
    text = asked.replace(",", "").replace("，", "").replace("−", "-").strip()
    if not re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", text):
        return []
    number, decimals = float(text), len(text.partition(".")[2])
    half = 0.5 * 10.0**-decimals * (1.0 + 1e-9)
    return [
        entry
        for entry in found.values()
        if entry.value != 0.0 and any(abs(abs(entry.value) / scale - abs(number)) <= half for scale in SCALES)
    ]


def tell(found: dict[str, Entry], entry: Entry, depth: int = 1, indent: str = "") -> Iterator[str]:
    """Yield lines of text: the figure, its formula, its inputs, and its parts down to `depth`."""
    yield f"{indent}{entry.address} = {written(entry.value)} {entry.unit}".rstrip()
    if entry.formula:
        yield f"{indent}  = {entry.formula}"
    for given in entry.inputs:
        evidence = ", ".join(
            text for text in (given.grade and f"confidence {given.grade}", given.source) if text
        )
        unit = f" {given.unit}" if given.unit else ""
        yield f"{indent}  input {given.path} = {given.value}{unit}  ({evidence or 'no source stated'})"
    for address in entry.parts:
        part = found.get(address)
        if part is None:
            continue
        if depth > 0:
            yield from tell(found, part, depth - 1, indent + "  ")
        else:
            yield f"{indent}  {part.address} = {written(part.value)} {part.unit}".rstrip()


def _of_rung(ladder: Ladder, rung: Rung, results: Results) -> Iterator[Entry]:
    money = results.cost.attrs.get("units", ladder.park.settings.currency)
    lines = list(_lines(results))
    name = rung.name
    owners = sorted({owner for owner, *_ in lines})
    for owner in owners:
        mine = [line for line in lines if line[0] == owner]
        kinds = sorted({kind for _, kind, *_ in mine})
        for kind in kinds:
            each = [(item, value) for _, k, item, value in mine if k == kind]
            for item, value in each:
                yield Entry(
                    f"{name}/{owner}/{kind}/{item}",
                    value,
                    money,
                    FORMULAS.get(kind, kind),
                    tuple(_amount_address(ladder.park, name, kind, item, owner)),
                    tuple(inputs(ladder.park, kind, item)),
                )
            yield Entry(
                f"{name}/{owner}/{kind}",
                sum(value for _, value in each),
                money,
                "sum of its lines",
                tuple(f"{name}/{owner}/{kind}/{item}" for item, _ in each),
            )
        parts = tuple(f"{name}/{owner}/{kind}" for kind in kinds)
        yield Entry(f"{name}/{owner}", sum(v for *_, v in mine), money, "sum over kinds of cost", parts)
    yield Entry(
        name,
        sum(v for *_, v in lines),
        money,
        "sum of what every enterprise pays, settlement apart",
        tuple(f"{name}/{owner}" for owner in owners),
    )
    saving = ladder.saving(name) if any(r.name == "stand_alone" for r in ladder.rungs) else None
    if saving is not None and name != "stand_alone":
        low, high = written(saving.low), written(saving.high)
        formula = f"cost(stand_alone) − cost({name}); proved between {low} and {high}"
        yield Entry(f"{name}/saving", saving.value, money, formula, ("stand_alone", name))
    yield from _amounts(results, name)
    yield from _settled(ladder, rung, money)
    yield from _built(results, name)


def _lines(results: Results) -> Iterator[tuple[str, str, str, float]]:
    cost = results.cost
    yield from zip(
        map(str, cost["owner"].values.tolist()),
        map(str, cost["category"].values.tolist()),
        map(str, cost["item"].values.tolist()),
        map(float, cost.values.tolist()),
        strict=True,
    )


def _amount_address(park: Park, name: str, kind: str, item: str, owner: str) -> Iterator[str]:
    """Yield the addresses of the yearly amounts that a line is in proportion to."""
    if kind in ("purchase", "sale"):
        yield f"{name}/{kind}/{item}:{owner}"
    elif kind == "running" and item in park.technologies:
        yield f"{name}/activity/{item}"
    elif kind == "discard":
        yield f"{name}/discard/{item}"
    elif kind == "levy" and item in park.levies:
        yield f"{name}/emission/{owner}:{park.levies[item].carrier}"
    if kind == "investment":
        yield f"{name}/plant/{item}"


def _amounts(results: Results, name: str) -> Iterator[Entry]:
    from symbiosis.study.running.collect import unit_of as unit_of_amount

    data, park = results.data, results.park
    assert data is not None
    per_year = "/a" if results.horizon.years == 1.0 else ""
    for variable, dim in AMOUNTS:
        if variable not in data:
            continue
        totals = results.yearly(data[variable])
        for label, value in zip(totals[dim].values.tolist(), totals.values.tolist(), strict=True):
            rated = park.technologies[label].rated_on if variable == "activity" else ""
            key = str(label) if variable == "exchange" else str(label).partition(":")[0]
            unit = unit_of_amount(park, rated or variable, rated or key, per_year)
            yield Entry(f"{name}/{variable}/{label}", value, unit, "Σ hours represented · flow")
    if "emission" in data:
        for label, value in zip(data["emission"]["emitter"].values, data["emission"].values, strict=True):
            carrier = str(label).rpartition(":")[2]
            unit = unit_of_amount(park, "emission", carrier, per_year)
            formula = (
                "Σ factor · activity + Σ factor · purchase + Σ factor · discarded, over hours represented"
            )
            yield Entry(f"{name}/emission/{label}", float(value), unit, formula)


def _settled(ladder: Ladder, rung: Rung, money: str) -> Iterator[Entry]:
    if rung.accounts is None:
        return
    for deal in rung.accounts.deals:
        formula = f"{deal.taker} pays {deal.giver}: {deal.basis}"
        if deal.floor is not None and deal.ceiling is not None:
            formula += (
                f" of the giver's floor {written(deal.floor)} and the taker's ceiling {written(deal.ceiling)}"
            )
        given = tuple(inputs(ladder.park, "exchange", deal.item))
        address = f"{rung.name}/exchange/{deal.item}"
        yield Entry(f"{address}/paid", deal.payment, money, formula, (address,), given)
    for account in rung.accounts.accounts:
        n = account.enterprise
        deals = [
            f"{rung.name}/exchange/{d.item}/paid" for d in rung.accounts.deals if n in (d.giver, d.taker)
        ]
        own, paid, got = (written(x) for x in (account.own_cost, account.paid, account.received))
        formula = f"own cost {own} + paid {paid} − received {got}"
        yield Entry(f"{rung.name}/{n}/account", account.net, money, formula, (f"{rung.name}/{n}", *deals))


def _built(results: Results, name: str) -> Iterator[Entry]:
    """What is invested in each plant: its yearly payment times the present worth of its lifetime."""
    from symbiosis.park.money import present_worth

    park = results.park
    assets = {asset.label: asset for _, asset in park.assets()}  # type: ignore[attr-defined]
    for _, kind, item, value in _lines(results):
        asset = assets.get(item)
        if kind == "investment" and asset is not None and asset.lifetime is not None:
            rate = park.rate_of_discount(owner_of(park, asset))
            price = value / results.horizon.years * present_worth(asset.lifetime, rate)
            assert results.data is not None
            new = float(results.data["new"].sel(asset=item))
            formula = f"price of {written(new)} new, at its unit and capacity prices"
            given = tuple(inputs(park, "investment", item))
            yield Entry(f"{name}/plant/{item}", price, park.settings.currency, formula, (), given)


def inputs(park: Park, kind: str, item: str) -> Iterator[Input]:
    """Yield the numbers of the park that a line of this kind is made of."""
    fields = ("price", "gate_fee") if kind == "exchange" else FIELDS.get(kind, ())
    for section in (*SECTIONS, "connections"):
        things: Any = getattr(park, section, {})
        label = next((name for name in (item, item.partition(":")[0]) if name in things), None)
        if label is None:
            continue
        thing = things[label]
        for field in fields:
            value = getattr(thing, field, None)
            spec = specs(type(thing)).get(field)
            if spec is None or value is None or value == () or value == 0.0:
                continue
            yield _input(park, "networks" if section == "connections" else section, label, field, value)


def _input(park: Park, section: str, label: str, field: str, value: Any) -> Input:
    path = f"{section}.{label}.{field}"
    evidence = park.figures.get(path) or park.figures.get(f"{path}.0")
    text = written(value) if isinstance(value, (int, float)) else str(value)
    if isinstance(value, Varying):
        series = park.series(value)
        text = written(series.mean())
        if value.profile is not None and np.ptp(series) > 0.0:
            text += (
                f" on average ({written(series.min())} to {written(series.max())}, profile {value.profile})"
            )
    elif isinstance(value, tuple):
        text = ", ".join(written(v) for v in value)
    source = "" if evidence is None else evidence.source
    return Input(path, text, unit_of(park, path), source, "" if evidence is None else grade_of(evidence))
