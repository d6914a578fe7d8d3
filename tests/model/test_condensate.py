"""What comes back of steam: condensate at its owner, less of it when a demand is put off or cut."""

import pytest

from symbiosis.park import Carrier, Demand, ParkError
from tests.parks import at, drain, optimum, paid, series, shop, small_park

STEAM = Carrier(label="steam", kind="energy", unit="t/h", pressure=1.0, temperature=200.0)
BACK = Carrier(label="back", kind="water", unit="t/h", temperature=90.0)
HOT = Carrier(label="hot", kind="water", unit="t/h", temperature=190.0, pressure=2.0)


def using(rate=10.0, steps=1, **more):
    """A mill that buys steam at 50 and pays 2 for every tonne of condensate that nobody takes."""
    fields = {"condensate": "back", "condensate_return": 0.8, **more}
    return small_park(
        steps,
        STEAM,
        BACK,
        HOT,
        Demand(**{"label": "mill.steam", "carrier": "steam", "rate": rate, **fields}),
        shop("steam", 50.0, "mill"),
        drain("mill.back", 2.0),
        drain("works.back", -0.0),
    )


def test_condensate_comes_back_to_the_user():
    r = optimum(using())
    assert at(r, "discard", "mill.back") == [8.0]
    assert paid(r, "discard") == pytest.approx(16.0)


def test_condensate_belongs_to_who_is_said_to_own_it():
    r = optimum(using(condensate_owner="works"))
    assert at(r, "discard", "works.back") == [8.0]
    assert r.outcome.objective == pytest.approx(500.0)


def test_no_condensate_of_what_is_not_used():
    r = optimum(using(interruptible=0.5, interruption_price=10.0))
    assert at(r, "interrupted", "mill.steam") == [5.0]
    assert at(r, "discard", "mill.back") == [4.0]


def test_condensate_comes_when_the_steam_is_used():
    park = using(rate=series(10, 0), steps=2, shift_share=1.0, shift_hours=2.0)
    cheap_later = park.replace(markets=[shop("steam", series(50, 1), "mill")], profiles={
        **park.profiles, "p_50_1": type(next(iter(park.profiles.values())))("p_50_1", [50.0, 1.0])
    })  # fmt: skip
    r = optimum(cheap_later, cyclic=False)
    assert at(r, "deferred", "mill.steam") == [10.0, 0.0]
    assert at(r, "discard", "mill.back") == [0.0, 8.0]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"use": "live"}, "live steam stays in the product and leaves no condensate"),
        ({"condensate": ""}, "needs the water as which it comes back"),
        ({"condensate_return": 0.0}, "condensate is named, but none comes back"),
        ({"condensate": "steam"}, "is no water in t/h"),
        ({"condensate": "hot"}, "hot is hotter (190.0 °C) than the steam it comes from"),
        ({"carrier": "back"}, "is said of back, which is no steam"),
        ({"shift_share": 0.5, "advance_hours": 2.0}, "is not known of a demand that is met early"),
        ({"use": "indirekt"}, "not one of the words allowed here"),
    ],
)
def test_what_makes_no_sense_is_named(more, sentence):
    if more.get("condensate") == "hot":
        cool = Carrier(label="steam", kind="energy", unit="t/h", pressure=0.3)
        fields = {"label": "mill.steam", "carrier": "steam", "rate": 1.0, "condensate_return": 0.5, **more}
        with pytest.raises(ParkError) as error:
            small_park(1, cool, HOT, Demand(**fields), shop("steam", 1.0, "mill"), drain("mill.hot"))
    else:
        with pytest.raises(ParkError) as error:
            using(**more)
    assert sentence in str(error.value)
