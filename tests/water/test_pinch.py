"""The water pinch by hand: one operation, reuse, sources and sinks, dirty fresh water."""

import pytest

from symbiosis.water.pinch import Flow, target, without_reuse


def operation(name, load, inlet, outlet, place="a"):
    """Return an operation as a sink and a source."""
    flow = load / (outlet - inlet)
    return Flow(name, place, flow, inlet), Flow(name, place, flow, outlet)


def of(*operations):
    return [sink for sink, _ in operations], [source for _, source in operations]


def test_one_operation_washes_with_fresh_water():
    found = target(*of(operation("p1", 2000.0, 0.0, 100.0)))
    assert (found.fresh, found.waste, found.pinch) == (20.0, 20.0, 100.0)


def test_what_one_leaves_another_takes():
    # 1000 from 0 to 50 takes 20; 1000 from 50 to 100 takes those 20 again
    both = of(operation("p1", 1000.0, 0.0, 50.0), operation("p2", 1000.0, 50.0, 100.0))
    assert target(*both).fresh == 20.0
    assert without_reuse(*both) == 20.0 + 10.0  # alone, p2 carries its load from 0 to 100


def test_the_curve_of_wang_and_smith():
    # limiting composite curve: 20·50 to 50, + 160·50 to 100, + 40·300 to 400, + 50·400 to 800
    found = target(
        *of(
            operation("p1", 2000.0, 0.0, 100.0), operation("p2", 5000.0, 50.0, 100.0),
            operation("p3", 30000.0, 50.0, 800.0), operation("p4", 4000.0, 400.0, 800.0),
        )
    )  # fmt: skip
    assert found.concentration.tolist() == [0, 50, 100, 400, 800]
    assert found.load.tolist() == [0, 1000, 9000, 21000, 41000]
    assert (found.fresh, found.pinch) == (90.0, 100.0)


def test_sources_and_sinks_of_polley():
    sinks = [Flow(f"s{c:g}", "a", f, c) for f, c in ((50, 20.0), (100, 50.0), (80, 100.0), (70, 200.0))]
    sources = [Flow(f"r{c:g}", "a", f, c) for f, c in ((50, 50.0), (100, 100.0), (70, 150.0), (60, 250.0))]
    found = target(sinks, sources)
    assert found.fresh == pytest.approx(70.0)
    assert found.waste == pytest.approx(50.0)
    assert found.pinch == 150.0
    assert without_reuse(sinks, sources) == 300.0


def test_where_the_flow_alone_decides_there_is_no_pinch():
    # 10 wanted at any quality, 4 there: 6 more, however clean
    found = target([Flow("floor", "a", 10.0, float("inf"))], [Flow("rinse", "a", 4.0, 500.0)])
    assert (found.fresh, found.waste, found.pinch) == (6.0, 0.0, None)


def test_fresh_water_that_is_not_clean():
    # from 10 to 100 a tonne carries 90: 1800 / 90
    assert target(*of(operation("p1", 1800.0, 10.0, 100.0)), fresh=10.0).fresh == 20.0
    with pytest.raises(ValueError, match="p1 asks for 0, and the cleanest fresh water has 10"):
        target(*of(operation("p1", 1800.0, 0.0, 100.0)), fresh=10.0)


def test_without_reuse_losses_and_fixed_flows_count():
    """A tower that evaporates 500 from 300 to 1500 takes 625 of fresh water; a fixed flow takes itself."""
    tower = Flow("tower", "a", 1500.0, 1000.0, unaided=625.0)
    wash = Flow("wash", "a", 250.0, 1500.0, unaided=250.0)
    spent = [Flow("tower", "a", 1000.0, 1500.0), Flow("wash", "a", 100.0, 2500.0)]
    assert without_reuse([tower, wash], spent, 300.0) == 875.0
