"""What goes with an enterprise, in parks with every kind of thing."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from symbiosis.park import Enterprise, Park, Requirement, Threshold
from symbiosis.park.fields import specs
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.leaving import leave
from symbiosis.park.part import bound_together, part, ties
from symbiosis.park.problems import ParkError
from symbiosis.park.quantities import without
from symbiosis.park.quota import Quota
from symbiosis.tables.read import read_park
from tests.parks import cap, drain, given, need, pipe, plant, shop, small_park
from tests.tables.test_write import rich_park

ROOT = Path(__file__).resolve().parents[2]


def remaining(park: Park, *gone: str) -> dict:
    sections = park.sections
    leave(sections, gone)
    return sections


def mentions(thing, label: str) -> bool:
    """Tell whether a field that names enterprises holds a label."""
    for field, spec in specs(type(thing)).items():
        value = getattr(thing, field)
        if spec.refers_to == "enterprises" and (
            value == label or (not isinstance(value, str) and label in value)
        ):
            return True
    return getattr(thing, "enterprise", "") == label


@pytest.mark.parametrize("label", list(rich_park().enterprises))
def test_nothing_names_who_has_left(label):
    sections = remaining(rich_park(), label)
    left = [thing for things in sections.values() for thing in things.values()]
    assert left
    assert not [thing.label for thing in left if mentions(thing, label)]
    assert label not in sections["enterprises"]


@pytest.mark.parametrize("name", ["three_firms", "suzhou_loop", "kalundborg"])
def test_a_real_park_without_one_is_a_park_or_says_what_it_lacks(name):
    park = read_park(ROOT / "scenarios" / name)
    lacking = {label: problems_without(park, label) for label in park.enterprises}
    assert not all(lacking.values())
    # all that others' leaving may break is a flow that now has no way in or out
    broken = {problem.path.split(".")[0] for problems in lacking.values() for problem in problems}
    assert broken <= {"demands", "supplies", "technologies"}


def problems_without(park, label):
    try:
        left = park.replace(**{k: FrozenDict(v) for k, v in remaining(park, label).items()})
    except ParkError as error:
        return error.problems
    assert label not in left.enterprises
    return []


def two(*more):
    return small_park(
        1,
        given("a.ash", 10.0),
        drain("a.ash", 1.0),
        need("b.ash", 4.0),
        shop("ash", 3.0, "b"),
        pipe("a", "b", "ash", capacity=10.0, label="road"),
        *more,
    )


def test_rights_of_the_one_who_stays():
    quota = Quota(
        label="right",
        counts="purchase(ash) + discard(ash, a)",
        members=("a", "b"),
        granted={"a": 1.0, "b": 2.0},
        purchase_price=1.0,
        shared=True,
        operator="a",
    )
    left = remaining(two(quota), "a")["quotas"]["right"]
    assert left.members == ("b",)
    assert list(left.granted) == ["b"]
    assert left.operator == "b"
    assert left.counts == "purchase(ash) + 0"
    assert "right" not in remaining(two(quota), "a", "b")["quotas"]


def test_a_formula_of_those_who_left_counts_nothing():
    only = Requirement(label="dumping", formula="discard(ash, a)", at_most=1.0)
    assert "dumping" not in remaining(two(only), "a")["requirements"]
    assert remaining(two(only), "b")["requirements"]["dumping"] == only
    assert without("carbon(a) + carbon(b) + growth(energy)", {"a"}) == "0 + carbon(b) + growth(energy)"
    # a carrier of the same name is no enterprise
    assert without("made(a, b)", {"a"}) == "made(a, b)"


def test_what_is_agreed_for_all_is_nobodys_alone():
    park = two(
        plant("a.fire", "heat", {"ash": -1.0, "co2": 1.0}, capacity=1.0),
        drain("a.heat"),
        cap("co2", 1.0),
        cap("co2", 5.0, "a"),
    )
    whole = small = park
    whole = Requirement(label="all", formula="discard(ash)", at_most=9.0)
    own = Requirement(label="own", formula="discard(ash, a)", at_most=9.0)
    park = small.replace(requirements={"all": whole, "own": own})
    alone = part(park, {"a"})
    assert list(alone.requirements) == ["own"]
    assert [c.enterprise for c in alone.caps.values()] == ["a"]
    assert part(park, {"a", "b"}) == park
    assert bound_together(park)
    assert not bound_together(part(park, {"a"}))


def test_who_is_tied_to_whom():
    park = two(shop("power", 1.0, "a", "b"), drain("b.power"), drain("a.power"))
    assert frozenset("ab") in set(ties(park))
    apart = park.replace(links={})
    assert frozenset("ab") not in set(ties(apart))
    contract = {"power_market": dataclasses.replace(park.markets["power_market"], purchase_annual_max=9.0)}
    assert frozenset("ab") in set(ties(apart.replace(markets={**apart.markets, **contract})))


def test_rights_are_handed_to_one_who_surely_stays() -> None:
    """Of the members left one may close and one stays: it holds the rights; else each holds its own."""
    pool = Quota(
        label="pool", counts="emission(co2)", members=("a", "b", "c"), shared=True, operator="a",
        granted={"a": 9.0},
    )  # fmt: skip
    firms = [Enterprise(label="b", admission="may_leave"), Enterprise(label="c")]
    park = small_park(1, need("a.heat", 1.0), shop("heat", 1.0, "a", "b", "c"), cap("co2", 1.0), pool, *firms)
    assert remaining(park, "a")["quotas"]["pool"].operator == "c"
    alone = remaining(park, "a", "c")["quotas"]["pool"]
    assert (alone.shared, alone.operator) == (False, "")


def test_thresholds_go_with_the_last_candidate() -> None:
    guest = Enterprise(label="guest", admission="candidate", added_value=10.0)
    rule = Threshold(label="value", formula="purchase(heat) / added_value", at_most=9.0)
    park = small_park(1, need("a.heat", 1.0), shop("heat", 1.0, "a", "guest"), guest, rule)
    assert "value" in remaining(park)["thresholds"]
    assert remaining(park, "guest")["thresholds"] == {}
    assert part(park, {"a"}).thresholds == {}
