"""The exchange format of pinch studies: units are read, gaps have one meaning, nonsense is named."""

import json

import pytest

from symbiosis.heat import HeatStream, Level
from symbiosis.heat.read import HeatProblemError, problem_of, read_problem


def entry(**changes):
    given = {
        "zone": "mill",
        "name": "H1",
        "t_supply": {"value": 150.0, "unit": "degC"},
        "t_target": {"value": 60.0, "unit": "degC"},
        "heat_flow": {"value": 180.0, "unit": "kW"},
        "dt_cont": {"value": 5.0, "unit": "degC"},
    }
    return {**given, **changes}


def one(**changes):
    return problem_of({"streams": [entry(**changes)]}).streams[0]


def test_a_stream_is_read():
    assert one() == HeatStream("H1", 150.0, 60.0, 180.0, True, 5.0, "mill")


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"t_supply": {"value": 423.15, "unit": "K"}}, "supply", 150.0),
        ({"t_supply": {"value": 302.0, "units": "degF"}}, "supply", 150.0),
        ({"t_supply": 150}, "supply", 150.0),
        ({"dt_cont": None}, "shift", 0.0),
        ({"dt_cont": {"value": 9.0, "unit": "degF"}}, "shift", 5.0),
        ({"dt_cont": {"value": float("nan")}}, "shift", 0.0),
        ({"heat_flow": None, "cp": {"value": 2.0, "unit": "kW/K"}}, "duty", 180.0),
        ({"zone": None}, "place", "site"),
    ],
)
def test_units_and_gaps(changes, field, value):
    assert getattr(one(**changes), field) == pytest.approx(value)


def test_a_phase_change_says_by_its_sign_which_way_heat_goes():
    assert not one(t_target=150.0).hot
    boiling = one(t_target=150.0, heat_flow=-180.0)
    assert (boiling.hot, boiling.duty) == (True, 180.0)


def test_one_unit_is_kept_and_several_become_kilowatts():
    in_mw = entry(heat_flow={"value": 2.0, "unit": "MW"})
    assert problem_of({"streams": [in_mw]}).unit == "MW"
    both = problem_of({"streams": [in_mw, entry(heat_flow={"value": 3.6, "unit": "GJ/h"})]})
    assert both.unit == "kW"
    assert [s.duty for s in both.streams] == pytest.approx([2000.0, 1000.0])


def test_the_short_form_with_one_least_difference():
    data = {"units": "degC, MW/K", "dTmin": 10, "streams": [{"n": "C1", "Ts": 20, "Tt": 180, "CP": 0.2}]}
    found = problem_of(data)
    assert found.unit == "MW"
    assert found.streams[0] == HeatStream("C1", 20.0, 180.0, 32.0, False, 5.0, "site")


def test_utilities_become_levels_whichever_end_is_named_first():
    def utility(kind, supply, target):
        return {"name": "u", "type": kind, "t_supply": supply, "t_target": target, "dt_cont": None}

    def level(*given):
        return problem_of({"streams": [], "utilities": [utility(*given)]}).levels[0]

    assert level("Both", 40, 70) == Level("u", 70.0, 40.0)
    assert level("Hot", 220, None) == Level("u", 220.0, 220.0, 0.0, cools=False)
    assert level("Cold", 13, 25) == Level("u", 25.0, 13.0, 0.0, heats=False)


def test_a_name_may_stand_for_heating_and_cooling_or_for_two_levels():
    def levels(*entries):
        utilities = [{"name": "u", "type": kind, "t_supply": at} for kind, at in entries]
        return problem_of({"streams": [], "utilities": utilities}).levels

    assert levels(("Hot", 150), ("Cold", 150)) == (Level("u", 150.0, 150.0),)
    apart = levels(("Hot", 150), ("Cold", 20), ("Cold", 10))
    assert [(x.name, x.top, x.heats, x.cools) for x in apart] == [
        ("u", 150.0, True, False),
        ("u 2", 20.0, False, True),
        ("u 3", 10.0, False, True),
    ]


def test_what_is_switched_off_does_not_count():
    assert problem_of({"streams": [entry(active=False)]}).streams == ()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ([], '"streams" must be a list.'),
        ({"streams": [1]}, "every stream and utility must be an object"),
        ({"streams": [entry(heat_flow=None)]}, "streams: mill: H1: heat_flow is missing."),
        ({"streams": [entry(t_supply=None)]}, "streams: mill: H1: t_supply and t_target are needed."),
        ({"streams": [entry(t_supply="hot")]}, "'hot' is not a number"),
        ({"streams": [entry(t_supply={"value": 1, "unit": "R"})]}, '"R" is not a unit of temperature'),
        ({"streams": [entry(heat_flow={"value": 1, "unit": "kg"})]}, '"kg" is not a unit of heat flow'),
        ({"streams": [entry(dt_cont=-1)]}, "the ΔT contribution -1 is below 0."),
        ({"streams": [], "utilities": [{"name": "u"}]}, "utilities: u: t_supply is needed."),
        ({"streams": [], "utilities": [{"t_supply": 1, "type": "?"}]}, "write Hot, Cold or Both."),
    ],
)
def test_nonsense_is_named(data, sentence):
    with pytest.raises(HeatProblemError) as caught:
        problem_of(data)
    assert sentence in str(caught.value)


def test_files(tmp_path):
    path = tmp_path / "热 problem.json"
    path.write_text(json.dumps({"streams": [entry()]}), encoding="utf-8")
    assert read_problem(path).targets().cooling_alone == 180.0
    path.write_text("{", encoding="utf-8")
    with pytest.raises(HeatProblemError, match="not JSON"):
        read_problem(path)
