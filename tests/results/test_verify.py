"""The checker: a right plan holds; whatever is wrong with a plan is named with its place and hour."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symbiosis.horizon import full
from symbiosis.park import Enterprise, Store
from symbiosis.results.verify import verify
from tests.parks import A_YEAR, drain, need, pipe, plant, series, small_park
from tests.parks import given as arises
from tests.results.plan import TOTAL, changed, dataset, everything

PLAN = everything()


def found(park, horizon, data, objective=TOTAL):
    verdict = verify(park, horizon, data, objective)
    assert verdict.ok == (not verdict.findings)
    return [str(finding) for finding in verdict.findings]


def edited(name, label, values):
    """Return the plan's dataset with other values for one label."""
    data = PLAN[2].copy(deep=True)
    dim = next(dim for dim in data[name].dims if dim not in ("step", "month"))
    at = data[dim].values.tolist().index(label)
    data[name].values[at] = values
    return data


def line(data, category, item):
    return int(np.flatnonzero((data["category"] == category) & (data["item"] == item))[0])


def test_the_plan_holds():
    verdict = verify(*PLAN, TOTAL)
    assert verdict
    assert verdict.ok
    assert verdict.findings == ()
    assert verdict.notes == ()
    assert verdict.checks["balance"] == 7 * 4
    assert verdict.checks["cost"] == 11
    assert str(verdict).startswith("result holds")


WRONG = [
    ("activity", "mill.boiler", [12, 12, 8, 11.1], "mill:steam, 2025-01-01T03:00: balance does not close"),
    ("activity", "mill.boiler", [12, 12, 11, 8], "mill:gas, 2025-01-01T02:00: balance does not close"),
    ("activity", "mill.panels", [3, 0, 6, 3], "mill.panels, 2025-01-01T00:00: runs above its available"),
    ("level", "mill.tank", [8, 0, 2.5, 2], "mill.tank, 2025-01-01T02:00: level does not follow"),
    ("level", "mill.tank", [9, 1, 3, 3], "mill.tank, 2025-01-01T00:00: holds more than fits"),
    ("level", "mill.tank", [7, -1, 1, 1], "level[mill.tank], 2025-01-01T01:00: is negative"),
    ("charge", "mill.tank", [6.5, 0, 1.5, 0], "mill.tank, 2025-01-01T00:00: is filled faster"),
    ("discharge", "mill.tank", [0, 4.2, 0, 0], "mill.tank, 2025-01-01T01:00: is emptied faster"),
    ("exchange", "mill_dorm:steam", [5.5, 5, 5, 0], "mill_dorm, 2025-01-01T00:00: carries more"),
    ("exchange", "mill_dorm:steam", [5, 5, 5, 0.5], "mill_dorm, 2025-01-01T03:00: runs below its minimum"),
    ("feed", "main.mill", [0, 10, 0, 9], "main, 2025-01-01T03:00: hub does not balance"),
    ("feed", "main.town", [0, 0, 1, 0], "main.town, 2025-01-01T02:00: feeds in although"),
    ("draw", "main.mill", [0, 0, 1, 0], "main.mill, 2025-01-01T02:00: draws although"),
    ("purchase", "gas_market:mill", [15.1, 15, 10, 13.75], "gas_market:mill, 2025-01-01T00:00: purchase"),
    ("purchase", "power_market:mill", [0, 0, 0, 1], "power_market:mill, 2025-01-01T03:00: purchase without"),
    ("sale", "power_market:mill", [0, 3, -6, 3], "sale[power_market:mill], 2025-01-01T02:00: is negative"),
    ("discard", "mill.waste", [1, 1, 3, 1], "mill.waste, 2025-01-01T02:00: discards more than its limit"),
    ("peak", "gas_market:mill", [14], "gas_market:mill, 2025-01-01T00:00: purchase exceeds the peak"),
    ("emission", "mill:co2", 16.0, "mill:co2: differs from activity times factors"),
    ("hub", "main", 0.5, "main: hub is neither 0 nor 1"),
    ("hub", "main", 0.0, "main.mill: has a connection without a hub"),
    ("capacity", "mill.boiler", 13.0, "mill.boiler: capacity is not kept + new"),
    ("kept", "mill.boiler", 13.0, "mill.boiler: kept exceeds what stands"),
    ("kept", "mill.boiler", -1.0, "mill.boiler: kept is below 0"),
    ("new", "mill_dorm", 11.0, "mill_dorm: new exceeds the room"),
    ("new", "mill_dorm", -1.0, "mill_dorm: new is below 0"),
    ("new", "mill.panels", 5.0, "mill.panels: new is no sum of the sizes that are built"),
    ("units", "mill.panels", 1.5, "mill.panels: units is not the sum over the sizes"),
    ("size_units", "mill.panels:0", 1.5, "mill.panels:0: units of a size is not a whole number"),
    ("size_units", "mill.panels:0", -1.0, "mill.panels:0: units of a size are below 0"),
    ("size_units", "mill.panels:1", 0.0, "mill.panels: new is no sum of the sizes that are built"),
    ("units", "mill.panels", 3.0, "mill.panels: units exceed units_max"),
    ("units", "mill_dorm", 0.4, "mill_dorm: build is neither 0 nor 1"),
    ("units", "mill_dorm", 0.0, "mill_dorm: is built without being decided"),
    ("units", "mill.boiler", 1.0, "mill.boiler: units are counted where only a size is decided"),
    ("activity", "mill.boiler", [12, math.nan, 8, 11], "activity[mill.boiler, 2025-01-01T01:00"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "label", "values", "said"), WRONG)
