"""Quotas, offsets and fees: what is used is held, what is left is sold or kept; money by hand."""

import dataclasses

import pytest

from symbiosis.park import Carrier, Enterprise, Fee, Offset, ParkError, Quota, Requirement
from tests.parks import A_YEAR, at, need, optimum, paid, plant, shop, small_park

MEMBERS = ("mill", "kiln")


def boilers(*rights, price=4.0, mills=MEMBERS):
    """10 of heat an hour each: a boiler at 1 that emits 0.5 t, or clean heat."""
    things = []
    for mill in mills:
        things.append(need(f"{mill}.heat", 10.0))
        things.append(plant(f"{mill}.boiler", "heat", {"gas": -1.0, "co2": 0.5}, capacity=20.0))
    clean = shop("heat", price, *mills, label="clean")
    return small_park(1, *things, shop("gas", 1.0, *mills), clean, *rights)


def carbon(**more):
    fields = {"label": "ets", "counts": "emission(co2)", "members": MEMBERS} | more
    return Quota(**fields)


def each(amount, *names):
    return dict.fromkeys(names, amount * A_YEAR)


def test_what_is_granted_is_a_cap_for_each():
    r = optimum(boilers(carbon(granted=each(2.0, "mill") | each(5.0, "kiln"))))
    assert at(r, "emission", "mill:co2") == pytest.approx(2)
    assert r.outcome.objective == pytest.approx(4 * 1 + 6 * 4 + 10 * 1)


def test_rights_are_bought_where_cleaning_is_dearer():
    # a tonne less costs 2 · 3 = 6 by clean heat
    cheap = optimum(
        boilers(carbon(purchase_price=5.0), mills=("mill",)).replace(
            quotas=[carbon(members=("mill",), purchase_price=5.0)]
        )
    )
    assert at(cheap, "quota_bought", "ets:mill") == pytest.approx(5)
    assert paid(cheap, "quota_purchase") == pytest.approx(25)
    dear = optimum(boilers(carbon(members=("mill",), purchase_price=7.0), mills=("mill",)))
    assert at(dear, "emission", "mill:co2") == pytest.approx(0)


def test_a_purchase_limit_binds():
    r = optimum(
        boilers(carbon(members=("mill",), purchase_price=1.0, purchase_limit=2 * A_YEAR), mills=("mill",))
    )
    assert at(r, "emission", "mill:co2") == pytest.approx(2)


def test_what_is_left_is_sold():
    # 8 t granted; selling at 7 pays more than the 6 that cleaning costs
    r = optimum(
        boilers(carbon(members=("mill",), granted=each(8.0, "mill"), sale_price=7.0), mills=("mill",))
    )
    assert at(r, "quota_sold", "ets:mill") == pytest.approx(8)
    assert r.outcome.objective == pytest.approx(10 * 4 - 8 * 7)


def test_a_benchmark_grants_by_output():
    # 0.4 t per unit of boiler heat: of each unit's 0.5 t a tenth must be bought
    right = carbon(members=("mill",), benchmark=0.4, output="made(heat)", purchase_price=10.0)
    r = optimum(boilers(right, mills=("mill",)))
    assert at(r, "activity", "mill.boiler") == [10]
    assert at(r, "quota_bought", "ets:mill") == pytest.approx(1)


def test_an_auction_before_the_market():
    right = carbon(members=("mill",), auction_price=2.0, auction_limit=3 * A_YEAR, purchase_price=5.0)
    r = optimum(boilers(right, mills=("mill",)))
    assert at(r, "quota_auctioned", "ets:mill") == pytest.approx(3)
    assert at(r, "quota_bought", "ets:mill") == pytest.approx(2)


def test_rights_of_earlier_years_and_for_later_ones():
    right = carbon(
        members=("mill",),
        carried_in=each(9.0, "mill"),
        keep_limit=3 * A_YEAR,
        keep_value=2.0,
    )
    r = optimum(boilers(right, mills=("mill",)))
    assert at(r, "quota_kept", "ets:mill") == pytest.approx(3)
    assert paid(r, "quota_kept") == pytest.approx(-6)


def test_shared_rights_are_one_account():
    right = carbon(granted=each(7.0, "mill"), shared=True, operator="kiln")
    alone = optimum(boilers(carbon(granted=each(7.0, "mill"))))
    together = optimum(boilers(right))
    # alone the kiln holds nothing and buys clean heat; together 7 of the 10 t are held
    assert alone.outcome.objective == pytest.approx(10 * 1 + 10 * 4)
    assert together.outcome.objective == pytest.approx(14 * 1 + 6 * 4)


