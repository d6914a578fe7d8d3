"""Superset law: loosening a limit, adding a permit or admitting a trade never raises the least cost.

Every mechanism that holds a plan back is put on random parks, tight and loose; what has no plan costs more
than anything. `pytest -m slow tests/laws` tries many.
"""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from symbiosis.horizon import full
from symbiosis.park import Carrier, Enterprise, Offset, Quota, Requirement
from symbiosis.park.rule import Cap
from symbiosis.questions import solve
from symbiosis.solver import Options
from tests.laws.random_park import _co2, often, random_parks, values
from tests.parks import A_YEAR, need, pipe

FEW, MANY = 4, 20
MECHANISMS = {}


def mechanism(makes):
    """Declare how a park is made that has less of something, and one that has more of it."""
    MECHANISMS[makes.__name__] = makes
    return makes


def with_(park, **sections):
    """Return a park with more in its sections."""
    more = {
        name: {**getattr(park, name), **{t.label: t for t in things}} for name, things in sections.items()
    }
    return park.replace(**more)


def amount(draw, low=0.0, high=4.0):
    """Return tonnes a year, from so many an hour."""
    return A_YEAR * draw(values(low, high))


def quota(park, **more):
    fields = {"label": "right", "counts": "emission(co2)", "members": tuple(park.enterprises)} | more
    return Quota(**fields)


def rights(park, less, more):
    return tuple(with_(park, quotas=[quota(park, **fields)]) for fields in (less, more))


@mechanism
def a_cap_of_one_of_them(draw, park):
    one = Cap(
        label="own",
        carrier="co2",
        limit=amount(draw),
        enterprise=draw(st.sampled_from(list(park.enterprises))),
    )
    return with_(park, caps=[one]), with_(park, caps=[dataclasses.replace(one, limit=1.3 * one.limit + 1.0)])


@mechanism
def caps_that_are_shared(draw, park):
    own = [Cap(label=f"cap_{n}", carrier="co2", limit=amount(draw), enterprise=n) for n in park.enterprises]
    pooled = [dataclasses.replace(one, pool="together") for one in own]
    return with_(park, caps=own), with_(park, caps=pooled)


@mechanism
def a_cap_at_one_receptor(draw, park):
    two = tuple(park.enterprises)[:2]
    one = Cap(label="river", carrier="co2", limit=amount(draw), members=two)
    return with_(park, caps=[one]), with_(park, caps=[dataclasses.replace(one, limit=2.0 * one.limit)])


@mechanism
def rights_that_are_granted(draw, park):
    less = {n: amount(draw) for n in park.enterprises}
    more = {n: right + amount(draw) for n, right in less.items()}
    return rights(park, {"granted": less}, {"granted": more})


@mechanism
def rights_that_are_bought(draw, park):
    own = {"granted": {n: amount(draw) for n in park.enterprises}}
    return rights(park, own, own | {"purchase_price": draw(values(0.0, 9.0)), "purchase_limit": amount(draw)})


@mechanism
def rights_that_are_sold(draw, park):
    own = {"granted": {n: amount(draw, 1.0, 9.0) for n in park.enterprises}, "purchase_price": 9.5}
    return rights(park, own, own | {"sale_price": draw(values(0.0, 9.0))})


@mechanism
def rights_at_auction(draw, park):
    own = {"granted": {n: amount(draw) for n in park.enterprises}}
    return rights(park, own, own | {"auction_price": draw(values(0.0, 5.0)), "auction_limit": amount(draw)})


@mechanism
def rights_that_are_kept(draw, park):
    own = {"granted": {n: amount(draw, 1.0, 9.0) for n in park.enterprises}, "purchase_price": 9.5}
    return rights(park, own, own | {"keep_limit": amount(draw), "keep_value": draw(values(0.0, 5.0))})


@mechanism
def rights_left_from_before(draw, park):
    own = {"granted": {n: amount(draw) for n in park.enterprises}}
    return rights(park, own, own | {"carried_in": {n: amount(draw) / 10.0 for n in park.enterprises}})


@mechanism
def rights_held_together(draw, park):
    own = {"granted": {n: amount(draw) for n in park.enterprises}}
    return rights(park, own, own | {"shared": True, "operator": next(iter(park.enterprises))})


@mechanism
def rights_by_output(draw, park):
    heat = [t.label for t in park.technologies.values() if "heat" in t.ratios and t.directions["heat"] > 0.0]
    assume(heat)
    own = {"granted": {n: amount(draw) for n in park.enterprises}, "output": f"made(heat, {heat[0]})"}
    return rights(park, own | {"benchmark": 0.05}, own | {"benchmark": 0.05 + draw(values(0.0, 0.5))})


@mechanism
def what_is_required(draw, park):
    one = Requirement(
        label="clean", formula="emission(co2) - 0.1 * purchase(power)", unit="t", at_most=amount(draw)
    )
    loose = dataclasses.replace(one, at_most=1.5 * one.at_most + 1.0)
    return with_(park, requirements=[one]), with_(park, requirements=[loose])


@mechanism
def carbon_made_good_elsewhere(draw, park):
    asked = Requirement(label="net", formula="carbon - offsets", at_most=amount(draw))
    owner = next(iter(park.enterprises))
    less = Offset(label="bought", owner=owner, price=draw(values(0.0, 9.0)), limit=amount(draw, 0.0, 1.0))
    more = dataclasses.replace(less, limit=less.limit + amount(draw))
    return tuple(with_(park, requirements=[asked], offsets=[one]) for one in (less, more))


