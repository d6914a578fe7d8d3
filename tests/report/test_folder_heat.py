"""The folder of a design holds steam headers and heat targets where a park has them."""

import csv

import pytest

from symbiosis.horizon.spec import full
from symbiosis.park import Stream
from symbiosis.report.folder import write_design
from symbiosis.study.design.ladder import climb
from tests.model.test_steam import works


def test_headers_and_targets_are_written(tmp_path):
    streams = [
        Stream(label="mill.air", supply=20.0, target=120.0, duty=2.0),
        Stream(label="mill.gas", supply=180.0, target=60.0, duty=3.0),
    ]
    park = works().replace(streams=streams)
    out = write_design(climb(park, full(park.calendar, annualised=False)), tmp_path / "design")
    with (out / "headers.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["header"] for row in rows} == {"high", "low"}
    assert all(abs(float(row["heat [GJ]"])) < 1e-4 for row in rows if row["flow"] == "sum")
    with (out / "heat_targets.csv").open(encoding="utf-8-sig", newline="") as file:
        targets = {row["scope"]: row for row in csv.DictReader(file)}
    assert float(targets["(pooled)"]["cooling [MW]"]) == pytest.approx(1.0)
    assert (out / "heat_site_profiles.svg").is_file()
