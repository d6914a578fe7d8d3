"""`scenarios.yaml`: what is written becomes changes; what is wrong is found with its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from symbiosis.park import ParkError, Varying
from symbiosis.scenario import apply, read_scenarios
from symbiosis.tables import read_park

FIRMS = Path(__file__).resolve().parents[2] / "scenarios" / "three_firms"
GOOD = """format: 1
scenarios:
  dear_gas:
    title: Gas at twice its price
    changes:
      markets.gas.purchase_price: {scale: 2}
  no_pipe:
    changes: {links.steam_pipe: remove}
  both:
    after: [dear_gas, no_pipe]
    changes:
      markets.gas.purchase_price: {scale: 1.5}
      technologies.paper_mill.pv:
        add: {rated_on: power, ratios: {power: 1}, capacity_max: 2 MW, investment: 9 CNY, lifetime: 9 a}
      "links.*": {choose: [gypsum_road]}
"""


def problems_of(tmp_path, text):
    (tmp_path / "scenarios.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ParkError) as caught:
        read_scenarios(tmp_path)
    return [str(problem) for problem in caught.value.problems]


def test_scenarios_build_on_one_another(tmp_path):
    (tmp_path / "scenarios.yaml").write_text(GOOD, encoding="utf-8")
    found = read_scenarios(tmp_path)
    assert list(found) == ["base", "dear_gas", "no_pipe", "both"]
    park = apply(read_park(FIRMS), found["both"])
    assert park.markets["gas"].purchase_price == Varying(1200.0)  # 400 × 2 × 1.5
    assert park.technologies["paper_mill.pv"].capacity_max == 2.0
    assert list(park.links) == ["gypsum_road"]
    assert [str(change) for change in found["both"].changes][:2] == [
        "markets.gas.purchase_price: scale 2",
        "links.steam_pipe: remove",
    ]


def test_a_folder_without_the_file_has_the_park_as_it_is(tmp_path):
    assert list(read_scenarios(tmp_path)) == ["base"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "scenarios:\n  a:\n    changes: {links.x: {sett: 1}}\n",
            ("scenarios.yaml:3", 'Did you mean "set"?'),
        ),
        ("scenarios:\n  a:\n    changes: {links.x: 3}\n", ("scenarios.yaml:3", "one verb")),
        ("scenarios:\n  a: {changes: {l.x: remove}, aftr: [b]}\n", ("scenarios.yaml:2", 'mean "after"?')),
        ("scenarios:\n  b:\n    after: [c]\n", ("scenarios.yaml:3", 'no scenario "c" stands above')),
        ("scenarios:\n  b: {title: empty}\n", ("scenarios.yaml:2", "changes nothing")),
        ("scenarios:\n  base: {changes: {l.x: remove}}\n", ("scenarios.yaml:2", "the park as it is")),
        ("scenarioss:\n  b: {changes: {l.x: remove}}\n", ("scenarios.yaml:1", 'mean "scenarios"?')),
        ("", ("scenarios.yaml", "the file is empty")),
    ],
)
def test_what_is_wrong_is_found_where_it_stands(tmp_path, text, said):
    first = problems_of(tmp_path, text)[0]
    assert all(part in first for part in said), first


def test_a_value_that_cannot_be_read_names_its_line(tmp_path):
    folder = shutil.copytree(FIRMS, tmp_path / "园区 1")
    text = "scenarios:\n  a:\n    changes:\n      links.gypsum_road.freight: {set: 3 CNY/m}\n"
    (folder / "scenarios.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ParkError) as caught:
        apply(read_park(folder), read_scenarios(folder)["a"])
    assert "scenarios.yaml:4" in str(caught.value.problems[0])
    assert "links.gypsum_road.freight" in str(caught.value.problems[0])
