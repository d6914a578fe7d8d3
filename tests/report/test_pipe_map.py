"""The map of pipes and the load duration figure: what they name, and when there is none."""

from __future__ import annotations

import pytest

from symbiosis.report import duration, pipe_map
from tests.parks import (
    hub,
    junctions,
    laid,
    member,
    need,
    optimum,
    pipe,
    plant,
    series,
    shop,
    small_park,
    way,
)
from tests.report.conftest import drawn, texts


def plan(**place):
    park = small_park(
        2,
        plant("works.boiler", "heat", {"gas": -1.1}, capacity=100.0),
        shop("gas", 30.0, "works"),
        need("mill.heat", series(6, 2)),
        shop("heat", 1000.0, "mill"),
        way("street", "works", "mill", 2.0),
        hub(
            "main",
            "heat",
            "works",
            member("main", "works", "feed", capacity=50.0),
            member("main", "mill", "draw", capacity=50.0),
            segments=(
                laid(
                    "main",
                    "street",
                    capacity_max=9.0,
                    sizes=(9.0,),
                    size_names="DN80",
                    size_investment=(1.0,),
                    lifetime=9.0,
                ),
            ),
            exists=True,
        ),
    )
    if place:
        import dataclasses

        at = {"works": (0.0, 0.0), "mill": (1.0, 1.0)}
        enterprises = [dataclasses.replace(e, x=at[n][0], y=at[n][1]) for n, e in park.enterprises.items()]
        park = park.replace(enterprises={e.label: e for e in enterprises})
    return optimum(park)


def test_the_map_names_sizes_and_flows():
    figure = pipe_map.figure(plan(known=True))
    assert any(text.startswith("DN80, 6") for text in texts(figure))
    assert {"works", "mill"} <= set(texts(figure))
    drawn(figure)


def test_there_is_no_map_without_places():
    assert pipe_map.figure(plan()) is None


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_load_duration_curve_has_a_panel_per_carrier(language, no_chinese):
    figure = duration.figure(plan(known=True), ["heat", "gas"], language)
    assert len(figure.axes) == 2
    load = figure.axes[0].lines[0]
    assert load.get_ydata().tolist() == [6.0, 2.0, 2.0]
    assert figure.axes[0].get_xlim() == (0.0, 2.0)
    drawn(figure)


def test_a_link_along_corridors_is_drawn_round_their_corners():
    import dataclasses

    park = small_park(
        1,
        plant("works.boiler", "heat", {"gas": -1.1}, capacity=100.0),
        shop("gas", 30.0, "works"),
        need("mill.heat", 6.0),
        *junctions(corner=(1.0, 0.0)),
        way("street", "works", "corner", 1.0),
        way("lane", "corner", "mill", 1.0),
        pipe(
            *("works", "mill", "heat"),
            along="corridors",
            length=None,
            capacity_max=9.0,
            sizes=(9.0,),
            size_names="DN80",
            size_investment=(1.0,),
            lifetime=9.0,
        ),
    )
    at = {"works": (0.0, 0.0), "mill": (1.0, 1.0)}
    enterprises = [dataclasses.replace(e, x=at[n][0], y=at[n][1]) for n, e in park.enterprises.items()]
    figure = pipe_map.figure(optimum(park.replace(enterprises={e.label: e for e in enterprises})))
    legs = [line.get_xydata().tolist() for line in figure.axes[0].lines if line.get_linewidth() > 7.0]
    assert [sorted(leg) for leg in legs] == [[[0.0, 0.0], [1.0, 0.0]], [[1.0, 0.0], [1.0, 1.0]]]
