"""Is a plan allowed: every cap, requirement, permitted amount and concentration beside what it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symbiosis.park.fields import unit_text
from symbiosis.park.formula import evaluate, parse
from symbiosis.park.quantities import own_units
from symbiosis.park.rule import Cap, shared_caps
from symbiosis.results.yearly import Yearly
from symbiosis.study.money.ledger import emission_of

if TYPE_CHECKING:
    from symbiosis.park.park import Park
    from symbiosis.results.results import Results

SLACK = 1e-6


@dataclass(frozen=True)
class Rule:
    """One limit: its kind, label, whose it is, what is done and allowed, what a unit more saves.

    `least` says that the limit is a smallest value.
    """

    kind: str
    label: str
    enterprises: tuple[str, ...]
    what: str
    unit: str
    value: float | None
    limit: float
    price: float | None = None
    least: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the limit is kept, to a millionth; None where the value is not known."""
        if self.value is None:
            return None
        slack = SLACK * max(1.0, abs(self.limit))
        return self.value >= self.limit - slack if self.least else self.value <= self.limit + slack

    @property
    def share(self) -> float | None:
        """How much of the limit is taken up."""
        return None if self.value is None or self.limit == 0.0 or self.least else self.value / self.limit


def compliance(results: Results) -> tuple[Rule, ...]:
    """Return every rule that the plan of a result must keep; none without a plan."""
    if results.data is None:
        return ()
    year = Yearly(results)
    return (
        *_caps(results),
        *_requirements(results, year),
        *_amounts(results),
        *_concentrations(results.park),
    )


def _caps(results: Results) -> Iterator[Rule]:
    park, data, horizon = results.park, results.data, results.horizon
    assert data is not None
    prices: dict[str, float] = {}
    if "cap_price" in data:
        prices = dict(
            zip(data["cap_price"]["cap"].values.tolist(), data["cap_price"].values.tolist(), strict=True)
        )
    month = horizon.start.astype("datetime64[M]").astype(int) % 12 + 1
    for label, caps in shared_caps(park).items():
        cap = caps[0]
        hours = horizon.represents
        if cap.months:
            hours = np.where(np.isin(month, [int(m) for m in cap.months]), hours, 0.0)
        whose = {n for n in park.enterprises for one in caps if one.covers(n)}
        emitted = data.get("emitted")
        total = 0.0
        if emitted is not None:
            names = (emitted[f"source_{key}"].values.tolist() for key in ("enterprise", "carrier", "of"))
            for n, k, item in zip(*names, strict=True):
                if k == cap.carrier and n in whose:
                    total += float((hours * emission_of(results, n, item, k)).sum())
        unit = unit_text("{amount}/a", park.carriers[cap.carrier].unit, "")
        limit = sum(one.limit for one in caps)
        known = None if emitted is None else total / horizon.years
        named = cap.pool or label
        yield Rule("cap", named, _named(caps), cap.carrier, unit, known, limit, prices.get(label))


def _named(caps: tuple[Cap, ...]) -> tuple[str, ...]:
    found = [n for cap in caps for n in ((cap.enterprise,) if cap.enterprise else cap.members)]
    return tuple(dict.fromkeys(found))


def _requirements(results: Results, year: Yearly) -> Iterator[Rule]:
    park = results.park
    for label, requirement in park.requirements.items():
        value = evaluate(parse(requirement.formula), year) if not requirement.months else None
        unit = own_units(requirement, park.carriers, park.settings.currency)[0]
        for limit, least in ((requirement.at_most, False), (requirement.at_least, True)):
            if limit is not None:
                yield Rule("requirement", label, (), requirement.formula, unit, value, limit, None, least)


def _amounts(results: Results) -> Iterator[Rule]:
    park, data = results.park, results.data
    assert data is not None
    for label, outlet in park.outlets.items():
        if outlet.annual_limit is not None:
            unit = unit_text("{amount}/a", park.carriers[outlet.carrier].unit, "")
            flow = results.yearly(data["discard"].sel(outlet=[label]))
            amount = float(flow.values[0]) / results.horizon.years
            yield Rule(
                "permit", label, (outlet.enterprise,), outlet.carrier, unit, amount, outlet.annual_limit
            )


def _concentrations(park: Park) -> Iterator[Rule]:
    for section, field in (("technologies", "ratios"), ("outlets", "emissions")):
        for label, thing in getattr(park, section).items():
            for k, permitted in thing.permitted.items():
                above, below = (
                    unit_text("{amount}", park.carriers[name].unit, "") for name in (k, thing.carrier)
                )
                value, limit = park.largest(getattr(thing, field)[k]), park.largest(permitted)
                yield Rule("concentration", label, (thing.enterprise,), k, f"{above}/{below}", value, limit)