@mechanism
def a_larger_share_made_good_elsewhere(draw, park):
    asked = Requirement(label="net", formula="carbon - offsets", at_most=amount(draw))
    owner = next(iter(park.enterprises))
    less = Offset(label="bought", owner=owner, price=draw(values(0.0, 9.0)), share=0.05)
    more = dataclasses.replace(less, share=0.05 + draw(values(0.0, 0.9)))
    return tuple(with_(park, requirements=[asked], offsets=[one]) for one in (less, more))


@mechanism
def a_permit_to_discard(draw, park):
    label = draw(st.sampled_from(list(park.outlets)))
    own = [dataclasses.replace(park.outlets[label], annual_limit=amount(draw)), park.outlets[label]]
    return tuple(with_(park, outlets=[one]) for one in own)


@mechanism
def a_permit_to_run(draw, park):
    label = draw(st.sampled_from(list(park.technologies)))
    less = dataclasses.replace(park.technologies[label], activity_max=amount(draw))
    more = dataclasses.replace(less, activity_max=less.activity_max + amount(draw))
    return with_(park, technologies=[less]), with_(park, technologies=[more])


@mechanism
def a_contract_s_quantities(draw, park):
    label = draw(st.sampled_from([m for m in park.markets if m.endswith("_source")]))
    bounds = sorted((amount(draw), amount(draw)))
    less = dataclasses.replace(
        park.markets[label], purchase_annual_min=bounds[0], purchase_annual_max=bounds[1]
    )
    more = dataclasses.replace(less, purchase_annual_min=bounds[0] / 2.0, purchase_annual_max=2.0 * bounds[1])
    return with_(park, markets=[less]), with_(park, markets=[more])


@mechanism
def a_sale(draw, park):
    less = dataclasses.replace(park.markets["heat_market"], sale_price=None)
    more = dataclasses.replace(less, sale_price=draw(values(0.0, 3.5)), sale_limit=draw(values(0.0, 5.0)))
    return with_(park, markets=[less]), with_(park, markets=[more])


@mechanism
def consent(draw, park):
    one = pipe(
        "e1", "e2", "heat", capacity=5.0, label="new_line", legal="heat_franchise", consent="forbidden"
    )
    new = dataclasses.replace(one, capacity=0.0, capacity_max=5.0, investment_per_capacity=0.0, lifetime=9.0)
    return tuple(
        with_(park, links=[dataclasses.replace(new, consent=word)]) for word in ("forbidden", "allowed")
    )


@mechanism
def a_candidate(draw, park):
    guest = Enterprise(label="guest", admission="candidate", entry_value=A_YEAR * draw(values(0.0, 20.0)))
    own = dataclasses.replace(park.markets["power_market"], peak_charge=0.0)  # a contract would stay behind
    opened = dataclasses.replace(own, members=(*park.enterprises, "guest"))
    wanted = [need("guest.need_power", draw(values(0.0, 5.0)), "power")]
    before = with_(park, markets=[own])
    return before, with_(park, enterprises=[guest], demands=wanted, markets=[opened])


@mechanism
def a_hazard_limit(draw, park):
    park = with_(park, carriers=[dataclasses.replace(park.carriers["heat"], hazard_quantity=5.0)])
    name = draw(st.sampled_from(list(park.enterprises)))
    one = dataclasses.replace(park.enterprises[name], hazard_max=draw(values(0.0, 1.0)))
    loose = dataclasses.replace(one, hazard_max=one.hazard_max + 0.5)
    return with_(park, enterprises=[one]), with_(park, enterprises=[loose])


@mechanism
def ground(draw, park):
    label = draw(st.sampled_from(list(park.technologies)))
    own = dataclasses.replace(park.technologies[label], ground_use=1.0)
    name = label.partition(".")[0]
    park = with_(park, technologies=[own])
    one = dataclasses.replace(park.enterprises[name], ground=own.capacity + draw(values(0.0, 6.0)))
    loose = dataclasses.replace(one, ground=one.ground + 2.0)
    return with_(park, enterprises=[one]), with_(park, enterprises=[loose])


def least(park):
    """Return the least cost, of a plan that was verified; nothing beats having no plan."""
    results = solve(park, "integrated_park", full(park.calendar), Options(gap=0.0))
    if results.outcome.status == "infeasible":
        return math.inf
    assert results.status == "optimal", results.outcome.sentence
    assert results.verdict.ok, results.verdict
    return results.outcome.objective


@st.composite
def pairs(draw: Any, name: str) -> Any:
    park = draw(random_parks(steps=draw(st.integers(1, 3)))).park
    carriers = {"power": Carrier(label="power", kind="energy", unit="MW"), **_co2(), **park.carriers}
    return MECHANISMS[name](draw, park.replace(carriers=carriers))


def _never_dearer(name, examples):
    @often(examples)
    @given(pairs(name))
    def holds(drawn):
        less, more = drawn
        tight, loose = least(less), least(more)
        assert loose <= tight + (1e-6 * max(1.0, abs(tight)) if math.isfinite(tight) else 0.0)

    holds()


@pytest.mark.parametrize("name", MECHANISMS)
def test_more_of_it_never_costs_more(name):
    _never_dearer(name, FEW)


@pytest.mark.slow
@pytest.mark.parametrize("name", MECHANISMS)
def test_more_of_it_never_costs_more_at_length(name):
    _never_dearer(name, MANY)
