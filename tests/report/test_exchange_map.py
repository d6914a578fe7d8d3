from __future__ import annotations

import dataclasses

import pytest
from matplotlib.patches import FancyArrowPatch

from symbiosis.horizon import full
from symbiosis.park import Calendar, Connection, Enterprise, Network
from symbiosis.questions import solve
from symbiosis.report import exchange_map
from symbiosis.report.flows import Flow, Routes, routes
from symbiosis.report.map_list import LISTED, flow_numbers
from symbiosis.results.results import NoPlanError
from tests.report.conftest import drawn, texts

DAY = Calendar.short(24)
PLACES = (("plant", 0.0, 0.0), ("mill", 2.0, 0.0), ("board", 0.0, 1.0))


def moved(results, enterprises):
    """The same result in a park whose enterprises stand elsewhere."""
    return dataclasses.replace(results, park=results.park.replace(enterprises=enterprises))


def arrows(figure):
    return figure.findobj(FancyArrowPatch)


def test_every_flow_is_a_numbered_arrow_and_a_line_of_the_list(ladder):
    figure = exchange_map.figure(ladder["integrated_park"].results)
    shown = texts(figure)
    assert len(arrows(figure)) == 2
    assert {"1", "2", "96.0", "48.0", "Power plant → Paper mill", "Power plant → Board mill"} <= set(shown)
    assert {"Steam [t]", "Gypsum [t]", "Power plant", "Paper mill", "Board mill", r"Three \$ firms"} <= set(
        shown
    )
    assert {"producer", "utility operator", "town", "candidate, not built", "widest arrow: 96.0 t"} <= set(
        shown
    )
    assert (figure.axes[0].get_xlabel(), figure.axes[0].get_ylabel()) == ("east [km]", "north [km]")
    drawn(figure)


def test_enterprises_stand_at_their_coordinates_on_equal_axes(ladder):
    axes = exchange_map.figure(ladder["integrated_park"].results).axes[0]
    marks = {line.get_label(): line.get_xydata()[0].tolist() for line in axes.lines}
    for name, x, y in PLACES:
        assert marks[name] == pytest.approx([x, y])
    box = axes.get_window_extent()
    across, up = (high - low for low, high in (axes.get_xlim(), axes.get_ylim()))
    assert box.width / across == pytest.approx(box.height / up, rel=1e-6)


def test_widths_are_in_proportion_to_yearly_flow(ladder):
    steam, gypsum = (
        p.get_arrowstyle().tail_width for p in arrows(exchange_map.figure(ladder["integrated_park"].results))
    )
    assert gypsum == pytest.approx(steam * 48.0 / 96.0)


def test_only_what_a_rung_offers_is_a_candidate(ladder):
    assert routes(ladder["stand_alone"].results).flows == ()
    assert routes(ladder["stand_alone"].results).candidates == ()
    assert routes(ladder["integrated_park"].results).candidates == (("board", "mill"),)
    figure = exchange_map.figure(ladder["stand_alone"].results)
    assert "nothing is exchanged" in texts(figure)
    drawn(figure)


def test_without_coordinates_the_map_is_a_circle_and_says_so(ladder):
    results = ladder["integrated_park"].results
    park = results.park
    links = [dataclasses.replace(link, length=1.0) for link in park.links.values()]
    nowhere = park.replace(links=links, enterprises=[Enterprise(label=n) for n in park.enterprises])
    figure = exchange_map.figure(dataclasses.replace(results, park=nowhere))
    assert "coordinates are missing: drawn on a circle" in texts(figure)
    assert figure.axes[0].get_xlabel() == ""
    assert len(arrows(figure)) == 2
    drawn(figure)


def test_the_far_stand_at_the_edge_with_their_distance(ladder):
    results = ladder["integrated_park"].results
    away = dataclasses.replace(results.park.enterprises["board"], role="outside", x=-300.0, y=400.0)
    enterprises = [away if n == "board" else e for n, e in results.park.enterprises.items()]
    figure = exchange_map.figure(moved(results, enterprises))
    axes = figure.axes[0]
    assert "Board mill\n(501 km)" in texts(figure)  # hypot(301, 400) from the middle of plant and mill
    x, y = next(line.get_xydata()[0] for line in axes.lines if line.get_label() == "board")
    assert axes.get_xlim()[0] < x < axes.get_xlim()[1] < 10.0
    assert axes.get_ylim()[0] < y < axes.get_ylim()[1] < 10.0


