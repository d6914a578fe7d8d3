"""Steam in a design: headers close in tonnes and in heat, and nothing holds more than it took."""

import pytest

from symbiosis.catalogue.steam import back_pressure_turbine, boiler, let_down, user
from symbiosis.park import Carrier, Park
from symbiosis.report.headers import rows_of
from symbiosis.results.verify import verify
from tests.parks import at, need, optimum, shop, small_park

HIGH = Carrier(label="high", kind="energy", unit="t/h", pressure=4.0, temperature=400.0)
LOW = Carrier(
    label="low", kind="energy", unit="t/h", pressure=1.0, temperature=200.0, return_temperature=90.0
)
FEED = Carrier(label="feed", kind="water", unit="t/h", temperature=104.0)
POWER, GAS, HEAT = (Carrier(label=name, kind="energy", unit="MW") for name in ("power", "gas", "heat"))
STANDS = {"capacity": 100.0}


def works(power_price=100.0):
    """10 MW of heat from low steam; it comes through a turbine or past it."""
    return small_park(
        1, HIGH, LOW, FEED, POWER, GAS, HEAT,
        boiler("mill.boiler", HIGH, FEED, GAS, 0.9, blow_down=0.02, **STANDS),
        let_down("mill.station", HIGH, LOW, FEED, **STANDS),
        back_pressure_turbine("mill.turbine", HIGH, LOW, FEED, POWER, 0.75, **STANDS),
        user("mill.dryer", LOW, HEAT, **STANDS),
        need("mill.heat", 10.0), need("mill.power", 2.0),
        shop("gas", 30.0, "mill"), shop("feed", 5.0, "mill"), shop("power", power_price, "mill"),
    )  # fmt: skip


def test_a_turbine_runs_when_power_is_dear_and_is_passed_by_when_it_is_cheap():
    steam = 10.0 / 0.68092
    dear, cheap = optimum(works(100.0)), optimum(works(0.01))
    assert at(dear, "activity", "mill.turbine") == pytest.approx([steam], abs=1e-3)
    assert at(cheap, "activity", "mill.station") == pytest.approx([steam], abs=1e-3)


def test_headers_balance_in_tonnes_and_in_heat():
    rows = list(rows_of(optimum(works())))
    sums = {row[1]: row[-2:] for row in rows if row[4] == "sum"}
    assert sums["high"] == pytest.approx([0.0, 0.0], abs=1e-5)
    assert sums["low"] == pytest.approx([0.0, 0.0], abs=1e-5)
    made = {row[5]: row[-1] / row[-2] for row in rows if row[4] == "made" and row[-2] > 0.0}
    assert made["mill.boiler"] == pytest.approx(3.214, abs=1e-3)
    assert made["mill.turbine"] == pytest.approx(2.828, abs=1e-3)


def test_heat_from_nothing_is_found():
    r = optimum(works())
    turbine = r.park.technologies["mill.turbine"]
    better = {**turbine.ratios, "power": 0.2}
    park = object.__new__(Park)  # a park that its own checks would refuse
    park.__dict__.update(r.park.__dict__)
    tampered = type(turbine)(**{**turbine.__dict__, "ratios": better})
    park.__dict__["technologies"] = type(r.park.technologies)(
        {**r.park.technologies, "mill.turbine": tampered}
    )
    found = verify(park, r.horizon, r.data, r.outcome.objective).findings
    assert any(f.where == "mill.turbine" and "gives more heat than it takes" in f.what for f in found)


def test_every_header_is_closed_in_heat_by_the_check_itself():
    r = optimum(works())
    assert r.verdict.checks["header"] >= 3
    data = r.data.copy(deep=True)
    data["activity"].loc[{"technology": "mill.dryer"}] = data["activity"].sel(technology="mill.dryer") * 1.01
    found = verify(r.park, r.horizon, data, r.outcome.objective).findings
    assert any(f.where == "mill:low" and "header does not close in heat" in f.what for f in found)


def test_steam_that_arrives_too_hot_is_noted():
    park = works(0.01)
    plain = let_down("mill.station", HIGH, LOW, FEED, **STANDS)
    unsprayed = type(plain)(label="mill.station", rated_on="low", ratios={"high": -1.0, "low": 1.0}, **STANDS)
    plants = {k: plant for k, plant in park.technologies.items() if k != "mill.turbine"}
    r = optimum(park.replace(technologies={**plants, "mill.station": unsprayed}))
    assert any(n.where == "mill.station" and "arrives with more heat" in n.what for n in r.verdict.notes)
    assert not any(n.where == "mill.station" for n in optimum(park).verdict.notes)