def test_a_wrong_value_is_named(name, label, values, said):
    park, horizon, _ = PLAN
    said_all = found(park, horizon, edited(name, label, values))
    assert any(sentence.startswith(said) for sentence in said_all), said_all


TIGHTER = [
    ("technologies", "mill.boiler", {"activity_max": 40 * A_YEAR / 4}, "mill.boiler: runs more"),
    ("technologies", "mill.boiler", {"design_margin": 0.1}, "mill.boiler, 2025-01-01T00:00: runs above"),
    ("technologies", "mill.boiler", {"ratios": {"gas": -1.25, "steam": 1, "co2": 0.2}}, "mill:co2: differs"),
    ("technologies", "mill.boiler", {"running_cost": 2.1}, "mill · running · mill.boiler: line differs"),
    ("technologies", "mill.boiler", {"capacity": 13.0, "retirable": False}, "mill.boiler: is given up"),
    ("technologies", "mill.panels", {"sizes": (2.0, 5.0)}, "mill.panels: new is no sum of the sizes"),
    ("technologies", "mill.panels", {"capacity_max": 5.0}, "mill.panels: capacity exceeds capacity_max"),
    ("stores", "mill.tank", {"level_min": 0.1}, "mill.tank, 2025-01-01T01:00: holds less than must stay"),
    ("stores", "mill.tank", {"loss": 0.1}, "mill.tank, 2025-01-01T01:00: level does not follow"),
    ("links", "mill_dorm", {"capacity_min": 6.0}, "mill_dorm: is smaller than the smallest size"),
    ("links", "mill_dorm", {"length": 2.0}, "dorm · freight · mill_dorm: line differs"),
    ("links", "mill_dorm", {"loss_per_length": 0.1}, "dorm:steam, 2025-01-01T00:00: balance does not close"),
    ("links", "mill_dorm", {"owner": "mill"}, "mill · freight · mill_dorm: line is missing"),
    ("networks", "main", {"loss": 0.2}, "main, 2025-01-01T01:00: hub does not balance"),
    ("demands", "mill.steam", {"rate": 2.0}, "mill:steam, 2025-01-01T00:00: balance does not close"),
    ("supplies", "mill.waste", {"rate": 1.1}, "mill:waste, 2025-01-01T00:00: balance does not close"),
    ("outlets", "mill.waste", {"annual_limit": 0.5 * A_YEAR}, "mill.waste: discards more than permitted"),
    ("outlets", "mill.waste", {"fee": 6.0}, "mill · discard · mill.waste: line differs"),
    ("markets", "gas_market", {"purchase_limit": 14.0}, "gas_market:mill, 2025-01-01T00:00: purchase"),
    ("markets", "gas_market", {"purchase_annual_max": 13 * A_YEAR}, "gas_market: members buy more"),
    ("markets", "gas_market", {"purchase_annual_min": 14 * A_YEAR}, "gas_market: members buy less"),
    ("markets", "gas_market", {"purchase_price": 21.0}, "mill · purchase · gas_market: line differs"),
    ("markets", "gas_market", {"peak_charge": 700.0}, "mill · peak_charge · gas_market: line differs"),
    ("markets", "power_market", {"sale_limit": 5.0}, "power_market:mill, 2025-01-01T02:00: sale exceeds"),
    ("caps", "co2_cap", {"limit": 4 * A_YEAR}, "co2_cap: cap is exceeded"),
    ("levies", "co2_levy", {"price": 4.0}, "mill · levy · co2_levy: line differs"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "label", "fields", "said"), TIGHTER)
