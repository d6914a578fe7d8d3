"""Whatever is changed in a sound plan of pipes, the check of results finds it."""

from __future__ import annotations

import numpy as np
import pytest

from symbiosis.horizon import full
from symbiosis.results.verify import verify
from tests.mains import tree
from tests.parks import (
    laid,
    need,
    optimum,
    pipe,
    series,
    shop,
)

SIZED = {
    "capacity_max": 20.0,
    "sizes": (4.0, 9.0),
    "size_investment": (10.0, 15.0),
    "size_investment_per_length": (1e3, 2e3),
    "size_loss": (0.1, 0.2),
    "units_max": 1.0,
    "lifetime": 30.0,
}


@pytest.fixture(scope="module")
def answer():
    return optimum(
        tree(
            shop("heat", 100.0, "barn", label="dear"),
            need("barn.heat", 4.0),
            pipe(
                "works",
                "barn",
                "heat",
                length=2.0,
                **SIZED,
                size_minimum_flow_per_length=(0.5, 0.6),
                loss_per_length=0.01,
            ),
            segments=(
                laid(
                    "main",
                    "trunk",
                    one_way=True,
                    running_cost=0.5,
                    **SIZED,
                    size_minimum_flow_per_length=(0.2, 0.3),
                ),
                laid("main", "left", **SIZED),
                laid("main", "right", capacity=6.0, standing_loss=0.1),
            ),
            steps=2,
            mill=series(3, 5),
            dorm=series(4, 1),
        )
    )


def said(answer, name, label, values, park=None):
    data = answer.data.copy(deep=True)
    dim = data[name].dims[0]
    data[name].loc[{dim: label}] = values
    park = park or answer.park
    verdict = verify(park, full(park.calendar), data, answer.outcome.objective)
    return [str(finding) for finding in verdict.findings]


@pytest.mark.parametrize(
    ("name", "label", "values", "sentence"),
    [
        ("forth", "main.trunk", [9.0, 9.0], "main at cross: what reaches a place does not leave it"),
        ("forth", "main.trunk", [10.0, 1.0], "main.trunk, 2025-01-01T00:00: carries more than its capacity"),
        ("forth", "main.trunk", [0.1, 7.0], "main.trunk, 2025-01-01T00:00: carries less than its pipes need"),
        ("forth", "main.left", [-1.0, 5.0], "forth[main.left], 2025-01-01T00:00: is negative"),
        ("back", "main.trunk", [1.0, 0.0], "main.trunk: flows back although it goes one way"),
        ("back", "main.left", [1.0, 0.0], "main at mill, 2025-01-01T00:00: what reaches a place"),
        ("size_units", "main.left:0", 1.0, "main.left: new is no sum of the sizes"),
        ("size_units", "works_barn:0", 1.0, "works_barn: new is no sum of the sizes"),
        ("exchange", "works_barn:heat", [0.3, 0.3], "works_barn: loses more than the giver sends"),
        ("kept", "main.right", 3.0, "main.right: capacity is not kept + new"),
    ],
)
def test_a_wrong_value_is_named(answer, name, label, values, sentence):
    found = said(answer, name, label, values)
    assert any(
        sentence.split(": ")[0].split(",")[0] in s and sentence.split(": ", 1)[1] in s for s in found
    ), found


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("size_loss", (0.1, 0.3), "what reaches a place does not leave it"),
        ("size_investment", (10.0, 16.0), "investment · main.left: line differs"),
        ("size_investment_per_length", (1e3, 2.1e3), "investment · main.left: line differs"),
        ("running_cost", 0.1, "running · main.left: line is missing"),
    ],
)
def test_a_park_of_other_pipes_is_told_apart(answer, field, value, sentence):
    import dataclasses

    network = answer.park.networks["main"]
    segments = tuple(
        dataclasses.replace(s, **{field: value}) if s.label == "main.left" else s for s in network.segments
    )
    park = answer.park.replace(networks={"main": dataclasses.replace(network, segments=segments)})
    verdict = verify(park, full(park.calendar), answer.data, answer.outcome.objective)
    assert any(sentence in str(finding) for finding in verdict.findings), verdict


def test_the_plan_itself_holds_and_says_how_many_checks_it_took(answer):
    assert answer.verdict.ok
    assert answer.verdict.checks["pipe"] > 0
    assert np.isfinite(answer.data["forth"].values).all()
