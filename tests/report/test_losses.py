"""What each loss costs whom, by hand: the table with what is not served, the matrix in two languages."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from symbiosis.cli import app
from symbiosis.park import Carrier
from symbiosis.report.losses import figure, not_served, table, write
from symbiosis.results.files import ResultFileError
from symbiosis.study.design.kept import load_ladder
from symbiosis.study.losses.resilience import Outage, Shortfall, outages
from tests.parks import need, optimum, pipe, plant, shop, small_park

run = CliRunner().invoke


@pytest.fixture(scope="module")
def design():
    """The mill's 4 of heat come from the works at 1; its own boiler gives 3 at 2. Two hours."""
    return optimum(
        small_park(
            2,
            need("mill.heat", 4.0),
            plant("works.boiler", "heat", {"gas": -1.0}, capacity=10.0),
            plant("mill.boiler", "heat", {"oil": -1.0}, capacity=3.0),
            shop("gas", 1.0, "works"),
            shop("oil", 2.0, "mill"),
            pipe("works", "mill", "heat", capacity=5.0, label="main"),
        )
    )


@pytest.fixture(scope="module")
def found(design):
    return [(outage, "") for outage in outages(design, kinds=("link", "plant"))]


def test_a_row_says_who_pays_and_what_is_missing(design, found):
    made = table(design.park, found, design.horizon.years, "CNY", "en")
    assert [column.heading for column in made.columns] == [
        "lost",
        "the park [CNY]",
        "mill [CNY]",
        "works [CNY]",
        "not served",
    ]
    _, park, mill, works, missed = next(row for row in made.rows if row[0] == "link main")
    # the mill pays 3 × 2 for oil in each of two hours, the works saves 4 × 1
    assert (park, mill, works) == pytest.approx((12 - 8, 12, -8))
    assert missed == "heat (mill) 2 MWh"


@pytest.mark.parametrize(("language", "heads"), [("en", ["the park", "mill"]), ("zh", ["园区", "mill"])])
def test_the_matrix_has_a_row_for_every_loss_and_a_column_for_every_payer(design, found, language, heads):
    axes, *_ = figure(design.park, found, "CNY", language).axes
    assert [text.get_text() for text in axes.get_xticklabels()][:2] == heads
    rows = [text.get_text() for text in axes.get_yticklabels()]
    assert len(rows) == len(found) == 3
    assert [row.endswith("†") for row in rows] == [bool(outage.shortfalls) for outage, _ in found]
    assert axes.get_images()[0].get_array().shape == (3, 3)


def test_a_loss_that_cannot_be_run_has_no_costs_and_no_row_in_the_matrix(design, tmp_path):
    outage = Outage("plant", "works.boiler", 0.0, {}, (), ("cap co2 is broken",))
    made = table(design.park, [(outage, "")], 1.0, "CNY/a", "en")
    assert next(iter(made.rows))[1:] == (None, "cap co2 is broken")
    assert figure(design.park, [(outage, "")], "CNY/a") is None
    files = write(design.park, [(outage, "")], 1.0, "CNY/a", tmp_path / "out", "zh")
    assert [file.name for file in files] == ["losses.csv"]


def test_floor_that_is_missing_is_an_area():
    floor = Carrier(label="hall", kind="space", unit="m2")
    park = small_park(1, floor, need("mill.hall", 40.0), shop("hall", 1.0, "mill"))
    lost = Outage("market", "town", 0.0, {}, (Shortfall("mill", "hall", 40.0 * 24.0, False),))
    assert not_served(park, lost, 24.0 / 8760.0, "en") == "hall (mill) 40 m²"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A designed park of two firms, with its losses worked out for the report."""
    out = tmp_path_factory.mktemp("lost")
    park = Path(__file__).resolve().parents[2] / "scenarios" / "three_firms"
    assert run(app, ["design", str(park), "--out", str(out / "design")]).exit_code == 0
    found = run(app, ["report", str(out / "design"), "--losses", "--out", str(out / "report.html")])
    assert found.exit_code == 0, found.output
    return out


def test_a_report_shows_the_losses_that_are_kept(folder):
    design = load_ladder(folder / "design")
    assert design.losses is not None
    best = outages(design[design.losses.design].results)
    assert design.losses.outages == best
    text = (folder / "report.html").read_text(encoding="utf-8")
    assert "If something is lost (N−1)" in text
    assert f"{len(best)} losses were tried" in text
    page = folder / "again.html"
    assert run(app, ["report", str(folder / "design"), "--lang", "zh", "--out", str(page)]).exit_code == 0
    assert f"逐一试验了 {len(best)} 项失效" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("reader", [["--public"], ["--for", "mill"]])
def test_losses_are_not_for_every_reader(folder, reader):
    enterprise = next(iter(load_ladder(folder / "design").park.enterprises))
    asked = [enterprise if word == "mill" else word for word in reader]
    page = folder / "some.html"
    assert run(app, ["report", str(folder / "design"), *asked, "--out", str(page)]).exit_code == 0
    assert "N−1" not in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda data: data | {"cost": data["cost"] + 1.0}, "is of another plan"),
        (lambda data: data | {"design": "nobody"}, "is of another plan"),
        (lambda data: {"design": data["design"]}, "cannot be read"),
        (lambda data: data | {"outages": [{"kind": "link"}]}, "cannot be read"),
    ],
)
def test_losses_of_another_plan_are_refused(folder, tmp_path, spoil, why):
    copied = tmp_path / "design"
    shutil.copytree(folder / "design", copied)
    file = copied / "losses.json"
    file.write_text(json.dumps(spoil(json.loads(file.read_text(encoding="utf-8")))), encoding="utf-8")
    with pytest.raises(ResultFileError, match=why):
        load_ladder(copied)


def test_losses_need_the_folder_of_a_design(folder):
    found = run(app, ["report", str(folder / "design" / "integrated_park.nc"), "--losses"])
    assert found.exit_code == 2
    assert "give that folder" in found.output