def test_a_plan_for_another_park_is_refused(section, label, fields, said):
    park, horizon, data = PLAN
    said_all = found(changed(park, section, label, **fields), horizon, data)
    assert any(sentence.startswith(said) for sentence in said_all), said_all


def test_a_dropped_cost_line_is_missed():
    park, horizon, data = PLAN
    at = line(data, "freight", "mill_dorm")
    kept = [i for i in range(data.sizes["line"]) if i != at]
    said = found(park, horizon, data.isel(line=kept))
    assert "dorm · freight · mill_dorm: line is missing (off by 15, allowed 0)" in said
    assert any(sentence.startswith("objective: cost lines do not add up") for sentence in said)


def test_a_dropped_line_is_missed_even_when_the_total_is_lowered_too():
    park, horizon, data = PLAN
    at = line(data, "freight", "mill_dorm")
    kept = [i for i in range(data.sizes["line"]) if i != at]
    assert found(park, horizon, data.isel(line=kept), TOTAL - 15.0) == [
        "dorm · freight · mill_dorm: line is missing (off by 15, allowed 0)"
    ]


def test_an_invented_line_and_a_doubled_one_are_found():
    park, horizon, data = PLAN
    twice = data.isel(line=[*range(data.sizes["line"]), 0])
    assert any("line occurs twice" in sentence for sentence in found(park, horizon, twice))
    renamed = data.assign_coords(item=("line", np.char.replace(data["item"].values, "mill_dorm", "ghost")))
    assert any("ghost: line follows from nothing" in sentence for sentence in found(park, horizon, renamed))


def test_a_wrong_objective_is_found():
    park, horizon, data = PLAN
    assert found(park, horizon, data, TOTAL * (1 + 1e-6))
    assert not found(park, horizon, data, TOTAL * (1 + 1e-10))


def test_a_shifted_hour_is_found():
    park, horizon, data = PLAN
    later = data.assign_coords(step=data["step"].values + np.timedelta64(1, "h"))
    assert any("hours are shifted" in sentence for sentence in found(park, horizon, later))
    assert found(park, horizon, data.roll(step=1, roll_coords=False))
    assert any("has 3 steps" in sentence for sentence in found(park, horizon, data.isel(step=slice(3))))
    assert any("no coordinate" in s for s in found(park, horizon, data.drop_vars("step")))
    weights = data.assign_coords(represents=("step", horizon.represents * 2.0))
    assert any(s.startswith("represents, ") for s in found(park, horizon, weights))


def test_swapped_and_foreign_labels_are_found():
    park, horizon, data = PLAN
    names = data["technology"].values.copy()
    names[[0, 1]] = names[[1, 0]]
    assert found(park, horizon, data.assign_coords(technology=names))
    names = data["outlet"].values.astype("<U20")
    names[0] = "mill.sewer"
    said = found(park, horizon, data.assign_coords(outlet=names))
    assert any(s.startswith("discard[mill.sewer]: is not in the park") for s in said)
    assert any(s.startswith("discard[mill.waste]: is missing") for s in said)
    doubled = data.assign_coords(technology=np.repeat(data["technology"].values[:1], 3))
    assert any("occurs twice" in s for s in found(park, horizon, doubled))


