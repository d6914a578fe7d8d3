"""Heat targets on paper: the curves that were computed, and tables that add up."""

import csv

import pytest

from symbiosis.heat import HeatStream, Level, targets
from symbiosis.report.heat import figure, site_figure
from symbiosis.report.heat_sheets import curve_rows, level_rows, target_rows, write_sheets
from tests.cases import heat


@pytest.fixture(scope="module")
def found():
    return targets(heat.streams(heat.VARBANOV), heat.VARBANOV_LEVELS, "kW")


def test_the_figure_shows_the_curves_of_one_enterprise(found):
    drawing = figure(found, "chemical")
    composite, grand = drawing.axes
    hot, cold = composite.lines[:2]
    assert hot.get_xdata()[-1] == pytest.approx(350.0)  # A1 + A2 + A6
    assert cold.get_xdata()[0] == pytest.approx(84.7682972)  # begins at the cooling
    cascade = found.alone["chemical"].cascade
    assert grand.lines[0].get_xdata().tolist() == cascade.residual.tolist()
    assert "heating 51.4683 kW" in drawing.get_suptitle()
    assert composite.get_xlabel() == "heat [kW]"


def test_all_streams_are_shown_without_a_name(found):
    assert figure(found).get_suptitle().startswith("all streams pooled: heating 193.85 kW")
    with pytest.raises(ValueError, match="figures speak"):
        figure(found, None, "fr")
    with pytest.raises(KeyError):
        figure(found, "nobody")


@pytest.mark.usefixtures("no_chinese")
def test_figures_speak_chinese(found):
    assert figure(found, None, "zh").axes[0].get_xlabel() == "热量 [kW]"
    assert site_figure(found, "zh").axes[0].get_title(loc="left") == "全厂热源热汇曲线"


@pytest.mark.usefixtures("no_chinese")
def test_names_that_no_font_can_draw_do_not_stop_a_figure():
    mill = targets([HeatStream("㐀", 90.0, 50.0, 2.0, hot=True, place="㐁㐂")], [Level("㐃", 40.0, 40.0)])
    figure(mill, "㐁㐂", "zh")
    site_figure(mill, "zh")


def test_site_profiles_reach_what_enterprises_need(found):
    surplus, need = site_figure(found).axes[0].lines[:2]
    assert min(surplus.get_xdata()) == pytest.approx(-121.6168457)
    assert max(need.get_xdata()) == pytest.approx(315.4668457)


def test_tables_hold_the_targets(found):
    rows = {scope: (heating, cooling) for scope, heating, cooling, *_ in target_rows(found)}
    assert rows["(alone)"] == pytest.approx((315.4668457, 121.6168457))
    assert rows["(through mains)"] == pytest.approx((300.6499266, 106.7999266))
    assert rows["(pooled)"] == pytest.approx((193.85, 0.0), abs=1e-9)
    levels = {(scope, level): needs for scope, level, *needs in level_rows(found)}
    assert levels["(through mains)", "HW"] == pytest.approx([165.5330809, 0.0])
    assert levels["(through mains)", "CW"] == pytest.approx([0.0, 106.7999266])
    curves = {curve for _, curve, *_ in curve_rows(found)}
    assert curves == {
        "hot composite", "cold composite", "grand composite, shifted", "sources, shifted", "sinks, shifted",
    }  # fmt: skip


def test_recovered_heat_and_heating_cover_all_cold_streams(found):
    cold = sum(s.duty for s in heat.streams(heat.VARBANOV) if not s.hot)
    for scope, heating, _, recovered, _ in target_rows(found):
        if scope.startswith("("):
            assert heating + recovered == pytest.approx(cold), scope


def test_files_are_csv_with_units_in_the_header(found, tmp_path):
    names = [path.name for path in write_sheets(found, tmp_path / "热 out")]
    assert names == ["heat_targets.csv", "heat_levels.csv", "heat_curves.csv"]
    with (tmp_path / "热 out" / names[0]).open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert header[1] == "heating [kW]"
    assert len(rows) == 4 + 3