def test_neighbours_at_the_same_place_are_moved_apart(ladder):
    results = ladder["integrated_park"].results
    enterprises = [dataclasses.replace(e, x=1.0, y=1.0) for e in results.park.enterprises.values()]
    figure = exchange_map.figure(moved(results, enterprises))
    assert "close neighbours are moved apart" in texts(figure)
    spots = {
        tuple(line.get_xydata()[0].round(6))
        for line in figure.axes[0].lines
        if line.get_label() in results.park.enterprises
    }
    assert len(spots) == 3
    drawn(figure)


def test_names_of_enterprises_do_not_overlap_when_many_stand_close(ladder):
    results = ladder["integrated_park"].results
    crowd = [
        Enterprise(label=f"firm{i}", x=0.3 * (i % 6), y=0.4 * (i // 6), title=f"Speciality works {i}")
        for i in range(24)
    ]
    figure = exchange_map.figure(moved(results, [*results.park.enterprises.values(), *crowd]))
    figure.draw_without_rendering()
    boxes = [
        t.get_window_extent() for t in figure.axes[0].texts if "works" in t.get_text().replace("\n", " ")
    ]
    assert len(boxes) == 24
    frame = figure.axes[0].get_window_extent()
    for i, box in enumerate(boxes):
        assert frame.x0 <= box.x0 < box.x1 <= frame.x1
        assert frame.y0 <= box.y0 < box.y1 <= frame.y1
        assert not any(box.overlaps(other) for other in boxes[i + 1 :])


def test_a_network_is_a_hub_with_an_arrow_per_member(park_of_firms):
    def member(n, direction):
        return Connection(
            label=f"main.{n}",
            network="main",
            enterprise=n,
            direction=direction,
            capacity_max=10.0,
            investment_per_capacity=0.0,
            lifetime=20.0,
        )

    main = Network(
        label="main",
        carrier="steam",
        owner="plant",
        connections=(member("plant", "feed"), member("mill", "draw")),
        title="Steam main",
    )
    park = park_of_firms(DAY, links=[], networks=[main])
    results = solve(park, "integrated_park", full(park.calendar, annualised=True))
    figure = exchange_map.figure(results)
    assert {"Power plant → Steam main", "Steam main → Paper mill", "network", "Steam [t/a]", "35,040"} <= set(
        texts(figure)
    )
    assert len(arrows(figure)) == 2
    drawn(figure)


def test_hostile_names_are_drawn_as_they_are(ladder, no_chinese):
    results = ladder["integrated_park"].results
    names = ("$\\frac{", "a <b>&--\x07\u202e]]>", "㐀㐁" * 40)
    enterprises = [
        dataclasses.replace(e, title=title)
        for e, title in zip(results.park.enterprises.values(), names, strict=True)
    ]
    figure = exchange_map.figure(moved(results, enterprises))
    drawn(figure)
    assert r"\$\frac{" in texts(figure)
    assert "a <b>&--]]>" in texts(figure)
    assert "board" in texts(figure)  # its title cannot be drawn


def test_in_chinese(ladder, no_chinese):
    figure = exchange_map.figure(ladder["integrated_park"].results, "zh")
    assert {"东向 [km]", "热电厂", "热电厂 → 造纸厂", "候选，未建", "三家企业"} <= set(texts(figure))
    drawn(figure)


def test_no_plan_no_map(ladder):
    nothing = dataclasses.replace(ladder["integrated_park"].results, data=None)
    with pytest.raises(NoPlanError, match="no plan to draw"):
        exchange_map.figure(nothing)


def test_of_very_many_flows_the_largest_of_each_carrier_get_a_number():
    flows = tuple(
        Flow("a", "b", carrier, 1000.0 - i) for carrier in ("steam", "water") for i in range(LISTED)
    )
    numbers = flow_numbers(Routes(flows, (), ()))
    assert sorted(numbers.values()) == list(range(1, LISTED + 1))
    assert {flow.carrier for flow in numbers} == {"steam", "water"}
    assert min(flow.amount for flow in numbers) > 1000.0 - LISTED / 2 - 1