def test_what_is_not_there_is_missed():
    park, horizon, data = PLAN
    for name in data.data_vars:
        assert found(park, horizon, data.drop_vars(name)), name
    assert any("has dims" in s for s in found(park, horizon, data.assign(level=("store", [1.0]))))
    assert any("has no labels" in s for s in found(park, horizon, data.drop_vars("technology")))
    assert found(park, horizon, data.drop_vars("owner"))


def test_a_transposed_variable_is_read_by_name():
    park, horizon, data = PLAN
    assert not found(park, horizon, data.transpose("step", ...))


def test_money_over_time():
    """10 % over two years: annuity 1.21/2.1; a half-spent plant is provided for (1.7355 − 0.9091)/1.7355."""
    park = small_park(
        1,
        plant(
            "mill.boiler",
            "steam",
            capacity=2.0,
            capacity_max=6.0,
            investment=210.0,
            investment_per_capacity=21.0,
            lifetime=2.0,
            remaining_life=1.0,
            fixed_om_share=0.1,
            fixed_om=1.0,
        ),
        need("mill.steam", 5.0),
        rate=0.1,
        study_period=2.0,
    )
    horizon = full(park.calendar, annualised=True)
    cost = {
        ("mill", "investment", "mill.boiler"): (210 + 3 * 21) * 1.21 / 2.1,
        ("mill", "fixed_om", "mill.boiler"): 5 * 1.0 + 0.1 * 273,
        ("mill", "replacement", "mill.boiler"): 2 * 126 * (1.21 / 2.1) * (1 - (1 / 1.1) / (2.1 / 1.21)),
    }
    data = dataset(horizon, cost, {"mill.boiler": (2.0, 3.0, 1.0)}, activity={"mill.boiler": [5.0]})
    assert found(park, horizon, data, sum(cost.values())) == []
    assert found(park, horizon, data, sum(cost.values()) + 1e-3)


def chain(initial, level, charge, discharge, needed=(0.0, 5.0), final=0.0):
    """A tank that keeps half of its content per hour, between a spring and a need."""
    park = small_park(
        2,
        Store(
            label="mill.tank",
            carrier="heat",
            capacity=10.0,
            loss=0.5,
            initial_level=initial,
            final_level_min=final,
            design_margin=0.25,
        ),
        arises("mill.heat", series(6, 0)),
        need("mill.heat", series(*needed)),
        drain("mill.heat"),
    )
    horizon = full(park.calendar, cyclic=False)
    discard = [6 + discharge[0] - charge[0] - needed[0], discharge[1] - charge[1] - needed[1]]
    data = dataset(
        horizon,
        {},
        {"mill.tank": (10.0, 0.0, 0.0)},
        level={"mill.tank": level},
        charge={"mill.tank": charge},
        discharge={"mill.tank": discharge},
        discard={"mill.heat": discard},
    )
    return found(park, horizon, data, 0.0)


def test_a_chain_starts_from_its_given_level():
    assert chain(8.0, [8, 0], [4, 0], [0, 4], (0, 4)) == []
    said = chain(7.0, [8, 0], [4, 0], [0, 4], (0, 4))
    assert any("does not start from its initial level" in sentence for sentence in said)


def test_a_chain_ends_with_what_must_be_left():
    assert chain(8.0, [8, 0.5], [4, 0], [0, 3.5], (0, 3.5), final=0.5) == []
    said = chain(8.0, [8, 0], [4, 0], [0, 4], (0, 4), final=0.5)
    assert any("ends with less than must be left" in sentence for sentence in said)


def test_a_free_chain_ends_as_full_as_it_began():
    assert chain(None, [6, 2], [5, 0], [0, 1], (0, 1)) == []
    assert any("ends with less than it started" in s for s in chain(None, [6, 0], [5, 0], [0, 3], (0, 3)))
    assert any("starts with more than fits" in s for s in chain(None, [8, 0], [3.5, 0], [0, 4], (0, 4)))
    assert any("starts with less than nothing" in s for s in chain(None, [4, 2], [5, 0], [0, 0], (0, 0)))