def test_a_right_for_several_years_is_paid_by_its_annuity():
    # 10 money for five years without interest: 2 a year
    right = carbon(members=("mill",), purchase_price=10.0, valid_for=5.0)
    r = optimum(boilers(right, mills=("mill",)))
    assert paid(r, "quota_purchase") == pytest.approx(5 * 2)


def test_rights_to_energy_use():
    # half of the gas may be used: standard coal of 5 MWh an hour
    coal = 3.6 / 29.3076
    right = Quota(label="tce", counts="energy", members=("mill",), granted={"mill": 5.0 * coal * A_YEAR})
    park = small_park(
        1,
        need("mill.heat", 10.0),
        plant("mill.boiler", "heat", {"gas": -1.0}, capacity=20.0),
        plant("mill.solar", "heat", capacity=10.0, running_cost=3.0),
        shop("gas", 1.0, "mill"),
        Carrier(label="gas", kind="energy", unit="MW"),
        Carrier(label="heat", kind="material", unit="t/h"),
        right,
    )
    assert at(optimum(park), "activity", "mill.boiler") == [5]


def test_offsets_count_until_their_limit():
    zero = Requirement(label="zero", formula="carbon - offsets", at_most=0.0)
    some = Offset(label="ccer", owner="mill", price=1.0, limit=2 * A_YEAR)
    r = optimum(boilers(some, zero, mills=("mill",)))
    assert at(r, "offset_bought", "ccer") == pytest.approx(2)
    assert at(r, "emission", "mill:co2") == pytest.approx(2)
    assert paid(r, "offset") == pytest.approx(2)


def test_offsets_are_a_share_of_what_is_emitted():
    less = Requirement(label="less", formula="carbon - offsets", at_most=2 * A_YEAR)
    some = Offset(label="ccer", owner="mill", price=0.1, share=0.2)
    r = optimum(boilers(some, less, mills=("mill",)))
    assert at(r, "emission", "mill:co2") == pytest.approx(2.5)  # a fifth of it is offset


def test_fees_are_paid_by_whoever_draws():
    r = optimum(boilers(Fee(label="gas_fee", counts="purchase(gas)", members=("mill",), price=2.0)))
    assert paid(r, "fee", "mill", "gas_fee") == pytest.approx(20)
    assert paid(r, "fee", "kiln") == 0


def test_a_free_amount():
    fee = Fee(label="gas_fee", counts="purchase(gas)", members=("mill",), price=5.0, free=4 * A_YEAR)
    r = optimum(boilers(fee, mills=("mill",)))
    assert at(r, "activity", "mill.boiler") == [4]  # beyond it gas costs 6, clean heat 4
    assert paid(r, "fee") == pytest.approx(0)


def test_more_rights_never_cost_more():
    """Granting more, admitting purchase, sale, sharing or an offset: each is one more way, none is a duty."""
    base = carbon(granted=each(2.0, *MEMBERS))
    wider = [
        base,
        dataclasses.replace(base, granted=each(3.0, *MEMBERS)),
        dataclasses.replace(base, granted=each(3.0, *MEMBERS), shared=True, operator="mill"),
        dataclasses.replace(
            base, granted=each(3.0, *MEMBERS), shared=True, operator="mill", purchase_price=5.5
        ),
        dataclasses.replace(
            base,
            granted=each(3.0, *MEMBERS),
            shared=True,
            operator="mill",
            purchase_price=5.5,
            sale_price=5.0,
        ),
    ]
    costs = [optimum(boilers(right)).outcome.objective for right in wider]
    assert costs == sorted(costs, reverse=True)
    assert costs[0] > costs[1]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"sale_price": 3.0}, "nobody holds any"),
        ({"granted": {"works": 1.0}}, "is no member"),
        ({"shared": True}, "need an operator"),
        ({"purchase_price": 1.0, "sale_price": 2.0}, "earn without end"),
        ({"benchmark": 0.5}, "belong together"),
        ({"counts": "emission(co2) / energy"}, "divides by something"),
        ({"counts": "emission(so2)"}, "is no carrier"),
    ],
)
def test_a_wrong_quota_is_named(fields, said):
    with pytest.raises(ParkError, match=said):
        boilers(carbon(**fields), Enterprise(label="works"))