def test_lengths_follow_from_coordinates():
    """3 km east and 4 km north are 5 km, a detour of a fifth makes 6."""
    park = small_park(1, arises("a.x", 1.0), need("b.x", 1.0), pipe("a", "b", "x", length=0.0, freight=2.0))
    ends = {"a": Enterprise(label="a", x=0.0, y=0.0), "b": Enterprise(label="b", x=3.0, y=4.0)}
    longer = dataclasses.replace(park.settings, detour_factor=1.2)
    park = changed(park.replace(enterprises=ends, settings=longer), "links", "a_b", length=None)
    horizon = full(park.calendar)
    data = dataset(
        horizon, {("b", "freight", "a_b"): 12.0}, {"a_b": (1000.0, 0.0, 0.0)}, exchange={"a_b:x": [1.0]}
    )
    assert found(park, horizon, data, 12.0) == []


def test_burning_what_is_stored_is_noted():
    park, horizon, data = PLAN
    data = data.copy(deep=True)
    data["charge"].values[0] = [6, 0, 3, 0]
    data["discharge"].values[0] = [0, 4, 0.5, 0]
    data["activity"].values[0] = [12, 12, 8.5, 11]
    verdict = verify(park, horizon, data, TOTAL)
    assert [(note.where, note.when, note.amount) for note in verdict.notes] == [
        ("mill.tank", "2025-01-01T02:00", 0.5)
    ]
    assert "fills and empties at once" in str(verdict)


def test_a_verdict_reads_well():
    park, horizon, _ = PLAN
    verdict = verify(park, horizon, edited("activity", "mill.boiler", [12, 12, 8, 11.1]), TOTAL)
    text = str(verdict)
    assert text.startswith("result does NOT hold, ")
    assert "mill:steam, 2025-01-01T03:00: balance does not close (off by 0.1, allowed 1.2e-05)" in text
    assert verdict.worst["balance"].where in ("mill:steam", "mill:gas")


NUMBERS = [name for name in PLAN[2].data_vars if PLAN[2][name].size]


@st.composite
def corruptions(draw):
    """Return one change to the plan and what it did."""
    data = PLAN[2].copy(deep=True)
    name = draw(st.sampled_from(NUMBERS))
    values = data[name].values
    flat = values.reshape(-1)
    at = draw(st.integers(0, flat.size - 1))
    other = draw(st.integers(0, flat.size - 1))
    kind = draw(st.sampled_from(["scale", "add", "flip", "swap", "hour", "nan", "huge", "labels", "drop"]))
    size = draw(st.sampled_from([1e-4, 1e-3, 0.01, 0.5])) * draw(st.sampled_from([-1, 1]))
    dim = next(dim for dim in data[name].dims if dim not in ("step", "month"))
    if kind == "scale":
        flat[at] *= 1 + size
    elif kind == "add":
        flat[at] += size
    elif kind == "flip":
        flat[at] *= -1
    elif kind == "swap":
        flat[[at, other]] = flat[[other, at]]
    elif kind == "hour" and "step" in data[name].dims:
        values[...] = np.roll(values, draw(st.integers(1, 3)), axis=-1)
    elif kind == "nan":
        flat[at] = math.nan
    elif kind == "huge":
        flat[at] = draw(st.sampled_from([1e9, 1e300, math.inf]))
    elif kind == "labels":
        order = draw(st.permutations(range(values.shape[0])))
        values[...] = values[list(order)]
    elif kind == "drop":
        keep = [i for i in range(values.shape[0]) if i != at % values.shape[0]]
        dropped = PLAN[2][name].isel({dim: [at % values.shape[0]]})
        rest = data[name].isel({dim: keep})
        data = data.drop_dims(dim) if dim == "line" else data.drop_vars(name)
        short = {dim: f"{dim}_left"}
        data = data.assign({name: rest if dim == "line" else rest.rename(short)})
        return f"{name}: {kind} {dropped.values}", data, bool(dropped.values.any())
    before = PLAN[2][name].values
    scale = 1e-6 * max(1.0, float(np.abs(before).max()))
    matters = bool((~(np.abs(values - before) <= 2 * scale)).any())
    return f"{name}: {kind}", data, matters


@settings(max_examples=400)
@given(corruptions())
def test_every_corruption_is_caught(corruption):
    what, data, matters = corruption
    park, horizon, _ = PLAN
    assert not matters or found(park, horizon, data), what
